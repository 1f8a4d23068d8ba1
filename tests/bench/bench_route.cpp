// Routing between random pairs: k shortest paths against a plain Yen with the same answers, disjoint pairs,
// latency circles. The synthetic nation always, and the network files given; one JSON object, medians of 5
// rounds of the same pairs. `--nodes N` instead: how often the search for a pair without a common conduit
// meets its limit between N random pairs of the nation's nodes.
#include "twin/generate/national.h"
#include "twin/network/disjoint_pair.h"
#include "twin/network/k_shortest_paths.h"
#include "twin/network/latency_reach.h"
#include "twin/network/network.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace twin;
using namespace twin::network;

constexpr int kRounds = 5;
constexpr std::size_t kPairs = 200;
constexpr std::uint32_t kPaths = 16;
constexpr std::uint64_t kLabels = DisjointQuery{}.maxLabels;

struct Pair
{
    NodeIndex from;
    NodeIndex to;
};

/// Runs `work(pair)` for every pair, in kRounds rounds, and keeps each pair's median.
template <typename Work> std::vector<double> medians(const std::vector<Pair>& pairs, Work&& work)
{
    std::vector<std::array<double, kRounds>> times(pairs.size());
    for (int round = 0; round < kRounds; ++round) {
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto begin = std::chrono::steady_clock::now();
            work(pairs[i]);
            times[i][static_cast<std::size_t>(round)] =
                std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
        }
    }
    std::vector<double> out;
    for (auto& pair : times) {
        std::ranges::sort(pair);
        out.push_back(pair[kRounds / 2]);
    }
    std::ranges::sort(out);
    return out;
}

/// `"name": {"median_us": …, "p99_us": …, "max_us": …}`
void print(const char* name, const std::vector<double>& sorted, const char* end = ",")
{
    std::printf("    \"%s\": {\"median_us\": %.1f, \"p99_us\": %.1f, \"max_us\": %.1f}%s\n", name,
                sorted[sorted.size() / 2], sorted[sorted.size() * 99 / 100], sorted.back(), end);
}

/// Yen as the textbook has it: for each node of the last path a shortest path by Dijkstra, candidates in a
/// set. What the product's search is measured against.
class PlainYen
{
  public:
    explicit PlainYen(const Graph& graph)
        : m_graph(graph)
        , m_isOut(graph.nodeCount(), 0)
        , m_isBanned(graph.arcCount(), 0)
    {}

    std::vector<Route> find(NodeIndex from, NodeIndex to, std::uint32_t count)
    {
        std::vector<Route> out;
        std::set<std::pair<std::int64_t, std::vector<std::uint32_t>>> candidates;
        Route first;
        if (!shortest(from.value(), to.value(), first)) {
            return out;
        }
        out.push_back(first);
        while (out.size() < count) {
            deviate(from, to, out, candidates);
            if (candidates.empty()) {
                break;
            }
            out.push_back({candidates.begin()->second, candidates.begin()->first});
            candidates.erase(candidates.begin());
        }
        return out;
    }

  private:
    template <typename Candidates>
    void deviate(NodeIndex from, NodeIndex to, const std::vector<Route>& found, Candidates& candidates)
    {
        const Route last = found.back();
        Route root;
        std::uint32_t spur = from.value();
        for (std::size_t i = 0; i < last.arcs.size(); ++i) {
            for (const Route& route : found) {
                if (route.arcs.size() > i &&
                    std::equal(root.arcs.begin(), root.arcs.end(), route.arcs.begin())) {
                    m_isBanned[route.arcs[i]] = 1;
                }
            }
            Route whole = root;
            if (shortest(spur, to.value(), whole)) {
                candidates.emplace(whole.cost, whole.arcs);
            }
            std::ranges::fill(m_isBanned, 0);
            m_isOut[spur] = 1;
            root.arcs.push_back(last.arcs[i]);
            root.cost += m_graph.delay()[last.arcs[i]];
            spur = m_graph.to()[last.arcs[i]];
        }
        std::ranges::fill(m_isOut, 0);
    }

