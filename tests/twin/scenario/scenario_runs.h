#pragma once

#include "scenario_grounds.h"

#include "twin/registry/identifier.h"
#include "twin/scenario/run.h"
#include "twin/scenario/schedule.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// Runs of the grounds of tests, and what they come to as texts.
namespace scenario_test {

using twin::ErrorCode;
using twin::kHour;
using twin::kMillisecond;
using twin::kMinute;
using twin::kSecond;

inline const std::string kAccess = twin::registry::accessLinkId(kZhongwei, 2); ///< by Xi'an: the short way
inline const std::string kDuct = twin::registry::accessConduitId(kZhongwei, 2);
inline const std::string kOtherDuct = twin::registry::accessConduitId(kZhongwei, 1);

inline Command at(double from_s, Action action, double until_s = -1)
{
    Command out = command(std::move(action));
    out.at = Moment{false, std::llround(from_s * 1e9)};
    if (until_s >= 0) {
        out.until = Moment{false, std::llround(until_s * 1e9)};
    }
    return out;
}

inline Document documentOf(std::vector<Command> commands, double horizon_s)
{
    Document out;
    out.commands = std::move(commands);
    out.horizon = std::llround(horizon_s * 1e9);
    return out;
}

inline Run runOf(const GroundPtr& ground, const Document& document, const RunOptions& options = {})
{
    auto run = simulateRun(*ground, document, options);
    if (!run) {
        qFatal("%s", run.error().text().c_str());
    }
    return std::move(*run);
}

inline const FlowRun& flowIn(const Run& run, const std::string& id)
{
    const auto found = std::ranges::find(run.flows, id, &FlowRun::id);
    if (found == run.flows.end()) {
        qFatal("no flow %s", id.c_str());
    }
    return *found;
}

inline const JobRun& jobIn(const Run& run, const std::string& id)
{
    const auto found = std::ranges::find(run.jobs, id, &JobRun::id);
    if (found == run.jobs.end()) {
        qFatal("no job %s", id.c_str());
    }
    return *found;
}

/// `4 flow_slowed F.000004 <- command_began`, a line an event, those of flows and jobs named.
inline std::string story(const Run& run, const std::set<std::string>& subjects)
{
    std::string out;
    for (const ChainEvent& event : run.events) {
        if (event.about != ChainSubject::Command && !subjects.contains(event.subject)) {
            continue;
        }
        std::string time = std::to_string(static_cast<double>(event.time - run.begin) / 1e9);
        time.erase(time.find_last_not_of('0') + 1);
        out += time + ' ' + std::string(chainKindName(event.kind));
        out += event.about == ChainSubject::Command ? "" : ' ' + event.subject;
        if (event.cause != kNoCause) {
            const ChainEvent& cause = run.events[event.cause];
            out += " <- " + std::string(chainKindName(cause.kind));
            out += cause.about == ChainSubject::Command ? "" : ' ' + cause.subject;
        }
        out += '\n';
    }
    return out;
}

inline void checkChain(const Run& run)
{
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        const ChainEvent& event = run.events[i];
        QVERIFY(event.cause == kNoCause || event.cause < i);
        QVERIFY(event.time >= run.begin && event.time <= run.end);
        QVERIFY(i == 0 || run.events[i - 1].time <= event.time);
    }
    std::uint64_t counted = 0;
    for (const std::uint64_t count : run.counts) {
        counted += count;
    }
    QCOMPARE(counted, run.events.size() + run.eventsLeftOut);
}

/// Nothing that ends by itself: a run of it is its steady states.
inline void makeSteady(pb::SnapshotFile& file)
{
    for (pb::Flow& flow : *file.mutable_workload()->mutable_flows()) {
        flow.set_bytes_total(0);
        flow.set_rate_requested_bps(flow.rate_requested_bps() > 0 ? flow.rate_requested_bps() : 1e9);
        flow.set_deadline_ns(0);
    }
    for (pb::Job& job : *file.mutable_workload()->mutable_jobs()) {
        job.set_expected_end_ns(0);
        job.mutable_model()->set_tokens(0);
        if (job.state() == pb::QUEUED) {
            job.set_state(pb::DRAFT); // a run would find it a place
        }
    }
}

/// Every rate and speed at the end of a run is that of the steady state under what is in force then.
inline void checkAgainstSteadyState(const GroundPtr& ground, const Document& document)
{
    const Run run = runOf(ground, document);
    const auto edits = Schedule(*ground, document.commands).editsAt(run.end);
    QVERIFY2(edits, edits ? "" : edits.error().text().c_str());
    const auto now = evaluate(*ground, std::make_shared<const Edits>(*edits));
    QVERIFY(now);
    std::map<std::string, double> rates;
    for (const FlowRun& flow : run.flows) {
        rates[flow.id] = flow.rate_bps;
    }
    std::size_t compared = 0;
    for (const FlowSituation& flow : (*now)->flows) {
        const FlowFact& fact = (*now)->fact(*ground, flow);
        if (fact.job.empty()) {
            continue;
        }
        ++compared;
        QVERIFY2(rates.contains(fact.id), fact.id.c_str());
        QVERIFY2(std::abs(rates[fact.id] - flow.rate_bps) <= 1e-6 * flow.rate_bps + 1,
                 qPrintable(QString("%1: %2 in the run, %3")
                                .arg(fact.id.c_str())
                                .arg(rates[fact.id], 0, 'g', 12)
                                .arg(flow.rate_bps, 0, 'g', 12)));
    }
    QVERIFY(compared > 0);
    for (const JobSituation& job : (*now)->jobs) {
        const JobRun& ran = jobIn(run, job.job->id);
        QVERIFY2(
            std::abs(ran.speed - job.speed) < 1e-6,
            qPrintable(QString("%1: %2 in the run, %3").arg(ran.id.c_str()).arg(ran.speed).arg(job.speed)));
    }
}

inline GroundPtr steadyNation()
{
    static const GroundPtr ground = [] {
        auto nation = twin::generate::generateNational({1, 131, false, nullptr});
        if (!nation) {
            qFatal("%s", nation.error().text().c_str());
        }
        makeSteady(nation->file);
        return groundOf(nation->file);
    }();
    return ground;
}

inline std::vector<std::string> backbone(const Ground& ground)
{
    std::vector<std::string> out;
    for (const auto& conduit : ground.world()->registry->conduits) {
        if (conduit.kind != twin::registry::ConduitKind::AccessDuct) {
            out.push_back(conduit.id);
        }
    }
    return out;
}

inline SubmitJob trainingOf(unsigned cards, double seconds)
{
    SubmitJob out;
    out.id = "J.NEW";
    out.chipClass = "NPU-320";
    out.placements = {{kZhongwei, cards}};
    out.parameters = 1'000'000'000;
    // 6 · parameters · tokens = cards · 320 TFLOPS · 0.4 · seconds
    out.tokens = static_cast<std::uint64_t>(std::llround(cards * 320e12 * 0.4 * seconds / 6e9));
    return out;
}

/// A batch job of 288 cards in Zhongwei, all that are free there, for ten seconds.
inline std::shared_ptr<twin::registry::Job> arrivalAt(const GroundPtr& ground, const char* id, double start_s)
{
    auto job = std::make_shared<twin::registry::Job>();
    job->id = id;
    job->kind = twin::registry::JobKind::Batch;
    job->state = twin::registry::JobState::Running;
    job->cards = 288;
    job->placements = {{kZhongwei, 288}};
    job->start = ground->moment() + std::llround(start_s * 1e9);
    job->expectedEnd = job->start + 10 * twin::kSecond;
    return job;
}

} // namespace scenario_test
