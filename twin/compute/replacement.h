#pragma once

#include "twin/compute/placement.h"
#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"

#include <cstdint>
#include <string_view>
#include <vector>

/// What a failure makes of a plan.
namespace twin::compute {

enum class MoveKind : std::uint8_t {
    Stays,
    Rerouted, ///< same cards, its traffic goes another way
    Moved,
    Lost, ///< no place is left
};

[[nodiscard]] std::string_view moveKindName(MoveKind kind);

/// What happens to one job.
struct JobMove
{
    std::size_t job = 0;
    MoveKind kind = MoveKind::Stays;
    double checkpointBytes =
        0;                 ///< that have to travel (14 a parameter), or its data where it has no parameters
    bool fromPool = false; ///< from the pool it leaves; else from where its data is: what it computed is lost
    double transfer_s = 0; ///< at the highest step there is room for; 0: nothing travels, or there is no way
    double transferRate_bps = 0;
    double cost_cny = 0;  ///< of the move: network of the transfer, and cards that wait for it
    double extra_cny = 0; ///< new price less old price of the whole job
};

struct ReplacedPlan
{
    PlacementPlan plan;
    std::vector<JobMove> moves; ///< of jobs that do not stay, in order of the jobs
};

/// Plans anew after a failure: what can stay stays, what lost its way is led another way, what lost its pool
/// moves to the cheapest place that is left (paths around full links allowed). Jobs are taken in their order,
/// those that stay first.
/// @param problem of the network and offers as they are now
/// @param before  of the same requests; jobs it does not place stay without a place
[[nodiscard]] ReplacedPlan replan(const PlacementProblem& problem, const PlacementPlan& before);

} // namespace twin::compute
