#pragma once

#include "twin/flow/te_network.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace twin::flow {

/// Cost of what cannot be reached.
inline constexpr double kNoPath = std::numeric_limits<double>::infinity();

/// The cheapest paths from one source at given arc prices, of all paths or of those within a delay. A
/// workspace: one per thread; the network must outlive it. Equal costs: always the same path, whatever the
/// thread.
class TeSearch
{
  public:
    /// @param maxDelay ns from end to end; 0 = no limit
    explicit TeSearch(const TeNetwork& network, TimeNs maxDelay = 0);

    /// Finds the cheapest path from `source` to each of `targets`.
    /// @param price by arc, ≥ 0
    /// Cost: O(arcs · log nodes); with a limit, what exceeds it on the cheapest path costs further a label
    /// for every pair (node, delay) that is not worse than another in both cost and delay.
    void run(std::uint32_t source, std::span<const double> price, std::span<const std::uint32_t> targets);

    /// Of the last run. Never more than the true cost of the cheapest path within the delay, and equal to it
    /// unless the search gave up at kMaxLabels; kNoPath when there is none.
    [[nodiscard]] double cost(std::uint32_t target) const { return m_cost[target]; }

    /// Appends that path's arcs, from the source on. False: there is none, or the search gave up.
    [[nodiscard]] bool appendPath(std::uint32_t target, std::vector<std::uint32_t>& arcs) const;

    /// Labels of one delay-bound search; beyond them costs are only bounds.
    static constexpr std::size_t kMaxLabels = 4'000'000;

  private:
    struct Label
    {
        std::uint32_t node = 0;
        std::uint32_t arc = 0;    ///< that led here
        std::uint32_t parent = 0; ///< label
        TimeNs delay = 0;
    };

    void runUnbounded(std::span<const double> price);
    [[nodiscard]] bool withinDelay(std::uint32_t target) const;
    void runBounded(std::span<const double> price, std::span<const std::uint32_t> targets);
    [[nodiscard]] bool settle(std::uint32_t label, double cost, std::size_t& open);
    void expand(std::uint32_t label, double cost, std::span<const double> price);
    void push(double cost, std::uint32_t what);
    [[nodiscard]] std::pair<double, std::uint32_t> pop();

    const TeNetwork* m_network;
    TimeNs m_maxDelay;
    std::uint32_t m_source = 0;
    std::vector<double> m_cost;           ///< by node
    std::vector<std::uint32_t> m_arcInto; ///< by node, of the cheapest path
    std::vector<std::pair<double, std::uint32_t>> m_heap;
    // Of the delay-bound search, by node.
    std::vector<std::uint8_t> m_isOpen;   ///< a target whose cheapest path is too slow
    std::vector<TimeNs> m_fastest;        ///< least delay of the labels settled
    std::vector<std::uint32_t> m_labelAt; ///< of a target found; kNone otherwise
    std::vector<Label> m_labels;
};

} // namespace twin::flow
