#pragma once

#include "twin/flow/fixed_point.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace twin::flow {

/// Who a flow is held back by.
inline constexpr std::uint32_t kByCap = 0xFFFFFFFE;    ///< its own rate cap
inline constexpr std::uint32_t kByNobody = 0xFFFFFFFF; ///< nothing: its level is infinite

/// Flows that are filled together.
struct FillingClass
{
    std::span<const std::uint32_t> links;
    Int128 weight = 0;   ///< of all its flows, in steps of 2^-kWeightBits, > 0
    double capLevel = 0; ///< rate cap over weight of one flow; may be infinite
};

/// Weighted max-min fairness of one priority in one go, exact: the level of all flows rises together; a flow
/// stays where its first link is full or its cap is reached. A reusable workspace; not thread safe.
///
/// Links wait in a heap by the level at which they would be full; since that only rises while flows stop
/// below it, an outdated entry is put back when it comes up. Cost: O(incidences · log links).
/// Source: Bertsekas & Gallager, Data Networks, 6.5.2; the lazy heap is ours.
class ProgressiveFilling
{
  public:
    /// @param capacity by link, in steps of 2^-kRateBits b/s, >= 0
    void run(std::span<const Int128> capacity, std::span<const FillingClass> classes);

    /// b/s per unit of weight, by class, of the last run.
    [[nodiscard]] std::span<const double> level() const { return m_level; }

    /// Link number by class, or kByCap, kByNobody.
    [[nodiscard]] std::span<const std::uint32_t> heldBy() const { return m_heldBy; }

  private:
    using Waiting = std::pair<double, std::uint32_t>; ///< level, link

    void index(std::span<const Int128> capacity, std::span<const FillingClass> classes);
    void stopAt(std::uint32_t which, double level, std::uint32_t by, const FillingClass& what);
    bool fillNextLink(std::span<const FillingClass> classes, double below);
    [[nodiscard]] double fullAt(std::uint32_t link) const;

    std::vector<Int128> m_left;   ///< capacity not taken by flows that stopped
    std::vector<Int128> m_weight; ///< of flows that still rise
    std::vector<std::uint32_t> m_rising;
    std::vector<std::uint32_t> m_first; ///< classes of a link: CSR
    std::vector<std::uint32_t> m_classes;
    std::vector<Waiting> m_heap;
    std::vector<std::uint32_t> m_byCap;
    std::vector<double> m_level;
    std::vector<std::uint32_t> m_heldBy;
};

} // namespace twin::flow
