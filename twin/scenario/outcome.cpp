#include "twin/scenario/outcome.h"

#include "twin/scenario/job_reach.h"
#include "twin/scenario/rollup.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::scenario {

namespace {

/// Rates are exact to 1e-9 of them.
constexpr double kSame = 1e-9;

bool isSame(double a, double b)
{
    return a == b || std::abs(a - b) <= kSame * std::max(std::abs(a), std::abs(b));
}

bool isSame(const BeforeAfter<double>& pair)
{
    return isSame(pair.before, pair.after);
}

template <typename Row, typename Size> void sortByEffect(std::vector<Row>& rows, Size size)
{
    std::ranges::sort(rows, [&](const Row& a, const Row& b) {
        const double x = size(a);
        const double y = size(b);
        return x != y ? x > y : a.id < b.id;
    });
}

double latency_ms(const JobSituation& job)
{
    if (!job.latency) {
        return -1;
    }
    return latencyMs(*job.latency);
}

double fullerLoad(const LinkSituation& link)
{
    return std::max(link.load_bps[0], link.load_bps[1]);
}

/// Walks two lists by identifier: pairs, with null where one has it not.
class Comparison
{
  public:
    Comparison(const Ground& ground, Outcome& out)
        : m_ground(ground)
        , m_before(*out.before)
        , m_after(*out.after)
        , m_out(out)
    {}

    void run()
    {
        compareLinks();
        comparePools();
        compareFlows();
        compareJobs();
    }

  private:
    /// Calls `use(id, number before or none, number after or none)` for all entities of either world.
    template <typename List, typename Use>
    void pair(const List& before, const List& after, EntityKind kind, Use use) const
    {
        const registry::Registry& old = *m_before.world->registry;
        const registry::Registry& now = *m_after.world->registry;
        for (std::uint32_t i = 0; i < after.size(); ++i) {
            const auto found = &old == &now ? std::optional(EntityRef{kind, i}) : old.find(kind, after[i].id);
            use(after[i].id, found ? found->index : EntityRef::kNone, i);
        }
        for (std::uint32_t i = 0; &old != &now && i < before.size(); ++i) {
            if (!now.find(kind, before[i].id)) {
                use(before[i].id, i, EntityRef::kNone);
            }
        }
    }

    void compareLinks()
    {
        const LinkSituation none{ElementState::Removed, {}, {}};
        pair(m_before.world->registry->links, m_after.world->registry->links, EntityKind::Link,
             [&](const std::string& id, std::uint32_t b, std::uint32_t a) {
                 const LinkSituation& before = b == EntityRef::kNone ? none : m_before.links[b];
                 const LinkSituation& after = a == EntityRef::kNone ? none : m_after.links[a];
                 LinkChange row{id,
                                {before.state, after.state},
                                {before.utilisation(), after.utilisation()},
                                {fullerLoad(before), fullerLoad(after)},
                                {before.capacity_bps[0], after.capacity_bps[0]}};
                 if (row.state.differs() || !isSame(row.utilisation) || !isSame(row.load_bps) ||
                     !isSame(row.capacity_bps)) {
                     m_out.links.push_back(std::move(row));
                 }
             });
        sortByEffect(m_out.links,
                     [](const LinkChange& row) { return row.utilisation.after - row.utilisation.before; });
    }

    void comparePools()
    {
        PoolSituation none;
        none.state = ElementState::Removed;
        pair(m_before.world->registry->pools, m_after.world->registry->pools, EntityKind::Pool,
             [&](const std::string& id, std::uint32_t b, std::uint32_t a) {
                 const PoolSituation& before = b == EntityRef::kNone ? none : m_before.pools[b];
                 const PoolSituation& after = a == EntityRef::kNone ? none : m_after.pools[a];
                 const registry::Registry& registry =
                     a == EntityRef::kNone ? *m_before.world->registry : *m_after.world->registry;
                 PoolChange row{id,
                                registry[registry.pools[a == EntityRef::kNone ? b : a].subject].id,
                                {before.state, after.state},
                                {before.isReachable, after.isReachable},
                                {before.cardsUsable, after.cardsUsable},
                                {before.cardsWorking, after.cardsWorking},
                                {before.facility_w, after.facility_w},
                                {before.energyPerHour, after.energyPerHour},
                                {before.revenuePerHour, after.revenuePerHour},
                                {before.carbon_gPerHour, after.carbon_gPerHour},
                                after.stranded};
                 if (row.state.differs() || row.isReachable.differs() || row.cardsUsable.differs() ||
                     !isSame(row.cardsWorking) || !isSame(row.facility_w) || row.energyPerHour.differs() ||
                     row.revenuePerHour.differs() || !isSame(row.carbon_gPerHour)) {
                     m_out.pools.push_back(std::move(row));
                 }
             });
        sortByEffect(m_out.pools, [](const PoolChange& row) {
            return static_cast<double>(row.cardsUsable.before) - row.cardsUsable.after +
                   row.cardsWorking.before - row.cardsWorking.after;
        });
    }

    void compareFlows()
    {
        matchFlows();
        for (std::size_t i = 0; i < m_after.flows.size(); ++i) {
            addFlow(m_match[i], &m_after.flows[i]);
        }
        for (const FlowSituation* flow : m_gone) {
            addFlow(flow, nullptr);
        }
        sortByEffect(m_out.flows,
                     [](const FlowChange& row) { return row.rate_bps.before - row.rate_bps.after; });
    }

