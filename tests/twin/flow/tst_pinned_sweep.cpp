#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/flow/random_networks.h"
#include "twin/flow/engineering.h"
#include "twin/flow/pinned_sweep.h"
#include "twin/flow/sweep.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace twin;
using namespace twin::flow;

namespace {

SweepOptions engineered(FailureKind kind, unsigned order)
{
    SweepOptions options;
    options.kind = kind;
    options.order = order;
    options.routing = SweepRouting::Engineered;
    options.cost = network::PathCost::Metric;
    options.includeAccess = true;
    return options;
}

struct Plain
{
    double mlu = 0;
    double lost_bps = 0;
    std::uint64_t pairs = 0;
};

/// A scenario as the words say: whole paths stay, what was on broken ones goes by what is left.
Plain plainScenario(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                    const TeRouting& routing, std::span<const std::uint8_t> failed)
{
    Plain out;
    std::vector<double> loads(graph.arcCount(), 0);
    std::set<std::pair<std::uint32_t, std::uint32_t>> lost;
    network::ShortestPaths paths(graph, network::PathCost::Metric);
    for (std::size_t demand = 0; demand < demands.size(); ++demand) {
        const auto& of = demands[demand];
        if (of.bps <= 0 || of.src == of.dst) {
            continue;
        }
        paths.run(of.dst, failed);
        if (paths.distance(of.src) == network::kUnreachable) {
            out.lost_bps += of.bps;
            lost.emplace(of.src.value(), of.dst.value());
            continue;
        }
        std::vector<double> inflow(graph.nodeCount(), 0);
        for (std::uint32_t path = routing.firstPath[demand]; path < routing.firstPath[demand + 1]; ++path) {
            const auto arcs = routing.arcsOf(path);
            if (std::ranges::any_of(arcs, [&](std::uint32_t arc) { return failed[arc] != 0; })) {
                inflow[of.src.value()] += routing.flow[path];
                continue;
            }
            for (const std::uint32_t arc : arcs) {
                loads[arc] += routing.flow[path];
            }
        }
        (void)paths.spread(inflow, loads);
    }
    out.pairs = lost.size();
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (graph.capacity()[arc] != network::kUnlimited_bps) {
            out.mlu = std::max(out.mlu, loads[arc] / static_cast<double>(graph.capacity()[arc]));
        }
    }
    return out;
}

} // namespace

class TestPinnedSweep : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aCancelledSweepSaysSo()
    {
        const auto network = flow_test::randomNetwork(2, {});
        const std::atomic<bool> cancelled{true};
        SweepOptions options = engineered(FailureKind::Links, 1);
        options.cancelled = &cancelled;
        const auto result = sweepFailures(network.graph, network.demands, options);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }

    /// 12 Mb/s from a to c, directly (10 Mb/s, weight 1) or over b (5 Mb/s, weight 2). Engineered: 8 and 4,
    /// all at 0.8. Cut a-c: all 12 over b, 2.4. Cut a-b: the 4 join the 8, 1.2.
    void aBrokenPathGoesByTheShortestLeft()
    {
        const auto network = flow_test::networkFrom("a b c", R"(
            a c 1 10000 1
            c a 1 10000 1
            a b 1 5000 1
            b a 1 5000 1
            b c 1 5000 1
            c b 1 5000 1)");
        const auto demands = flow_test::demandsFrom(network, "a c 12000000");
        const auto result = sweepFailures(network.graph, demands.demands, engineered(FailureKind::Links, 2));
        QVERIFY(result);
        const double gap = 0.01;
        QVERIFY(std::abs(result->scenarios[0].mlu - 0.8) <= gap * 0.8);
        QCOMPARE(result->scenarios[1].mlu, 2.4);
        QCOMPARE(result->scenarios[2].mlu, 1.2);
        QCOMPARE(result->scenarios[3].mlu, 1.2);
        const ScenarioNumbers numbers = result->numbers();
        QCOMPARE(result->scenarios[numbers.pair(0, 1)].lost_bps, 12e6);
        QCOMPARE(result->scenarios[numbers.pair(0, 1)].disconnectedPairs, std::uint64_t{1});
        QCOMPARE(result->scenarios[numbers.pair(1, 2)].mlu, 1.2);
    }

    void scenariosAreAsTheWordsSay()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const auto network = flow_test::randomNetwork(seed, flow_test::randomShape(seed));
            EngineeringOptions with;
            const auto found = engineer(network.graph, network.demands, with);
            // Where no demand has a path to begin with, there is nothing to route.
            QVERIFY2(found || found.error().code == ErrorCode::Invalid,
                     qPrintable(QString("seed %1").arg(seed)));
            TeRouting none;
            none.firstPath.assign(network.demands.size() + 1, 0);
            const TeRouting& routing = found ? found->routing : none;
            for (const FailureKind kind : {FailureKind::Links, FailureKind::Nodes, FailureKind::Conduits}) {
                const auto result = sweepFailures(network.graph, network.demands, engineered(kind, 2));
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
                    const Plain plain = plainScenario(network.graph, network.demands, routing, failed);
                    const ScenarioResult& row = result->scenarios[i];
                    QVERIFY2(std::abs(row.mlu - plain.mlu) <= 1e-9 * std::max(1.0, plain.mlu) &&
                                 std::abs(row.lost_bps - plain.lost_bps) <=
                                     1e-9 * std::max(1e9, plain.lost_bps) &&
                                 row.disconnectedPairs == plain.pairs,
                             qPrintable(QString("seed %1, %2: %3 %4 %5, not %6 %7 %8")
                                            .arg(seed)
                                            .arg(QString::fromStdString(result->name(i)))
                                            .arg(row.mlu)
                                            .arg(row.lost_bps)
                                            .arg(row.disconnectedPairs)
                                            .arg(plain.mlu)
                                            .arg(plain.lost_bps)
                                            .arg(plain.pairs)));
                }
            }
        }
    }

    void threadsChangeNoBit()
    {
        flow_test::RandomShape shape;
        shape.core = 12;
        shape.links = 20;
        shape.leaves = 3;
        shape.demands = 60;
        const auto network = flow_test::randomNetwork(5, shape);
        SweepOptions options = engineered(FailureKind::Links, 2);
        const std::string one = digestOf(*sweepFailures(network.graph, network.demands, options));
        for (const unsigned threads : {2U, 4U}) {
            options.threads = threads;
            QCOMPARE(digestOf(*sweepFailures(network.graph, network.demands, options)), one);
        }
    }
};

QTEST_GUILESS_MAIN(TestPinnedSweep)
#include "tst_pinned_sweep.moc"
