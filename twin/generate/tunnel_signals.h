#pragma once

#include "twin/generate/feed_traffic.h"
#include "twin/generate/signals.h"

namespace twin::generate {

/// Active probes along tunnels: delay of the path and its queues, jitter, loss. Over a dark link a probe goes
/// the long way round.
class TunnelSignals final : public Signals
{
  public:
    TunnelSignals(registry::RegistryPtr registry, const FeedTraffic& traffic, std::uint64_t seed);

    [[nodiscard]] EntityKind kind() const override { return EntityKind::Tunnel; }

    [[nodiscard]] std::size_t size() const override { return m_tunnels.size(); }

    /// Only probes are measured; what a tunnel carries for others is not.
    [[nodiscard]] bool isIn(MetricScope scope, std::uint32_t tunnel) const override
    {
        return scope == MetricScope::Probed && m_tunnels[tunnel].probe;
    }

    void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                ColumnBlock& out) override;

  private:
    struct Hop
    {
        std::uint32_t link = 0;
        bool forward = true;
    };

    struct Tunnel
    {
        std::uint64_t key = 0;
        double delay_ns = 0; ///< one way, empty queues
        std::uint32_t firstHop = 0;
        std::uint32_t hops = 0;
        bool probe = false;
    };

    const FeedTraffic& m_traffic;
    std::vector<Tunnel> m_tunnels;
    std::vector<Hop> m_hops;
};

} // namespace twin::generate
