#include "twin/network/latency_reach.h"
#include "twin/scenario/arc_picture.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/failed_cards.h"
#include "twin/scenario/flow_situations.h"
#include "twin/scenario/job_situations.h"
#include "twin/scenario/pool_money.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/sight.h"
#include "twin/scenario/situation.h"
#include "twin/scenario/situation_hash.h"
#include "twin/scenario/world_of.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace twin::scenario {

namespace {

CardsTaken heldBy(const std::vector<JobPtr>& jobs)
{
    CardsTaken out;
    for (const JobPtr& job : jobs) {
        for (const registry::PlacedCards& placed : job->placements) {
            if (takesCards(job->state)) {
                out[{placed.poolId, job->chipClass}] += placed.cards;
            }
        }
    }
    return out;
}

/// The parts of a situation, in turn.
class Maker
{
  public:
    Maker(const Ground& ground, Situation& out)
        : m_ground(ground)
        , m_out(out)
        , m_registry(*out.world->registry)
    {}

    void make(const EvaluateOptions& options)
    {
        ArcPicture picture = arcPicture(m_ground, *m_out.world, *m_out.edits);
        Asked asked = askedOf(m_ground, *m_out.edits);
        if (!m_out.edits->poolFactor.empty()) {
            picture.room = PoolRoom(m_registry, *m_out.edits, heldBy(asked.jobs));
        }
        takePools(picture);
        // Flows name their facts by number: those that are added stand behind the ground's.
        m_out.added = asked.added;
        fillFlows(m_ground, picture, asked, m_out);
        fillJobs(m_ground, picture, asked, m_out);
        fillPools(picture);
        findServices();
        LostSight lost = lostSight(m_ground, *m_out.edits);
        m_out.lostSources = std::move(lost.sources);
        m_out.totals.unseen = lost.all;
        m_out.arcsDown = picture.down;
        m_out.arcCapacity = picture.capacity;
        if (options.coverage) {
            findCoverage(picture);
        }
        sumUp();
        m_out.stateHash = hashOf(m_ground, m_out);
    }

  private:
    void takePools(const ArcPicture& picture)
    {
        m_out.pools.resize(m_registry.pools.size());
        for (std::size_t i = 0; i < m_out.pools.size(); ++i) {
            m_out.pools[i].state = picture.pools[i];
            m_out.pools[i].isReachable = picture.isReachable[i] != 0;
        }
    }

    void fillPools(const ArcPicture& picture)
    {
        for (std::size_t i = 0; i < m_out.pools.size(); ++i) {
            const registry::Pool& pool = m_registry.pools[i];
            const auto factor = m_out.edits->poolFactor.find(pool.id);
            const auto terms = m_out.edits->terms.find(pool.id);
            fillPool(m_out.pools[i], pool, factor == m_out.edits->poolFactor.end() ? 1 : factor->second,
                     picture.poolLeft[i], terms == m_out.edits->terms.end() ? PoolTerms{} : terms->second,
                     m_ground.options().assumptions);
        }
        strandFailedCards(strandedCards(m_ground, *m_out.edits, m_registry), m_out.pools);
    }

    void findServices()
    {
        std::vector<std::uint8_t> isLost(m_registry.pools.size(), 0); // to any of them
        std::vector<std::uint8_t> isClosed(m_registry.pools.size(), 0);
        for (const auto& [target, mark] : m_out.edits->marks) {
            const auto found =
                target.kind == TargetKind::ServiceNode || target.kind == TargetKind::IdentifierService
                    ? m_registry.find(EntityKind::ServiceNode, target.id)
                    : std::nullopt;
            if (!found) {
                continue;
            }
            const registry::ServiceNode& node = m_registry.serviceNodes[found->index];
            const std::vector<std::uint8_t> pools = resolvedBy(node);
            const auto count = static_cast<std::uint32_t>(std::ranges::count(pools, 1));
            const bool hasFailed = mark.kind() == MarkKind::Failed;
            std::vector<std::uint8_t>& all = hasFailed ? isLost : isClosed;
            std::ranges::transform(pools, all, all.begin(), std::bit_or<>());
            if (hasFailed) {
                m_out.lostServices.push_back({target, count, node.ttl_s});
            } else {
                m_out.drainedServices.push_back({target, count});
            }
        }
        m_out.totals.poolsUnresolvable = static_cast<std::uint32_t>(std::ranges::count(isLost, 1));
        m_out.totals.poolsClosed = static_cast<std::uint32_t>(std::ranges::count(isClosed, 1));
    }