    bool shortest(std::uint32_t from, std::uint32_t to, Route& route)
    {
        std::vector<std::int64_t> reach(m_graph.nodeCount(), kUnreachable);
        std::vector<std::uint32_t> by(m_graph.nodeCount(), 0);
        std::vector<std::pair<std::int64_t, std::uint32_t>> heap{{0, from}};
        reach[from] = 0;
        while (!heap.empty()) {
            std::ranges::pop_heap(heap, std::greater<>());
            const auto [distance, node] = heap.back();
            heap.pop_back();
            if (node == to) {
                break;
            }
            if (distance != reach[node] || (node != from && node >= m_graph.coreCount())) {
                continue;
            }
            for (std::uint32_t arc = m_graph.firstOut(node); arc < m_graph.firstOut(node + 1); ++arc) {
                const std::uint32_t head = m_graph.to()[arc];
                const std::int64_t there = distance + m_graph.delay()[arc];
                if (m_isOut[head] == 0 && m_isBanned[arc] == 0 && there < reach[head]) {
                    reach[head] = there;
                    by[head] = arc;
                    heap.emplace_back(there, head);
                    std::ranges::push_heap(heap, std::greater<>());
                }
            }
        }
        if (reach[to] == kUnreachable) {
            return false;
        }
        const auto kept = static_cast<std::ptrdiff_t>(route.arcs.size());
        for (std::uint32_t node = to; node != from; node = m_graph.from()[by[node]]) {
            route.arcs.insert(route.arcs.begin() + kept, by[node]);
        }
        route.cost += reach[to];
        return true;
    }

    const Graph& m_graph;
    std::vector<std::uint8_t> m_isOut;
    std::vector<std::uint8_t> m_isBanned;
};

/// Random pairs of different places (pools, where there are any) between which a path leads.
std::vector<Pair> randomPairs(const Graph& graph)
{
    Rng rng(1, "bench.route");
    std::vector<Pair> out;
    const std::uint32_t count = graph.poolCount() > 0 ? graph.poolCount() : graph.siteCount();
    const auto place = [&] {
        const auto i = static_cast<std::uint32_t>(rng.below(count));
        return graph.poolCount() > 0 ? graph.node(registry::PoolIndex{i})
                                     : graph.node(registry::SiteIndex{i});
    };
    ShortestPaths paths(graph);
    for (std::size_t tries = 0; out.size() < kPairs && tries < 100 * kPairs; ++tries) {
        const Pair pair{place(), place()};
        paths.run(pair.to);
        if (pair.from != pair.to && paths.distance(pair.from) != kUnreachable) {
            out.push_back(pair);
        }
    }
    return out;
}

/// Same costs in the same order? Paths of equal cost may come in another order from the plain search.
std::size_t disagreements(const Graph& graph, const std::vector<Pair>& pairs)
{
    KShortestPaths ours(graph);
    PlainYen plain(graph);
    return static_cast<std::size_t>(std::ranges::count_if(pairs, [&](const Pair& pair) {
        const auto a = ours.find({pair.from, pair.to, kPaths, {}});
        const auto b = plain.find(pair.from, pair.to, kPaths);
        return !std::ranges::equal(a, b, {}, &Route::cost, &Route::cost);
    }));
}

void measurePairs(const Graph& graph, const std::vector<Pair>& pairs, Disjointness kind, const char* name)
{
    std::array<std::size_t, 4> proofs{};
    std::uint64_t mostLabels = 0;
    const auto times = medians(pairs, [&](const Pair& pair) {
        const auto answer = disjointPair(graph, {pair.from, pair.to, kind, PathCost::Delay, {}, kLabels});
        ++proofs[static_cast<std::size_t>(answer.proof)];
        mostLabels = std::max(mostLabels, answer.labels);
    });
    print(name, times);
    std::printf(
        "    \"%s_optimal\": %zu, \"%s_best_found\": %zu, \"%s_no_pair\": %zu, \"%s_gave_up\": %zu,\n", name,
        proofs[0] / kRounds, name, proofs[1] / kRounds, name, proofs[2] / kRounds, name, proofs[3] / kRounds);
    std::printf("    \"%s_most_labels\": %llu,\n", name, static_cast<unsigned long long>(mostLabels));
}

