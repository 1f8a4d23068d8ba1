#include "twin/generate/national_draft.h"
#include "twin/generate/national_hubs.h"
#include "twin/registry/identifier.h"
#include "twin/support/geography.h"

#include <algorithm>
#include <array>

/// The 1+M+N service nodes, what pools offer, and the probed paths.
namespace twin::generate {

namespace {

struct Industry
{
    const char* code;
    const char* zh;
    const char* en;
    std::uint32_t home; ///< province whose regional node it hangs on
};

constexpr std::array<Industry, 8> kIndustries{{{"manufacturing", "制造业", "Manufacturing", 320000},
                                               {"healthcare", "医疗健康", "Healthcare", 310000},
                                               {"finance", "金融", "Finance", 110000},
                                               {"education", "教育科研", "Education and research", 420000},
                                               {"energy", "能源", "Energy", 140000},
                                               {"transport", "交通", "Transport", 440000},
                                               {"media", "文化传媒", "Media", 330000},
                                               {"agriculture", "农业", "Agriculture", 410000}}};

constexpr std::uint32_t kBeijing = 110000;

pb::ServiceNode& addNode(pb::Registry& registry, const std::string& id, pb::ServiceNodeLevel level,
                         std::uint32_t adcode)
{
    pb::ServiceNode& node = *registry.add_service_nodes();
    node.set_id(id);
    node.set_level(level);
    node.set_area_adcode(adcode);
    node.set_ttl_s(level == pb::NATIONAL ? 300 : 120);
    std::string host = id;
    std::ranges::transform(host, host.begin(), [](char c) {
        return c == '.' ? '-' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    });
    node.set_resolver_endpoint("resolver." + host + ".example:5353");
    if (const Province* province = provinceOf(adcode)) {
        node.mutable_position()->set_lat_e6(province->capitalPosition.latE6);
        node.mutable_position()->set_lon_e6(province->capitalPosition.lonE6);
    }
    writeAsset(*node.mutable_asset(), {1.5, level == pb::NATIONAL ? 6e7 : 1.5e7, 0, 1, 1.5, 200});
    return node;
}

void writeServiceNodes(pb::Registry& registry)
{
    pb::ServiceNode& national = addNode(registry, registry::nationalNodeId(), pb::NATIONAL, kBeijing);
    national.mutable_name()->set_zh("国家服务节点(示例)");
    national.mutable_name()->set_en("National service node (sample)");
    for (const ProvinceShare& share : provinceShares()) {
        pb::ServiceNode& node =
            addNode(registry, registry::regionalNodeId(share.adcode), pb::REGIONAL, share.adcode);
        const Province* province = provinceOf(share.adcode);
        node.mutable_name()->set_zh(province->shortName.zh + "区域服务节点(示例)");
        node.mutable_name()->set_en(province->name.en + " regional service node (sample)");
        node.set_parent_id(registry::nationalNodeId());
    }
    for (const Industry& industry : kIndustries) {
        pb::ServiceNode& node =
            addNode(registry, registry::industryNodeId(industry.code), pb::INDUSTRY, industry.home);
        node.mutable_name()->set_zh(std::string(industry.zh) + "行业服务节点(示例)");
        node.mutable_name()->set_en(std::string(industry.en) + " industry service node (sample)");
        node.set_parent_id(registry::regionalNodeId(industry.home));
        node.set_industry(industry.code);
    }
}

void addService(const PoolDraft& pool, const char* kind, pb::LatencyClass latency, pb::Registry& registry)
{
    pb::Service& service = *registry.add_services();
    service.set_id(registry::serviceId(pool.id, kind));
    service.add_pool_ids(pool.id);
    service.set_kind(kind);
    service.set_latency_class(latency);
}

void addTunnel(const Draft& draft, std::size_t a, std::size_t b, TimeNs limit, pb::Registry& registry)
{
    const City& from = *draft.sites[a].city;
    const City& to = *draft.sites[b].city;
    pb::Tunnel& tunnel = *registry.add_tunnels();
    tunnel.set_id(registry::tunnelId(std::string(from.site) + "-" + std::string(to.site)));
    tunnel.set_src(draft.sites[a].id);
    tunnel.set_dst(draft.sites[b].id);
    tunnel.set_probe(true);
    tunnel.set_delay_max_ns(limit);
    tunnel.set_loss_max_ppm(10);
    tunnel.set_guaranteed_bps(10'000'000);
    tunnel.set_max_bps(100'000'000);
    tunnel.set_carrier_id(registry::carrierId("A"));
}

} // namespace

void writeServices(const Draft& draft, pb::Registry& registry)
{
    writeServiceNodes(registry);
    for (std::size_t p = 0; p < draft.pools.size(); ++p) {
        Rng rng(draft.options.seed, "service", p);
        const PoolDraft& pool = draft.pools[p];
        const double draw = rng.uniform();
        addService(pool, "storage", pb::MS_20, registry);
        if (pool.type == pb::INTELLIGENT) {
            addService(pool, draw < 0.6 ? "train" : "infer", draw < 0.6 ? pb::MS_20 : pb::MS_5, registry);
        } else {
            addService(pool, "batch", pb::MS_20, registry);
        }
    }
}

/// Every pair of clusters, and every capital to its three nearest clusters.
void writeTunnels(const Draft& draft, pb::Registry& registry)
{
    std::vector<std::size_t> clusters;
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        if (draft.sites[s].city->role == CityRole::Cluster) {
            clusters.push_back(s);
        }
    }
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        for (std::size_t j = i + 1; j < clusters.size(); ++j) {
            addTunnel(draft, clusters[i], clusters[j], 20 * kMillisecond, registry);
        }
    }
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        if (!draft.sites[s].city->capital) {
            continue;
        }
        std::vector<std::pair<double, std::size_t>> near;
        for (const std::size_t cluster : clusters) {
            near.emplace_back(distanceMetres(draft.sites[s].position, draft.sites[cluster].position),
                              cluster);
        }
        std::ranges::sort(near);
        for (std::size_t k = 0; k < 3; ++k) {
            const bool close = near[k].first < 600'000;
            addTunnel(draft, s, near[k].second, (close ? 5 : 20) * kMillisecond, registry);
        }
    }
}

} // namespace twin::generate
