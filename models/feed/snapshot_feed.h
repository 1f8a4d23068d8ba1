#pragma once

#include "models/feed/latest_job.h"
#include "twin/state/snapshot_provider.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace models {

/// The console's heartbeat: polls the provider at the cursor (10 Hz) and tells the models when there is
/// something new. One slow screen only skips snapshots. The present is taken at once, it costs a pointer; a
/// past moment is worked out on a thread of its own and shown when it is ready. GUI thread.
class SnapshotFeed final : public QObject
{
    Q_OBJECT

  public:
    explicit SnapshotFeed(std::shared_ptr<const twin::state::SnapshotProvider> provider,
                          QObject* parent = nullptr);

    /// The snapshot on screen; null before the first.
    [[nodiscard]] const twin::state::SnapshotPtr& snapshot() const { return m_snapshot; }

    [[nodiscard]] const twin::state::SnapshotProvider& provider() const { return *m_provider; }

    /// For work on other threads.
    [[nodiscard]] const std::shared_ptr<const twin::state::SnapshotProvider>& sharedProvider() const
    {
        return m_provider;
    }

    [[nodiscard]] const twin::state::TimeCursor& cursor() const { return m_cursor; }

    [[nodiscard]] twin::state::TimeRange range() const { return m_provider->range(); }

    void start(int interval_ms = 100);
    void stop();
    /// Polls now (tests; after a cursor change).
    void poll();

    /// Whether the past moment at the cursor is still being worked out.
    [[nodiscard]] bool isSeeking() const { return !m_past.isIdle(); }

  public Q_SLOTS:
    void setCursor(const twin::state::TimeCursor& cursor);

    void goLive() { setCursor({}); }

  Q_SIGNALS:
    /// `previous` may be null; compare section and chunk pointers to find what changed.
    void snapshotApplied(const twin::state::SnapshotPtr& current, const twin::state::SnapshotPtr& previous);
    /// Registry object is another one: models reset what depends on it. Emitted before snapshotApplied.
    void registryChanged(const twin::state::SnapshotPtr& current);
    void cursorChanged(const twin::state::TimeCursor& cursor);

  private:
    void seek();
    void take(const twin::state::SnapshotPtr& next);

    std::shared_ptr<const twin::state::SnapshotProvider> m_provider;
    twin::state::SnapshotPtr m_snapshot;
    twin::state::TimeCursor m_cursor;
    QTimer m_timer;
    LatestJob<twin::state::SnapshotPtr> m_past;
};

} // namespace models

Q_DECLARE_METATYPE(twin::state::SnapshotPtr)
