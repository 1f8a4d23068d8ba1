#include "twin/generate/tunnel_signals.h"

#include "twin/generate/value_noise.h"
#include "twin/registry/identifier.h"
#include "twin/support/rng.h"

#include <algorithm>

namespace twin::generate {

namespace {

constexpr double kRouteFactor = 1.3;   ///< duct over great circle
constexpr double kNsPerMetre = 4.9;    ///< light in glass
constexpr double kHop_ns = 50'000.0;   ///< one amplified or switched node
constexpr double kQueue_ns = 12'000.0; ///< a port's queue at half load; grows as 1 / (1 - use)
constexpr double kFullUse = 0.985;     ///< where a finite queue stops growing
constexpr double kDetour = 1.45;       ///< the way round a cut, over the way cut
constexpr double kNoise_s = 20.0;

} // namespace

TunnelSignals::TunnelSignals(registry::RegistryPtr registry, const FeedTraffic& traffic, std::uint64_t seed)
    : m_traffic(traffic)
{
    m_tunnels.reserve(registry->tunnels.size());
    for (std::size_t i = 0; i < registry->tunnels.size(); ++i) {
        const registry::Tunnel& tunnel = registry->tunnels[i];
        Tunnel made;
        made.key = Rng(seed, "feed.tunnel", i).next();
        made.probe = tunnel.probe;
        made.firstHop = static_cast<std::uint32_t>(m_hops.size());
        for (const std::string& name : tunnel.arcs) {
            const auto arc = registry::parseArc(name);
            const auto link = arc ? registry->find(EntityKind::Link, arc->link) : std::nullopt;
            if (link) {
                m_hops.push_back({link->index, arc->forward});
                made.delay_ns += static_cast<double>(registry->links[link->index].delay);
                ++made.hops;
            }
        }
        if (made.hops == 0) { // routed by the network: no path is declared
            const double metres =
                distanceMetres(registry->position(tunnel.src), registry->position(tunnel.dst));
            made.delay_ns = metres * kRouteFactor * kNsPerMetre + 2 * kHop_ns;
        }
        m_tunnels.push_back(made);
    }
}

void TunnelSignals::sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                           ColumnBlock& out)
{
    const auto delay = out[TunnelMetric::Delay];
    const auto jitter = out[TunnelMetric::Jitter];
    const auto loss = out[TunnelMetric::Loss];
    for (std::uint32_t i = 0; i < count; ++i) {
        const Tunnel& tunnel = m_tunnels[first + i];
        double queued_ns = kQueue_ns;
        double kept = 1.0;
        bool detour = false;
        for (std::uint32_t h = 0; h < tunnel.hops; ++h) {
            const Hop& hop = m_hops[tunnel.firstHop + h];
            const double asked =
                hop.forward ? m_traffic.askedForward(hop.link) : m_traffic.askedReverse(hop.link);
            const double capacity =
                hop.forward ? m_traffic.capacityForward(hop.link) : m_traffic.capacityReverse(hop.link);
            const double use = capacity > 0.0 ? std::min(asked / capacity, kFullUse) : 0.0;
            queued_ns += kQueue_ns * use / (1.0 - use);
            kept *= 1.0 - dropRatio(asked, capacity);
            detour = detour || m_traffic.isDark(hop.link);
        }
        const double noise = 0.5 + 0.5 * valueNoise(tunnel.key, moment.seconds / kNoise_s);
        delay[i] = tunnel.delay_ns * (detour ? kDetour : 1.0) + queued_ns * (0.5 + noise);
        jitter[i] = queued_ns * (0.15 + 0.35 * noise);
        loss[i] = std::min(1.0, 1e-6 * (1.0 + noise) + (1.0 - kept));
    }
}

} // namespace twin::generate
