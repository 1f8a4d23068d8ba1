#pragma once

#include "twin/registry/registry.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// A registry made by hand: entities are declared by identifier and resolved at the end.
namespace test {

namespace registry = twin::registry;
using twin::EntityKind;
using twin::EntityRef;
using twin::Precision;
using twin::TimeNs;

struct PoolSpec
{
    std::string id;
    twin::Name name;
    std::string subject;
    std::string hub; ///< empty: outside the hubs
    std::uint32_t adcode = 110000;
    double lat = 39.9;
    double lon = 116.4;
    std::string chipClass = "NPU-320";
    std::uint32_t cards = 1000;
    std::uint64_t gflopsPerCard = 320'000; ///< FP16
    registry::ComputeType type = registry::ComputeType::Intelligent;
    registry::LifecycleState lifecycle = registry::LifecycleState::InService;
};

struct LinkSpec
{
    std::string id;
    std::string a; ///< pool or site; of an access link the pool
    std::string b;
    std::string carrier;
    std::uint64_t capacity_bps = twin::kTerabit;
    std::vector<std::string> conduits;
    registry::LifecycleState lifecycle = registry::LifecycleState::InService;
    TimeNs delay = 5 * twin::kMillisecond;
};

/// Entities by identifier; `build` sorts them and resolves every reference. Unknown references end up as
/// none.
class RegistryBuilder
{
  public:
    std::string version = "1";
    bool synthetic = true;

    RegistryBuilder& hub(const std::string& id, const twin::Name& name)
    {
        m_hubs[id] = name;
        return *this;
    }

    RegistryBuilder& carrier(const std::string& id, const twin::Name& name)
    {
        m_carriers[id] = name;
        return *this;
    }

    RegistryBuilder& subject(const std::string& id, const twin::Name& name)
    {
        m_subjects[id] = name;
        return *this;
    }

    RegistryBuilder& pool(const PoolSpec& spec)
    {
        m_pools[spec.id] = spec;
        return *this;
    }

    RegistryBuilder& site(const std::string& id, const twin::Name& name, double lat, double lon,
                          registry::SiteRole role = registry::SiteRole::Core, std::uint32_t adcode = 110000)
    {
        registry::Site site;
        site.id = id;
        site.name = name;
        site.position = twin::Position::fromDegrees(lat, lon);
        site.role = role;
        site.adcode = adcode;
        m_sites[id] = site;
        return *this;
    }

    RegistryBuilder& conduit(const std::string& id, const std::string& a, const std::string& b)
    {
        m_conduits[id] = {a, b};
        return *this;
    }

    RegistryBuilder& link(const LinkSpec& spec)
    {
        m_links[spec.id] = spec;
        return *this;
    }

    RegistryBuilder& withoutPool(const std::string& id)
    {
        m_pools.erase(id);
        std::erase_if(m_links,
                      [&](const auto& entry) { return entry.second.a == id || entry.second.b == id; });
        return *this;
    }

    [[nodiscard]] registry::RegistryPtr build() const
    {
        auto out = std::make_shared<registry::Registry>();
        out->version = version;
        out->origin.synthetic = synthetic;
        out->origin.source = "hand-made";
        for (const auto& [id, name] : m_hubs) {
            out->hubs.push_back({id, name, "east", {}});
        }
        for (const auto& [id, name] : m_carriers) {
            out->carriers.push_back({id, name, 0});
        }
        for (const auto& [id, name] : m_subjects) {
            registry::Subject subject;
            subject.id = id;
            subject.name = name;
            subject.kind = registry::SubjectKind::AiDc;
            out->subjects.push_back(subject);
        }
        for (const auto& [id, site] : m_sites) {
            out->sites.push_back(site);
        }
        addPools(*out);
        addConduits(*out);
        addLinks(*out);
        out->indexIdentifiers();
        return out;
    }

  private:
    template <typename Index, typename Map>
    [[nodiscard]] static Index rank(const Map& map, const std::string& id)
    {
        const auto found = map.find(id);
        return found == map.end() ? Index{}
                                  : Index(static_cast<std::size_t>(std::distance(map.begin(), found)));
    }

    [[nodiscard]] registry::Endpoint endpoint(const std::string& id) const
    {
        if (m_pools.contains(id)) {
            return rank<registry::PoolIndex>(m_pools, id);
        }
        return rank<registry::SiteIndex>(m_sites, id);
    }

