#include "twin/compute/training_size.h"
#include "twin/scenario/failed_cards.h"
#include "twin/scenario/run_simulation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::scenario {

namespace {

bool isAmong(const std::vector<registry::PlacedCards>& placements, const std::string& pool)
{
    return std::ranges::any_of(placements, [&](const auto& placed) { return placed.poolId == pool; });
}

} // namespace

/// What its stage keeps its flows from.
void Simulation::hold(std::uint32_t job)
{
    const RunJob& one = m_jobs[job];
    const bool isNotYet = one.stage == JobStage::Expected || one.stage == JobStage::Staging ||
                          one.stage == JobStage::Moving ||
                          (one.stage == JobStage::Queued && (one.isArrival || one.isPlacedByRun));
    for (const std::uint32_t number : one.flows) {
        RunFlow& flow = m_flows[number];
        const bool isHeld = (isNotYet && !flow.isCheckpoint && RunJobs::isInner(one, flow)) ||
                            (one.stage == JobStage::Finished && !flow.isFinite()) ||
                            one.stage == JobStage::Cancelled;
        if (flow.isHeld != isHeld) {
            judge(flow);
            flow.isHeld = isHeld;
            m_flows.settle(number);
        }
    }
}

void Simulation::countCards(const RunJob& job, std::int64_t sign)
{
    for (const registry::PlacedCards& placed : job.job->placements) {
        m_script.addCards(placed.poolId, job.job->chipClass, sign * placed.cards);
    }
}

void Simulation::enqueue(std::uint32_t job)
{
    m_queue.push_back(job);
    m_isCardFreed = true;
}

/// Everybody in the order they came; who does not fit is passed by those who do.
void Simulation::tryQueue()
{
    const bool isLook = lookForPlaces();
    const Edits& edits = m_script.edits();
    std::optional<CardsTaken> withOut; // and what is out; anew whenever somebody took some
    std::vector<std::uint32_t> waiting = std::exchange(m_queue, {});
    for (const std::uint32_t job : waiting) {
        RunJob& one = m_jobs[job];
        if (one.stage != JobStage::Queued) {
            continue;
        }
        // Who has waited gets a place because something happened; who has just come, because it came.
        one.stepCause = !one.isWaitShown ? kNoCause : m_other != kNoCause ? m_other : m_command;
        const bool isPlaced = !one.job->placements.empty();
        if (!withOut && !edits.failedCards.empty()) {
            withOut = withSpares(m_ground, edits, m_jobs.held());
        }
        const CardsTaken& held = withOut ? *withOut : m_jobs.held();
        if (isPlaced ? !m_jobs.areCardsFree(one, edits, held) : !givePlace(job, held)) {
            waitFor(job);
            continue;
        }
        m_jobs.settle(one, m_now);
        one.stage = JobStage::Staging;
        one.isWaitShown = false;
        note(job);
        m_jobs.takeCards(one);
        withOut.reset();
        countCards(one, 1);
        hold(job);
        tryStart(job);
    }
    if (isLook) {
        m_places.endLook();
    }
}

/// Where those could run that have no place. @return whether there are any
bool Simulation::lookForPlaces()
{
    const auto& submitted = m_script.edits().submitted;
    bool isAny = false;
    for (const std::uint32_t job : m_queue) {
        RunJob& one = m_jobs[job];
        if (one.stage != JobStage::Queued || !one.job->placements.empty()) {
            continue;
        }
        isAny = true;
        if (one.ask == RunJob::kNoAsk) {
            const auto command = submitted.find(one.job->id);
            one.ask = m_places.ask(one, m_flows, command == submitted.end() ? 0 : command->second.wan_bps);
        }
    }
    if (isAny) {
        m_places.beginLook(m_flows.world(), m_script.edits(), m_picture.down);
    }
    return isAny;
}

/// It stays in the queue; why is told once.
void Simulation::waitFor(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    m_queue.push_back(job);
    note(job);
    one.stepCause = kNoCause;
    if (std::exchange(one.isWaitShown, true) || !m_chain.isKept()) {
        return;
    }
    const TimeNs time = m_ground.moment() + std::llround(m_now * 1e9);
    const bool isPlaced = !one.job->placements.empty();
    ChainEvent event{time, ChainKind::JobWaits, ChainSubject::Job, one.job->id, commandOn(one.job->id)};
    if (!isPlaced) {
        event.waits = m_places.why(one.ask);
        event.detail = text(event.waits);
    }
    one.lastEvent = m_chain.add(std::move(event));
}

