#pragma once

#include "twin/network/demands.h"

#include <cstdint>
#include <span>

namespace twin::flow {

/// A rate as a whole number of units of 2^-k b/s (AmountScale). Whole numbers add up to the same sum in any
/// order, so loads patched after a failure equal loads summed anew, bit for bit. 128 bits hold 100 Tb/s and
/// 1 b/s side by side without loss.
__extension__ using Amount = __int128;

/// How many units a b/s is: as many as let the sum of all demands fit. The same demands give the same scale
/// in whatever order they come.
class AmountScale
{
  public:
    AmountScale() = default;
    /// Demands are finite and at least 0. Cost: O(demands).
    explicit AmountScale(std::span<const network::NodeDemand> demands);

    /// `bps` in units, rounded to the nearest; at least 1 if there is anything at all.
    [[nodiscard]] Amount units(double bps) const;

    /// In b/s. Equal amounts give the same bits.
    [[nodiscard]] double bps(Amount amount) const
    {
        const auto high = static_cast<std::int64_t>(amount >> 64);
        const auto low = static_cast<std::uint64_t>(amount);
        return (static_cast<double>(high) * 0x1p64 + static_cast<double>(low)) * m_unit_bps;
    }

  private:
    int m_exponent = 0; ///< a unit is 2^-m_exponent b/s
    double m_unit_bps = 1;
};

/// One of `ways` equal parts, rounded down; `amount` is at least 0, `ways` at least 1. What rounding leaves
/// behind is below `ways` units.
[[nodiscard]] inline Amount partOf(Amount amount, unsigned ways)
{
    if (ways == 1) {
        return amount;
    }
    return ways == 2 ? amount >> 1 : amount / static_cast<Amount>(ways);
}

} // namespace twin::flow
