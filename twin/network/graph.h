#pragma once

#include "twin/registry/registry.h"
#include "twin/support/strong_index.h"
#include "twin/support/units.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::network {

using NodeIndex = StrongIndex<struct GraphNodeTag>;
using ArcIndex = StrongIndex<struct GraphArcTag>;

inline constexpr std::uint64_t kUnlimited_bps = std::numeric_limits<std::uint64_t>::max();
/// Crossing from one carrier to another at an interconnection point: two more routers.
inline constexpr TimeNs kInterconnectionDelay = 100 * kMicrosecond;

struct NetworkFile;

/// A routed network: directed arcs in CSR order, immutable, shared by any number of threads.
///
/// Links, conduits (the shared-risk groups) and places are numbered as their source numbers them: the
/// registry's dense numbers, or a network file's order.
///
/// A site where carriers have networks of their own is one *core* node per carrier, so traffic changes
/// carrier only over the arcs of an interconnection point. Pools, and sites with several carriers as a whole,
/// are *leaf* nodes: traffic starts and ends there and never passes through. Core nodes have the lower
/// numbers.
class Graph
{
  public:
    Graph(Graph&&) = default;
    Graph& operator=(Graph&&) = default;

    /// Links planned, in building or withdrawn are left out. Cost: O(links).
    [[nodiscard]] static Graph build(const registry::Registry& registry);
    /// Every node a core node, every link a conduit of its own, named `duct:` + the link's name. SiteIndex,
    /// LinkIndex and ConduitIndex count in the file's order. Directions of capacity 0 have no arc.
    [[nodiscard]] static Graph build(const NetworkFile& file);

    [[nodiscard]] std::uint32_t nodeCount() const
    {
        return static_cast<std::uint32_t>(m_firstOut.size() - 1);
    }

    [[nodiscard]] std::uint32_t coreCount() const { return m_coreCount; }

    [[nodiscard]] std::uint32_t arcCount() const { return static_cast<std::uint32_t>(m_from.size()); }

    /// Arcs leaving `node` are numbers [first, last).
    [[nodiscard]] std::uint32_t firstOut(std::uint32_t node) const { return m_firstOut[node]; }

    /// Arcs entering `node`, those from core nodes first; ascending by their tail.
    [[nodiscard]] std::span<const std::uint32_t> arcsInto(std::uint32_t node) const
    {
        return {m_into.data() + m_firstInto[node], m_firstInto[node + 1] - m_firstInto[node]};
    }

    // Arc columns, by arc number.
    [[nodiscard]] std::span<const std::uint32_t> from() const { return m_from; }

    [[nodiscard]] std::span<const std::uint32_t> to() const { return m_to; }

    [[nodiscard]] std::span<const TimeNs> delay() const { return m_delay; } ///< ns, at least 1

    [[nodiscard]] std::span<const std::uint32_t> metric() const { return m_metric; } ///< at least 1

    [[nodiscard]] std::span<const std::uint64_t> capacity() const { return m_capacity; } ///< b/s

    /// The link of an arc; none for interconnection and leaf arcs.
    [[nodiscard]] registry::LinkIndex link(std::uint32_t arc) const { return m_link[arc]; }

    [[nodiscard]] bool isReverse(std::uint32_t arc) const { return m_reverse[arc] != 0; }

    /// The arc of a link in one direction; none where the link is not in service or one-way.
    [[nodiscard]] ArcIndex arc(registry::LinkIndex link, bool reverse) const
    {
        return m_arcOfLink[link.value() * 2 + (reverse ? 1 : 0)];
    }

    /// Arcs that fail with the conduit.
    [[nodiscard]] std::span<const std::uint32_t> arcsOf(registry::ConduitIndex conduit) const
    {
        return {m_conduitArcs.data() + m_firstConduitArc[conduit.value()],
                m_firstConduitArc[conduit.value() + 1] - m_firstConduitArc[conduit.value()]};
    }

    /// The conduits an arc runs through: its shared-risk groups.
    [[nodiscard]] std::span<const registry::ConduitIndex> conduitsOf(std::uint32_t arc) const;

    /// Where traffic of a pool starts and ends.
    [[nodiscard]] NodeIndex node(registry::PoolIndex pool) const { return m_poolNode[pool.value()]; }

    /// Where traffic of a site starts and ends, whatever the carrier.
    [[nodiscard]] NodeIndex node(registry::SiteIndex site) const { return m_siteNode[site.value()]; }

    [[nodiscard]] NodeIndex node(const registry::Endpoint& end) const;
    /// A carrier's router at a site; none when it has no link there. A carrier of none asks for the site's
    /// only one.
    [[nodiscard]] NodeIndex node(registry::SiteIndex site, registry::CarrierIndex carrier) const;

