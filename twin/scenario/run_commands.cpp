#include "twin/scenario/run_simulation.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/sight.h"
#include "twin/scenario/world_of.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::scenario {

namespace {

/// As ChainEvent has it; none of what is neither a source nor a resolver.
std::optional<std::array<std::uint32_t, 3>> lostBy(const Ground& ground, const Edits& edits,
                                                   const Target& target)
{
    if (target.kind == TargetKind::Source) {
        const Unseen unseen = Sight(ground).without({target.id}, edits.removed);
        return std::array{unseen.links, unseen.pools, unseen.conduits};
    }
    const registry::Registry& registry = *ground.world()->registry;
    const auto node = target.kind == TargetKind::IdentifierService || target.kind == TargetKind::ServiceNode
                          ? registry.find(EntityKind::ServiceNode, target.id)
                          : std::nullopt;
    if (!node) {
        return std::nullopt;
    }
    const registry::ServiceNode& resolver = registry.serviceNodes[node->index];
    const auto pools = std::ranges::count_if(
        registry.pools, [&](const registry::Pool& pool) { return resolves(resolver, pool); });
    return std::array{static_cast<std::uint32_t>(pools), resolver.ttl_s, 0U};
}

/// `31 links, 12 pools, 4 conduits unseen`; `128 pools cannot be resolved after 60 s`.
std::string lostText(bool isSource, const std::array<std::uint32_t, 3>& lost)
{
    return isSource ? std::to_string(lost[0]) + " links, " + std::to_string(lost[1]) + " pools, " +
                          std::to_string(lost[2]) + " conduits unseen"
                    : std::to_string(lost[0]) + " pools cannot be resolved after " + std::to_string(lost[1]) +
                          " s";
}

bool isOfPools(const Target& target)
{
    return target.kind != TargetKind::Conduit && target.kind != TargetKind::Link &&
           target.kind != TargetKind::Interconnection && target.kind != TargetKind::Site &&
           target.kind != TargetKind::Source && target.kind != TargetKind::Card;
}

/// Whether pools may take other jobs once it begins or ends; of sizes, prices and additions RunPlaces sees
/// itself.
bool isOfPools(const Action& action)
{
    return std::visit(
        [](const auto& of) {
            if constexpr (requires { of.target; }) {
                return isOfPools(of.target);
            } else if constexpr (requires { of.elements; }) {
                return std::ranges::any_of(of.elements,
                                           [](const Target& target) { return isOfPools(target); });
            } else {
                return false;
            }
        },
        action);
}

} // namespace

Judged<> Simulation::takeCommands()
{
    const TimeNs at = *m_script.next();
    const auto isOver = [this](const std::string& id) {
        const auto job = m_jobs.find(id);
        return job && m_jobs[*job].stage == JobStage::Finished;
    };
    const FailedCardsOf before = m_script.edits().failedCards;
    const auto step = m_script.advanceTo(at, isOver);
    if (!step) {
        return refused(step.error());
    }
    tellCommands(*step);
    if (!step->isOfSingleCards || !step->ended.empty()) {
        m_isCardFreed = true; // pools may be back, or larger
    }
    for (const auto* numbers : {&step->began, &step->ended}) {
        if (std::ranges::any_of(*numbers, [&](std::size_t i) { return isOfPools(m_commands[i].action); })) {
            m_places.gainedAny();
        }
    }
    if (auto done = takeWorld(step->changesNetwork); !done) {
        return failure(std::move(done.error()));
    }
    if (step->changesCards) {
        takeSingleCards(*step);
    }
    takeChangedCards(before);
    if (step->changesDemand) {
        takeAsked();
    }
    return {};
}

