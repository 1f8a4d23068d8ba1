#include "twin/generate/national_hubs.h"

#include "twin/generate/national_draft.h"
#include "twin/registry/identifier.h"
#include "twin/support/resource.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

namespace twin::generate {

namespace {

using Json = nlohmann::json;

/// Short codes of the hubs in the order of the file.
constexpr std::array<const char*, 8> kHubCodes{"JJJ", "CSJ", "YGA", "CY", "GZ", "NM", "GS", "NX"};

std::vector<ClusterFacts> load()
{
    std::vector<ClusterFacts> out;
    const Json document = Json::parse(resource::hubsJson());
    std::size_t number = 0;
    for (const Json& hub : document["hubs"]) {
        for (const Json& cluster : hub["clusters"]) {
            ClusterFacts facts;
            facts.id = cluster["id"].get<std::string>();
            facts.name = {cluster["zh"].get<std::string>(), cluster["en"].get<std::string>()};
            facts.hub = {hub["hub_zh"].get<std::string>(), hub["hub_en"].get<std::string>()};
            facts.hubId = registry::hubId(kHubCodes.at(number));
            facts.side = hub["side"].get<std::string>();
            facts.pueTarget = cluster["pue_target"].get<double>();
            for (const Json& area : cluster["start_area"]) {
                facts.startAreas.push_back(
                    Position::fromDegrees(area[1].get<double>(), area[2].get<double>()));
            }
            out.push_back(std::move(facts));
        }
        ++number;
    }
    return out;
}

void setName(pb::Name& out, const Name& name)
{
    out.set_zh(name.zh);
    out.set_en(name.en);
}

} // namespace

const std::vector<ClusterFacts>& clusterFacts()
{
    static const std::vector<ClusterFacts> all = load();
    return all;
}

void writeHubs(const Draft& /*draft*/, pb::Registry& registry)
{
    pb::Hub* hub = nullptr;
    const auto& facts = clusterFacts();
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (hub == nullptr || hub->id() != facts[i].hubId) {
            hub = registry.add_hubs();
            hub->set_id(facts[i].hubId);
            hub->set_side(facts[i].side.starts_with("east") ? "east" : "west");
            setName(*hub->mutable_name(), facts[i].hub);
        }
        pb::Cluster& cluster = *hub->add_clusters();
        cluster.set_id(registry::clusterId(facts[i].id));
        setName(*cluster.mutable_name(), facts[i].name);
        cluster.mutable_position()->set_lat_e6(facts[i].startAreas.front().latE6);
        cluster.mutable_position()->set_lon_e6(facts[i].startAreas.front().lonE6);
        cluster.set_adcode(clusterShares()[i].adcodes[0]);
        cluster.set_pue_target_ppm(static_cast<std::uint32_t>(std::lround(facts[i].pueTarget * 1e6)));
    }
}

} // namespace twin::generate
