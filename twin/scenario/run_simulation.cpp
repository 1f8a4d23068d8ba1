#include "twin/scenario/run_simulation.h"

#include "twin/scenario/arc_keys.h"
#include "twin/scenario/job_reach.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::scenario {

namespace {

constexpr double kNever = RunFlow::kNever;
constexpr int kProgressSteps = 200;

double secondsFrom(const Ground& ground, TimeNs time)
{
    return static_cast<double>(time - ground.moment()) / 1e9;
}

/// Seconds since a job that runs began, or saved what it had computed.
double computedUntil(const registry::Job& job, TimeNs moment)
{
    const bool isSaving = job.state == registry::JobState::Checkpointing;
    return job.start <= 0 || job.start >= moment || isSaving ? 0
                                                             : static_cast<double>(moment - job.start) / 1e9;
}

} // namespace

RunStart::RunStart(const Ground& ground)
    : flows(ground)
    , jobs(ground)
    , places(ground)
{
    for (std::uint32_t i = 0; i < flows.count(); ++i) {
        jobs.addFlow(flows, i);
    }
    Edits none;
    none.now = ground.moment();
    picture = arcPicture(ground, *ground.world(), none);
    flows.paint(picture);
    for (std::uint32_t j = 0; j < jobs.count(); ++j) {
        for (const std::uint32_t flow : jobs[j].flows) {
            if (jobs[j].stage == JobStage::Staging && RunJobs::isInner(jobs[j], flows[flow])) {
                flows[flow].isHeld = true;
                flows.settle(flow);
            }
        }
    }
    for (std::uint32_t j = 0; j < jobs.count(); ++j) {
        jobs[j].isWaitShown = jobs[j].stage == JobStage::Staging; // it waits since before the run
    }
    flows.network().update();
    for (const std::uint32_t number : flows.network().changed()) {
        refresh(flows[flows.ofNumber(number)], flows);
    }
    for (std::uint32_t i = 0; i < flows.count(); ++i) {
        flows[i].shown_bps = flows[i].rate_bps;
    }
    ReachLook look(ground, *ground.world(), picture);
    for (std::uint32_t j = 0; j < jobs.count(); ++j) {
        RunJob& job = jobs[j];
        if (job.stage == JobStage::Running) {
            job.latency = look.ofService(*job.job);
            job.isTooFar = job.latency && missesClass(*job.job, *job.latency);
            job.shownLatency = job.latency;
            job.isTooFarShown = job.isTooFar;
            job.wasTooFar = job.isTooFar;
            job.begin_s = 0;
            job.ranAt = job.job->placements;
            job.speed = jobs.speedOf(job, flows, picture, *ground.world(), none, 0);
            job.usual = job.speed;
            job.shown = job.speed;
            jobs.takeWork(job, *ground.world(), 0);
            jobs.beginSaving(job, *ground.world(), computedUntil(*job.job, ground.moment()));
        } else if (job.stage == JobStage::Queued && job.job->placements.empty() &&
                   waitsForCards(job.job->state)) {
            job.ask = places.ask(job, flows, 0);
        }
    }
    places.rank(ground.world(), none, picture.down);
}

void refresh(RunFlow& flow, RunFlows& flows)
{
    const flow::FluidNetwork& network = flows.network();
    flow.rate_bps = 0;
    flow.delay = 0;
    flow.pathHash = 0;
    flow.state = FlowState::Disconnected;
    if (!flow.runs || flow.number == RunFlow::kNone || !network.isUnderWay(flow.number)) {
        return;
    }
    const auto path = network.path(flow.number);
    if (path.empty()) {
        return;
    }
    constexpr double kSameRate = 1e-7; // rates are exact to 1e-9
    flow.rate_bps = network.rate(flow.number);
    for (const std::uint32_t arc : path) {
        flow.delay += network.graph().delay()[arc];
    }
    flow.pathHash = pathKey(path, flows.arcKeys());
    const bool getsAll = flow.isUnlimited || flow.rate_bps >= flow.asked_bps * (1 - kSameRate);
    flow.state = getsAll ? FlowState::Whole : FlowState::Slowed;
}

