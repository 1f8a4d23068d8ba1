#include "tests/views/map/map_test_scene.h"

#include "twin/support/geography.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace mapscene {

namespace {

using models::MapLink;
using models::MapPool;
using models::MapScene;
using models::MapSite;
using models::MarkState;
using twin::Position;

constexpr std::array<std::uint32_t, 8> kCores{110000, 310000, 440000, 610000, 510000, 420000, 320000, 210000};

/// Where capacity gathers: place, share of the pools.
struct Hub
{
    double lat;
    double lon;
    double share;
};

constexpr std::array<Hub, 10> kHubs{{{40.8, 114.9, 0.14},
                                     {40.4, 111.8, 0.12},
                                     {26.4, 106.5, 0.09},
                                     {37.5, 105.2, 0.08},
                                     {35.7, 107.6, 0.07},
                                     {31.1, 120.9, 0.08},
                                     {24.8, 113.6, 0.05},
                                     {31.3, 118.4, 0.04},
                                     {30.4, 104.1, 0.04},
                                     {29.6, 106.5, 0.03}}};

class NationMaker
{
  public:
    explicit NationMaker(const NationOptions& options)
        : m_options(options)
        , m_rng(options.seed, "map test scene")
        , m_scene(std::make_shared<MapScene>())
    {}

    std::shared_ptr<MapScene> make()
    {
        makeSites();
        makeBackbone();
        makePools();
        makeFlows();
        m_scene->version = 1;
        m_scene->synthetic = true;
        return m_scene;
    }

  private:
    Position near(Position p, double reach_deg)
    {
        return Position::fromDegrees(p.lat() + m_rng.uniform(-reach_deg, reach_deg),
                                     p.lon() + m_rng.uniform(-reach_deg, reach_deg));
    }

    void makeSites()
    {
        for (const twin::Province& province : twin::provinces()) {
            if (province.adcode >= 710000) {
                continue;
            }
            MapSite site;
            site.position = province.capitalPosition;
            site.index = static_cast<std::uint32_t>(m_scene->sites.size());
            site.label = QString::fromStdString(province.capital.zh);
            site.rank = std::ranges::count(kCores, province.adcode) > 0 ? 0 : 1;
            m_scene->sites.push_back(site);
        }
        for (const Hub& hub : kHubs) {
            MapSite site;
            site.position = Position::fromDegrees(hub.lat, hub.lon);
            site.index = static_cast<std::uint32_t>(m_scene->sites.size());
            site.rank = 2;
            m_scene->sites.push_back(site);
        }
    }

    void addPair(std::size_t a, std::size_t b, int lanes)
    {
        for (int lane = 0; lane < lanes; ++lane) {
            MapLink link = mapscene::link(m_scene->sites[a].position, m_scene->sites[b].position,
                                          static_cast<std::uint32_t>(m_scene->links.size()),
                                          static_cast<float>(0.4 * std::floor(m_rng.uniform(4, 18))),
                                          static_cast<float>(std::pow(m_rng.uniform(), 1.6)),
                                          static_cast<float>(std::pow(m_rng.uniform(), 1.6)));
            link.lane = static_cast<std::uint8_t>(lane);
            link.lanes = static_cast<std::uint8_t>(lanes);
            link.severity = link.forward > 0.97F ? 4 : 0;
            m_scene->links.push_back(link);
        }
        m_pairs.emplace_back(a, b);
    }

    void makeBackbone()
    {
        const auto& sites = m_scene->sites;
        std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
        for (std::size_t a = 0; a < sites.size(); ++a) {
            for (std::size_t b = a + 1; b < sites.size(); ++b) {
                pairs.emplace_back(twin::distanceMetres(sites[a].position, sites[b].position), a, b);
            }
        }
        std::ranges::sort(pairs);
        for (const auto& [metres, a, b] : pairs) {
            const int room = m_options.backboneLinks - static_cast<int>(m_scene->links.size());
            if (room <= 0) {
                break;
            }
            addPair(a, b, std::min(room, 1 + static_cast<int>(m_rng.uniform() * 3)));
        }
        while (static_cast<int>(m_scene->links.size()) < m_options.backboneLinks) {
            const auto& [metres, a, b] =
                pairs[static_cast<std::size_t>(m_rng.uniform() * static_cast<double>(pairs.size()))];
            addPair(a, b, 1);
        }
    }

