#pragma once

#include "twin/state/snapshot_provider.h"

#include <memory>
#include <mutex>

namespace app::console {

/// What the console looks at: the live twin, or over it a saved moment or a recording that was opened. The
/// live twin goes on meanwhile. Thread safe.
class ShownProvider final : public twin::state::SnapshotProvider
{
  public:
    explicit ShownProvider(std::shared_ptr<const twin::state::SnapshotProvider> live);

    /// Null: back to the live twin.
    void showSaved(twin::state::SnapshotPtr saved);
    /// A past of its own.
    void showRecording(std::shared_ptr<const twin::state::SnapshotProvider> recording);

    [[nodiscard]] twin::state::SnapshotPtr at(const twin::state::TimeCursor& cursor) const override;
    [[nodiscard]] twin::state::TimeRange range() const override;
    [[nodiscard]] bool isAtHand(twin::state::TimeRange stretch) const override;
    [[nodiscard]] std::vector<twin::state::SeriesPoint> series(const twin::state::SeriesSubject& of,
                                                               twin::state::TimeRange range,
                                                               std::size_t maxPoints) const override;

    [[nodiscard]] std::vector<twin::state::TimeMark> marks(twin::state::TimeRange range,
                                                           std::size_t maxMarks) const override;

  private:
    [[nodiscard]] twin::state::SnapshotPtr saved() const;
    /// The recording, or else the live twin.
    [[nodiscard]] std::shared_ptr<const twin::state::SnapshotProvider> past() const;

    std::shared_ptr<const twin::state::SnapshotProvider> m_live;
    mutable std::mutex m_mutex;
    twin::state::SnapshotPtr m_saved;
    std::shared_ptr<const twin::state::SnapshotProvider> m_recording;
};

} // namespace app::console
