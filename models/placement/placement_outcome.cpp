#include "models/placement/placement_outcome.h"

#include "models/format/format.h"
#include "models/placement/waiting_jobs.h"
#include "twin/compute/jobs_file.h"
#include "twin/compute/placement.h"
#include "twin/compute/present_loads.h"
#include "twin/compute/registered_reservations.h"
#include "twin/network/place_names.h"
#include "twin/state/live_network.h"

#include <algorithm>
#include <chrono>

namespace models {

using namespace twin::compute;
using twin::ErrorCode;

namespace {

using Clock = std::chrono::steady_clock;

twin::Result<PlacementRequests> askedFor(const PlacementOrder& order, twin::TimeNs origin)
{
    return order.jobsFile.isEmpty() ? waitingRequests(*order.snapshot, origin)
                                    : readJobs(format::utf8(order.jobsFile));
}

/// What is asked for, beside what is reserved already.
twin::Result<std::shared_ptr<const PlacementRequests>> requestsOf(const PlacementOrder& order,
                                                                  const OfferTable& offers,
                                                                  const twin::network::Network& network,
                                                                  twin::TimeNs origin)
{
    if (order.before) {
        return order.before->requests;
    }
    auto out = askedFor(order, origin);
    if (!out) {
        return twin::failure(out.error());
    }
    if (order.snapshot->workload) {
        const auto registered =
            registeredReservations(*order.snapshot->workload, order.snapshot->directory->jobs, offers,
                                   network.graph, origin, out->jobs);
        out->reservations.insert(out->reservations.end(), registered.begin(), registered.end());
    }
    return std::make_shared<const PlacementRequests>(std::move(*out));
}

/// The network of the moment, without what is down and what fails.
twin::Result<std::shared_ptr<const twin::network::Network>> networkFor(const PlacementOrder& order)
{
    const twin::state::Snapshot& snapshot = *order.snapshot;
    auto network = std::make_shared<twin::network::Network>(
        twin::network::networkOf(snapshot.registry, snapshot.workload));
    network->outOfService = twin::state::downArcs(snapshot, network->graph);
    std::vector<std::string> names;
    for (const QString& name : order.failed) {
        names.push_back(format::utf8(name));
    }
    const auto failed = twin::network::failedArcs(*network, names);
    if (!failed) {
        return twin::failure(failed.error());
    }
    network->outOfService.resize(network->graph.arcCount(), 0);
    for (std::size_t arc = 0; arc < failed->size(); ++arc) {
        network->outOfService[arc] = network->outOfService[arc] | (*failed)[arc];
    }
    return network;
}

std::shared_ptr<const OfferTable> offersFor(const PlacementOrder& order)
{
    auto out = std::make_shared<OfferTable>(*order.snapshot);
    for (const QString& name : order.failed) {
        if (const auto pool = order.snapshot->registry->find(twin::EntityKind::Pool, format::utf8(name))) {
            out->takeDown(twin::registry::PoolIndex(pool->index));
        }
    }
    return out;
}

PlacementOptions optionsOf(const PlacementSettings& settings, PlacementProgress& progress)
{
    PlacementOptions out;
    out.fill = settings.fill;
    out.mostPaths = settings.mostPaths;
    out.network_cnyPerGbpsHour = settings.network_cnyPerGbpsHour;
    out.kgCo2PerKwh = settings.kgCo2PerKwh;
    out.exactSeconds = settings.exactSeconds;
    out.cancelled = &progress.isCancelled;
    return out;
}

/// Fills `out` up to the plan. Errors: why there is none.
twin::Result<> make(const PlacementOrder& order, PlacementProgress& progress, PlacementOutcome& out)
{
    if (order.before && order.before->snapshot->registry != order.snapshot->registry) {
        return twin::failure(ErrorCode::BadInput,
                             "the plan is of another registry: place the jobs anew first");
    }
    out.offers = offersFor(order);
    const auto isUnknown = [](const ComputeOffer& offer) {
        return offer.freeSource == FreeSource::Unknown;
    };
    if (std::ranges::all_of(out.offers->offers(), isUnknown)) {
        return twin::failure(ErrorCode::BadInput,
                             "nothing says which cards are free: neither telemetry nor a workload is here");
    }
    auto network = networkFor(order);
    if (!network) {
        return twin::failure(network.error());
    }
    out.network = std::move(*network);
    auto requests = requestsOf(order, *out.offers, *out.network, out.origin);
    if (!requests) {
        return twin::failure(requests.error());
    }
    out.requests = std::move(*requests);
    progress.stage = PlacementProgress::Loads;
    const PresentLoads loads = presentLoads(*out.network);
    progress.stage = PlacementProgress::Placing;
    auto problem = PlacementProblem::make(*out.network, *out.offers, *out.requests, loads.arc_bps,
                                          optionsOf(order.settings, progress));
    if (!problem) {
        twin::Error error = problem.error();
        error.file = format::utf8(order.jobsFile);
        return twin::failure(std::move(error));
    }
    const auto begin = Clock::now();
    if (order.before) {
        auto replaced = replan(**problem, order.before->plan);
        if (!replaced) {
            return twin::failure(std::move(replaced.error()));
        }
        out.plan = std::move(replaced->plan);
        out.moves = std::move(replaced->moves);
    } else {
        auto plan = place(**problem, order.settings.policy);
        if (!plan) {
            return twin::failure(plan.error());
        }
        out.plan = std::move(*plan);
    }
    out.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    progress.stage = PlacementProgress::Checking;
    out.engine = askEngine(**problem, out.plan, loads.arc_bps);
    out.broken = checkPlan(**problem, out.plan);
    out.problem = std::move(*problem);
    return {};
}

} // namespace

PlacementOutcomePtr placeJobs(const PlacementOrder& order, PlacementProgress& progress)
{
    auto out = std::make_shared<PlacementOutcome>();
    out->snapshot = order.snapshot;
    out->settings = order.settings;
    out->failed = order.failed;
    if (order.before) {
        out->before = order.before->plan;
    }
    // Of a plan that failed the times stay what they were.
    out->origin = order.before ? order.before->origin : midnightBefore(order.snapshot->time);
    if (const auto made = make(order, progress, *out); !made) {
        out->error = made.error();
    } else if (progress.isCancelled) {
        out->error = twin::Error{ErrorCode::Cancelled, "cancelled", {}, 0, 0};
    }
    return out;
}

twin::TimeNs midnightBefore(twin::TimeNs time)
{
    return midnightOf(time);
}

} // namespace models