void measure(const std::string& name, const Network& network)
{
    const Graph& graph = network.graph;
    const auto pairs = randomPairs(graph);
    std::printf(",\n  \"%s\": {\n    \"nodes\": %u, \"arcs\": %u, \"pairs\": %zu, \"k\": %u,\n", name.c_str(),
                graph.nodeCount(), graph.arcCount(), pairs.size(), kPaths);
    KShortestPaths ours(graph);
    const auto fast = medians(pairs, [&](const Pair& pair) {
        static_cast<void>(ours.find({pair.from, pair.to, kPaths, {}}));
    });
    PlainYen plain(graph);
    const auto slow =
        medians(pairs, [&](const Pair& pair) { static_cast<void>(plain.find(pair.from, pair.to, kPaths)); });
    print("k_shortest", fast);
    print("plain_yen", slow);
    std::printf("    \"times_faster_median\": %.1f, \"disagreements\": %zu,\n",
                slow[slow.size() / 2] / fast[fast.size() / 2], disagreements(graph, pairs));
    measurePairs(graph, pairs, Disjointness::Link, "link_pair");
    measurePairs(graph, pairs, Disjointness::Node, "node_pair");
    measurePairs(graph, pairs, Disjointness::Srlg, "srlg_pair");
    print("circles",
          medians(pairs,
                  [&](const Pair& pair) {
                      static_cast<void>(
                          latencyReach(graph, network.registry.get(), pair.from, kLatencyCircles));
                  }),
          "");
    std::printf("  }");
}

/// How the searches between `wanted` random pairs of nodes end; a node and itself are no pair.
void countEnds(const Graph& graph, std::size_t wanted)
{
    Rng rng(1, "bench.route.nodes");
    std::array<std::size_t, 4> proofs{};
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < wanted; ++i) {
        const NodeIndex from{static_cast<std::uint32_t>(rng.below(graph.nodeCount()))};
        const NodeIndex to{static_cast<std::uint32_t>(rng.below(graph.nodeCount()))};
        if (from != to) {
            ++pairs;
            ++proofs[static_cast<std::size_t>(
                disjointPair(graph, {from, to, Disjointness::Srlg, PathCost::Delay, {}, kLabels}).proof)];
        }
    }
    std::printf(",\n  \"srlg_pairs_of_nodes\": {\"pairs\": %zu, \"optimal\": %zu, \"best_found\": %zu, "
                "\"no_pair\": %zu, \"gave_up\": %zu, \"search_limit\": %llu}",
                pairs, proofs[0], proofs[1], proofs[2], proofs[3], static_cast<unsigned long long>(kLabels));
}

/// `nodePairs` = 0: everything; else only countEnds.
bool measureNation(std::size_t nodePairs)
{
    const auto national = generate::generateNational({});
    const auto loaded = national ? registry::buildRegistry(national->file)
                                 : Result<registry::Loaded>(failure(national.error()));
    if (!loaded) {
        std::fprintf(stderr, "%s\n", loaded.error().text().c_str());
        return false;
    }
    const Network network = networkOf(loaded->registry, nullptr);
    if (nodePairs > 0) {
        countEnds(network.graph, nodePairs);
    } else {
        measure("national", network);
    }
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    std::printf("{\n  \"rounds\": %d", kRounds);
    const bool ofNodes = argc == 3 && std::string(argv[1]) == "--nodes";
    bool isDone = measureNation(ofNodes ? std::strtoull(argv[2], nullptr, 10) : 0);
    for (int i = ofNodes ? argc : 1; i < argc; ++i) {
        const auto network = openNetwork(argv[i]);
        if (!network) {
            std::fprintf(stderr, "%s: left out\n", network.error().text().c_str());
            isDone = false;
            continue;
        }
        measure(std::filesystem::path(argv[i]).stem().string(), *network);
    }
    std::printf("\n}\n");
    return isDone ? 0 : 1;
}
