#pragma once

#include "twin/scenario/figures.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace twin::scenario {

/// A scenario beside others: a column of `scenario compare`.
struct Compared
{
    std::string title; ///< of its column (titleColumns)
    std::string file;  ///< may be empty
    std::string name;
    std::string base;      ///< of a base its traffic and seed (baseTerms); empty: a scenario
    std::string stateHash; ///< of its situation
    std::vector<Figure> figures;
};

/// `busy_hour, seed 1`: what bases of one moment differ by.
[[nodiscard]] std::string baseTerms(const Ground& ground);

/// Gives each column a title of its own, in no language: `base` of the first base, `base 2: TERMS` of those
/// behind it; of scenarios their file, or else their name, numbered where others have it too.
void titleColumns(std::vector<Compared>& columns);

/// A row a figure: `[{"figure": key, TITLE: value, …}]`; null where a scenario has none.
[[nodiscard]] nlohmann::ordered_json comparisonJson(const std::vector<Compared>& columns);
/// `figure,TITLE,…` with a line a figure.
[[nodiscard]] std::string comparisonCsv(const std::vector<Compared>& columns);
/// One hash of all.
[[nodiscard]] std::string comparisonHash(const std::vector<Compared>& columns);

} // namespace twin::scenario
