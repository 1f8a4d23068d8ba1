#include "twin/flow/bottleneck_graph.h"

#include <algorithm>

namespace twin::flow {

BottleneckGraph::BottleneckGraph(std::span<const Int128> capacity)
    : m_keepers(capacity.size())
    , m_rest(capacity.size())
    , m_links(static_cast<std::uint32_t>(capacity.size()))
{
    for (std::size_t link = 0; link < capacity.size(); ++link) {
        m_keepers[link].left = m_rest[link].capacity = capacity[link];
    }
}

std::uint32_t BottleneckGraph::capKeeper(double level)
{
    const auto [found, isNew] = m_capKeepers.try_emplace(level, static_cast<std::uint32_t>(m_keepers.size()));
    if (isNew) {
        Keeper& one = m_keepers.emplace_back();
        one.isCap = true;
        one.level = level;
        m_rest.emplace_back();
    }
    return found->second;
}

void BottleneckGraph::noteMoved(std::uint32_t ofClass)
{
    if (!m_classes[ofClass].isNoted) {
        m_classes[ofClass].isNoted = true;
        m_moved.push_back(ofClass);
    }
}

void BottleneckGraph::forgetNotes()
{
    for (const std::uint32_t keeper : m_levelChanged) {
        m_keepers[keeper].isNoted = false;
    }
    for (const std::uint32_t one : m_moved) {
        m_classes[one].isNoted = false;
    }
    for (const std::uint32_t link : m_loadChanged) {
        m_keepers[link].isLoadNoted = false;
    }
    m_levelChanged.clear();
    m_moved.clear();
    m_loadChanged.clear();
}

void BottleneckGraph::linkHop(std::uint32_t& first, std::uint32_t hop)
{
    m_hops[hop].next = first;
    m_hops[hop].before = kNone;
    if (first != kNone) {
        m_hops[first].before = hop;
    }
    first = hop;
}

void BottleneckGraph::unlinkHop(std::uint32_t& first, std::uint32_t hop)
{
    const Hop& one = m_hops[hop];
    (one.before == kNone ? first : m_hops[one.before].next) = one.next;
    if (one.next != kNone) {
        m_hops[one.next].before = one.before;
    }
}

void BottleneckGraph::changeOwnWeight(std::uint32_t keeper, Int128 difference)
{
    m_rest[keeper].ownWeight += difference;
    m_keepers[keeper].ownWeight = plain(m_rest[keeper].ownWeight);
    queue(keeper);
}

void BottleneckGraph::hold(std::uint32_t keeper, std::uint32_t hop, Int128 weight)
{
    Keeper& one = m_keepers[keeper];
    Rest& rest = m_rest[keeper];
    if (rest.ownCount == 0 && !one.isCap) {
        if (!one.isWatched) {
            watch(keeper);
        }
        one.level = 0; // until it is settled
        noteLevel(keeper);
    }
    linkHop(rest.ownFirst, hop);
    m_hops[hop].pair = kNone;
    ++rest.ownCount;
    changeOwnWeight(keeper, weight);
}

void BottleneckGraph::release(std::uint32_t keeper, std::uint32_t hop, Int128 weight)
{
    unlinkHop(m_rest[keeper].ownFirst, hop);
    --m_rest[keeper].ownCount;
    changeOwnWeight(keeper, -weight);
}

void BottleneckGraph::attach(std::uint32_t ofClass, std::uint32_t keeper)
{
    Class& one = m_classes[ofClass];
    const Int128 weight = weightOf(one);
    one.keeper = keeper;
    const std::uint32_t last = one.firstHop + one.hops;
    for (std::uint32_t hop = one.firstHop; hop < last; ++hop) {
        if (m_hops[hop].at == keeper) {
            hold(keeper, hop, weight);
        }
    }
    for (std::uint32_t hop = one.firstHop; hop < last; ++hop) {
        if (m_hops[hop].at != keeper) {
            join(keeper, hop, weight);
        }
    }
}

void BottleneckGraph::detach(std::uint32_t ofClass)
{
    Class& one = m_classes[ofClass];
    const Int128 weight = weightOf(one);
    for (std::uint32_t hop = one.firstHop; hop < one.firstHop + one.hops; ++hop) {
        if (m_hops[hop].at == one.keeper) {
            release(one.keeper, hop, weight);
        } else {
            leave(hop, weight);
        }
    }
    one.keeper = kNone;
}

void BottleneckGraph::moveClass(std::uint32_t ofClass, std::uint32_t keeper)
{
    detach(ofClass);
    attach(ofClass, keeper);
    noteMoved(ofClass);
}

void BottleneckGraph::takeOver(std::uint32_t pair, std::uint32_t keeper)
{
    const std::uint32_t count = m_pairs[pair].count;
    for (std::uint32_t i = 0; i < count; ++i) {
        moveClass(m_hops[m_pairs[pair].first].ofClass, keeper);
    }
}

} // namespace twin::flow
