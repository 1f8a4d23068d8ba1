#include "twin/scenario/run_json.h"

#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace twin::scenario {

namespace {

using Json = nlohmann::ordered_json;

/// JSON knows no infinity: what never is is null.
Json finite(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json eventJson(const ChainEvent& event, std::size_t number)
{
    Json out{{"number", number}, {"time", momentText(event.time)}};
    out["kind"] = chainKindName(event.kind);
    out["about"] = chainSubjectName(event.about);
    out["subject"] = event.subject;
    out["cause"] = event.cause == kNoCause ? Json(nullptr) : Json(event.cause);
    out["before"] = finite(event.before);
    out["after"] = finite(event.after);
    out["lost_card_hours"] = event.lostCardHours;
    out["detail"] = event.detail;
    if (event.class_ms > 0) {
        out["latency_class_ms"] = event.class_ms;
    }
    return out;
}

Json sumsJson(const RunSums& sums)
{
    Json out{{"carried_bytes", sums.carried_bytes}};
    out["arrived_bytes"] = sums.arrived_bytes;
    out["under_way_bytes"] = sums.underWay_bytes;
    out["steady_bytes"] = sums.steady_bytes;
    out["not_carried_bytes"] = sums.notCarried_bytes;
    out["not_arrived_bytes"] = sums.notArrived_bytes;
    out["transfers_finished"] = sums.transfersFinished;
    out["transfers_late"] = sums.transfersLate;
    out["jobs_started"] = sums.jobsStarted;
    out["jobs_finished"] = sums.jobsFinished;
    out["jobs_late"] = sums.jobsLate;
    out["job_hours_lost"] = sums.jobHoursLost;
    out["card_hours"] = sums.cardHours;
    out["card_hours_held"] = sums.cardHoursHeld;
    out["card_hours_working"] = sums.cardHoursWorking;
    out["card_hours_idle"] = sums.cardHoursIdle;
    out["card_hours_useful"] = sums.cardHoursUseful;
    out["card_hours_lost"] = sums.cardHoursLost;
    out["card_hours_lost_earlier"] = sums.cardHoursLostEarlier;
    out["setbacks"] = sums.setbacks;
    out["jobs_placed"] = sums.jobsPlaced;
    out["jobs_too_far"] = sums.jobsTooFar;
    out["job_hours_too_far"] = sums.jobHoursTooFar;
    return out;
}

/// Jobs to which something happened.
bool isSpecial(const JobRun& job)
{
    return job.stage != JobStage::Running || job.begin_s > 0 || job.missesDeadline || job.setbacks > 0 ||
           job.wasTooFar || job.effective_h < job.present_h * (1 - 1e-9);
}

Json jobJson(const JobRun& job)
{
    Json out{{"job", job.id}, {"tenant", job.tenant}, {"stage", jobStageName(job.stage)}};
    out["cards"] = job.cards;
    out["speed"] = job.speed;
    out["begin_s"] = finite(job.begin_s);
    out["finish_s"] = finite(job.finish_s);
    out["present_h"] = job.present_h;
    out["up_h"] = job.up_h;
    out["effective_h"] = job.effective_h;
    out["worked_card_hours"] = job.workedCardHours;
    out["lost_card_hours"] = job.lostCardHours;
    out["lost_earlier_card_hours"] = job.lostEarlierCardHours;
    out["setbacks"] = job.setbacks;
    out["placed_by_run"] = job.isPlacedByRun;
    out["pools"] = Json::array();
    for (const auto& placed : job.placements) {
        out["pools"].push_back({{"pool", placed.poolId}, {"cards", placed.cards}});
    }
    out["late"] = job.missesDeadline;
    out["unavoidable_s"] = finite(job.unavoidable_s);
    if (job.latency_ms >= 0) {
        out["latency_ms"] = finite(job.latency_ms);
    }
    out["too_far"] = job.wasTooFar;
    out["too_far_h"] = job.tooFar_h;
    return out;
}

Json flowJson(const FlowRun& flow)
{
    Json out{{"flow", flow.id}, {"job", flow.job}, {"tenant", flow.tenant}};
    out["bytes"] = flow.bytes;
    out["sent_bytes"] = flow.sent_bytes;
    out["rate_bps"] = flow.rate_bps;
    out["finish_s"] = finite(flow.finish_s);
    out["unavoidable_s"] = finite(flow.unavoidable_s);
    return out;
}

Json ownersJson(const char* what, const std::vector<RunOwner>& owners)
{
    Json out = Json::array();
    for (const RunOwner& owner : owners) {
        if (!owner.isAny()) {
            continue;
        }
        Json row{{what, owner.id}};
        row["transfers_late"] = owner.transfersLate;
        row["jobs_late"] = owner.jobsLate;
        row["jobs_too_far"] = owner.jobsTooFar;
        row["setbacks"] = owner.setbacks;
        row["job_hours_lost"] = owner.jobHoursLost;
        row["job_hours_too_far"] = owner.jobHoursTooFar;
        row["card_hours_working"] = owner.cardHoursWorking;
        row["card_hours_lost"] = owner.cardHoursLost;
        row["card_hours_lost_earlier"] = owner.cardHoursLostEarlier;
        row["not_carried_bytes"] = owner.notCarried_bytes;
        row["not_arrived_bytes"] = owner.notArrived_bytes;
        out.push_back(std::move(row));
    }
    return out;
}

} // namespace

void describeRun(Json& answer, const Run& run)
{
    Json& head = answer["run"] = Json{{"begin", momentText(run.begin)}, {"end", momentText(run.end)}};
    head["moments"] = run.moments;
    head.update(sumsJson(run.sums));
    head["events_left_out"] = run.eventsLeftOut;
    answer["event_counts"] = Json::object();
    for (std::size_t kind = 0; kind < kChainKinds; ++kind) {
        if (run.counts[kind] != 0) {
            answer["event_counts"][std::string(chainKindName(static_cast<ChainKind>(kind)))] =
                run.counts[kind];
        }
    }
    answer["events"] = Json::array();
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        answer["events"].push_back(eventJson(run.events[i], i));
    }
    answer["run_jobs"] = Json::array();
    for (const JobRun& job : run.jobs) {
        if (isSpecial(job)) {
            answer["run_jobs"].push_back(jobJson(job));
        }
    }
    answer["run_flows_late"] = Json::array();
    for (const FlowRun& flow : run.flows) {
        if (flow.missesDeadline) {
            answer["run_flows_late"].push_back(flowJson(flow));
        }
    }
    answer["run_tenants"] = ownersJson("tenant", run.tenants);
    answer["run_enterprises"] = ownersJson("enterprise", run.enterprises);
    answer["run_hash"] = run.stateHash;
}

} // namespace twin::scenario
