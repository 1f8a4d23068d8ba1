#include "twin/scenario/run_jobs.h"

#include "twin/scenario/card_check.h"
#include "twin/scenario/checkpoints.h"
#include "twin/scenario/failed_cards.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace twin::scenario {

using registry::JobState;

namespace {

JobStage stageOf(const registry::Job& job)
{
    if (job.placements.empty() || !takesCards(job.state)) {
        return JobStage::Queued;
    }
    return job.state == JobState::Staging ? JobStage::Staging : JobStage::Running;
}

std::uint32_t cardsOf(const registry::Job& job)
{
    std::uint32_t out = 0;
    for (const registry::PlacedCards& placed : job.placements) {
        out += placed.cards;
    }
    return out;
}

/// Part of the cards of one of its places that can work.
double shareAt(const registry::Job& job, const registry::PlacedCards& placed, const ArcPicture& picture,
               const World& world)
{
    const auto pool = world.registry->find(EntityKind::Pool, placed.poolId);
    return pool ? usableShare(job, pool->index, picture) : 0;
}

} // namespace

std::string_view jobStageName(JobStage stage)
{
    constexpr std::string_view kNames[]{"expected", "queued",   "staging",  "moving",
                                        "running",  "finished", "cancelled"};
    return kNames[static_cast<std::size_t>(stage)];
}

bool waitsForCards(JobState state)
{
    return state == JobState::Queued || state == JobState::Matched;
}

RunJobs::RunJobs(const Ground& ground)
    : m_ground(&ground)
{
    m_jobs.reserve(ground.jobs().size());
    for (const JobPtr& job : ground.jobs()) {
        RunJob& one = m_jobs[enter(job)];
        one.stage = stageOf(*job);
        if (one.stage != JobStage::Queued) {
            takeCards(one);
        }
    }
}

