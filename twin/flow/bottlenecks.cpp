#include "twin/flow/bottlenecks.h"

#include "twin/support/assert.h"

#include <algorithm>

namespace twin::flow {

namespace {

/// When so many classes are new, and they are one in so many of all, everything is done anew.
constexpr std::size_t kManyNew = 64;
constexpr std::size_t kManyNewPart = 4;

} // namespace

Bottlenecks::Bottlenecks(std::span<const Int128> capacity)
    : BottleneckGraph(capacity)
{}

void Bottlenecks::begin()
{
    if (m_isReported) {
        forgetNotes();
        m_isReported = false;
    }
}

std::uint32_t Bottlenecks::addClass(std::span<const std::uint32_t> links, double weight, double cap_bps)
{
    Class one;
    one.weight = fixedFrom<kWeightBits>(weight);
    one.firstHop = static_cast<std::uint32_t>(m_hops.size());
    const auto number = static_cast<std::uint32_t>(m_classes.size());
    for (const std::uint32_t link : links) {
        m_hops.push_back({link, number, kNone, kNone, kNone});
    }
    if (links.empty() || cap_bps < kNoLimit) {
        m_hops.push_back({capKeeper(cap_bps / weight), number, kNone, kNone, kNone});
    }
    one.hops = static_cast<std::uint32_t>(m_hops.size()) - one.firstHop;
    m_classes.push_back(one);
    return number;
}

/// The level `link` would have if it held `more` weight.
double Bottlenecks::levelWith(std::uint32_t link, Int128 more) const
{
    const Int128 left = m_rest[link].capacity - inLoad(link);
    return left <= 0 ? 0 : bpsOf(left) / plain(m_rest[link].ownWeight + more);
}

/// A first guess, nearly always right: the full link or cap that would give the class the least. A class that
/// meets neither fills a link that was not full.
std::uint32_t Bottlenecks::chooseKeeper(const Class& one) const
{
    const Int128 weight = weightOf(one);
    std::uint32_t best = kNone;
    double least = 0;
    for (const bool onlyKeepers : {true, false}) {
        for (std::uint32_t hop = one.firstHop; hop < one.firstHop + one.hops; ++hop) {
            const std::uint32_t at = m_hops[hop].at;
            const Keeper& keeper = m_keepers[at];
            if (onlyKeepers && !keeper.isCap && m_rest[at].ownCount == 0) {
                continue;
            }
            const double level = keeper.isCap ? keeper.level : levelWith(at, weight);
            if (best == kNone || level < least) {
                best = at;
                least = level;
            }
        }
        if (best != kNone) {
            break;
        }
    }
    return best;
}

void Bottlenecks::addFlows(std::uint32_t ofClass, std::uint32_t count)
{
    begin();
    Class& one = m_classes[ofClass];
    if (count == 0) {
        return;
    }
    if (one.flows > 0) {
        one.flows += count;
        reweigh(ofClass, one.weight * count);
        return;
    }
    one.flows = count;
    ++m_active;
    m_arrived.push_back(ofClass);
    noteMoved(ofClass);
}

void Bottlenecks::removeFlows(std::uint32_t ofClass, std::uint32_t count)
{
    begin();
    Class& one = m_classes[ofClass];
    if (count == 0 || !TWIN_ASSERT(count <= one.flows, "only flows that were added are removed")) {
        return;
    }
    if (count < one.flows) {
        one.flows -= count;
        reweigh(ofClass, -one.weight * count);
        return;
    }
    if (one.keeper != kNone) {
        detach(ofClass);
    }
    one.flows = 0;
    --m_active;
    noteMoved(ofClass);
}

/// The class weighs differently on its keeper and on all its pairs.
void Bottlenecks::reweigh(std::uint32_t ofClass, Int128 difference)
{
    const Class& one = m_classes[ofClass];
    if (one.keeper == kNone) {
        return; // it will be placed with its new weight
    }
    changeOwnWeight(one.keeper, difference);
    for (std::uint32_t hop = one.firstHop; hop < one.firstHop + one.hops; ++hop) {
        if (m_hops[hop].pair != kNone) {
            changeWeight(m_hops[hop].pair, difference);
        }
    }
}

void Bottlenecks::setCapacity(std::uint32_t link, Int128 capacity)
{
    begin();
    m_keepers[link].left += capacity - m_rest[link].capacity;
    m_rest[link].capacity = capacity;
    if (m_keepers[link].isWatched || isOverfull(link, m_keepers[link].left)) {
        queue(link);
    }
}

void Bottlenecks::pin(std::uint32_t link)
{
    begin();
    if (!m_keepers[link].isWatched) {
        watch(link);
    }
    m_keepers[link].isPinned = true;
    queue(link);
}

void Bottlenecks::update()
{
    begin();
    if (m_arrived.size() >= kManyNew && m_arrived.size() * kManyNewPart >= m_active) {
        rebuild();
    }
    for (const std::uint32_t one : m_arrived) {
        if (m_classes[one].flows > 0 && m_classes[one].keeper == kNone) {
            attach(one, chooseKeeper(m_classes[one]));
        }
    }
    m_arrived.clear();
    repair();
    m_isReported = true;
}

Int128 Bottlenecks::load(std::uint32_t link) const
{
    const Keeper& one = m_keepers[link];
    return inLoad(link) + (m_rest[link].ownCount > 0 ? rateFrom(one.ownWeight * one.level) : 0);
}

} // namespace twin::flow
