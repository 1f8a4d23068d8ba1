#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace twin::generate {

/// An undirected multigraph of some dozens of nodes, for planning ducts and lighting them. Edges by number.
struct SmallGraph
{
    struct Edge
    {
        std::size_t a = 0;
        std::size_t b = 0;
        double length = 1;
        bool on = true; ///< edges that are off do not exist for the functions below
    };

    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    std::size_t nodes = 0;
    std::vector<Edge> edges;

    /// Nodes reachable from `start`, without edge `without`.
    [[nodiscard]] std::vector<bool> reach(std::size_t start, std::size_t without = kNone) const;
    /// The lowest edge whose loss separates its ends, or kNone.
    [[nodiscard]] std::size_t firstBridge() const;
    /// Edge numbers of a shortest path by length, `a` to `b`; nothing if there is none. Edges that are off
    /// may be used when `all` is set; `without` never.
    [[nodiscard]] std::optional<std::vector<std::size_t>> path(std::size_t a, std::size_t b, bool all = false,
                                                               std::size_t without = kNone) const;
};

} // namespace twin::generate