void Simulation::tellCommands(const RunScript::Step& step)
{
    const auto tellAll = [&](const std::vector<std::size_t>& numbers, ChainKind kind) {
        for (const std::size_t number : numbers) {
            const Action& action = m_commands[number].action;
            const std::uint32_t event = tell(kind, ChainSubject::Command,
                                             m_chain.isKept() ? placeOf(number) + ": " + text(action) : "",
                                             kNoCause, 0, 0, static_cast<std::uint32_t>(number));
            m_command = m_command == kNoCause ? event : m_command;
            if (kind == ChainKind::CommandBegan) {
                tellLost(number, event);
            }
            if (isDated(action)) {
                m_growing[number] = event;
            }
            if (const auto* demand = std::get_if<AddDemand>(&action)) {
                m_commandOf[demand->id] = event;
            } else if (const auto* submit = std::get_if<SubmitJob>(&action)) {
                m_commandOf[submit->id] = event;
            } else if (const auto* move = std::get_if<MoveJob>(&action)) {
                m_commandOf[move->id] = event;
            } else if (const auto* cancel = std::get_if<CancelJob>(&action)) {
                m_commandOf[cancel->id] = event;
            }
        }
    };
    tellAll(step.ended, ChainKind::CommandEnded);
    tellAll(step.began, ChainKind::CommandBegan);
    for (const std::size_t number : step.skipped) {
        tellSkipped(number, step);
    }
    for (const std::size_t number : step.dated) {
        m_command = m_command == kNoCause ? m_growing[number] : m_command;
    }
}

void Simulation::tellSkipped(std::size_t number, const RunScript::Step& step)
{
    if (!m_chain.isKept()) {
        return;
    }
    ChainEvent event{m_ground.moment() + std::llround(m_now * 1e9), ChainKind::CommandSkipped,
                     ChainSubject::Command, placeOf(number) + ": " + text(m_commands[number].action)};
    event.command = static_cast<std::uint32_t>(number);
    if (const auto found = step.why.find(number); found != step.why.end()) {
        event.because = found->second;
        event.detail = text(found->second);
    }
    m_chain.add(std::move(event));
}

/// What a source of telemetry or a resolver that fails keeps from sight: nothing in the network shows it.
void Simulation::tellLost(std::size_t number, std::uint32_t cause)
{
    const auto* fail = std::get_if<Fail>(&m_commands[number].action);
    if (fail == nullptr || !m_chain.isKept()) {
        return;
    }
    const auto lost = lostBy(m_ground, m_script.edits(), fail->target);
    if (!lost) {
        return;
    }
    const bool isSource = fail->target.kind == TargetKind::Source;
    ChainEvent event{m_ground.moment() + std::llround(m_now * 1e9),
                     isSource ? ChainKind::SourceLost : ChainKind::IdentifiersLost, ChainSubject::Command,
                     text(fail->target), cause};
    event.command = static_cast<std::uint32_t>(number);
    event.lost = *lost;
    event.detail = lostText(isSource, *lost);
    m_chain.add(std::move(event));
}

Result<> Simulation::takeWorld(bool changesNetwork)
{
    const Edits& edits = m_script.edits();
    auto world = worldOf(m_ground, edits);
    if (!world) {
        return failure(std::move(world.error()));
    }
    if (*world != m_flows.world() || edits.routing != m_flows.routing()) {
        m_flows.moveTo(std::move(*world), edits.routing);
        changesNetwork = true;
    }
    if (changesNetwork) {
        paint();
    }
    return {};
}

void Simulation::paint()
{
    const ArcPicture before =
        std::exchange(m_picture, arcPicture(m_ground, *m_flows.world(), m_script.edits()));
    m_picture.room = roomNow();
    m_flows.paint(m_picture);
    m_isReachChanged = true;
    recount();
    const bool isSame = before.pools == m_picture.pools && before.poolLeft == m_picture.poolLeft &&
                        before.room == m_picture.room && before.isReachable == m_picture.isReachable;
    if (isSame) {
        return; // what else changes for a job, its flows tell
    }
    if (before.pools != m_picture.pools || before.poolLeft != m_picture.poolLeft ||
        before.room != m_picture.room) {
        takeFailedCards();
    }
    for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
        touch(job);
    }
}

PoolRoom Simulation::roomNow() const
{
    const Edits& edits = m_script.edits();
    return edits.poolFactor.empty() ? PoolRoom() : PoolRoom(*m_flows.world()->registry, edits, m_jobs.held());
}

void Simulation::takeRoom()
{
    PoolRoom room = roomNow();
    if (room == m_picture.room) {
        return;
    }
    m_picture.room = std::move(room);
    for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
        touch(job);
    }
}

void Simulation::takeAsked()
{
    const Asked asked = askedOf(m_ground, m_script.edits());
    takeAskedJobs(asked);
    takeAskedFlows(asked);
    for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
        if (!m_jobs[job].isOver() || m_jobs[job].stage == JobStage::Cancelled) {
            hold(job);
        }
    }
    // All is said: what is new may start.
    for (const JobPtr& job : asked.jobs) {
        const std::uint32_t number = *m_jobs.find(job->id);
        const JobStage stage = m_jobs[number].stage;
        if (stage == JobStage::Staging || stage == JobStage::Moving) {
            tryStart(number);
        }
    }
}

