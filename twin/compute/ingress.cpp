#include "twin/compute/ingress.h"

#include "twin/compute/input_check.h"
#include "twin/compute/rate_ladder.h"

#include <cmath>

namespace twin::compute {

namespace {

Result<> checked(const IngressInput& input)
{
    return InputCheck()
        .within("bytes", input.bytes, 1, 1e19)
        .within("rate (b/s)", input.rate_bps, 1e3, 1e14)
        .within("distance (km)", input.distance_km, 0, 40'000)
        .within("access (b/s)", input.access_bps, 1e3, 1e14)
        .within("deadline (s)", input.deadline_s, 0, 1e9)
        .within("disk bytes", input.diskBytes, 1e9, 1e16)
        .within("disk rate (B/s)", input.diskRate_Bps, 1e6, 1e12)
        .within("disk bays", input.diskBays, 1, 1e6)
        .within("handling (h)", input.handling_h, 0, 1'000)
        .within("train speed (km/h)", input.trainSpeed_kmph, 1, 1'000)
        .result();
}

void addDisks(const IngressInput& input, IngressAnswer& out)
{
    const double disks = std::ceil(input.bytes / input.diskBytes);
    const double batches = std::ceil(disks / input.diskBays);
    const double fullest = disks > 1 ? input.diskBytes : input.bytes;
    out.disks = static_cast<std::uint64_t>(disks);
    out.disksCopy_s = 2 * batches * fullest / input.diskRate_Bps;
    out.disksTravel_s = 3'600 * (input.handling_h + input.distance_km / input.trainSpeed_kmph);
    out.disks_s = out.disksCopy_s + out.disksTravel_s;
}

} // namespace

Result<IngressAnswer> ingress(const IngressInput& input)
{
    if (const auto fine = checked(input); !fine) {
        return failure(fine.error());
    }
    WanLine ordinary;
    ordinary.rate_bps = input.access_bps;
    ordinary.rtt_s = input.rtt_s < 0 ? 2 * input.distance_km * kFibreDelay_s_per_km : input.rtt_s;
    ordinary.loss = input.loss;
    ordinary.transport = Transport::Tcp;
    const auto tcp = wanRate(ordinary, 0);
    if (!tcp) {
        return failure(tcp.error());
    }
    IngressAnswer out;
    out.idealLine_s = 8 * input.bytes / input.rate_bps;
    out.line_s = out.idealLine_s / kLineUse;
    out.efficiency = kLineUse;
    out.tcp_bps = tcp->goodput_bps;
    out.tcp_s = 8 * input.bytes / out.tcp_bps;
    out.speedUp = out.tcp_s / out.line_s;
    addDisks(input, out);
    if (input.deadline_s > 0) {
        out.neededRate_bps = 8 * input.bytes / kLineUse / input.deadline_s;
        out.neededStep_bps = stepFor(out.neededRate_bps).value_or(0);
        out.isInTime = out.line_s <= input.deadline_s;
    }
    return out;
}

} // namespace twin::compute
