// Traffic engineering against textbook linear programs, and what must hold for any network.
#include "tests/twin/flow/engineering_networks.h"
#include "tests/twin/flow/engineering_oracle.h"
#include "twin/flow/engineering.h"
#include "twin/flow/engineering_csv.h"
#include "twin/network/shortest_paths.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;
using network::Graph;
using network::NodeDemand;
using network::NodeIndex;

namespace {

/// SUANWANG_SEED tries others.
const std::uint64_t kFirstSeed =
    qEnvironmentVariableIsSet("SUANWANG_SEED") ? qEnvironmentVariableIntValue("SUANWANG_SEED") : 1;

Engineering engineered(const Graph& graph, std::span<const NodeDemand> demands,
                       const EngineeringOptions& options)
{
    auto answer = engineer(graph, demands, options);
    if (!answer) {
        qFatal("%s", answer.error().text().c_str());
    }
    return std::move(*answer);
}

bool isClose(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

QByteArray seedText(std::uint64_t seed)
{
    return "seed " + QByteArray::number(static_cast<qulonglong>(seed));
}

} // namespace

class TestEngineeringRandom : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void boundsHoldTheOptimumOfTheArcProgram_data();
    void boundsHoldTheOptimumOfTheArcProgram();
    void exactIsTheOptimum();
    void delayLimitedIsTheOptimumOverAllPaths();
    void fairRatesAreThoseOfTheSlowWay();
    void fairRatesEndWithTheRoundsThereAre();
    void noRoutingIsBetter();
    void scaleDoesNotMatter();
    void orderDoesNotMatter();
    void failedArcsAreAsIfTheyWereNotThere();
    void capacitiesFromOneBitToAHundredTerabits();
    void tightGapsAreReached();

  private:
    static RandomShape shape(std::uint64_t seed, bool withLeaves);
};

RandomShape TestEngineeringRandom::shape(std::uint64_t seed, bool withLeaves)
{
    RandomShape out;
    out.nodes = 8 + static_cast<std::uint32_t>(seed % 12);
    out.leaves = withLeaves ? 3 : 0;
    out.links = out.nodes + static_cast<std::uint32_t>(seed % 7) * 2;
    out.demands = 5 + static_cast<std::uint32_t>(seed % 30);
    out.capacityDecades = static_cast<double>(seed % 4);
    return out;
}

void TestEngineeringRandom::boundsHoldTheOptimumOfTheArcProgram_data()
{
    QTest::addColumn<double>("gap");
    QTest::newRow("10 %") << 0.1;
    QTest::newRow("1 %") << 0.01;
    QTest::newRow("0.1 %") << 0.001;
    QTest::newRow("0.001 %") << 0.00001;
}

void TestEngineeringRandom::boundsHoldTheOptimumOfTheArcProgram()
{
    QFETCH(double, gap);
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 40; ++seed) {
        const RandomCase random = randomCase(seed, shape(seed, seed % 2 == 0));
        const Graph graph = random.graph();
        EngineeringOptions options;
        options.gap = gap;
        const Engineering low = engineered(graph, random.demands, options);
        std::vector<NodeDemand> connected = random.demands;
        for (auto i = low.disconnected.rbegin(); i != low.disconnected.rend(); ++i) {
            connected.erase(connected.begin() + *i);
        }
        const double optimum = lowestUtilisationOnArcs({graph, connected});
        QVERIFY2(low.gapReached && low.bound <= optimum * (1 + 1e-7) && optimum <= low.value * (1 + 1e-7),
                 seedText(seed));
        options.objective = TeObjective::Throughput;
        const Engineering most = engineered(graph, random.demands, options);
        const double traffic = mostTrafficOnArcs({graph, connected});
        QVERIFY2(most.gapReached && most.value <= traffic * (1 + 1e-7) && traffic <= most.bound * (1 + 1e-7),
                 seedText(seed));
    }
}

