#include "twin/generate/link_queue.h"

#include <algorithm>

namespace twin::generate {

namespace {

constexpr double kBuffer_s = 5e-3;
constexpr double kFillAtHalfUse = 0.004;
constexpr double kMarkFrom = 0.1;  ///< of the buffer
constexpr double kPauseFrom = 0.6; ///< of the buffer
constexpr double kMostPaused = 0.3;
constexpr double kPacket_bytes = 1'000;
constexpr double kBitsInByte = 8;

} // namespace

LinkQueue::LinkQueue(double asked_bps, double capacity_bps)
{
    if (capacity_bps <= 0.0) {
        return;
    }
    const double use = asked_bps / capacity_bps;
    m_buffer_bytes = capacity_bps * kBuffer_s / kBitsInByte;
    m_fill = use < 1.0 ? std::min(1.0, kFillAtHalfUse * use / (1.0 - use)) : 1.0;
}

double LinkQueue::markedRatio() const
{
    return std::max(0.0, (m_fill - kMarkFrom) / (1.0 - kMarkFrom));
}

double LinkQueue::pausedRatio() const
{
    return kMostPaused * std::max(0.0, (m_fill - kPauseFrom) / (1.0 - kPauseFrom));
}

double packetsPerSecond(double rate_bps)
{
    return rate_bps / (kPacket_bytes * kBitsInByte);
}

} // namespace twin::generate
