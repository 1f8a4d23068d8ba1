#include "twin/scenario/job_reach.h"

#include "twin/network/route.h"
#include "twin/scenario/job_pace.h"

#include <algorithm>
#include <tuple>

namespace twin::scenario {

namespace {

using network::kUnreachable;
using network::NodeIndex;
using registry::JobKind;

NodeIndex nodeOf(const World& world, const std::string& place)
{
    if (const auto pool = world.registry->find(EntityKind::Pool, place)) {
        return world.graph->node(registry::PoolIndex(pool->index));
    }
    const auto site = world.registry->find(EntityKind::Site, place);
    return site ? world.graph->node(registry::SiteIndex(site->index)) : NodeIndex();
}

TimeNs delayOf(const network::Graph& graph, std::span<const std::uint32_t> arcs)
{
    TimeNs out = 0;
    for (const std::uint32_t arc : arcs) {
        out += network::isInsidePlace(graph, arc) ? 0 : graph.delay()[arc];
    }
    return out;
}

/// Sites that users can be taken to be at: core sites, or all where the registry names none.
std::vector<std::uint32_t> coreSites(const registry::Registry& registry)
{
    std::vector<std::uint32_t> out;
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < registry.sites.size(); ++i) {
        all.push_back(i);
        if (registry.sites[i].role == registry::SiteRole::Core) {
            out.push_back(i);
        }
    }
    return out.empty() ? all : out;
}

bool isService(const registry::Job& job)
{
    return job.kind == JobKind::Infer && job.limits.latencyClass_ms > 0;
}

/// Of one that has no place yet nobody knows where it leads: then as placement asks (compute::requestOf), so
/// that a move is bound to what the queue is.
bool comesFromUsers(const registry::Job& job, const FlowFact& flow)
{
    return job.placements.empty() || (isPlacedIn(job, flow.dst) && !isPlacedIn(job, flow.src));
}

/// The core site nearest to each pool, by the whole network: users do not move when something is cut.
class Nearest
{
  public:
    explicit Nearest(const World& world)
        : m_world(world)
    {}

    /// Empty: no way leads to any.
    const std::string& of(const std::string& pool)
    {
        if (m_best.empty()) {
            look();
        }
        static const std::string kNone;
        const auto found = m_world.registry->find(EntityKind::Pool, pool);
        const std::uint32_t site = found ? m_best[found->index] : kNoSite;
        return site == kNoSite ? kNone : m_world.registry->sites[site].id;
    }

  private:
    static constexpr std::uint32_t kNoSite = 0xFFFFFFFF;

    void look()
    {
        const std::size_t pools = m_world.registry->pools.size();
        m_best.assign(pools, kNoSite);
        std::vector<TimeNs> least(pools, kUnreachable);
        network::ShortestPaths paths(*m_world.graph);
        for (const std::uint32_t site : coreSites(*m_world.registry)) {
            paths.run(m_world.graph->node(registry::SiteIndex(site)));
            for (std::size_t p = 0; p < pools; ++p) {
                const TimeNs delay = paths.distance(m_world.graph->node(registry::PoolIndex(p)));
                if (delay < least[p]) { // ties: the first by identifier
                    least[p] = delay;
                    m_best[p] = site;
                }
            }
        }
    }

    const World& m_world;
    std::vector<std::uint32_t> m_best; ///< by pool
};

std::tuple<const std::string&, const std::string&> endsOf(const JobReach::Known& one)
{
    return std::tie(one.users, one.pool);
}

const std::string& largestPlace(const registry::Job& job)
{
    return std::ranges::max_element(job.placements, {}, &registry::PlacedCards::cards)->poolId;
}

} // namespace

