#include "models/search/neighbours.h"

#include "models/format/terms.h"

#include <map>
#include <set>
#include <string>

namespace models {

using namespace twin::registry;
using twin::EntityKind;
using Type = EntityKey::Type;

void Neighbours::addEnterprise(SubjectIndex subject)
{
    if (subject) {
        addKeys(tr("Enterprise"), {{Type::Enterprise, format::text(m_registry[subject].id)}});
    }
}

void Neighbours::addKeys(const QString& title, const std::vector<EntityKey>& keys)
{
    if (keys.empty()) {
        return;
    }
    RelatedGroup group{title, {}, static_cast<int>(keys.size())};
    for (const EntityKey& key : keys) {
        if (group.entities.size() == m_max) {
            break;
        }
        group.entities.append({key, entityLabel(m_snapshot, key, m_language), detail(key)});
    }
    m_groups.append(std::move(group));
}

void Neighbours::addPoolsWhere(const std::function<bool(const Pool&)>& matches)
{
    std::vector<const Pool*> hits;
    for (const Pool& pool : m_registry.pools) {
        if (matches(pool)) {
            hits.push_back(&pool);
        }
    }
    std::ranges::stable_sort(hits, std::greater<>{},
                             [](const Pool* p) { return p->declared[twin::Precision::Fp16]; });
    std::vector<EntityKey> keys;
    for (const Pool* pool : hits) {
        keys.push_back({Type::Pool, format::text(pool->id)});
    }
    addKeys(tr("Pools"), keys);
}

void Neighbours::addJobsWhere(const std::function<bool(const Job&)>& matches)
{
    std::vector<JobPtr> hits;
    std::ranges::copy_if(m_snapshot.directory->jobs, std::back_inserter(hits),
                         [&](const JobPtr& job) { return job && matches(*job); });
    std::ranges::sort(hits, [](const JobPtr& a, const JobPtr& b) {
        return a->cards != b->cards ? a->cards > b->cards : a->id < b->id;
    });
    std::vector<EntityKey> keys;
    for (const JobPtr& job : hits) {
        keys.push_back({Type::Job, format::text(job->id)});
    }
    addKeys(tr("Jobs"), keys);
}

void Neighbours::addFlowsWhere(const std::function<bool(const Flow&)>& matches)
{
    std::vector<std::pair<double, const Flow*>>
        hits; // minus the rate, so that the natural order is largest first
    const auto& flows = m_snapshot.directory->flows;
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        if (flows[i] && matches(*flows[i])) {
            const auto rate = twin::state::liveValue(m_snapshot, {EntityKind::Flow, i},
                                                     static_cast<std::size_t>(twin::FlowMetric::Rate));
            hits.emplace_back(rate.isUsable() ? -rate.value : 0, flows[i].get());
        }
    }
    std::ranges::sort(hits, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second->id < b.second->id;
    });
    std::vector<EntityKey> keys;
    for (const auto& [rate, flow] : hits) {
        keys.push_back({Type::Flow, format::text(flow->id)});
    }
    addKeys(tr("Flows"), keys);
}

void Neighbours::addHitBy(const std::function<bool(const Flow&)>& matches)
{
    std::set<std::string> jobs;
    std::map<SubjectIndex, double> rates; // minus the rate, so that the natural order is largest first
    const auto& flows = m_snapshot.directory->flows;
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        if (!flows[i] || !matches(*flows[i])) {
            continue;
        }
        jobs.insert(flows[i]->jobId);
        const auto rate = twin::state::liveValue(m_snapshot, {EntityKind::Flow, i},
                                                 static_cast<std::size_t>(twin::FlowMetric::Rate));
        for (const SubjectIndex subject : std::set{m_registry.subject(flows[i]->tenantId),
                                                   ownerOf(flows[i]->src), ownerOf(flows[i]->dst)}) {
            if (subject) {
                rates[subject] -= rate.isUsable() ? rate.value : 0;
            }
        }
    }
    addJobsWhere([&](const Job& job) { return jobs.contains(job.id); });
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [subject, rate] : rates) {
        order.emplace_back(rate, m_registry[subject].id);
    }
    std::ranges::sort(order);
    std::vector<EntityKey> keys;
    for (const auto& [rate, id] : order) {
        keys.push_back({Type::Enterprise, format::text(id)});
    }
    addKeys(tr("Enterprises"), keys);
}

SubjectIndex Neighbours::ownerOf(const std::string& pool) const
{
    const auto found = m_registry.find(EntityKind::Pool, pool);
    return found ? m_registry.pools[found->index].subject : SubjectIndex();
}

void Neighbours::addLinks(const QString& title, const std::vector<LinkIndex>& links)
{
    std::vector<EntityKey> keys;
    for (const LinkIndex link : links) {
        keys.push_back({Type::Link, format::text(m_registry[link].id)});
    }
    addKeys(title, keys);
}

void Neighbours::addConduits(const std::vector<ConduitIndex>& conduits)
{
    std::vector<EntityKey> keys;
    for (const ConduitIndex conduit : conduits) {
        keys.push_back({Type::Conduit, format::text(m_registry[conduit].id)});
    }
    addKeys(tr("Conduits"), keys);
}

void Neighbours::addEndpoint(std::vector<EntityKey>& keys, const Endpoint& end) const
{
    const bool isPool = std::holds_alternative<PoolIndex>(end);
    keys.push_back({isPool ? Type::Pool : Type::Site, format::text(m_registry.endpointId(end))});
}

QString Neighbours::detail(const EntityKey& key) const
{
    const QLocale& locale = m_language.locale();
    if (key.type == Type::Pool || key.type == Type::Link) {
        const auto entity = m_snapshot.find(entityKind(key.type), format::utf8(key.id));
        const auto use = entity ? twin::state::utilisation(m_snapshot, *entity) : twin::state::LiveValue{};
        return use.isUsable() ? format::percent(use.value, locale).text() : Terms::notHeard();
    }
    if (key.type == Type::Flow) {
        const auto entity = m_snapshot.find(EntityKind::Flow, format::utf8(key.id));
        const auto rate = entity ? twin::state::liveValue(m_snapshot, *entity, 0) : twin::state::LiveValue{};
        return rate.isUsable() ? format::bitRate(rate.value, locale).text() : Terms::notHeard();
    }
    if (key.type == Type::Job) {
        const auto entity = m_snapshot.find(EntityKind::Job, format::utf8(key.id));
        return entity ? Terms::of(m_snapshot.directory->jobs[entity->index]->kind) : QString();
    }
    return {};
}

} // namespace models