void TestEngineeringRandom::exactIsTheOptimum()
{
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 60; ++seed) {
        const RandomCase random = randomCase(seed, shape(seed, seed % 2 == 1));
        const Graph graph = random.graph();
        EngineeringOptions options;
        options.exact = true;
        const Engineering low = engineered(graph, random.demands, options);
        std::vector<NodeDemand> connected = random.demands;
        for (auto i = low.disconnected.rbegin(); i != low.disconnected.rend(); ++i) {
            connected.erase(connected.begin() + *i);
        }
        QVERIFY2(isClose(low.value, lowestUtilisationOnArcs({graph, connected}), 1e-7), seedText(seed));
        QVERIFY2(low.gap < 1e-7, seedText(seed));
        options.objective = TeObjective::Throughput;
        const Engineering most = engineered(graph, random.demands, options);
        QVERIFY2(isClose(most.value, mostTrafficOnArcs({graph, connected}), 1e-7), seedText(seed));
        QVERIFY2(most.gap < 1e-7, seedText(seed));
        options.objective = TeObjective::Concurrent;
        const Engineering factor = engineered(graph, random.demands, options);
        QVERIFY2(isClose(factor.value, 1 / low.value, 1e-7), seedText(seed));
    }
}

void TestEngineeringRandom::delayLimitedIsTheOptimumOverAllPaths()
{
    std::size_t late = 0;
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 60; ++seed) {
        const RandomCase random =
            randomCase(seed, {.nodes = 7, .leaves = seed % 3 == 0 ? 2U : 0U, .links = 11, .demands = 8});
        const Graph graph = random.graph();
        EngineeringOptions options;
        options.exact = true;
        options.maxDelay = static_cast<TimeNs>(8 + seed % 12) * kMillisecond;
        const auto within = routable({graph, random.demands, options.maxDelay});
        const OracleInput input{graph, within, options.maxDelay};
        const Engineering low = engineered(graph, random.demands, options);
        late += low.beyondDelay.size();
        QCOMPARE(low.beyondDelay.size() + low.disconnected.size(), random.demands.size() - within.size());
        QVERIFY2(isClose(low.value, within.empty() ? 0 : lowestUtilisationOnPaths(input), 1e-7),
                 seedText(seed));
        options.exact = false;
        const Engineering near = engineered(graph, random.demands, options);
        QVERIFY2(near.gapReached && near.bound <= low.value * (1 + 1e-9), seedText(seed));
        options.objective = TeObjective::Throughput;
        const Engineering most = engineered(graph, random.demands, options);
        const double traffic = within.empty() ? 0 : mostTrafficOnPaths(input);
        QVERIFY2(most.value <= traffic * (1 + 1e-7) && traffic <= most.bound * (1 + 1e-7), seedText(seed));
    }
    QVERIFY(late > 20); // the limit did bite
}

void TestEngineeringRandom::fairRatesAreThoseOfTheSlowWay()
{
    std::size_t levels = 0;
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 80; ++seed) {
        RandomCase random =
            randomCase(seed, {.nodes = 6, .leaves = seed % 3 == 0 ? 2U : 0U, .links = 8, .demands = 9});
        for (auto& demand : random.demands) {
            demand.bps *= static_cast<double>(1 + seed % 5);
        }
        const Graph graph = random.graph();
        const TimeNs maxDelay = seed % 4 == 0 ? 20 * kMillisecond : 0;
        const auto within = routable({graph, random.demands, maxDelay});
        EngineeringOptions options;
        options.objective = TeObjective::MaxMin;
        options.maxDelay = maxDelay;
        const Engineering fair = engineered(graph, within, options);
        const auto expected = fairRatesOnPaths({graph, within, maxDelay});
        for (std::size_t i = 0; i < within.size(); ++i) {
            QVERIFY2(isClose(fair.rate_bps[i], expected[i], 1e-6), seedText(seed));
        }
        QVERIFY2(fair.gap < 1e-6, seedText(seed));
        levels += fair.levels.size();
    }
    QVERIFY(levels > 120);
}

