#include "twin/scenario/run_simulation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::scenario {

namespace {

/// Changes of a rate or speed below this are not told one by one.
constexpr double kTold = 0.01;
constexpr double kSameSpeed = 1e-9;
constexpr double kNever = RunFlow::kNever;

bool isLess(double now, double before)
{
    return now < before * (1 - kTold) || (now <= 0 && before > 0);
}

bool isMore(double now, double before)
{
    return now > before * (1 + kTold);
}

/// When slack, which has fallen by `fall` a second since `since` and is `slack` now, was nothing.
double whenUsedUp(double now, double slack, double fall, double since)
{
    return fall > 1e-12 ? std::max(since, now + slack / fall) : since;
}

} // namespace

void Simulation::takeChangedFlows()
{
    std::vector<std::uint32_t> changed;
    for (const std::uint32_t number : m_flows.network().changed()) {
        changed.push_back(m_flows.ofNumber(number));
    }
    std::ranges::sort(changed);
    for (const std::uint32_t index : changed) {
        RunFlow& flow = m_flows[index];
        if (flow.isDone) {
            continue;
        }
        judge(flow);
        const Rated before{flow.rate_bps, flow.state, flow.pathHash};
        refresh(flow, m_flows);
        if (before == Rated{flow.rate_bps, flow.state, flow.pathHash}) {
            continue;
        }
        if (flow.job != RunFlow::kNone) {
            touch(flow.job);
        }
        if (flow.runs && !flow.isFresh) {
            tellFlow(flow, before);
        }
    }
    for (const std::uint32_t index : std::exchange(m_fresh, {})) {
        RunFlow& flow = m_flows[index];
        flow.isFresh = false;
        if (!flow.runs) {
            continue;
        }
        refresh(flow, m_flows);
        const std::uint32_t command = commandOn(flow.fact->id);
        const std::uint32_t ofJob = flow.isCheckpoint ? m_jobs[flow.job].lastEvent : kNoCause;
        flow.lastEvent = tell(ChainKind::TransferStarted, ChainSubject::Flow, flow.fact->id,
                              command != kNoCause ? command : ofJob, 0, flow.rate_bps);
        flow.shown_bps = flow.rate_bps;
        if (flow.state == FlowState::Disconnected) {
            flow.lastEvent =
                tell(ChainKind::FlowDisconnected, ChainSubject::Flow, flow.fact->id, flow.lastEvent);
        }
    }
}

void Simulation::tellFlow(RunFlow& flow, const Rated& before)
{
    std::uint32_t event = kNoCause; // also of what is told and not listed
    bool isTold = false;
    const auto say = [&](ChainKind kind, std::uint32_t why) {
        isTold = true;
        event = tell(kind, ChainSubject::Flow, flow.fact->id, why, flow.shown_bps, flow.rate_bps);
    };
    const bool isCut = flow.state == FlowState::Disconnected;
    const bool wasCut = before.state == FlowState::Disconnected;
    if (isCut && !wasCut) {
        say(ChainKind::FlowDisconnected, cause());
    } else if (wasCut && !isCut) {
        say(ChainKind::FlowRecovered, cause());
    } else {
        if (flow.pathHash != before.pathHash) {
            say(ChainKind::FlowRerouted, cause());
        }
        const std::uint32_t why = event != kNoCause ? event : cause();
        if (isLess(flow.rate_bps, flow.shown_bps)) {
            say(ChainKind::FlowSlowed, why);
        } else if (isMore(flow.rate_bps, flow.shown_bps)) {
            say(ChainKind::FlowRecovered, why);
        }
    }
    if (!isTold) {
        return;
    }
    flow.lastEvent = event;
    flow.shown_bps = flow.rate_bps;
    if (flow.job != RunFlow::kNone) {
        m_jobs[flow.job].stepCause = event;
    }
}

void Simulation::takeDirtyJobs()
{
    std::vector<std::uint32_t> dirty = std::exchange(m_dirty, {});
    std::ranges::sort(dirty);
    for (const std::uint32_t job : dirty) {
        RunJob& one = m_jobs[job];
        one.isDirty = false;
        const std::uint32_t before = one.lastEvent;
        takeSpeed(job);
        note(job);
        if (one.toTell_h > 0) {
            tellLoss(one, one.lastEvent != before ? one.lastEvent : cause());
        }
        one.isSetBack = false;
        one.stepCause = kNoCause;
    }
}

