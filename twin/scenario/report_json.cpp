#include "twin/scenario/report_json.h"

#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace twin::scenario {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kPerMoney = 1e4;

/// JSON knows no infinity: what never ends is null.
Json finite(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Seconds until a job or flow ends, or ms of a way; null: never or none, or not known.
Json finish(double seconds)
{
    return seconds < 0 ? Json(nullptr) : finite(seconds);
}

Json money(double e4)
{
    return e4 / kPerMoney;
}

Json gflopsJson(const GflopsByPrecision& gflops)
{
    Json out = Json::object();
    for (std::size_t p = 0; p < kPrecisionCount; ++p) {
        if (gflops.value[p] != 0) {
            out[std::string(kPrecisionNames[p])] = gflops.value[p];
        }
    }
    return out;
}

Json difference(const Json& before, const Json& after)
{
    Json out = Json::object();
    for (const auto& [key, value] : after.items()) {
        if (value.is_number() && before.contains(key) && before[key].is_number()) {
            if (value.is_number_integer() && before[key].is_number_integer()) {
                out[key] = value.get<std::int64_t>() - before[key].get<std::int64_t>();
            } else {
                out[key] = value.get<double>() - before[key].get<double>();
            }
        } else if (value.is_object() && before.contains(key)) {
            Json inner = value;
            for (const auto& [name, old] : before[key].items()) {
                inner[name] = inner.value(name, std::int64_t{0}) - old.get<std::int64_t>();
            }
            out[key] = std::move(inner);
        }
    }
    return out;
}

Json linkJson(const LinkChange& row)
{
    Json out{{"link", row.id}};
    out["state_before"] = elementStateName(row.state.before);
    out["state"] = elementStateName(row.state.after);
    out["utilisation_before"] = row.utilisation.before;
    out["utilisation"] = row.utilisation.after;
    out["difference"] = row.utilisation.after - row.utilisation.before;
    out["load_bps"] = row.load_bps.after;
    out["capacity_bps"] = row.capacity_bps.after;
    return out;
}

Json poolJson(const PoolChange& row)
{
    Json out{{"pool", row.id}, {"enterprise", row.subject}};
    out["state_before"] = elementStateName(row.state.before);
    out["state"] = elementStateName(row.state.after);
    out["reachable"] = row.isReachable.after;
    out["cards_usable_before"] = row.cardsUsable.before;
    out["cards_usable"] = row.cardsUsable.after;
    out["cards_working_before"] = row.cardsWorking.before;
    out["cards_working"] = row.cardsWorking.after;
    out["facility_w_before"] = row.facility_w.before;
    out["facility_w"] = row.facility_w.after;
    out["energy_cny_per_h_before"] = money(static_cast<double>(row.energyPerHour.before));
    out["energy_cny_per_h"] = money(static_cast<double>(row.energyPerHour.after));
    out["revenue_cny_per_h_before"] = money(static_cast<double>(row.revenuePerHour.before));
    out["revenue_cny_per_h"] = money(static_cast<double>(row.revenuePerHour.after));
    out["carbon_kg_per_h_before"] = row.carbon_gPerHour.before / 1'000;
    out["carbon_kg_per_h"] = row.carbon_gPerHour.after / 1'000;
    out["stranded_gflops"] = gflopsJson(row.stranded);
    return out;
}

Json flowJson(const FlowChange& row)
{
    Json out{{"flow", row.id}, {"tenant", row.tenant}, {"job", row.job}};
    out["state_before"] = flowWord(row.state.before, row.exists.before);
    out["state"] = flowWord(row.state.after, row.exists.after);
    out["rate_bps_before"] = row.rate_bps.before;
    out["rate_bps"] = row.rate_bps.after;
    out["difference"] = row.rate_bps.after - row.rate_bps.before;
    out["rerouted"] = row.isRerouted;
    out["finish_s_before"] = finish(row.finish_s.before);
    out["finish_s"] = finish(row.finish_s.after);
    out["late_before"] = row.missesDeadline.before;
    out["late"] = row.missesDeadline.after;
    return out;
}

Json jobJson(const JobChange& row)
{
    Json out{{"job", row.id}, {"tenant", row.tenant}, {"cards", row.cards}};
    out["state_before"] = jobWord(row.condition.before, row.exists.before);
    out["state"] = jobWord(row.condition.after, row.exists.after);
    out["speed_before"] = row.speed.before;
    out["speed"] = row.speed.after;
    out["difference"] = row.speed.after - row.speed.before;
    out["finish_s_before"] = finish(row.finish_s.before);
    out["finish_s"] = finish(row.finish_s.after);
    out["late_before"] = row.missesDeadline.before;
    out["late"] = row.missesDeadline.after;
    out["input_waits"] = row.inputWaits;
    out["without_place"] = row.isWithoutPlace.after;
    if (row.latencyClass_ms > 0) {
        out["latency_class_ms"] = row.latencyClass_ms;
        out["latency_ms_before"] = finish(row.latency_ms.before);
        out["latency_ms"] = finish(row.latency_ms.after);
        out["too_far_before"] = row.missesLatency.before;
        out["too_far"] = row.missesLatency.after;
    }
    return out;
}

void addNetwork(Json& out, const RollupNetwork& network)
{
    const auto headroom = [](bool isMeasured, double worst_mlu) {
        return isMeasured ? Json(1 - worst_mlu) : Json(nullptr);
    };
    out["n1_headroom_before"] = headroom(network.isMeasured.before, network.worst_mlu.before);
    out["n1_headroom"] = headroom(network.isMeasured.after, network.worst_mlu.after);
    out["n1_worst_link"] = network.worstLink;
    for (std::size_t c = 0; c < network.near.before.size(); ++c) {
        const std::string key =
            "within_" + std::to_string(network::kLatencyCircles[c] / kMillisecond) + "_ms";
        out[key + "_before"] = network.hasCards.before ? Json(network.near.before[c]) : Json(nullptr);
        out[key] = network.hasCards.after ? Json(network.near.after[c]) : Json(nullptr);
    }
}

Json rollupJson(const char* what, const Rollup& row)
{
    Json out{{what, row.id}};
    out["flows_slowed"] = row.flowsSlowed;
    out["flows_disconnected"] = row.flowsDisconnected;
    out["flows_late"] = row.flowsLate;
    out["jobs_slowed"] = row.jobsSlowed;
    out["jobs_stopped"] = row.jobsStopped;
    out["jobs_late"] = row.jobsLate;
    out["jobs_too_far"] = row.jobsTooFar;
    out["jobs_without_place"] = row.jobsWithoutPlace;
    out["pools_lost"] = row.poolsLost;
    out["lost_bps"] = row.lost_bps;
    out["cards_idled"] = row.cardsIdled;
    out["stranded_gflops"] = gflopsJson(row.stranded);
    out["energy_cny_per_h"] = money(static_cast<double>(row.energyPerHour));
    out["revenue_cny_per_h"] = money(static_cast<double>(row.revenuePerHour));
    out["carbon_kg_per_h"] = row.carbon_gPerHour / 1'000;
    if (row.network) {
        addNetwork(out, *row.network);
    }
    return out;
}

Json situationJson(const Situation& situation)
{
    Json out = totalsJson(situation.totals);
    for (const Coverage& circle : situation.coverage) {
        out["within_" + std::to_string(circle.bound / kMillisecond) + "_ms"] = circle.share;
    }
    return out;
}

} // namespace