/// What is feasible, with bounds that hold (engineer() has it checked) and the gap there is.
void TestEngineeringRandom::fairRatesEndWithTheRoundsThereAre()
{
    RandomCase random = randomCase(kFirstSeed, {.nodes = 20, .links = 34, .demands = 100});
    for (auto& demand : random.demands) {
        demand.bps *= 100;
    }
    EngineeringOptions options;
    options.objective = TeObjective::MaxMin;
    const Engineering whole = engineered(random.graph(), random.demands, options);
    options.maxRounds = whole.rounds / 2;
    const Engineering half = engineered(random.graph(), random.demands, options);
    QVERIFY(whole.gapReached && !half.gapReached && half.gap > options.gap);
    QVERIFY(isClose(half.value, whole.value, 1e-6));
    QVERIFY(half.levels.size() > 1 && half.levels.size() < whole.levels.size());
    for (std::size_t i = 0; i < random.demands.size(); ++i) {
        QVERIFY(half.rate_bps[i] > 0 && half.rate_bps[i] <= random.demands[i].bps);
    }
}

/// Shortest paths, whatever their cost, never beat a bound.
void TestEngineeringRandom::noRoutingIsBetter()
{
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 40; ++seed) {
        const RandomCase random = randomCase(seed, {.nodes = 30, .links = 50, .demands = 100});
        const Graph graph = random.graph();
        const Engineering low = engineered(graph, random.demands, {});
        for (const auto cost :
             {network::PathCost::Delay, network::PathCost::Hops, network::PathCost::Metric}) {
            const auto loads = network::ecmpLoads(graph, random.demands, {}, cost);
            double highest = 0;
            for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
                highest = std::max(highest, loads.arc_bps[arc] / static_cast<double>(graph.capacity()[arc]));
            }
            QVERIFY2(low.bound <= highest * (1 + 1e-12), seedText(seed));
        }
    }
}

void TestEngineeringRandom::scaleDoesNotMatter()
{
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 20; ++seed) {
        const RandomCase random = randomCase(seed, {.nodes = 20, .links = 40, .demands = 60});
        RandomCase scaled = random;
        for (auto& link : scaled.links) {
            link.capacity_bps *= 1024;
            link.capacityReverse_bps *= 1024;
        }
        for (auto& demand : scaled.demands) {
            demand.bps *= 1024;
        }
        for (const auto objective : {TeObjective::Utilisation, TeObjective::Concurrent,
                                     TeObjective::Throughput, TeObjective::MaxMin}) {
            EngineeringOptions options;
            options.objective = objective;
            const Engineering a = engineered(random.graph(), random.demands, options);
            const Engineering b = engineered(scaled.graph(), scaled.demands, options);
            const bool isRate = objective == TeObjective::Throughput || objective == TeObjective::MaxMin;
            QVERIFY2(isClose(a.value * (isRate ? 1024 : 1), b.value, 1e-12), seedText(seed));
        }
    }
}

/// Nodes, links and demands in another order: another path to the answer, the same answer within the gap.
void TestEngineeringRandom::orderDoesNotMatter()
{
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 30; ++seed) {
        const RandomCase random = randomCase(seed, {.nodes = 20, .links = 36, .demands = 50});
        RandomCase other = random;
        Rng rng(seed, "tst_engineering.order");
        std::vector<std::uint32_t> place(random.nodes);
        std::iota(place.begin(), place.end(), 0U);
        const auto shuffle = [&](auto& list) {
            for (std::size_t i = list.size(); i > 1; --i) {
                std::swap(list[i - 1], list[rng.below(i)]);
            }
        };
        shuffle(place);
        for (auto& link : other.links) {
            link.a = place[link.a];
            link.b = place[link.b];
        }
        for (auto& demand : other.demands) {
            demand = {NodeIndex{place[demand.src.value()]}, NodeIndex{place[demand.dst.value()]}, demand.bps};
        }
        shuffle(other.links);
        shuffle(other.demands);
        for (const auto objective : {TeObjective::Utilisation, TeObjective::Throughput}) {
            EngineeringOptions options;
            options.objective = objective;
            options.gap = 0.001;
            const Engineering a = engineered(random.graph(), random.demands, options);
            const Engineering b = engineered(other.graph(), other.demands, options);
            QVERIFY2(isClose(a.value, b.value, 0.0011), seedText(seed));
            QCOMPARE(a.disconnected.size(), b.disconnected.size());
        }
    }
}

