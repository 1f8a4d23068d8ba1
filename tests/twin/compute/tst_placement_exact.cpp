#include "tests/twin/compute/placement_bench.h"
#include "twin/compute/plan_file.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace twin::compute;
using Bench = test::PlacementBench;
using test::fillAtRandom;
using test::kAllPolicies;
using twin::registry::JobKind;
using twin::registry::PriceKind;

namespace {

/// How good a plan is: one job that is no spot job counts for a hundred spot jobs.
struct Worth
{
    std::uint32_t placed = 0;
    double cost_cny = 0;

    [[nodiscard]] bool isBetterThan(const Worth& other) const
    {
        return placed != other.placed ? placed > other.placed
                                      : cost_cny < other.cost_cny - 1e-6 * other.cost_cny - 1e-3;
    }

    [[nodiscard]] Worth with(const PlacementRequest& asked, const PlacedJob& job) const
    {
        return {placed + (asked.price == PriceKind::Spot ? 1U : 100U), cost_cny + job.cost_cny};
    }
};

Worth worthOf(const PlacementProblem& problem, const PlacementPlan& plan)
{
    Worth out;
    for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
        out = plan.jobs[job] ? out.with(problem.jobs()[job], *plan.jobs[job]) : out;
    }
    return out;
}

bool hasSplitLeg(const PlacementPlan& plan)
{
    return std::ranges::any_of(plan.jobs, [](const auto& job) {
        return job && std::ranges::any_of(job->legs, [](const auto& leg) { return leg.parts.size() > 1; });
    });
}

} // namespace