    [[nodiscard]] std::vector<std::uint8_t> resolvedBy(const registry::ServiceNode& node) const
    {
        std::vector<std::uint8_t> out(m_registry.pools.size(), 0);
        for (std::size_t p = 0; p < out.size(); ++p) {
            out[p] = resolves(node, m_registry.pools[p]) ? 1 : 0;
        }
        return out;
    }

    /// For each pool the share of the sites near it, and the FLOPS within each circle, the mean over the
    /// sites.
    void findCoverage(const ArcPicture& picture)
    {
        double all = 0;
        for (const PoolSituation& pool : m_out.pools) {
            all += static_cast<double>(pool.declared[Precision::Fp16]);
        }
        m_out.poolNear.assign(m_out.pools.size(), {});
        std::size_t sites = 0;
        for (std::size_t s = 0; s < m_registry.sites.size(); ++s) {
            if (picture.sites[s] >= ElementState::Drained) {
                continue;
            }
            ++sites;
            const auto reach = network::latencyReach(*m_out.world->graph, &m_registry,
                                                     m_out.world->graph->node(registry::SiteIndex(s)),
                                                     network::kLatencyCircles, picture.down);
            for (std::size_t p = 0; p < m_out.pools.size(); ++p) {
                for (std::size_t c = 0; c < std::size(network::kLatencyCircles); ++c) {
                    m_out.poolNear[p][c] += reach.poolDelay[p] <= network::kLatencyCircles[c] ? 1 : 0;
                }
            }
        }
        NearShares within{};
        for (std::size_t p = 0; p < m_out.pools.size(); ++p) {
            const PoolSituation& pool = m_out.pools[p];
            const auto usable =
                static_cast<double>(pool.declared[Precision::Fp16] - pool.stranded[Precision::Fp16]);
            for (std::size_t c = 0; c < within.size(); ++c) {
                m_out.poolNear[p][c] /= std::max<double>(static_cast<double>(sites), 1);
                within[c] += all > 0 ? m_out.poolNear[p][c] * usable / all : 0;
            }
        }
        for (std::size_t c = 0; c < within.size(); ++c) {
            m_out.coverage.push_back({network::kLatencyCircles[c], within[c]});
        }
    }

    void sumUp()
    {
        for (std::size_t i = 0; i < m_out.links.size(); ++i) {
            add(m_out.links[i], m_registry.links[i].id);
        }
        for (const FlowSituation& flow : m_out.flows) {
            add(flow, m_out.fact(m_ground, flow).isBackground);
        }
        for (const PoolSituation& pool : m_out.pools) {
            add(pool);
        }
        for (const JobSituation& job : m_out.jobs) {
            Totals& sum = m_out.totals;
            sum.jobsSlowed += job.condition == JobCondition::Slowed ? 1 : 0;
            sum.jobsStopped += job.condition == JobCondition::Stopped ? 1 : 0;
            sum.jobsLate += job.missesDeadline ? 1 : 0;
            sum.jobsTooFar += job.missesLatency ? 1 : 0;
            sum.jobsWithoutPlace += job.isWithoutPlace ? 1 : 0;
        }
    }

    void add(const LinkSituation& link, const std::string& id)
    {
        Totals& sum = m_out.totals;
        sum.linksDown += link.state == ElementState::Down || link.state == ElementState::Drained ? 1 : 0;
        if (const double use = link.utilisation(); use > sum.peakUtilisation) {
            sum.peakUtilisation = use;
            sum.peakLink = id;
        }
    }