/// @param held cards that are not free
bool Simulation::givePlace(std::uint32_t job, const CardsTaken& held)
{
    RunJob& one = m_jobs[job];
    auto found = m_places.find(one.ask, m_script.edits(), held);
    if (!found) {
        return false;
    }
    const std::uint32_t command = commandOn(one.job->id);
    RunJobs::place(one, std::move(*found));
    if (m_chain.isKept()) {
        std::string where;
        for (const registry::PlacedCards& placed : one.job->placements) {
            where += (where.empty() ? "" : "; ") + placed.poolId + ": " + std::to_string(placed.cards);
        }
        const TimeNs time = m_ground.moment() + std::llround(m_now * 1e9);
        one.lastEvent =
            m_chain.add({time, ChainKind::JobPlaced, ChainSubject::Job, one.job->id,
                         command != kNoCause ? command : one.stepCause, 0, 0, 0, std::move(where)});
        one.stepCause = one.lastEvent;
    }
    layRing(job, m_places.wan_bps(one.ask));
    return true;
}

/// From each of its pools to the next one, as commands lay it (asked.h).
void Simulation::layRing(std::uint32_t job, double rate_bps)
{
    const JobPtr placed = m_jobs[job].job;
    for (std::size_t i = 0; placed->placements.size() > 1 && i < placed->placements.size(); ++i) {
        auto leg = std::make_shared<FlowFact>();
        leg->id = placed->id + "/wan/" + std::to_string(i + 1);
        leg->job = placed->id;
        leg->tenant = placed->tenantId;
        leg->flowClass = registry::FlowClass::Rdma;
        leg->asked_bps = rate_bps;
        leg->src = placed->placements[i].poolId;
        leg->dst = placed->placements[(i + 1) % placed->placements.size()].poolId;
        const std::uint32_t flow = addFlow(std::move(leg), m_now);
        m_flows[flow].isHeld = true; // until it starts
        beginFlow(flow);
    }
}

void Simulation::giveCards(RunJob& job)
{
    if (!job.holdsCards) {
        return;
    }
    m_jobs.giveCards(job);
    m_isCardFreed = true;
    for (const registry::PlacedCards& placed : job.job->placements) {
        m_places.gained(placed.poolId);
    }
}

void Simulation::tryStart(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    if (one.job->placements.empty()) {
        return;
    }
    const bool isMoving = one.stage == JobStage::Moving;
    if (!isMoving && one.stage != JobStage::Staging) {
        return;
    }
    if (!m_jobs.waitsFor(one, m_flows, isMoving)) {
        startJob(job);
    } else if (!std::exchange(one.isWaitShown, true)) {
        const std::uint32_t command = commandOn(one.job->id);
        one.lastEvent = tell(ChainKind::JobWaits, ChainSubject::Job, one.job->id,
                             command != kNoCause ? command : one.lastEvent, one.shown, 0);
        one.shown = 0;
    }
}

void Simulation::startJob(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    m_jobs.settle(one, m_now);
    const bool isFirst = one.begin_s > m_now;
    one.stage = JobStage::Running;
    m_isReachChanged = m_isReachChanged || one.job->kind == registry::JobKind::Infer;
    one.isWaitShown = false;
    one.ranAt = one.job->placements;
    m_jobs.beginSaving(one, *m_flows.world(), 0);
    const std::uint32_t command = commandOn(one.job->id);
    if (isFirst) {
        one.begin_s = m_now;
        one.isStarted = true;
        const std::uint32_t cause = one.stepCause != kNoCause ? one.stepCause
                                    : command != kNoCause     ? command
                                                              : one.lastEvent;
        one.lastEvent = tell(ChainKind::JobStarted, ChainSubject::Job, one.job->id, cause);
    } else if (one.stepCause == kNoCause) {
        one.stepCause = command;
    }
    hold(job);
    touch(job);
}

void Simulation::finishJob(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    judge(one);
    m_jobs.settle(one, m_now);
    one.stage = JobStage::Finished;
    m_isReachChanged = m_isReachChanged || one.job->kind == registry::JobKind::Infer;
    note(job);
    one.finish_s = m_now;
    one.left_s = 0;
    one.lastEvent = tell(ChainKind::JobFinished, ChainSubject::Job, one.job->id, one.lastEvent, one.speed, 0);
    one.speed = 0;
    m_other = m_other == kNoCause ? one.lastEvent : m_other;
    giveCards(one);
    m_script.leave(one.job->id);
    countCards(one, -1);
    one.isCredited = !one.isPlacedByRun; // of those commands know nothing
    hold(job);
}

void Simulation::cancelJob(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    judge(one);
    m_jobs.settle(one, m_now);
    one.before = one.stage;
    one.stage = JobStage::Cancelled;
    m_isReachChanged = m_isReachChanged || one.job->kind == registry::JobKind::Infer;
    note(job);
    const std::uint32_t command = commandOn(one.job->id);
    one.lastEvent = tell(ChainKind::JobCancelled, ChainSubject::Job, one.job->id,
                         command != kNoCause ? command : cause(), one.speed, 0);
    one.speed = 0;
    one.shown = 0;
    ++one.version;
    if (one.isPlacedByRun && one.holdsCards) {
        countCards(one, -1);
    }
    giveCards(one);
    m_isCardFreed = true;
    hold(job);
}