void TestEngineeringRandom::failedArcsAreAsIfTheyWereNotThere()
{
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 20; ++seed) {
        const RandomCase random = randomCase(seed, {.nodes = 15, .links = 30, .demands = 40});
        const Graph graph = random.graph();
        RandomCase cut = random;
        cut.links.erase(cut.links.begin() + 3);
        std::vector<std::uint8_t> failed(graph.arcCount(), 0);
        std::vector<std::uint64_t> capacity(graph.capacity().begin(), graph.capacity().end());
        for (const std::uint32_t arc : graph.arcsOf(registry::ConduitIndex{3U})) {
            failed[arc] = 1;
            capacity[arc] = 0;
        }
        EngineeringOptions byFailure;
        byFailure.failed = failed;
        EngineeringOptions byCapacity;
        byCapacity.capacity_bps = capacity;
        const Engineering expected = engineered(cut.graph(), cut.demands, {});
        QCOMPARE(engineered(graph, random.demands, byFailure).value, expected.value);
        QCOMPARE(engineered(graph, random.demands, byCapacity).value, expected.value);
    }
}

void TestEngineeringRandom::capacitiesFromOneBitToAHundredTerabits()
{
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 20; ++seed) {
        RandomCase random = randomCase(seed, {.nodes = 12, .links = 30, .demands = 30});
        Rng rng(seed, "tst_engineering.capacity");
        for (auto& link : random.links) {
            link.capacity_bps = static_cast<std::uint64_t>(std::pow(10.0, rng.uniform(0, 14)));
            link.capacityReverse_bps = static_cast<std::uint64_t>(std::pow(10.0, rng.uniform(0, 14)));
        }
        random.links.push_back({0, 1, 1, 1, kMillisecond});
        random.links.push_back({0, 2, 100 * kTerabit, 100 * kTerabit, kMillisecond});
        for (auto& demand : random.demands) {
            demand.bps = std::floor(std::pow(10.0, rng.uniform(0, 14)));
        }
        const Graph graph = random.graph();
        EngineeringOptions options;
        options.gap = 0.001;
        for (const auto objective : {TeObjective::Utilisation, TeObjective::Concurrent,
                                     TeObjective::Throughput, TeObjective::MaxMin}) {
            options.objective = objective;
            const Engineering answer = engineered(graph, random.demands, options);
            QVERIFY2(answer.gapReached && answer.value > 0,
                     seedText(seed) + " objective " + QByteArray::number(static_cast<int>(objective)) +
                         " gap " + QByteArray::number(answer.gap));
        }
    }
}

void TestEngineeringRandom::tightGapsAreReached()
{
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + 5; ++seed) {
        const RandomCase random = randomCase(
            seed, {.nodes = 60, .links = 120, .demands = 800, .capacityDecades = static_cast<double>(seed)});
        const Graph graph = random.graph();
        for (const auto objective : {TeObjective::Utilisation, TeObjective::Throughput}) {
            EngineeringOptions options;
            options.objective = objective;
            options.gap = 1e-5;
            const Engineering answer = engineered(graph, random.demands, options);
            QVERIFY2(answer.gapReached, seedText(seed));
        }
    }
}

QTEST_GUILESS_MAIN(TestEngineeringRandom)
#include "tst_engineering_random.moc"
