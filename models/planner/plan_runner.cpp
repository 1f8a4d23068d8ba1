#include "models/planner/plan_runner.h"

#include "twin/scenario/run_hash.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

namespace models {

namespace {

using namespace twin::scenario;

/// How many cuts its N-1 table has.
std::size_t backboneConduits(const Fork& fork)
{
    const twin::network::Graph& graph = *fork.ground()->world()->graph;
    std::size_t out = 0;
    for (std::uint32_t c = 0; c < graph.conduitCount(); ++c) {
        out += graph.isAccess(twin::registry::ConduitIndex{c}) ? 0 : 1;
    }
    return out;
}

/// Keeps the first reason; that somebody cancelled is none.
void note(PlanResult& result, const twin::Error& error)
{
    if (error.code != twin::ErrorCode::Cancelled && result.error.isEmpty()) {
        result.error = QString::fromStdString(error.reason);
    }
}

constexpr double kOptimumGap = 0.01;

/// Not more often than a person sees.
constexpr std::int64_t kProgress_ms = 50;

} // namespace

struct PlanRunner::Run
{
    ForkPtr fork;
    PlanResult result; ///< the worker's
    QElapsedTimer since;
    bool isAnew = false;
    std::atomic<bool> cancelled = false;
    bool isLeft = false; ///< another one was asked for; GUI thread
};

PlanRunner::PlanRunner(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PlanRunner::~PlanRunner()
{
    cancel();
    m_pool.waitForDone();
}

bool PlanRunner::isWorkingOn(const ForkPtr& fork) const
{
    return m_running != nullptr && !m_running->cancelled && m_running->fork == fork;
}

void PlanRunner::run(PlanResult known, QElapsedTimer since, bool isAnew)
{
    if (m_running != nullptr) {
        m_running->isLeft = true;
        m_running->cancelled = true;
    }
    auto run = std::make_shared<Run>();
    run->fork = known.fork;
    run->result = std::move(known);
    run->result.error.clear();
    run->isAnew = isAnew;
    run->since = since;
    m_running = run;
    m_progress = {PlanProgress::Step::Outcome, 0, 0, 0};
    m_pool.start([this, run] { work(run); });
    Q_EMIT progressChanged();
}

void PlanRunner::cancel()
{
    if (m_running != nullptr) {
        m_running->cancelled = true;
    }
}

void PlanRunner::work(const std::shared_ptr<Run>& run)
{
    const auto after = run->cancelled
                           ? twin::Result<SituationPtr>(twin::failure(twin::ErrorCode::Cancelled, ""))
                           : run->result.fork->situation();
    if (!after) {
        note(run->result, after.error());
        post(run, true);
        return;
    }
    if (run->isAnew || run->result.outcome == nullptr) {
        const Ground& ground = *run->result.fork->ground();
        run->result.outcome = std::make_shared<const Outcome>(compare(ground, ground.before(), *after));
        run->result.outcome_ms = static_cast<double>(run->since.nsecsElapsed()) * 1e-6;
    }
    post(run, false);
    if (run->isAnew || !run->result.areWorksKnown) {
        worksOf(run);
    }
    if (run->isAnew || run->result.stateHash.empty()) {
        n1Of(run);
    }
    if (run->isAnew || !run->result.isCoverageKnown) {
        coverageOf(run);
    }
    if (run->isAnew || !run->result.isOptimumKnown) {
        optimumOf(run);
    }
    post(run, true);
}

void PlanRunner::worksOf(const std::shared_ptr<Run>& run)
{
    const Document document = run->result.fork->document();
    const bool isAny = std::ranges::any_of(document.commands, [](const Command& each) {
        return std::holds_alternative<PlannedWork>(each.action);
    });
    if (isAny && !run->cancelled) {
        postProgress(run, {PlanProgress::Step::Works, 0, 0, 0});
        auto verdicts =
            judgeWorks(*run->result.fork->ground(), document, {twin::threadCount(0), &run->cancelled});
        if (!verdicts) {
            note(run->result, verdicts.error());
            return;
        }
        run->result.works = std::move(*verdicts);
    }
    if (run->cancelled) {
        return; // what was known stays
    }
    run->result.areWorksKnown = true;
    if (isAny) {
        post(run, false);
    }
}

void PlanRunner::n1Of(const std::shared_ptr<Run>& run)
{
    const ForkPtr& fork = run->result.fork;
    ForkPtr root = fork;
    while (root->parent() != nullptr) {
        root = root->parent();
    }
    const auto table = [this, &run](const Fork& of, PlanProgress::Step step) {
        PlanProgress progress{step, 0, backboneConduits(of), 0};
        QElapsedTimer last;
        last.start();
        N1Options options;
        options.threads = twin::threadCount(0);
        options.cancelled = &run->cancelled;
        options.onRow = [&](const N1Row& row) {
            ++progress.done;
            progress.worst_mlu = std::max(progress.worst_mlu, row.mlu);
            if (last.elapsed() >= kProgress_ms) {
                last.restart();
                postProgress(run, progress);
            }
        };
        return of.n1(options);
    };
    const auto before = table(*root, PlanProgress::Step::N1Before);
    if (!before) {
        note(run->result, before.error());
        return;
    }
    if (!(*before)->isWhole()) {
        return;
    }
    run->result.n1Before = *before;
    const auto after = table(*fork, PlanProgress::Step::N1);
    if (!after) {
        note(run->result, after.error());
        return;
    }
    const N1Ptr& known = run->result.n1;
    if (!(*after)->isWhole() && known != nullptr && known->known >= (*after)->known) {
        return; // no more than was known
    }
    run->result.n1 = *after;
    run->result.n1Changes = n1Changes(**before, **after);
    if (!run->result.n1->isWhole()) {
        return;
    }
    run->result.n1_ms = static_cast<double>(run->since.nsecsElapsed()) * 1e-6;
    const Outcome& outcome = *run->result.outcome;
    run->result.stateHash = runHash(*outcome.before, *outcome.after, **before, **after);
}

/// Last, because it takes a walk of the network for every site and says little about most edits.
void PlanRunner::coverageOf(const std::shared_ptr<Run>& run)
{
    if (run->cancelled) {
        return;
    }
    post(run, false); // the N-1 table need not wait for it
    postProgress(run, {PlanProgress::Step::Coverage, 0, 0, 0});
    const ForkPtr& fork = run->result.fork;
    const auto after = fork->situation(fork->lastChange(), {true});
    if (after) {
        run->result.coverageBefore = fork->ground()->before()->coverage;
        run->result.coverage = (*after)->coverage;
        run->result.isCoverageKnown = true;
        const auto isWhole = [](const N1Ptr& table) {
            return table != nullptr && table->isWhole();
        };
        // Of a part, the worst cut may be one that the other table does not know.
        if (isWhole(run->result.n1Before) && isWhole(run->result.n1)) {
            run->result.owners = ownersOf(run->result, **after);
        }
    } else {
        note(run->result, after.error());
    }
}

/// What the network holds for whom: of the ground, once for all scenarios of it.
std::shared_ptr<const PlanOwners> PlanRunner::ownersOf(const PlanResult& result, const Situation& after)
{
    const GroundPtr& ground = result.fork->ground();
    if (m_networksGround.lock() != ground) {
        m_groundNetworks = ownerNetworks(*ground, *ground->before(), *result.n1Before);
        m_networksGround = ground;
    }
    PlanOwners out{result.outcome->tenants, result.outcome->enterprises};
    addNetworks(m_groundNetworks, ownerNetworks(*ground, after, *result.n1), out.tenants, out.enterprises);
    return std::make_shared<const PlanOwners>(std::move(out));
}

/// After all that an operator waits for: it takes longer than the rest together.
void PlanRunner::optimumOf(const std::shared_ptr<Run>& run)
{
    if (run->cancelled) {
        return;
    }
    post(run, false);
    postProgress(run, {PlanProgress::Step::Optimum, 0, 0, 0});
    const ForkPtr& fork = run->result.fork;
    const auto best = [&run, &fork](const Situation& situation) -> std::optional<Optimum> {
        auto found = twin::scenario::optimumOf(*fork->ground(), situation,
                                               {kOptimumGap, twin::threadCount(0), &run->cancelled});
        if (found) {
            return *found;
        }
        if (found.error().code != twin::ErrorCode::Invalid) { // that no demand has a way is no error
            note(run->result, found.error());
        }
        return std::nullopt;
    };
    if (run->isAnew || m_optimumGround.lock() != fork->ground()) {
        m_groundOptimum = best(*fork->ground()->before());
        m_optimumGround = fork->ground();
    }
    const auto after = fork->situation();
    if (run->cancelled || !after) {
        m_optimumGround.reset(); // it may be half of it
        return;
    }
    run->result.optimumBefore = m_groundOptimum;
    run->result.optimum = fork->parent() == nullptr ? m_groundOptimum : best(**after);
    run->result.isOptimumKnown = !run->cancelled;
}

void PlanRunner::post(const std::shared_ptr<Run>& run, bool isLast)
{
    QMetaObject::invokeMethod(
        this,
        [this, run, isLast, result = run->result] {
            if (run->isLeft) {
                return;
            }
            if (isLast) {
                m_running.reset();
                m_progress = {};
                Q_EMIT progressChanged();
            }
            Q_EMIT resultCame(result);
        },
        Qt::QueuedConnection);
}

void PlanRunner::postProgress(const std::shared_ptr<Run>& run, const PlanProgress& progress)
{
    QMetaObject::invokeMethod(
        this,
        [this, run, progress] {
            if (!run->isLeft && m_running == run) {
                m_progress = progress;
                Q_EMIT progressChanged();
            }
        },
        Qt::QueuedConnection);
}

} // namespace models
