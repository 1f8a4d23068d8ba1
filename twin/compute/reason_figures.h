#pragma once

#include "twin/compute/placement_plan.h"

#include <string>
#include <string_view>
#include <utility>

/// Internal to twin/compute: figures and names in the sentences that say why a job has no place.
namespace twin::compute {

/// What a figure measures, and in which unit it is given.
enum class ReasonUnit {
    Plain,
    Share, ///< 0..1, told in percent
    Cards,
    Money,        ///< CNY
    Milliseconds, ///< stay milliseconds
    Seconds,
    Bytes,
    Rate, ///< b/s
};

/// Three significant digits in the unit that fits: `10 h` of 36,000 s. Cards and whole CNY keep all of
/// theirs, shares six.
[[nodiscard]] std::string reasonFigure(ReasonUnit unit, double value);

/// Two of a kind that are not the same: with as many digits as it takes to tell one from the other.
[[nodiscard]] std::pair<std::string, std::string> reasonFigures(ReasonUnit unit, double a, double b);

/// `the data class`.
[[nodiscard]] std::string_view constraintWords(Constraint constraint);

} // namespace twin::compute
