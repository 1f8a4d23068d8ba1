#pragma once

#include "models/feed/latest_job.h"
#include "twin/state/snapshot_provider.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace models {

/// Short histories for in-row sparklines: up to 60 points of 5 s each, made from the provider for rows
/// somebody looks at and appended to as time passes. What is in memory comes at once; what a store has is
/// read on a thread of its own, for all rows that were looked at together. Of pools and links the utilisation
/// (ratio), of flows the rate (b/s), of jobs the progress (ratio). GUI thread.
class Sparklines
{
  public:
    static constexpr int kPoints = 60;
    static constexpr twin::TimeNs kStep = 5 * twin::kSecond;

    /// `arrived`: rows that were empty have points now.
    Sparklines(twin::EntityKind kind, std::function<void()> arrived);
    ~Sparklines();

    Sparklines(const Sparklines&) = delete;
    Sparklines& operator=(const Sparklines&) = delete;

    void clear();

    /// The number now stands for something else (a flow's or job's slot was given on).
    void forget(std::uint32_t entity)
    {
        m_rings.remove(entity);
        m_wanted.remove(entity);
        m_reading.remove(entity);
    }

    /// Appends the value of now to every known ring once per step; starts over when time went back or jumped.
    /// True when points were added or dropped.
    bool advance(const twin::state::Snapshot& snapshot);
    /// Points oldest first, NaN = gap; fetched from the provider the first time, empty while that takes.
    /// `entity` is in range.
    [[nodiscard]] QList<float> points(const std::shared_ptr<const twin::state::SnapshotProvider>& provider,
                                      const twin::state::SnapshotPtr& snapshot, std::uint32_t entity);

    /// Points as shares of `whole`, or of the greatest of them when `whole` is 0.
    [[nodiscard]] static QList<float> shares(QList<float> points, float whole);

  private:
    using Rings = QHash<std::uint32_t, QList<float>>;

    struct Fetched
    {
        twin::TimeNs end = 0; ///< of the last step
        Rings rings;
    };

    void readWanted();
    void take(const Fetched& fetched);

    twin::EntityKind m_kind;
    std::function<void()> m_arrived;
    twin::TimeNs m_last = 0;
    Rings m_rings;
    // What is read, or will be when the rows that are looked at now are all known.
    QSet<std::uint32_t> m_wanted;
    QSet<std::uint32_t> m_reading;
    std::shared_ptr<const twin::state::SnapshotProvider> m_provider;
    twin::state::SnapshotPtr m_snapshot;
    QTimer m_together;
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
    LatestJob<Fetched> m_job;
};

} // namespace models
