#pragma once

#include "twin/scenario/outcome.h"
#include "twin/scenario/tenant_shares.h"

#include <map>
#include <string>

namespace twin::scenario {

/// How every tenant and enterprise stands in one situation: all that have anything, by identifier.
struct OwnerTable
{
    std::map<std::string, OwnerSums> tenants;
    std::map<std::string, OwnerSums> enterprises;
    TenantShares shares; ///< those of tenants before they are rounded
};

/// Cost: a walk of flows, jobs and pools.
[[nodiscard]] OwnerTable ownerTable(const Ground& ground, const Situation& situation);

/// A tenant or an enterprise on both sides. What differs by less than a rounding error does not differ.
[[nodiscard]] Rollup tenantRollup(const std::string& id, const OwnerTable& before, const OwnerTable& after);
[[nodiscard]] Rollup enterpriseRollup(const std::string& id, const OwnerTable& before,
                                      const OwnerTable& after);

/// Sums an outcome by tenant and enterprise into it.
void rollUp(const Ground& ground, Outcome& out);

} // namespace twin::scenario
