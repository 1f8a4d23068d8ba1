#include "twin/generate/national.h"

#include "twin/generate/busy_hour.h"
#include "twin/generate/workload_draft.h"
#include "twin/registry/build.h"
#include "twin/registry/snapshot_file.h"
#include "twin/registry/validate.h"

#include <algorithm>

namespace twin::generate {

namespace {

constexpr std::uint32_t kMostPools = 100'000;

std::uint64_t totalGflops(const NationalOptions& options)
{
    if (!options.scale) {
        return kNationalGflopsFp16;
    }
    return kNationalGflopsFp16 / 1'000'000 * options.pools / kNationalPools * 1'000'000; // whole PFLOPS
}

Result<Draft> planNation(const NationalOptions& options)
{
    Draft draft;
    draft.options = options;
    planZones(draft);
    if (auto planned = planPools(draft); !planned) {
        return failure(planned.error());
    }
    if (auto planned = planCompute(draft, totalGflops(options)); !planned) {
        return failure(planned.error());
    }
    planSites(draft);
    planConduits(draft);
    planLinks(draft);
    return draft;
}

void writeOrigin(const NationalOptions& options, pb::Origin& origin)
{
    origin.set_source("suanwangctl generate national");
    origin.set_synthetic(true);
    origin.set_seed(options.seed);
    origin.set_note(
        "合成数据 / synthetic data: places and totals after public figures, everything else invented");
}

void writeRegistry(const Draft& draft, pb::Registry& registry)
{
    registry.set_version("1");
    writeOrigin(draft.options, *registry.mutable_origin());
    writeHubs(draft, registry);
    writeSubjects(draft, registry);
    writePools(draft, registry);
    writeServices(draft, registry);
    writeNetwork(draft, registry);
    writeAccess(draft, registry);
    writeTunnels(draft, registry);
    writeWaves(draft, registry);
}

void writeWorkload(const Draft& draft, const registry::Registry& registry, pb::Workload& workload)
{
    workload.set_version("1");
    writeOrigin(draft.options, *workload.mutable_origin());
    writeProfiles(workload);
    writeDemands(draft, workload);
    writeJobs(draft, workload);
    writeFlows(draft, registry, workload);
    writeReservations(draft, workload);
}

/// Our own mistake, not the caller's: says what the check found.
tl::unexpected<Error> brokenNation(const Error& error)
{
    return failure(ErrorCode::Internal, "the nation does not pass its checks: " + error.text());
}

tl::unexpected<Error> cancelledNation()
{
    return failure(ErrorCode::Cancelled, "the nation was cancelled");
}

/// Names of the link arcs of a path; carriers change where two of them meet.
template <typename List>
void writePath(const network::Graph& graph, std::span<const std::uint32_t> path, List& out)
{
    for (const std::uint32_t arc : path) {
        if (graph.link(arc).isValid()) {
            *out.Add() = graph.arcName(arc);
        }
    }
}

/// The healthy paths of flows and tunnels.
void writePaths(const LoadModel& model, const registry::Registry& registry,
                const registry::Workload& workload, pb::SnapshotFile& file)
{
    std::unordered_map<std::string_view, std::size_t> flowNumber;
    for (std::size_t i = 0; i < workload.flows.size(); ++i) {
        flowNumber.emplace(workload.flows[i]->id, i);
    }
    for (pb::Flow& flow : *file.mutable_workload()->mutable_flows()) {
        writePath(model.graph(), model.flowPath(flowNumber.at(flow.id())), *flow.mutable_arcs());
    }
    for (pb::Tunnel& tunnel : *file.mutable_registry()->mutable_tunnels()) {
        const auto src = registry.find(EntityKind::Site, tunnel.src());
        const auto dst = registry.find(EntityKind::Site, tunnel.dst());
        const auto path = model.route(registry::SiteIndex{src->index}, registry::SiteIndex{dst->index});
        writePath(model.graph(), path, *tunnel.mutable_arcs());
        // Probes go the way everybody goes: the carrier is that of the path's first link.
        if (!path.empty()) {
            const auto first =
                std::ranges::find_if(path, [&](auto arc) { return model.graph().link(arc).isValid(); });
            const registry::Link& link = registry[model.graph().link(*first)];
            tunnel.set_carrier_id(registry[link.carrier].id);
        }
    }
}

std::vector<double> finalCapacities(const Draft& draft, const registry::Registry& registry,
                                    const network::Graph& graph)
{
    std::vector<double> out;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        out.push_back(static_cast<double>(graph.capacity()[arc]));
    }
    for (const LinkDraft& link : draft.links) {
        const registry::LinkIndex index{registry.find(EntityKind::Link, link.id)->index};
        for (const bool reverse : {false, true}) {
            out[graph.arc(index, reverse).value()] =
                static_cast<double>(link.waves * (link.wide ? 800 : 400) * kGigabit);
        }
    }
    return out;
}

void writeNotableCuts(const network::Graph& graph, const registry::Registry& registry, const CutLoads& loads,
                      const std::vector<CutResult>& worst, pb::Workload& workload)
{
    for (std::size_t row = 1; row < worst.size(); ++row) {
        if (worst[row].peak > 0.9) {
            pb::NotableCut& cut = *workload.add_notable_cuts();
            cut.set_conduit_id(registry[loads.conduits[row - 1]].id);
            cut.set_worst_arc(graph.arcName(worst[row].arc));
            cut.set_peak_utilisation(std::round(worst[row].peak * 1e4) / 1e4);
        }
    }
}

} // namespace

Result<National> generateNational(const NationalOptions& options)
{
    if (options.pools < kNationalEnterprises || options.pools > kMostPools) {
        return failure(ErrorCode::BadInput, "pools must be 131 to 100000");
    }
    auto draft = planNation(options);
    if (!draft) {
        return failure(draft.error());
    }
    National out;
    out.file.set_format(std::string(registry::kSnapshotFormatName));
    writeRegistry(*draft, *out.file.mutable_registry());
    const auto loaded = registry::buildRegistry(out.file);
    if (!loaded) {
        return brokenNation(loaded.error());
    }
    if (isSet(options.cancelled)) {
        return cancelledNation();
    }
    const registry::Registry& nation = *loaded->registry;
    pb::SnapshotFile workloadFile;
    workloadFile.set_format(std::string(registry::kSnapshotFormatName));
    writeWorkload(*draft, nation, *workloadFile.mutable_workload());
    const auto asked = registry::buildRegistry(workloadFile);
    if (!asked) {
        return brokenNation(asked.error());
    }
    out.file.mutable_workload()->Swap(workloadFile.mutable_workload());
    LoadModel model(loaded->registry, asked->workload);
    const CutLoads loads = routeAllCuts(model, nation, *asked->workload, options.cancelled);
    if (isSet(options.cancelled)) {
        return cancelledNation();
    }
    const double scale = dimension(*draft, nation, model.graph(), loads, out.file);
    writeWaves(*draft, *out.file.mutable_registry());
    const auto worst = worstUse(model.graph(), loads, scale, finalCapacities(*draft, nation, model.graph()));
    out.busyHour = summarise(model.graph(), loads, worst);
    writeNotableCuts(model.graph(), nation, loads, worst, *out.file.mutable_workload());
    writePaths(model, nation, *asked->workload, out.file);
    registry::canonicalise(out.file);
    if (isSet(options.cancelled)) {
        return cancelledNation();
    }
    if (const auto checked = registry::validate(out.file); !checked.ok()) {
        return failure(ErrorCode::Internal,
                       "the nation does not pass its checks: " + checked.problems.front().text());
    }
    return out;
}

} // namespace twin::generate
