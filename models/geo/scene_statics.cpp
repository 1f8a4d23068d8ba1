#include "models/geo/scene_statics.h"

#include "models/format/format.h"

#include <algorithm>
#include <map>
#include <utility>

namespace models {

using namespace twin::registry;

namespace {

constexpr float kGflopsPerEflops = 1e9F;
constexpr float kFp64AsSize = 4; ///< a general or super pool is drawn as large as this many times its FP64

std::vector<MapPool> makePools(const Registry& registry)
{
    std::vector<MapPool> out;
    out.reserve(registry.pools.size());
    for (const Pool& pool : registry.pools) {
        MapPool mark;
        mark.position = pool.position;
        mark.index = static_cast<std::uint32_t>(out.size());
        const auto fp16 = static_cast<float>(pool.declared[twin::Precision::Fp16]);
        const auto fp64 = static_cast<float>(pool.declared[twin::Precision::Fp64]);
        mark.eflopsFp16 = (fp16 > 0 ? fp16 : fp64 * kFp64AsSize) / kGflopsPerEflops;
        out.push_back(mark);
    }
    return out;
}

/// Both ends as one key, the same for either direction.
using Ends = std::pair<Endpoint, Endpoint>;

Ends endsOf(const Link& link)
{
    return link.b < link.a ? Ends{link.b, link.a} : Ends{link.a, link.b};
}

/// Parallel links get lanes in the order of identifiers; one that runs the other way counts from the other
/// side, because the side of a lane is told by the link's own direction.
void giveLanes(const Registry& registry, std::vector<MapLink>& links)
{
    std::map<Ends, std::vector<std::uint32_t>> parallel;
    for (std::uint32_t i = 0; i < registry.links.size(); ++i) {
        parallel[endsOf(registry.links[i])].push_back(i);
    }
    for (const auto& [ends, members] : parallel) {
        const auto lanes = static_cast<std::uint8_t>(std::min<std::size_t>(members.size(), 255));
        for (std::size_t k = 0; k < members.size(); ++k) {
            const auto lane = static_cast<std::uint8_t>(k % lanes);
            const bool isReversed = registry.links[members[k]].a != ends.first;
            links[members[k]].lanes = lanes;
            links[members[k]].lane = isReversed ? static_cast<std::uint8_t>(lanes - 1 - lane) : lane;
        }
    }
}

std::vector<MapLink> makeLinks(const Registry& registry)
{
    std::vector<MapLink> out;
    out.reserve(registry.links.size());
    for (const Link& link : registry.links) {
        MapLink mark;
        mark.a = registry.position(link.a);
        mark.b = registry.position(link.b);
        mark.index = static_cast<std::uint32_t>(out.size());
        mark.capacity_tbps = static_cast<float>(link.capacity_bps) / static_cast<float>(twin::kTerabit);
        mark.access = link.kind == LinkKind::Access;
        out.push_back(mark);
    }
    giveLanes(registry, out);
    return out;
}

std::uint8_t rankOf(SiteRole role)
{
    switch (role) {
    case SiteRole::Core:
        return 0;
    case SiteRole::Hub:
        return 1;
    case SiteRole::Regional:
    case SiteRole::Unspecified:
        return 2;
    case SiteRole::Dcn:
    case SiteRole::Ixp:
        return 3;
    }
    return 3;
}

QString labelOf(const Site& site, bool chinese)
{
    const std::string& wanted = chinese ? site.name.zh : site.name.en;
    const std::string& other = chinese ? site.name.en : site.name.zh;
    return format::text(!wanted.empty() ? wanted : !other.empty() ? other : site.id);
}

} // namespace

SceneStatics makeSceneStatics(const Registry& registry, bool chinese)
{
    SceneStatics out{makePools(registry), makeLinks(registry), {}, false};
    out.sites.reserve(registry.sites.size());
    for (const Site& site : registry.sites) {
        MapSite mark;
        mark.position = site.position;
        mark.index = static_cast<std::uint32_t>(out.sites.size());
        mark.label = labelOf(site, chinese);
        mark.rank = rankOf(site.role);
        mark.computedPosition = site.computedPosition;
        out.anyComputedPosition = out.anyComputedPosition || site.computedPosition;
        out.sites.push_back(std::move(mark));
    }
    return out;
}

} // namespace models
