#pragma once

#include "twin/scenario/situation.h"

#include <map>
#include <string>

namespace twin::scenario {

/// An hour of what a tenant's cards at work bring a pool's owner, and take.
struct TenantShare
{
    double energy_e4PerHour = 0; ///< cost, CNY × 10⁴
    double revenue_e4PerHour = 0;
    double carbon_gPerHour = 0;
};

using TenantShares = std::map<std::string, TenantShare>;

/// By tenant: of each pool's revenue, and of that part of its energy cost and carbon that cards at work take
/// (shareOfLoad), as much as the tenant's jobs have of the cards at work there. What a pool takes when it
/// idles is its owner's.
[[nodiscard]] TenantShares tenantShares(const Situation& situation);

} // namespace twin::scenario
