#include "twin/scenario/job_reach.h"
#include "twin/scenario/run_simulation.h"

#include <cmath>
#include <utility>

namespace twin::scenario {

void settleLatency(RunJob& job, double now_s)
{
    job.tooFar_s += job.isTooFar ? now_s - job.tooFarSince_s : 0;
    job.tooFarSince_s = now_s;
}

/// Every service that runs is held against its class; what has changed is told.
void Simulation::takeServices()
{
    if (!std::exchange(m_isReachChanged, false)) {
        return;
    }
    ReachLook look(m_ground, *m_flows.world(), m_picture);
    for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
        const RunJob& one = m_jobs[job];
        const bool isHeld = one.job->kind == registry::JobKind::Infer && one.stage == JobStage::Running;
        const auto latency = isHeld ? look.ofService(*one.job) : std::nullopt;
        if (latency != one.latency) {
            takeLatency(job, latency);
        }
    }
}

void Simulation::takeLatency(std::uint32_t job, std::optional<TimeNs> latency)
{
    RunJob& one = m_jobs[job];
    one.latency = latency;
    settleLatency(one, m_now);
    one.isTooFar = latency && missesClass(*one.job, *latency);
    one.wasTooFar = one.wasTooFar || one.isTooFar;
    if (!latency) {
        return; // of what stops or ends, that is told
    }
    const std::optional<TimeNs> before = std::exchange(one.shownLatency, latency);
    if (std::exchange(one.isTooFarShown, one.isTooFar) == one.isTooFar || !m_chain.isKept()) {
        return;
    }
    const std::uint32_t command = commandOn(one.job->id);
    const std::uint32_t why = command != kNoCause                     ? command
                              : one.begin_s == m_now && one.isStarted ? one.lastEvent
                                                                      : cause();
    ChainEvent event;
    event.time = m_ground.moment() + std::llround(m_now * 1e9);
    event.kind = one.isTooFar ? ChainKind::LatencyMissed : ChainKind::LatencyMet;
    event.about = ChainSubject::Job;
    event.subject = one.job->id;
    event.cause = why;
    event.before = before ? latencyMs(*before) : 0;
    event.after = latencyMs(*latency);
    event.class_ms = one.job->limits.latencyClass_ms;
    one.lastEvent = m_chain.add(std::move(event));
}

} // namespace twin::scenario