    /// The pool or site a node stands for, and its carrier (none for leaves).
    [[nodiscard]] const registry::Endpoint& place(std::uint32_t node) const { return m_place[node]; }

    [[nodiscard]] registry::CarrierIndex carrier(std::uint32_t node) const { return m_carrier[node]; }

    /// `LINK>` or `LINK<`; of an interconnection arc `POINT>` or `POINT<`; empty for the arcs of leaf sites.
    [[nodiscard]] const std::string& arcName(std::uint32_t arc) const { return m_arcName[arc]; }

    /// What the file itself calls an arc (REPETITA's labels); empty where it names none.
    [[nodiscard]] const std::string& fileArcName(std::uint32_t arc) const { return m_fileArcName[arc]; }

    /// The arc with this name, or none. The file's own arc names are understood too.
    [[nodiscard]] ArcIndex arcByName(std::string_view name) const;

    /// Identifier of the place; `PLACE@CARRIER` for the router of one of several carriers.
    [[nodiscard]] const std::string& nodeName(std::uint32_t node) const { return m_nodeName[node]; }

    /// The node with this name, or none. The name of a site asks for the site as a whole.
    [[nodiscard]] NodeIndex nodeByName(std::string_view name) const;

    [[nodiscard]] std::uint32_t linkCount() const { return static_cast<std::uint32_t>(m_linkName.size()); }

    [[nodiscard]] const std::string& linkName(registry::LinkIndex link) const
    {
        return m_linkName[link.value()];
    }

    /// What a result calls the link: its name, or where the file names arcs, theirs in file order joined by
    /// `;` (`edge_0;edge_1`). Items of a list: splitNames reads them back.
    [[nodiscard]] std::string linkLabel(registry::LinkIndex link) const;

    [[nodiscard]] bool isAccess(registry::LinkIndex link) const { return m_accessLink[link.value()] != 0; }

    [[nodiscard]] std::uint32_t siteCount() const { return static_cast<std::uint32_t>(m_siteNode.size()); }

    [[nodiscard]] std::uint32_t poolCount() const { return static_cast<std::uint32_t>(m_poolNode.size()); }

    [[nodiscard]] std::uint32_t conduitCount() const
    {
        return static_cast<std::uint32_t>(m_conduitName.size());
    }

    [[nodiscard]] const std::string& conduitName(registry::ConduitIndex conduit) const
    {
        return m_conduitName[conduit.value()];
    }

    /// An access duct, kept apart from the backbone's conduits.
    [[nodiscard]] bool isAccess(registry::ConduitIndex conduit) const
    {
        return m_accessConduit[conduit.value()] != 0;
    }

  private:
    friend class GraphAssembler;
    Graph() = default;

    std::uint32_t m_coreCount = 0;
    std::vector<std::uint32_t> m_firstOut{0};
    std::vector<std::uint32_t> m_firstInto;
    std::vector<std::uint32_t> m_into;
    std::vector<std::uint32_t> m_from;
    std::vector<std::uint32_t> m_to;
    std::vector<TimeNs> m_delay;
    std::vector<std::uint32_t> m_metric;
    std::vector<std::uint64_t> m_capacity;
    std::vector<registry::LinkIndex> m_link;
    std::vector<std::uint8_t> m_reverse;
    std::vector<std::string> m_arcName;
    std::vector<std::string> m_fileArcName;
    std::vector<std::string> m_nodeName;
    std::unordered_map<std::string_view, std::uint32_t> m_nodeByName;
    std::vector<std::string> m_nodeAlias; ///< further names; m_nodeByName looks into them
    std::vector<std::string> m_linkName;
    std::vector<std::string> m_fileArcs; ///< by link * 2, in file order; empty = the source names no arcs
    std::vector<std::uint8_t> m_accessLink;
    std::vector<std::string> m_conduitName;
    std::vector<std::uint8_t> m_accessConduit;
    std::unordered_map<std::string, std::uint32_t> m_arcByName;
    std::vector<ArcIndex> m_arcOfLink;
    std::vector<std::vector<registry::ConduitIndex>> m_conduitsOfLink;
    std::vector<std::uint32_t> m_firstConduitArc;
    std::vector<std::uint32_t> m_conduitArcs;
    std::vector<NodeIndex> m_poolNode;
    std::vector<NodeIndex> m_siteNode;
    std::vector<std::vector<NodeIndex>> m_carrierNode; ///< by site, then carrier (last: no carrier)
    std::vector<registry::Endpoint> m_place;
    std::vector<registry::CarrierIndex> m_carrier;
};

} // namespace twin::network
