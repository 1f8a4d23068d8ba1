#include "twin/ingest/point_value.h"

#include "twin/support/number_text.h"
#include "twin/support/text_encoding.h"

#include <cmath>
#include <optional>

namespace twin::ingest {

namespace {

double seconds(TimeNs time)
{
    return static_cast<double>(time) / static_cast<double>(kSecond);
}

/// Per second since the last point, or since the start of what is counted.
std::optional<double> deltaRate(const SeriesState& series, const ForeignPoint& point, TimeNs time,
                                TimeNs maxGap)
{
    const TimeNs since = point.start > 0 && point.start < point.time ? time - (point.time - point.start)
                         : series.hasLast                            ? series.lastTime
                                                                     : time;
    return since < time && time - since <= maxGap ? std::optional(point.value / seconds(time - since))
                                                  : std::nullopt;
}

std::optional<double> counterRate(const MappedTarget& rule, const SeriesState& series,
                                  const ForeignPoint& point, TimeNs time)
{
    const TimeNs passed = time - series.lastTime;
    if (!series.hasLast || passed <= 0 || passed > rule.maxGap) {
        return std::nullopt;
    }
    double counted = point.value - series.lastValue;
    const bool saysAnew = point.start > series.lastStart && series.lastStart > 0;
    if (counted < 0 && !saysAnew && rule.wrapsAt > 0) {
        counted += rule.wrapsAt;
        // More than half way round is no wrap, but a counter that began again.
        return counted >= 0 && counted <= rule.wrapsAt / 2 ? std::optional(counted / seconds(passed))
                                                           : std::nullopt;
    }
    if (counted < 0 || saysAnew) {
        const bool knowsSince = saysAnew && point.start < point.time && point.start >= series.lastTime;
        return knowsSince ? std::optional(point.value / seconds(point.time - point.start)) : std::nullopt;
    }
    return counted / seconds(passed);
}

std::optional<double> stateOf(const StateNames& states, const ForeignPoint& point)
{
    const auto found = point.text.empty() ? states.find(exactText(point.value)) : states.find(point.text);
    return found != states.end() ? std::optional(found->second) : std::nullopt;
}

} // namespace

PointValue valueOf(const MappedTarget& rule, const SeriesState& series, const ForeignPoint& point,
                   TimeNs time)
{
    if (point.missing) {
        return PointMissing{};
    }
    double value = point.value;
    if (rule.states != nullptr) {
        const auto state = stateOf(*rule.states, point);
        if (!state) {
            return PointRefused{"no state is '" +
                                (point.text.empty() ? exactText(point.value) : lineOfText(point.text, 64)) +
                                "'"};
        }
        value = *state;
    } else if (!point.text.empty()) {
        return PointRefused{"'" + lineOfText(point.text, 64) + "' is no number"};
    } else if (!std::isfinite(value)) {
        return PointRefused{"not a finite number"};
    }
    if (rule.isRate) {
        const auto rate = series.kind == ForeignKind::Delta ? deltaRate(series, point, time, rule.maxGap)
                                                            : counterRate(rule, series, point, time);
        if (!rate) {
            return PointWaits{};
        }
        value = *rate;
    }
    value = value * rule.factor + rule.offset;
    if (!std::isfinite(value)) {
        return PointRefused{"not a finite number"};
    }
    return value;
}

} // namespace twin::ingest
