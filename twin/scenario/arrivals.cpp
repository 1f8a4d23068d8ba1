#include "twin/scenario/arrivals.h"

#include "twin/scenario/run.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace twin::scenario {

namespace {

constexpr double kShortest_s = 10;
constexpr double kLongest_s = 4 * 3'600;
constexpr double kMedian_s = 20 * 60;
constexpr double kShortestJob_s = 300;
constexpr double kLongestJob_s = 6 * 3'600;

class Drawer
{
  public:
    Drawer(const Ground& ground, TimeNs horizon, std::uint64_t seed)
        : m_ground(ground)
        , m_horizon(horizon)
        , m_seed(seed)
    {
        for (const FlowFact& flow : ground.flows()) {
            if (!flow.isBackground && flow.bytes > 0 && flow.asked_bps > 0) {
                m_like.push_back(&flow);
            }
        }
        for (const JobPtr& job : ground.jobs()) {
            if (takesCards(job->state) && job->placements.size() == 1 && job->placements.front().cards >= 8) {
                m_jobs.push_back(&job);
            }
        }
    }

    [[nodiscard]] bool hasTransfers() const { return !m_like.empty(); }

    [[nodiscard]] bool hasJobs() const { return !m_jobs.empty(); }

    void addTransfer(std::uint32_t number, Arrivals& out) const
    {
        Rng random(m_seed, "scenario.arrival.transfer", number);
        FlowFact fact = likeOne(random);
        fact.id = "F.ARRIVES/" + std::to_string(number + 1);
        fact.begin = m_ground.moment() + at(random);
        size(fact, random);
        out.transfers.push_back(std::move(fact));
    }

    void addJob(std::uint32_t number, Arrivals& out) const
    {
        Rng random(m_seed, "scenario.arrival.job", number);
        auto job = std::make_shared<registry::Job>(**m_jobs[random.below(m_jobs.size())]);
        job->id = "J.ARRIVES/" + std::to_string(number + 1);
        job->state = registry::JobState::Running;
        job->kind = registry::JobKind::Batch;
        job->start = m_ground.moment() + at(random);
        job->expectedEnd =
            job->start + std::llround(random.uniform(kShortestJob_s, kLongestJob_s) * 1e3) * kMillisecond;
        job->progress = 0;
        job->deadline = 0;
        registry::PlacedCards& placed = job->placements.front();
        placed.cards = std::min(placed.cards, static_cast<std::uint32_t>(8 * (1 + random.below(8))));
        job->cards = placed.cards;
        if (number % 2 == 0 && hasTransfers()) {
            addInput(*job, random, out);
        }
        out.jobs.push_back(std::move(job));
    }

  private:
    [[nodiscard]] FlowFact likeOne(Rng& random) const
    {
        FlowFact out = *m_like[random.below(m_like.size())];
        out.job.clear();
        out.done_bytes = 0;
        return out;
    }

    /// Whole seconds, so that times are exact in files and texts.
    [[nodiscard]] TimeNs at(Rng& random) const
    {
        return static_cast<TimeNs>(random.below(static_cast<std::uint64_t>(m_horizon / kMillisecond))) *
               kMillisecond;
    }

    static void size(FlowFact& fact, Rng& random)
    {
        const double length_s = std::clamp(random.lognormal(kMedian_s, 1), kShortest_s, kLongest_s);
        fact.bytes = static_cast<std::uint64_t>(std::max(1.0, fact.asked_bps * length_s / 8));
        fact.deadline = fact.begin + std::llround(length_s * random.uniform(1.05, 2) * 1e3) * kMillisecond;
    }

    void addInput(const registry::Job& job, Rng& random, Arrivals& out) const
    {
        FlowFact fact = likeOne(random);
        const std::string& pool = job.placements.front().poolId;
        if (fact.src == pool) {
            fact.src = fact.dst;
            std::swap(fact.srcProvince, fact.dstProvince);
        }
        fact.id = "F.INPUT/" + job.id;
        fact.dst = pool;
        fact.job = job.id;
        fact.tenant = job.tenantId;
        fact.begin = job.start;
        size(fact, random);
        out.transfers.push_back(std::move(fact));
    }

    const Ground& m_ground;
    TimeNs m_horizon;
    std::uint64_t m_seed;
    std::vector<const FlowFact*> m_like;
    std::vector<const JobPtr*> m_jobs;
};

} // namespace

Result<Arrivals> randomArrivals(const Ground& ground, TimeNs horizon, const ArrivalOptions& options)
{
    if (horizon < kMillisecond || horizon > kMostRun) {
        return failure(ErrorCode::BadInput,
                       "arrivals need a horizon of up to " + std::to_string(kMostRun / kDay) + " days");
    }
    if (options.transfers > kMostRunTransfers || options.jobs > kMostRunJobs) {
        return failure(ErrorCode::BadInput, "at most " + std::to_string(kMostRunTransfers) +
                                                " transfers and " + std::to_string(kMostRunJobs) +
                                                " jobs arrive");
    }
    const Drawer drawer(ground, horizon, options.seed);
    if ((options.transfers > 0 && !drawer.hasTransfers()) || (options.jobs > 0 && !drawer.hasJobs())) {
        return failure(ErrorCode::Invalid,
                       "the base has no transfer or no job in a single pool that new ones "
                       "could be like");
    }
    Arrivals out;
    for (std::uint32_t i = 0; i < options.transfers; ++i) {
        drawer.addTransfer(i, out);
    }
    for (std::uint32_t i = 0; i < options.jobs; ++i) {
        drawer.addJob(i, out);
    }
    return out;
}

} // namespace twin::scenario
