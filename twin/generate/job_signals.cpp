#include "twin/generate/job_signals.h"

#include "twin/generate/plan_shift.h"
#include "twin/generate/value_noise.h"
#include "twin/scenario/pool_money.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace twin::generate {

namespace {

using registry::Job;
using registry::JobKind;
using registry::JobState;

constexpr double kDay_s = 86'400.0;
constexpr double kNoise_s = 45.0;
constexpr double kHeatRise_s = 120.0; ///< as in pool_signals: throttling slows the jobs too
constexpr double kHeatFall_s = 120.0;

/// How long a job of this kind runs when the workload does not say.
double typicalDuration_s(JobKind kind)
{
    switch (kind) {
    case JobKind::IntraTrain:
        return 20 * kDay_s;
    case JobKind::CrossTrain:
        return 10 * kDay_s;
    case JobKind::Ingest:
        return 0.4 * kDay_s;
    case JobKind::Batch:
        return 0.25 * kDay_s;
    default:
        return 90 * kDay_s;
    }
}

/// Fraction of ideal speed, undisturbed: the fabric's balancing inside a centre, exposed communication across
/// them.
double typicalEfficiency(JobKind kind, registry::LoadBalancing balancing)
{
    if (kind == JobKind::CrossTrain) {
        return 0.97;
    }
    if (kind != JobKind::IntraTrain) {
        return 0.985;
    }
    switch (balancing) {
    case registry::LoadBalancing::Nslb:
        return 0.96;
    case registry::LoadBalancing::Spray:
        return 0.97;
    case registry::LoadBalancing::Flowlet:
        return 0.86;
    default:
        return 0.66; // hashing few large flows
    }
}

bool takesCards(JobState state)
{
    using enum JobState;
    return state == Unspecified || state == Staging || state == Running || state == Checkpointing ||
           state == Degraded || state == Migrating;
}

bool isOver(JobState state)
{
    return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled;
}

} // namespace

JobSignals::JobSignals(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
                       const FeedTraffic& traffic, const Faults& faults, const FeedOptions& options)
    : m_registry(std::move(registry))
    , m_workload(std::move(workload))
    , m_traffic(traffic)
    , m_faults(faults)
    , m_births(options.births)
    , m_placedCards(m_registry->pools.size(), 0)
    , m_waitingJobs(m_registry->pools.size(), 0)
{
    if (!m_workload) {
        return;
    }
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> flowsOf;
    for (std::uint32_t flow = 0; flow < m_workload->flows.size(); ++flow) {
        if (!m_workload->flows[flow]->jobId.empty()) {
            flowsOf[m_workload->flows[flow]->jobId].push_back(flow);
        }
    }
    const TimeNs shift = planShift(*m_workload, options);
    m_slots.reserve(m_workload->jobs.size());
    for (std::size_t i = 0; i < m_workload->jobs.size(); ++i) {
        const auto& job = m_workload->jobs[i];
        if (isOver(job->state)) {
            continue;
        }
        Rng random(options.seed, "feed.job", i);
        Slot slot;
        slot.shape = job;
        slot.id = job->id;
        slot.key = random.next();
        slot.running = takesCards(job->state);
        slot.start = shifted(job->start, shift);
        slot.plannedEnd = shifted(job->expectedEnd, shift);
        slot.deadline = shifted(job->deadline, shift);
        const TimeNs planned = job->expectedEnd - job->start;
        slot.duration_s = planned > 0 ? static_cast<double>(planned) / 1e9 : typicalDuration_s(job->kind);
        slot.progressThen = job->progress > 0 || !slot.running ? job->progress : random.uniform(0.02, 0.95);
        if (const auto flows = flowsOf.find(job->id); flows != flowsOf.end()) {
            slot.flows = flows->second;
        }
        place(*job, slot);
        m_slots.push_back(std::move(slot));
    }
}

void JobSignals::place(const Job& job, Slot& slot)
{
    auto balancing = registry::LoadBalancing::Unspecified;
    for (const registry::PlacedCards& placed : job.placements) {
        const auto pool = m_registry->find(EntityKind::Pool, placed.poolId);
        if (!pool) {
            continue;
        }
        slot.pools.push_back(pool->index);
        slot.cards += placed.cards;
        balancing = m_registry->pools[pool->index].fabric.balancing;
        (slot.running ? m_placedCards : m_waitingJobs)[pool->index] += slot.running ? placed.cards : 1;
    }
    slot.efficiency = typicalEfficiency(job.kind, balancing);
    slot.step = stepOf(job, slot);
    if (slot.step) {
        slot.efficiency = acrossCentres(slot, true);
    }
}

/// None where the sizes or the lines between the centres are not known.
std::optional<scenario::CrossSiteStep> JobSignals::stepOf(const Job& job, const Slot& slot) const
{
    if (job.kind != JobKind::CrossTrain || slot.pools.size() < 2 || slot.flows.empty() ||
        job.parameters == 0) {
        return std::nullopt;
    }
    const scenario::Assumptions assumed;
    scenario::CrossSiteStep step;
    step.parameters = job.parameters;
    step.tokens = assumed.tokensPerStep;
    step.mfu = assumed.mfu;
    step.cards = slot.cards;
    step.sites = static_cast<std::uint32_t>(slot.pools.size());
    const registry::Pool& pool = m_registry->pools[slot.pools.front()];
    step.gflopsPerCard = static_cast<double>(scenario::flopsOf(pool, job.chipClass, 1)[job.precision]);
    return step.gflopsPerCard > 0 ? std::optional(step) : std::nullopt;
}

