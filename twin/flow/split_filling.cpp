#include "twin/flow/split_filling.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace twin::flow {

namespace {

class Filling
{
  public:
    explicit Filling(const SplitProblem& problem)
        : m_problem(problem)
        , m_left(problem.capacity_bps)
        , m_parts(problem.capacity_bps.size(), 0)
        , m_rising(problem.capacity_bps.size(), 0)
        , m_isFixed(problem.flowCount(), 0)
    {
        m_out.rate_bps.assign(problem.flowCount(), 0);
        m_out.isFull.assign(problem.capacity_bps.size(), 0);
        indexFlows();
    }

    SplitRates run();

  private:
    void indexFlows();
    void fix(std::uint32_t flow, double rate);
    void fill(std::uint32_t link, double level);
    [[nodiscard]] std::pair<double, std::uint32_t> nextFull();

    /// The common rate at which a link is full.
    [[nodiscard]] double level(std::uint32_t link) const
    {
        return m_rising[link] == 0 || m_parts[link] <= 0 ? std::numeric_limits<double>::infinity()
                                                         : std::max(0.0, m_left[link]) / m_parts[link];
    }

    const SplitProblem& m_problem;
    std::vector<double> m_left;          ///< b/s of a link that fixed flows leave
    std::vector<double> m_parts;         ///< shares of its rising flows, added up
    std::vector<std::uint32_t> m_rising; ///< how many those are
    std::vector<std::uint8_t> m_isFixed; ///< by flow
    std::vector<std::uint32_t> m_first;  ///< flows of a link: CSR
    std::vector<std::uint32_t> m_flows;
    std::vector<std::uint32_t> m_byCap;                   ///< flows, lowest cap first
    std::vector<std::pair<double, std::uint32_t>> m_heap; ///< links by level, which may have risen since
    SplitRates m_out;
};

void Filling::indexFlows()
{
    m_first.assign(m_left.size() + 1, 0);
    for (const SplitProblem::Part& part : m_problem.parts) {
        ++m_first[part.link + 1];
        ++m_rising[part.link];
        m_parts[part.link] += part.share;
    }
    for (std::size_t link = 0; link < m_left.size(); ++link) {
        m_first[link + 1] += m_first[link];
    }
    m_flows.resize(m_problem.parts.size());
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    for (std::uint32_t flow = 0; flow < m_problem.flowCount(); ++flow) {
        m_byCap.push_back(flow);
        for (std::uint32_t i = m_problem.firstPart[flow]; i < m_problem.firstPart[flow + 1]; ++i) {
            m_flows[next[m_problem.parts[i].link]++] = flow;
        }
    }
    std::ranges::stable_sort(m_byCap, {}, [this](std::uint32_t flow) { return m_problem.cap_bps[flow]; });
    for (std::uint32_t link = 0; link < m_left.size(); ++link) {
        m_heap.emplace_back(level(link), link);
    }
    std::ranges::make_heap(m_heap, std::greater<>());
}

/// Levels only rise while others are fixed below them, so the first whose level still holds is the lowest.
std::pair<double, std::uint32_t> Filling::nextFull()
{
    while (!m_heap.empty()) {
        const auto [known, link] = m_heap.front();
        const double now = level(link);
        if (now == known) {
            return m_heap.front();
        }
        std::ranges::pop_heap(m_heap, std::greater<>());
        m_heap.back().first = now;
        std::ranges::push_heap(m_heap, std::greater<>());
    }
    return {std::numeric_limits<double>::infinity(), 0};
}

void Filling::fix(std::uint32_t flow, double rate)
{
    m_isFixed[flow] = 1;
    m_out.rate_bps[flow] = rate;
    for (std::uint32_t i = m_problem.firstPart[flow]; i < m_problem.firstPart[flow + 1]; ++i) {
        const SplitProblem::Part& part = m_problem.parts[i];
        m_left[part.link] -= rate * part.share;
        m_parts[part.link] -= part.share;
        --m_rising[part.link];
    }
}

void Filling::fill(std::uint32_t link, double level)
{
    m_out.isFull[link] = 1;
    for (std::uint32_t i = m_first[link]; i < m_first[link + 1]; ++i) {
        if (m_isFixed[m_flows[i]] == 0) {
            fix(m_flows[i], level);
        }
    }
}

SplitRates Filling::run()
{
    std::size_t next = 0;
    while (true) {
        while (next < m_byCap.size() && m_isFixed[m_byCap[next]] != 0) {
            ++next;
        }
        if (next == m_byCap.size()) {
            return std::move(m_out);
        }
        const double cap = m_problem.cap_bps[m_byCap[next]];
        const auto [level, link] = nextFull();
        if (cap <= level) {
            fix(m_byCap[next], cap);
        } else {
            fill(link, level);
        }
    }
}

} // namespace

SplitRates fillFairly(const SplitProblem& problem)
{
    return Filling(problem).run();
}

} // namespace twin::flow
