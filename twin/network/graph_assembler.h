#pragma once

#include "twin/network/graph.h"

#include <string>
#include <utility>
#include <vector>

namespace twin::network {

/// Both directions of a link, or of what joins two routers of one site.
struct ArcPair
{
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint64_t capacity_bps = 0; ///< 0 = no arc in this direction
    std::uint64_t capacityReverse_bps = 0;
    TimeNs delay = 1; ///< at least 1, as metrics are
    TimeNs delayReverse = 1;
    std::uint32_t metric = 1;
    std::uint32_t metricReverse = 1;
    registry::LinkIndex link; ///< none for interconnections and the arcs of leaf sites
    std::string name;         ///< arcs become `name>` and `name<`; empty = unnamed
};

/// Fills a Graph, whatever its source: first core nodes, then leaves, links and arcs in any order, then
/// finish().
class GraphAssembler
{
  public:
    /// @return the node's number
    std::uint32_t addNode(const registry::Endpoint& place, registry::CarrierIndex carrier, std::string name);

    /// Every node so far is a core node; those that follow are leaves.
    void endCore() { m_graph.m_coreCount = nodeCount(); }

    [[nodiscard]] std::uint32_t nodeCount() const
    {
        return static_cast<std::uint32_t>(m_graph.m_place.size());
    }

    [[nodiscard]] std::uint32_t coreCount() const { return m_graph.m_coreCount; }

    /// Links in the order of their numbers. `arcs`: the file's names of its arcs in file order, or empty.
    void addLink(std::string name, bool access, std::vector<registry::ConduitIndex> conduits,
                 std::string firstArc = {}, std::string secondArc = {});
    /// Conduits in the order of their numbers.
    void addConduit(std::string name, bool access);

    void addPair(const ArcPair& pair);
    /// A further name for the arc of a link in one direction.
    void nameArc(registry::LinkIndex link, bool reverse, std::string name);

    /// A further name for a node, unless another has it.
    void nameNode(std::uint32_t node, std::string name) { m_nodeAliases.emplace_back(std::move(name), node); }

    [[nodiscard]] std::vector<NodeIndex>& siteNodes() { return m_graph.m_siteNode; }

    [[nodiscard]] const std::vector<NodeIndex>& siteNodes() const { return m_graph.m_siteNode; }

    [[nodiscard]] std::vector<NodeIndex>& poolNodes() { return m_graph.m_poolNode; }

    [[nodiscard]] const std::vector<NodeIndex>& poolNodes() const { return m_graph.m_poolNode; }

    [[nodiscard]] std::vector<std::vector<NodeIndex>>& carrierNodes() { return m_graph.m_carrierNode; }

    [[nodiscard]] const std::vector<std::vector<NodeIndex>>& carrierNodes() const
    {
        return m_graph.m_carrierNode;
    }

    [[nodiscard]] Graph finish();

  private:
    struct RawArc
    {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        std::uint64_t capacity = 0;
        TimeNs delay = 1;
        std::uint32_t metric = 1;
        registry::LinkIndex link;
        bool reverse = false;
        std::string name;
    };

    struct Alias
    {
        registry::LinkIndex link;
        bool reverse = false;
        std::string name;
    };

    void storeArcs();
    void storeIncoming();
    void storeConduits();
    void indexNames();
    void addNodeAliases();

    Graph m_graph;
    std::vector<RawArc> m_arcs;
    std::vector<Alias> m_aliases;
    std::vector<std::pair<std::string, std::uint32_t>> m_nodeAliases;
};

} // namespace twin::network