/// The command that cancelled it has ended.
void Simulation::bringBack(std::uint32_t job)
{
    RunJob& one = m_jobs[job];
    m_jobs.settle(one, m_now);
    one.stage = one.before;
    m_isReachChanged = m_isReachChanged || one.job->kind == registry::JobKind::Infer;
    const Edits& edits = m_script.edits();
    if (one.isPlacedByRun && !m_jobs.areCardsFree(one, edits, withSpares(m_ground, edits, m_jobs.held()))) {
        one.stage = JobStage::Queued; // others have them now
    }
    if (one.stage == JobStage::Queued) {
        if (one.isPlacedByRun || waitsForCards(one.job->state)) {
            enqueue(job);
        }
    } else {
        m_jobs.takeCards(one);
        if (one.isPlacedByRun) {
            countCards(one, 1);
        }
    }
    hold(job);
    touch(job);
}

void Simulation::moveJob(std::uint32_t job, const JobPtr& moved)
{
    RunJob& one = m_jobs[job];
    const bool isSame =
        std::ranges::equal(one.job->placements, moved->placements, [](const auto& a, const auto& b) {
            return a.poolId == b.poolId && a.cards == b.cards;
        });
    if (isSame || one.stage == JobStage::Finished) {
        // Of one that is over, commands only need to know where its cards are free.
        const bool isTold = !isSame && one.isCredited;
        if (isTold) {
            countCards(one, 1);
        }
        one.job = moved;
        if (isTold) {
            countCards(one, -1);
        }
        return;
    }
    judge(one);
    m_jobs.settle(one, m_now);
    if (std::exchange(one.isPlacedByRun, false) && one.holdsCards) {
        countCards(one, -1);
    }
    giveCards(one);
    RunJobs::save(one); // what it takes with it
    one.shares.clear();
    one.job = moved;
    one.cards = 0;
    m_isReachChanged = m_isReachChanged || one.job->kind == registry::JobKind::Infer;
    for (const registry::PlacedCards& placed : moved->placements) {
        one.cards += placed.cards;
    }
    m_jobs.moveWork(one, *m_flows.world());
    one.isLegsKnown = false;
    m_isCardFreed = true;
    touch(job);
    if (moved->placements.empty()) {
        one.stage = JobStage::Queued;
        one.speed = 0;
        ++one.version;
        if (one.begin_s == RunJob::kNever && waitsForCards(moved->state)) {
            enqueue(job);
        }
        return;
    }
    m_jobs.takeCards(one);
    if (one.stage == JobStage::Queued) {
        one.stage = JobStage::Staging;
    }
    if (one.stage == JobStage::Running || one.stage == JobStage::Moving) {
        one.stage = JobStage::Moving;
        one.speed = 0;
        one.isWaitShown = false;
        ++one.version;
        sendCheckpoints(job);
    }
}

/// What it has computed goes to every pool that does not have it: 14 bytes a parameter, as fast as there is
/// room, from the first of its pools that is up.
void Simulation::sendCheckpoints(std::uint32_t job)
{
    for (const std::uint32_t number : m_jobs[job].flows) {
        if (m_flows[number].isCheckpoint && !m_flows[number].isDone) {
            want(number, false, 0);
        }
    }
    const JobPtr now = m_jobs[job].job;
    const std::vector<registry::PlacedCards> from = m_jobs[job].ranAt;
    const double bytes = compute::checkpointBytes(static_cast<double>(now->parameters));
    if (from.empty() || bytes < 1) {
        return;
    }
    const registry::Registry& registry = *m_flows.world()->registry;
    const auto isUp = [&](const registry::PlacedCards& placed) {
        const auto pool = registry.find(EntityKind::Pool, placed.poolId);
        return pool && m_picture.pools[pool->index] < ElementState::Down;
    };
    const auto up = std::ranges::find_if(from, isUp);
    const std::string& src = up != from.end() ? up->poolId : from.front().poolId;
    for (const registry::PlacedCards& to : now->placements) {
        if (isAmong(from, to.poolId)) {
            continue;
        }
        auto fact = std::make_shared<FlowFact>();
        fact->id = now->id + "/checkpoint/" + std::to_string(++m_checkpoints);
        fact->job = now->id;
        fact->tenant = now->tenantId;
        fact->src = src;
        fact->dst = to.poolId;
        fact->flowClass = registry::FlowClass::Elephant;
        fact->bytes = static_cast<std::uint64_t>(std::llround(bytes));
        const std::uint32_t flow = addFlow(std::move(fact), m_now);
        m_flows[flow].isCheckpoint = true;
        beginFlow(flow);
    }
}

} // namespace twin::scenario
