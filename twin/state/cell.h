#pragma once

#include "twin/support/units.h"

#include <bit>
#include <compare>
#include <cstdint>
#include <limits>
#include <tuple>

namespace twin::state {

enum class Quality : std::uint8_t { Good, Estimated, Missing };

/// Newest value of one metric of one entity. Missing (never heard) is not zero: `value` is NaN then.
/// Staleness is computed against the time cursor (`isStale` in support/metrics.h), never stored.
struct Cell
{
    double value = std::numeric_limits<double>::quiet_NaN();
    TimeNs sourceTime = 0;
    TimeNs receiveTime = 0;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    Quality quality = Quality::Missing;

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
    [[nodiscard]] std::tuple<std::uint64_t, bool, std::uint64_t> tieRank() const
    {
        return {std::bit_cast<std::uint64_t>(value), quality != Quality::Good,
                ~static_cast<std::uint64_t>(receiveTime)};
    }
};

} // namespace twin::state
