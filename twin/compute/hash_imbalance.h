#pragma once

#include "twin/registry/entities.h"
#include "twin/support/result.h"

#include <cstdint>

/// What is lost where flows meet links by chance.
namespace twin::compute {

inline constexpr std::uint32_t kMostFabricFlows = 1'000'000;
inline constexpr std::uint32_t kMostFabricLinks = 65'536;

struct BalancingInput
{
    std::uint32_t flows = 8; ///< equal ones that must all arrive before the next step
    std::uint32_t links = 8; ///< equal ones they are spread over
    registry::LoadBalancing balancing = registry::LoadBalancing::Ecmp;
    std::uint32_t flowletsPerFlow = 16;   ///< pauses long enough to move a flow, per message (assumed)
    std::uint32_t packetsPerFlow = 2'048; ///< spray: 8 MiB messages in packets of 4 KiB
    std::uint64_t seed = 1;               ///< of the simulation, where one is needed
};

struct BalancingAnswer
{
    double efficiency = 1;    ///< throughput of the whole (its slowest link) over that of an even spread
    double standardError = 0; ///< of the efficiency; 0 = exact
    bool isExact = true;
    std::uint64_t parts = 0;   ///< things thrown at links: flows, flowlets or packets
    double expectedMax = 0;    ///< of parts on the fullest link
    double usedLinksShare = 1; ///< links that carry anything, in the mean
};

/// Throughput of synchronised flows that are spread over links, relative to an even spread.
///
/// ecmp: every flow hashed once. flowlet: every flowlet hashed anew. spray: every packet at random. The step
/// ends with the fullest link, so efficiency = max(flows/links, 1) · parts per flow / E[fullest], the
/// expectation of a multinomial's maximum. It is computed exactly (conditioned Poisson variables, convolved)
/// up to some 10^8 operations, else simulated with the seed, with its standard error. nslb: flows are placed
/// on links by a controller, so the fullest holds ceil(flows/links); kPlacedEfficiency of that is reached.
/// Errors: BadInput (a value out of range).
[[nodiscard]] Result<BalancingAnswer> balancingEfficiency(const BalancingInput& input);

/// Vendors claim 0.95 to 0.98 for balancing by the network as a whole; the middle is assumed.
inline constexpr double kPlacedEfficiency = 0.965;

} // namespace twin::compute
