#include "twin/flow/bottlenecks.h"

#include <algorithm>

/// The repair of Bottlenecks: looks at what changed, from the lowest level up, until nothing is left to see.
namespace twin::flow {

namespace {

/// Repairs of one update after which something else must be tried: rounding can in theory make two links pass
/// a class to and fro. A step touches some fifty keepers; the cut of a large duct some thousands.
constexpr std::uint64_t kPatience = 20'000;
constexpr double kImpatience = 16; ///< factor on the tolerance each time
constexpr double kMostTolerance = 1e-10;

} // namespace

void Bottlenecks::repair()
{
    std::uint64_t patience = kPatience + m_links;
    bool isAnew = false;
    m_tolerance = kLevelTolerance;
    while (!m_queue.empty()) {
        const std::uint32_t keeper = m_queue.front();
        m_queue.pop(m_keepers[keeper].nextQueued);
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
    if (!m_keepers[link].isWatched) {
        const Int128 load = inLoad(link);
        if (!isOverfull(link, m_rest[link].capacity - load)) {
            spreadAlarms(link, load);
            return;
        }
        watch(link);
    }
    noteLoad(link);
    if (m_rest[link].ownCount == 0) {
        if (!isOverfull(link, m_keepers[link].left)) {
            publish(link, kNoLimit);
            if (!m_keepers[link].isPinned) {
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
    return one.left <= 0 ? 0 : bpsOf(one.left) / one.ownWeight;
}

void Bottlenecks::settleHolder(std::uint32_t link)
{
    for (;;) {
        if (m_rest[link].ownCount == 0) {
            queue(link);
            return;
        }
        const double level = ownLevel(link);
        const bool mayPull = m_keepers[link].highestIn > level * (1 + m_tolerance);
        if ((mayPull && pullIn(link, level)) || (m_keepers[link].alarm < level && heedAlarms(link, level))) {
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
    for (const In& in : m_in.items(m_rest[link].in)) {
        const double level = m_keepers[in.from].level;
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
        if (m_rest[link].ownCount > 0 && next.level <= ownLevel(link) * (1 + m_tolerance)) {
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
    while (m_keepers[link].alarm < level) {
        const QuietOut first = firstQuiet(link);
        if (m_keepers[first.to].isCap) {
            takeOver(first.pair, first.to);
            return true;
        }
        raiseAlarm(link, level);
    }
    return false;
}

void Bottlenecks::publish(std::uint32_t link, double level)
{
    Keeper& one = m_keepers[link];
    if (level == one.level) {
        return; // whoever joined since was weighed at this level
    }
    noteLevel(link);
    one.level = level;
    for (WatchedOut& out : m_watchedOut.items(one.watchedOut)) {
        const Int128 load = rateFrom(out.weight * level);
        Keeper& to = m_keepers[out.to];
        to.left -= load - out.load;
        to.highestIn = std::max(to.highestIn, level);
        out.load = load;
        queue(out.to);
    }
}

} // namespace twin::flow
