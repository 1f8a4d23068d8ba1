#pragma once

#include "twin/scenario/change_list.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/planned_work.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/timeline.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What comes of a scenario as JSON and CSV (docs/scenarios.md): the same from the console and the command
/// line.
namespace twin::scenario {

struct OutcomeShown
{
    bool background = false; ///< background demands, too
};

/// "none" where it does not exist.
[[nodiscard]] std::string_view flowWord(FlowState state, bool exists);
[[nodiscard]] std::string_view jobWord(JobCondition condition, bool exists);

[[nodiscard]] nlohmann::ordered_json groundJson(const Ground& ground);
/// What every report of a scenario begins with: file, name, hash, base, traffic, seed, number of commands.
/// @param file of the scenario, as it was given; empty: none
[[nodiscard]] nlohmann::ordered_json reportHead(const Ground& ground, const Document& document,
                                                const std::string& file);
[[nodiscard]] nlohmann::ordered_json totalsJson(const Totals& totals);
/// `before`, `after`, `difference`, and a list of every kind of what differs.
void describeOutcome(nlohmann::ordered_json& answer, const Outcome& outcome, const OutcomeShown& shown);
[[nodiscard]] nlohmann::ordered_json n1Json(const N1Table& before, const N1Table& after);
[[nodiscard]] nlohmann::ordered_json verdictJson(const Schedule::Verdict& verdict, const Command& command);
[[nodiscard]] nlohmann::ordered_json workJson(const WorkVerdict& verdict);
[[nodiscard]] nlohmann::ordered_json timelineJson(const Timeline& timeline);
[[nodiscard]] nlohmann::ordered_json changesJson(const ChangeList& list);

/// `kind,id,what,before,after,difference`, a figure that differs a row.
[[nodiscard]] std::string outcomeCsv(const Outcome& outcome, const OutcomeShown& shown);

} // namespace twin::scenario