std::string_view flowWord(FlowState state, bool exists)
{
    if (!exists) {
        return "none";
    }
    return state == FlowState::Whole ? "whole" : state == FlowState::Slowed ? "slowed" : "disconnected";
}

std::string_view jobWord(JobCondition condition, bool exists)
{
    return exists ? jobConditionName(condition) : std::string_view("none");
}

Json groundJson(const Ground& ground)
{
    constexpr const char* kKinds[]{"registry", "state", "store", "live"};
    const BaseRef& base = ground.reference();
    Json out{{"kind", kKinds[static_cast<std::size_t>(base.kind)]}};
    out["registry_sha256"] = base.registrySha256;
    out["workload_sha256"] = base.workloadSha256;
    if (!base.stateSha256.empty()) {
        out["state_sha256"] = base.stateSha256;
    }
    out["time"] = momentText(ground.moment());
    out["hour"] = ground.hour();
    out["flows_left_out"] = ground.unknownFlows();
    return out;
}

Json totalsJson(const Totals& of)
{
    Json out;
    out["links_down"] = of.linksDown;
    out["pools_down"] = of.poolsDown;
    out["pools_unreachable"] = of.poolsUnreachable;
    out["flows_slowed"] = of.flowsSlowed;
    out["flows_disconnected"] = of.flowsDisconnected;
    out["flows_late"] = of.flowsLate;
    out["jobs_slowed"] = of.jobsSlowed;
    out["jobs_stopped"] = of.jobsStopped;
    out["jobs_late"] = of.jobsLate;
    out["jobs_too_far"] = of.jobsTooFar;
    out["jobs_without_place"] = of.jobsWithoutPlace;
    out["demands_disconnected"] = of.demandsDisconnected;
    out["links_unseen"] = of.unseen.links;
    out["pools_unseen"] = of.unseen.pools;
    out["conduits_unseen"] = of.unseen.conduits;
    out["pools_unresolvable"] = of.poolsUnresolvable;
    out["pools_closed"] = of.poolsClosed;
    out["asked_bps"] = of.asked_bps;
    out["served_bps"] = of.served_bps;
    out["peak_utilisation"] = of.peakUtilisation;
    out["peak_link"] = of.peakLink;
    out["cards"] = of.cards;
    out["cards_usable"] = of.cardsUsable;
    out["cards_taken"] = of.cardsTaken;
    out["cards_working"] = of.cardsWorking;
    out["facility_w"] = of.facility_w;
    out["carbon_kg_per_h"] = of.carbon_gPerHour / 1'000;
    out["energy_cny_per_h"] = money(static_cast<double>(of.energyPerHour));
    out["revenue_cny_per_h"] = money(static_cast<double>(of.revenuePerHour));
    out["declared_gflops"] = gflopsJson(of.declared);
    out["stranded_gflops"] = gflopsJson(of.stranded);
    out["waiting_gflops"] = gflopsJson(of.waiting);
    out["unseen_gflops"] = gflopsJson(of.unseen.gflops);
    return out;
}

