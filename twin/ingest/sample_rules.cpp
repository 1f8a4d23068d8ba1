#include "twin/ingest/sample_rules.h"

#include <algorithm>
#include <limits>

namespace twin::ingest {

ValueRange rangeOf(const MetricInfo& metric)
{
    constexpr double kFinite = std::numeric_limits<double>::max();
    return {std::max(metric.min, -kFinite), std::min(metric.max, kFinite)};
}

JudgedSample judge(const FrameTimes& times, const DecodedColumn& column, std::size_t i,
                   const ValueRange& range)
{
    JudgedSample out;
    out.value = column.values[i];
    out.quality = column.qualities.empty() ? state::Quality::Good : column.qualities[i];
    if (out.quality == state::Quality::Missing) {
        out.value = std::numeric_limits<double>::quiet_NaN();
    } else if (!range.contains(out.value)) {
        out.verdict = Verdict::OutOfRange;
        return out;
    }
    const TimeNs offset = column.offsets.empty() ? 0 : column.offsets[i];
    if (__builtin_add_overflow(times.source, offset, &out.time) || out.time < 0) {
        out.verdict = Verdict::BadTime;
        return out;
    }
    const bool ahead = times.isAhead(out.time);
    if (ahead || times.isAhead(times.source)) {
        out.quality = std::max(out.quality, state::Quality::Estimated);
    }
    out.time = ahead ? times.receive : out.time;
    return out;
}

} // namespace twin::ingest
