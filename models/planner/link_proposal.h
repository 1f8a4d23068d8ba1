#pragma once

#include "models/planner/quick_commands.h"

#include <cstdint>
#include <string>
#include <vector>

namespace models {

/// A link somebody wants between two places, as it is likely meant.
struct LinkProposal
{
    std::string id; ///< free in the scenario
    std::string a;  ///< of an access link the pool
    std::string b;
    std::string carrier;               ///< empty where the network has none
    std::uint64_t capacity_bps = 0;    ///< the median of the links that end there
    std::vector<std::string> conduits; ///< the shortest chain of those that stand, a to b; may be empty
    double route_m = 0;                ///< of these, else of a duct along the way between the ends
};

/// A proposal, or why there is none (translated).
struct LinkAnswer
{
    std::optional<LinkProposal> proposal;
    QString reason;
};

/// Capacity of a link nobody is beside.
inline constexpr std::uint64_t kLonelyCapacity_bps = 400 * twin::kGigabit;

/// How two places may be joined. The carrier is the one with the most capacity at both ends, else at the
/// second. Conduits that the scenario has failed, drained or removed are gone around. Cost: a Dijkstra over
/// the conduits.
/// @param edits what has been done so far
[[nodiscard]] LinkAnswer proposeLink(const EntityKey& from, const EntityKey& to,
                                     const twin::registry::Registry& registry,
                                     const twin::scenario::Edits& edits);

/// The proposal as a command. Without conduits its delay is that of a duct of `route_m`.
[[nodiscard]] twin::scenario::Command addLinkCommand(const LinkProposal& proposal);

} // namespace models
