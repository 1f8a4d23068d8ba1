#include "twin/network/risk_groups.h"

#include "twin/network/route.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace twin::network {

namespace {

using registry::Endpoint;
using Risk = RiskGroups::Risk;
using Kind = RiskGroups::Risk::Kind;

/// What an arc is lost with, under one kind of disjointness.
class RiskFinder
{
  public:
    RiskFinder(const Graph& graph, Disjointness kind, NodeIndex from, NodeIndex to)
        : m_graph(graph)
        , m_kind(kind)
        , m_from(graph.place(from.value()))
        , m_to(graph.place(to.value()))
    {}

    std::vector<Risk> risksOf(std::uint32_t arc)
    {
        if (isInsidePlace(m_graph, arc)) {
            return {};
        }
        switch (m_kind) {
        case Disjointness::Link:
            return {linkOf(arc)};
        case Disjointness::Node:
            return {placeAt(arc)};
        case Disjointness::Srlg:
            break;
        }
        return conduitsOf(arc);
    }

  private:
    [[nodiscard]] bool isEnd(const Endpoint& place) const { return place == m_from || place == m_to; }

    Risk linkOf(std::uint32_t arc)
    {
        if (m_graph.link(arc).isValid()) {
            return {Kind::Link, m_graph.link(arc).value()};
        }
        return {Kind::Joint, m_joints.try_emplace(undirectedName(m_graph, arc), arc).first->second};
    }

    /// The place the arc enters or, into an end, leaves. Between the two ends only the link can be shared.
    Risk placeAt(std::uint32_t arc)
    {
        for (const std::uint32_t node : {m_graph.to()[arc], m_graph.from()[arc]}) {
            const Endpoint& place = m_graph.place(node);
            if (!isEnd(place)) {
                const auto* pool = std::get_if<registry::PoolIndex>(&place);
                return pool != nullptr ? Risk{Kind::Pool, pool->value()}
                                       : Risk{Kind::Site, std::get<registry::SiteIndex>(place).value()};
            }
        }
        return linkOf(arc);
    }

    std::vector<Risk> conduitsOf(std::uint32_t arc)
    {
        std::vector<Risk> out;
        for (const registry::ConduitIndex conduit : m_graph.conduitsOf(arc)) {
            out.push_back({Kind::Conduit, conduit.value()});
        }
        return out.empty() ? std::vector{linkOf(arc)} : out;
    }

    const Graph& m_graph;
    Disjointness m_kind;
    Endpoint m_from;
    Endpoint m_to;
    std::map<std::string, std::uint32_t> m_joints;
};

} // namespace

RiskGroups::RiskGroups(const Graph& graph, Disjointness kind, NodeIndex from, NodeIndex to)
    : m_graph(&graph)
{
    RiskFinder finder(graph, kind, from, to);
    std::map<Risk, std::uint32_t> numbers;
    std::vector<std::vector<std::uint32_t>> arcs;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        std::set<std::uint32_t> groups;
        for (const Risk& risk : finder.risksOf(arc)) {
            const auto [at, isNew] = numbers.try_emplace(risk, static_cast<std::uint32_t>(arcs.size()));
            if (isNew) {
                arcs.emplace_back();
                m_risks.push_back(risk);
            }
            if (groups.insert(at->second).second) {
                arcs[at->second].push_back(arc);
            }
        }
        m_groups.insert(m_groups.end(), groups.begin(), groups.end());
        m_firstGroup.push_back(static_cast<std::uint32_t>(m_groups.size()));
    }
    m_firstArc.assign(1, 0);
    for (const auto& list : arcs) {
        m_arcs.insert(m_arcs.end(), list.begin(), list.end());
        m_firstArc.push_back(static_cast<std::uint32_t>(m_arcs.size()));
    }
}

std::string RiskGroups::name(std::uint32_t group) const
{
    const Risk& risk = m_risks[group];
    switch (risk.kind) {
    case Kind::Link:
        return m_graph->linkName(registry::LinkIndex{risk.index});
    case Kind::Joint:
        return undirectedName(*m_graph, risk.index);
    case Kind::Site:
        return m_graph->nodeName(m_graph->node(registry::SiteIndex{risk.index}).value());
    case Kind::Pool:
        return m_graph->nodeName(m_graph->node(registry::PoolIndex{risk.index}).value());
    case Kind::Conduit:
        break;
    }
    return m_graph->conduitName(registry::ConduitIndex{risk.index});
}

std::vector<std::uint32_t> RiskGroups::shared(std::span<const std::uint32_t> first,
                                              std::span<const std::uint32_t> second) const
{
    const auto groupsOn = [this](std::span<const std::uint32_t> arcs) {
        std::set<std::uint32_t> out;
        for (const std::uint32_t arc : arcs) {
            out.insert(groupsOf(arc).begin(), groupsOf(arc).end());
        }
        return out;
    };
    const auto a = groupsOn(first);
    const auto b = groupsOn(second);
    std::vector<std::uint32_t> out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

} // namespace twin::network
