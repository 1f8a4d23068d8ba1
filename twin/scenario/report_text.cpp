#include "twin/scenario/report_text.h"

#include "twin/scenario/report_json.h"
#include "twin/support/csv.h"
#include "twin/support/moment_text.h"
#include "twin/support/number_text.h"

#include <nlohmann/json.hpp>

namespace twin::scenario {

namespace {

using Json = nlohmann::ordered_json;

std::string textOf(const Json& json)
{
    // Names come from outside: bytes that are no UTF-8 must not end the program.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json headOf(const Ground& ground, const Document& document)
{
    Json out{{"name", document.name}};
    out["scenario_sha256"] = hashOf(document);
    out["base"] = groundJson(ground);
    out["demand"] = demandKindName(document.demand);
    out["seed"] = ground.options().seed;
    out["commands"] = document.commands.size();
    return out;
}

} // namespace

std::string runReportJson(const Ground& ground, const Document& document, const RunReport& report)
{
    Json out = headOf(ground, document);
    out["moment"] = momentText(report.outcome->after->moment);
    out["carbon_g_per_kwh"] = ground.options().assumptions.carbonPerKwh_g;
    describeOutcome(out, *report.outcome, {true});
    if (report.n1Before != nullptr && report.n1 != nullptr) {
        out["n1"] = n1Json(*report.n1Before, *report.n1);
    }
    out["works"] = Json::array();
    for (const WorkVerdict& work : report.works) {
        out["works"].push_back(workJson(work));
    }
    out["situation_hash"] = report.outcome->after->stateHash;
    out["state_hash"] = report.stateHash.empty() ? Json(nullptr) : Json(report.stateHash);
    return textOf(out);
}

std::string changeListJson(const Ground& ground, const Document& document, const ChangeList& list)
{
    Json out = headOf(ground, document);
    out.update(changesJson(list));
    out["state_hash"] = list.stateHash;
    return textOf(out);
}

std::string changeListCsv(const ChangeList& list)
{
    std::string out = "step,at,do,safe,base,worst,worst_cut,disconnected_pairs,disconnecting_cut,reason\n";
    const bool isWithin = list.startsWithinLimit();
    out += "0," + momentText(list.start) + ",before the first step," + (isWithin ? "1" : "0") + "," +
           exactText(list.startBase_mlu) + "," + exactText(list.startWorst_mlu) + "," +
           csvCell(list.startWorstCut) + "," + std::to_string(list.startDisconnectedPairs) + "," +
           csvCell(list.startDisconnectingCut) + "," +
           (isWithin ? "" : "over the limit of " + exactText(list.limit)) + "\n";
    std::size_t number = 0;
    for (const ChangeStep& step : list.steps) {
        out += std::to_string(++number) + "," + momentText(step.at) + "," + csvCell(step.what) + "," +
               (step.isSafe ? "1" : "0") + "," + exactText(step.base_mlu) + "," + exactText(step.worst_mlu) +
               "," + csvCell(step.worstCut) + "," + std::to_string(step.disconnectedPairs) + "," +
               csvCell(step.disconnectingCut) + "," + (step.reason ? csvCell(text(*step.reason)) : "") + "\n";
    }
    return out;
}

std::string comparisonReportJson(const std::vector<Compared>& columns)
{
    Json out;
    out["scenarios"] = Json::array();
    for (const Compared& column : columns) {
        out["scenarios"].push_back({{"title", column.title},
                                    {"file", column.file},
                                    {"name", column.name},
                                    {"situation_hash", column.stateHash}});
    }
    out["figures"] = comparisonJson(columns);
    out["state_hash"] = comparisonHash(columns);
    return textOf(out);
}

} // namespace twin::scenario
