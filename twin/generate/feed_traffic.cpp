#include "twin/generate/feed_traffic.h"

#include "twin/generate/value_noise.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace twin::generate {

namespace {

using registry::ConduitIndex;

constexpr double kUnlistedShare = 0.3; ///< of the narrowest link on the way
constexpr int kUnlistedDraws = 16;     ///< receivers drawn; the largest of them is sent to

bool isInService(const registry::Asset& asset)
{
    using enum registry::LifecycleState;
    return asset.state == Unspecified || asset.state == InService || asset.state == Draining;
}

} // namespace

double dropRatio(double asked_bps, double capacity_bps)
{
    if (capacity_bps <= 0.0) {
        return 0.0;
    }
    const double use = asked_bps / capacity_bps;
    if (use <= 0.95) {
        return 0.0;
    }
    const double queue = std::min(1.0, (use - 0.95) / 0.05);
    return std::min(1.0, 1e-3 * queue * queue + (use > 1.0 ? (use - 1.0) / use : 0.0));
}

FeedTraffic::FeedTraffic(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
                         std::uint64_t seed)
    : m_registry(std::move(registry))
    , m_workload(std::move(workload))
    , m_seed(seed)
{
    for (const registry::Link& link : m_registry->links) {
        const bool carries = isInService(link.asset);
        const std::uint64_t reverse =
            link.capacityReverse_bps > 0 ? link.capacityReverse_bps : link.capacity_bps;
        m_capacityForward.push_back(carries ? static_cast<double>(link.capacity_bps) : 0.0);
        m_capacityReverse.push_back(carries ? static_cast<double>(reverse) : 0.0);
    }
    m_dark.assign(m_registry->links.size(), 0);
    m_forward.assign(m_registry->links.size(), 0.0);
    m_reverse.assign(m_registry->links.size(), 0.0);
    m_offeredForward = m_forward;
    m_offeredReverse = m_reverse;
    const std::size_t flows = m_workload ? m_workload->flows.size() : 0;
    m_flowShare.assign(flows, 1.0);
    m_flowLoss.assign(flows, 0.0);
    m_flowDelay.assign(flows, 0);
    m_hopBegin.assign(flows + 1, 0);
    if (m_workload) {
        for (const auto& flow : m_workload->flows) {
            m_flowRate.push_back(flow->rateRequested_bps);
        }
        m_model.emplace(m_registry, m_workload);
        readPaths();
    }
}

void FeedTraffic::setCut(std::span<const std::uint32_t> conduits)
{
    m_cut.assign(conduits.begin(), conduits.end());
    std::fill(m_dark.begin(), m_dark.end(), std::uint8_t{0});
    for (const std::uint32_t conduit : m_cut) {
        for (const registry::LinkIndex link : m_registry->conduits[conduit].links) {
            m_dark[link.value()] = 1;
            m_forward[link.value()] = 0.0;
            m_reverse[link.value()] = 0.0;
        }
    }
    refreshFlows();
}

std::vector<std::uint32_t> FeedTraffic::reroute()
{
    std::vector<std::uint32_t> changed;
    if (!m_model) {
        return changed;
    }
    std::vector<ConduitIndex> cut;
    for (const std::uint32_t conduit : m_cut) {
        cut.emplace_back(conduit);
    }
    const std::vector<Hop> hopsBefore = m_hops;
    const std::vector<std::uint32_t> beginBefore = m_hopBegin;
    m_model->setFailed(cut);
    readPaths();
    for (std::uint32_t flow = 0; flow + 1 < m_hopBegin.size(); ++flow) {
        const std::span<const Hop> before(hopsBefore.data() + beginBefore[flow],
                                          beginBefore[flow + 1] - beginBefore[flow]);
        const auto same = [](const Hop& a, const Hop& b) {
            return a.link == b.link && a.forward == b.forward;
        };
        if (!std::ranges::equal(before, hops(flow), same)) {
            changed.push_back(flow);
        }
    }
    return changed;
}

void FeedTraffic::setFlowActive(std::uint32_t flow, bool active)
{
    m_flowRate[flow] = active ? m_workload->flows[flow]->rateRequested_bps : 0.0;
}

void FeedTraffic::refresh(const FeedMoment& moment)
{
    if (!m_model) {
        refreshWithoutWorkload(moment);
        return;
    }
    LinkLoads loads = m_model->loads(moment.hour, m_flowRate);
    m_forward = std::move(loads.forward_bps);
    m_reverse = std::move(loads.reverse_bps);
    addUnlisted();
    for (std::size_t link = 0; link < m_dark.size(); ++link) {
        if (m_dark[link] != 0 || m_capacityForward[link] <= 0.0) {
            m_forward[link] = 0.0;
            m_reverse[link] = 0.0;
        }
    }
    refreshFlows();
}

void FeedTraffic::setUnlisted(std::span<const std::uint32_t> pools)
{
    m_unlisted.assign(pools.begin(), pools.end());
}

