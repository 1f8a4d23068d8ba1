#include "twin/flow/progressive_filling.h"

#include "twin/flow/share_problem.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace twin::flow {

double ProgressiveFilling::fullAt(std::uint32_t link) const
{
    const double left = bpsOf(m_left[link]);
    return left <= 0 ? 0 : left / doubleFrom<kWeightBits>(m_weight[link]);
}

void ProgressiveFilling::index(std::span<const Int128> capacity, std::span<const FillingClass> classes)
{
    m_left.assign(capacity.begin(), capacity.end());
    m_weight.assign(capacity.size(), 0);
    m_rising.assign(capacity.size(), 0);
    m_first.assign(capacity.size() + 1, 0);
    for (const FillingClass& one : classes) {
        for (const std::uint32_t link : one.links) {
            m_weight[link] += one.weight;
            ++m_rising[link];
            ++m_first[link + 1];
        }
    }
    for (std::size_t link = 1; link < m_first.size(); ++link) {
        m_first[link] += m_first[link - 1];
    }
    m_classes.resize(m_first.back());
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    for (std::uint32_t c = 0; c < classes.size(); ++c) {
        for (const std::uint32_t link : classes[c].links) {
            m_classes[next[link]++] = c;
        }
    }
}

void ProgressiveFilling::stopAt(std::uint32_t which, double level, std::uint32_t by, const FillingClass& what)
{
    m_level[which] = level;
    m_heldBy[which] = by;
    const Int128 rate = rateFrom(level * doubleFrom<kWeightBits>(what.weight));
    for (const std::uint32_t link : what.links) {
        m_left[link] -= rate;
        m_weight[link] -= what.weight;
        --m_rising[link];
    }
}

/// Stops the flows of the link that is full first, if that is not above `below`.
bool ProgressiveFilling::fillNextLink(std::span<const FillingClass> classes, double below)
{
    while (!m_heap.empty() && m_heap.front().first <= below) {
        std::ranges::pop_heap(m_heap, std::greater<>());
        const auto [expected, link] = m_heap.back();
        m_heap.pop_back();
        if (m_rising[link] == 0) {
            continue;
        }
        const double level = fullAt(link);
        if (level > expected) {
            m_heap.emplace_back(level, link);
            std::ranges::push_heap(m_heap, std::greater<>());
            continue;
        }
        for (std::uint32_t i = m_first[link]; i < m_first[link + 1]; ++i) {
            const std::uint32_t c = m_classes[i];
            if (m_heldBy[c] == kByNobody) {
                stopAt(c, level, link, classes[c]);
            }
        }
        return true;
    }
    return false;
}

void ProgressiveFilling::run(std::span<const Int128> capacity, std::span<const FillingClass> classes)
{
    index(capacity, classes);
    m_level.assign(classes.size(), kNoLimit);
    m_heldBy.assign(classes.size(), kByNobody);
    m_byCap.clear();
    for (std::uint32_t c = 0; c < classes.size(); ++c) {
        if (std::isfinite(classes[c].capLevel)) {
            m_byCap.push_back(c);
        }
    }
    std::ranges::sort(m_byCap, {}, [&](std::uint32_t c) { return std::pair(classes[c].capLevel, c); });
    m_heap.clear();
    for (std::uint32_t link = 0; link < capacity.size(); ++link) {
        if (m_rising[link] > 0) {
            m_heap.emplace_back(fullAt(link), link);
        }
    }
    std::ranges::make_heap(m_heap, std::greater<>());
    for (const std::uint32_t c : m_byCap) {
        while (m_heldBy[c] == kByNobody && fillNextLink(classes, classes[c].capLevel)) {
        }
        if (m_heldBy[c] == kByNobody) {
            stopAt(c, classes[c].capLevel, kByCap, classes[c]);
        }
    }
    while (fillNextLink(classes, kNoLimit)) {
    }
}

} // namespace twin::flow
