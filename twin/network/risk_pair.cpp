#include "twin/network/risk_pair.h"

#include <algorithm>
#include <functional>

namespace twin::network {

namespace {

bool isWithin(RiskSpace::Set smaller, RiskSpace::Set larger)
{
    for (std::size_t w = 0; w < smaller.size(); ++w) {
        if ((smaller[w] & ~larger[w]) != 0) {
            return false;
        }
    }
    return true;
}

} // namespace

RiskPairSearch::RiskPairSearch(RiskSpace& space)
    : m_space(&space)
    , m_words(space.words())
    , m_atNode(space.nodeCount())
    , m_draft(m_words, 0)
{
    auto shortest = space.pathAround(m_draft, kUnreachable - 1);
    if (shortest) {
        auto groups = space.groupsOf(shortest->arcs);
        m_partners.push_back({std::move(*shortest), std::move(groups)});
        keep({space.start(), 0, 0, 0, 0}, m_draft);
    }
}

void RiskPairSearch::tryFirst(const Route& route)
{
    const Route own = m_space->inOrder(route);
    auto partner = m_space->pathAround(m_space->groupsOf(own.arcs), kUnreachable - 1);
    if (partner) {
        offer(own, std::move(*partner));
    }
}

void RiskPairSearch::offer(Route first, Route second)
{
    if (first.cost + second.cost >= m_best) {
        return;
    }
    m_best = first.cost + second.cost;
    if (second.cost < first.cost) {
        std::swap(first, second);
    }
    m_pair = RoutePair{m_space->inOrder(std::move(first)), m_space->inOrder(std::move(second))};
}

/// The label's path is the cheaper one of its pair, so the partner costs at least as much.
std::int64_t RiskPairSearch::boundOf(const Label& label) const
{
    const std::int64_t own = label.cost + m_space->toGo(label.node);
    return own + std::max(own, m_partners[label.partner].route.cost);
}

bool RiskPairSearch::isDominated(const Label& label, RiskSpace::Set set) const
{
    return std::ranges::any_of(m_atNode[label.node], [&](std::uint32_t other) {
        return m_labels[other].cost <= label.cost && isWithin(setOf(other), set);
    });
}

/// Forgets labels at the node that the new one dominates.
void RiskPairSearch::dropDominated(const Label& label, RiskSpace::Set set)
{
    std::erase_if(m_atNode[label.node], [&](std::uint32_t other) {
        const bool isDropped = m_labels[other].cost >= label.cost && isWithin(set, setOf(other));
        m_labels[other].isDropped = m_labels[other].isDropped || isDropped;
        return isDropped;
    });
}

void RiskPairSearch::keep(const Label& label, RiskSpace::Set set)
{
    const auto number = static_cast<std::uint32_t>(m_labels.size());
    m_labels.push_back(label);
    m_sets.insert(m_sets.end(), set.begin(), set.end());
    m_atNode[label.node].push_back(number);
    m_open.emplace_back(boundOf(label), number);
    std::ranges::push_heap(m_open, std::greater<>());
}

/// A whole path with the cheapest partner there is for it.
void RiskPairSearch::finish(const Label& label)
{
    Route own{{label.arc}, label.cost};
    for (std::uint32_t at = label.parent; at != 0; at = m_labels[at].parent) {
        own.arcs.push_back(m_labels[at].arc);
    }
    std::ranges::reverse(own.arcs);
    offer(std::move(own), m_partners[label.partner].route);
}

/// A new partner for a label whose groups, in the draft, touch the one it inherited.
bool RiskPairSearch::findPartner(Label& label)
{
    const std::int64_t own = label.cost + m_space->toGo(label.node);
    auto partner = m_space->pathAround(m_draft, m_best == kUnreachable ? kUnreachable - 1 : m_best - own - 1);
    if (!partner) {
        return false;
    }
    label.partner = static_cast<std::uint32_t>(m_partners.size());
    auto groups = m_space->groupsOf(partner->arcs);
    m_partners.push_back({std::move(*partner), std::move(groups)});
    return true;
}

void RiskPairSearch::extendOver(std::uint32_t number, std::uint32_t arc)
{
    const Label& from = m_labels[number];
    Label label{m_space->head(arc), arc, number, from.partner, from.cost + m_space->cost(arc)};
    if (boundOf(label) >= m_best) {
        return;
    }
    std::ranges::copy(setOf(number), m_draft.begin());
    m_space->addGroups(arc, m_draft);
    if (label.node != m_space->goal() && isDominated(label, m_draft)) {
        return;
    }
    if (m_space->touches(arc, m_partners[label.partner].groups) && !findPartner(label)) {
        return;
    }
    if (label.node == m_space->goal()) {
        finish(label);
    } else if (boundOf(label) < m_best) {
        dropDominated(label, m_draft);
        keep(label, m_draft);
    }
}

void RiskPairSearch::run(std::uint64_t labels)
{
    const std::uint64_t end = m_labels.size() + labels;
    while (!isDone() && m_labels.size() < end) {
        std::ranges::pop_heap(m_open, std::greater<>());
        const std::uint32_t number = m_open.back().second;
        m_open.pop_back();
        if (m_labels[number].isDropped) {
            continue;
        }
        for (const std::uint32_t arc : m_space->arcsFrom(m_labels[number].node)) {
            extendOver(number, arc);
        }
    }
}

} // namespace twin::network