/// Whom `pool` sends to: of some pools drawn by seed, the one with most cards.
registry::PoolIndex FeedTraffic::unlistedReceiver(std::uint32_t pool) const
{
    registry::PoolIndex out;
    Rng random(m_seed, "feed.unlisted", pool);
    for (int i = 0; i < kUnlistedDraws; ++i) {
        const registry::PoolIndex drawn{static_cast<std::uint32_t>(random.below(m_registry->pools.size()))};
        const bool isLarger = !out.isValid() || (*m_registry)[drawn].cards > (*m_registry)[out].cards;
        if (drawn.value() != pool && isLarger) {
            out = drawn;
        }
    }
    return out;
}

void FeedTraffic::addUnlisted()
{
    const network::Graph& graph = m_model->graph();
    for (const std::uint32_t pool : m_unlisted) {
        const registry::PoolIndex receiver = unlistedReceiver(pool);
        if (!receiver.isValid()) {
            continue;
        }
        const auto path = m_model->route(registry::PoolIndex{pool}, receiver);
        double rate_bps = std::numeric_limits<double>::infinity();
        for (const std::uint32_t arc : path) {
            rate_bps = std::min(rate_bps, kUnlistedShare * static_cast<double>(graph.capacity()[arc]));
        }
        for (const std::uint32_t arc : path) {
            if (const registry::LinkIndex link = graph.link(arc)) {
                (graph.isReverse(arc) ? m_reverse : m_forward)[link.value()] += rate_bps;
            }
        }
    }
}

// A network file says nothing of demand: each link then gets a load of its own by seed, following the day.
void FeedTraffic::refreshWithoutWorkload(const FeedMoment& moment)
{
    const double day = 0.35 + 0.65 * dailyCurve(moment.hour);
    for (std::size_t link = 0; link < m_dark.size(); ++link) {
        Rng random(m_seed, "feed.link.load", link);
        const double use = random.beta(2.0, 4.2) * day;
        const double asymmetry = random.uniform(0.4, 1.0);
        const bool carries = m_dark[link] == 0;
        m_forward[link] = carries ? use * m_capacityForward[link] : 0.0;
        m_reverse[link] = carries ? use * asymmetry * m_capacityReverse[link] : 0.0;
    }
    refreshOffered();
}

void FeedTraffic::readPaths()
{
    const network::Graph& graph = m_model->graph();
    m_hops.clear();
    for (std::size_t flow = 0; flow + 1 < m_hopBegin.size(); ++flow) {
        m_hopBegin[flow] = static_cast<std::uint32_t>(m_hops.size());
        for (const std::uint32_t arc : m_model->flowPath(flow)) {
            if (const registry::LinkIndex link = graph.link(arc)) {
                m_hops.push_back({link.value(), !graph.isReverse(arc)});
            }
        }
        m_flowDelay[flow] = m_model->flowDelay(flow);
    }
    m_hopBegin.back() = static_cast<std::uint32_t>(m_hops.size());
}

std::span<const FeedTraffic::Hop> FeedTraffic::hops(std::size_t flow) const
{
    return {m_hops.data() + m_hopBegin[flow], m_hopBegin[flow + 1] - m_hopBegin[flow]};
}

void FeedTraffic::refreshFlows()
{
    for (std::size_t flow = 0; flow + 1 < m_hopBegin.size(); ++flow) {
        double share = hops(flow).empty() ? 0.0 : 1.0;
        double kept = 1.0;
        for (const Hop& hop : hops(flow)) {
            const double asked = hop.forward ? m_forward[hop.link] : m_reverse[hop.link];
            const double capacity = hop.forward ? m_capacityForward[hop.link] : m_capacityReverse[hop.link];
            if (m_dark[hop.link] != 0) {
                share = 0.0;
            } else if (asked > capacity && asked > 0.0) {
                share = std::min(share, capacity / asked);
            }
            kept *= 1.0 - dropRatio(asked, capacity);
        }
        m_flowShare[flow] = m_flowRate[flow] > 0.0 ? share : 0.0;
        m_flowLoss[flow] = 1.0 - kept;
    }
    refreshOffered();
}

void FeedTraffic::refreshOffered()
{
    m_offeredForward = m_forward;
    m_offeredReverse = m_reverse;
    for (std::size_t flow = 0; flow + 1 < m_hopBegin.size(); ++flow) {
        const double held_bps = m_flowRate[flow] * (1.0 - m_flowShare[flow]);
        if (held_bps <= 0.0) {
            continue;
        }
        for (const Hop& hop : hops(flow)) {
            (hop.forward ? m_offeredForward : m_offeredReverse)[hop.link] -= held_bps;
        }
    }
    for (std::size_t link = 0; link < m_dark.size(); ++link) { // sums of thousands end a little below zero
        m_offeredForward[link] = std::max(0.0, m_offeredForward[link]);
        m_offeredReverse[link] = std::max(0.0, m_offeredReverse[link]);
    }
}

std::vector<std::string> FeedTraffic::flowArcs(std::uint32_t flow) const
{
    std::vector<std::string> names;
    if (m_model) {
        for (const std::uint32_t arc : m_model->flowPath(flow)) {
            if (const std::string& name = m_model->graph().arcName(arc); !name.empty()) {
                names.push_back(name);
            }
        }
    }
    return names;
}

} // namespace twin::generate
