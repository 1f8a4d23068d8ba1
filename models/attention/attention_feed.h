#pragma once

#include "models/attention/attention_digest.h"
#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/residual/residual_model.h"

#include <QObject>

namespace models {

/// What needs attention in the snapshot on screen, for the list, the tables, the navigator and the map alike.
/// Worked out on a thread of its own, at most twice a second while live (people cannot read faster), so it
/// may speak of a snapshot a little older than the one on screen: AttentionDigest::severity minds that. GUI
/// thread.
class AttentionFeed final : public QObject
{
    Q_OBJECT

  public:
    explicit AttentionFeed(SnapshotFeed& feed, QObject* parent = nullptr);

    /// Lists residuals that persist as well; `residuals` outlives this.
    void setResiduals(const ResidualModel& residuals);

    /// Never null; of nothing before the first.
    [[nodiscard]] const AttentionDigestPtr& digest() const { return m_digest; }

    /// Whether the digest is of the snapshot on screen (tests).
    [[nodiscard]] bool isCurrent() const { return m_digest->snapshot() == m_feed.snapshot(); }

  Q_SIGNALS:
    void changed();

  private:
    void follow(const twin::state::SnapshotPtr& current, const twin::state::SnapshotPtr& previous);
    void request();

    SnapshotFeed& m_feed;
    const ResidualModel* m_residuals = nullptr;
    AttentionDigestPtr m_digest;
    std::shared_ptr<AttentionMemory> m_memory; ///< used by one job at a time, never here
    Throttle m_throttle;
    LatestJob<AttentionDigestPtr> m_job;
};

} // namespace models
