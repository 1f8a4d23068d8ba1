#include "twin/flow/failure_list.h"

#include "twin/support/name_list.h"

#include <algorithm>

namespace twin::flow {

using network::Graph;
using registry::ConduitIndex;
using registry::LinkIndex;
using registry::SiteIndex;

namespace {

std::vector<Failure> links(const Graph& graph, bool includeAccess)
{
    std::vector<Failure> out;
    for (std::size_t i = 0; i < graph.linkCount(); ++i) {
        const LinkIndex link{i};
        Failure failure;
        for (const bool reverse : {false, true}) {
            if (const network::ArcIndex arc = graph.arc(link, reverse); arc.isValid()) {
                failure.arcs.push_back(arc.value());
            }
        }
        if (failure.arcs.empty() || (graph.isAccess(link) && !includeAccess)) {
            continue;
        }
        std::ranges::sort(failure.arcs);
        failure.name = graph.linkLabel(link);
        out.push_back(std::move(failure));
    }
    return out;
}

std::vector<Failure> nodes(const Graph& graph)
{
    std::vector<Failure> out(graph.siteCount());
    for (std::size_t s = 0; s < out.size(); ++s) {
        out[s].name = listItem(graph.nodeName(graph.node(SiteIndex{s}).value()));
    }
    const auto siteOf = [&](std::uint32_t node) {
        const auto* site = std::get_if<SiteIndex>(&graph.place(node));
        return site == nullptr ? out.size() : site->value();
    };
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const std::size_t from = siteOf(graph.from()[arc]);
        const std::size_t to = siteOf(graph.to()[arc]);
        if (from < out.size()) {
            out[from].arcs.push_back(arc);
        }
        if (to < out.size() && to != from) {
            out[to].arcs.push_back(arc);
        }
    }
    return out;
}

std::vector<Failure> conduits(const Graph& graph, bool includeAccess)
{
    std::vector<Failure> out;
    for (std::size_t i = 0; i < graph.conduitCount(); ++i) {
        const ConduitIndex conduit{i};
        if (graph.isAccess(conduit) && !includeAccess) {
            continue;
        }
        const auto arcs = graph.arcsOf(conduit);
        out.push_back({listItem(graph.conduitName(conduit)), {arcs.begin(), arcs.end()}});
        std::ranges::sort(out.back().arcs);
        const auto rest = std::ranges::unique(out.back().arcs);
        out.back().arcs.erase(rest.begin(), rest.end());
    }
    return out;
}

} // namespace

std::vector<Failure> listFailures(const Graph& graph, FailureKind kind, bool includeAccess)
{
    switch (kind) {
    case FailureKind::Links:
        return links(graph, includeAccess);
    case FailureKind::Nodes:
        return nodes(graph);
    case FailureKind::Conduits:
        break;
    }
    return conduits(graph, includeAccess);
}

FailuresOfArc::FailuresOfArc(const std::vector<Failure>& list, std::uint32_t arcCount)
    : first(arcCount + 1, 0)
{
    for (const Failure& failure : list) {
        for (const std::uint32_t arc : failure.arcs) {
            ++first[arc + 1];
        }
    }
    for (std::uint32_t arc = 0; arc < arcCount; ++arc) {
        first[arc + 1] += first[arc];
    }
    failures.resize(first.back());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t i = 0; i < list.size(); ++i) {
        for (const std::uint32_t arc : list[i].arcs) {
            failures[next[arc]++] = i;
        }
    }
}

std::pair<std::size_t, std::size_t> ScenarioNumbers::failuresOf(std::size_t scenario) const
{
    if (scenario <= m_failures) {
        return {scenario - 1, scenario - 1};
    }
    std::size_t low = 0; // the last first failure whose pairs begin at or before the scenario
    std::size_t high = m_failures - 1;
    while (low + 1 < high) {
        const std::size_t middle = (low + high) / 2;
        (pair(middle, middle + 1) <= scenario ? low : high) = middle;
    }
    return {low, scenario - pair(low, low + 1) + low + 1};
}

std::string scenarioName(const std::vector<Failure>& failures, const ScenarioNumbers& numbers,
                         std::size_t scenario)
{
    if (scenario == 0) {
        return "base";
    }
    const auto [first, second] = numbers.failuresOf(scenario);
    return first == second ? failures[first].name : failures[first].name + ";" + failures[second].name;
}

} // namespace twin::flow
