#include "models/filter/entity_filter.h"

#include "models/format/format.h"

#include <algorithm>

namespace models {

using namespace twin::registry;

namespace {

/// True when nothing is asked or `id` is what is asked.
bool matches(const QString& wanted, const std::string& id)
{
    return wanted.isEmpty() || wanted == format::text(id);
}

std::string idOf(const std::vector<Carrier>& carriers, CarrierIndex index)
{
    return index ? carriers[index.value()].id : std::string();
}

} // namespace

EntityFilter::EntityFilter(QObject* parent)
    : QObject(parent)
{}

void EntityFilter::setSpec(const FilterSpec& spec)
{
    if (m_spec == spec) {
        return;
    }
    m_spec = spec;
    m_passing = {};
    Q_EMIT changed();
}

bool EntityFilter::passesPool(const twin::state::Snapshot& snapshot, std::uint32_t pool) const
{
    if (m_spec.isEmpty()) {
        return true;
    }
    const Passing& all = passing(snapshot.registry);
    return pool < all.pools.size() && all.pools[pool];
}

bool EntityFilter::passesLink(const twin::state::Snapshot& snapshot, std::uint32_t link) const
{
    if (m_spec.isEmpty()) {
        return true;
    }
    const Passing& all = passing(snapshot.registry);
    return link < all.links.size() && all.links[link];
}

bool EntityFilter::passesFlow(const twin::state::Snapshot& snapshot, const Flow& flow) const
{
    if (m_spec.isEmpty()) {
        return true;
    }
    bool srcIsPool = false;
    bool dstIsPool = false;
    const bool src = passesEnd(snapshot, flow.src, srcIsPool);
    const bool dst = passesEnd(snapshot, flow.dst, dstIsPool);
    // Sites decide only for traffic between sites: a core site serves pools of everybody.
    if (srcIsPool || dstIsPool) {
        return (src && srcIsPool) || (dst && dstIsPool);
    }
    return src || dst;
}

bool EntityFilter::passesJob(const twin::state::Snapshot& snapshot, const Job& job) const
{
    if (m_spec.isEmpty()) {
        return true;
    }
    if (job.placements.empty()) { // not placed yet: only what the job itself says can be judged
        return m_spec.hubId.isEmpty() && m_spec.carrierId.isEmpty() &&
               matches(m_spec.enterpriseId, job.tenantId) && matches(m_spec.chipClass, job.chipClass);
    }
    return std::ranges::any_of(job.placements, [&](const PlacedCards& placed) {
        bool isPool = false;
        return passesEnd(snapshot, placed.poolId, isPool);
    });
}

bool EntityFilter::passesEnd(const twin::state::Snapshot& snapshot, const std::string& id, bool& isPool) const
{
    const Passing& all = passing(snapshot.registry);
    if (const auto pool = snapshot.registry->find(twin::EntityKind::Pool, id)) {
        isPool = true;
        return all.pools[pool->index];
    }
    const auto site = snapshot.registry->find(twin::EntityKind::Site, id);
    return site && all.sites[site->index];
}

const EntityFilter::Passing& EntityFilter::passing(const RegistryPtr& registry) const
{
    if (m_passing.registry == registry) {
        return m_passing;
    }
    Passing next;
    next.registry = registry;
    next.pools.resize(registry->pools.size());
    next.sites.resize(registry->sites.size());
    for (std::size_t i = 0; i < registry->pools.size(); ++i) {
        const Pool& pool = registry->pools[i];
        next.pools[i] = poolMatches(*registry, pool);
        if (!next.pools[i]) {
            continue;
        }
        for (const LinkIndex access : pool.access) {
            for (const Endpoint& end : {(*registry)[access].a, (*registry)[access].b}) {
                if (const auto* site = std::get_if<SiteIndex>(&end); site && *site) {
                    next.sites[site->value()] = true;
                }
            }
        }
    }
    next.links.reserve(registry->links.size());
    for (const Link& link : registry->links) {
        next.links.push_back(linkMatches(next, link));
    }
    m_passing = std::move(next);
    return m_passing;
}

bool EntityFilter::poolMatches(const Registry& registry, const Pool& pool) const
{
    const std::string enterprise = pool.subject ? registry[pool.subject].id : std::string();
    const std::string hub = pool.hub ? registry[pool.hub].id : std::string("-");
    if (!matches(m_spec.enterpriseId, enterprise) || !matches(m_spec.hubId, hub)) {
        return false;
    }
    const auto hasChip = [this](const Chip& chip) {
        return matches(m_spec.chipClass, chip.chipClass);
    };
    if (!m_spec.chipClass.isEmpty() && std::ranges::none_of(pool.chips, hasChip)) {
        return false;
    }
    const auto isOfCarrier = [&](LinkIndex link) {
        return matches(m_spec.carrierId, idOf(registry.carriers, registry[link].carrier));
    };
    return m_spec.carrierId.isEmpty() || std::ranges::any_of(pool.access, isOfCarrier);
}

bool EntityFilter::linkMatches(const Passing& passing, const Link& link) const
{
    if (!matches(m_spec.carrierId, idOf(passing.registry->carriers, link.carrier))) {
        return false;
    }
    const bool hasPoolFilter =
        !m_spec.enterpriseId.isEmpty() || !m_spec.hubId.isEmpty() || !m_spec.chipClass.isEmpty();
    if (!hasPoolFilter) {
        return true;
    }
    const auto passes = [&](const Endpoint& end) {
        if (const auto* pool = std::get_if<PoolIndex>(&end)) {
            return *pool && passing.pools[pool->value()];
        }
        const SiteIndex site = std::get<SiteIndex>(end);
        return site && passing.sites[site.value()];
    };
    // Of an access link the pool decides; its site may serve many.
    if (std::holds_alternative<PoolIndex>(link.a) || std::holds_alternative<PoolIndex>(link.b)) {
        return passes(std::holds_alternative<PoolIndex>(link.a) ? link.a : link.b);
    }
    return passes(link.a) && passes(link.b);
}

} // namespace models
