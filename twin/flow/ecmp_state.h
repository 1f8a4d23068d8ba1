#pragma once

#include "twin/flow/amount.h"
#include "twin/flow/sweep_graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// What one node sends to one destination, all demands between them together.
struct SourceAmount
{
    std::uint32_t node = 0;
    Amount amount = 0; ///< above 0
};

/// What a destination is sent: sources by node number.
struct DestinationDemands
{
    std::uint32_t node = 0;
    std::vector<SourceAmount> sources;
};

/// Demands added up by destination, then source; both ascend. Those of rate 0 and from a node to itself are
/// left out. Cost: O(demands · log demands).
[[nodiscard]] std::vector<DestinationDemands>
demandsByDestination(std::span<const network::NodeDemand> demands, const AmountScale& scale);

/// NodeState::flags. The first is for good, the others are EcmpUpdate's.
inline constexpr std::uint32_t kWideNode = 1;    ///< its mask takes several words
inline constexpr std::uint32_t kChangedNode = 2; ///< its arcs in use are not what they were
inline constexpr std::uint32_t kOrphanNode = 4;  ///< none of its shortest paths is left
inline constexpr std::uint32_t kNeededNode = 8;  ///< an orphan whose new way matters

/// A core node on the way to one destination.
struct NodeState
{
    std::int64_t distance = kFar;
    Amount inflow = 0;      ///< what starts there and what comes through
    std::uint64_t mask = 0; ///< arcs in use (SweepGraph), unless kWideNode
    std::uint32_t rank = 0; ///< place in EcmpState::order
    std::uint32_t flags = 0;
};

/// A leaf that sends to the destination. Its arcs are those of SweepGraph::out, a flag each.
struct LeafSource
{
    Amount amount = 0;
    std::uint32_t leaf = 0;
    std::uint32_t firstFlag = 0; ///< in EcmpState::leafUses
    std::uint32_t ways = 0;      ///< arcs in use
};

/// How traffic to one destination runs, hop by hop, split equally over the shortest arcs of every node.
struct EcmpState
{
    std::vector<NodeState> nodes;       ///< by core node
    std::vector<std::uint64_t> wide;    ///< masks of more than a word (NodeArcs::firstWord)
    std::vector<std::uint32_t> order;   ///< core nodes, farthest first; the unreachable before all
    std::vector<LeafSource> leaves;     ///< by leaf number
    std::vector<std::uint8_t> leafUses; ///< 1 = in use, arcs of all leaf sources in turn

    /// The mask of `node`, NodeArcs::wordCount words.
    [[nodiscard]] std::uint64_t* mask(std::uint32_t node, const NodeArcs& arcs)
    {
        return arcs.wordCount == 1 ? &nodes[node].mask : wide.data() + arcs.firstWord;
    }

    [[nodiscard]] const std::uint64_t* mask(std::uint32_t node, const NodeArcs& arcs) const
    {
        return arcs.wordCount == 1 ? &nodes[node].mask : wide.data() + arcs.firstWord;
    }

    /// True if the arc, of a core node, is in use.
    [[nodiscard]] bool uses(const SweepGraph& graph, const InArc& arc) const
    {
        const std::uint64_t* words = mask(arc.tail, graph.arcsOf(arc.tail));
        return ((words[arc.bit / kWordBits] >> (arc.bit % kWordBits)) & 1U) != 0;
    }
};

/// Demand that cannot reach its destination, and the pairs of nodes it is of.
struct Loss
{
    Amount amount = 0;
    std::int64_t pairs = 0;

    Loss& operator+=(const Loss& other)
    {
        amount += other.amount;
        pairs += other.pairs;
        return *this;
    }

    Loss& operator-=(const Loss& other)
    {
        amount -= other.amount;
        pairs -= other.pairs;
        return *this;
    }
};

/// Routing to one destination with nothing failed.
struct Destination
{
    std::uint32_t node = 0;
    EcmpState state;
    Loss loss;
};

/// Routes `demands` from scratch: distances by Dijkstra, then traffic from the farthest node on. Adds the
/// load of every arc to `loads`, by arc number.
/// @param outOfService a byte an arc, or empty
/// Cost: O(arcs · log nodes) of the core.
[[nodiscard]] Destination routeTo(const SweepGraph& graph, const DestinationDemands& demands,
                                  std::span<Amount> loads, std::span<const std::uint8_t> outOfService = {});

} // namespace twin::flow
