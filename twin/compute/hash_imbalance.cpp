#include "twin/compute/hash_imbalance.h"

#include "twin/compute/fullest_link.h"
#include "twin/compute/input_check.h"

#include <algorithm>
#include <cmath>

namespace twin::compute {

namespace {

using registry::LoadBalancing;

/// Things thrown for each flow.
std::uint64_t partsPerFlow(const BalancingInput& input)
{
    switch (input.balancing) {
    case LoadBalancing::Flowlet:
        return input.flowletsPerFlow;
    case LoadBalancing::Spray:
        return input.packetsPerFlow;
    default:
        return 1;
    }
}

BalancingAnswer placed(const BalancingInput& input)
{
    BalancingAnswer out;
    const double perLink = static_cast<double>(input.flows) / input.links;
    out.parts = input.flows;
    out.expectedMax = std::ceil(perLink);
    out.usedLinksShare = std::min(1.0, perLink);
    out.efficiency = kPlacedEfficiency * std::max(1.0, perLink) / out.expectedMax;
    return out;
}

} // namespace

Result<BalancingAnswer> balancingEfficiency(const BalancingInput& input)
{
    const auto checked =
        InputCheck()
            .within("flows", input.flows, 1, kMostFabricFlows)
            .within("links", input.links, 1, kMostFabricLinks)
            .within("flowlets per flow", input.flowletsPerFlow, 1, 1e6)
            .within("packets per flow", input.packetsPerFlow, 1, 1e6)
            .require(input.balancing != LoadBalancing::Unspecified, "no load balancing given")
            .result();
    if (!checked) {
        return failure(checked.error());
    }
    if (input.balancing == LoadBalancing::Nslb) {
        return placed(input);
    }
    BalancingAnswer out;
    const std::uint64_t each = partsPerFlow(input);
    out.parts = each * input.flows;
    const FullestLink fullest = fullestLink(out.parts, input.links, input.seed);
    const double even =
        std::max(1.0, static_cast<double>(input.flows) / input.links) * static_cast<double>(each);
    out.expectedMax = fullest.mean;
    // Few flows in many small parts may fill no link as much as one flow would: they are not faster for that.
    out.efficiency = std::min(1.0, even / fullest.mean);
    out.standardError = out.efficiency * fullest.standardError / fullest.mean;
    out.isExact = fullest.isExact;
    out.usedLinksShare = -std::expm1(static_cast<double>(out.parts) * std::log1p(-1.0 / input.links));
    return out;
}

} // namespace twin::compute
