#pragma once

#include "twin/ingest/foreign_series.h"

#include <string>
#include <string_view>
#include <vector>

namespace twin::ingest {

/// `*` stands for any run of characters, everything else for itself. Cost: at most length times length.
[[nodiscard]] bool matchesPattern(std::string_view text, std::string_view pattern);

/// Value of a label; empty when there is none, as Prometheus has it.
[[nodiscard]] std::string_view labelOf(const SeriesDescription& series, std::string_view name);

/// What a rule asks of one label: one of some patterns, or none of them.
struct LabelCondition
{
    std::string label;
    std::vector<std::string> patterns;
    bool isNegated = false;

    [[nodiscard]] bool holds(const SeriesDescription& series) const;
};

} // namespace twin::ingest
