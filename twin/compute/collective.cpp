#include "twin/compute/collective.h"

#include <bit>

namespace twin::compute {

namespace {

CollectiveTime timeOf(double transfer_s, double latency_s, Collective used)
{
    return {transfer_s + latency_s, transfer_s, latency_s, used};
}

} // namespace

CollectiveTime allReduce(const CollectiveInput& input, Collective how)
{
    if (input.members < 2) {
        return timeOf(0, 0, how == Collective::Tree ? Collective::Tree : Collective::Ring);
    }
    const double members = input.members;
    const double once_s = 8 * input.bytes / input.rate_bps;
    const CollectiveTime ring = timeOf(2 * (members - 1) / members * once_s,
                                       2 * (members - 1) * input.messageDelay_s, Collective::Ring);
    const auto levels = static_cast<double>(std::bit_width(input.members - 1));
    const CollectiveTime tree = timeOf(2 * once_s, 2 * levels * input.messageDelay_s, Collective::Tree);
    if (how == Collective::Fastest) {
        return ring.seconds <= tree.seconds ? ring : tree;
    }
    return how == Collective::Tree ? tree : ring;
}

} // namespace twin::compute
