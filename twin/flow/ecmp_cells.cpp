#include "twin/flow/ecmp_cells.h"

namespace twin::flow {

EcmpCells::EcmpCells(const SweepGraph& sweepGraph, std::span<const std::uint8_t> outOfService)
    : graph(&sweepGraph)
    , out(sweepGraph.outArcs())
    , in(sweepGraph.inArcs())
    , coreCount(sweepGraph.coreCount())
    , cells(sweepGraph.coreCount())
    , failed(outOfService.begin(), outOfService.end())
{
    failed.resize(sweepGraph.arcCount(), 0);
    for (std::uint32_t node = 0; node < coreCount; ++node) {
        const NodeArcs& arcs = sweepGraph.arcsOf(node);
        cells[node].firstOut = arcs.firstOut;
        cells[node].outCount = arcs.outCount;
        cells[node].firstIn = arcs.firstIn;
        cells[node].inCount = arcs.inCount;
    }
}

void EcmpCells::load(const Destination& destination)
{
    const EcmpState& state = destination.state;
    for (std::uint32_t node = 0; node < coreCount; ++node) {
        cells[node].state = state.nodes[node];
    }
    wide = state.wide;
    order = state.order.data();
    leaves = state.leaves;
    leafUses = state.leafUses;
    root = destination.node;
}

std::uint32_t EcmpCells::rootArc(std::uint32_t node, std::uint32_t bit) const
{
    for (const InArc& arc : rootArcs()) {
        if (arc.tail == node && arc.bit == bit) {
            return arc.arc;
        }
    }
    return kNone;
}

} // namespace twin::flow
