#include "twin/flow/bottlenecks.h"

#include <utility>

/// The whole of Bottlenecks done anew, from progressive filling.
namespace twin::flow {

std::uint32_t Bottlenecks::capOf(const Class& one) const
{
    const std::uint32_t last = m_hops[one.firstHop + one.hops - 1].at;
    return m_keepers[last].isCap ? last : kNone;
}

/// Nobody holds anybody; caps keep their levels, pinned links stay watched.
void Bottlenecks::dissolve()
{
    while (!m_queue.empty()) {
        const std::uint32_t keeper = m_queue.front();
        m_queue.pop(m_keepers[keeper].nextQueued);
        m_keepers[keeper].isQueued = false;
    }
    for (std::uint32_t keeper = 0; keeper < keeperCount(); ++keeper) {
        Keeper& one = m_keepers[keeper];
        Rest& rest = m_rest[keeper];
        one.left = rest.capacity;
        one.ownWeight = one.highestIn = 0;
        one.alarm = kNoLimit;
        one.isWatched = one.isPinned;
        one.watchedOut.size = rest.quietOut.size = rest.in.size = 0;
        rest.ownWeight = 0;
        rest.ownFirst = kNone;
        rest.ownCount = 0;
    }
    m_pairs.clear();
    m_freePairs.clear();
    m_pairIndex.clear();
}

void Bottlenecks::fill(ProgressiveFilling& filling, std::span<const std::uint32_t> active) const
{
    std::vector<std::uint32_t> links;
    std::vector<std::size_t> begin;
    std::vector<FillingClass> classes;
    for (const std::uint32_t number : active) {
        const Class& one = m_classes[number];
        begin.push_back(links.size());
        for (std::uint32_t hop = one.firstHop; hop < one.firstHop + one.hops; ++hop) {
            if (!m_keepers[m_hops[hop].at].isCap) {
                links.push_back(m_hops[hop].at);
            }
        }
        const std::uint32_t cap = capOf(one);
        classes.push_back({{}, weightOf(one), cap == kNone ? kNoLimit : m_keepers[cap].level});
    }
    begin.push_back(links.size());
    for (std::size_t i = 0; i < classes.size(); ++i) {
        classes[i].links = {links.data() + begin[i], begin[i + 1] - begin[i]};
    }
    std::vector<Int128> capacity(m_links);
    for (std::uint32_t link = 0; link < m_links; ++link) {
        capacity[link] = m_rest[link].capacity;
    }
    filling.run(capacity, classes);
}

void Bottlenecks::rebuild()
{
    ++m_rebuilds;
    std::vector<std::uint32_t> active;
    for (std::uint32_t number = 0; number < m_classes.size(); ++number) {
        if (m_classes[number].flows > 0) {
            active.push_back(number);
        }
    }
    ProgressiveFilling filling;
    fill(filling, active);
    dissolve();
    std::vector<double> before(m_links);
    for (std::uint32_t link = 0; link < m_links; ++link) {
        before[link] = std::exchange(m_keepers[link].level, kNoLimit);
    }
    std::vector<std::uint32_t> keeperOf;
    for (std::size_t i = 0; i < active.size(); ++i) {
        const std::uint32_t by = filling.heldBy()[i];
        keeperOf.push_back(by == kByCap || by == kByNobody ? capOf(m_classes[active[i]]) : by);
        m_keepers[keeperOf[i]].isWatched = !m_keepers[keeperOf[i]].isCap;
    }
    for (std::size_t i = 0; i < active.size(); ++i) {
        attach(active[i], keeperOf[i]);
        noteMoved(active[i]);
    }
    for (std::size_t i = 0; i < active.size(); ++i) {
        if (!m_keepers[keeperOf[i]].isCap && m_keepers[keeperOf[i]].level != filling.level()[i]) {
            publish(keeperOf[i], filling.level()[i]);
        }
    }
    for (std::uint32_t link = 0; link < m_links; ++link) {
        queue(link);
        if (m_keepers[link].level != before[link]) {
            noteLevel(link);
        }
    }
}

} // namespace twin::flow
