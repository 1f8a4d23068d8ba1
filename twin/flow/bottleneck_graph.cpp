#include "twin/flow/bottleneck_graph.h"

#include <algorithm>
#include <functional>

namespace twin::flow {

BottleneckGraph::BottleneckGraph(std::span<const Int128> capacity)
    : m_level(capacity.size(), kNoLimit)
    , m_keepers(capacity.size())
    , m_watchedOut(capacity.size())
    , m_quietOut(capacity.size())
    , m_in(capacity.size())
    , m_links(static_cast<std::uint32_t>(capacity.size()))
{
    for (std::size_t link = 0; link < capacity.size(); ++link) {
        m_keepers[link].capacity = capacity[link];
    }
}

std::uint32_t BottleneckGraph::capKeeper(double level)
{
    const auto [found, isNew] = m_capKeepers.try_emplace(level, static_cast<std::uint32_t>(m_level.size()));
    if (isNew) {
        m_level.push_back(level);
        m_keepers.emplace_back().isCap = true;
        m_watchedOut.addList();
        m_quietOut.addList();
        m_in.addList();
    }
    return found->second;
}

/// Lowest levels first, since what is above them depends on them; links that hold nobody last.
void BottleneckGraph::queue(std::uint32_t keeper)
{
    Keeper& one = m_keepers[keeper];
    if (one.isQueued || one.isCap) {
        return;
    }
    one.isQueued = true;
    m_queue.emplace_back(m_level[keeper], keeper);
    std::ranges::push_heap(m_queue, std::greater<>());
}

void BottleneckGraph::noteLevel(std::uint32_t keeper)
{
    if (!m_keepers[keeper].isNoted) {
        m_keepers[keeper].isNoted = true;
        m_levelChanged.push_back(keeper);
    }
}

void BottleneckGraph::noteMoved(std::uint32_t ofClass)
{
    if (!m_classes[ofClass].isNoted) {
        m_classes[ofClass].isNoted = true;
        m_moved.push_back(ofClass);
    }
}

void BottleneckGraph::noteLoad(std::uint32_t link)
{
    if (m_keepers[link].isPinned && !m_keepers[link].isLoadNoted) {
        m_keepers[link].isLoadNoted = true;
        m_loadChanged.push_back(link);
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

void BottleneckGraph::hold(std::uint32_t keeper, std::uint32_t hop, Int128 weight)
{
    Keeper& one = m_keepers[keeper];
    if (one.ownCount == 0 && !one.isCap) {
        if (!one.isWatched) {
            watch(keeper);
        }
        m_level[keeper] = 0; // until it is settled
        noteLevel(keeper);
    }
    linkHop(one.ownFirst, hop);
    m_hops[hop].pair = kNone;
    ++one.ownCount;
    one.ownWeight += weight;
}

void BottleneckGraph::release(std::uint32_t keeper, std::uint32_t hop, Int128 weight)
{
    Keeper& one = m_keepers[keeper];
    unlinkHop(one.ownFirst, hop);
    --one.ownCount;
    one.ownWeight -= weight;
    queue(keeper);
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
    queue(keeper);
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