void Simulation::takeAskedJobs(const Asked& asked)
{
    std::vector<std::uint8_t> isAsked(m_jobs.count(), 0);
    for (const JobPtr& job : asked.jobs) {
        const auto known = m_jobs.find(job->id);
        if (!known) {
            const std::uint32_t number = m_jobs.add(job, m_flows);
            m_jobs[number].since_s = m_now;
            if (job->placements.empty()) {
                m_jobs[number].stage = JobStage::Queued;
                enqueue(number);
            } else {
                m_jobs[number].stage = JobStage::Staging;
                note(number);
                m_jobs.takeCards(m_jobs[number]);
            }
            if (m_jobs[number].deadline_s < RunJob::kNever) {
                m_due.push({m_jobs[number].deadline_s + kGrace_s, Due::JobDeadline, number, 0});
            }
            continue;
        }
        isAsked[*known] = 1;
        if (m_jobs[*known].stage == JobStage::Cancelled) {
            bringBack(*known);
        }
        const bool isTheRuns = m_jobs[*known].isPlacedByRun && job->placements.empty();
        if (job != m_jobs[*known].job && !isTheRuns) {
            moveJob(*known, job);
        }
    }
    for (std::uint32_t job = 0; job < isAsked.size(); ++job) {
        RunJob& one = m_jobs[job];
        if (isAsked[job] != 0 || one.isArrival) {
            continue;
        }
        if (!one.isOver()) {
            cancelJob(job);
        } else if (one.stage == JobStage::Finished && std::exchange(one.isCredited, false)) {
            countCards(one, 1); // who withdraws it gives its cards back once more
        }
    }
}

void Simulation::want(std::uint32_t flow, bool isWanted, double asked_bps)
{
    RunFlow& one = m_flows[flow];
    const bool wasWanted = one.isWanted;
    if (wasWanted && !isWanted) {
        judge(one); // while it is still there: what it could not meet stays missed
    }
    one.isWanted = isWanted;
    if (isWanted) {
        if (one.asked_bps != asked_bps && one.job != RunFlow::kNone) {
            touch(one.job); // at the same rate it gets another part of what it asks for
        }
        m_flows.ask(flow, asked_bps);
    }
    if (wasWanted != isWanted) {
        judge(one);
        m_flows.settle(flow);
        if (one.job != RunFlow::kNone) {
            m_jobs[one.job].isLegsKnown = false;
            touch(one.job);
        }
    }
}

void Simulation::takeAskedFlows(const Asked& asked)
{
    // Those that end first: a transfer that goes on from another place has fewer bytes left.
    std::map<std::string, std::size_t> now;
    for (std::size_t i = 0; i < asked.added.size(); ++i) {
        const FlowFact& fact = asked.added[i];
        now.emplace(fact.id + '\n' + fact.src + '\n' + fact.dst, i);
    }
    for (std::uint32_t flow = 0; flow < asked.flow_bps.size(); ++flow) {
        if (asked.flow_bps[flow] < 0) {
            want(flow, false, 0);
        }
    }
    for (const auto& [key, flow] : m_added) {
        if (!now.contains(key)) {
            want(flow, false, 0);
        }
    }
    for (std::uint32_t flow = 0; flow < asked.flow_bps.size(); ++flow) {
        if (asked.flow_bps[flow] >= 0) {
            want(flow, true, asked.flow_bps[flow]);
        }
    }
    for (const auto& [key, number] : now) {
        const FlowFact& fact = asked.added[number];
        const auto known = m_added.find(key);
        if (known != m_added.end()) {
            want(known->second, true, fact.asked_bps);
            continue;
        }
        const std::uint32_t flow = addFlow(std::make_shared<const FlowFact>(fact), m_now);
        m_added.emplace(key, flow);
        if (m_flows[flow].job != RunFlow::kNone) {
            m_jobs[m_flows[flow].job].ask = RunJob::kNoAsk; // where it leads is where it may run
            hold(m_flows[flow].job);
            touch(m_flows[flow].job);
        }
        beginFlow(flow);
    }
}

} // namespace twin::scenario
