#include "tests/twin/flow/model_errors.h"
#include "tests/twin/flow/random_network.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace twin;
using namespace twin::flow;
using network::Network;
using network::NodeIndex;
using network::PathCost;

namespace {

constexpr std::uint64_t kSeed = 20260704;

/// Demands between all nodes of a random network, capacities that no load reaches, and a flow between many
/// pairs: what the injected errors are hidden in.
struct World
{
    explicit World(int nodes)
        : network(flow_test::randomNetwork(nodes, kSeed))
        , believed{network.graph,
                   {},
                   {1.0},
                   {},
                   network::arcCosts(network.graph, PathCost::Metric),
                   trafficEnds(network.graph)}
    {
        Rng random(kSeed, "explain.world");
        network::DemandSet demands;
        const auto all = static_cast<std::uint32_t>(nodes);
        for (std::uint32_t a = 0; a < all; ++a) {
            for (std::uint32_t b = 0; b < all; ++b) {
                if (a != b) {
                    demands.demands.push_back(
                        {NodeIndex{a}, NodeIndex{b}, 20'000.0 / nodes * random.exponential(1)});
                }
            }
        }
        believed.background = backgroundOf(demands);
        for (int i = 0; i < 2 * nodes; ++i) {
            const NodeIndex a{random.below(all)};
            const NodeIndex b{random.below(all)};
            if (a != b) {
                believed.flows.push_back({a, b, random.uniform(5e3, 8e4), 0, {}});
                believed.flows.back().deviation_bps = 0.03 * believed.flows.back().bps;
            }
        }
        // Listed flows stay where they are whatever a link costs; what moves is the background.
        const auto paths = placeFlows(network.graph, believed.flows, believed.arcCost, {});
        for (std::size_t i = 0; i < paths.size(); ++i) {
            believed.flows[i].path = paths[i];
        }
    }

    Network network;
    flow_test::Believed believed;
};

} // namespace

class TestExplain : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aRightModelNeedsNoExplanation()
    {
        const World world(30);
        flow_test::ModelErrors errors(world.believed, kSeed);
        for (std::uint64_t i = 0; i < 10; ++i) {
            const Diagnosis found = errors.runClean(i);
            QVERIFY2(found.causes.empty(),
                     found.causes.empty() ? "" : errors.nameOf(found.causes[0]).c_str());
            QCOMPARE(found.before, found.after);
        }
    }

    void explainingCanBeCancelled()
    {
        const World world(12);
        const auto routed =
            *routeBackground(world.network.graph, world.believed.background, {world.believed.arcCost});
        const auto pairs = std::make_shared<const PairSet>(PairSet::allOf(world.believed.ends));
        const auto candidates = *RoutingMatrix::build(world.network.graph, pairs, {world.believed.arcCost});
        const auto paths = placeFlows(world.network.graph, world.believed.flows, world.believed.arcCost, {});
        const auto flows = flowLoads(world.network.graph, world.believed.flows, paths);
        const std::vector<double> measured(world.network.graph.arcCount(), 0);
        const auto residual = residuals(
            world.network.graph, {routed, world.believed.levels, flows, measured, {}, {}, {}, false}, {});
        const auto loads = routed.loadsAt(residual.levels);
        const std::atomic<bool> cancelled{true};
        ExplainOptions options;
        options.cancelled = &cancelled;
        const auto found = explain({world.network.graph,
                                    world.believed.background,
                                    loads,
                                    world.believed.flows,
                                    paths,
                                    residual,
                                    world.believed.arcCost,
                                    {},
                                    candidates},
                                   options);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
    }

    /// A ring of four with a short way and a long one from a to c, read without any noise.
    void errorsByHand()
    {
        const Network network = flow_test::networkFrom("a b c d", R"(
            a b 1 1000000 1
            b a 1 1000000 1
            b c 1 1000000 1
            c b 1 1000000 1
            a d 2 1000000 1
            d a 2 1000000 1
            d c 2 1000000 1
            c d 2 1000000 1)");
        const auto demands = flow_test::demandsFrom(network, "a c 100e6\n b d 40e6\n d c 60e6");
        flow_test::Believed believed{network.graph,
                                     backgroundOf(demands),
                                     {1.0},
                                     {},
                                     network::arcCosts(network.graph, PathCost::Metric),
                                     trafficEnds(network.graph)};
        const auto node = [&](const char* name) {
            return network.graph.nodeByName(name);
        };
        believed.flows.push_back({node("a"), node("b"), 150e6, 1.5e6, {}});
        flow_test::ModelErrors errors(believed, kSeed, {0, 0, 0, 0});
        Explanation missing;
        missing.cause = Cause::MissingFlow;
        missing.src = node("a");
        missing.dst = node("c");
        missing.bps = 150e6;
        const Diagnosis first = errors.answerTo(missing);
        QVERIFY(!first.ranked.empty());
        QCOMPARE(first.ranked[0].cause, Cause::MissingFlow);
        QCOMPARE(first.ranked[0].src, missing.src);
        QCOMPARE(first.ranked[0].dst, missing.dst);
        QVERIFY(std::abs(first.ranked[0].bps / missing.bps - 1) < 1e-9);
        QCOMPARE(first.ranked[0].arcs.size(), 2U); // a~b and b~c
        QVERIFY(first.after < 1e-9 * first.before);

        Explanation absent;
        absent.cause = Cause::AbsentFlow;
        absent.flow = 0;
        absent.bps = 150e6;
        const Diagnosis second = errors.answerTo(absent);
        QCOMPARE(errors.nameOf(second.ranked.at(0)), errors.nameOf(absent));

        // b~c three times as dear: a to c goes over d, b to d over a instead of half and half.
        Explanation cost;
        cost.cause = Cause::LinkCost;
        cost.link = network.graph.link(network.graph.arcByName("b~c>").value());
        cost.costFactor = 6;
        const Diagnosis third = errors.answerTo(cost);
        QCOMPARE(third.ranked.at(0).cause, Cause::LinkCost);
        QCOMPARE(third.ranked.at(0).link, cost.link);
        QVERIFY(third.ranked.at(0).costFactor > 3);
        QVERIFY(third.after < 1e-9 * third.before);
    }

