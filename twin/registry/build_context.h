#pragma once

#include "twin/proto/registry.pb.h"
#include "twin/registry/registry.h"
#include "twin/registry/snapshot_file.h"
#include "twin/registry/workload.h"

#include <string_view>
#include <unordered_map>

/// Internal to twin/registry: messages to native values. Everything here presumes a validated, sorted
/// snapshot.
namespace twin::registry {

/// A native enumeration has the wire's numbers.
template <typename Native, typename Wire> [[nodiscard]] Native enumFrom(Wire value)
{
    return static_cast<Native>(static_cast<int>(value));
}

[[nodiscard]] inline Name nameFrom(const pb::Name& name)
{
    return {name.zh(), name.en()};
}

[[nodiscard]] inline Position positionFrom(const pb::GeoPosition& position)
{
    return {position.lat_e6(), position.lon_e6()};
}

[[nodiscard]] inline double fractionFrom(std::uint32_t ppm)
{
    return ppm * 1e-6;
}

[[nodiscard]] Asset assetFrom(const pb::Asset& message);
[[nodiscard]] Origin originFrom(const pb::Origin& message);

/// Dense numbers by identifier. Keys point into the messages.
class Numbers
{
  public:
    explicit Numbers(const pb::Registry& registry);

    using Map = std::unordered_map<std::string_view, std::uint32_t>;
    Map hubs;
    Map clusters; ///< by identifier over all hubs
    Map carriers;
    Map subjects;
    Map pools;
    Map serviceNodes;
    Map sites;
    Map conduits;
    Map links;

    template <typename Index> [[nodiscard]] static Index find(const Map& map, std::string_view id)
    {
        const auto found = map.find(id);
        return found == map.end() ? Index() : Index(found->second);
    }

    [[nodiscard]] Endpoint place(std::string_view id) const;
};

void buildCompute(const pb::Registry& message, const Numbers& numbers, Registry& out);
void buildNetwork(const pb::Registry& message, const Numbers& numbers, Registry& out);
/// Subject.pools, Site.links, Pool.access, Conduit.links, Hub.clusters.
void fillBackReferences(Registry& registry);
[[nodiscard]] Workload workloadFrom(const pb::Workload& message);

} // namespace twin::registry