void Simulation::takeSpeed(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    if (one.stage != JobStage::Running) {
        return;
    }
    const double speed = m_jobs.speedOf(one, m_flows, m_picture, *m_flows.world(), m_script.edits(), m_now);
    const bool isFresh = one.begin_s == m_now && one.version == 0 && one.usual <= 0;
    const bool isSame = std::abs(speed - one.speed) <= kSameSpeed * std::max(speed, one.speed);
    if (isSame && !isFresh && !one.isSetBack) {
        return;
    }
    judge(one);
    m_jobs.settle(one, m_now);
    one.speed = speed;
    if (one.usual <= 0 && speed > 0) {
        one.usual = speed;
        if (!one.isWorkKnown) {
            m_jobs.takeWork(one, *m_flows.world(), m_now);
        }
    }
    ++one.version;
    const double pace = RunJobs::paceOf(one);
    if (std::isfinite(one.left_s) && pace > 0) {
        m_due.push({m_now + std::max(0.0, one.left_s) / pace, Due::FinishJob, job, one.version});
    }
    tellJob(one, isFresh);
}

void Simulation::tellJob(RunJob& job, bool isFresh)
{
    const std::uint32_t why = job.stepCause != kNoCause ? job.stepCause : isFresh ? job.lastEvent : cause();
    const auto say = [&](ChainKind kind) {
        job.lastEvent = tell(kind, ChainSubject::Job, job.job->id, why, job.shown, job.speed);
        job.shown = job.speed;
    };
    if (isFresh && job.speed > 0) {
        job.shown = job.speed; // its start has been told
    } else if (job.speed <= 0 && (job.shown > 0 || isFresh)) {
        say(ChainKind::JobStopped);
    } else if (isLess(job.speed, job.shown)) {
        say(ChainKind::JobSlowed);
    } else if (isMore(job.speed, job.shown)) {
        say(ChainKind::JobResumed);
    }
}

void Simulation::tellLoss(RunJob& job, std::uint32_t cause)
{
    const double lost_h = std::exchange(job.toTell_h, 0);
    if (m_chain.isKept()) {
        const TimeNs time = m_ground.moment() + std::llround(m_now * 1e9);
        job.lastEvent = m_chain.add({time,
                                     ChainKind::JobLostWork,
                                     ChainSubject::Job,
                                     job.job->id,
                                     cause,
                                     job.speed,
                                     job.speed,
                                     lost_h,
                                     {}});
    }
    judge(job); // it has more to do than a moment ago
}

/// Whether a deadline has become unavoidable since the last change: even all that is asked for would not do.
void Simulation::judge(RunFlow& flow)
{
    const bool isOpen = flow.deadline_s < kNever && flow.unavoidable_s == kNever && !flow.isDone &&
                        flow.isFinite() && flow.hasBegun && flow.isWanted;
    const double now = m_flows.now();
    const double since = std::exchange(flow.judged_s, now);
    if (!isOpen || flow.isUnlimited || flow.asked_bps <= 0) {
        return;
    }
    const double slack = flow.deadline_s - now - m_flows.leftBytes(flow) * 8 / flow.asked_bps;
    if (slack >= -kGrace_s) {
        return;
    }
    flow.unavoidable_s = whenUsedUp(now, slack, 1 - std::min(1.0, flow.rate_bps / flow.asked_bps),
                                    std::max(since, flow.begin_s));
    flow.verdict = tellAt(flow.unavoidable_s, ChainKind::DeadlineUnavoidable, ChainSubject::Flow,
                          flow.fact->id, flow.lastEvent);
}

void Simulation::judge(RunJob& job)
{
    const double best = job.usual > 0 ? job.usual : 1;
    const bool isOpen = job.deadline_s < kNever && job.unavoidable_s == kNever && !job.isOver() &&
                        std::isfinite(job.left_s) && job.begin_s <= m_now;
    if (!isOpen) {
        return;
    }
    const double left_s = job.left_s - RunJobs::paceOf(job) * (m_now - job.since_s);
    const double slack = job.deadline_s - m_now - left_s / best;
    if (slack >= -kGrace_s) {
        return;
    }
    job.unavoidable_s = whenUsedUp(m_now, slack, 1 - std::min(1.0, RunJobs::paceOf(job) / best),
                                   std::max(job.since_s, job.begin_s));
    job.verdict = tellAt(job.unavoidable_s, ChainKind::DeadlineUnavoidable, ChainSubject::Job, job.job->id,
                         job.lastEvent);
}

void Simulation::missFlow(std::uint32_t flow)
{
    RunFlow& one = m_flows[flow];
    if (one.isDone || !one.isWanted || !one.isFinite()) {
        return;
    }
    judge(one);
    one.isMissed = true;
    one.unavoidable_s = std::min(one.unavoidable_s, one.deadline_s);
    tellAt(one.deadline_s, ChainKind::DeadlineMissed, ChainSubject::Flow, one.fact->id,
           one.verdict != kNoCause ? one.verdict : one.lastEvent);
}

void Simulation::missJob(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    if (one.isOver()) {
        return;
    }
    judge(one);
    one.isMissed = true;
    one.unavoidable_s = std::min(one.unavoidable_s, one.deadline_s);
    tellAt(one.deadline_s, ChainKind::DeadlineMissed, ChainSubject::Job, one.job->id,
           one.verdict != kNoCause ? one.verdict : one.lastEvent);
}

} // namespace twin::scenario
