#pragma once

#include "twin/ingest/decoded_frame.h"
#include "twin/support/metrics.h"

#include <cstddef>
#include <cstdint>

/// What applying makes of one sample. In one place, so that a queue that merges keeps what applying would
/// keep.
namespace twin::ingest {

inline constexpr TimeNs kMaxAhead = 5 * kSecond; ///< CONTRACT: source time beyond this takes receive time

/// Values a metric may have; finite also where the catalogue names no bound.
struct ValueRange
{
    double low = 0;
    double high = 0;

    /// NaN and infinities are never within.
    [[nodiscard]] bool contains(double value) const { return value >= low && value <= high; }
};

[[nodiscard]] ValueRange rangeOf(const MetricInfo& metric);

enum class Verdict : std::uint8_t { Good, OutOfRange, BadTime };

struct JudgedSample
{
    Verdict verdict = Verdict::Good;
    double value = 0; ///< NaN where the source says it has none
    TimeNs time = 0;
    state::Quality quality = state::Quality::Good;
};

struct FrameTimes
{
    TimeNs source = 0;
    TimeNs receive = 0;

    [[nodiscard]] bool isAhead(TimeNs time) const { return time > receive && time - receive > kMaxAhead; }
};

/// Sample `i` of a column of a frame with these times, for a metric with this range.
[[nodiscard]] JudgedSample judge(const FrameTimes& times, const DecodedColumn& column, std::size_t i,
                                 const ValueRange& range);

} // namespace twin::ingest