std::optional<std::uint32_t> RunJobs::find(const std::string& id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t RunJobs::add(JobPtr job, RunFlows& flows)
{
    const std::uint32_t number = enter(std::move(job));
    for (const std::uint32_t flow : m_jobs[number].flows) {
        flows[flow].job = number;
    }
    return number;
}

std::uint32_t RunJobs::enter(JobPtr job)
{
    RunJob one;
    one.stage = JobStage::Expected;
    one.cards = cardsOf(*job);
    if (job->deadline > m_ground->moment()) {
        one.deadline_s = static_cast<double>(job->deadline - m_ground->moment()) / 1e9;
    }
    if (const auto flows = m_orphans.find(job->id); flows != m_orphans.end()) {
        one.flows = std::move(flows->second);
        m_orphans.erase(flows);
    }
    m_byId.emplace(job->id, count());
    one.sizedFor = job;
    one.job = std::move(job);
    m_jobs.push_back(std::move(one));
    return count() - 1;
}

void RunJobs::addFlow(RunFlows& flows, std::uint32_t flow)
{
    const std::string& id = flows[flow].fact->job;
    if (id.empty()) {
        return;
    }
    if (const auto job = find(id)) {
        flows[flow].job = *job;
        m_jobs[*job].flows.push_back(flow);
        m_jobs[*job].isLegsKnown = false;
    } else {
        m_orphans[id].push_back(flow);
    }
}

void RunJobs::settle(RunJob& job, double now) const
{
    const double passed = now - job.since_s;
    job.since_s = now;
    if (passed <= 0) {
        return;
    }
    if (job.holdsCards) {
        job.held_s += job.cards * passed;
        job.working_s += job.cards * job.speed * passed;
    }
    const bool isPresent = job.begin_s <= now && !job.isOver();
    if (!isPresent) {
        return;
    }
    const double part = job.usual > 0 ? std::min(1.0, job.speed / job.usual) : job.speed;
    job.present_s += passed;
    job.up_s += job.speed > 0 ? passed : 0;
    job.effective_s += part * passed;
    job.lost_s += (1 - part) * passed;
    job.left_s -= std::isfinite(job.left_s) ? paceOf(job) * passed : 0;
    if (job.save_s == RunJob::kNever || job.speed <= 0) {
        return;
    }
    job.sinceSave_s += passed;
    if (job.sinceSave_s < job.save_s) {
        job.unsaved_s += job.speed * passed;
        return;
    }
    job.sinceSave_s = std::fmod(job.sinceSave_s, job.save_s);
    job.unsaved_s = job.speed * job.sinceSave_s;
    job.unsavedEarlier_s = 0;
}

void RunJobs::beginSaving(RunJob& job, const World& world, double computed_s) const
{
    save(job);
    job.save_s = RunJob::kNever;
    if (!losesWork(*job.job) || job.job->placements.empty()) {
        return;
    }
    job.save_s = checkpointInterval_s(*job.job, *world.registry, m_ground->options().assumptions);
    job.sinceSave_s = std::fmod(computed_s, job.save_s);
    job.unsaved_s = job.speed * job.sinceSave_s;
    job.unsavedEarlier_s = job.unsaved_s;
}

void RunJobs::save(RunJob& job)
{
    job.sinceSave_s = 0;
    job.unsaved_s = 0;
    job.unsavedEarlier_s = 0;
}

bool RunJobs::losesCards(const RunJob& job, const ArcPicture& picture, const World& world)
{
    const auto& placements = job.job->placements;
    if (job.save_s == RunJob::kNever || job.shares.size() != placements.size()) {
        return false;
    }
    for (std::size_t i = 0; i < placements.size(); ++i) {
        if (shareAt(*job.job, placements[i], picture, world) < job.shares[i]) {
            return true;
        }
    }
    return false;
}

void RunJobs::goBack(RunJob& job)
{
    const double inRun = job.unsaved_s - job.unsavedEarlier_s;
    const double part = std::min(job.effective_s, job.usual > 0 ? inRun / job.usual : inRun);
    job.effective_s -= part;
    job.lost_s += part;
    job.left_s += job.unsaved_s; // infinite stays so
    job.vain_s += job.cards * job.unsaved_s;
    job.vainEarlier_s += job.cards * job.unsavedEarlier_s;
    job.toTell_h += job.cards * job.unsaved_s / 3'600;
    ++job.setbacks;
    job.isSetBack = true;
    save(job);
}

double RunJobs::paceOf(const RunJob& job)
{
    const bool isService = job.job->kind == registry::JobKind::Infer;
    return !isService ? job.speed : job.usual > 0 ? job.usual : 1;
}

void RunJobs::findLegs(RunJob& job, const RunFlows& flows) const
{
    std::map<std::pair<std::string_view, std::string_view>, std::vector<std::uint32_t>> byEnds;
    for (const std::uint32_t flow : job.flows) {
        if (flows[flow].isWanted && isInner(job, flows[flow])) {
            byEnds[{flows[flow].fact->src, flows[flow].fact->dst}].push_back(flow);
        }
    }
    job.legs.clear();
    for (auto& [ends, leg] : byEnds) {
        job.legs.push_back(std::move(leg));
    }
    job.isLegsKnown = true;
}

double RunJobs::speedOf(RunJob& job, const RunFlows& flows, const ArcPicture& picture, const World& world,
                        const Edits& edits, double now) const
{
    if (job.stage != JobStage::Running || job.job->placements.empty()) {
        return 0;
    }
    if (!job.isLegsKnown) {
        findLegs(job, flows);
    }
    job.shares.clear();
    for (const registry::PlacedCards& placed : job.job->placements) {
        job.shares.push_back(shareAt(*job.job, placed, picture, world));
    }
    if (now < job.restart_s) {
        return 0;
    }
    std::vector<double> working; // what fails with a pool is told apart from single cards
    for (std::size_t i = 0; i < job.shares.size() && !edits.failedCards.empty(); ++i) {
        working.push_back(job.shares[i] * workingShare(edits, *job.job, job.job->placements[i]));
    }
    PaceWan wan;
    for (const auto& flowsOfLeg : job.legs) {
        PaceLeg leg;
        for (const std::uint32_t number : flowsOfLeg) {
            const RunFlow& flow = flows[number];
            leg.rate_bps += flow.rate_bps;
            leg.asked_bps += flow.isUnlimited ? flow.rate_bps : flow.asked_bps;
            leg.delay = std::max(leg.delay, flow.delay);
            leg.isCut = leg.isCut || flow.state == FlowState::Disconnected;
        }
        wan.add(leg);
    }
    return JobPace(*world.registry, m_ground->options().assumptions)
        .speed(*job.job, working.empty() ? job.shares : working, wan);
}

void RunJobs::takeWork(RunJob& job, const World& world, double now) const
{
    // What had waited has done nothing of it.
    const TimeNs from = job.isPlacedByRun && job.job->start > 0
                            ? job.job->start
                            : std::max(job.job->start, m_ground->moment());
    const double usual = job.usual > 0 ? job.usual : 1;
    if (job.job->expectedEnd > from) {
        const double stretch =
            job.job->kind == registry::JobKind::Infer
                ? 1
                : JobPace(*world.registry, m_ground->options().assumptions).stretch(*job.sizedFor, *job.job);
        job.left_s = static_cast<double>(job.job->expectedEnd - from) / 1e9 * usual * stretch;
        job.sizedFor = job.job;
        return;
    }
    job.sizedFor = job.job;
    const bool isEndless = job.job->kind == registry::JobKind::Infer || job.job->placements.empty();
    const double all =
        isEndless ? -1 : JobPace(*world.registry, m_ground->options().assumptions).computing_s(*job.job, 1);
    job.left_s =
        all >= 0 ? all * (1 - (job.begin_s <= 0 && now <= 0 ? job.job->progress : 0)) : RunJob::kNever;
}

void RunJobs::moveWork(RunJob& job, const World& world) const
{
    const bool hasWork = job.begin_s < RunJob::kNever && !job.job->placements.empty();
    if (!hasWork || job.job->kind == registry::JobKind::Infer) {
        return; // its work is counted when it starts
    }
    if (std::isfinite(job.left_s)) {
        job.left_s *=
            JobPace(*world.registry, m_ground->options().assumptions).stretch(*job.sizedFor, *job.job);
        job.isWorkKnown = true;
    }
    job.sizedFor = job.job;
    job.usual = 0; // that of other cards
}

bool RunJobs::isInner(const RunJob& job, const RunFlow& flow)
{
    return isPlacedIn(*job.job, flow.fact->src) && isPlacedIn(*job.job, flow.fact->dst);
}

bool RunJobs::waitsFor(const RunJob& job, const RunFlows& flows, bool isCheckpoint) const
{
    return std::ranges::any_of(job.flows, [&](std::uint32_t number) {
        const RunFlow& flow = flows[number];
        const bool isAwaited = flow.isFinite() && flow.isWanted && !flow.isDone && flow.hasBegun;
        return isAwaited && flow.isCheckpoint == isCheckpoint && isPlacedIn(*job.job, flow.fact->dst) &&
               (isCheckpoint || !isPlacedIn(*job.job, flow.fact->src));
    });
}

bool RunJobs::areCardsFree(const RunJob& job, const Edits& edits, const CardsTaken& held) const
{
    std::vector<CardsAt> wanted;
    wanted.reserve(job.job->placements.size());
    for (const registry::PlacedCards& placed : job.job->placements) {
        wanted.push_back({placed.poolId, placed.cards});
    }
    return CardCheck(*m_ground, edits).fitBeside(wanted, job.job->chipClass, held).has_value();
}

void RunJobs::countCards(const RunJob& job, std::int64_t sign)
{
    for (const registry::PlacedCards& placed : job.job->placements) {
        m_held[{placed.poolId, job.job->chipClass}] += sign * placed.cards;
    }
}

void RunJobs::takeCards(RunJob& job)
{
    if (!job.holdsCards) {
        countCards(job, 1);
        job.holdsCards = true;
    }
}

void RunJobs::place(RunJob& job, std::vector<registry::PlacedCards> placements)
{
    auto placed = std::make_shared<registry::Job>(*job.job);
    placed->placements = std::move(placements);
    placed->state = JobState::Running;
    job.cards = cardsOf(*placed);
    job.job = std::move(placed);
    job.sizedFor = job.job;
    job.isLegsKnown = false;
    job.isPlacedByRun = true;
}

void RunJobs::giveCards(RunJob& job)
{
    if (job.holdsCards) {
        countCards(job, -1);
        job.holdsCards = false;
    }
}

} // namespace twin::scenario
