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

/// Answers of `scenario` as JSON (docs/scenarios.md).
namespace app::ctl {

struct OutcomeShown
{
    bool background = false; ///< background demands, too
};

/// "none" where it does not exist.
[[nodiscard]] std::string_view flowWord(twin::scenario::FlowState state, bool exists);
[[nodiscard]] std::string_view jobWord(twin::scenario::JobCondition condition, bool exists);

[[nodiscard]] nlohmann::ordered_json groundJson(const twin::scenario::Ground& ground);
[[nodiscard]] nlohmann::ordered_json totalsJson(const twin::scenario::Totals& totals);
/// `before`, `after`, `difference`, and a list of every kind of what differs.
void describeOutcome(nlohmann::ordered_json& answer, const twin::scenario::Outcome& outcome,
                     const OutcomeShown& shown);
[[nodiscard]] nlohmann::ordered_json n1Json(const twin::scenario::N1Table& before,
                                            const twin::scenario::N1Table& after);
[[nodiscard]] nlohmann::ordered_json verdictJson(const twin::scenario::Schedule::Verdict& verdict,
                                                 const twin::scenario::Command& command);
[[nodiscard]] nlohmann::ordered_json workJson(const twin::scenario::WorkVerdict& verdict);
[[nodiscard]] nlohmann::ordered_json timelineJson(const twin::scenario::Timeline& timeline);
[[nodiscard]] nlohmann::ordered_json changesJson(const twin::scenario::ChangeList& list);

/// `kind,id,what,before,after,difference`, a figure that differs a row.
[[nodiscard]] std::string outcomeCsv(const twin::scenario::Outcome& outcome, const OutcomeShown& shown);

} // namespace app::ctl
