#pragma once

#include "twin/network/graph.h"
#include "twin/support/units.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace twin::flow {

/// Capacity of an arc that no load can fill.
inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// What traffic engineering sees of a graph: the arcs in service, in CSR order, capacities divided by
/// `unit_bps`, the largest limited one, so that the greatest is 1 and no number is a stranger to the others.
struct TeNetwork
{
    std::vector<std::uint32_t> firstOut{0}; ///< by node, and one more: arcs [first, next) leave it
    std::vector<std::uint32_t> from;        ///< by arc
    std::vector<std::uint32_t> to;          ///< by arc
    std::vector<double> capacity;           ///< by arc, > 0, in units; kNoLimit for leaf sites
    std::vector<TimeNs> delay;              ///< by arc, ns, at least 1
    std::vector<std::uint32_t> origin;      ///< by arc: its number in what this network was made from
    std::vector<std::uint8_t> transit;      ///< by node: traffic of others may pass through
    double unit_bps = 1;

    [[nodiscard]] std::uint32_t nodeCount() const { return static_cast<std::uint32_t>(firstOut.size() - 1); }

    [[nodiscard]] std::uint32_t arcCount() const { return static_cast<std::uint32_t>(from.size()); }
};

/// Traffic to be routed from one node to another; amount in units of the network.
struct TeCommodity
{
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    double amount = 0;
};

/// Amount of a typical commodity; 1 when there is none.
[[nodiscard]] double meanAmount(std::span<const TeCommodity> commodities);

/// Raises each price to at least `floor` of Σ price · capacity, spread over the arc's capacity. Arcs so small
/// that the tolerance of a linear program does not see them have no price in it, and paths over them would
/// spoil its bound; a price that weighs next to nothing keeps traffic off them.
/// @param highest no price is raised above it
void raisePrices(const TeNetwork& network, double floor, double highest, std::span<double> price);

/// @param failed       by graph arc, non-zero = out of service; empty = none
/// @param capacity_bps by graph arc, instead of the graph's, 0 = out of service; empty = the graph's
[[nodiscard]] TeNetwork teNetworkOf(const network::Graph& graph, std::span<const std::uint8_t> failed = {},
                                    std::span<const std::uint64_t> capacity_bps = {});

} // namespace twin::flow
