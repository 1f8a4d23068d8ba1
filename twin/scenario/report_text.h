#pragma once

#include "twin/scenario/change_list.h"
#include "twin/scenario/comparison.h"
#include "twin/scenario/n1_table.h"
#include "twin/scenario/optimum.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/planned_work.h"
#include "twin/scenario/run.h"
#include "twin/scenario/timeline.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

/// The answers and files of a scenario (docs/scenarios.md). The command line and the console have all of
/// them from here: the same scenario on the same base gives the same bytes.
namespace twin::scenario {

/// What the best routing comes to on both sides.
struct BestRouting
{
    Optimum before;
    Optimum after;
};

/// All that is known of a scenario that was run. Null: not known, or not asked for.
struct RunReport
{
    std::string file;                  ///< of the scenario; empty: none
    const Outcome* outcome = nullptr;  ///< never null
    const N1Table* n1Before = nullptr; ///< with nothing done; whole, as is `n1`
    const N1Table* n1 = nullptr;
    const std::vector<WorkVerdict>* works = nullptr;
    const BestRouting* best = nullptr;
    const Timeline* timeline = nullptr;
    const Run* run = nullptr;
    bool background = false; ///< background demands, too
};

/// `state_hash` of a run, over all it has; empty without N-1 tables.
[[nodiscard]] std::string runReportHash(const RunReport& report);

[[nodiscard]] nlohmann::ordered_json runReport(const Ground& ground, const Document& document,
                                               const RunReport& report);
/// `kind,id,what,before,after,difference`.
[[nodiscard]] std::string runReportCsv(const RunReport& report);

/// @param file of the scenario; empty: none
[[nodiscard]] nlohmann::ordered_json changeListReport(const Ground& ground, const Document& document,
                                                      const std::string& file, const ChangeList& list);
/// `step,at,do,safe,base,worst,worst_cut,disconnected_pairs,disconnecting_cut,reason,broken_by`; row 0 is
/// what was before the first step, "safe" if it is within the limit.
[[nodiscard]] std::string changeListCsv(const ChangeList& list);

[[nodiscard]] nlohmann::ordered_json comparisonReport(const std::vector<Compared>& columns);

/// A report as the text of a file, ended by a line break. Names come from outside and need not be UTF-8.
[[nodiscard]] std::string fileText(const nlohmann::ordered_json& report);
// Those above at once.
[[nodiscard]] std::string runReportJson(const Ground& ground, const Document& document,
                                        const RunReport& report);
[[nodiscard]] std::string changeListJson(const Ground& ground, const Document& document,
                                         const std::string& file, const ChangeList& list);
[[nodiscard]] std::string comparisonReportJson(const std::vector<Compared>& columns);

} // namespace twin::scenario