Simulation::Simulation(const Ground& ground, std::span<const Command> commands, const RunOptions& options,
                       double horizon_s, RunStart start)
    : m_ground(ground)
    , m_commands(commands)
    , m_options(options)
    , m_horizon_s(horizon_s)
    , m_flows(std::move(start.flows))
    , m_jobs(std::move(start.jobs))
    , m_picture(std::move(start.picture))
    , m_places(std::move(start.places))
    , m_script(ground, commands, std::llround(horizon_s * 1e9))
    , m_chain(options.mostEvents)
{
    for (std::uint32_t i = 0; i < m_flows.count(); ++i) {
        if (m_flows[i].deadline_s < kNever && !m_flows[i].isDone) {
            m_due.push({m_flows[i].deadline_s + kGrace_s, Due::FlowDeadline, i, 0});
        }
    }
    for (std::uint32_t i = 0; i < m_jobs.count(); ++i) {
        RunJob& job = m_jobs[i];
        if (job.deadline_s < kNever) {
            m_due.push({job.deadline_s + kGrace_s, Due::JobDeadline, i, 0});
        }
        const double pace = RunJobs::paceOf(job);
        if (job.stage == JobStage::Running && std::isfinite(job.left_s) && pace > 0) {
            m_due.push({job.left_s / pace, Due::FinishJob, i, job.version});
        }
    }
    recount();
    takeWaiting();
    takeArrivals(options.arrivals);
}

/// Jobs of the ground that wait for cards, who came first first; those that come later at their time.
void Simulation::takeWaiting()
{
    for (std::uint32_t i = 0; i < m_jobs.count(); ++i) {
        const registry::Job& job = *m_jobs[i].job;
        if (m_jobs[i].stage != JobStage::Queued || !waitsForCards(job.state)) {
            continue;
        }
        if (job.start > m_ground.moment()) {
            m_due.push({secondsFrom(m_ground, job.start), Due::ArriveJob, i, 0});
        } else {
            enqueue(i);
        }
    }
    std::ranges::stable_sort(m_queue, {}, [this](std::uint32_t i) { return m_jobs[i].job->start; });
}

std::uint32_t Simulation::addFlow(std::shared_ptr<const FlowFact> fact, double begin_s)
{
    const std::uint32_t flow = m_flows.add(std::move(fact), begin_s);
    m_jobs.addFlow(m_flows, flow);
    if (m_flows[flow].deadline_s < kNever) {
        m_due.push({m_flows[flow].deadline_s + kGrace_s, Due::FlowDeadline, flow, 0});
    }
    return flow;
}

void Simulation::takeArrivals(const Arrivals& arrivals)
{
    for (const FlowFact& fact : arrivals.transfers) {
        const double begin_s = std::max(0.0, secondsFrom(m_ground, fact.begin));
        // What a run borrows outlives it: options do.
        const std::uint32_t flow =
            addFlow(std::shared_ptr<const FlowFact>(std::shared_ptr<void>(), &fact), begin_s);
        m_due.push({begin_s, Due::BeginFlow, flow, 0});
    }
    for (const JobPtr& job : arrivals.jobs) {
        const std::uint32_t number = m_jobs.add(job, m_flows);
        m_jobs[number].isArrival = true;
        m_due.push({std::max(0.0, secondsFrom(m_ground, job->start)), Due::ArriveJob, number, 0});
        if (m_jobs[number].deadline_s < kNever) {
            m_due.push({m_jobs[number].deadline_s + kGrace_s, Due::JobDeadline, number, 0});
        }
    }
}

/// What is due and has nothing to say any more: a job whose speed is another now, a transfer that is through.
void Simulation::dropStale()
{
    const auto isStale = [this](const Timed& due) {
        return (due.due == Due::FinishJob && m_jobs[due.number].version != due.version) ||
               (due.due == Due::FlowDeadline && m_flows[due.number].isDone) ||
               (due.due == Due::JobDeadline && m_jobs[due.number].isOver());
    };
    while (!m_due.empty() && isStale(m_due.top())) {
        m_due.pop();
    }
}

double Simulation::nextTime()
{
    dropStale();
    const auto command = m_script.next();
    return std::min({m_flows.network().nextCompletion(), m_due.empty() ? kNever : m_due.top().at,
                     command ? std::max(0.0, secondsFrom(m_ground, *command)) : kNever});
}

/// Whether a job that the ground has staging has all it waits for, or one might get its cards.
bool Simulation::canAnyStart() const
{
    for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
        if (m_jobs[job].stage == JobStage::Staging && !m_jobs.waitsFor(m_jobs[job], m_flows, false)) {
            return true;
        }
    }
    return !m_queue.empty();
}

Judged<> Simulation::run()
{
    double told_s = 0;
    noteAll();
    for (double time = canAnyStart() ? 0 : nextTime(); time <= m_horizon_s; time = nextTime()) {
        if (m_options.cancelled != nullptr && m_options.cancelled->load(std::memory_order_relaxed)) {
            return failure(ErrorCode::Cancelled, "the run was cancelled");
        }
        if (auto done = step(std::max(time, m_now)); !done) {
            return done;
        }
        if (m_options.onProgress && m_now >= told_s) {
            m_options.onProgress(m_now, m_horizon_s);
            told_s = m_now + m_horizon_s / kProgressSteps;
        }
    }
    end();
    if (m_options.onProgress && m_now > 0) {
        m_options.onProgress(m_now, m_horizon_s);
    }
    return {};
}

