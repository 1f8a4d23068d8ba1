#pragma once

#include "twin/flow/traffic_shift.h"

// The smallest steps of TrafficShift, for the files it is made of.
namespace twin::flow {

/// Marks a rank as still to be passed.
inline void TrafficShift::pend(std::uint32_t rank)
{
    std::uint32_t* const last = m_pending.data() + m_pendingCount;
    std::uint32_t* at = last;
    while (*at < rank) {
        at[1] = at[0];
        --at;
    }
    if (*at != rank) {
        at[1] = rank;
        ++m_pendingCount;
        return;
    }
    for (; at != last; ++at) { // it was there: back again
        at[1] = at[2];
    }
}

template <bool kTrace> inline void TrafficShift::addLoad(std::uint32_t arc, Amount change, Work& work)
{
    work.loads[arc] += change;
    if constexpr (kTrace) {
        work.trace->arcs->push_back(arc);
        work.trace->changes->push_back(change);
    }
}

} // namespace twin::flow