void describeOutcome(Json& answer, const Outcome& outcome, const OutcomeShown& shown)
{
    answer["before"] = situationJson(*outcome.before);
    answer["after"] = situationJson(*outcome.after);
    answer["difference"] = difference(answer["before"], answer["after"]);
    answer["services_lost"] = Json::array();
    for (const LostService& lost : outcome.after->lostServices) {
        answer["services_lost"].push_back(
            {{"what", text(lost.target)}, {"pools_unresolved", lost.pools}, {"after_s", lost.ttl_s}});
    }
    answer["services_drained"] = Json::array();
    for (const DrainedService& drained : outcome.after->drainedServices) {
        answer["services_drained"].push_back(
            {{"what", text(drained.target)}, {"pools_closed", drained.pools}});
    }
    answer["sources_lost"] = Json::array();
    for (const LostSource& lost : outcome.after->lostSources) {
        answer["sources_lost"].push_back({{"source", lost.name},
                                          {"links_unseen", lost.unseen.links},
                                          {"pools_unseen", lost.unseen.pools},
                                          {"conduits_unseen", lost.unseen.conduits},
                                          {"unseen_gflops", gflopsJson(lost.unseen.gflops)}});
    }
    const auto list = [&](const char* name, const auto& rows, auto json) {
        answer[name] = Json::array();
        for (const auto& row : rows) {
            answer[name].push_back(json(row));
        }
    };
    list("links", outcome.links, linkJson);
    list("pools", outcome.pools, poolJson);
    list("jobs", outcome.jobs, jobJson);
    answer["flows"] = Json::array();
    for (const FlowChange& flow : outcome.flows) {
        if (shown.background || !flow.isBackground) {
            answer["flows"].push_back(flowJson(flow));
        }
    }
    list("tenants", outcome.tenants, [](const Rollup& row) { return rollupJson("tenant", row); });
    list("enterprises", outcome.enterprises, [](const Rollup& row) { return rollupJson("enterprise", row); });
}

Json n1Json(const N1Table& before, const N1Table& after)
{
    Json out;
    out["cuts"] = after.rows.size();
    out["known"] = after.known;
    out["worst_before"] = before.worst_mlu;
    out["worst"] = after.worst_mlu;
    out["worst_bound"] = after.worstBound_mlu;
    out["headroom_before"] = before.headroomLeft();
    out["headroom"] = after.headroomLeft();
    out["changes"] = Json::array();
    for (const N1Change& change : n1Changes(before, after)) {
        Json row{{"cut", change.conduit}};
        row["mlu_before"] = change.before_mlu < 0 ? Json(nullptr) : Json(change.before_mlu);
        row["mlu"] = change.after_mlu < 0 ? Json(nullptr) : Json(change.after_mlu);
        row["lost_bps_more"] = change.lost_bps;
        out["changes"].push_back(std::move(row));
    }
    return out;
}

