#pragma once

#include "twin/support/metrics.h"
#include "twin/support/units.h"

#include <bit>
#include <compare>
#include <cstdint>
#include <limits>
#include <tuple>

namespace twin::state {

enum class Quality : std::uint8_t { Good, Estimated, Missing };

/// Newest value of one metric of one entity. Missing (never heard) is not zero: `value` is NaN then.
/// Staleness is computed against the time cursor (`isStale` below), never stored.
struct Cell
{
    double value = std::numeric_limits<double>::quiet_NaN();
    TimeNs sourceTime = 0;
    TimeNs receiveTime = 0;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    Quality quality = Quality::Missing;
    /// How often its source says that it sends this value; 0 = as often as the metric's period says.
    std::uint32_t interval_ms = 0;

    [[nodiscard]] bool isKnown() const { return quality != Quality::Missing; }

    /// CONTRACT: of two samples the greater by (source time, epoch, sequence) stays, whatever their arrival
    /// order.
    [[nodiscard]] bool isOlderThan(const Cell& other) const
    {
        if (sourceTime != other.sourceTime) {
            return sourceTime < other.sourceTime;
        }
        return epoch != other.epoch ? epoch < other.epoch : sequence < other.sequence;
    }

    /// Whether this one takes the place of `held`. Of two with equal (source time, epoch, sequence), as one
    /// frame may have them, any total order serves if it is always the same.
    [[nodiscard]] bool supersedes(const Cell& held) const
    {
        return held.isOlderThan(*this) || (!isOlderThan(held) && tieRank() > held.tieRank());
    }

  private:
    [[nodiscard]] std::tuple<std::uint64_t, bool, std::uint64_t, std::uint32_t> tieRank() const
    {
        return {std::bit_cast<std::uint64_t>(value), quality != Quality::Good,
                ~static_cast<std::uint64_t>(receiveTime), interval_ms};
    }
};

/// When the next value is to be expected after this one: by its source's own interval, else by `period`, its
/// metric's.
[[nodiscard]] constexpr TimeNs expectedInterval(const Cell& cell, TimeNs period)
{
    return cell.interval_ms > 0 ? cell.interval_ms * kMillisecond : period;
}

/// Whether the cell's value is stale at `now`.
[[nodiscard]] constexpr bool isStale(const Cell& cell, TimeNs period, TimeNs now)
{
    return twin::isStale(cell.sourceTime, expectedInterval(cell, period), now);
}

} // namespace twin::state
