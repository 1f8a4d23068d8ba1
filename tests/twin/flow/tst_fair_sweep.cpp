#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/flow/random_networks.h"
#include "twin/flow/split_filling.h"
#include "twin/flow/sweep.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace twin;
using namespace twin::flow;

namespace {

/// Water filling as the textbook has it: raise all, stop whoever is capped or stopped, again.
std::vector<double> plainFilling(const SplitProblem& problem)
{
    std::vector<double> rate(problem.flowCount(), 0);
    std::vector<bool> fixed(problem.flowCount(), false);
    const auto partsOf = [&](std::size_t flow) {
        return std::span(problem.parts)
            .subspan(problem.firstPart[flow], problem.firstPart[flow + 1] - problem.firstPart[flow]);
    };
    for (std::size_t round = 0; round < problem.flowCount(); ++round) {
        std::vector<double> left = problem.capacity_bps;
        std::vector<double> rising(left.size(), 0);
        for (std::size_t flow = 0; flow < rate.size(); ++flow) {
            for (const auto& part : partsOf(flow)) {
                left[part.link] -= fixed[flow] ? rate[flow] * part.share : 0;
                rising[part.link] += fixed[flow] ? 0 : part.share;
            }
        }
        // What each rising flow could have if all rose together; the lowest are stopped.
        std::vector<double> limit(rate.size(), 0);
        double lowest = INFINITY;
        for (std::size_t flow = 0; flow < rate.size(); ++flow) {
            limit[flow] = problem.cap_bps[flow];
            for (const auto& part : partsOf(flow)) {
                limit[flow] = std::min(limit[flow], std::max(0.0, left[part.link]) / rising[part.link]);
            }
            lowest = fixed[flow] ? lowest : std::min(lowest, limit[flow]);
        }
        for (std::size_t flow = 0; flow < rate.size(); ++flow) {
            if (!fixed[flow] && limit[flow] <= lowest * (1 + 1e-13)) {
                rate[flow] = lowest;
                fixed[flow] = true;
            }
        }
    }
    return rate;
}

struct PlainOutcome
{
    double mlu = 0;
    double lost_bps = 0;
};

/// The part of one unit from `src` that each arc carries, in floating point.
std::map<std::uint32_t, double> sharesOf(const network::Graph& graph, network::ShortestPaths& paths,
                                         network::NodeIndex src)
{
    std::vector<double> inflow(graph.nodeCount(), 0);
    std::vector<double> loads(graph.arcCount(), 0);
    inflow[src.value()] = 1;
    paths.spread(inflow, loads);
    std::map<std::uint32_t, double> out;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (loads[arc] > 0) {
            out[arc] = loads[arc];
        }
    }
    return out;
}

/// A scenario from scratch: every arc a link, every demand a flow.
PlainOutcome plainOutcome(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                          network::PathCost cost, std::span<const std::uint8_t> failed)
{
    PlainOutcome out;
    SplitProblem problem;
    for (const std::uint64_t capacity : graph.capacity()) {
        problem.capacity_bps.push_back(static_cast<double>(capacity));
    }
    network::ShortestPaths paths(graph, cost);
    for (const network::NodeDemand& demand : demands) {
        if (demand.bps <= 0 || demand.src == demand.dst) {
            continue;
        }
        paths.run(demand.dst, failed);
        const auto shares = sharesOf(graph, paths, demand.src);
        if (shares.empty()) {
            out.lost_bps += demand.bps;
            continue;
        }
        problem.cap_bps.push_back(demand.bps);
        for (const auto& [arc, share] : shares) {
            problem.parts.push_back({arc, share});
        }
        problem.firstPart.push_back(static_cast<std::uint32_t>(problem.parts.size()));
    }
    const std::vector<double> rate = plainFilling(problem);
    std::vector<double> loads(graph.arcCount(), 0);
    for (std::size_t flow = 0; flow < rate.size(); ++flow) {
        out.lost_bps += problem.cap_bps[flow] - rate[flow];
        for (std::uint32_t i = problem.firstPart[flow]; i < problem.firstPart[flow + 1]; ++i) {
            loads[problem.parts[i].link] += rate[flow] * problem.parts[i].share;
        }
    }
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (graph.capacity()[arc] != network::kUnlimited_bps) {
            out.mlu = std::max(out.mlu, loads[arc] / static_cast<double>(graph.capacity()[arc]));
        }
    }
    return out;
}

SweepOptions fairly(FailureKind kind, unsigned order)
{
    SweepOptions options;
    options.kind = kind;
    options.order = order;
    options.routing = SweepRouting::MaxMin;
    options.cost = network::PathCost::Metric;
    options.includeAccess = true;
    return options;
}

bool isClose(double a, double b, double scale)
{
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b), scale});
}

} // namespace

