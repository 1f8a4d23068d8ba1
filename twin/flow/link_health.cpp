#include "twin/flow/link_health.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace twin::flow {

using registry::ConduitIndex;
using registry::LinkIndex;
using registry::Protection;
using registry::SiteIndex;

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::uint64_t kFastWave_bps = 800'000'000'000;

/// Site number of an end; kNone for a pool.
std::uint32_t siteOf(const registry::Endpoint& end)
{
    const auto* site = std::get_if<SiteIndex>(&end);
    return site == nullptr ? kNone : site->value();
}

} // namespace

LinkHealth::LinkHealth(const network::Network& network, const RecoveryOptions& options)
    : m_graph(network.graph)
    , m_registry(network.registry.get())
    , m_options(options)
    , m_links(network.graph.linkCount())
    , m_cuts(network.graph.conduitCount(), 0)
    , m_usedSlots(network.graph.conduitCount(), 0)
    , m_nodeDown(network.graph.nodeCount(), 0)
    , m_linksOfConduit(network.graph.conduitCount())
    , m_conduitsOfSite(network.graph.siteCount())
{
    for (std::uint32_t conduit = 0; conduit < m_cuts.size(); ++conduit) {
        std::vector<std::uint32_t>& links = m_linksOfConduit[conduit];
        for (const std::uint32_t arc : m_graph.arcsOf(ConduitIndex{conduit})) {
            links.push_back(m_graph.link(arc).value());
        }
        std::ranges::sort(links);
        links.erase(std::ranges::unique(links).begin(), links.end());
        if (m_registry == nullptr || m_graph.isAccess(ConduitIndex{conduit})) {
            continue;
        }
        for (const registry::Endpoint* end :
             {&m_registry->conduits[conduit].a, &m_registry->conduits[conduit].b}) {
            if (const std::uint32_t site = siteOf(*end); site != kNone) {
                m_conduitsOfSite[site].push_back(conduit);
            }
        }
    }
}

void LinkHealth::dropDetour(LinkState& link)
{
    for (const std::uint32_t conduit : link.detour) {
        m_usedSlots[conduit] -= link.restoredWaves;
    }
    link.detour.clear();
    link.restored = 0;
    link.restoredWaves = 0;
}

/// Counts one failure more or less; the first one sets when the other side of 1+1 carries.
void LinkHealth::change(LinkState& link, std::uint32_t& count, bool isDown, double time) const
{
    if (isDown && link.cuts + link.faults == 0) {
        link.switchAt = time + m_options.protection_s;
    }
    count += isDown ? 1 : 0;
    count -= isDown ? 0 : 1;
    if (link.cuts + link.faults == 0) {
        link.switchAt = kNever;
    }
}

void LinkHealth::cut(LinkState& link, bool isDown, double time)
{
    if (isDown && link.cuts == 0) {
        link.restoreAt = time + m_options.restoration_s;
    }
    change(link, link.cuts, isDown, time);
    if (link.cuts == 0) {
        link.restoreAt = kNever;
        dropDetour(link);
    }
}

void LinkHealth::failConduit(std::uint32_t conduit, bool isDown, double time)
{
    m_cuts[conduit] += isDown ? 1 : 0;
    m_cuts[conduit] -= isDown ? 0 : 1;
    for (const std::uint32_t link : m_linksOfConduit[conduit]) {
        cut(m_links[link], isDown, time);
    }
    if (!isDown) {
        return;
    }
    for (LinkState& link : m_links) {
        if (std::ranges::find(link.detour, conduit) != link.detour.end()) {
            dropDetour(link);
            link.restoreAt = time + m_options.restoration_s;
        }
    }
}

void LinkHealth::failLink(std::uint32_t link, bool isDown, double time)
{
    change(m_links[link], m_links[link].faults, isDown, time);
}

void LinkHealth::failNode(std::uint32_t node, bool isDown)
{
    m_nodeDown[node] += isDown ? 1 : 0;
    m_nodeDown[node] -= isDown ? 0 : 1;
}

bool LinkHealth::isOnePlusOne(std::uint32_t link) const
{
    return m_registry != nullptr && m_registry->links[link].protection == Protection::OnePlusOne;
}

