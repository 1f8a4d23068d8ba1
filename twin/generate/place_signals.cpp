#include "twin/generate/place_signals.h"

#include "twin/support/rng.h"

#include <cmath>
#include <utility>

namespace twin::generate {

namespace {

constexpr double kNominalFeeds = 2.0;
constexpr double kVersionEvery_s = 1'800.0; ///< a new registry version is published this often

} // namespace

SiteSignals::SiteSignals(registry::RegistryPtr registry, const Faults& faults)
    : m_registry(std::move(registry))
    , m_faults(faults)
{}

void SiteSignals::sample(const FeedMoment&, std::uint32_t, std::uint32_t count, ColumnBlock& out)
{
    for (std::uint32_t i = 0; i < count; ++i) {
        out[SiteMetric::PowerFeedsUp][i] = kNominalFeeds;
        out[SiteMetric::State][i] = static_cast<double>(OperState::Up);
    }
}

ServiceNodeSignals::ServiceNodeSignals(registry::RegistryPtr registry, std::uint64_t seed)
    : m_registry(std::move(registry))
    , m_seed(seed)
{}

void ServiceNodeSignals::sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                                ColumnBlock& out)
{
    for (std::uint32_t i = 0; i < count; ++i) {
        const registry::ServiceNode& node = m_registry->serviceNodes[first + i];
        const bool national = node.level == registry::ServiceNodeLevel::National;
        const double ttl_s = node.ttl_s > 0 ? node.ttl_s : 60.0;
        const double behind_s =
            national ? 0.0 : ttl_s * Rng(m_seed, "feed.service_node", first + i).uniform();
        const double since = std::max(0.0, moment.seconds - behind_s);
        out[ServiceNodeMetric::State][i] = static_cast<double>(OperState::Up);
        out[ServiceNodeMetric::RegistryVersion][i] = 1.0 + std::floor(since / kVersionEvery_s);
    }
}

} // namespace twin::generate
