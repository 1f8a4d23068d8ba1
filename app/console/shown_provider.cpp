#include "app/console/shown_provider.h"

#include <utility>

namespace app::console {

using twin::state::SnapshotPtr;

ShownProvider::ShownProvider(std::shared_ptr<const twin::state::SnapshotProvider> live)
    : m_live(std::move(live))
{}

void ShownProvider::showSaved(SnapshotPtr saved)
{
    const std::lock_guard lock(m_mutex);
    m_saved = std::move(saved);
    m_recording.reset();
}

void ShownProvider::showRecording(std::shared_ptr<const twin::state::SnapshotProvider> recording)
{
    const std::lock_guard lock(m_mutex);
    m_recording = std::move(recording);
    m_saved.reset();
}

SnapshotPtr ShownProvider::saved() const
{
    const std::lock_guard lock(m_mutex);
    return m_saved;
}

std::shared_ptr<const twin::state::SnapshotProvider> ShownProvider::past() const
{
    const std::lock_guard lock(m_mutex);
    return m_recording ? m_recording : m_live;
}

SnapshotPtr ShownProvider::at(const twin::state::TimeCursor& cursor) const
{
    SnapshotPtr still = saved();
    return still ? still : past()->at(cursor);
}

twin::state::TimeRange ShownProvider::range() const
{
    return saved() ? twin::state::TimeRange{} : past()->range();
}

bool ShownProvider::isAtHand(twin::state::TimeRange stretch) const
{
    return saved() || past()->isAtHand(stretch);
}

std::vector<twin::state::SeriesPoint> ShownProvider::series(const twin::state::SeriesSubject& of,
                                                            twin::state::TimeRange range,
                                                            std::size_t maxPoints) const
{
    if (saved()) {
        return {}; // one moment is no line
    }
    return past()->series(of, range, maxPoints);
}

std::vector<twin::state::TimeMark> ShownProvider::marks(twin::state::TimeRange range,
                                                        std::size_t maxMarks) const
{
    return saved() ? std::vector<twin::state::TimeMark>{} : past()->marks(range, maxMarks);
}

} // namespace app::console
