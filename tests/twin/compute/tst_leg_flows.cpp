#include "tests/twin/compute/near.h"
#include "tests/twin/compute/placement_bench.h"
#include "twin/compute/leg_flows.h"

#include <QTest>

#include <vector>

using namespace twin::compute;
using Bench = test::PlacementBench;
using test::fillAtRandom;
using test::kAllPolicies;
using twin::registry::JobKind;

namespace {

/// Whether ways carry all that is wanted and take no more of any arc than it has, whenever a leg begins.
bool isWithinRoom(const PlacementProblem& problem, const std::vector<LegDemand>& demands,
                  const std::vector<std::vector<RoutePart>>& parts)
{
    for (const LegDemand& at : demands) {
        std::vector<double> load(problem.graph().arcCount(), 0);
        for (const StandingReservation& one : problem.reservations()) {
            if (!one.arc.empty() && one.from_s <= at.leg->from_s && at.leg->from_s < one.to_s) {
                load[problem.graph().arcByName(one.arc).value()] += one.gbps * 1e9;
            }
        }
        for (std::size_t i = 0; i < demands.size(); ++i) {
            const PlacedLeg& leg = *demands[i].leg;
            double sum = 0;
            for (const RoutePart& part : parts[i]) {
                sum += part.rate_bps;
                for (const std::uint32_t arc : part.arcs) {
                    const bool isNow = leg.from_s <= at.leg->from_s && at.leg->from_s < leg.to_s;
                    load[arc] += isNow ? part.rate_bps : 0;
                }
            }
            if (sum < leg.rate_bps * (1 - 1e-9)) {
                return false;
            }
        }
        for (std::uint32_t arc = 0; arc < load.size(); ++arc) {
            if (load[arc] > problem.room_bps()[arc] * (1 + 1e-6)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

class TstLegFlows : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// Random legs, wanted all at once: either there are ways, within every link at every instant, or a proof
    /// that there are none, which no plan of any policy contradicts.
    void whatNoRoutingCarriesIsProven()
    {
        int carried = 0;
        int refuted = 0;
        for (std::uint64_t seed = 1; seed <= 80; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 6'000, 10);
            for (PlacementRequest& job : bench.requests.jobs) {
                job.gbps *= job.kind == JobKind::CrossTrain ? 4 : 8;
                job.budget_cny = 0;
            }
            std::vector<PlacementPlan> plans;
            for (const PlacementPolicy policy : kAllPolicies) {
                plans.push_back(bench.place(policy));
            }
            const PlacementProblem& problem = *bench.problem;
            twin::Rng rng(seed, "test.legs");
            std::vector<PlacedJob> wanted(problem.jobs().size());
            LegFlows flows(problem);
            std::vector<LegDemand> demands;
            for (std::size_t job = 0; job < wanted.size(); ++job) {
                const auto choices = problem.choices(job, PlacementPolicy::LeastCost);
                if (!choices.empty()) {
                    (void)problem.consider(job, choices[rng.below(choices.size())].span(), wanted[job]);
                }
                for (const PlacedLeg& leg : wanted[job].legs) {
                    if (leg.rate_bps > 0 && flows.leadsThere(job, leg)) {
                        demands.push_back({job, &leg, 1});
                    }
                }
            }
            const LegFlowsAnswer answer = flows.carry(demands);
            if (answer.isCarried) {
                ++carried;
                QVERIFY2(isWithinRoom(problem, demands, answer.parts), qPrintable(QString::number(seed)));
                continue;
            }
            ++refuted;
            double sum = 0;
            for (const LegDemand& demand : demands) {
                sum += flows.weightIn(answer.cut, demand.job, {demand.leg, 1});
            }
            QVERIFY2(sum > answer.cut.limit * (1 + 1e-9), qPrintable(QString::number(seed)));
            for (const PlacementPlan& plan : plans) {
                double carriedByPlan = 0;
                for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
                    carriedByPlan +=
                        plan.jobs[job] ? flows.weightIn(answer.cut, job, plan.jobs[job]->legs) : 0;
                }
                QVERIFY2(carriedByPlan <= answer.cut.limit * (1 + 1e-6), qPrintable(QString::number(seed)));
            }
        }
        QVERIFY2(carried >= 10 && refuted >= 10, qPrintable(QString("%1, %2").arg(carried).arg(refuted)));
    }

    /// One leg alone: ways are found exactly up to the greatest flow there is.
    void aLegIsCarriedUpToTheGreatestFlow()
    {
        Bench bench;
        PlacementRequest& job = bench.job("a", 100);
        job.dataSite = "st-beijing";
        job.dataBytes = 1e13;
        (void)bench.place(PlacementPolicy::LeastCost);
        const PlacementProblem& problem = *bench.problem;
        const auto& graph = problem.graph();
        LegFlows flows(problem);
        for (const char* pool : {"pl-1", "pl-3", "pl-4"}) {
            PlacedLeg leg;
            leg.src = problem.dataNode(0);
            leg.dst = graph.nodeByName(pool);
            leg.to_s = 100;
            const double most = splitRoute(graph, problem.room_bps(), leg.src, leg.dst, 1e15).rate_bps;
            QVERIFY(most > 5e11);
            for (const double part : {0.5, 0.999, 1.001, 3.0}) {
                leg.rate_bps = most * part;
                const LegDemand demand{0, &leg, 1};
                const LegFlowsAnswer answer = flows.carry({&demand, 1});
                QCOMPARE(answer.isCarried, part < 1);
                if (part > 1) { // the proof is the least cut
                    const double weight = flows.weightIn(answer.cut, 0, {&leg, 1});
                    QVERIFY(test::near(weight / answer.cut.limit, part, 1e-6));
                    flows.forgetLengths();
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TstLegFlows)
#include "tst_leg_flows.moc"
