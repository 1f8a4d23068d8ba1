#pragma once

#include "twin/flow/ecmp_state.h"

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// A core node and all that is asked about it, close together.
struct EcmpCell
{
    NodeState state;
    Amount change = 0;           ///< of inflow, not yet passed on
    std::int64_t tentative = -1; ///< of orphans, while they look for a way: the best distance so far
    std::uint32_t firstOut = 0;  ///< SweepGraph's NodeArcs
    std::uint32_t outCount = 0;
    std::uint32_t firstIn = 0;
    std::uint32_t inCount = 0;
};

/// The routing to one destination as a thread works on it, and the arcs that are out of service. Shared by
/// the parts of EcmpUpdate.
struct EcmpCells
{
    const SweepGraph* graph;
    const OutArc* out;
    const InArc* in;
    std::uint32_t coreCount;
    std::uint32_t root = 0; ///< the destination
    std::vector<EcmpCell> cells;
    std::vector<std::uint64_t> wide;
    const std::uint32_t* order = nullptr;
    std::vector<std::uint32_t> ownOrder; ///< where the loaded one no longer holds
    std::vector<LeafSource> leaves;
    std::vector<std::uint8_t> leafUses;
    std::vector<std::uint8_t> failed; ///< by arc: how many reasons it has to be out of service

    /// @param out of service for good: a byte an arc, or empty
    EcmpCells(const SweepGraph& sweepGraph, std::span<const std::uint8_t> outOfService);

    /// Starts from this state, which must stay while it is worked on.
    void load(const Destination& destination);

    [[nodiscard]] bool hasLeafRoot() const { return root >= coreCount; }

    /// Arcs straight to the destination, if that is a leaf.
    [[nodiscard]] std::span<const InArc> rootArcs() const
    {
        return hasLeafRoot() ? graph->in(root) : std::span<const InArc>();
    }

    [[nodiscard]] bool hasFlag(std::uint32_t node, std::uint32_t flag) const
    {
        return (cells[node].state.flags & flag) != 0;
    }

    [[nodiscard]] bool isOrphan(std::uint32_t node) const
    {
        return node < coreCount && hasFlag(node, kOrphanNode);
    }

    [[nodiscard]] std::uint64_t* maskOf(std::uint32_t node)
    {
        return hasFlag(node, kWideNode) ? wide.data() + graph->arcsOf(node).firstWord
                                        : &cells[node].state.mask;
    }

    [[nodiscard]] const std::uint64_t* maskOf(std::uint32_t node) const
    {
        return hasFlag(node, kWideNode) ? wide.data() + graph->arcsOf(node).firstWord
                                        : &cells[node].state.mask;
    }

    [[nodiscard]] bool uses(std::uint32_t node, std::uint32_t bit) const
    {
        const NodeState& state = cells[node].state;
        if ((state.flags & kWideNode) == 0) {
            return ((state.mask >> bit) & 1U) != 0;
        }
        return ((maskOf(node)[bit / kWordBits] >> (bit % kWordBits)) & 1U) != 0;
    }

    /// Calls `visit(head, arc)` for every arc of the mask.
    template <typename Visit>
    void forEachUsed(std::uint32_t node, const std::uint64_t* mask, Visit&& visit) const
    {
        const EcmpCell& cell = cells[node];
        const std::uint32_t words = hasFlag(node, kWideNode) ? graph->arcsOf(node).wordCount : 1;
        for (std::uint32_t w = 0; w < words; ++w) {
            for (std::uint64_t bits = mask[w]; bits != 0; bits &= bits - 1) {
                const std::uint32_t k = w * kWordBits + static_cast<std::uint32_t>(std::countr_zero(bits));
                if (k < cell.outCount) {
                    visit(out[cell.firstOut + k].head, out[cell.firstOut + k].arc);
                } else {
                    visit(root, rootArc(node, k));
                }
            }
        }
    }

    /// The arc of a core node straight to the leaf that is the destination. Precondition: there is one.
    [[nodiscard]] std::uint32_t rootArc(std::uint32_t node, std::uint32_t bit) const;
};

} // namespace twin::flow
