#pragma once

#include "models/selection/selection.h"
#include "twin/state/snapshot.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace models {

/// The selection as the map needs it: dense numbers of a snapshot, and whose flows to show.
struct SceneSelection
{
    std::vector<bool> pools;
    std::vector<bool> links;
    std::vector<bool> sites;
    std::unordered_set<std::string> flows;        ///< selected themselves
    std::unordered_set<std::string> jobs;         ///< whose flows to show
    std::unordered_set<std::string> poolsOfFlows; ///< pools whose flows to show
    std::unordered_set<std::string> tenants;      ///< enterprises whose flows to show
    bool isAny = false;                           ///< something on the map is selected

    [[nodiscard]] bool wants(const twin::registry::Flow& flow) const;

    [[nodiscard]] bool wantsFlows() const
    {
        return !flows.empty() || !jobs.empty() || !poolsOfFlows.empty() || !tenants.empty();
    }
};

[[nodiscard]] SceneSelection resolveSelection(const twin::state::Snapshot& snapshot,
                                              const Selection& selection);

} // namespace models
