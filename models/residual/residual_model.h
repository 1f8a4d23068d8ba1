#pragma once

#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/residual/residual_worker.h"

namespace models {

/// What the links carry beside what the twin expects, for the table, the map, the inspector and the attention
/// list alike. Asks the worker at most once a second; the screen and the twin's writer pay nothing for it. A
/// network without a workload has no residuals. GUI thread.
class ResidualModel final : public QObject
{
    Q_OBJECT

  public:
    explicit ResidualModel(SnapshotFeed& feed, QObject* parent = nullptr);

    /// The newest, of the registry on screen; null before the first. May be of a moment ago.
    [[nodiscard]] const twin::state::LinkResidualsPtr& residuals() const { return m_residuals; }

    /// The same if its link numbers are those of this registry, else null.
    [[nodiscard]] const twin::state::LinkResiduals* of(const twin::registry::RegistryPtr& registry) const;

    /// Takes residuals as if the worker had given them; null for none.
    void show(twin::state::LinkResidualsPtr residuals);

  Q_SIGNALS:
    void changed();

  private:
    void ask();
    void takeAnswer();
    void forget();

    SnapshotFeed& m_feed;
    twin::state::LinkResidualsPtr m_residuals;
    Throttle m_throttle;
    ResidualWorker m_worker;
};

/// The cause that explains most among those that touch a link; null if none does.
[[nodiscard]] const twin::state::ResidualCause* causeOfLink(const twin::state::LinkResiduals& residuals,
                                                            std::uint32_t link);

} // namespace models
