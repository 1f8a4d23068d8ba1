#pragma once

#include "twin/network/route.h"
#include "twin/network/spur_search.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::network {

struct KPathsQuery
{
    NodeIndex from;
    NodeIndex to;
    std::uint32_t count = 1;
    std::span<const std::uint8_t> failed;    ///< one byte per arc, non-zero = out of service; empty = none
    std::int64_t maxCost = kUnreachable - 1; ///< dearer paths are left out
    const std::atomic<bool>* cancelled = nullptr; ///< set: what was found so far is returned
};

/// The k cheapest simple paths between two nodes: Yen's algorithm with Lawler's cut (each part of the
/// solution space is searched once, and only beyond the deviation it was split off at), every part waiting
/// under the lower bound that the shortest-path tree to the destination gives, and searched (A*) only when it
/// is its turn.
///
/// Between places with routers of several carriers, a path leaves the first place for good and ends where it
/// first comes to the last: what differs only by crossing carriers inside them is one path, not several.
///
/// Paths come in order of (cost, arc numbers compared from the start), so the answer is one and the same
/// whatever the search did. A workspace: keep one per thread; the graph must outlive it.
/// Sources: Yen, Management Science 17 (1971); Lawler, Management Science 18 (1972).
class KShortestPaths
{
  public:
    explicit KShortestPaths(const Graph& graph, PathCost cost = PathCost::Delay);
    KShortestPaths(const KShortestPaths&) = delete; // the search looks at the costs kept here
    KShortestPaths& operator=(const KShortestPaths&) = delete;

    /// Fewer than `count` paths when there are no more; one empty path when `from` is `to`. Cost: one
    /// Dijkstra, then for each path O(its length · arcs of a node) and, where the tree does not answer, an A*
    /// search.
    [[nodiscard]] std::vector<Route> find(const KPathsQuery& query);

  private:
    /// The paths that follow result `parent` for `deviation` arcs and then take none of `banned`.
    struct Part
    {
        std::int64_t cost = 0; ///< a lower bound until `isExact`
        bool isExact = false;
        std::uint32_t parent = 0;
        std::uint32_t deviation = 0;
        std::vector<std::uint32_t> banned;
        std::vector<std::uint32_t> arcs; ///< the part's least path, once exact
    };

    [[nodiscard]] bool isLater(std::uint32_t a, std::uint32_t b) const;
    void push(Part part);
    [[nodiscard]] std::uint32_t pop();
    [[nodiscard]] std::span<const std::uint8_t> closeEnds(const KPathsQuery& query);
    void solve(std::uint32_t part, const KPathsQuery& query);
    void splitBehind(const Part& part, const KPathsQuery& query);

    const Graph* m_graph;
    std::vector<std::int64_t> m_cost;
    ShortestPaths m_paths;
    SpurSearch m_search;
    std::vector<std::uint8_t> m_closed; ///< by arc: failed, or of no use at the ends
    std::vector<Part> m_parts;
    std::vector<std::uint32_t> m_heap; ///< part numbers, the next one on top
    std::vector<Route> m_results;
};

} // namespace twin::network