    void add(const FlowSituation& flow, bool isBackground)
    {
        Totals& sum = m_out.totals;
        sum.served_bps += flow.rate_bps;
        sum.asked_bps += flow.asked_bps < kMostAsked_bps ? flow.asked_bps : flow.rate_bps;
        sum.demandsDisconnected += isBackground && flow.state == FlowState::Disconnected ? 1 : 0;
        if (!isBackground) {
            sum.flowsSlowed += flow.state == FlowState::Slowed ? 1 : 0;
            sum.flowsDisconnected += flow.state == FlowState::Disconnected ? 1 : 0;
            sum.flowsLate += flow.missesDeadline ? 1 : 0;
        }
    }

    void add(const PoolSituation& pool)
    {
        Totals& sum = m_out.totals;
        if (pool.state == ElementState::Removed) {
            return;
        }
        sum.poolsDown += pool.state == ElementState::Down ? 1 : 0;
        sum.poolsUnreachable += pool.state != ElementState::Down && !pool.isReachable ? 1 : 0;
        sum.cards += pool.cards;
        sum.cardsUsable += pool.cardsUsable;
        sum.cardsTaken += pool.cardsTaken;
        sum.cardsWorking += pool.cardsWorking;
        sum.facility_w += pool.facility_w;
        sum.carbon_gPerHour += pool.carbon_gPerHour;
        sum.energyPerHour += pool.energyPerHour;
        sum.revenuePerHour += pool.revenuePerHour;
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            sum.declared.value[p] += pool.declared.value[p];
            sum.stranded.value[p] += pool.stranded.value[p];
        }
    }

    static constexpr double kMostAsked_bps = 1e18;

    const Ground& m_ground;
    Situation& m_out;
    const registry::Registry& m_registry;
};

} // namespace

std::string_view elementStateName(ElementState state)
{
    constexpr std::string_view kNames[]{"up", "degraded", "drained", "down", "removed"};
    return kNames[static_cast<std::size_t>(state)];
}

std::string_view jobConditionName(JobCondition condition)
{
    constexpr std::string_view kNames[]{"running", "slowed", "stopped", "waiting"};
    return kNames[static_cast<std::size_t>(condition)];
}

double LinkSituation::utilisation() const
{
    double out = 0;
    for (const std::size_t way : {0U, 1U}) {
        out = std::max(out, capacity_bps[way] > 0 ? load_bps[way] / capacity_bps[way] : 0);
    }
    return out;
}

bool Edits::isEmpty() const
{
    return marks.empty() && restored.empty() && removed.empty() && linkCapacity_bps.empty() &&
           conduitFactor.empty() && poolFactor.empty() && terms.empty() && additions.empty() &&
           scales.empty() && demands.empty() && submitted.empty() && moved.empty() && cancelled.empty() &&
           routing == RoutingCost::Delay;
}

std::size_t Situation::bytes() const
{
    return sizeof(Situation) + links.capacity() * sizeof(LinkSituation) +
           pools.capacity() * sizeof(PoolSituation) + flows.capacity() * sizeof(FlowSituation) +
           jobs.capacity() * sizeof(JobSituation) + arcsDown.capacity() +
           arcCapacity.capacity() * sizeof(std::uint64_t) + added.capacity() * sizeof(FlowFact);
}

Result<SituationPtr> evaluate(const Ground& ground, std::shared_ptr<const Edits> edits,
                              const EvaluateOptions& options)
{
    auto world = worldOf(ground, *edits);
    if (!world) {
        return failure(std::move(world.error()));
    }
    auto out = std::make_shared<Situation>();
    out->world = std::move(*world);
    out->moment = edits->now;
    out->edits = std::move(edits);
    Maker(ground, *out).make(options);
    return SituationPtr(std::move(out));
}

} // namespace twin::scenario
