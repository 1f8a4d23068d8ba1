// The parts of traffic engineering, each against something simpler.
#include "tests/twin/flow/engineering_networks.h"
#include "twin/flow/split_rates.h"
#include "twin/flow/te_block_tree.h"
#include "twin/flow/te_blocks.h"
#include "twin/flow/te_paths.h"
#include "twin/flow/te_prices.h"
#include "twin/flow/te_search.h"
#include "twin/flow/te_tangent.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace twin;
using namespace twin::flow;
using flow_test::randomCase;

namespace {

QByteArray seedText(std::uint64_t seed)
{
    return "seed " + QByteArray::number(static_cast<qulonglong>(seed));
}

/// Cheapest cost over all simple paths within the delay, by walking all of them.
class AllPaths
{
  public:
    AllPaths(const TeNetwork& network, std::span<const double> price, TimeNs maxDelay)
        : m_network(network)
        , m_price(price)
        , m_maxDelay(maxDelay)
        , m_isOn(network.nodeCount(), false)
    {}

    double cheapest(std::uint32_t source, std::uint32_t target)
    {
        m_best = kNoPath;
        m_source = source;
        walk(source, target, 0, 0);
        return m_best;
    }

  private:
    void walk(std::uint32_t node, std::uint32_t target, double cost, TimeNs delay)
    {
        if (node == target) {
            m_best = std::min(m_best, cost);
            return;
        }
        if (m_network.transit[node] == 0 && node != m_source) {
            return;
        }
        m_isOn[node] = true;
        for (std::uint32_t arc = m_network.firstOut[node]; arc < m_network.firstOut[node + 1]; ++arc) {
            const TimeNs then = delay + m_network.delay[arc];
            if (!m_isOn[m_network.to[arc]] && (m_maxDelay == 0 || then <= m_maxDelay)) {
                walk(m_network.to[arc], target, cost + m_price[arc], then);
            }
        }
        m_isOn[node] = false;
    }

    const TeNetwork& m_network;
    std::span<const double> m_price;
    TimeNs m_maxDelay;
    std::vector<bool> m_isOn;
    std::uint32_t m_source = 0;
    double m_best = 0;
};

/// Nodes that `source` reaches without the node `without`.
std::set<std::uint32_t> reached(const TeNetwork& network, std::uint32_t source, std::uint32_t without)
{
    std::set<std::uint32_t> out{source};
    for (bool grew = true; grew;) {
        grew = false;
        for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) { // either way
            const std::uint32_t a = network.from[arc];
            const std::uint32_t b = network.to[arc];
            if (a != without && b != without && out.contains(a) != out.contains(b)) {
                out.insert({a, b});
                grew = true;
            }
        }
    }
    return out;
}

} // namespace

