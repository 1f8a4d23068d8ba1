#include "tests/twin/flow/plain_sweep.h"
#include "tests/twin/flow/random_networks.h"
#include "twin/flow/ecmp_sweep.h"
#include "twin/flow/kept_failures.h"

#include <QTest>

#include <mutex>

using namespace twin;
using namespace twin::flow;
using flow_test::RandomNetwork;
using flow_test::RandomShape;

namespace {

struct Seen
{
    std::vector<std::vector<Amount>> loads; ///< by scenario
    std::vector<Loss> loss;
};

struct SweepSetup
{
    SweepGraph graph;
    std::vector<Failure> failures;
    EcmpBase base;

    SweepSetup(const RandomNetwork& network, FailureKind kind, std::span<const std::uint8_t> down = {})
        : graph(network.graph, network::PathCost::Delay)
        , failures(listFailures(network.graph, kind, true))
        , base(graph, network.demands, failures, 1, down)
    {}

    [[nodiscard]] Seen sweep(unsigned order, unsigned threads, std::size_t memoryBytes = 512U << 20U) const
    {
        Seen seen;
        const ScenarioNumbers numbers(failures.size(), order);
        seen.loads.resize(numbers.count());
        seen.loss.resize(numbers.count());
        seen.loads[0].assign(base.loads().begin(), base.loads().end());
        seen.loss[0] = base.loss();
        const auto sink = [&](const ScenarioLoads& scenario, unsigned) {
            seen.loads[scenario.number].assign(scenario.loads.begin(), scenario.loads.end());
            seen.loss[scenario.number] = scenario.loss;
        };
        if (order == 1) {
            sweepSingles(base, threads, sink);
        } else {
            sweepPairs(base, {threads, memoryBytes, nullptr}, sink);
        }
        return seen;
    }
};

std::vector<std::uint8_t> downIn(const SweepSetup& setup, unsigned order, std::size_t scenario,
                                 std::span<const std::uint8_t> down)
{
    std::vector<std::uint8_t> out(down.begin(), down.end());
    out.resize(setup.graph.arcCount(), 0);
    if (scenario > 0) {
        const auto [a, b] = ScenarioNumbers(setup.failures.size(), order).failuresOf(scenario);
        for (const std::size_t failure : {a, b}) {
            for (const std::uint32_t arc : setup.failures[failure].arcs) {
                out[arc] = 1;
            }
        }
    }
    return out;
}

/// What differs from routing every scenario from scratch; empty = nothing.
QByteArray difference(const RandomNetwork& network, FailureKind kind, unsigned order,
                      std::span<const std::uint8_t> down = {})
{
    const SweepSetup setup(network, kind, down);
    const Seen seen = setup.sweep(order, 1);
    const auto demands = demandsByDestination(network.demands, setup.base.scale());
    for (std::size_t scenario = 0; scenario < seen.loads.size(); ++scenario) {
        const auto plain = flow_test::plainLoads(network.graph, network::PathCost::Delay, demands,
                                                 downIn(setup, order, scenario, down));
        const QByteArray name = QByteArray::fromStdString(
            scenarioName(setup.failures, ScenarioNumbers(setup.failures.size(), order), scenario));
        if (plain.loads != seen.loads[scenario]) {
            return "loads of " + name;
        }
        if (plain.loss.amount != seen.loss[scenario].amount ||
            plain.loss.pairs != seen.loss[scenario].pairs) {
            return "loss of " + name;
        }
    }
    return {};
}

/// A wheel: a hub with more arcs than a word has bits, a rim, and leaves on both.
RandomNetwork wheel(std::uint32_t rim)
{
    network::GraphAssembler assembler;
    for (std::uint32_t i = 0; i < rim + 3; ++i) {
        if (i == rim + 1) {
            assembler.endCore();
        }
        const network::NodeIndex node{
            assembler.addNode(registry::SiteIndex{std::size_t{i}}, {}, "n" + std::to_string(i))};
        assembler.siteNodes().push_back(node);
        assembler.carrierNodes().push_back({node});
    }
    std::size_t links = 0;
    const auto link = [&](std::uint32_t a, std::uint32_t b, TimeNs delay) {
        const std::string name = "l" + std::to_string(links);
        assembler.addLink(name, false, {});
        network::ArcPair pair;
        pair.from = a;
        pair.to = b;
        pair.capacity_bps = pair.capacityReverse_bps = 1000;
        pair.delay = pair.delayReverse = delay;
        pair.link = registry::LinkIndex{links++};
        pair.name = name;
        assembler.addPair(pair);
    };
    for (std::uint32_t i = 0; i < rim; ++i) {
        link(rim, i, 2);
        link(i, (i + 1) % rim, i % 2 == 0 ? 1 : 3);
    }
    for (const std::uint32_t leaf : {rim + 1, rim + 2}) {
        link(leaf, rim, 1);
        link(leaf, rim, 1); // in parallel
        link(leaf, leaf - rim, 3);
    }
    RandomNetwork out{assembler.finish(), {}};
    for (std::uint32_t i = 0; i < rim + 3; ++i) {
        out.demands.push_back({network::NodeIndex{i}, network::NodeIndex{(i * 7 + 3) % (rim + 3)}, 10.0 + i});
        out.demands.push_back({network::NodeIndex{i}, network::NodeIndex{rim + 1}, 3.0});
        out.demands.push_back({network::NodeIndex{rim + 2}, network::NodeIndex{i}, 7.0});
    }
    return out;
}

constexpr FailureKind kKinds[] = {FailureKind::Links, FailureKind::Nodes, FailureKind::Conduits};

} // namespace

