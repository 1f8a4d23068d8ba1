#pragma once

#include "models/placement/placement_outcome.h"
#include "twin/scenario/fork.h"

#include <cstddef>
#include <vector>

namespace models {

/// What a scenario does to take a plan over.
struct PlanCommands
{
    std::vector<twin::scenario::Command> commands; ///< in the order of the plan's jobs
    std::size_t standing = 0;                      ///< jobs that are there already, placed so
    std::size_t placeless = 0;                     ///< jobs that the plan has no place for: left out
    std::size_t cardless = 0;                      ///< jobs that hold no cards (ingress): left out
};

/// Jobs that the scenario has (of its moment, or submitted) are moved to where the plan has them, the others
/// are submitted there; pools and cards are the plan's. They begin when the plan has them begin, at the
/// scenario's moment at the earliest; after a failure not before it, where the scenario still has it.
/// Training whose size is known is submitted with the tokens that take the hours it asks for, any other job
/// until its planned end. Transfers of data are not taken over, but the bandwidth between the pools of one
/// job. Precondition: the outcome has a plan, of the registry of the scenario. Any thread.
[[nodiscard]] PlanCommands commandsOf(const PlacementOutcome& outcome, const twin::scenario::Fork& tip);

} // namespace models