class TestFairSweep : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingToShare() { QVERIFY(fillFairly({}).rate_bps.empty()); }

    /// Link of 10: flows of 2, 20 and 20 -> 2 as asked, 4 and 4. A fourth with half its rate on the link and
    /// half on one of 1: 2 at most, so 2, and the others share 10 - 2 - 1 = 7.
    void flowsShareByHand()
    {
        SplitProblem problem;
        problem.capacity_bps = {10, 1};
        problem.cap_bps = {2, 20, 20};
        problem.parts = {{0, 1}, {0, 1}, {0, 1}};
        problem.firstPart = {0, 1, 2, 3};
        QCOMPARE(fillFairly(problem).rate_bps, (std::vector<double>{2, 4, 4}));
        QCOMPARE(fillFairly(problem).isFull, (std::vector<std::uint8_t>{1, 0}));
        problem.cap_bps.push_back(50);
        problem.parts.push_back({0, 0.5});
        problem.parts.push_back({1, 0.5});
        problem.firstPart.push_back(5);
        QCOMPARE(fillFairly(problem).rate_bps, (std::vector<double>{2, 3.5, 3.5, 2}));
        QCOMPARE(fillFairly(problem).isFull, (std::vector<std::uint8_t>{1, 1}));
    }

    void aLinkWithoutCapacityGivesNothing()
    {
        SplitProblem problem;
        problem.capacity_bps = {0};
        problem.cap_bps = {5};
        problem.parts = {{0, 1}};
        problem.firstPart = {0, 1};
        QCOMPARE(fillFairly(problem).rate_bps, (std::vector<double>{0}));
    }

    void fillingEqualsTheTextbook()
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            Rng rng(seed, "filling");
            SplitProblem problem;
            const std::uint64_t links = 1 + rng.below(6);
            for (std::uint64_t link = 0; link < links; ++link) {
                problem.capacity_bps.push_back(rng.lognormal(100, 3));
            }
            for (std::uint64_t flow = 0; flow < rng.below(20); ++flow) {
                problem.cap_bps.push_back(rng.below(3) == 0 ? 10 : rng.lognormal(20, 2));
                for (std::uint32_t link = 0; link < links; ++link) {
                    if (rng.below(2) == 0) {
                        problem.parts.push_back({link, rng.below(2) == 0 ? 1 : 0.25});
                    }
                }
                problem.firstPart.push_back(static_cast<std::uint32_t>(problem.parts.size()));
            }
            const auto rates = fillFairly(problem).rate_bps;
            const auto plain = plainFilling(problem);
            for (std::size_t flow = 0; flow < plain.size(); ++flow) {
                QVERIFY2(isClose(rates[flow], plain[flow], 0),
                         qPrintable(QString("seed %1 flow %2").arg(seed).arg(flow)));
            }
        }
    }

    /// 10 Mb/s links in a triangle; 6 and 2 from a to b, 8 from a to c: cut one of a's links, and all 16
    /// leave by the other.
    void aCutMakesFlowsShare()
    {
        const auto network = flow_test::networkFrom("a b c", R"(
            a b 1 10000 1
            b a 1 10000 1
            b c 1 10000 1
            c b 1 10000 1
            c a 1 10000 1
            a c 1 10000 1)");
        const auto demands = flow_test::demandsFrom(network, "a b 6000000\n a b 2000000\n a c 8000000");
        const auto result = sweepFailures(network.graph, demands.demands, fairly(FailureKind::Links, 1));
        QVERIFY(result);
        QCOMPARE(result->scenarios[0].mlu, 0.8);
        QCOMPARE(result->scenarios[0].lost_bps, 0.0);
        // a-b down: 2 as asked, 4 and 4 of 6 and 8. a-c down: the same of 6, 2 and 8.
        QCOMPARE(result->scenarios[1].mlu, 1.0);
        QCOMPARE(result->scenarios[1].lost_bps, 6e6);
        QCOMPARE(result->scenarios[3].mlu, 1.0);
        QCOMPARE(result->scenarios[3].lost_bps, 6e6);
        QCOMPARE(result->scenarios[3].disconnectedPairs, std::uint64_t{0});
        QCOMPARE(result->scenarios[2].lost_bps, 0.0);
    }

    void scenariosEqualSharingFromScratch()
    {
        for (std::uint64_t seed = 1; seed <= 120; ++seed) {
            auto shape = flow_test::randomShape(seed);
            shape.core = std::min(shape.core, 9U);
            shape.links = std::min(shape.links, 14U);
            const auto network = flow_test::randomNetwork(seed, shape);
            double asked = 0;
            for (const auto& demand : network.demands) {
                asked += demand.bps;
            }
            for (const FailureKind kind : {FailureKind::Links, FailureKind::Nodes, FailureKind::Conduits}) {
                const auto result = sweepFailures(network.graph, network.demands, fairly(kind, 2));
                for (std::size_t i = 0; i < result->scenarios.size(); ++i) {
                    std::vector<std::uint8_t> failed(network.graph.arcCount(), 0);
                    if (i > 0) {
                        const auto [a, b] = result->numbers().failuresOf(i);
                        for (const std::size_t f : {a, b}) {
                            for (const std::uint32_t arc : result->failures[f].arcs) {
                                failed[arc] = 1;
                            }
                        }
                    }
                    const PlainOutcome plain =
                        plainOutcome(network.graph, network.demands, network::PathCost::Metric, failed);
                    const ScenarioResult& row = result->scenarios[i];
                    QVERIFY2(isClose(row.mlu, plain.mlu, 0) && isClose(row.lost_bps, plain.lost_bps, asked),
                             qPrintable(QString("seed %1, %2: %3 %4, not %5 %6")
                                            .arg(seed)
                                            .arg(QString::fromStdString(result->name(i)))
                                            .arg(row.mlu, 0, 'g', 15)
                                            .arg(row.lost_bps, 0, 'g', 15)
                                            .arg(plain.mlu, 0, 'g', 15)
                                            .arg(plain.lost_bps, 0, 'g', 15)));
                }
            }
        }
    }

    void threadsChangeNoBit()
    {
        flow_test::RandomShape shape;
        shape.core = 16;
        shape.links = 26;
        shape.leaves = 4;
        shape.demands = 150;
        const auto network = flow_test::randomNetwork(4, shape);
        SweepOptions options = fairly(FailureKind::Links, 2);
        const std::string one = digestOf(*sweepFailures(network.graph, network.demands, options));
        for (const unsigned threads : {2U, 4U}) {
            options.threads = threads;
            QCOMPARE(digestOf(*sweepFailures(network.graph, network.demands, options)), one);
        }
    }
};

QTEST_GUILESS_MAIN(TestFairSweep)
#include "tst_fair_sweep.moc"