class TestEcmpSweep : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aNetworkWithoutDemandsOrLinksHasQuietScenarios()
    {
        RandomShape shape;
        shape.links = 0;
        shape.demands = 0;
        QCOMPARE(difference(flow_test::randomNetwork(1, shape), FailureKind::Nodes, 2), QByteArray());
        shape.links = 10;
        QCOMPARE(difference(flow_test::randomNetwork(1, shape), FailureKind::Links, 2), QByteArray());
    }

    void singleFailuresEqualRoutingFromScratch()
    {
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            const RandomNetwork network = flow_test::randomNetwork(seed, flow_test::randomShape(seed));
            for (const FailureKind kind : kKinds) {
                const QByteArray wrong = difference(network, kind, 1);
                QVERIFY2(wrong.isEmpty(),
                         qPrintable(QString("seed %1: %2").arg(seed).arg(wrong.constData())));
            }
        }
    }

    void pairsOfFailuresEqualRoutingFromScratch()
    {
        for (std::uint64_t seed = 1001; seed <= 1250; ++seed) {
            const RandomNetwork network = flow_test::randomNetwork(seed, flow_test::randomShape(seed));
            for (const FailureKind kind : kKinds) {
                const QByteArray wrong = difference(network, kind, 2);
                QVERIFY2(wrong.isEmpty(),
                         qPrintable(QString("seed %1: %2").arg(seed).arg(wrong.constData())));
            }
        }
    }

    /// Larger, sparse and with delays that differ: long detours, and most destinations alike.
    void longDetoursEqualRoutingFromScratch()
    {
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            RandomShape shape;
            shape.core = 40;
            shape.links = 56;
            shape.leaves = 10;
            shape.demands = 500;
            shape.ducts = 30;
            shape.longest = seed % 2 == 0 ? 1000 : 2;
            const RandomNetwork network = flow_test::randomNetwork(seed, shape);
            for (const FailureKind kind : {FailureKind::Links, FailureKind::Conduits}) {
                const QByteArray wrong = difference(network, kind, 2);
                QVERIFY2(wrong.isEmpty(),
                         qPrintable(QString("seed %1: %2").arg(seed).arg(wrong.constData())));
            }
        }
    }

    /// Few demands: most of what a failure turns around has no traffic.
    void idleDetoursEqualRoutingFromScratch()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            RandomShape shape = flow_test::randomShape(seed);
            shape.core += 10;
            shape.links = 2 * shape.core;
            shape.leaves = 6;
            shape.demands = 3;
            const QByteArray wrong =
                difference(flow_test::randomNetwork(seed, shape), FailureKind::Conduits, 2);
            QVERIFY2(wrong.isEmpty(), qPrintable(QString("seed %1: %2").arg(seed).arg(wrong.constData())));
        }
    }

    void nodesWithMoreArcsThanAWordHasBits()
    {
        const RandomNetwork network = wheel(70);
        QCOMPARE(difference(network, FailureKind::Links, 1), QByteArray());
        QCOMPARE(difference(network, FailureKind::Nodes, 1), QByteArray());
        const RandomNetwork small = wheel(5);
        QCOMPARE(difference(small, FailureKind::Links, 2), QByteArray());
        QCOMPARE(difference(small, FailureKind::Nodes, 2), QByteArray());
    }

    void arcsThatAreDownAlreadyStayDown()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const RandomNetwork network = flow_test::randomNetwork(seed, flow_test::randomShape(seed));
            std::vector<std::uint8_t> down(network.graph.arcCount(), 0);
            Rng rng(seed, "down");
            for (std::uint8_t& arc : down) {
                arc = rng.below(6) == 0 ? 1 : 0;
            }
            const QByteArray wrong = difference(network, FailureKind::Links, 2, down);
            QVERIFY2(wrong.isEmpty(), qPrintable(QString("seed %1: %2").arg(seed).arg(wrong.constData())));
        }
    }

    /// Whole units against the routing in floating point everything else uses.
    void loadsAreThoseOfTheOtherRouting()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const RandomNetwork network = flow_test::randomNetwork(seed, flow_test::randomShape(seed));
            const SweepSetup setup(network, FailureKind::Links);
            const Seen seen = setup.sweep(1, 1);
            for (std::size_t scenario = 0; scenario < seen.loads.size(); ++scenario) {
                const auto down = downIn(setup, 1, scenario, {});
                const auto other = network::ecmpLoads(network.graph, network.demands, down);
                for (std::uint32_t arc = 0; arc < network.graph.arcCount(); ++arc) {
                    const double bps = setup.base.scale().bps(seen.loads[scenario][arc]);
                    QVERIFY(std::abs(bps - other.arc_bps[arc]) <= 1e-12 * std::max(1.0, bps) + 1e-3);
                }
            }
        }
    }

    void threadsAndMemoryChangeNothing()
    {
        RandomShape shape;
        shape.core = 25;
        shape.links = 45;
        shape.leaves = 6;
        shape.demands = 200;
        const RandomNetwork network = flow_test::randomNetwork(7, shape);
        const SweepSetup setup(network, FailureKind::Links);
        const Seen one = setup.sweep(2, 1);
        for (const unsigned threads : {2U, 4U}) {
            for (const std::size_t memoryBytes :
                 {std::size_t{1} << 29U, std::size_t{1} << 16U, std::size_t{1}}) {
                const Seen other = setup.sweep(2, threads, memoryBytes);
                QVERIFY(other.loads == one.loads);
            }
            const Seen singles = setup.sweep(1, threads);
            for (std::size_t scenario = 0; scenario < singles.loads.size(); ++scenario) {
                QVERIFY(singles.loads[scenario] == one.loads[scenario]);
            }
        }
    }

    /// All failures on top of each, beside a base in which that one is out of service.
    void keptFailuresAreThoseOfABaseWithoutThem()
    {
        for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
            const RandomNetwork network = flow_test::randomNetwork(seed, {});
            for (const FailureKind kind : {FailureKind::Links, FailureKind::Conduits}) {
                const SweepSetup setup(network, kind);
                const KeptFailures kept(setup.base, 2);
                for (std::size_t first = 0; first < setup.failures.size(); ++first) {
                    std::vector<std::uint8_t> down(setup.graph.arcCount(), 0);
                    for (const std::uint32_t arc : setup.failures[first].arcs) {
                        down[arc] = 1;
                    }
                    const SweepSetup without(network, kind, down);
                    const Seen wanted = without.sweep(1, 1);
                    QVERIFY(kept.loadsOf(first) == wanted.loads[0]);
                    QCOMPARE(kept.lossOf(first).amount, wanted.loss[0].amount);
                    for (const unsigned threads : {1U, 3U}) {
                        std::vector<int> times(wanted.loads.size(), 0);
                        std::vector<int> same(wanted.loads.size(), 0);
                        kept.sweepOnTopOf(first, threads, [&](const ScenarioLoads& scenario, unsigned) {
                            ++times[scenario.number];
                            same[scenario.number] =
                                std::ranges::equal(scenario.loads, wanted.loads[scenario.number]) &&
                                        scenario.loss.amount == wanted.loss[scenario.number].amount &&
                                        scenario.loss.pairs == wanted.loss[scenario.number].pairs
                                    ? 1
                                    : 0;
                        });
                        QCOMPARE(std::ranges::count(times, 1), std::ptrdiff_t(setup.failures.size()));
                        QCOMPARE(std::ranges::count(same, 1), std::ptrdiff_t(setup.failures.size()));
                    }
                }
            }
        }
    }

    void aCancelledSweepEnds()
    {
        const RandomNetwork network = flow_test::randomNetwork(3, {});
        const SweepSetup setup(network, FailureKind::Links);
        std::atomic<bool> cancelled{true};
        std::size_t seen = 0;
        const auto sink = [&](const ScenarioLoads&, unsigned) {
            ++seen;
        };
        sweepSingles(setup.base, 1, sink, &cancelled);
        sweepPairs(setup.base, {1, 1U << 20U, &cancelled}, sink);
        QCOMPARE(seen, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestEcmpSweep)
#include "tst_ecmp_sweep.moc"
