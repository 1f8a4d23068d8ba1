#include "twin/compute/resolver.h"

#include "twin/registry/identifier.h"
#include "twin/registry/service_list.h"
#include "twin/support/geography.h"
#include "twin/support/name_list.h"

#include <algorithm>
#include <set>

namespace twin::compute {

namespace {

constexpr std::uint32_t kPerProvince = 10'000;

/// Pool part of a pool's or service's identifier, and its province.
struct Asked
{
    std::string pool;
    std::uint32_t province = 0;
    std::string subject;
    std::string service; ///< the whole identifier; empty: the pool itself
};

Result<Asked> askedFor(const registry::Registry& registry, std::string_view id)
{
    using registry::Identifier;
    using registry::IdentifierKind;
    auto parsed = Identifier::parse(
        id.find('/') == std::string_view::npos ? IdentifierKind::Pool : IdentifierKind::Service, id);
    if (parsed) {
        return Asked{parsed->pool(), parsed->adcode() / kPerProvince * kPerProvince,
                     std::string(parsed->subject()),
                     parsed->service().empty() ? std::string() : std::string(id)};
    }
    // Registries of other makes have identifiers of their own: what they know can be resolved too.
    if (const auto found = registry.find(EntityKind::Pool, id)) {
        const registry::Pool& pool = registry.pools[found->index];
        return Asked{pool.id,
                     pool.adcode / kPerProvince * kPerProvince,
                     pool.subject ? registry[pool.subject].id : std::string(),
                     {}};
    }
    return failure(parsed.error());
}

} // namespace

std::string_view resolverLevelName(ResolverLevel level)
{
    switch (level) {
    case ResolverLevel::National:
        return "national";
    case ResolverLevel::Regional:
        return "regional";
    case ResolverLevel::Subject:
        return "subject";
    case ResolverLevel::Cache:
        break;
    }
    return "cache";
}

Resolver::Resolver(const registry::Registry& registry)
    : m_registry(&registry)
{
    for (const registry::ServiceNode& node : registry.serviceNodes) {
        if (node.level == registry::ServiceNodeLevel::National) {
            m_national = &node;
        } else if (node.level == registry::ServiceNodeLevel::Regional) {
            m_regional.emplace(node.adcode / kPerProvince * kPerProvince, &node);
        }
    }
}

Result<> Resolver::setDown(std::string_view id, bool isDown)
{
    const bool isKnown =
        m_registry->find(EntityKind::ServiceNode, id).has_value() || m_registry->subject(id).isValid();
    if (!isKnown) {
        return failure(ErrorCode::NotFound, "there is no service node or enterprise " + std::string(id));
    }
    if (isDown) {
        m_down.emplace(id);
    } else {
        m_down.erase(std::string(id));
    }
    return {};
}

const Resolver::Entry* Resolver::live(const std::string& key, TimeNs now) const
{
    const auto found = m_cache.find(key);
    return found != m_cache.end() && found->second.until > now ? &found->second : nullptr;
}

std::uint32_t Resolver::ttlOf(const registry::ServiceNode* node) const
{
    return node != nullptr && node->ttl_s > 0 ? node->ttl_s : kDefaultTtl_s;
}

/// One step; false: it ends here.
bool Resolver::ask(ResolveAnswer& out, ResolverLevel level, const std::string& node, const std::string& key,
                   const std::string& answer, std::uint32_t ttl_s, TimeNs now)
{
    ResolveStep step;
    step.level = level;
    step.node = node;
    step.isUp = !m_down.contains(node);
    if (const Entry* entry = live(key, now)) {
        step.isCached = true;
        step.answer = entry->answer;
        step.ttl_s = static_cast<std::uint32_t>((entry->until - now) / kSecond);
    } else if (step.isUp && !answer.empty()) {
        step.answer = answer;
        step.ttl_s = ttl_s;
        m_cache[key] = {answer, now + static_cast<TimeNs>(ttl_s) * kSecond};
    } else {
        out.reason = step.isUp ? node + " does not know it" : node + " is down and nothing of it is cached";
    }
    out.steps.push_back(step);
    return !step.answer.empty();
}

/// What the enterprise's record of the pool says of its services.
bool Resolver::hasService(const std::string& pool, std::string_view id, ResolveAnswer& out)
{
    if (!m_services) {
        m_services = std::make_shared<const Services>(registry::serviceIds(*m_registry));
    }
    if (!m_services->has_value() || std::ranges::binary_search(**m_services, id)) {
        return true;
    }
    std::vector<std::string> own;
    std::ranges::copy_if(**m_services, std::back_inserter(own),
                         [&](const std::string& one) { return one.starts_with(pool + '/'); });
    out.nearestServices = own.size() > kNearestServices ? nearestNames(id, own, kNearestServices) : own;
    std::string list;
    for (const std::string& one : out.nearestServices) {
        list += (list.empty() ? "" : ", ") + one.substr(pool.size());
    }
    out.reason = pool + " has no service " + std::string(id.substr(pool.size())) +
                 (list.empty() ? std::string() : "; it has " + list);
    return false;
}

Result<ResolveAnswer> Resolver::resolve(std::string_view id, TimeNs now)
{
    const auto asked = askedFor(*m_registry, id);
    if (!asked) {
        return failure(asked.error());
    }
    ResolveAnswer out;
    const auto found = m_registry->find(EntityKind::Pool, asked->pool);
    const std::string record = "record " + asked->pool;
    if (const Entry* entry = live(record, now)) {
        out.steps.push_back({ResolverLevel::Cache, "cache", true, true, entry->answer,
                             static_cast<std::uint32_t>((entry->until - now) / kSecond)});
    } else {
        const auto region = m_regional.find(asked->province);
        const registry::ServiceNode* regional = region == m_regional.end() ? nullptr : region->second;
        const std::string national = m_national != nullptr ? m_national->id : "national node";
        const std::string regionName = regional != nullptr ? regional->id : std::string();
        const std::string subject = found ? asked->subject : std::string();
        const bool isThere =
            ask(out, ResolverLevel::National, national, "region " + std::to_string(asked->province),
                m_national != nullptr ? regionName : std::string(), ttlOf(m_national), now) &&
            ask(out, ResolverLevel::Regional, regionName, "subject of " + asked->pool, subject,
                ttlOf(regional), now) &&
            ask(out, ResolverLevel::Subject, subject, record, found ? asked->pool : std::string(),
                ttlOf(regional), now);
        if (!isThere) {
            return out;
        }
    }
    if (!found) { // was withdrawn since it was cached
        out.reason = asked->pool + " is not registered any more";
        return out;
    }
    if (!asked->service.empty() && !hasService(asked->pool, asked->service, out)) {
        return out;
    }
    out.isResolved = true;
    out.pool = registry::PoolIndex(found->index);
    out.validUntil = m_cache.at(record).until;
    return out;
}

Result<OutageEffect> outageEffect(const registry::Registry& registry, const std::vector<std::string>& down,
                                  TimeNs now)
{
    Resolver filled(registry);
    Resolver empty(registry);
    for (const std::string& id : down) {
        if (const auto set = empty.setDown(id, true); !set) {
            return failure(set.error());
        }
    }
    OutageEffect out;
    std::set<std::string> provinceNames;
    for (const registry::Pool& pool : registry.pools) {
        ++out.pools;
        const auto before = filled.resolve(pool.id, now);
        const auto after = Resolver(empty).resolve(pool.id, now);
        if (!before || !before->isResolved || !after || after->isResolved) {
            continue;
        }
        ++out.poolsUnresolvable;
        out.lastCachedUntil = std::max(out.lastCachedUntil, before->validUntil);
        const Province* province = provinceOf(pool.adcode);
        provinceNames.insert(province != nullptr ? province->name.en : std::to_string(pool.adcode));
    }
    out.provinces.assign(provinceNames.begin(), provinceNames.end());
    return out;
}

} // namespace twin::compute
