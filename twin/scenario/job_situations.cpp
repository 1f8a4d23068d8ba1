#include "twin/scenario/job_situations.h"

#include "twin/scenario/job_speed.h"
#include "twin/scenario/pool_money.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

namespace twin::scenario {

namespace {

using registry::Job;
using registry::JobKind;

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kUnknown = -1;
/// Speeds closer than this are the same: rates are exact to 1e-9.
constexpr double kSameSpeed = 1e-6;

/// What goes between two pools of a job, or to it.
struct Leg
{
    double rate_bps = 0;
    double asked_bps = 0;
    TimeNs delay = 0;
    bool isCut = false;
};

class JobFiller
{
  public:
    JobFiller(const Ground& ground, const ArcPicture& picture, Situation& out)
        : m_ground(ground)
        , m_picture(picture)
        , m_out(out)
        , m_registry(*out.world->registry)
    {
        for (const FlowSituation& flow : out.flows) {
            const FlowFact& fact = out.fact(ground, flow);
            if (fact.job.empty()) {
                continue;
            }
            Leg& leg = m_legs[fact.job][{fact.src, fact.dst}];
            leg.rate_bps += flow.rate_bps;
            leg.asked_bps += std::isfinite(flow.asked_bps) ? flow.asked_bps : flow.rate_bps;
            leg.delay = std::max(leg.delay, flow.delay);
            leg.isCut = leg.isCut || flow.state == FlowState::Disconnected;
        }
    }

    void add(const JobPtr& job)
    {
        JobSituation now;
        now.job = job;
        for (const registry::PlacedCards& placed : job->placements) {
            now.cards += placed.cards;
        }
        if (!takesCards(job->state) || job->placements.empty()) {
            now.condition = JobCondition::Waiting;
            now.finish_s = kUnknown;
            m_out.jobs.push_back(std::move(now));
            return;
        }
        now.inputWaits = inputWaits(*job);
        now.speed = speedOf(*job, now);
        takeCards(*job, now.speed);
        const JobSituation* before = beforeOf(job->id);
        judge(*job, before, now);
        m_out.jobs.push_back(std::move(now));
    }

  private:
    /// Part of the cards placed in a pool that can work.
    [[nodiscard]] double share(const Job& job, const registry::PlacedCards& placed) const
    {
        const auto pool = m_registry.find(EntityKind::Pool, placed.poolId);
        if (!pool) {
            return 0;
        }
        const ElementState state = m_picture.pools[pool->index];
        const bool needsNetwork = job.kind == JobKind::Infer || job.kind == JobKind::Ingest;
        const bool isCutOff = needsNetwork && m_picture.isReachable[pool->index] == 0;
        if (state == ElementState::Down || state == ElementState::Removed || isCutOff) {
            return 0;
        }
        return m_picture.poolLeft[pool->index];
    }

    /// A service goes on with what is left; training moves in step, so the slowest place sets the pace.
    double speedOf(const Job& job, JobSituation& now) const
    {
        double least = 1;
        double sum = 0;
        for (const registry::PlacedCards& placed : job.placements) {
            const double part = share(job, placed);
            least = std::min(least, part);
            sum += part * placed.cards;
        }
        if (job.kind == JobKind::Infer) {
            return now.cards > 0 ? sum / now.cards : 0;
        }
        if (job.placements.size() > 1 && least > 0) {
            return least * wanEfficiency(job, now);
        }
        return least;
    }

    [[nodiscard]] bool isInside(const Job& job, const std::string& place) const
    {
        return std::ranges::any_of(job.placements,
                                   [&](const auto& placed) { return placed.poolId == place; });
    }

    double wanEfficiency(const Job& job, JobSituation& now) const
    {
        const auto legs = m_legs.find(job.id);
        if (legs == m_legs.end()) {
            return 1;
        }
        double asked = 0;
        now.wan_bps = kNever;
        TimeNs delay = 0;
        for (const auto& [ends, leg] : legs->second) {
            if (isInside(job, ends.first) && isInside(job, ends.second)) {
                now.wan_bps = std::min(now.wan_bps, leg.isCut ? 0 : leg.rate_bps);
                asked = std::max(asked, leg.asked_bps);
                delay = std::max(delay, leg.delay);
            }
        }
        if (!std::isfinite(now.wan_bps)) {
            now.wan_bps = 0;
            return 1; // nothing goes between its pools
        }
        CrossSiteStep step;
        step.parameters = job.parameters;
        step.tokens = m_ground.options().assumptions.tokensPerStep;
        step.mfu = m_ground.options().assumptions.mfu;
        step.cards = now.cards;
        step.sites = static_cast<std::uint32_t>(job.placements.size());
        step.bandwidth_bps = now.wan_bps;
        step.roundTrip = 2 * delay;
        if (const auto pool = m_registry.find(EntityKind::Pool, job.placements.front().poolId)) {
            const auto flops = flopsOf(m_registry.pools[pool->index], job.chipClass, 1);
            step.gflopsPerCard = static_cast<double>(flops[job.precision]);
        }
        if (job.parameters == 0 || step.gflopsPerCard <= 0) {
            return asked > 0 ? std::min(1.0, now.wan_bps / asked) : 1; // as much slower as its traffic
        }
        return crossSiteEfficiency(step);
    }