bool LinkHealth::isFree(std::uint32_t conduit) const
{
    return m_cuts[conduit] == 0 && m_usedSlots[conduit] < m_registry->conduits[conduit].asset.spareSlots;
}

/// Conduits of the shortest free way between two sites, at most `reach_m` long; empty when there is none.
std::vector<std::uint32_t> LinkHealth::wayThroughConduits(std::uint32_t from, std::uint32_t to,
                                                          double reach_m) const
{
    constexpr std::uint64_t kFar = std::numeric_limits<std::uint64_t>::max();
    std::vector<std::uint64_t> metres(m_conduitsOfSite.size(), kFar);
    std::vector<std::uint32_t> via(m_conduitsOfSite.size(), kNone);
    std::vector<std::uint32_t> before(m_conduitsOfSite.size(), kNone);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> heap{{0, from}};
    metres[from] = 0;
    while (!heap.empty()) {
        std::ranges::pop_heap(heap, std::greater<>());
        const auto [here, site] = heap.back();
        heap.pop_back();
        if (here != metres[site]) {
            continue;
        }
        for (const std::uint32_t conduit : m_conduitsOfSite[site]) {
            const registry::Conduit& duct = m_registry->conduits[conduit];
            const std::uint32_t other = siteOf(duct.a) == site ? siteOf(duct.b) : siteOf(duct.a);
            if (other == kNone || !isFree(conduit) || here + duct.route_m >= metres[other]) {
                continue;
            }
            metres[other] = here + duct.route_m;
            via[other] = conduit;
            before[other] = site;
            heap.emplace_back(metres[other], other);
            std::ranges::push_heap(heap, std::greater<>());
        }
    }
    std::vector<std::uint32_t> out;
    if (metres[to] == kFar || static_cast<double>(metres[to]) > reach_m) {
        return out;
    }
    for (std::uint32_t site = to; site != from; site = before[site]) {
        out.push_back(via[site]);
    }
    return out;
}

void LinkHealth::restore(std::uint32_t link)
{
    const registry::Link& one = m_registry->links[link];
    const std::uint32_t from = siteOf(one.a);
    const std::uint32_t to = siteOf(one.b);
    if (from == kNone || to == kNone) {
        return;
    }
    const std::uint32_t waves = std::max(1U, one.waves);
    const bool isFast = one.capacity_bps / waves >= kFastWave_bps;
    LinkState& state = m_links[link];
    state.detour = wayThroughConduits(from, to, isFast ? m_options.reachFast_m : m_options.reach_m);
    if (state.detour.empty()) {
        return;
    }
    std::uint32_t moved = waves;
    for (const std::uint32_t conduit : state.detour) {
        moved = std::min(moved, m_registry->conduits[conduit].asset.spareSlots - m_usedSlots[conduit]);
    }
    for (const std::uint32_t conduit : state.detour) {
        m_usedSlots[conduit] += moved;
    }
    state.restoredWaves = moved;
    state.restored = static_cast<double>(moved) / waves;
}

void LinkHealth::recover(double time)
{
    m_now = time;
    for (std::uint32_t link = 0; link < m_links.size(); ++link) {
        if (m_links[link].restoreAt > time) {
            continue;
        }
        m_links[link].restoreAt = kNever;
        if (m_registry != nullptr && m_registry->links[link].protection == Protection::Wson) {
            restore(link);
        }
    }
}

double LinkHealth::available(std::uint32_t arc) const
{
    if (m_nodeDown[m_graph.from()[arc]] > 0 || m_nodeDown[m_graph.to()[arc]] > 0) {
        return 0;
    }
    const LinkIndex link = m_graph.link(arc);
    if (!link.isValid()) {
        return 1;
    }
    const LinkState& state = m_links[link.value()];
    const std::uint32_t failures = state.cuts + state.faults;
    // A second failure meets the other side; when it is over that side carries at once.
    if (failures == 0 || (failures == 1 && state.switchAt <= m_now && isOnePlusOne(link.value()))) {
        return 1;
    }
    return state.faults > 0 ? 0 : state.restored;
}

Protection LinkHealth::protection(std::uint32_t arc) const
{
    const LinkIndex link = m_graph.link(arc);
    return m_registry == nullptr || !link.isValid() ? Protection::None
                                                    : m_registry->links[link.value()].protection;
}

} // namespace twin::flow
