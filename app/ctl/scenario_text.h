#pragma once

#include "app/ctl/name_book.h"
#include "twin/scenario/comparison.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

/// Answers of `scenario` for a person: what is asked first, then what it comes of. They take the answer as
/// `--json` prints it. `scenario run` has a file of its own.
namespace app::ctl {

/// Name and file, when, whose traffic, which base: the lines under the headline.
void printScenarioHead(const nlohmann::ordered_json& answer);
/// Go or no-go of planned works, if there are any.
void printWorks(const nlohmann::ordered_json& works, const NameBook& names);

void printCheckText(const nlohmann::ordered_json& answer, const NameBook& names);
void printChangesText(const nlohmann::ordered_json& answer, const NameBook& names);
void printCompareText(const nlohmann::ordered_json& answer,
                      const std::vector<twin::scenario::Compared>& columns);
/// @param top rows of each table
void printDaysText(const nlohmann::ordered_json& answer, const NameBook& names, std::size_t top);
void printIncidentText(const nlohmann::ordered_json& answer);

} // namespace app::ctl
