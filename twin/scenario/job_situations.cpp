#include "twin/scenario/job_situations.h"

#include "twin/scenario/failed_cards.h"
#include "twin/scenario/job_pace.h"
#include "twin/scenario/job_reach.h"
#include "twin/scenario/pool_money.h"
#include "twin/scenario/run_jobs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>
#include <vector>

namespace twin::scenario {

namespace {

using registry::Job;
using registry::JobKind;

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kUnknown = -1;
/// Speeds closer than this are the same: rates are exact to 1e-9.
constexpr double kSameSpeed = 1e-6;

class JobFiller
{
  public:
    JobFiller(const Ground& ground, const ArcPicture& picture, Situation& out)
        : m_ground(ground)
        , m_picture(picture)
        , m_out(out)
        , m_registry(*out.world->registry)
        , m_pace(m_registry, ground.options().assumptions)
        , m_reach(ground, *out.world, picture)
    {
        for (const FlowSituation& flow : out.flows) {
            const FlowFact& fact = out.fact(ground, flow);
            if (fact.job.empty()) {
                continue;
            }
            PaceLeg& leg = m_legs[fact.job][{fact.src, fact.dst}];
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
            now.isWithoutPlace =
                job->placements.empty() && waitsForCards(job->state) && job != m_ground.job(job->id);
            m_out.jobs.push_back(std::move(now));
            return;
        }
        now.inputWaits = inputWaits(*job);
        now.speed = speedOf(*job, now);
        takeCards(*job, now.speed);
        const JobSituation* before = beforeOf(job->id);
        judge(*job, before, now);
        now.latency = m_reach.ofService(*job);
        now.missesLatency = now.latency && missesClass(*job, *now.latency);
        m_out.jobs.push_back(std::move(now));
    }

  private:
    double speedOf(const Job& job, JobSituation& now) const
    {
        std::vector<double> shares;
        for (const registry::PlacedCards& placed : job.placements) {
            const auto pool = m_registry.find(EntityKind::Pool, placed.poolId);
            shares.push_back(pool ? usableShare(job, pool->index, m_picture) *
                                        workingShare(*m_out.edits, job, placed)
                                  : 0);
        }
        PaceWan wan;
        const auto legs = m_legs.find(job.id);
        const bool isSpread =
            job.kind != JobKind::Infer && job.placements.size() > 1 && *std::ranges::min_element(shares) > 0;
        if (isSpread && legs != m_legs.end()) {
            for (const auto& [ends, leg] : legs->second) {
                if (isPlacedIn(job, ends.first) && isPlacedIn(job, ends.second)) {
                    wan.add(leg);
                }
            }
            now.wan_bps = std::isfinite(wan.least_bps) ? wan.least_bps : 0;
        }
        return m_pace.speed(job, shares, wan);
    }

    [[nodiscard]] bool inputWaits(const Job& job) const
    {
        const auto legs = m_legs.find(job.id);
        return legs != m_legs.end() && std::ranges::any_of(legs->second, [&](const auto& entry) {
                   return entry.second.isCut && isPlacedIn(job, entry.first.second) &&
                          !isPlacedIn(job, entry.first.first);
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
            // Where it was placed first; a service ends at its time, whatever it has.
            const JobPtr first = job.kind == JobKind::Infer ? nullptr : m_ground.job(job.id);
            const double stretch = first != nullptr ? m_pace.stretch(*first, job) : 1;
            now.finish_s =
                static_cast<double>(job.expectedEnd - m_ground.moment()) / 1e9 * stretch * usual / now.speed;
        } else {
            now.finish_s = job.kind == JobKind::Infer ? kUnknown : m_pace.computing_s(job, now.speed);
        }
        if (job.deadline > m_ground.moment() && now.finish_s >= 0) {
            now.missesDeadline = now.finish_s > static_cast<double>(job.deadline - m_ground.moment()) / 1e9;
        }
    }

    const Ground& m_ground;
    const ArcPicture& m_picture;
    Situation& m_out;
    const registry::Registry& m_registry;
    JobPace m_pace;
    ReachLook m_reach;
    std::unordered_map<std::string, std::map<std::pair<std::string, std::string>, PaceLeg>> m_legs;
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
