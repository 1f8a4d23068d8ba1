#include "twin/flow/split_rates.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace twin::flow {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kFull = 1e-12; ///< of capacity, that may be left

class Filling
{
  public:
    Filling(const SplitDemands& demands, std::span<const double> capacity)
        : m_demands(demands)
        , m_capacity(capacity)
        , m_load(capacity.size(), 0)
        , m_growth(capacity.size(), 0)
        , m_usersOf(capacity.size())
        , m_isGrowing(demands.amount.size(), 1)
        , m_byAmount(demands.amount.size())
    {
        m_out.rate.assign(demands.amount.size(), 0);
        for (std::uint32_t k = 0; k < demands.amount.size(); ++k) {
            for (std::size_t i = demands.first[k]; i < demands.first[k + 1]; ++i) {
                m_growth[demands.arc[i]] += demands.share[i];
                m_usersOf[demands.arc[i]].push_back(k);
            }
        }
        std::iota(m_byAmount.begin(), m_byAmount.end(), 0U);
        std::ranges::stable_sort(m_byAmount, {}, [&](std::uint32_t k) { return demands.amount[k]; });
    }

    SplitRates run()
    {
        for (;;) {
            while (m_next < m_byAmount.size() && m_isGrowing[m_byAmount[m_next]] == 0) {
                ++m_next;
            }
            if (m_next == m_byAmount.size()) {
                break;
            }
            const double satisfied = m_demands.amount[m_byAmount[m_next]];
            const double full = nextFull();
            grow(std::min(satisfied, full));
            if (satisfied <= full) {
                stop(m_byAmount[m_next]);
            } else {
                m_wasStopped = true;
                m_out.lowest = m_out.lowest > 0 ? m_out.lowest : m_level;
                stopAtFullArcs(full);
            }
        }
        if (!m_wasStopped) {
            m_out.lowest = kNever;
        }
        return std::move(m_out);
    }

  private:
    [[nodiscard]] double fullAt(std::size_t arc) const
    {
        if (m_growth[arc] <= kFull || m_capacity[arc] == kNever) {
            return kNever;
        }
        return m_level + std::max(0.0, m_capacity[arc] - m_load[arc]) / m_growth[arc];
    }

    [[nodiscard]] double nextFull() const
    {
        double next = kNever;
        for (std::size_t arc = 0; arc < m_load.size(); ++arc) {
            next = std::min(next, fullAt(arc));
        }
        return next;
    }

    void grow(double level)
    {
        for (std::size_t arc = 0; arc < m_load.size(); ++arc) {
            m_load[arc] += m_growth[arc] * (level - m_level);
        }
        m_level = level;
    }

    void stop(std::uint32_t demand)
    {
        m_isGrowing[demand] = 0;
        m_out.rate[demand] = m_level;
        for (std::size_t i = m_demands.first[demand]; i < m_demands.first[demand + 1]; ++i) {
            m_growth[m_demands.arc[i]] -= m_demands.share[i];
        }
    }

    void stopAtFullArcs(double level)
    {
        for (std::size_t arc = 0; arc < m_load.size(); ++arc) {
            if (fullAt(arc) > level * (1 + kFull)) {
                continue;
            }
            for (const std::uint32_t k : m_usersOf[arc]) {
                if (m_isGrowing[k] != 0) {
                    stop(k);
                }
            }
            m_growth[arc] = 0; // of what grew, rounding is left
        }
    }

    const SplitDemands& m_demands;
    std::span<const double> m_capacity;
    std::vector<double> m_load;
    std::vector<double> m_growth; ///< by arc: Σ share of the demands that still grow
    std::vector<std::vector<std::uint32_t>> m_usersOf;
    std::vector<std::uint8_t> m_isGrowing;
    std::vector<std::uint32_t> m_byAmount;
    std::size_t m_next = 0;
    double m_level = 0;
    bool m_wasStopped = false;
    SplitRates m_out;
};

} // namespace

SplitRates fillFairly(const SplitDemands& demands, std::span<const double> capacity)
{
    return Filling(demands, capacity).run();
}

} // namespace twin::flow
