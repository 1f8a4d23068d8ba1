#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// An arc and where it leads.
struct PlanHop
{
    std::uint32_t head = 0;
    std::uint32_t arc = 0;
};

/// A node whose arcs in use change. Its hops stand in a row: the old ones to orphans, the other old ones, the
/// new ones to orphans, the other new ones.
struct PlanNode
{
    std::uint32_t node = 0;
    std::uint32_t firstHop = 0;
    std::uint32_t oldInner = 0;
    std::uint32_t oldOuter = 0;
    std::uint32_t newInner = 0;
    std::uint32_t newOuter = 0;
    std::uint64_t newMask = 0; ///< where one word is enough
    /// Of orphans: the new distance less that of the plan's reference node; kFar = none.
    std::int64_t relative = 0;
};

/// `bits` of the node's mask must be `expected`.
struct MaskCheck
{
    std::uint32_t node = 0;
    std::uint64_t bits = 0;
    std::uint64_t expected = 0;
};

/// An arc from an orphan to a node that is none: the head's distance plus `slack` is held against the
/// reference node's distance.
struct ArcCheck
{
    std::uint32_t head = 0;
    std::uint32_t arc = 0;
    std::int64_t slack = 0;
};

/// A run of entries in one of the store's lists.
struct PlanRange
{
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// What a failure does to the way to one destination, and all one has to look at to see that it does exactly
/// the same to the way to another: most destinations fall into a few such groups, so that a detour is
/// searched once a group and only checked for the rest.
///
/// *Orphans* are the nodes that have lost every shortest path.
struct DetourPlan
{
    PlanRange nodes; ///< orphans in the order traffic passes them, unreachable ones first; then the others
    std::uint32_t orphans = 0;   ///< of the nodes
    std::uint32_t reference = 0; ///< a node next to the orphans
    bool hasReference = false;   ///< none: relative distances are absolute
    bool isReusable = false;
    PlanRange masks;
    PlanRange tight;   ///< must be exactly as long as the new distance
    PlanRange loose;   ///< must be longer
    PlanRange blocked; ///< nodes that must be unreachable
    PlanRange idle;    ///< orphans left out, because they have no traffic
};

/// Plans of one thread, flat. Their numbers hold until clear().
struct PlanStore
{
    std::vector<DetourPlan> plans;
    std::vector<PlanNode> nodes;
    std::vector<PlanHop> hops;
    std::vector<MaskCheck> masks;
    std::vector<ArcCheck> arcs;
    std::vector<std::uint32_t> heads; ///< of `blocked` and `idle`

    [[nodiscard]] std::span<const PlanNode> nodesOf(const DetourPlan& plan) const
    {
        return {nodes.data() + plan.nodes.first, plan.nodes.count};
    }

    /// The hops of a node after the failure.
    [[nodiscard]] std::span<const PlanHop> newHops(const PlanNode& node) const
    {
        return {hops.data() + node.firstHop + node.oldInner + node.oldOuter,
                std::size_t{node.newInner} + node.newOuter};
    }

    void clear();
    /// Forgets the last plan.
    void dropLast();
};

/// The plans found for one failure, most recently used first.
struct PlanList
{
    std::vector<std::uint32_t> plans;
    std::uint32_t found = 0;  ///< how often one of them fitted
    std::uint32_t missed = 0; ///< how often none did

    void clear();

    /// False once looking for a plan that fits has proved to cost more than it saves.
    [[nodiscard]] bool pays() const { return missed < 8 || 2 * found > missed; }
};

} // namespace twin::flow
