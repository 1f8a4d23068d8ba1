#pragma once

#include "twin/network/demands.h"
#include "twin/network/graph.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace twin::flow {

/// Ordered pairs of different nodes, numbered by destination, then source. Immutable.
class PairSet
{
  public:
    PairSet() = default;

    /// Every ordered pair of different nodes of `ends` (repetitions are one). Cost: O(ends²).
    [[nodiscard]] static PairSet allOf(std::span<const network::NodeIndex> ends);
    /// The pairs that demands join; several demands of a pair are one. Cost: O(demands · log demands).
    [[nodiscard]] static PairSet of(std::span<const network::NodeDemand> demands);

    [[nodiscard]] std::size_t size() const { return m_source.size(); }

    [[nodiscard]] std::size_t destinationCount() const { return m_destination.size(); }

    [[nodiscard]] std::uint32_t destination(std::size_t nth) const { return m_destination[nth]; }

    /// Pairs towards the nth destination are numbers [first(nth), first(nth + 1)).
    [[nodiscard]] std::size_t first(std::size_t nth) const { return m_first[nth]; }

    [[nodiscard]] std::uint32_t source(std::size_t pair) const { return m_source[pair]; }

    /// Which of the destinations a pair leads to. Cost: O(log destinations).
    [[nodiscard]] std::size_t destinationOf(std::size_t pair) const;

    /// The number of a pair, if it is here. Cost: O(log pairs).
    [[nodiscard]] std::optional<std::size_t> find(std::uint32_t source, std::uint32_t destination) const;

    /// b/s of each pair, summed in the demands' order; demands of other pairs add to `others_bps`.
    [[nodiscard]] std::vector<double> sumOf(std::span<const network::NodeDemand> demands,
                                            double& others_bps) const;

  private:
    std::vector<std::uint32_t> m_destination;
    std::vector<std::size_t> m_first{0};
    std::vector<std::uint32_t> m_source;
};

} // namespace twin::flow