JobReach::JobReach(const World& world, std::span<const JobPtr> jobs, std::span<const FlowFact> flows,
                   std::vector<std::uint8_t> down)
    : m_down(std::move(down))
{
    std::unordered_map<std::string_view, const registry::Job*> services;
    for (const JobPtr& job : jobs) {
        if (isService(*job)) {
            services.emplace(job->id, job.get());
        }
    }
    for (const FlowFact& flow : flows) {
        const auto job = flow.job.empty() || flow.bytes > 0 ? services.end() : services.find(flow.job);
        if (job != services.end() && comesFromUsers(*job->second, flow)) {
            m_users.try_emplace(flow.job, flow.src);
        }
    }
    Nearest nearest(world);
    for (const JobPtr& job : jobs) {
        if (nodeOf(world, job->limits.dataSite).isValid()) {
            m_users.try_emplace(job->id, job->limits.dataSite);
        } else if (isService(*job) && takesCards(job->state) && !job->placements.empty() &&
                   !m_users.contains(job->id)) {
            if (const std::string& site = nearest.of(largestPlace(*job)); !site.empty()) {
                m_users.emplace(job->id, site);
            }
        }
    }
    for (const JobPtr& job : jobs) {
        const auto users = isService(*job) ? m_users.find(job->id) : m_users.end();
        for (std::size_t i = 0; users != m_users.end() && i < job->placements.size(); ++i) {
            m_known.push_back({users->second, job->placements[i].poolId, kUnreachable, {}});
        }
    }
    std::ranges::sort(m_known, {}, endsOf);
    const auto same = std::ranges::unique(m_known, {}, endsOf);
    m_known.erase(same.begin(), same.end());
    network::ShortestPaths paths(*world.graph);
    const std::string* at = nullptr;
    for (Known& one : m_known) {
        const NodeIndex users = nodeOf(world, one.users);
        const NodeIndex pool = nodeOf(world, one.pool);
        if (!users.isValid() || !pool.isValid()) {
            continue;
        }
        if (at == nullptr || *at != one.users) {
            paths.run(users, m_down);
            at = &one.users;
        }
        if (paths.distance(pool) != kUnreachable) {
            one.arcs = paths.path(pool);
            one.delay = delayOf(*world.graph, one.arcs);
        }
    }
}

const std::string& JobReach::usersOf(const std::string& job) const
{
    static const std::string kNone;
    const auto found = m_users.find(job);
    return found != m_users.end() ? found->second : kNone;
}

const JobReach::Known* JobReach::known(const std::string& users, const std::string& pool) const
{
    const auto found = std::ranges::lower_bound(m_known, std::tie(users, pool), {}, endsOf);
    return found != m_known.end() && found->users == users && found->pool == pool ? &*found : nullptr;
}

ReachLook::ReachLook(const Ground& ground, const World& world, const ArcPicture& picture)
    : m_ground(ground)
    , m_world(world)
    , m_picture(picture)
{
    const std::vector<std::uint8_t>& then = ground.reach().down();
    m_isOnlyLess =
        &world == ground.world().get() && then.size() == picture.down.size() &&
        std::ranges::equal(then, picture.down, [](auto was, auto is) { return was == 0 || is != 0; });
}

/// A shortest way that is whole stays the shortest while ways are only taken away.
TimeNs ReachLook::delay(const std::string& from, const std::string& pool)
{
    const JobReach::Known* known = m_isOnlyLess ? m_ground.reach().known(from, pool) : nullptr;
    const bool isWhole = known != nullptr && std::ranges::none_of(known->arcs, [this](std::uint32_t arc) {
                             return m_picture.down[arc] != 0;
                         });
    if (isWhole) { // also where there was no way
        return known->delay;
    }
    const auto found = m_delays.find({from, pool});
    return found != m_delays.end() ? found->second
                                   : m_delays.emplace(std::pair(from, pool), look(from, pool)).first->second;
}

TimeNs ReachLook::look(const std::string& from, const std::string& pool)
{
    const NodeIndex source = nodeOf(m_world, pool);
    const NodeIndex destination = nodeOf(m_world, from);
    if (!source.isValid() || !destination.isValid()) {
        return kUnreachable;
    }
    if (!m_paths) {
        m_paths.emplace(*m_world.graph);
    }
    if (m_runFor != from) {
        m_paths->run(destination, m_picture.down);
        m_runFor = from;
    }
    return m_paths->distance(source) == kUnreachable ? kUnreachable
                                                     : delayOf(*m_world.graph, m_paths->path(source));
}

std::optional<TimeNs> ReachLook::ofService(const registry::Job& job)
{
    std::optional<TimeNs> out;
    if (!isService(job)) {
        return out;
    }
    const std::string& users = m_ground.reach().usersOf(job.id);
    if (users.empty()) {
        return out;
    }
    for (const registry::PlacedCards& placed : job.placements) {
        const auto pool = m_world.registry->find(EntityKind::Pool, placed.poolId);
        if (pool && m_picture.pools[pool->index] < ElementState::Down) {
            out = std::max(out.value_or(0), delay(users, placed.poolId));
        }
    }
    return out;
}

} // namespace twin::scenario
