#include "twin/flow/bottlenecks.h"

#include <algorithm>
#include <functional>

/// The repair of Bottlenecks: looks at what changed, from the lowest level up, until nothing is left to see.
namespace twin::flow {

namespace {

/// Repairs of one update after which something else must be tried: rounding can in theory make two links pass a
/// class to and fro. A step touches some fifty keepers; the cut of a large duct some thousands.
constexpr std::uint64_t kPatience = 20'000;
constexpr double kImpatience = 16;         ///< factor on the tolerance each time
constexpr double kMostTolerance = 1e-10;

} // namespace

void Bottlenecks::repair()
{
    std::uint64_t patience = kPatience + m_links;
    bool isAnew = false;
    m_tolerance = kLevelTolerance;
    while (!m_queue.empty()) {
        std::ranges::pop_heap(m_queue, std::greater<>());
        const std::uint32_t keeper = m_queue.back().second;
        m_queue.pop_back();
        m_keepers[keeper].isQueued = false;
        settle(keeper);
        ++m_repairs;
        if (--patience > 0) {
            continue;
        }
        patience = kPatience + m_links;
        m_tolerance = std::min(m_tolerance * kImpatience, kMostTolerance);
        if (m_tolerance == kMostTolerance && !isAnew) {
            rebuild();
            isAnew = true;
        }
    }
}

void Bottlenecks::settle(std::uint32_t link)
{
    Keeper& one = m_keepers[link];
    if (!one.isWatched) {
        const Int128 load = sumIn(link);
        if (!isOverfull(one, load)) {
            spreadAlarms(link, load);
            return;
        }
        watch(link);
    }
    noteLoad(link);
    if (one.ownCount == 0) {
        if (!isOverfull(one, one.inLoad)) {
            publish(link, kNoLimit);
            if (!one.isPinned) {
                unwatch(link);
            }
            return;
        }
        pullIn(link, -1);
    }
    settleHolder(link);
}

double Bottlenecks::ownLevel(std::uint32_t link) const
{
    const Keeper& one = m_keepers[link];
    const Int128 left = one.capacity - one.inLoad;
    return left <= 0 ? 0 : bpsOf(left) / plain(one.ownWeight);
}

void Bottlenecks::settleHolder(std::uint32_t link)
{
    for (;;) {
        if (m_keepers[link].ownCount == 0) {
            queue(link);
            return;
        }
        const double level = ownLevel(link);
        const bool mayPull = m_keepers[link].highestIn > level * (1 + m_tolerance);
        if ((mayPull && pullIn(link, level)) || heedAlarms(link, level)) {
            continue;
        }
        publish(link, level);
        return;
    }
}

/// Takes over the pairs that are above the level of `link`, highest first, while that is so: each makes the
/// level rise.
/// @param above only pairs above this level are looked at; below zero when the link holds nobody yet
bool Bottlenecks::pullIn(std::uint32_t link, double above)
{
    m_candidates.clear();
    double rest = 0;
    for (const In& in : m_in[link]) {
        const double level = m_level[in.from];
        if (level > above) {
            m_candidates.push_back({level, in.from, in.pair});
        } else {
            rest = std::max(rest, level);
        }
    }
    std::ranges::sort(m_candidates, [](const Candidate& a, const Candidate& b) {
        return a.level > b.level || (a.level == b.level && a.from < b.from);
    });
    std::size_t taken = 0;
    for (; taken < m_candidates.size(); ++taken) {
        const Candidate& next = m_candidates[taken];
        if (m_keepers[link].ownCount > 0 && next.level <= ownLevel(link) * (1 + m_tolerance)) {
            rest = next.level;
            break;
        }
        takeOver(next.pair, link);
    }
    m_keepers[link].highestIn = rest;
    return taken > 0;
}

/// Deals with the alarms below `level`: a quiet link is given more room or looked at later, a cap takes its
/// classes. True if the link holds less than before.
bool Bottlenecks::heedAlarms(std::uint32_t link, double level)
{
    while (m_quietOut.size(link) > 0 && m_quietOut[link].front().alarm < level) {
        const QuietOut top = m_quietOut[link].front();
        if (m_keepers[top.to].isCap) {
            takeOver(top.pair, top.to);
            return true;
        }
        raiseAlarm(link, level);
    }
    return false;
}

void Bottlenecks::publish(std::uint32_t link, double level)
{
    if (level != m_level[link]) {
        noteLevel(link);
        m_level[link] = level;
    }
    for (WatchedOut& out : m_watchedOut[link]) {
        const Int128 load = rateFrom(out.weight * level);
        if (load != out.load) {
            Keeper& to = m_keepers[out.to];
            to.inLoad += load - out.load;
            to.highestIn = std::max(to.highestIn, level);
            out.load = load;
            queue(out.to);
        }
    }
}

} // namespace twin::flow
