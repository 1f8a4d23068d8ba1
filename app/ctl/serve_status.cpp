#include "app/ctl/serve_status.h"
#include "app/ctl/bus_json.h"
#include "app/ctl/json_text.h"
#include "twin/state/state_hash.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::state::SourceStatus;

double milliseconds(twin::TimeNs time)
{
    return static_cast<double>(time) / static_cast<double>(twin::kMillisecond);
}

template <typename Counters> bool closes(const Counters& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

template <typename Counters> void addCounters(Json& out, const Counters& of)
{
    out["received"] = of.received;
    out["applied"] = of.applied;
    out["merged"] = of.merged;
    out["late"] = of.late;
    out["duplicate"] = of.duplicate;
    out["refused"] = of.refused;
    out["closes"] = closes(of);
}

Json sourceJson(const SourceStatus& source)
{
    Json out{{"name", source.name},           {"transport", source.transport}, {"peer", source.peer},
             {"connected", source.connected}, {"epoch", source.epoch},         {"frames", source.frames},
             {"bytes", source.bytes}};
    addCounters(out, source);
    out["alarms"] = Json::object();
    addCounters(out["alarms"], source.alarms);
    out["refused_for"] = refusedByReason(source);
    out["heartbeat_s"] = static_cast<double>(source.heartbeat) / static_cast<double>(twin::kSecond);
    out["last_receive_ns"] = source.lastReceive;
    out["clock_skew_ms"] = milliseconds(source.clockSkew);
    if (!source.lastError.empty()) {
        out["last_error"] = source.lastError;
    }
    if (!source.unknownNames.empty()) {
        out["unknown_names"] = source.unknownNames;
    }
    return out;
}

Json registryJson(const twin::state::Snapshot& snapshot)
{
    if (snapshot.registry == nullptr) {
        return nullptr;
    }
    return {{"version", snapshot.registry->version},
            {"sha256", snapshot.registry->sha256},
            {"pools", snapshot.registry->pools.size()},
            {"links", snapshot.registry->links.size()},
            {"synthetic", snapshot.registry->origin.synthetic}};
}

Json journalJson(const twin::ingest::ServiceStatus& service)
{
    return {{"on", service.journalOn},
            {"bytes", service.journalBytes},
            {"bound_bytes", service.journalBound},
            {"commits", service.commits},
            {"frames", service.framesCommitted},
            {"commit_p50_ms", milliseconds(service.commitP50)},
            {"commit_p99_ms", milliseconds(service.commitP99)},
            {"replayed_frames", service.replayedFrames},
            {"error", service.journalError}};
}

Json historyJson(const twin::ingest::ServiceStatus& service)
{
    return {{"folds", service.folds},
            {"folded_up_to", service.foldedFrames},
            {"folded_samples", service.foldedSamples},
            {"folded_bytes", service.foldedBytes},
            {"error", service.historyError}};
}

Json mappingJson(const twin::ingest::MappingStatus& mapping)
{
    return {{"files", mapping.files},
            {"rules", mapping.rules},
            {"version", mapping.version},
            {"error", mapping.error}};
}

} // namespace

std::string statusJson(const ServeStatus& status)
{
    Json out{{"state", status.phase},
             {"uptime_s", status.uptime_s},
             {"listen", status.listen},
             {"port", status.port}};
    if (!status.http.empty()) {
        out["http"] = status.http;
        out["http_port"] = status.httpPort;
    }
    if (!status.snmp.empty()) {
        out["snmp"] = status.snmp;
        out["snmp_port"] = status.snmpPort;
    }
    if (!status.http.empty() || !status.snmp.empty()) {
        out["mapping"] = mappingJson(status.mapping);
    }
    const twin::state::Totals totals = status.snapshot ? status.snapshot->totals : twin::state::Totals{};
    out["samples"] = totals.received;
    out["samples_per_second"] = totals.samplesPerSecond;
    addCounters(out, totals);
    out["dropped"] = status.service.dropped;
    out["queued_frames"] = status.service.queuedFrames;
    out["gaps_skipped"] = status.service.gapsSkipped;
    out["snapshots"] = status.service.snapshots;
    out["lag_ms"] = milliseconds(totals.lag);
    out["sample_to_snapshot_p50_ms"] = milliseconds(status.service.sampleToSnapshotP50);
    out["sample_to_snapshot_p99_ms"] = milliseconds(status.service.sampleToSnapshotP99);
    out["journal"] = journalJson(status.service);
    out["history"] = historyJson(status.service);
    out["transport"] = status.service.transport;
    if (!status.buses.empty()) {
        out["buses"] = busesJson(status.buses);
    }
    out["registry"] = status.snapshot ? registryJson(*status.snapshot) : Json(nullptr);
    if (status.defaults) {
        out["defaults"] = *status.defaults;
    }
    out["alarms"] = status.snapshot ? status.snapshot->alarms->size() : 0;
    if (status.isLast) {
        const bool isKnown = status.snapshot && status.snapshot->registry;
        out["state_hash"] = isKnown ? Json(twin::state::stateHash(*status.snapshot)) : Json(nullptr);
    }
    out["sources"] = Json::array();
    if (status.snapshot) {
        for (const SourceStatus& source : *status.snapshot->sources) {
            out["sources"].push_back(sourceJson(source));
        }
    }
    return jsonText(out);
}

std::string statusText(const ServeStatus& status)
{
    const twin::state::Totals totals = status.snapshot ? status.snapshot->totals : twin::state::Totals{};
    char line[320];
    std::snprintf(
        line, sizeof line,
        "%s %s  %.0f samples/s  received %llu  applied %llu  merged %llu  late %llu  duplicate %llu  refused "
        "%llu  "
        "dropped %llu  alarms %zu  lag %.0f ms  sources %zu  %s",
        status.phase.c_str(), status.listen.c_str(), totals.samplesPerSecond,
        static_cast<unsigned long long>(totals.received), static_cast<unsigned long long>(totals.applied),
        static_cast<unsigned long long>(totals.merged), static_cast<unsigned long long>(totals.late),
        static_cast<unsigned long long>(totals.duplicate), static_cast<unsigned long long>(totals.refused),
        static_cast<unsigned long long>(status.service.dropped),
        status.snapshot ? status.snapshot->alarms->size() : std::size_t{0}, milliseconds(totals.lag),
        status.snapshot ? status.snapshot->sources->size() : std::size_t{0},
        status.service.journalError.empty() ? "" : ("journal: " + status.service.journalError).c_str());
    std::string out = line;
    for (const transport::BusStatus& bus : status.buses) {
        out += "  " + bus.kind + " " + bus.state + (bus.error.empty() ? "" : " (" + bus.error + ")");
    }
    return out;
}

} // namespace app::ctl
