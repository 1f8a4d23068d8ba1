#include "twin/flow/routing_matrix.h"

#include "twin/network/shortest_paths.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace twin::flow {

using network::Graph;
using network::NodeIndex;
using network::ShortestPaths;

namespace {

/// Destinations are summed in this many groups, whatever the number of threads.
constexpr std::size_t kBlocks = 16;
/// Below this many steps a thread costs more than it helps.
constexpr std::size_t kWorthThreads = 200'000;

struct Block
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

Block blockOf(std::size_t block, std::size_t blocks, std::size_t destinations)
{
    return {destinations * block / blocks, destinations * (block + 1) / blocks};
}

} // namespace

/// The shortest paths towards one destination.
struct RoutingMatrix::Tree
{
    std::vector<std::uint32_t> arc;
    std::vector<double> share;
};

/// Finds the trees; one per thread.
class RoutingMatrix::Builder
{
  public:
    Builder(const Graph& graph, const RoutingOptions& options)
        : m_graph(graph)
        , m_failed(options.failed)
        , m_paths(graph, options.arcCost)
        , m_carries(graph.nodeCount(), 0)
    {}

    /// The tree of the nth destination, of what its sources' traffic touches; marks reachable pairs.
    Tree tree(const PairSet& pairs, std::size_t nth, std::vector<std::uint8_t>& reachable)
    {
        const std::uint32_t destination = pairs.destination(nth);
        m_paths.run(NodeIndex{destination}, m_failed);
        markSources(pairs, nth, reachable);
        orderNodes(destination);
        Tree out;
        for (const auto& [distance, isCore, node] : m_order) {
            if (m_carries[node] != 0) {
                addArcsOf(node, out);
            }
        }
        std::ranges::fill(m_carries, std::uint8_t{0});
        return out;
    }

  private:
    void markSources(const PairSet& pairs, std::size_t nth, std::vector<std::uint8_t>& reachable)
    {
        for (std::size_t pair = pairs.first(nth); pair < pairs.first(nth + 1); ++pair) {
            const std::uint32_t source = pairs.source(pair);
            if (m_paths.distance(NodeIndex{source}) != network::kUnreachable) {
                m_carries[source] = 1;
                reachable[pair] = 1;
            }
        }
    }

    /// Leaves first (nothing passes through them), then core nodes from the farthest; ties by number.
    void orderNodes(std::uint32_t destination)
    {
        m_order.clear();
        for (std::uint32_t node = 0; node < m_graph.nodeCount(); ++node) {
            const bool isCore = node < m_graph.coreCount();
            if (node == destination || (!isCore && m_carries[node] == 0)) {
                continue;
            }
            const std::int64_t distance = m_paths.distance(NodeIndex{node});
            if (distance != network::kUnreachable) {
                m_order.emplace_back(-distance, isCore, node);
            }
        }
        std::ranges::sort(m_order, [](const auto& a, const auto& b) {
            return std::tuple(std::get<1>(a), std::get<0>(a), std::get<2>(a)) <
                   std::tuple(std::get<1>(b), std::get<0>(b), std::get<2>(b));
        });
    }

    void addArcsOf(std::uint32_t node, Tree& out)
    {
        const std::size_t before = out.arc.size();
        for (std::uint32_t arc = m_graph.firstOut(node); arc < m_graph.firstOut(node + 1); ++arc) {
            if (m_paths.onShortestPath(arc)) {
                out.arc.push_back(arc);
                m_carries[m_graph.to()[arc]] = 1;
            }
        }
        out.share.resize(out.arc.size(), 1.0 / static_cast<double>(out.arc.size() - before));
    }

    const Graph& m_graph;
    std::span<const std::uint8_t> m_failed;
    ShortestPaths m_paths;
    std::vector<std::uint8_t> m_carries; ///< by node: some source's traffic comes here
    std::vector<std::tuple<std::int64_t, bool, std::uint32_t>> m_order;
};

