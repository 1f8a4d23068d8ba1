#pragma once

#include "models/planner/plan_result.h"
#include "twin/scenario/owner_network.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace models {

/// Works out what comes of forks, on a thread of its own: the newest one asked for, piece by piece. Asking
/// for another, or `cancel`, ends what is under way within a cut of the N-1 table. GUI thread.
class PlanRunner final : public QObject
{
    Q_OBJECT

  public:
    explicit PlanRunner(QObject* parent = nullptr);
    ~PlanRunner() override; ///< cancels, and waits for the thread

    /// Goes on with what is missing of a result (its fork is whose it is). What is known stays until there is
    /// more of it.
    /// @param since when the edit was made, for the times of the result
    /// @param isAnew also what is known is worked out once more
    void run(PlanResult known, QElapsedTimer since, bool isAnew = false);
    /// What is known of an N-1 table then is handed over with the bound on the rest.
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_running != nullptr; }

    /// What comes is of that fork, unless it is cancelled.
    [[nodiscard]] bool isWorkingOn(const twin::scenario::ForkPtr& fork) const;

    [[nodiscard]] const PlanProgress& progress() const { return m_progress; }

  Q_SIGNALS:
    /// There is more of a result than before. The last one of a run comes with isRunning() false.
    void resultCame(const models::PlanResult& result);
    void progressChanged();

  private:
    struct Run;

    void work(const std::shared_ptr<Run>& run);
    void post(const std::shared_ptr<Run>& run, bool isLast);
    void postProgress(const std::shared_ptr<Run>& run, const PlanProgress& progress);
    void n1Of(const std::shared_ptr<Run>& run);
    void worksOf(const std::shared_ptr<Run>& run);
    void coverageOf(const std::shared_ptr<Run>& run);
    [[nodiscard]] std::shared_ptr<const PlanOwners> ownersOf(const PlanResult& result,
                                                             const twin::scenario::Situation& after);
    void optimumOf(const std::shared_ptr<Run>& run);

    std::shared_ptr<Run> m_running; ///< the newest; null when it is done
    PlanProgress m_progress;
    /// The best routing of the ground that was last looked at; the worker's.
    std::weak_ptr<const twin::scenario::Ground> m_optimumGround;
    std::optional<twin::scenario::Optimum> m_groundOptimum;
    /// What the network holds for whom on the ground that was last looked at; the worker's.
    std::weak_ptr<const twin::scenario::Ground> m_networksGround;
    twin::scenario::OwnerNetworks m_groundNetworks;
    QThreadPool m_pool;
};

} // namespace models

Q_DECLARE_METATYPE(models::PlanResult)