Json verdictJson(const Schedule::Verdict& verdict, const Command& command)
{
    Json out{{"command", verdict.number}, {"what", text(command.action)}, {"at", momentText(verdict.at)}};
    out["possible"] = verdict.touch.has_value();
    if (!verdict.touch) {
        out["reason"] = text(verdict.reason);
        return out;
    }
    const Touch& touch = *verdict.touch;
    out["links"] = touch.links;
    out["pools"] = touch.pools;
    out["jobs"] = touch.jobs;
    out["flows"] = touch.flows;
    out["demands"] = touch.demands;
    out["traffic_bps"] = touch.traffic_bps;
    out["cards"] = touch.cards;
    out["gflops"] = gflopsJson(touch.gflops);
    return out;
}

Json workJson(const WorkVerdict& verdict)
{
    Json out{{"work", verdict.id}, {"command", verdict.command}, {"go", verdict.isGo()}};
    out["objections"] = Json::array();
    for (const Objection& objection : verdict.objections) {
        out["objections"].push_back(
            {{"kind", objectionName(objection.kind)}, {"reason", text(objection.reason)}});
    }
    out["worst_without"] = verdict.usual_mlu;
    out["worst"] = verdict.worst_mlu;
    out["worst_cut"] = verdict.worstCut;
    out["worst_arc"] = verdict.worstArc;
    return out;
}

Json timelineJson(const Timeline& timeline)
{
    Json out;
    out["lost_bytes"] = timeline.lost_bytes;
    out["idled_card_hours"] = timeline.idledCardHours;
    out["stranded_gflops_hours_fp16"] = timeline.strandedGflopsHours;
    out["energy_cny_more"] = timeline.energyMore_e4 / kPerMoney;
    out["revenue_cny_less"] = timeline.revenueLess_e4 / kPerMoney;
    out["carbon_kg_more"] = timeline.carbonMore_g / 1'000;
    out["steps"] = Json::array();
    for (const TimelineStep& step : timeline.steps) {
        Json row{{"at", momentText(step.begin)}};
        row["seconds"] = static_cast<double>(step.end - step.begin) / 1e9;
        row["begun"] = step.begun;
        row["ended"] = step.ended;
        row["links_down"] = step.totals.linksDown;
        row["pools_down"] = step.totals.poolsDown;
        row["pools_unreachable"] = step.totals.poolsUnreachable;
        row["flows_slowed"] = step.totals.flowsSlowed;
        row["flows_disconnected"] = step.totals.flowsDisconnected;
        row["flows_late"] = step.totals.flowsLate;
        row["jobs_slowed"] = step.totals.jobsSlowed;
        row["jobs_stopped"] = step.totals.jobsStopped;
        row["jobs_too_far"] = step.totals.jobsTooFar;
        row["jobs_without_place"] = step.totals.jobsWithoutPlace;
        row["served_bps"] = step.totals.served_bps;
        row["peak_utilisation"] = step.totals.peakUtilisation;
        row["stranded_gflops_fp16"] = step.totals.stranded[Precision::Fp16];
        row["state_hash"] = step.stateHash;
        out["steps"].push_back(std::move(row));
    }
    return out;
}

Json changesJson(const ChangeList& list)
{
    Json out;
    out["safe"] = list.isSafe();
    out["limit"] = list.limit;
    out["start_within_limit"] = list.startsWithinLimit();
    out["start_base"] = list.startBase_mlu;
    out["start_worst"] = list.startWorst_mlu;
    out["start_worst_cut"] = list.startWorstCut;
    out["start_disconnected_pairs"] = list.startDisconnectedPairs;
    out["start_disconnecting_cut"] = list.startDisconnectingCut;
    out["assumed"] = list.assumed;
    out["steps"] = Json::array();
    std::size_t number = 0;
    for (const ChangeStep& step : list.steps) {
        Json row{{"step", ++number}, {"at", momentText(step.at)}, {"do", step.what}, {"safe", step.isSafe}};
        row["base"] = step.base_mlu;
        row["worst"] = step.worst_mlu;
        row["worst_cut"] = step.worstCut;
        row["disconnected_pairs"] = step.disconnectedPairs;
        row["disconnecting_cut"] = step.disconnectingCut;
        row["reason"] = step.reason ? text(*step.reason) : std::string();
        row["command"] = step.command;
        out["steps"].push_back(std::move(row));
    }
    return out;
}

} // namespace twin::scenario