Result<RoutingMatrix> RoutingMatrix::build(const Graph& graph, std::shared_ptr<const PairSet> pairs,
                                           const RoutingOptions& options)
{
    const std::size_t destinations = pairs->destinationCount();
    std::vector<Tree> trees(destinations);
    RoutingMatrix out;
    out.m_reachable.assign(pairs->size(), 0);
    std::atomic<std::size_t> steps{0};
    const unsigned threads = std::max(1U, options.threads);
    std::vector<std::unique_ptr<Builder>> builders(threads);
    parallelFor(
        destinations, threads,
        [&](std::size_t nth, unsigned worker) {
            if (steps > kMaxSteps) {
                return;
            }
            if (builders[worker] == nullptr) {
                builders[worker] = std::make_unique<Builder>(graph, options);
            }
            trees[nth] = builders[worker]->tree(*pairs, nth, out.m_reachable);
            steps += trees[nth].arc.size();
        },
        options.cancelled);
    if (options.cancelled != nullptr && options.cancelled->load()) {
        return failure(ErrorCode::Cancelled, "routing was cancelled");
    }
    if (steps > kMaxSteps) {
        return failure(ErrorCode::TooLarge, "the shortest paths of all pairs do not fit into memory");
    }
    out.m_arcs = graph.arcCount();
    out.m_nodes = graph.nodeCount();
    out.m_threads = threads;
    out.m_from.assign(graph.from().begin(), graph.from().end());
    out.m_to.assign(graph.to().begin(), graph.to().end());
    out.m_arc.reserve(steps);
    out.m_share.reserve(steps);
    for (const Tree& tree : trees) {
        out.m_first.push_back(out.m_arc.size());
        out.m_arc.insert(out.m_arc.end(), tree.arc.begin(), tree.arc.end());
        out.m_share.insert(out.m_share.end(), tree.share.begin(), tree.share.end());
    }
    out.m_first.push_back(out.m_arc.size());
    out.m_pairs = std::move(pairs);
    return out;
}

std::size_t RoutingMatrix::blockCount() const
{
    return std::max<std::size_t>(1, std::min(kBlocks, m_pairs->destinationCount()));
}

void RoutingMatrix::forEachBlock(const std::function<void(std::size_t, std::span<double>)>& work) const
{
    const unsigned threads = m_arc.size() < kWorthThreads ? 1 : m_threads;
    std::vector<std::vector<double>> scratch(threads);
    parallelFor(blockCount(), threads, [&](std::size_t block, unsigned worker) {
        scratch[worker].resize(m_nodes, 0);
        work(block, scratch[worker]);
    });
}

void RoutingMatrix::addTree(std::size_t nth, std::span<const double> pair_bps, std::span<double> atNode,
                            std::span<double> arc_bps) const
{
    for (std::size_t pair = m_pairs->first(nth); pair < m_pairs->first(nth + 1); ++pair) {
        if (m_reachable[pair] != 0) {
            atNode[m_pairs->source(pair)] += pair_bps[pair];
        }
    }
    for (std::size_t step = m_first[nth]; step < m_first[nth + 1]; ++step) {
        const std::uint32_t arc = m_arc[step];
        const double part = atNode[m_from[arc]] * m_share[step];
        arc_bps[arc] += part;
        atNode[m_to[arc]] += part;
    }
    for (std::size_t step = m_first[nth]; step < m_first[nth + 1]; ++step) {
        atNode[m_from[m_arc[step]]] = 0;
    }
    atNode[m_pairs->destination(nth)] = 0;
}

void RoutingMatrix::loads(std::span<const double> pair_bps, std::span<double> arc_bps) const
{
    const std::size_t blocks = blockCount();
    std::vector<double> partial(blocks * m_arcs, 0);
    forEachBlock([&](std::size_t block, std::span<double> scratch) {
        const std::span<double> own(partial.data() + block * m_arcs, m_arcs);
        const Block range = blockOf(block, blocks, m_pairs->destinationCount());
        for (std::size_t nth = range.begin; nth < range.end; ++nth) {
            addTree(nth, pair_bps, scratch, own);
        }
    });
    std::ranges::fill(arc_bps, 0.0);
    for (std::size_t block = 0; block < blocks; ++block) {
        for (std::size_t arc = 0; arc < m_arcs; ++arc) {
            arc_bps[arc] += partial[block * m_arcs + arc];
        }
    }
}

void RoutingMatrix::sumTree(std::size_t nth, std::span<const double> arcValue, std::span<double> atNode,
                            std::span<double> pairValue) const
{
    for (std::size_t step = m_first[nth + 1]; step-- > m_first[nth];) {
        const std::uint32_t arc = m_arc[step];
        atNode[m_from[arc]] += m_share[step] * (arcValue[arc] + atNode[m_to[arc]]);
    }
    for (std::size_t pair = m_pairs->first(nth); pair < m_pairs->first(nth + 1); ++pair) {
        pairValue[pair] = atNode[m_pairs->source(pair)];
    }
    for (std::size_t step = m_first[nth]; step < m_first[nth + 1]; ++step) {
        atNode[m_from[m_arc[step]]] = 0;
    }
}

void RoutingMatrix::sums(std::span<const double> arcValue, std::span<double> pairValue) const
{
    const std::size_t blocks = blockCount();
    forEachBlock([&](std::size_t block, std::span<double> scratch) {
        const Block range = blockOf(block, blocks, m_pairs->destinationCount());
        for (std::size_t nth = range.begin; nth < range.end; ++nth) {
            sumTree(nth, arcValue, scratch, pairValue);
        }
    });
}

} // namespace twin::flow
