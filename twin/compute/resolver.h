#pragma once

#include "twin/registry/registry.h"
#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

/// How an identifier is resolved: national node, then region, then the enterprise it belongs to.
namespace twin::compute {

inline constexpr std::size_t kNearestServices = 5;

enum class ResolverLevel : std::uint8_t { Cache, National, Regional, Subject };

[[nodiscard]] std::string_view resolverLevelName(ResolverLevel level);

/// One question on the way.
struct ResolveStep
{
    ResolverLevel level = ResolverLevel::Cache;
    std::string node; ///< who was asked
    bool isUp = true;
    bool isCached = false;   ///< answered from the cache, without asking
    std::string answer;      ///< whom to ask next, or what was asked for; empty: none
    std::uint32_t ttl_s = 0; ///< of the answer, what is left of it
};

struct ResolveAnswer
{
    bool isResolved = false;
    registry::PoolIndex pool;
    std::string reason; ///< why not
    /// Of a service that the pool does not have: those it has, the nearest first, at most kNearestServices.
    std::vector<std::string> nearestServices;
    std::vector<ResolveStep> steps;
    TimeNs validUntil = 0; ///< of the record
};

/// A resolver with a cache, as a client of the service nodes has one. Records live as long as the regional
/// node's TTL, referrals as long as that of the node that gave them; what is in the cache is used while it
/// lives, also while the node that gave it is down. Enterprises answer for their own pools and may be down
/// like nodes. Not thread safe; the registry must outlive it.
class Resolver
{
  public:
    static constexpr std::uint32_t kDefaultTtl_s = 60; ///< of nodes that name none; 30 to 300 is usual

    explicit Resolver(const registry::Registry& registry);

    /// Takes a service node or an enterprise out of service, or back in. Errors: NotFound.
    Result<> setDown(std::string_view id, bool isDown);

    /// @param id of a pool, or of a service of one: found if the registry lists it (a registry that was not
    /// made of a snapshot says nothing of services; there the pool decides).
    /// Errors: BadInput: no such identifier by its form.
    [[nodiscard]] Result<ResolveAnswer> resolve(std::string_view id, TimeNs now);

    [[nodiscard]] std::size_t cached() const { return m_cache.size(); }

  private:
    struct Entry
    {
        std::string answer;
        TimeNs until = 0;
    };

    [[nodiscard]] const Entry* live(const std::string& key, TimeNs now) const;
    bool ask(ResolveAnswer& out, ResolverLevel level, const std::string& node, const std::string& key,
             const std::string& answer, std::uint32_t ttl_s, TimeNs now);
    [[nodiscard]] bool hasService(const std::string& pool, std::string_view id, ResolveAnswer& out);
    [[nodiscard]] std::uint32_t ttlOf(const registry::ServiceNode* node) const;

    const registry::Registry* m_registry;
    const registry::ServiceNode* m_national = nullptr;
    std::unordered_map<std::uint32_t, const registry::ServiceNode*> m_regional; ///< by province
    std::unordered_set<std::string> m_down;
    std::unordered_map<std::string, Entry> m_cache;
    using Services = std::optional<std::vector<std::string>>;
    std::shared_ptr<const Services> m_services; ///< of the registry, sorted; null until one is asked for
};

/// What an outage takes away from clients.
struct OutageEffect
{
    std::uint32_t poolsUnresolvable = 0; ///< with an empty cache
    std::uint32_t pools = 0;
    TimeNs lastCachedUntil = 0; ///< when the last record of a cache filled at the start of the outage ends
    std::vector<std::string> provinces; ///< of the pools that cannot be found, names
};

/// Fills a cache at `now`, takes `down` out of service, and asks for every pool again with the cache empty.
/// Errors: NotFound.
[[nodiscard]] Result<OutageEffect> outageEffect(const registry::Registry& registry,
                                                const std::vector<std::string>& down, TimeNs now);

} // namespace twin::compute