    void addPools(registry::Registry& out) const
    {
        for (const auto& [id, spec] : m_pools) {
            registry::Pool pool;
            pool.id = id;
            pool.name = spec.name;
            pool.subject = rank<registry::SubjectIndex>(m_subjects, spec.subject);
            pool.hub = rank<registry::HubIndex>(m_hubs, spec.hub);
            pool.adcode = spec.adcode;
            pool.position = twin::Position::fromDegrees(spec.lat, spec.lon);
            pool.computeType = spec.type;
            pool.tier = registry::PoolTier::Cloud;
            registry::Chip chip;
            chip.chipClass = spec.chipClass;
            chip.vendor = "example";
            chip.model = spec.chipClass;
            chip.count = spec.cards;
            chip.memoryBytes = 64'000'000'000;
            const Precision precision =
                spec.type == registry::ComputeType::Intelligent ? Precision::Fp16 : Precision::Fp64;
            chip.perCard[precision] = spec.gflopsPerCard;
            pool.declared[precision] = spec.gflopsPerCard * spec.cards;
            pool.chips.push_back(chip);
            pool.cards = spec.cards;
            pool.cardsPerServer = 8;
            pool.servers = (spec.cards + 7) / 8;
            pool.power = {2'000'000, 1.2, 0.5, 4500};
            pool.prices.push_back({registry::PriceKind::OnDemand, spec.chipClass, 35'000});
            pool.asset.state = spec.lifecycle;
            if (pool.subject) {
                out.subjects[pool.subject.value()].pools.emplace_back(out.pools.size());
            }
            out.pools.push_back(pool);
        }
    }

    void addConduits(registry::Registry& out) const
    {
        for (const auto& [id, ends] : m_conduits) {
            registry::Conduit conduit;
            conduit.id = id;
            conduit.a = endpoint(ends.first);
            conduit.b = endpoint(ends.second);
            conduit.route_m = 400'000;
            conduit.kind = registry::ConduitKind::Rail;
            conduit.asset.state = registry::LifecycleState::InService;
            out.conduits.push_back(conduit);
        }
    }

    void addLinks(registry::Registry& out) const
    {
        for (const auto& [id, spec] : m_links) {
            const registry::LinkIndex index(out.links.size());
            registry::Link link;
            link.id = id;
            link.a = endpoint(spec.a);
            link.b = endpoint(spec.b);
            link.kind = m_pools.contains(spec.a) ? registry::LinkKind::Access : registry::LinkKind::Backbone;
            link.carrier = rank<registry::CarrierIndex>(m_carriers, spec.carrier);
            link.capacity_bps = spec.capacity_bps;
            link.capacityReverse_bps = spec.capacity_bps;
            link.delay = spec.delay;
            link.asset.state = spec.lifecycle;
            for (const std::string& conduit : spec.conduits) {
                const auto number = rank<registry::ConduitIndex>(m_conduits, conduit);
                link.conduits.push_back(number);
                out.conduits[number.value()].links.push_back(index);
            }
            for (const registry::Endpoint& end : {link.a, link.b}) {
                if (const auto* pool = std::get_if<registry::PoolIndex>(&end)) {
                    out.pools[pool->value()].access.push_back(index);
                } else if (const auto* site = std::get_if<registry::SiteIndex>(&end)) {
                    auto& at = out.sites[site->value()];
                    at.links.push_back(index);
                    if (link.carrier && std::ranges::find(at.carriers, link.carrier) == at.carriers.end()) {
                        at.carriers.push_back(link.carrier);
                    }
                }
            }
            out.links.push_back(link);
        }
    }

    std::map<std::string, twin::Name> m_hubs;
    std::map<std::string, twin::Name> m_carriers;
    std::map<std::string, twin::Name> m_subjects;
    std::map<std::string, PoolSpec> m_pools;
    std::map<std::string, registry::Site> m_sites;
    std::map<std::string, std::pair<std::string, std::string>> m_conduits;
    std::map<std::string, LinkSpec> m_links;
};

/// Two hubs and one province outside them, three enterprises, six pools, four sites, two carriers; two
/// parallel links beijing–guiyang in one conduit.
[[nodiscard]] inline RegistryBuilder smallNation()
{
    RegistryBuilder b;
    b.hub("hub-gui", {"贵州枢纽", "Guizhou hub"}).hub("hub-jjj", {"京津冀枢纽", "Beijing-Tianjin-Hebei hub"});
    b.carrier("cr-a", {"运营商A", "Carrier A"}).carrier("cr-b", {"运营商B", "Carrier B"});
    b.subject("ent-1", {"示例算力主体001", "Example enterprise 001"});
    b.subject("ent-2", {"示例算力主体002", "Example enterprise 002"});
    b.subject("ent-3", {"示例算力主体003", "Example enterprise 003"});
    b.site("st-beijing", {"北京", "Beijing"}, 39.90, 116.40, registry::SiteRole::Core, 110000);
    b.site("st-chengdu", {"成都", "Chengdu"}, 30.66, 104.07, registry::SiteRole::Regional, 510000);
    b.site("st-guiyang", {"贵阳", "Guiyang"}, 26.65, 106.63, registry::SiteRole::Core, 520000);
    b.site("st-zhangjiakou", {"张家口", "Zhangjiakou"}, 40.77, 114.89, registry::SiteRole::Hub, 130000);
    b.pool({"pl-1",
            {"张家口一号", "Zhangjiakou 1"},
            "ent-1",
            "hub-jjj",
            130000,
            40.8,
            114.9,
            "NPU-320",
            20'000});
    b.pool({"pl-2",
            {"张家口二号", "Zhangjiakou 2"},
            "ent-2",
            "hub-jjj",
            130000,
            40.7,
            114.8,
            "GPU-312",
            8'000,
            312'000});
    b.pool({"pl-3",
            {"北京一号", "Beijing 1"},
            "ent-1",
            "hub-jjj",
            110000,
            39.9,
            116.3,
            "GPU-989",
            1'000,
            989'000});
    b.pool({"pl-4", {"贵安一号", "Gui'an 1"}, "ent-1", "hub-gui", 520000, 26.4, 106.5, "NPU-320", 10'000});
    b.pool({"pl-5",
            {"贵安二号", "Gui'an 2"},
            "ent-3",
            "hub-gui",
            520000,
            26.5,
            106.4,
            "CPU-8",
            500,
            3'000,
            registry::ComputeType::General});
    b.pool({"pl-6",
            {"成都一号", "Chengdu 1"},
            "ent-3",
            "",
            510000,
            30.7,
            104.0,
            "DCU-200",
            2'000,
            200'000,
            registry::ComputeType::Intelligent,
            registry::LifecycleState::Planned});
    b.conduit("cd-bj-gy", "st-beijing", "st-guiyang").conduit("cd-bj-zjk", "st-beijing", "st-zhangjiakou");
    b.conduit("cd-cd-gy", "st-chengdu", "st-guiyang").conduit("cd-bj-cd", "st-beijing", "st-chengdu");
    b.link({"bb-1", "st-beijing", "st-guiyang", "cr-a", 4 * twin::kTerabit, {"cd-bj-gy"}});
    b.link({"bb-2", "st-beijing", "st-guiyang", "cr-b", 2 * twin::kTerabit, {"cd-bj-gy"}});
    b.link({"bb-3", "st-beijing", "st-zhangjiakou", "cr-a", 6 * twin::kTerabit, {"cd-bj-zjk"}});
    b.link({"bb-4", "st-chengdu", "st-guiyang", "cr-a", twin::kTerabit, {"cd-cd-gy"}});
    b.link({"bb-5", "st-beijing", "st-chengdu", "cr-b", twin::kTerabit, {"cd-bj-cd"}});
    const std::pair<const char*, std::pair<const char*, const char*>> homes[] = {
        {"pl-1", {"st-zhangjiakou", "st-beijing"}}, {"pl-2", {"st-zhangjiakou", "st-beijing"}},
        {"pl-3", {"st-beijing", "st-zhangjiakou"}}, {"pl-4", {"st-guiyang", "st-chengdu"}},
        {"pl-5", {"st-guiyang", "st-chengdu"}},     {"pl-6", {"st-chengdu", "st-guiyang"}}};
    for (const auto& [pool, sites] : homes) {
        b.link({std::string("ac-") + pool + "-1", pool, sites.first, "cr-a", 800 * twin::kGigabit, {}});
        b.link({std::string("ac-") + pool + "-2", pool, sites.second, "cr-b", 400 * twin::kGigabit, {}});
    }
    return b;
}

} // namespace test
