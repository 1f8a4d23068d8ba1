#include "twin/flow/bottlenecks.h"

#include <cmath>

/// The certificate of Bottlenecks, checked by another way than that by which it is kept.
namespace twin::flow {

std::string Bottlenecks::auditLink(std::uint32_t link, Int128 load, Int128 ownWeight, double highest,
                                   double tolerance) const
{
    const Rest& one = m_rest[link];
    const std::string name = "link " + std::to_string(link);
    const double capacity = bpsOf(one.capacity);
    const double all = bpsOf(load);
    if (ownWeight != one.ownWeight) {
        return name + ": the weights of the classes held do not add up";
    }
    if (all > capacity * (1 + tolerance)) {
        return name + " is overfull: " + std::to_string(all) + " of " + std::to_string(capacity);
    }
    if (one.ownCount > 0 && all < capacity * (1 - tolerance)) {
        return name + " holds classes and is not full: " + std::to_string(all) + " of " +
               std::to_string(capacity);
    }
    if (one.ownCount > 0 && highest > m_keepers[link].level * (1 + tolerance) + tolerance) {
        return name + " has a class above its level";
    }
    return {};
}

std::string Bottlenecks::audit(double tolerance) const
{
    std::vector<Int128> load(m_links, 0);
    std::vector<Int128> ownWeight(keeperCount(), 0);
    std::vector<double> highest(keeperCount(), 0);
    for (std::uint32_t number = 0; number < m_classes.size(); ++number) {
        const Class& one = m_classes[number];
        if (one.flows == 0) {
            continue;
        }
        const double level = m_keepers[one.keeper].level;
        const Int128 weight = weightOf(one);
        bool isHeld = false;
        for (std::uint32_t hop = one.firstHop; hop < one.firstHop + one.hops; ++hop) {
            const std::uint32_t at = m_hops[hop].at;
            isHeld = isHeld || at == one.keeper;
            if (m_keepers[at].isCap && level > m_keepers[at].level * (1 + tolerance)) {
                return "class " + std::to_string(number) + " is above its cap";
            }
            highest[at] = std::max(highest[at], level);
            if (!m_keepers[at].isCap) {
                load[at] += rateFrom(plain(weight) * level);
            }
        }
        ownWeight[one.keeper] += weight;
        if (!isHeld) {
            return "class " + std::to_string(number) + " is held by what it does not cross";
        }
    }
    for (std::uint32_t link = 0; link < m_links; ++link) {
        if (std::string breach = auditLink(link, load[link], ownWeight[link], highest[link], tolerance);
            !breach.empty()) {
            return breach;
        }
    }
    return {};
}

} // namespace twin::flow
