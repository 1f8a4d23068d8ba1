#pragma once

#include "twin/network/network.h"
#include "twin/registry/registry.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace network_test {

/// A registry drawn with a few words: sites and ducts appear when a link names them; all links carry 10 Gb/s.
/// Entities get their numbers in the order of their identifiers, as in a real one.
class RegistrySketch
{
  public:
    RegistrySketch& carrier(const std::string& id)
    {
        m_carriers.insert(id);
        return *this;
    }

    RegistrySketch& pool(const std::string& id, std::uint64_t gflopsFp16 = 0, const std::string& en = {})
    {
        twin::registry::Pool pool;
        pool.id = id;
        pool.name = {"池 " + id, en.empty() ? "Pool " + id : en};
        pool.declared[twin::Precision::Fp16] = gflopsFp16;
        pool.asset.state = twin::registry::LifecycleState::InService;
        m_pools[id] = pool;
        return *this;
    }

    RegistrySketch& withdrawn(const std::string& pool)
    {
        m_pools[pool].asset.state = twin::registry::LifecycleState::Withdrawn;
        return *this;
    }

    /// @param ms    delay and metric
    /// @param ducts in order; none: a duct of its own, `duct:` + id
    RegistrySketch& link(const std::string& id, const std::string& a, const std::string& b, double ms,
                         const std::string& carrier = {}, const std::vector<std::string>& ducts = {})
    {
        Draft draft{a, b, ms, carrier, ducts.empty() ? std::vector{"duct:" + id} : ducts};
        for (const std::string& end : {a, b}) {
            if (!m_pools.contains(end)) {
                m_sites.insert(end);
            }
        }
        m_ducts.insert(draft.ducts.begin(), draft.ducts.end());
        m_links[id] = std::move(draft);
        return *this;
    }

    /// The carriers meet at the site.
    RegistrySketch& meet(const std::string& site, const std::string& a, const std::string& b)
    {
        m_meetings["X." + site + "." + a + "-" + b] = {site, a, b};
        return *this;
    }

    [[nodiscard]] std::shared_ptr<twin::registry::Registry> build() const
    {
        using namespace twin::registry;
        auto out = std::make_shared<Registry>();
        out->version = "test";
        for (const std::string& id : m_carriers) {
            out->carriers.push_back({id, {id, id}, 0});
        }
        for (const std::string& id : m_sites) {
            Site site;
            site.id = id;
            site.name = {"站 " + id, "Site " + id};
            site.position = {30'000'000 + static_cast<int>(out->sites.size()) * 10'000, 110'000'000};
            out->sites.push_back(site);
        }
        for (const auto& [id, pool] : m_pools) {
            out->pools.push_back(pool);
        }
        for (const std::string& id : m_ducts) {
            out->conduits.emplace_back().id = id;
        }
        for (const auto& [id, draft] : m_links) {
            out->links.push_back(linkOf(id, draft));
        }
        for (const auto& [id, meeting] : m_meetings) {
            out->interconnections.push_back({id, SiteIndex{rank(m_sites, meeting.site)},
                                             CarrierIndex{rank(m_carriers, meeting.a)},
                                             CarrierIndex{rank(m_carriers, meeting.b)}, twin::kGigabit});
        }
        out->indexIdentifiers();
        return out;
    }

    [[nodiscard]] twin::network::Network network() const
    {
        return twin::network::networkOf(build(), nullptr);
    }

  private:
    struct Draft
    {
        std::string a;
        std::string b;
        double ms = 1;
        std::string carrier;
        std::vector<std::string> ducts;
    };

    struct Meeting
    {
        std::string site;
        std::string a;
        std::string b;
    };

    template <typename Names> static std::size_t rank(const Names& names, const std::string& id)
    {
        return static_cast<std::size_t>(std::distance(names.begin(), names.find(id)));
    }

    [[nodiscard]] twin::registry::Endpoint end(const std::string& id) const
    {
        if (m_pools.contains(id)) {
            return twin::registry::PoolIndex{rank(m_pools, id)};
        }
        return twin::registry::SiteIndex{rank(m_sites, id)};
    }

    [[nodiscard]] twin::registry::Link linkOf(const std::string& id, const Draft& draft) const
    {
        using namespace twin::registry;
        Link out;
        out.id = id;
        out.a = end(draft.a);
        out.b = end(draft.b);
        out.kind = m_pools.contains(draft.a) ? LinkKind::Access : LinkKind::Backbone;
        out.carrier = draft.carrier.empty() ? CarrierIndex{} : CarrierIndex{rank(m_carriers, draft.carrier)};
        out.capacity_bps = out.capacityReverse_bps = 10 * twin::kGigabit;
        for (const std::string& duct : draft.ducts) {
            out.conduits.emplace_back(rank(m_ducts, duct));
        }
        out.delay = static_cast<twin::TimeNs>(draft.ms * static_cast<double>(twin::kMillisecond));
        out.teMetric = static_cast<std::uint32_t>(draft.ms);
        out.asset.state = LifecycleState::InService;
        return out;
    }

    std::set<std::string> m_carriers;
    std::set<std::string> m_sites;
    std::set<std::string> m_ducts;
    std::map<std::string, twin::registry::Pool> m_pools;
    std::map<std::string, Draft> m_links;
    std::map<std::string, Meeting> m_meetings;
};

} // namespace network_test
