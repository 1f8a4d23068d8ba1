#pragma once

#include "models/compute/compute_moment.h"
#include "models/feed/asked_job.h"
#include "twin/compute/placement_check.h"
#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"
#include "twin/compute/placement_request.h"
#include "twin/compute/replacement.h"
#include "twin/support/error.h"

#include <QStringList>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace models {

/// What a person can set of a placement; ranges and defaults are those of `suanwangctl place`.
struct PlacementSettings
{
    twin::compute::PlacementPolicy policy = twin::compute::PlacementPolicy::NetworkAware;
    double fill = 0.95;                              ///< 0.01 to 1
    std::uint32_t mostPaths = 4;                     ///< 1 to 64
    double network_cnyPerGbpsHour = 5;               ///< 0 to 1e6
    double kgCo2PerKwh = twin::kGridCarbon_kgPerKwh; ///< 0 to 10
    double exactSeconds = 0;                         ///< to 1e5; 0: as long as it takes
};

/// Where a run is; shared with the thread that runs it.
struct PlacementProgress : JobProgress
{
    enum Stage : int { Reading, Loads, Placing, Checking };

    std::atomic<int> stage = Reading;
};

/// A plan and all that stands behind it. Immutable once handed over, but for latencies that the problem works
/// out when asked: one thread at a time.
struct PlacementOutcome
{
    twin::state::SnapshotPtr snapshot;                     ///< of the moment planned for
    std::shared_ptr<const twin::network::Network> network; ///< with what is out of service left out
    std::shared_ptr<const twin::compute::OfferTable> offers;
    std::shared_ptr<const twin::compute::PlacementRequests> requests;
    std::unique_ptr<const twin::compute::PlacementProblem> problem; ///< null with an error
    twin::compute::PlacementPlan plan;
    PlacementSettings settings;
    twin::TimeNs origin = 0; ///< what seconds of the plan count from: midnight, UTC+8
    twin::compute::EngineWord engine;
    std::vector<std::string> broken; ///< constraints the plan breaks: a fault of ours, never hidden
    double seconds = 0;              ///< of the placement alone
    std::optional<twin::Error> error;
    // After a failure:
    /// The plan that failed. Its offers are numbered as those here: it is of the same registry.
    std::optional<twin::compute::PlacementPlan> before;
    std::vector<twin::compute::JobMove> moves;
    QStringList failed;
};

using PlacementOutcomePtr = std::shared_ptr<const PlacementOutcome>;

/// What is to be placed, where and how.
struct PlacementOrder
{
    twin::state::SnapshotPtr snapshot; ///< never null
    QString jobsFile;                  ///< empty: the jobs that wait in the snapshot
    PlacementSettings settings;
    QStringList failed;         ///< taken out of service beside what is down already
    PlacementOutcomePtr before; ///< not null: plan anew after `failed`, of its requests
};

/// Does it. Any thread. Errors are in the outcome: those of the jobs file, of the problem and of the policy;
/// BadInput where nothing says which cards are free, or another registry is shown than the plan was made for.
[[nodiscard]] PlacementOutcomePtr placeJobs(const PlacementOrder& order, PlacementProgress& progress);

/// Midnight of the day, UTC+8.
[[nodiscard]] twin::TimeNs midnightBefore(twin::TimeNs time);

} // namespace models
