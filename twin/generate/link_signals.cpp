#include "twin/generate/link_signals.h"

#include "twin/generate/link_queue.h"
#include "twin/generate/value_noise.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace twin::generate {

namespace {

constexpr double kSlow_s = 90.0; ///< load breathes over minutes…
constexpr double kFast_s = 7.0;  ///< …and flickers from one sample to the next

/// Packets lost to bit errors on a healthy link.
constexpr double kResidualDrop = 2e-8;

} // namespace

LinkSignals::LinkSignals(registry::RegistryPtr registry, const FeedTraffic& traffic, const Faults& faults,
                         std::uint64_t seed)
    : m_registry(std::move(registry))
    , m_traffic(traffic)
    , m_faults(faults)
{
    using enum registry::LifecycleState;
    for (std::size_t i = 0; i < m_registry->links.size(); ++i) {
        m_key.push_back(Rng(seed, "feed.link", i).next());
        const auto state = m_registry->links[i].asset.state;
        m_reports.push_back(state == Unspecified || state == InService || state == Draining ? 1 : 0);
        m_anyOutOfService = m_anyOutOfService || m_reports.back() == 0;
    }
    updateSilence();
}

void LinkSignals::updateSilence()
{
    m_anySilent = m_anyOutOfService;
    for (std::uint32_t site = 0; site < m_registry->sites.size(); ++site) {
        m_anySilent = m_anySilent || m_faults.isSiteSilent(site);
    }
}

bool LinkSignals::isSilent(std::uint32_t link) const
{
    if (m_reports[link] == 0) {
        return true;
    }
    const auto* site = std::get_if<registry::SiteIndex>(&m_registry->links[link].a);
    return site != nullptr && m_faults.isSiteSilent(site->value());
}

void LinkSignals::sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count, ColumnBlock& out)
{
    const auto forward = out[LinkMetric::Forward];
    const auto reverse = out[LinkMetric::Reverse];
    const auto forwardDrop = out[LinkMetric::ForwardDrop];
    const auto reverseDrop = out[LinkMetric::ReverseDrop];
    const auto capacity = out[LinkMetric::Capacity];
    const auto state = out[LinkMetric::State];
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t link = first + i;
        const std::uint64_t key = m_key[link];
        const double slow = 0.03 * valueNoise(key, moment.seconds / kSlow_s);
        const double wiggle = 0.015 * valueNoise(~key, moment.seconds / kFast_s);
        const double askedForward = m_traffic.askedForward(link) * (1.0 + slow + wiggle);
        const double askedReverse = m_traffic.askedReverse(link) * (1.0 + slow - wiggle);
        const bool dark = m_traffic.isDark(link);
        const double residual = dark ? 0.0 : kResidualDrop * (1.0 + signedUnit(key));
        forward[i] =
            std::min(m_traffic.offeredForward(link) * (1.0 + slow + wiggle), m_traffic.capacityForward(link));
        reverse[i] =
            std::min(m_traffic.offeredReverse(link) * (1.0 + slow - wiggle), m_traffic.capacityReverse(link));
        forwardDrop[i] = residual + dropRatio(askedForward, m_traffic.capacityForward(link));
        reverseDrop[i] = residual + dropRatio(askedReverse, m_traffic.capacityReverse(link));
        capacity[i] = dark ? 0.0 : m_traffic.capacityForward(link);
        const bool draining = m_registry->links[link].asset.state == registry::LifecycleState::Draining;
        const OperState up = draining ? OperState::Draining : OperState::Up;
        state[i] = static_cast<double>(dark ? OperState::Down : up);
    }
    writeQueues(first, count, out);
}

/// What follows from the rates just written and from what the link was asked to carry.
void LinkSignals::writeQueues(std::uint32_t first, std::uint32_t count, ColumnBlock& out) const
{
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t link = first + i;
        const LinkQueue forward(m_traffic.askedForward(link), m_traffic.capacityForward(link));
        const LinkQueue reverse(m_traffic.askedReverse(link), m_traffic.capacityReverse(link));
        out[LinkMetric::ForwardPackets][i] = packetsPerSecond(out[LinkMetric::Forward][i]);
        out[LinkMetric::ReversePackets][i] = packetsPerSecond(out[LinkMetric::Reverse][i]);
        out[LinkMetric::ForwardQueueMax][i] = forward.longest_bytes();
        out[LinkMetric::ReverseQueueMax][i] = reverse.longest_bytes();
        out[LinkMetric::ForwardEcn][i] = forward.markedRatio();
        out[LinkMetric::ReverseEcn][i] = reverse.markedRatio();
        out[LinkMetric::ForwardPause][i] = forward.pausedRatio();
        out[LinkMetric::ReversePause][i] = reverse.pausedRatio();
    }
}

} // namespace twin::generate
