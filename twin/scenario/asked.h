#pragma once

#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/selection.h"

#include <vector>

namespace suanwang::registry::v1 {
class Workload;
} // namespace suanwang::registry::v1

namespace twin::scenario {

/// What is asked of network and pools once commands are done.
struct Asked
{
    static constexpr double kGone = -1;

    std::vector<double>
        flow_bps; ///< by flow of the ground; kGone: it ended, or was changed into one of `added`
    std::vector<FlowFact> added; ///< those that are new or have other ends
    std::vector<JobPtr> jobs;    ///< by identifier, without those that were cancelled
};

[[nodiscard]] Asked askedOf(const Ground& ground, const Edits& edits);

/// Brings a workload's demands, flows and jobs to what is asked. Precondition: `workload` is the ground's, or
/// that without what removed pools had.
void writeAsked(const Ground& ground, const Asked& asked, suanwang::registry::v1::Workload& workload);

[[nodiscard]] DemandTraits traitsOf(const FlowFact& flow);

/// Province of a pool or site by identifier; 0 when it is not known.
[[nodiscard]] std::uint32_t provinceOfPlace(const registry::Registry& registry, const std::string& id);

} // namespace twin::scenario
