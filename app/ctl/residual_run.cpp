#include "app/ctl/residual_run.h"

#include "app/ctl/cancel.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/routing_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/flow/deduce.h"
#include "twin/state/expectation.h"
#include "twin/state/state_file.h"
#include "twin/state/twin_state.h"
#include "twin/support/path_ending.h"

#include <utility>

namespace app::ctl {

namespace {

using twin::flow::Diagnosis;
using twin::network::MeasuredLoads;
using twin::network::Network;
using twin::state::Expectation;
using twin::state::SnapshotPtr;

twin::flow::ExplainOptions explainOptions(const Args& args)
{
    twin::flow::ExplainOptions options;
    options.threads = threadsOf(args);
    options.cancelled = cancelFlag();
    options.alternatives = static_cast<std::size_t>(args.integer("--top"));
    return options;
}

bool isState(const Args& args)
{
    return twin::hasEnding(args.text("--network"), ".sws");
}

/// A matrix, routed: all that is believed of the network.
struct Believed
{
    twin::flow::Background background;
    std::vector<std::int64_t> cost;
    twin::flow::RoutedBackground routed;
};

twin::Result<Believed> believedMatrix(const Args& args, const Network& network)
{
    const auto demands = args.has("--demands") ? demandsNamed(args.text("--demands"), args, network)
                                               : openDemandsOf(args, network);
    if (!demands) {
        return twin::failure(demands.error());
    }
    Believed out{twin::flow::backgroundOf(*demands),
                 twin::network::arcCosts(network.graph, pathCostOf(args, network)),
                 {}};
    auto routed = twin::flow::routeBackground(
        network.graph, out.background, {out.cost, network.outOfService, threadsOf(args), cancelFlag()});
    if (!routed) {
        return twin::failure(routed.error());
    }
    out.routed = std::move(*routed);
    return out;
}

twin::Result<Diagnosis> locate(const Args& args, const Network& network, const Believed& believed,
                               const twin::flow::ArcResiduals& residuals)
{
    const auto pairs = std::make_shared<const twin::flow::PairSet>(
        twin::flow::PairSet::allOf(twin::flow::suspectEnds(network.graph, residuals)));
    const auto candidates = twin::flow::RoutingMatrix::build(
        network.graph, pairs, {believed.cost, network.outOfService, threadsOf(args), cancelFlag()});
    if (!candidates) {
        return twin::failure(candidates.error());
    }
    const auto arc_bps = believed.routed.loadsAt(residuals.levels);
    return twin::flow::explain({network.graph,
                                believed.background,
                                arc_bps,
                                {},
                                {},
                                residuals,
                                believed.cost,
                                network.outOfService,
                                *candidates},
                               explainOptions(args));
}

/// A demand matrix is what is believed, as one group.
twin::Result<Compared> compareMatrix(const Args& args, const Network& network, const MeasuredLoads& loads)
{
    const auto believed = believedMatrix(args, network);
    if (!believed) {
        return twin::failure(believed.error());
    }
    Compared out;
    // The network outlives the answer; it is not owned here.
    out.graph = {std::shared_ptr<const void>(), &network.graph};
    out.groups = {"demands"};
    out.nominal = {1.0};
    const auto flows = twin::flow::flowLoads(network.graph, {}, {});
    out.residuals = twin::flow::residuals(network.graph,
                                          {believed->routed,
                                           out.nominal,
                                           flows,
                                           loads.arc_bps,
                                           {},
                                           {},
                                           network.outOfService,
                                           !args.has("--fixed-levels")},
                                          {});
    if (args.has("--locate")) {
        auto found = locate(args, network, *believed, out.residuals);
        if (!found) {
            return twin::failure(found.error());
        }
        out.diagnosis = std::move(*found);
    }
    return out;
}

/// The moment of a saved state, or one in which nothing has been heard yet.
twin::Result<SnapshotPtr> momentOf(const Args& args, const Network& network)
{
    if (isState(args)) {
        return twin::state::openState(args.text("--network"));
    }
    twin::state::TwinState state;
    state.setRegistry(network.registry, network.workload);
    return state.publish(0, std::make_shared<const std::vector<twin::state::SourceStatus>>(), {});
}

twin::state::ExpectationOptions expectationOptions(const Args& args, const Network& network)
{
    twin::state::ExpectationOptions out;
    out.threads = threadsOf(args);
    out.fitLevels = !args.has("--fixed-levels");
    out.cost = pathCostOf(args, network);
    out.failed = network.outOfService;
    out.cancelled = cancelFlag();
    if (args.has("--hour")) {
        out.hour = args.number("--hour");
    } else if (!isState(args) && network.workload != nullptr) {
        out.hour = network.workload->busyHour;
    }
    return out;
}

/// A registry or a saved state: its workload is what is believed.
twin::Result<Compared> compareTwin(const Args& args, Expectation& expectation, const SnapshotPtr& snapshot,
                                   const std::optional<MeasuredLoads>& loads)
{
    auto residuals = expectation.compare(snapshot, loads ? std::span<const double>(loads->arc_bps)
                                                         : std::span<const double>());
    if (!residuals) {
        return twin::failure(residuals.error());
    }
    Compared out;
    out.graph = expectation.sharedGraph();
    out.residuals = std::move(*residuals);
    out.nominal = expectation.nominalLevels();
    out.hour = expectation.hour();
    for (const auto& group : expectation.background().groups) {
        out.groups.push_back(group.name);
    }
    if (args.has("--locate")) {
        auto found = expectation.explain(out.residuals, explainOptions(args));
        if (!found) {
            return twin::failure(found.error());
        }
        out.diagnosis = std::move(*found);
        for (std::size_t flow = 0; flow < expectation.flowCount(); ++flow) {
            out.flowIds.push_back(expectation.flowId(flow));
        }
    }
    return out;
}

/// None when the telemetry of a saved state is to be taken.
twin::Result<std::optional<MeasuredLoads>> loadsOf(const Args& args, const Network& network)
{
    if (!args.has("--loads")) {
        if (isState(args) && !args.has("--demands")) {
            return std::optional<MeasuredLoads>();
        }
        return twin::failure(twin::ErrorCode::BadInput,
                             isState(args) ? "--demands needs --loads"
                                           : "--loads is needed: only a saved state (.sws) holds telemetry");
    }
    auto loads = twin::network::readLoads(args.text("--loads"), network.graph);
    if (!loads) {
        return twin::failure(loads.error());
    }
    return std::optional<MeasuredLoads>(std::move(*loads));
}

/// Sets the seconds of what `compute` gives.
template <typename Compute> twin::Result<Compared> timed(Compute compute)
{
    const StopWatch watch;
    twin::Result<Compared> out = compute();
    if (out) {
        out->seconds = watch.seconds();
    }
    return out;
}

} // namespace

twin::Result<Compared> compareAsAsked(const Args& args, const Network& network)
{
    const auto loads = loadsOf(args, network);
    if (!loads) {
        return twin::failure(loads.error());
    }
    if (network.registry == nullptr || args.has("--demands")) {
        return timed([&] { return compareMatrix(args, network, **loads); });
    }
    const auto moment = momentOf(args, network);
    if (!moment) {
        return twin::failure(moment.error());
    }
    Expectation expectation(expectationOptions(args, network));
    return timed([&] { return compareTwin(args, expectation, *moment, *loads); });
}

} // namespace app::ctl
