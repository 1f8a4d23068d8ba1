#pragma once

#include "twin/scenario/change_list.h"
#include "twin/scenario/comparison.h"
#include "twin/scenario/n1_table.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/planned_work.h"

#include <string>
#include <vector>

namespace twin::scenario {

/// All that is known of a run. Null and empty: not known.
struct RunReport
{
    const Outcome* outcome = nullptr; ///< never null
    const N1Table* n1Before = nullptr;
    const N1Table* n1 = nullptr;
    std::vector<WorkVerdict> works;
    std::string stateHash;
};

/// The files of a scenario as text: JSON with the fields of the command line (docs/scenarios.md), ended by a
/// line break.
[[nodiscard]] std::string runReportJson(const Ground& ground, const Document& document,
                                        const RunReport& report);
[[nodiscard]] std::string changeListJson(const Ground& ground, const Document& document,
                                         const ChangeList& list);
/// `step,at,do,safe,base,worst,worst_cut,disconnected_pairs,disconnecting_cut,reason`; row 0 is what was
/// before the first step, "safe" if it is within the limit.
[[nodiscard]] std::string changeListCsv(const ChangeList& list);
[[nodiscard]] std::string comparisonReportJson(const std::vector<Compared>& columns);

} // namespace twin::scenario
