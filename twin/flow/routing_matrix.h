#pragma once

#include "twin/flow/pair_set.h"
#include "twin/network/graph.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace twin::flow {

/// Where and how a routing matrix is made.
struct RoutingOptions
{
    std::vector<std::int64_t> arcCost;         ///< by arc number, at least 1 (network::arcCosts)
    std::span<const std::uint8_t> failed = {}; ///< by arc, non-zero = out of service; empty = none
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// The matrix A of ECMP shortest-path routing: A(arc, pair) is the share of the pair's traffic that crosses
/// the arc. It is not written out: per destination the arcs of its shortest paths are kept with the share
/// each node sends over them, so a product costs the arcs of the trees, not pairs × hops. Immutable; any
/// number of threads. Products are summed in a fixed order, the same on any number of threads.
class RoutingMatrix
{
  public:
    /// @param pairs shared, never null. Pairs without a path have an empty column.
    /// Errors: Cancelled; TooLarge when the trees hold more than kMaxSteps arcs.
    /// Cost: O(destinations · arcs · log nodes).
    [[nodiscard]] static Result<RoutingMatrix>
    build(const network::Graph& graph, std::shared_ptr<const PairSet> pairs, const RoutingOptions& options);

    [[nodiscard]] const PairSet& pairs() const { return *m_pairs; }

    [[nodiscard]] std::size_t arcCount() const { return m_arcs; }

    [[nodiscard]] bool isReachable(std::size_t pair) const { return m_reachable[pair] != 0; }

    /// arc_bps = A · pair_bps. @param arc_bps by arc number; overwritten. Cost: O(steps + pairs).
    void loads(std::span<const double> pair_bps, std::span<double> arc_bps) const;
    /// pairValue = Aᵀ · arcValue: the mean of the sums of arcValue along a pair's paths. Cost as loads().
    void sums(std::span<const double> arcValue, std::span<double> pairValue) const;

    /// Adds the loads of the pairs towards the nth destination. @param atNode by node: zeros, and zeros again
    /// afterwards. Cost: O(its tree + its pairs).
    void addTree(std::size_t nth, std::span<const double> pair_bps, std::span<double> atNode,
                 std::span<double> arc_bps) const;

    /// The tree of the nth destination: arcs with the share of their tail's traffic, farthest tails first, a
    /// tail's arcs together.
    [[nodiscard]] std::span<const std::uint32_t> treeArcs(std::size_t nth) const
    {
        return {m_arc.data() + m_first[nth], m_first[nth + 1] - m_first[nth]};
    }

    [[nodiscard]] std::span<const double> treeShares(std::size_t nth) const
    {
        return {m_share.data() + m_first[nth], m_first[nth + 1] - m_first[nth]};
    }

    [[nodiscard]] std::uint32_t from(std::uint32_t arc) const { return m_from[arc]; }

    [[nodiscard]] std::uint32_t to(std::uint32_t arc) const { return m_to[arc]; }

    [[nodiscard]] std::size_t nodeCount() const { return m_nodes; }

    /// Arcs kept over all trees.
    [[nodiscard]] std::size_t steps() const { return m_arc.size(); }

    static constexpr std::size_t kMaxSteps = 200'000'000; ///< about 3 GB

  private:
    struct Tree;
    class Builder;
    RoutingMatrix() = default;

    [[nodiscard]] std::size_t blockCount() const;
    void sumTree(std::size_t nth, std::span<const double> arcValue, std::span<double> atNode,
                 std::span<double> pairValue) const;
    void forEachBlock(const std::function<void(std::size_t block, std::span<double> scratch)>& work) const;

    std::shared_ptr<const PairSet> m_pairs;
    std::size_t m_arcs = 0;
    std::size_t m_nodes = 0;
    unsigned m_threads = 1;
    std::vector<std::uint32_t> m_from; ///< by arc
    std::vector<std::uint32_t> m_to;
    std::vector<std::size_t> m_first;      ///< of a destination's steps
    std::vector<std::uint32_t> m_arc;      ///< steps: farthest tails first, a tail's arcs together
    std::vector<double> m_share;           ///< of the tail's traffic
    std::vector<std::uint8_t> m_reachable; ///< by pair
};

} // namespace twin::flow
