#include "twin/ingest/label_condition.h"

#include <algorithm>

namespace twin::ingest {

bool matchesPattern(std::string_view text, std::string_view pattern)
{
    std::size_t at = 0;
    std::size_t in = 0;
    std::size_t star = std::string_view::npos; // the last one met, and how far it reaches
    std::size_t reach = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            reach = at;
        } else if (in < pattern.size() && pattern[in] == text[at]) {
            ++in;
            ++at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++reach;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

std::string_view labelOf(const SeriesDescription& series, std::string_view name)
{
    const auto found = std::find_if(series.labels.begin(), series.labels.end(),
                                    [&](const auto& l) { return l.name == name; });
    return found != series.labels.end() ? std::string_view(found->value) : std::string_view();
}

bool LabelCondition::holds(const SeriesDescription& series) const
{
    const std::string_view value = labelOf(series, label);
    const bool any = std::any_of(patterns.begin(), patterns.end(),
                                 [&](const std::string& pattern) { return matchesPattern(value, pattern); });
    return any != isNegated;
}

} // namespace twin::ingest
