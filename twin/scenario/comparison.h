#pragma once

#include "twin/scenario/figures.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace twin::scenario {

/// A scenario beside others: a column of `scenario compare`.
struct Compared
{
    std::string title; ///< of its column; distinct
    std::string file;  ///< may be empty
    std::string name;
    std::string stateHash; ///< of its situation
    std::vector<Figure> figures;
};

/// A row a figure: `[{"figure": key, TITLE: value, …}]`; null where a scenario has none.
[[nodiscard]] nlohmann::ordered_json comparisonJson(const std::vector<Compared>& columns);
/// `figure,TITLE,…` with a line a figure.
[[nodiscard]] std::string comparisonCsv(const std::vector<Compared>& columns);
/// One hash of all.
[[nodiscard]] std::string comparisonHash(const std::vector<Compared>& columns);

} // namespace twin::scenario