    /// Of each flow after the one before, or null; and those before that are gone. The ground's own are known
    /// by number, what commands made by identifier.
    void matchFlows()
    {
        const std::size_t known = m_ground.flows().size();
        std::vector<const FlowSituation*> byNumber(known, nullptr);
        std::unordered_map<std::string_view, const FlowSituation*> byId;
        for (const FlowSituation& flow : m_before.flows) {
            if (flow.fact < known) {
                byNumber[flow.fact] = &flow;
            } else {
                byId.emplace(m_before.fact(m_ground, flow).id, &flow);
            }
        }
        std::vector<std::size_t> open; ///< that commands made
        for (std::size_t i = 0; i < m_after.flows.size(); ++i) {
            const std::uint32_t fact = m_after.flows[i].fact;
            m_match.push_back(fact < known ? std::exchange(byNumber[fact], nullptr) : nullptr);
            if (m_match.back() == nullptr) {
                open.push_back(i);
            }
        }
        for (const FlowSituation* flow : byNumber) {
            if (flow != nullptr) {
                byId.emplace(m_before.fact(m_ground, *flow).id, flow);
            }
        }
        for (const std::size_t i : open) {
            if (const auto found = byId.find(m_after.fact(m_ground, m_after.flows[i]).id);
                found != byId.end()) {
                m_match[i] = found->second;
                byId.erase(found);
            }
        }
        for (const FlowSituation& flow : m_before.flows) {
            if (byId.empty()) {
                break;
            }
            const auto found = byId.find(m_before.fact(m_ground, flow).id);
            if (found != byId.end() && found->second == &flow) {
                m_gone.push_back(&flow);
                byId.erase(found);
            }
        }
    }

    void addFlow(const FlowSituation* before, const FlowSituation* after)
    {
        const FlowFact& fact =
            after != nullptr ? m_after.fact(m_ground, *after) : m_before.fact(m_ground, *before);
        const FlowSituation none;
        const FlowSituation& b = before != nullptr ? *before : none;
        const FlowSituation& a = after != nullptr ? *after : none;
        FlowChange row;
        row.state = {b.state, a.state};
        row.rate_bps = {b.rate_bps, a.rate_bps};
        row.finish_s = {b.finish_s, a.finish_s};
        row.missesDeadline = {b.missesDeadline, a.missesDeadline};
        row.exists = {before != nullptr, after != nullptr};
        row.isRerouted = before != nullptr && after != nullptr && b.pathHash != a.pathHash && a.pathHash != 0;
        if (row.state.differs() || !isSame(row.rate_bps) || row.missesDeadline.differs() ||
            row.exists.differs() || row.isRerouted) {
            row.id = fact.id;
            row.tenant = fact.tenant;
            row.job = fact.job;
            row.isBackground = fact.isBackground;
            m_out.flows.push_back(std::move(row));
        }
    }

    void compareJobs()
    {
        auto b = m_before.jobs.begin();
        auto a = m_after.jobs.begin();
        while (b != m_before.jobs.end() || a != m_after.jobs.end()) {
            const bool takesBefore =
                b != m_before.jobs.end() && (a == m_after.jobs.end() || b->job->id <= a->job->id);
            const bool takesAfter =
                a != m_after.jobs.end() && (b == m_before.jobs.end() || a->job->id <= b->job->id);
            addJob(takesBefore ? &*b : nullptr, takesAfter ? &*a : nullptr);
            b += takesBefore ? 1 : 0;
            a += takesAfter ? 1 : 0;
        }
        sortByEffect(m_out.jobs,
                     [](const JobChange& row) { return row.cards * (row.speed.before - row.speed.after); });
    }

    void addJob(const JobSituation* before, const JobSituation* after)
    {
        JobSituation none;
        none.condition = JobCondition::Waiting;
        none.finish_s = -1;
        const JobSituation& b = before != nullptr ? *before : none;
        const JobSituation& a = after != nullptr ? *after : none;
        JobChange row;
        row.condition = {b.condition, a.condition};
        row.speed = {b.speed, a.speed};
        row.finish_s = {b.finish_s, a.finish_s};
        row.missesDeadline = {b.missesDeadline, a.missesDeadline};
        row.exists = {before != nullptr, after != nullptr};
        row.inputWaits = a.inputWaits;
        row.latency_ms = {latency_ms(b), latency_ms(a)};
        row.missesLatency = {b.missesLatency, a.missesLatency};
        row.isWithoutPlace = {b.isWithoutPlace, a.isWithoutPlace};
        const bool isMoved = before != nullptr && after != nullptr && before->job != after->job;
        if (row.condition.differs() || !isSame(row.speed) || row.missesDeadline.differs() ||
            row.missesLatency.differs() || row.exists.differs() || a.inputWaits != b.inputWaits || isMoved) {
            const registry::Job& job = after != nullptr ? *after->job : *before->job;
            row.id = job.id;
            row.tenant = job.tenantId;
            // Who lost its place has no cards left: those it had stand still.
            row.cards = after != nullptr && !(a.isWithoutPlace && before != nullptr) ? a.cards : b.cards;
            row.latencyClass_ms = a.latency || b.latency ? job.limits.latencyClass_ms : 0;
            m_out.jobs.push_back(std::move(row));
        }
    }

    const Ground& m_ground;
    const Situation& m_before;
    const Situation& m_after;
    Outcome& m_out;
    std::vector<const FlowSituation*> m_match; ///< by flow after
    std::vector<const FlowSituation*> m_gone;
};

} // namespace

Outcome compare(const Ground& ground, SituationPtr before, SituationPtr after)
{
    Outcome out;
    out.before = std::move(before);
    out.after = std::move(after);
    Comparison(ground, out).run();
    rollUp(ground, out);
    return out;
}

} // namespace twin::scenario
