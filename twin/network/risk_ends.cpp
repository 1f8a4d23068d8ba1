#include "twin/network/risk_ends.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace twin::network {

namespace {

constexpr std::size_t kMaxChoices = 64;

using ArcPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Ordered pairs of arcs that two disjoint paths may use; an arc without groups may be used by both.
ArcPairs compatible(const RiskSpace& space, std::span<const std::uint32_t> arcs)
{
    ArcPairs out;
    for (const std::uint32_t a : arcs) {
        const auto groups = space.groupsOf({&a, 1});
        for (const std::uint32_t b : arcs) {
            if (!space.touches(b, groups)) {
                out.emplace_back(a, b);
            }
        }
    }
    return out;
}

/// The cheapest path over `own` that keeps off the groups at the ends of the other path.
std::int64_t costApart(RiskSpace& space, const RiskSpace::Ends& own, const RiskSpace::Ends& other)
{
    std::vector<std::uint64_t> groups(space.words(), 0);
    space.addGroups(other.first, groups);
    space.addGroups(other.last, groups);
    const auto path = space.pathAround(groups, kUnreachable - 1, own);
    return path ? path->cost : kUnreachable;
}

} // namespace

std::int64_t boundFromEnds(RiskSpace& space)
{
    const ArcPairs firsts = compatible(space, space.arcsFrom(space.start()));
    const ArcPairs lasts = compatible(space, space.lastArcs());
    if (firsts.size() * lasts.size() > 2 * kMaxChoices) {
        return 0;
    }
    std::int64_t least = kUnreachable;
    for (const auto& [first, otherFirst] : firsts) {
        for (const auto& [last, otherLast] : lasts) {
            if (first > otherFirst || (first == otherFirst && last > otherLast)) {
                continue; // the same two paths the other way about
            }
            const std::int64_t one = costApart(space, {first, last}, {otherFirst, otherLast});
            if (one != kUnreachable && one < least) {
                const std::int64_t two = costApart(space, {otherFirst, otherLast}, {first, last});
                least = two == kUnreachable ? least : std::min(least, one + two);
            }
        }
    }
    return least;
}

} // namespace twin::network
