#pragma once

#include "twin/network/graph.h"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin::network {

/// What two paths must not have in common.
enum class Disjointness : std::uint8_t {
    Link, ///< no link, in whatever direction, and no interconnection point
    Node, ///< no place in between (a site is one place, whichever carrier's router), and no link
    Srlg, ///< no conduit; a link or interconnection point without conduits is one of its own
};

/// Arcs that are lost together, as groups: two paths are disjoint when no group has an arc of each. Arcs
/// inside a place belong to no group. The graph must outlive it.
class RiskGroups
{
  public:
    /// `from` and `to`: the ends of the paths; what both must share there is no risk. Cost: O(arcs · conduits
    /// of an arc).
    RiskGroups(const Graph& graph, Disjointness kind, NodeIndex from, NodeIndex to);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_firstArc.size() - 1); }

    /// Ascending, without repetition.
    [[nodiscard]] std::span<const std::uint32_t> groupsOf(std::uint32_t arc) const
    {
        return {m_groups.data() + m_firstGroup[arc], m_firstGroup[arc + 1] - m_firstGroup[arc]};
    }

    [[nodiscard]] std::span<const std::uint32_t> arcsOf(std::uint32_t group) const
    {
        return {m_arcs.data() + m_firstArc[group], m_firstArc[group + 1] - m_firstArc[group]};
    }

    /// Name of the link, interconnection point, site or conduit.
    [[nodiscard]] std::string name(std::uint32_t group) const;

    /// Groups that have an arc of each, ascending.
    [[nodiscard]] std::vector<std::uint32_t> shared(std::span<const std::uint32_t> first,
                                                    std::span<const std::uint32_t> second) const;

    /// What a group stands for: an arc that has this link or joint, enters this place, or lies in this
    /// conduit.
    struct Risk
    {
        enum class Kind : std::uint8_t { Link, Joint, Site, Pool, Conduit };
        Kind kind = Kind::Link;
        std::uint32_t index = 0; ///< of a joint: one of its arcs; of the others their dense number

        friend auto operator<=>(const Risk&, const Risk&) = default;
    };

    [[nodiscard]] const Risk& risk(std::uint32_t group) const { return m_risks[group]; }

  private:
    const Graph* m_graph;
    std::vector<std::uint32_t> m_firstGroup{0}; ///< by arc
    std::vector<std::uint32_t> m_groups;
    std::vector<std::uint32_t> m_firstArc; ///< by group
    std::vector<std::uint32_t> m_arcs;
    std::vector<Risk> m_risks; ///< by group
};

} // namespace twin::network