Judged<> Simulation::step(double time)
{
    m_now = time;
    ++m_moments;
    m_command = kNoCause;
    m_other = kNoCause;
    for (const std::uint32_t number : m_flows.network().advanceTo(time)) {
        finishFlow(m_flows.ofNumber(number));
    }
    if (const auto next = m_script.next(); next && secondsFrom(m_ground, *next) <= time) {
        if (auto done = takeCommands(); !done) {
            return done;
        }
    }
    takeDue(time);
    if (m_moments == 1) {
        for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
            tryStart(job);
        }
    }
    if (std::exchange(m_isCardFreed, false)) {
        tryQueue();
    }
    m_flows.network().update();
    takeChangedFlows();
    takeRoom();
    takeDirtyJobs();
    takeServices();
    keepStays();
    for (const std::uint32_t flow : std::exchange(m_missedFlows, {})) {
        missFlow(flow);
    }
    for (const std::uint32_t job : std::exchange(m_missedJobs, {})) {
        missJob(job);
    }
    m_commandOf.clear();
    return {};
}

void Simulation::takeDue(double time)
{
    while (!m_due.empty() && m_due.top().at <= time) {
        const Timed due = m_due.top();
        m_due.pop();
        switch (due.due) {
        case Due::FinishJob:
            if (m_jobs[due.number].version == due.version && m_jobs[due.number].stage == JobStage::Running) {
                finishJob(due.number);
            }
            break;
        case Due::ArriveJob:
            if (m_jobs[due.number].stage == JobStage::Expected ||
                m_jobs[due.number].stage == JobStage::Queued) {
                m_jobs[due.number].stage = JobStage::Queued;
                enqueue(due.number);
            }
            break;
        case Due::BeginFlow:
            beginFlow(due.number);
            break;
        case Due::FlowDeadline:
            m_missedFlows.push_back(due.number);
            break;
        case Due::JobDeadline:
            m_missedJobs.push_back(due.number);
            break;
        case Due::RestartJob:
            m_jobs[due.number].stepCause = m_jobs[due.number].lastEvent;
            touch(due.number);
            break;
        }
    }
}

void Simulation::beginFlow(std::uint32_t flow)
{
    m_flows[flow].hasBegun = true;
    m_flows.settle(flow);
    if (m_flows[flow].isListed) {
        m_flows[flow].isFresh = true;
        m_fresh.push_back(flow);
    }
}

void Simulation::finishFlow(std::uint32_t flow)
{
    RunFlow& one = m_flows[flow];
    judge(one);
    m_flows.finish(flow);
    if (!one.isListed) {
        return;
    }
    one.lastEvent =
        tell(ChainKind::TransferFinished, ChainSubject::Flow, one.fact->id, one.lastEvent, one.rate_bps, 0);
    one.rate_bps = 0;
    m_other = m_other == kNoCause ? one.lastEvent : m_other;
    if (one.job != RunFlow::kNone) {
        m_jobs[one.job].stepCause = one.lastEvent;
        touch(one.job);
        tryStart(one.job);
    }
}

void Simulation::touch(std::uint32_t job)
{
    if (!m_jobs[job].isDirty) {
        m_jobs[job].isDirty = true;
        m_dirty.push_back(job);
    }
}

std::uint32_t Simulation::tell(ChainKind kind, ChainSubject about, const std::string& subject,
                               std::uint32_t cause, double before, double after, std::uint32_t command,
                               std::string detail)
{
    if (!m_chain.isKept()) {
        return kNoCause;
    }
    const TimeNs time = m_ground.moment() + std::llround(m_now * 1e9);
    return m_chain.add({time, kind, about, subject, cause, before, after, 0, std::move(detail), command});
}

std::uint32_t Simulation::tellAt(double time, ChainKind kind, ChainSubject about, const std::string& subject,
                                 std::uint32_t cause)
{
    const double now = std::exchange(m_now, time);
    const std::uint32_t out = tell(kind, about, subject, cause);
    m_now = now;
    return out;
}

std::uint32_t Simulation::commandOn(const std::string& subject) const
{
    const auto found = m_commandOf.find(subject);
    return found == m_commandOf.end() ? kNoCause : found->second;
}

void Simulation::end()
{
    m_now = m_horizon_s;
    static_cast<void>(m_flows.network().advanceTo(m_horizon_s));
    for (std::uint32_t i = 0; i < m_flows.count(); ++i) {
        judge(m_flows[i]);
    }
    for (std::uint32_t i = 0; i < m_jobs.count(); ++i) {
        judge(m_jobs[i]);
        m_jobs.settle(m_jobs[i], m_now);
        settleLatency(m_jobs[i], m_now);
        endStay(m_jobs[i]);
    }
    recount();
}

} // namespace twin::scenario