    /// Two wrong entries at once: both are named, one after the other.
    void twoErrorsAreFoundOneAfterTheOther()
    {
        const World world(30);
        flow_test::ModelErrors errors(world.believed, kSeed, {0.002, 0.005, 0.002, 0});
        Explanation one;
        one.cause = Cause::MissingFlow;
        one.src = NodeIndex{3U};
        one.dst = NodeIndex{17U};
        one.bps = 2e5;
        Explanation other = one;
        other.src = NodeIndex{22U};
        other.dst = NodeIndex{9U};
        other.bps = 1.5e5;
        const Diagnosis found = errors.answerTo(one, &other);
        const auto names = [&](const Explanation& injected) {
            return std::ranges::any_of(found.causes, [&](const Explanation& cause) {
                return cause.cause == Cause::MissingFlow && cause.src == injected.src &&
                       cause.dst == injected.dst && std::abs(cause.bps / injected.bps - 1) < 0.1;
            });
        };
        for (const Explanation& cause : found.causes) {
            qInfo("%s, gain %g", errors.nameOf(cause).c_str(), cause.gain);
        }
        QCOMPARE(found.causes.size(), 2U);
        QVERIFY(names(one) && names(other));
        QVERIFY(found.after < 0.1 * found.before);
    }

    /// Trying a cost touches only some destinations; routing everything by it is the oracle.
    void trialsOfACostEqualRoutingByIt()
    {
        World world(30);
        for (std::size_t i = 0; i < world.believed.flows.size(); i += 2) {
            world.believed.flows[i].path.clear(); // half of the flows go where the costs send them
        }
        const network::Graph& graph = world.network.graph;
        Rng random(kSeed, "explain.trials");
        std::vector<std::uint8_t> failed(graph.arcCount(), 0);
        for (std::uint8_t& arc : failed) {
            arc = random.below(12) == 0 ? 1 : 0;
        }
        const auto pairs = std::make_shared<const PairSet>(PairSet::allOf(world.believed.ends));
        const auto candidates = *RoutingMatrix::build(graph, pairs, {world.believed.arcCost, failed});
        const auto paths = placeFlows(graph, world.believed.flows, world.believed.arcCost, failed);
        const auto loadsBy = [&](const std::vector<std::int64_t>& cost) {
            auto loads =
                *backgroundLoads(graph, world.believed.background, world.believed.levels, {cost, failed});
            const auto moved = placeFlows(graph, world.believed.flows, cost, failed);
            const auto flows = flowLoads(graph, world.believed.flows, moved);
            std::ranges::transform(loads, flows.arc_bps, loads.begin(), std::plus<>());
            return loads;
        };
        const auto before = loadsBy(world.believed.arcCost);
        ArcResiduals levels;
        levels.levels = world.believed.levels;
        const ExplainInput input{graph,
                                 world.believed.background,
                                 before,
                                 world.believed.flows,
                                 paths,
                                 levels,
                                 world.believed.arcCost,
                                 failed,
                                 candidates};
        const auto trials = CostTrials::build(input, {});
        QVERIFY(trials.has_value());
        for (std::uint32_t link = 0; link < graph.linkCount(); ++link) {
            const double factor = random.below(2) == 0 ? random.uniform(1, 5) : random.uniform(0, 1);
            auto cost = world.believed.arcCost;
            for (const bool reverse : {false, true}) {
                const auto arc = graph.arc(registry::LinkIndex{link}, reverse);
                cost[arc.value()] =
                    std::max<std::int64_t>(1, std::llround(static_cast<double>(cost[arc.value()]) * factor));
            }
            const auto after = loadsBy(cost);
            const auto shift = trials->shift(registry::LinkIndex{link}, factor);
            for (std::size_t arc = 0; arc < shift.size(); ++arc) {
                QVERIFY2(
                    std::abs(shift[arc] - (after[arc] - before[arc])) < 1e-6 * (1 + before[arc]),
                    qPrintable(QStringLiteral("seed %1, link %2 by %3").arg(kSeed).arg(link).arg(factor)));
            }
        }
    }

    /// 100 errors by seed, the three kinds in turn, under meter, demand, flow and level noise.
    void injectedErrorsAreLocated()
    {
        const World world(40);
        flow_test::ModelErrors errors(world.believed, kSeed);
        int first = 0;
        int three = 0;
        constexpr int kErrors = 100;
        for (int i = 0; i < kErrors; ++i) {
            const auto trial = errors.run(static_cast<Cause>(i % 3), static_cast<std::uint64_t>(i));
            first += trial.place == 1 ? 1 : 0;
            three += trial.place >= 1 && trial.place <= 3 ? 1 : 0;
            if (trial.place != 1) {
                qInfo("%s: place %zu, first %s", trial.text.c_str(), trial.place, trial.answer.c_str());
            }
        }
        const QString said = QStringLiteral("seed %1: %2 of %3 first, %4 in the top three")
                                 .arg(kSeed)
                                 .arg(first)
                                 .arg(kErrors)
                                 .arg(three);
        qInfo("%s", qPrintable(said));
        QVERIFY2(first >= 95 && three >= 98, qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestExplain)
#include "tst_explain.moc"