    [[nodiscard]] bool inputWaits(const Job& job) const
    {
        const auto legs = m_legs.find(job.id);
        return legs != m_legs.end() && std::ranges::any_of(legs->second, [&](const auto& entry) {
                   return entry.second.isCut && isInside(job, entry.first.second) &&
                          !isInside(job, entry.first.first);
               });
    }

    void takeCards(const Job& job, double speed)
    {
        for (const registry::PlacedCards& placed : job.placements) {
            const auto pool = m_registry.find(EntityKind::Pool, placed.poolId);
            if (!pool) {
                continue;
            }
            const double works = placed.cards * speed;
            m_out.pools[pool->index].cardsTaken += placed.cards;
            m_out.pools[pool->index].cardsWorking += works;
            const auto waiting = flopsOf(m_registry.pools[pool->index], job.chipClass, placed.cards - works);
            for (std::size_t p = 0; p < kPrecisionCount; ++p) {
                m_out.totals.waiting.value[p] += waiting.value[p];
            }
        }
    }

    [[nodiscard]] const JobSituation* beforeOf(const std::string& id) const
    {
        if (m_ground.before() == nullptr) {
            return nullptr;
        }
        const auto& jobs = m_ground.before()->jobs;
        const auto found = std::ranges::lower_bound(
            jobs, id, {}, [](const JobSituation& job) -> const std::string& { return job.job->id; });
        return found != jobs.end() && found->job->id == id ? &*found : nullptr;
    }

    /// Of a new one: what its tokens need on its cards.
    [[nodiscard]] double computing_s(const Job& job, double speed) const
    {
        const auto pool = m_registry.find(EntityKind::Pool, job.placements.front().poolId);
        if (!pool || job.parameters == 0 || job.tokens == 0) {
            return kUnknown;
        }
        const auto flops = flopsOf(m_registry.pools[pool->index], job.chipClass, job.cards);
        const double perSecond =
            static_cast<double>(flops[job.precision]) * 1e9 * m_ground.options().assumptions.mfu * speed;
        const double all = 6 * static_cast<double>(job.parameters) * static_cast<double>(job.tokens);
        return perSecond > 0 ? all / perSecond : kNever;
    }

    /// @param before the same job with nothing done; null while that itself is made, and of new jobs
    void judge(const Job& job, const JobSituation* before, JobSituation& now) const
    {
        const bool isKnown = before != nullptr && before->speed > 0;
        const double usual = isKnown ? before->speed : now.speed;
        now.condition = now.speed <= 0                         ? JobCondition::Stopped
                        : now.speed < usual * (1 - kSameSpeed) ? JobCondition::Slowed
                                                               : JobCondition::Running;
        if (now.speed <= 0) {
            now.finish_s = kNever;
        } else if (job.expectedEnd > m_ground.moment()) {
            now.finish_s = static_cast<double>(job.expectedEnd - m_ground.moment()) / 1e9 * usual / now.speed;
        } else {
            now.finish_s = job.kind == JobKind::Infer ? kUnknown : computing_s(job, now.speed);
        }
        if (job.deadline > m_ground.moment() && now.finish_s >= 0) {
            now.missesDeadline = now.finish_s > static_cast<double>(job.deadline - m_ground.moment()) / 1e9;
        }
    }

    const Ground& m_ground;
    const ArcPicture& m_picture;
    Situation& m_out;
    const registry::Registry& m_registry;
    std::unordered_map<std::string, std::map<std::pair<std::string, std::string>, Leg>> m_legs;
};

} // namespace

void fillJobs(const Ground& ground, const ArcPicture& picture, const Asked& asked, Situation& out)
{
    JobFiller filler(ground, picture, out);
    out.jobs.reserve(asked.jobs.size());
    for (const JobPtr& job : asked.jobs) {
        filler.add(job);
    }
}

} // namespace twin::scenario
