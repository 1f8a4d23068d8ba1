#pragma once

#include "twin/scenario/n1_table.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/rollup.h"

#include <map>
#include <string>
#include <vector>

namespace twin::scenario {

/// What the network holds for one tenant or enterprise.
struct OwnerNetwork
{
    bool isMeasured = false; ///< some cut is known, and traffic of it is carried
    double worst_mlu = 0;    ///< of the links its traffic runs over, in the worst known cut of a conduit
    std::string worstLink;
    bool hasCards = false;
    NearShares near{}; ///< share of its FP16 FLOPS in use by the network within each latency circle
};

struct OwnerNetworks
{
    std::map<std::string, OwnerNetwork> tenants;
    std::map<std::string, OwnerNetwork> enterprises;
    OwnerTable sums; ///< of all of them
};

/// An enterprise: the flows that end at its pools, and its pools' FLOPS. A tenant: its flows, and the cards
/// its jobs hold. The traffic runs over the ways the situation gives it; links it would move to after a cut
/// do not count.
/// @param situation made with EvaluateOptions::coverage, or `near` stays 0
/// Cost: the ways of all flows, anew.
[[nodiscard]] OwnerNetworks ownerNetworks(const Ground& ground, const Situation& situation,
                                          const N1Table& n1);

/// Adds what the network holds for tenants and enterprises to their sums. One that nothing else has changed
/// for comes in with a change of 0.1 % of a link or of its FLOPS.
void addNetworks(const OwnerNetworks& before, const OwnerNetworks& after, std::vector<Rollup>& tenants,
                 std::vector<Rollup>& enterprises);

} // namespace twin::scenario
