#include "app/ctl/command_table.h"

#include "app/ctl/cancel.h"
#include "app/ctl/json_text.h"
#include "app/ctl/output_form.h"
#include "app/ctl/stop_watch.h"
#include "twin/generate/national.h"
#include "twin/registry/snapshot_file.h"
#include "twin/support/file_io.h"
#include "twin/support/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app::ctl {

namespace {

namespace pb = ::suanwang::registry::v1;
using Json = nlohmann::ordered_json;

/// FLOPS of all pools by precision, as declared.
Json declaredGflops(const pb::Registry& registry)
{
    twin::GflopsByPrecision sum;
    for (const pb::Pool& pool : registry.pools()) {
        for (const pb::Flops& flops : pool.declared()) {
            sum.value[static_cast<std::size_t>(flops.precision()) - 1] += flops.gflops();
        }
    }
    Json out = Json::object();
    for (std::size_t p = 0; p < twin::kPrecisionCount; ++p) {
        out[std::string(twin::kPrecisionNames[p])] = sum.value[p];
    }
    return out;
}

Json counts(const pb::Registry& registry)
{
    const auto access = std::ranges::count(registry.links(), pb::ACCESS, &pb::Link::kind);
    const auto ducts = std::ranges::count(registry.conduits(), pb::ACCESS_DUCT, &pb::Conduit::kind);
    double capacity = 0;
    std::uint64_t regenerators = 0;
    for (const pb::Link& link : registry.links()) {
        capacity += link.kind() == pb::BACKBONE ? static_cast<double>(link.capacity_bps()) : 0;
        regenerators += link.regenerators();
    }
    return {{"enterprises", registry.subjects_size()},
            {"pools", registry.pools_size()},
            {"gflops", declaredGflops(registry)},
            {"nodes", registry.sites_size()},
            {"links", registry.links_size()},
            {"backbone_links", registry.links_size() - access},
            {"access_links", access},
            {"conduits", registry.conduits_size() - ducts},
            {"access_ducts", ducts},
            {"optical_channels", registry.optical_channels_size()},
            {"regenerators", regenerators},
            {"backbone_bps", capacity},
            {"service_nodes", registry.service_nodes_size()},
            {"interconnection_points", registry.interconnection_points_size()},
            {"tunnels", registry.tunnels_size()}};
}

Json workloadCounts(const pb::Workload& workload)
{
    double busy = 0;
    for (const pb::Demand& demand : workload.demands()) {
        busy += demand.busy_bps();
    }
    double flows = 0;
    for (const pb::Flow& flow : workload.flows()) {
        flows += flow.rate_requested_bps();
    }
    return {{"demands", workload.demands_size()}, {"demand_busy_bps", busy},
            {"flows", workload.flows_size()},     {"flow_bps", flows},
            {"jobs", workload.jobs_size()},       {"reservations", workload.reservations_size()}};
}

Json busyHour(const twin::generate::BusyHour& busy, const pb::Workload& workload)
{
    Json cuts = Json::array();
    for (const pb::NotableCut& cut : workload.notable_cuts()) {
        cuts.push_back({{"conduit", cut.conduit_id()},
                        {"worst_arc", cut.worst_arc()},
                        {"peak", cut.peak_utilisation()}});
    }
    return {{"hour", workload.busy_hour()},
            {"peak_utilisation", busy.peakUtilisation},
            {"worst_arc", busy.worstArc},
            {"single_cuts", busy.cuts},
            {"cuts_over_90_percent", busy.cutsOver90},
            {"cuts_over_100_percent", busy.cutsOver100},
            {"worst_unrouted_bps", busy.unrouted_bps},
            {"notable_cuts", cuts}};
}

void printText(const Json& answer)
{
    for (const auto& [key, value] : answer.items()) {
        if (!value.is_object() && !value.is_array()) {
            printLine(key + ": " + (value.is_string() ? value.get<std::string>() : jsonText(value)));
            continue;
        }
        for (const auto& [inner, entry] : value.items()) {
            printLine(key + (value.is_array() ? std::string() : "." + inner) + ": " + jsonText(entry));
        }
    }
}

int runNational(const Args& args)
{
    const StopWatch watch;
    twin::generate::NationalOptions options;
    options.seed = static_cast<std::uint64_t>(args.integer("--seed"));
    options.pools = static_cast<std::uint32_t>(args.integer("--pools"));
    options.scale = args.has("--scale");
    options.cancelled = cancelFlag();
    const std::string path = args.text("--out");
    const auto format = twin::registry::snapshotFormatOf(path);
    if (!format) {
        return report(format.error());
    }
    const auto nation = twin::generate::generateNational(options);
    if (!nation) {
        return report(nation.error());
    }
    const auto bytes = twin::registry::serialiseSnapshot(nation->file, *format);
    if (!bytes) {
        return report(bytes.error());
    }
    if (options.cancelled->load()) {
        return report({twin::ErrorCode::Cancelled, "cancelled; nothing is written", {}, 0, 0});
    }
    if (const auto written = twin::writeFileAtomically(path, *bytes); !written) {
        return report(written.error());
    }
    const pb::Registry& registry = nation->file.registry();
    const pb::Workload& workload = nation->file.workload();
    Json answer{{"file", path}, {"seed", options.seed}, {"synthetic", true}};
    answer.update(counts(registry));
    answer.update(workloadCounts(workload));
    answer["busy_hour"] = busyHour(nation->busyHour, workload);
    answer["registry_sha256"] = registry.sha256();
    answer["workload_sha256"] = workload.sha256();
    answer["state_hash"] = twin::sha256Hex(registry.sha256() + workload.sha256());
    answer["bytes"] = bytes->size();
    answer["seconds"] = watch.seconds();
    if (args.json) {
        printLine(jsonText(answer));
    } else {
        printText(answer);
    }
    return kDone;
}

} // namespace

Command generateCommand()
{
    using Kind = OptionSpec::Kind;
    Command national{
        "national",
        "the synthetic nation: registry and workload (合成数据)",
        {{"--seed", "same seed, same bytes", Kind::Integer, false, "1"},
         outputOption("--out", "the file to write", true, {".swr", ".json"}),
         {"--pools", "resource pools", Kind::Integer, false, "499", {131, 100'000}},
         {"--threads", "taken as everywhere; a nation is made on one", Kind::Integer, false, "0", {0, 256}},
         {"--scale", "let enterprises, FLOPS, flows and jobs grow with the pools", Kind::Flag, false, ""}},
        runNational};
    return {"generate", "make synthetic registries", {}, {}, {national}};
}

} // namespace app::ctl
