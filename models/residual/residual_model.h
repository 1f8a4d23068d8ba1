#pragma once

#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "twin/state/residual_watch.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace models {

/// What the links carry beside what the twin expects, for the table, the map, the inspector and the attention
/// list alike. Worked out on a thread of its own, at most once a second; the screen and the twin's writer pay
/// nothing for it. A network without a workload has no residuals. GUI thread.
class ResidualModel final : public QObject
{
    Q_OBJECT

  public:
    explicit ResidualModel(SnapshotFeed& feed, QObject* parent = nullptr);
    ~ResidualModel() override; ///< stops what is being computed

    /// The newest, of the registry on screen; null before the first and while nothing is expected. Of a
    /// moment ago at most: after a jump of the clock there are none until those of its moment are known.
    [[nodiscard]] const twin::state::LinkResidualsPtr& residuals() const { return m_residuals; }

    /// The same if its link numbers are those of this registry, else null.
    [[nodiscard]] const twin::state::LinkResiduals* of(const twin::registry::RegistryPtr& registry) const;

    /// Takes residuals as if they had been worked out; null for none.
    void show(twin::state::LinkResidualsPtr residuals);

  Q_SIGNALS:
    void changed();

  private:
    void follow(const twin::state::SnapshotPtr& current, const twin::state::SnapshotPtr& previous);
    void ask();
    void takeAnswer(const twin::state::LinkResidualsPtr& found);
    void forget();

    SnapshotFeed& m_feed;
    twin::state::LinkResidualsPtr m_residuals;
    std::atomic<bool> m_cancelled = false;
    std::shared_ptr<twin::state::ResidualWatch> m_watch; ///< used by one job at a time, never here
    Throttle m_throttle;
    LatestJob<twin::state::LinkResidualsPtr> m_job;
};

/// The cause that explains most among those that touch a link; null if none does.
[[nodiscard]] const twin::state::ResidualCause* causeOfLink(const twin::state::LinkResiduals& residuals,
                                                            std::uint32_t link);

} // namespace models
