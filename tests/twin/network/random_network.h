#pragma once

#include "twin/network/graph_assembler.h"
#include "twin/network/route.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// Small random networks with everything a real one has (parallel and one-way links, unequal directions,
/// sites of several carriers, leaves, conduits shared by links), and all their paths by brute force.
namespace network_test {

using namespace twin;
using namespace twin::network;

struct RandomShape
{
    std::uint32_t sites = 6;
    std::uint32_t links = 10;
    std::uint32_t pools = 2;
    std::uint32_t conduits = 6;
    bool hasCarriers = false;     ///< some sites have two routers, some of those are joined
    std::uint64_t maxCost = 1000; ///< small values make ties
};

class RandomNetwork
{
  public:
    RandomNetwork(std::uint64_t seed, const RandomShape& shape)
        : m_rng(seed, "test.random-network")
        , m_shape(shape)
    {
        addSites();
        addLeaves();
        for (std::uint32_t c = 0; c < shape.conduits; ++c) {
            m_assembler.addConduit("D" + std::to_string(c), false);
        }
        for (std::uint32_t l = 0; l < shape.links; ++l) {
            addLink(l, anyRouter(), anyRouter());
        }
        for (std::uint32_t p = 0; p < shape.pools; ++p) {
            addLink(shape.links + 2 * p, m_pools[p], anyRouter());
            addLink(shape.links + 2 * p + 1, m_pools[p], anyRouter());
        }
    }

    [[nodiscard]] Graph finish() { return m_assembler.finish(); }

    [[nodiscard]] Rng& rng() { return m_rng; }

  private:
    void addSites()
    {
        for (std::uint32_t s = 0; s < m_shape.sites; ++s) {
            const bool isDouble = m_shape.hasCarriers && m_rng.below(2) == 0;
            const std::string id = "S" + std::to_string(s);
            std::vector<NodeIndex> routers;
            for (std::uint32_t carrier = 0; carrier < (isDouble ? 2U : 1U); ++carrier) {
                routers.emplace_back(m_assembler.addNode(registry::SiteIndex{s},
                                                         registry::CarrierIndex{carrier},
                                                         isDouble ? id + "@" + std::to_string(carrier) : id));
                m_routers.push_back(routers.back().value());
            }
            m_assembler.siteNodes().push_back(isDouble ? NodeIndex{} : routers[0]);
            m_bySite.push_back(routers);
        }
        m_assembler.endCore();
    }

    void addLeaves()
    {
        for (std::uint32_t s = 0; s < m_shape.sites; ++s) {
            if (m_bySite[s].size() < 2) {
                m_assembler.carrierNodes().push_back({m_bySite[s][0], NodeIndex{}, NodeIndex{}});
                continue;
            }
            m_assembler.carrierNodes().push_back({m_bySite[s][0], m_bySite[s][1], NodeIndex{}});
            const NodeIndex leaf{m_assembler.addNode(registry::SiteIndex{s}, {}, "S" + std::to_string(s))};
            m_assembler.siteNodes()[s] = leaf;
            for (const NodeIndex router : m_bySite[s]) {
                ArcPair inside;
                inside.from = leaf.value();
                inside.to = router.value();
                inside.capacity_bps = inside.capacityReverse_bps = kUnlimited_bps;
                m_assembler.addPair(inside);
            }
            if (m_rng.below(2) == 0) {
                ArcPair joint = pair(m_bySite[s][0].value(), m_bySite[s][1].value(), "X" + std::to_string(s));
                m_assembler.addPair(joint);
            }
        }
        for (std::uint32_t p = 0; p < m_shape.pools; ++p) {
            m_pools.push_back(m_assembler.addNode(registry::PoolIndex{p}, {}, "P" + std::to_string(p)));
            m_assembler.poolNodes().emplace_back(m_pools.back());
        }
    }

    [[nodiscard]] std::uint32_t anyRouter() { return m_routers[m_rng.below(m_routers.size())]; }

    [[nodiscard]] ArcPair pair(std::uint32_t from, std::uint32_t to, const std::string& name)
    {
        ArcPair out;
        out.from = from;
        out.to = to;
        out.capacity_bps = 1 + m_rng.below(100);
        out.capacityReverse_bps = m_rng.below(8) == 0 ? 0 : 1 + m_rng.below(100); // some are one-way
        out.delay = static_cast<TimeNs>(1 + m_rng.below(m_shape.maxCost));
        out.delayReverse =
            m_rng.below(4) == 0 ? static_cast<TimeNs>(1 + m_rng.below(m_shape.maxCost)) : out.delay;
        out.metric = static_cast<std::uint32_t>(1 + m_rng.below(m_shape.maxCost));
        out.metricReverse = out.metric;
        out.name = name;
        return out;
    }

    void addLink(std::uint32_t number, std::uint32_t from, std::uint32_t to)
    {
        std::vector<registry::ConduitIndex> conduits;
        for (std::uint64_t i = m_rng.below(3); i > 0 && m_shape.conduits > 0; --i) {
            const registry::ConduitIndex conduit{static_cast<std::uint32_t>(m_rng.below(m_shape.conduits))};
            if (std::ranges::find(conduits, conduit) == conduits.end()) {
                conduits.push_back(conduit);
            }
        }
        const std::string name = "L" + std::to_string(number);
        m_assembler.addLink(name, false, conduits);
        if (from != to) { // a link from a node to itself leads nowhere
            ArcPair arcs = pair(from, to, name);
            arcs.link = registry::LinkIndex{number};
            m_assembler.addPair(arcs);
        }
    }

    Rng m_rng;
    RandomShape m_shape;
    GraphAssembler m_assembler;
    std::vector<std::uint32_t> m_routers;
    std::vector<std::vector<NodeIndex>> m_bySite;
    std::vector<std::uint32_t> m_pools;
};

/// Every simple path, in order of (cost, arc numbers): the oracle.
inline std::vector<Route> allPaths(const Graph& graph, NodeIndex from, NodeIndex to, PathCost cost,
                                   std::span<const std::uint8_t> failed = {})
{
    const auto costs = arcCosts(graph, cost);
    std::vector<Route> out;
    Route route;
    std::vector<std::uint8_t> isPassed(graph.nodeCount(), 0);
    const std::function<void(std::uint32_t)> go = [&](std::uint32_t node) {
        if (node == to.value()) {
            out.push_back(route);
            return;
        }
        if (node != from.value() && node >= graph.coreCount()) {
            return;
        }
        isPassed[node] = 1;
        for (std::uint32_t arc = graph.firstOut(node); arc < graph.firstOut(node + 1); ++arc) {
            if (isPassed[graph.to()[arc]] != 0 || (!failed.empty() && failed[arc] != 0)) {
                continue;
            }
            route.arcs.push_back(arc);
            route.cost += costs[arc];
            go(graph.to()[arc]);
            route.cost -= costs[arc];
            route.arcs.pop_back();
        }
        isPassed[node] = 0;
    };
    go(from.value());
    std::ranges::sort(out, [](const Route& a, const Route& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.arcs < b.arcs;
    });
    return out;
}

} // namespace network_test