class TstPlacementExact : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// Exact against all combinations, one after the other: no dearer than the best that is found by placing
    /// greedily around full links, no cheaper than the best that cards alone allow.
    void exactIsTheCheapestOfAllPlans()
    {
        int same = 0;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 1'000, 4);
            for (PlacementRequest& job : bench.requests.jobs) { // heavy, so that they are in each other's way
                job.cards = job.cards > 0 ? job.cards + 4'000 : 0;
            }
            const PlacementPlan exact = bench.place(PlacementPolicy::Exact);
            QVERIFY(exact.isProven);
            const PlacementProblem& problem = *bench.problem;
            std::vector<std::vector<PlacementChoice>> choices;
            for (std::size_t job = 0; job < problem.jobs().size(); ++job) {
                choices.push_back(problem.choices(job, PlacementPolicy::Exact));
            }
            PlacementBoard board(problem, choices);
            Worth best[2]; // with legs, without
            const auto visit = [&](auto&& self, std::size_t job, Worth sofar, Worth& out,
                                   bool hasLegs) -> void {
                if (job == choices.size()) {
                    out = sofar.isBetterThan(out) ? sofar : out;
                    return;
                }
                self(self, job + 1, sofar, out, hasLegs);
                for (const PlacementChoice& choice : choices[job]) {
                    Shortage shortage;
                    std::optional<PlacedJob> entered;
                    if (hasLegs) {
                        entered = board.enter(job, choice.span(), LegRouting::Around, shortage);
                    } else {
                        PlacedJob placed;
                        (void)problem.consider(job, choice.span(), placed, false);
                        entered = board.enterAsIs(placed, shortage) ? std::optional(placed) : std::nullopt;
                    }
                    if (entered) {
                        self(self, job + 1, sofar.with(problem.jobs()[job], *entered), out, hasLegs);
                        board.leave(*entered);
                    }
                }
            };
            visit(visit, 0, {}, best[0], true);
            visit(visit, 0, {}, best[1], false);
            const Worth worth = worthOf(problem, exact);
            QVERIFY2(!best[0].isBetterThan(worth), qPrintable(QString::number(seed)));
            QVERIFY2(!worth.isBetterThan(best[1]), qPrintable(QString::number(seed)));
            same += worth.isBetterThan(best[0]) ? 0 : 1;
        }
        QVERIFY2(same >= 25, qPrintable(QString::number(same)));
    }

    /// Questions in which legs take more than one path has: where network-aware splits, exact must too.
    void exactIsBeatenByNoOtherPolicy()
    {
        int split = 0;
        int proven = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 4'000, 5);
            for (PlacementRequest& job : bench.requests.jobs) {
                job.gbps *= job.kind == JobKind::CrossTrain ? 4 : job.gbps > 0 ? 10 : 1;
                if (job.dataBytes > 0 && job.kind == JobKind::Ingest) {
                    job.gbps = 900;
                }
            }
            const PlacementPlan exact = bench.place(PlacementPolicy::Exact);
            QVERIFY(exact.restrictions.empty()); // so small that there is nothing to leave out
            const Worth worth = worthOf(*bench.problem, exact);
            proven += exact.isProven ? 1 : 0;
            for (const PlacementPolicy policy : kAllPolicies) {
                const PlacementPlan other = bench.place(policy);
                const Worth otherWorth = worthOf(*bench.problem, other);
                const QString what = QString("seed %1, %2: %3 places %4 CNY, exact %5, %6 CNY")
                                         .arg(seed)
                                         .arg(QString::fromUtf8(policyName(policy).data()))
                                         .arg(otherWorth.placed)
                                         .arg(otherWorth.cost_cny)
                                         .arg(worth.placed)
                                         .arg(worth.cost_cny);
                QVERIFY2(!otherWorth.isBetterThan(worth), qPrintable(what));
                if (otherWorth.placed == worth.placed) {
                    QVERIFY2(exact.bound_cny <= other.cost_cny * (1 + 1e-6) + 1e-3, qPrintable(what));
                }
                split += policy == PlacementPolicy::NetworkAware && hasSplitLeg(other) ? 1 : 0;
            }
        }
        QVERIFY2(split >= 5 && proven >= 50,
                 qPrintable(QString("%1 split, %2 proven").arg(split).arg(proven)));
    }

    void exactLooksAtEverySetOfFewOffers()
    {
        Bench bench;
        PlacementRequest& job = bench.job("a", 2'000);
        job.kind = JobKind::CrossTrain;
        job.pools = 2;
        job.gbps = 100;
        const PlacementPlan plan = bench.place(PlacementPolicy::Exact);
        QVERIFY(plan.isProven);
        QVERIFY(plan.restrictions.empty());
        QVERIFY(bench.problem->hasEverySet(0));
    }

    /// Network-aware places about as much as the exact search, and where both place the same jobs costs at
    /// most 3 % more.
    void networkAwareIsNearTheOptimum()
    {
        int same = 0;
        double worst = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 2'000, 8);
            const PlacementPlan exact = bench.place(PlacementPolicy::Exact);
            if (!exact.isProven) {
                continue;
            }
            const PlacementPlan aware = bench.place(PlacementPolicy::NetworkAware);
            QVERIFY(aware.placed + 1 >= exact.placed);
            if (aware.placed == exact.placed) {
                ++same;
                worst = std::max(worst, aware.cost_cny / std::max(1.0, exact.cost_cny) - 1);
            }
        }
        QVERIFY2(same >= 30 && worst <= 0.03, qPrintable(QString("%1 same, worst %2").arg(same).arg(worst)));
    }

    /// Also where it gives up: no clock ends it. And further on it has the same beginning.
    void whatIsNotProvenComesAgainToTheByte()
    {
        int unproven = 0;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 6'000, 40);
            PlacementOptions options;
            options.exactWork = 5'000'000;
            const PlacementPlan plan = bench.place(PlacementPolicy::Exact, options);
            const std::string text = planText(*bench.problem, plan);
            QVERIFY(!plan.isEndedByClock);
            QVERIFY(plan.isProven || plan.work >= options.exactWork);
            unproven += plan.isProven ? 0 : 1;
            const PlacementPlan again = bench.place(PlacementPolicy::Exact, options);
            QCOMPARE(QByteArray::fromStdString(planText(*bench.problem, again)),
                     QByteArray::fromStdString(text));
            QCOMPARE(again.nodes, plan.nodes);
            QCOMPARE(again.work, plan.work);
            QCOMPARE(again.bound_cny, plan.bound_cny);
            const Worth worth = worthOf(*bench.problem, plan);
            options.exactWork *= 5;
            const PlacementPlan longer = bench.place(PlacementPolicy::Exact, options);
            QVERIFY(longer.nodes >= plan.nodes);
            QVERIFY(!worth.isBetterThan(worthOf(*bench.problem, longer)));
        }
        QVERIFY2(unproven >= 3, qPrintable(QString::number(unproven)));
    }

    void theClockEndsItOnlyWhenAsked()
    {
        Bench bench;
        fillAtRandom(bench, 6'001, 40);
        PlacementOptions options;
        options.exactSeconds = 1e-6;
        const PlacementPlan plan = bench.place(PlacementPolicy::Exact, options);
        QVERIFY(!plan.isProven);
        QVERIFY(plan.isEndedByClock);
        QVERIFY(plan.work < options.exactWork);
    }

    void aQuestionTooLargeForTheExactPolicyIsRefused()
    {
        Bench bench;
        for (int i = 0; i < 8'000; ++i) {
            bench.job(qPrintable(QString::number(i)), 1).chipClass.clear();
        }
        auto made = PlacementProblem::make(bench.network, bench.table, bench.requests, {}, {});
        QVERIFY(made);
        const auto plan = twin::compute::place(**made, PlacementPolicy::Exact);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, twin::ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TstPlacementExact)
#include "tst_placement_exact.moc"