class TestTeParts : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void exponentialAndLogarithmAreGoodEnough()
    {
        for (double x = -44; x <= 60; x += 0.0137) {
            QVERIFY(std::abs(teExp(x) / std::exp(x) - 1) < 1e-7);
            QVERIFY(std::abs(teLog(std::exp(x)) - x) < 1e-7);
        }
        QCOMPARE(teExp(-46), 0.0);
        QCOMPARE(teExp(1e300), teExp(60));
        QVERIFY(std::abs(teLog(1e-300) - std::log(1e-300)) < 1e-7);
    }

    void searchFindsTheCheapestPathWithinTheDelay()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const auto random =
                randomCase(seed, {.nodes = 7, .leaves = seed % 2 == 0 ? 2U : 0U, .links = 12});
            const TeNetwork network = teNetworkOf(random.graph());
            Rng rng(seed, "tst_te_parts.price");
            std::vector<double> price(network.arcCount());
            for (double& p : price) {
                p = static_cast<double>(rng.below(6)); // ties and free arcs
            }
            const TimeNs maxDelay = seed % 3 == 0 ? 0 : static_cast<TimeNs>(rng.below(30)) * kMillisecond;
            TeSearch search(network, maxDelay);
            AllPaths plain(network, price, maxDelay);
            std::vector<std::uint32_t> targets(network.nodeCount());
            std::iota(targets.begin(), targets.end(), 0U);
            for (std::uint32_t source = 0; source < network.nodeCount(); ++source) {
                search.run(source, price, targets);
                for (const std::uint32_t target : targets) {
                    if (target != source) {
                        QCOMPARE(search.cost(target), plain.cheapest(source, target));
                        checkPath(network, search, price, source, target, maxDelay);
                    }
                }
            }
        }
    }

    void crossingsAreTheArticulationPointsOnTheWay()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const auto random = randomCase(seed, {.nodes = 12, .links = 13, .oneWay = 0.3});
            const TeNetwork network = teNetworkOf(random.graph());
            const TeBlockTree tree(network);
            std::vector<TeBlockTree::Crossing> way;
            for (std::uint32_t a = 0; a < network.nodeCount(); ++a) {
                for (std::uint32_t b = 0; b < network.nodeCount(); ++b) {
                    if (a == b || !reached(network, a, network.nodeCount()).contains(b)) {
                        continue;
                    }
                    tree.crossings(a, b, way);
                    QVERIFY2(!way.empty() && way.front().entry == a && way.back().exit == b, seedText(seed));
                    std::set<std::uint32_t> between;
                    for (std::size_t i = 1; i < way.size(); ++i) {
                        QCOMPARE(way[i].entry, way[i - 1].exit);
                        QVERIFY(way[i].block != way[i - 1].block);
                        between.insert(way[i].entry);
                    }
                    for (std::uint32_t c = 0; c < network.nodeCount(); ++c) {
                        const bool isCut = c != a && c != b && !reached(network, a, c).contains(b);
                        QCOMPARE(between.contains(c), isCut);
                    }
                }
            }
        }
    }

    void longChainsHaveABlockPerLink()
    {
        flow_test::RandomCase chain;
        chain.nodes = 100'000;
        for (std::uint32_t node = 1; node < chain.nodes; ++node) {
            chain.links.push_back({node - 1, node, 1, 1, 1});
        }
        const TeNetwork network = teNetworkOf(chain.graph());
        QCOMPARE(TeBlockTree(network).blockCount(), chain.nodes - 1);
    }

    void splitCommoditiesAddUp()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto random = randomCase(seed, {.nodes = 14, .links = 15, .demands = 40, .oneWay = 0});
            const TeNetwork network = teNetworkOf(random.graph());
            std::vector<TeCommodity> whole;
            for (const auto& demand : random.demands) {
                whole.push_back({demand.src.value(), demand.dst.value(), demand.bps});
            }
            const TeBlocks split = splitIntoBlocks(network, whole);
            std::vector<double> amount;
            double pieces = 0;
            double asked = 0;
            for (std::size_t k = 0; k < whole.size(); ++k) {
                pieces += static_cast<double>(split.piecesOf(k).size()) * whole[k].amount;
            }
            for (const TeBlock& block : split.blocks) {
                for (const TeCommodity& c : block.commodities) {
                    asked += c.amount;
                    QVERIFY(c.source < block.network.nodeCount() && c.target < block.network.nodeCount());
                }
                for (std::uint32_t arc = 0; arc < block.network.arcCount(); ++arc) {
                    QCOMPARE(block.network.capacity[arc], network.capacity[block.network.origin[arc]]);
                }
            }
            QVERIFY2(std::abs(asked - pieces) < 1e-6 * pieces, seedText(seed));
        }
    }

    void pathsAreKeptOnceAndInOrder()
    {
        TePaths paths(2);
        const std::vector<std::uint32_t> one{1, 2, 3};
        const std::vector<std::uint32_t> two{4};
        QVERIFY(paths.add(0, one, 5));
        QVERIFY(!paths.add(0, one, 7)); // it has that
        QVERIFY(!paths.hasChoice(0));
        QVERIFY(paths.add(0, two, 0));
        QVERIFY(paths.add(1, one, 0));
        QVERIFY(paths.hasChoice(0));
        paths.dropIdle(0);
        QVERIFY(!paths.hasChoice(0));
        QCOMPARE(paths.route(paths.head(0)).flow, 5.0);
        paths.dropIdle(1); // the last one stays, though it carries nothing
        QCOMPARE(paths.arcsOf(paths.route(paths.head(1))).size(), std::size_t{3});
    }

    void compactedPathsAreTheSame()
    {
        Rng rng(1, "tst_te_parts.paths");
        TePaths paths(50);
        std::vector<std::vector<std::vector<std::uint32_t>>> expected(50);
        for (int i = 0; i < 4000; ++i) {
            const auto k = static_cast<std::uint32_t>(rng.below(50));
            std::vector<std::uint32_t> arcs(1 + rng.below(5));
            for (auto& arc : arcs) {
                arc = static_cast<std::uint32_t>(rng.below(6));
            }
            const bool isKept = rng.below(3) == 0;
            if (paths.add(k, arcs, isKept ? 1 : 0) && isKept) {
                expected[k].push_back(arcs);
            }
            if (rng.below(20) == 0) {
                paths.dropIdle(k);
                paths.compact();
            }
        }
        for (std::size_t k = 0; k < 50; ++k) {
            paths.dropIdle(k);
        }
        paths.compact();
        for (std::size_t k = 0; k < 50; ++k) {
            std::vector<std::vector<std::uint32_t>> found;
            paths.forEach(k, [&](const TeRoute& route) {
                if (route.flow > 0) {
                    found.emplace_back(paths.arcsOf(route).begin(), paths.arcsOf(route).end());
                }
            });
            QCOMPARE(found.size() <= expected[k].size(), true);
            for (const auto& path : found) {
                QVERIFY(std::ranges::find(expected[k], path) != expected[k].end());
            }
        }
    }

    /// Costs 1 and 2 at capacity worth 10: both at level t need t + 2 t = 10; with the second stopped at its
    /// 2, the first gets 10 − 4 = 6.
    void tangentsCrossWhereCapacityIsUsedUp()
    {
        flow_test::RandomCase two;
        two.nodes = 2;
        two.links = {{0, 1, 10, 10, 1}};
        const TeNetwork network = teNetworkOf(two.graph()); // capacity 1 of the unit 10
        const TeTangent tangent(network, {10, 0}, {1, 2});
        const std::vector<double> open{-1, -1};
        QCOMPARE(tangent.crossing(std::vector<TeCommodity>{{0, 1, 100}, {0, 1, 100}}, open), 10.0 / 3);
        QCOMPARE(tangent.crossing(std::vector<TeCommodity>{{0, 1, 100}, {0, 1, 2}}, open), 6.0);
        QCOMPARE(
            tangent.crossing(std::vector<TeCommodity>{{0, 1, 100}, {0, 1, 100}}, std::vector<double>{-1, 2}),
            6.0);
        QCOMPARE(tangent.crossing(std::vector<TeCommodity>{{0, 1, 1}, {0, 1, 1}}, open), kNoLimit);
    }

    /// Arc 0 of 10 carries demand 0 whole and demand 1 half: 10 = t + t / 2; demand 2 stops at its 3.
    void splitDemandsFillUntilAnArcIsFull()
    {
        SplitDemands demands;
        demands.amount = {100, 100, 3};
        demands.arc = {0, 0, 1, 1};
        demands.share = {1, 0.5, 0.5, 1};
        demands.first = {0, 1, 3, 4};
        const SplitRates rates = fillFairly(demands, std::vector<double>{10, 100});
        QVERIFY(std::abs(rates.rate[0] - 20.0 / 3) < 1e-9);
        QVERIFY(std::abs(rates.rate[1] - 20.0 / 3) < 1e-9);
        QCOMPARE(rates.rate[2], 3.0);
        QVERIFY(std::abs(rates.lowest - 20.0 / 3) < 1e-9);
    }

    /// Each demand has its amount or a full arc on which nobody has more.
    void splitRatesHaveABottleneck()
    {
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Rng rng(seed, "tst_te_parts.split");
            const std::size_t arcs = 6;
            SplitDemands demands;
            for (int k = 0; k < 20; ++k) {
                demands.amount.push_back(rng.uniform(0.1, 10));
                for (std::uint32_t arc = 0; arc < arcs; ++arc) {
                    if (rng.below(3) == 0) {
                        demands.arc.push_back(arc);
                        demands.share.push_back(rng.below(2) == 0 ? 1 : 0.5);
                    }
                }
                demands.first.push_back(demands.arc.size());
            }
            std::vector<double> capacity(arcs);
            for (double& c : capacity) {
                c = rng.uniform(1, 30);
            }
            const SplitRates rates = fillFairly(demands, capacity);
            checkBottlenecks(demands, capacity, rates, seed);
        }
    }

  private:
    static void checkPath(const TeNetwork& network, const TeSearch& search, std::span<const double> price,
                          std::uint32_t source, std::uint32_t target, TimeNs maxDelay)
    {
        std::vector<std::uint32_t> path;
        QCOMPARE(search.appendPath(target, path), search.cost(target) != kNoPath);
        double cost = 0;
        TimeNs delay = 0;
        std::uint32_t at = source;
        for (const std::uint32_t arc : path) {
            QCOMPARE(network.from[arc], at);
            at = network.to[arc];
            cost += price[arc];
            delay += network.delay[arc];
        }
        if (!path.empty()) {
            QCOMPARE(at, target);
            QCOMPARE(cost, search.cost(target));
            QVERIFY(maxDelay == 0 || delay <= maxDelay);
        }
    }

    static void checkBottlenecks(const SplitDemands& demands, const std::vector<double>& capacity,
                                 const SplitRates& rates, std::uint64_t seed)
    {
        std::vector<double> load(capacity.size(), 0);
        std::vector<double> highest(capacity.size(), 0);
        for (std::size_t k = 0; k < rates.rate.size(); ++k) {
            for (std::size_t i = demands.first[k]; i < demands.first[k + 1]; ++i) {
                load[demands.arc[i]] += rates.rate[k] * demands.share[i];
                highest[demands.arc[i]] = std::max(highest[demands.arc[i]], rates.rate[k]);
            }
        }
        for (std::size_t arc = 0; arc < capacity.size(); ++arc) {
            QVERIFY2(load[arc] <= capacity[arc] * (1 + 1e-9), seedText(seed));
        }
        for (std::size_t k = 0; k < rates.rate.size(); ++k) {
            bool isStopped = rates.rate[k] >= demands.amount[k] * (1 - 1e-9);
            for (std::size_t i = demands.first[k]; i < demands.first[k + 1]; ++i) {
                const std::uint32_t arc = demands.arc[i];
                isStopped = isStopped || (load[arc] >= capacity[arc] * (1 - 1e-9) &&
                                          rates.rate[k] >= highest[arc] * (1 - 1e-9));
            }
            QVERIFY2(isStopped, seedText(seed));
        }
    }
};

QTEST_GUILESS_MAIN(TestTeParts)
#include "tst_te_parts.moc"