    void makePools()
    {
        for (int i = 0; i < m_options.pools; ++i) {
            double pick = m_rng.uniform() * 1.6; // the rest goes to cities
            const Hub* hub = nullptr;
            for (const Hub& candidate : kHubs) {
                pick -= candidate.share;
                if (pick <= 0) {
                    hub = &candidate;
                    break;
                }
            }
            const auto site = static_cast<std::size_t>(m_rng.uniform() * 31);
            const Position centre =
                hub != nullptr ? Position::fromDegrees(hub->lat, hub->lon) : m_scene->sites[site].position;
            const Position at = near(centre, hub != nullptr ? 0.6 : 1.2);
            const double size =
                0.05 * std::exp(1.35 * (m_rng.uniform() + m_rng.uniform() + m_rng.uniform() - 1.5) * 2);
            MapPool pool =
                mapscene::pool(at.lat(), at.lon(), static_cast<std::uint32_t>(i),
                               static_cast<float>(std::min(4.2, size * (hub != nullptr ? 2.4 : 1))),
                               static_cast<float>(m_rng.uniform()));
            const double dice = m_rng.uniform();
            pool.state = dice < 0.03    ? MarkState::Stale
                         : dice < 0.05  ? MarkState::Unknown
                         : dice < 0.07  ? MarkState::Planned
                         : dice < 0.075 ? MarkState::Down
                                        : MarkState::Normal;
            pool.severity = pool.state == MarkState::Down ? 5 : dice > 0.99 ? 3 : 0;
            m_scene->pools.push_back(pool);
            if (m_options.accessLinks) {
                addAccess(pool);
            }
        }
    }

    void addAccess(const MapPool& pool)
    {
        std::vector<std::pair<double, std::size_t>> nearest;
        for (std::size_t s = 0; s < m_scene->sites.size(); ++s) {
            const auto p = m_scene->sites[s].position;
            nearest.emplace_back(std::hypot(p.lat() - pool.position.lat(), p.lon() - pool.position.lon()), s);
        }
        std::ranges::sort(nearest);
        for (std::size_t i = 0; i < 2; ++i) {
            MapLink access =
                mapscene::link(pool.position, m_scene->sites[nearest[i].second].position,
                               static_cast<std::uint32_t>(m_scene->links.size()), 0.1F,
                               static_cast<float>(m_rng.uniform()), static_cast<float>(m_rng.uniform()));
            access.access = true;
            m_scene->links.push_back(access);
        }
    }

    void makeFlows()
    {
        for (int i = 0; i < m_options.flows && !m_pairs.empty(); ++i) {
            const auto [a, b] =
                m_pairs[static_cast<std::size_t>(m_rng.uniform() * static_cast<double>(m_pairs.size()))];
            m_scene->flows.push_back({m_scene->sites[a].position, m_scene->sites[b].position,
                                      static_cast<float>(std::pow(10, m_rng.uniform(1, 3))), false});
        }
    }

    NationOptions m_options;
    twin::Rng m_rng;
    std::shared_ptr<MapScene> m_scene;
    std::vector<std::pair<std::size_t, std::size_t>> m_pairs;
};

} // namespace

std::shared_ptr<MapScene> nation(const NationOptions& options)
{
    return NationMaker(options).make();
}

MapPool pool(double lat, double lon, std::uint32_t index, float eflops, float utilisation, MarkState state)
{
    MapPool out;
    out.position = Position::fromDegrees(lat, lon);
    out.index = index;
    out.eflopsFp16 = eflops;
    out.utilisation = utilisation;
    out.state = state;
    return out;
}

MapLink link(Position a, Position b, std::uint32_t index, float tbps, float forward, float reverse,
             MarkState state)
{
    MapLink out;
    out.a = a;
    out.b = b;
    out.index = index;
    out.capacity_tbps = tbps;
    out.forward = forward;
    out.reverse = reverse;
    out.state = state;
    return out;
}

} // namespace mapscene
