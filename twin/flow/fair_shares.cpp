#include "twin/flow/fair_shares.h"

#include <algorithm>
#include <bit>

namespace twin::flow {

namespace {

Int128 fixedCapacity(double capacity_bps)
{
    return rateFrom(std::min(capacity_bps, kFastestLink_bps));
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29U);
}

std::uint64_t hashOf(std::span<const std::uint32_t> path, const FlowTerms& terms)
{
    std::uint64_t hash = mixed(terms.priority, std::bit_cast<std::uint64_t>(terms.weight));
    hash = mixed(hash, std::bit_cast<std::uint64_t>(terms.cap_bps));
    for (const std::uint32_t link : path) {
        hash = mixed(hash, link);
    }
    return hash;
}

std::vector<Bottlenecks> makeLayers(std::span<const double> capacity_bps, std::uint32_t priorities)
{
    std::vector<Int128> capacity;
    capacity.reserve(capacity_bps.size());
    for (const double bps : capacity_bps) {
        capacity.push_back(fixedCapacity(bps));
    }
    return std::vector<Bottlenecks>(priorities, Bottlenecks(capacity));
}

} // namespace

FairShares::FairShares(std::span<const double> capacity_bps, std::uint32_t priorities)
    : m_capacity_bps(capacity_bps.begin(), capacity_bps.end())
    , m_priorities(priorities)
    , m_layers(makeLayers(capacity_bps, priorities))
    , m_table(64, kNone)
    , m_ofLayer(priorities)
{}

bool FairShares::isSame(const Class& one, std::span<const std::uint32_t> path, const FlowTerms& terms) const
{
    return one.terms.weight == terms.weight && one.terms.cap_bps == terms.cap_bps &&
           one.terms.priority == terms.priority &&
           std::equal(path.begin(), path.end(), m_links.begin() + one.firstLink,
                      m_links.begin() + one.firstLink + one.links);
}

std::uint32_t FairShares::classOf(std::span<const std::uint32_t> path, const FlowTerms& terms)
{
    const std::uint64_t hash = hashOf(path, terms);
    const std::size_t mask = m_table.size() - 1;
    for (std::size_t at = hash & mask; m_table[at] != kNone; at = (at + 1) & mask) {
        const Class& one = m_classes[m_table[at]];
        if (one.hash == hash && isSame(one, path, terms)) {
            return m_table[at];
        }
    }
    return makeClass(path, terms, hash);
}

std::uint32_t FairShares::makeClass(std::span<const std::uint32_t> path, const FlowTerms& terms,
                                    std::uint64_t hash)
{
    if ((m_classes.size() + 1) * 2 > m_table.size()) {
        growTable();
    }
    const auto number = static_cast<std::uint32_t>(m_classes.size());
    std::size_t at = hash & (m_table.size() - 1);
    while (m_table[at] != kNone) {
        at = (at + 1) & (m_table.size() - 1);
    }
    m_table[at] = number;
    for (std::uint32_t above = 0; above < terms.priority; ++above) {
        for (const std::uint32_t link : path) {
            m_layers[above].pin(link);
        }
    }
    const double cap = terms.cap_bps > kFastestLink_bps ? kNoLimit : terms.cap_bps;
    const std::uint32_t inLayer = m_layers[terms.priority].addClass(path, terms.weight, cap);
    m_classes.push_back({terms, hash, static_cast<std::uint32_t>(m_links.size()),
                         static_cast<std::uint32_t>(path.size()), inLayer});
    m_links.insert(m_links.end(), path.begin(), path.end());
    m_ofLayer[terms.priority].push_back(number);
    return number;
}

void FairShares::growTable()
{
    m_table.assign(m_table.size() * 2, kNone);
    const std::size_t mask = m_table.size() - 1;
    for (std::uint32_t number = 0; number < m_classes.size(); ++number) {
        std::size_t at = m_classes[number].hash & mask;
        while (m_table[at] != kNone) {
            at = (at + 1) & mask;
        }
        m_table[at] = number;
    }
}

void FairShares::addFlows(std::uint32_t ofClass, std::uint32_t count)
{
    m_layers[m_classes[ofClass].terms.priority].addFlows(m_classes[ofClass].inLayer, count);
}

void FairShares::removeFlows(std::uint32_t ofClass, std::uint32_t count)
{
    m_layers[m_classes[ofClass].terms.priority].removeFlows(m_classes[ofClass].inLayer, count);
}

void FairShares::setCapacity(std::uint32_t link, double capacity_bps)
{
    m_capacity_bps[link] = capacity_bps;
    m_layers.front().setCapacity(link, fixedCapacity(capacity_bps));
}

/// What a priority leaves of the links that lower ones use. A rest that is only rounding is none.
void FairShares::passOn(std::uint32_t priority)
{
    const Bottlenecks& from = m_layers[priority];
    for (const std::uint32_t link : from.loadChanged()) {
        const Int128 left = from.capacity(link) - from.load(link);
        const bool isNothing = left <= from.capacity(link) >> kNothingLeftBits;
        m_layers[priority + 1].setCapacity(link, isNothing ? 0 : left);
    }
}

void FairShares::update()
{
    m_levelChanged.clear();
    m_moved.clear();
    for (std::uint32_t priority = 0; priority < m_priorities; ++priority) {
        Bottlenecks& layer = m_layers[priority];
        layer.update();
        if (priority + 1 < m_priorities) {
            passOn(priority);
        }
        for (const std::uint32_t keeper : layer.levelChanged()) {
            m_levelChanged.push_back(keeper * m_priorities + priority);
        }
        for (const std::uint32_t one : layer.moved()) {
            m_moved.push_back(m_ofLayer[priority][one]);
        }
    }
}

std::uint32_t FairShares::flowsOf(std::uint32_t ofClass) const
{
    return m_layers[m_classes[ofClass].terms.priority].flowsOf(m_classes[ofClass].inLayer);
}

std::uint32_t FairShares::keeperCount() const
{
    std::uint32_t most = 0;
    for (const Bottlenecks& layer : m_layers) {
        most = std::max(most, layer.keeperCount());
    }
    return most * m_priorities;
}

std::uint32_t FairShares::bottleneckOf(std::uint32_t ofClass) const
{
    const std::uint32_t keeper = keeperOf(ofClass);
    return keeper == kNone || keeper / m_priorities >= m_capacity_bps.size() ? kNone : keeper / m_priorities;
}

double FairShares::load(std::uint32_t link) const
{
    Int128 sum = 0;
    for (const Bottlenecks& layer : m_layers) {
        sum += layer.load(link);
    }
    return bpsOf(sum);
}

std::uint64_t FairShares::repairs() const
{
    std::uint64_t sum = 0;
    for (const Bottlenecks& layer : m_layers) {
        sum += layer.repairs();
    }
    return sum;
}

std::uint64_t FairShares::rebuilds() const
{
    std::uint64_t sum = 0;
    for (const Bottlenecks& layer : m_layers) {
        sum += layer.rebuilds();
    }
    return sum;
}

std::string FairShares::audit(double tolerance) const
{
    for (std::uint32_t priority = 0; priority < m_priorities; ++priority) {
        if (std::string breach = m_layers[priority].audit(tolerance); !breach.empty()) {
            return "priority " + std::to_string(priority) + ": " + breach;
        }
    }
    return {};
}

} // namespace twin::flow
