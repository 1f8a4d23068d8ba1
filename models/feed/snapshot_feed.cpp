#include "models/feed/snapshot_feed.h"

namespace models {

SnapshotFeed::SnapshotFeed(std::shared_ptr<const twin::state::SnapshotProvider> provider, QObject* parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_past([this](const twin::state::SnapshotPtr& moment) { take(moment); })
{
    connect(&m_timer, &QTimer::timeout, this, &SnapshotFeed::poll);
}

void SnapshotFeed::start(int interval_ms)
{
    m_timer.start(interval_ms);
    poll();
}

void SnapshotFeed::stop()
{
    m_timer.stop();
}

void SnapshotFeed::poll()
{
    if (m_cursor.mode == twin::state::TimeMode::Live) {
        take(m_provider->at(m_cursor));
    } else if (m_past.isIdle()) {
        seek();
    }
}

void SnapshotFeed::seek()
{
    m_past.request([provider = m_provider, cursor = m_cursor] { return provider->at(cursor); });
}

void SnapshotFeed::take(const twin::state::SnapshotPtr& next)
{
    if (!next || next == m_snapshot) {
        return;
    }
    const bool isSameMoment = m_snapshot && m_snapshot->version == next->version &&
                              m_snapshot->time == next->time && m_snapshot->live == next->live;
    if (isSameMoment) {
        return;
    }
    const twin::state::SnapshotPtr previous = std::exchange(m_snapshot, next);
    if (!previous || previous->registry != next->registry) {
        Q_EMIT registryChanged(next);
    }
    Q_EMIT snapshotApplied(next, previous);
}

void SnapshotFeed::setCursor(const twin::state::TimeCursor& cursor)
{
    if (m_cursor == cursor) {
        return;
    }
    m_cursor = cursor;
    Q_EMIT cursorChanged(m_cursor);
    if (m_cursor.mode == twin::state::TimeMode::Live) {
        m_past.cancel();
        poll();
    } else {
        seek();
    }
}

} // namespace models
