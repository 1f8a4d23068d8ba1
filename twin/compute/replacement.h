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

/// Where what a job needs at its new pools comes from.
enum class TransferSource : std::uint8_t {
    None,    ///< nothing has to travel
    OldPool, ///< pools it was at and that are up; every pool of a job across pools has a whole checkpoint
    Data,    ///< for at least one new pool where its data is: what it computed is lost
    Nowhere, ///< its pools are down and nothing says where its data is
    NoWay,   ///< something has it, but the network carries it to some new pool not even at the lowest step
};

[[nodiscard]] std::string_view transferSourceName(TransferSource source);

/// What happens to one job.
struct JobMove
{
    std::size_t job = 0;
    MoveKind kind = MoveKind::Stays;
    /// That have to travel, to all new pools together: 14 a parameter and pool, or its data where it has no
    /// parameters.
    double checkpointBytes = 0;
    TransferSource source = TransferSource::None;
    bool fromPool = false; ///< source == OldPool
    // Of the transfers to all its new pools, at the same time; 0 unless something is carried:
    double transfer_s = 0;       ///< until the last one is done
    double transferRate_bps = 0; ///< of the slowest: the highest step there is room for
    double cost_cny = 0;         ///< of the move: network of the transfers, and cards that wait for them
    double extra_cny = 0;        ///< new price less old price of the whole job

    /// Something has to travel and nothing can bring it: how long that takes and what it costs is not known.
    [[nodiscard]] bool isStranded() const
    {
        return source == TransferSource::Nowhere || source == TransferSource::NoWay;
    }
};

struct ReplacedPlan
{
    PlacementPlan plan;
    std::vector<JobMove> moves; ///< of jobs that do not stay, in order of the jobs
};

/// Plans anew after a failure: what can stay stays, what lost its way is led another way, what lost its pool
/// moves to the cheapest place that is left (paths around full links allowed). Jobs are taken in their order,
/// those that stay first. Errors: Cancelled, within a job once anybody sets the problem's `cancelled`.
/// @param problem of the network and offers as they are now
/// @param before  of the same requests; jobs it does not place stay without a place
[[nodiscard]] Result<ReplacedPlan> replan(const PlacementProblem& problem, const PlacementPlan& before);

} // namespace twin::compute
