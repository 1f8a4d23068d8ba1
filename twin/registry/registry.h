#pragma once

#include "twin/registry/entities.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::registry {

/// Everything that exists, immutable and validated: shared by any number of threads. Built by `buildRegistry`
/// (registry/build.h) from a snapshot file without errors. All vectors are sorted by identifier.
class Registry
{
  public:
    Registry() = default;
    // The index points into the vectors: they may move with it, a copy would point into the original.
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;
    Registry(Registry&&) = default;
    Registry& operator=(Registry&&) = default;
    ~Registry() = default;

    std::string version;
    std::string sha256; ///< of the deterministic bytes (docs/formats.md)
    Origin origin;
    std::vector<Hub> hubs;
    std::vector<Cluster> clusters;
    std::vector<Carrier> carriers;
    std::vector<Subject> subjects;
    std::vector<Pool> pools;
    std::vector<ServiceNode> serviceNodes;
    std::vector<Site> sites;
    std::vector<Conduit> conduits;
    std::vector<OpticalChannel> channels;
    std::vector<Link> links;
    std::vector<Tunnel> tunnels;
    std::vector<InterconnectionPoint> interconnections;
    /// The message it was built from, canonical: kept so that a saved state embeds it field for field. May be
    /// null.
    std::shared_ptr<const std::string> canonicalBytes;

    /// Called once by the builder when the vectors are final.
    void indexIdentifiers();

    /// Dense number of an identifier among the kinds with live values, except flows and jobs (Directory).
    [[nodiscard]] std::optional<EntityRef> find(std::string_view id) const;
    [[nodiscard]] std::optional<EntityRef> find(EntityKind kind, std::string_view id) const;
    [[nodiscard]] ConduitIndex conduit(std::string_view id) const;
    [[nodiscard]] SubjectIndex subject(std::string_view id) const;
    /// Number of entities of `kind` (0 for flows and jobs).
    [[nodiscard]] std::size_t count(EntityKind kind) const;
    /// Identifier of an entity of a kind with live values. Precondition: in range, not a flow or job.
    [[nodiscard]] const std::string& id(EntityRef entity) const;

    [[nodiscard]] const Pool& operator[](PoolIndex i) const { return pools[i.value()]; }

    [[nodiscard]] const Link& operator[](LinkIndex i) const { return links[i.value()]; }

    [[nodiscard]] const Site& operator[](SiteIndex i) const { return sites[i.value()]; }

    [[nodiscard]] const Subject& operator[](SubjectIndex i) const { return subjects[i.value()]; }

    [[nodiscard]] const Carrier& operator[](CarrierIndex i) const { return carriers[i.value()]; }

    [[nodiscard]] const Hub& operator[](HubIndex i) const { return hubs[i.value()]; }

    [[nodiscard]] const Cluster& operator[](ClusterIndex i) const { return clusters[i.value()]; }

    [[nodiscard]] const Conduit& operator[](ConduitIndex i) const { return conduits[i.value()]; }

    [[nodiscard]] Position position(const Endpoint& end) const;
    [[nodiscard]] const Name& name(const Endpoint& end) const;
    [[nodiscard]] const std::string& endpointId(const Endpoint& end) const;

    /// FLOPS of all pools in service (isInService), by precision.
    [[nodiscard]] const GflopsByPrecision& total() const { return m_total; }

  private:
    std::unordered_map<std::string_view, std::uint32_t> m_byId[kEntityKindCount];
    std::unordered_map<std::string_view, std::uint32_t> m_conduits;
    std::unordered_map<std::string_view, std::uint32_t> m_subjects;
    GflopsByPrecision m_total;
};

using RegistryPtr = std::shared_ptr<const Registry>;

} // namespace twin::registry
