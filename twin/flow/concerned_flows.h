#pragma once

#include "twin/flow/flow_router.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

namespace twin::flow {

/// Calls `concerned` for every flow that a change of arcs gives another way: its own is broken, or an arc
/// that came up lies on a shortest one.
/// @param byDestination   flows; those of one destination stand together, so that distances are looked up
/// once
/// @param endsOf(flow)    source and destination
/// @param isBroken(flow)  its way has an arc that is out of service, or it has none
template <typename Flows, typename EndsOf, typename IsBroken, typename Concerned>
void forConcernedFlows(FlowRouter& router, const Flows& byDestination, std::span<const std::uint32_t> cameUp,
                       EndsOf&& endsOf, IsBroken&& isBroken, Concerned&& concerned)
{
    constexpr std::uint32_t kNone = 0xFFFFFFFF;
    std::vector<std::uint32_t> useful;
    std::uint32_t destination = kNone;
    for (const std::uint32_t flow : byDestination) {
        const auto [src, dst] = endsOf(flow);
        if (dst != destination) {
            destination = dst;
            useful.clear();
            std::ranges::copy_if(cameUp, std::back_inserter(useful),
                                 [&](std::uint32_t arc) { return router.leadsTo(arc, destination); });
        }
        const bool isConcerned =
            isBroken(flow) || std::ranges::any_of(useful, [&, from = src](std::uint32_t arc) {
                return router.isOnTheWay(from, destination, arc);
            });
        if (isConcerned) {
            concerned(flow);
        }
    }
}

} // namespace twin::flow