/// Fraction of the speed in one centre that the lines between the centres leave, as scenarios compute it: the
/// slowest leg sets the pace. Precondition: slot.step.
double JobSignals::acrossCentres(const Slot& slot, bool undisturbed) const
{
    std::map<std::pair<std::string_view, std::string_view>, double> legs_bps;
    scenario::CrossSiteStep step = *slot.step;
    for (const std::uint32_t number : slot.flows) {
        const registry::Flow& flow = *m_workload->flows[number];
        legs_bps[{flow.src, flow.dst}] +=
            flow.rateRequested_bps * (undisturbed ? 1.0 : m_traffic.flowShare(number));
        step.roundTrip = std::max(step.roundTrip, 2 * m_traffic.flowDelay(number));
    }
    step.bandwidth_bps = std::ranges::min(legs_bps | std::views::values);
    return scenario::crossSiteEfficiency(step);
}

double JobSignals::disturbance(const Slot& slot, const FeedMoment& moment) const
{
    double factor = 1.0;
    for (const std::uint32_t pool : slot.pools) {
        const double heat = m_faults.cooling()[pool].level(moment.seconds, kHeatRise_s, kHeatFall_s);
        factor =
            std::min(factor, 1.0 - 0.4 * std::max(0.0, heat - 0.5) * 2.0); // the slowest pool sets the pace
    }
    if (slot.step && slot.efficiency > 0) {
        factor = std::min(factor, acrossCentres(slot, false) / slot.efficiency);
    } else if (slot.shape->kind == JobKind::CrossTrain) {
        for (const std::uint32_t flow : slot.flows) {
            factor = std::min(factor, 0.3 + 0.7 * m_traffic.flowShare(flow));
        }
    }
    return slot.stopped ? 0.0 : factor * (slot.degraded ? 0.5 : 1.0);
}

void JobSignals::sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count, ColumnBlock& out)
{
    const auto progress = out[JobMetric::Progress];
    const auto effective = out[JobMetric::Effective];
    const auto cards = out[JobMetric::Cards];
    for (std::uint32_t i = 0; i < count; ++i) {
        const Slot& slot = m_slots[first + i];
        const double noise = 0.012 * valueNoise(slot.key, moment.seconds / kNoise_s);
        progress[i] = slot.running ? slot.progressThen + (moment.seconds - slot.begun) / slot.duration_s
                                   : slot.progressThen;
        progress[i] = std::clamp(progress[i], 0.0, 1.0);
        effective[i] =
            slot.running ? std::clamp((slot.efficiency + noise) * disturbance(slot, moment), 0.0, 1.0) : 0.0;
        cards[i] = slot.running && !slot.stopped ? static_cast<double>(slot.cards) : 0.0;
    }
}

void JobSignals::advance(const FeedMoment& moment, std::vector<Change>& changes)
{
    if (!m_births) {
        return;
    }
    for (std::uint32_t i = 0; i < m_slots.size(); ++i) {
        Slot& slot = m_slots[i];
        const double progress = slot.progressThen + (moment.seconds - slot.begun) / slot.duration_s;
        if (!slot.running || slot.stopped || progress < 1.0) {
            continue;
        }
        changes.push_back({i, slot.id, JobState::Done, false});
        slot.id = slot.shape->id + "." + std::to_string(++slot.generation);
        slot.begun = moment.seconds;
        slot.progressThen = 0.0;
        const TimeNs later = moment.time - slot.start;
        slot.start = moment.time;
        slot.plannedEnd = slot.plannedEnd > 0 ? slot.plannedEnd + later : 0;
        slot.deadline = slot.deadline > 0 ? slot.deadline + later : 0;
        changes.push_back({i, slot.id, slot.degraded ? JobState::Degraded : JobState::Running, true});
    }
}

std::vector<JobSignals::Change> JobSignals::planned() const
{
    std::vector<Change> out;
    for (std::uint32_t i = 0; i < m_slots.size(); ++i) {
        const Slot& slot = m_slots[i];
        const bool hasEnd = slot.plannedEnd > 0 || slot.deadline > 0;
        if (hasEnd && (slot.plannedEnd != slot.shape->expectedEnd || slot.deadline != slot.shape->deadline)) {
            out.push_back({i, slot.id, slot.shape->state, false});
        }
    }
    return out;
}

void JobSignals::followPools(std::vector<Change>& changes)
{
    for (std::uint32_t i = 0; i < m_slots.size(); ++i) {
        Slot& slot = m_slots[i];
        if (!slot.running || slot.pools.empty()) {
            continue;
        }
        const auto dark = static_cast<std::size_t>(std::ranges::count_if(
            slot.pools, [this](std::uint32_t pool) { return m_faults.power()[pool].isOn(); }));
        const bool degraded = dark > 0;
        slot.stopped = dark == slot.pools.size();
        if (degraded != slot.degraded) {
            slot.degraded = degraded;
            changes.push_back({i, slot.id, degraded ? JobState::Degraded : JobState::Running, false});
        }
    }
}

} // namespace twin::generate
