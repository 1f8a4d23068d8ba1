#include "twin/scenario/report_text.h"

#include "twin/scenario/report_json.h"
#include "twin/scenario/run_csv.h"
#include "twin/scenario/run_hash.h"
#include "twin/scenario/run_json.h"
#include "twin/support/csv.h"
#include "twin/support/moment_text.h"
#include "twin/support/number_text.h"

#include <nlohmann/json.hpp>

namespace twin::scenario {

using Json = nlohmann::ordered_json;

namespace {

Json optimumJson(const Optimum& best)
{
    return {{"mlu", best.mlu},
            {"bound_mlu", best.bound_mlu},
            {"gap", best.gap},
            {"gap_reached", best.gapReached},
            {"disconnected", best.disconnected}};
}

} // namespace

std::string runReportHash(const RunReport& report)
{
    if (report.n1Before == nullptr || report.n1 == nullptr) {
        return {};
    }
    Digest digest;
    addRun(digest, *report.outcome->before, *report.outcome->after, *report.n1Before, *report.n1);
    if (report.timeline != nullptr) {
        digest.add(report.timeline->stateHash);
    }
    if (report.run != nullptr) {
        digest.add(report.run->stateHash);
    }
    return digest.finish();
}

Json runReport(const Ground& ground, const Document& document, const RunReport& report)
{
    Json out = reportHead(ground, document, report.file);
    out["moment"] = momentText(report.outcome->after->moment);
    out["carbon_g_per_kwh"] = ground.options().assumptions.carbonPerKwh_g;
    describeOutcome(out, *report.outcome, {report.background});
    if (report.n1Before != nullptr && report.n1 != nullptr) {
        out["n1"] = n1Json(*report.n1Before, *report.n1);
    }
    if (report.best != nullptr) {
        out["best_routing"] = {{"before", optimumJson(report.best->before)},
                               {"after", optimumJson(report.best->after)}};
    }
    if (report.works != nullptr) {
        out["works"] = Json::array();
        for (const WorkVerdict& work : *report.works) {
            out["works"].push_back(workJson(work));
        }
    }
    if (report.timeline != nullptr) {
        out["timeline"] = timelineJson(*report.timeline);
    }
    if (report.run != nullptr) {
        describeRun(out, *report.run);
    }
    out["situation_hash"] = report.outcome->after->stateHash;
    const std::string hash = runReportHash(report);
    out["state_hash"] = hash.empty() ? Json(nullptr) : Json(hash);
    return out;
}

std::string runReportCsv(const RunReport& report)
{
    return outcomeCsv(*report.outcome, {report.background}) +
           (report.run != nullptr ? runCsv(*report.run) : std::string());
}

Json changeListReport(const Ground& ground, const Document& document, const std::string& file,
                      const ChangeList& list)
{
    Json out = reportHead(ground, document, file);
    out.update(changesJson(list));
    out["state_hash"] = list.stateHash;
    return out;
}

std::string changeListCsv(const ChangeList& list)
{
    std::string out =
        "step,at,do,safe,base,worst,worst_cut,disconnected_pairs,disconnecting_cut,reason,broken_by\n";
    const bool isWithin = list.startsWithinLimit();
    out += "0," + momentText(list.start) + ",before the first step," + (isWithin ? "1" : "0") + "," +
           exactText(list.startBase_mlu) + "," + exactText(list.startWorst_mlu) + "," +
           csvCell(list.startWorstCut) + "," + std::to_string(list.startDisconnectedPairs) + "," +
           csvCell(list.startDisconnectingCut) + "," +
           (isWithin ? "" : "over the limit of " + exactText(list.limit)) + ",\n";
    std::size_t number = 0;
    for (const ChangeStep& step : list.steps) {
        out += std::to_string(++number) + "," + momentText(step.at) + "," + csvCell(step.what) + "," +
               (step.isSafe ? "1" : "0") + "," + exactText(step.base_mlu) + "," + exactText(step.worst_mlu) +
               "," + csvCell(step.worstCut) + "," + std::to_string(step.disconnectedPairs) + "," +
               csvCell(step.disconnectingCut) + "," + (step.reason ? csvCell(text(*step.reason)) : "") + "," +
               (step.brokenBy ? std::to_string(*step.brokenBy + 1) : "") + "\n";
    }
    return out;
}

Json comparisonReport(const std::vector<Compared>& columns)
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
    return out;
}

std::string fileText(const Json& report)
{
    return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string runReportJson(const Ground& ground, const Document& document, const RunReport& report)
{
    return fileText(runReport(ground, document, report));
}

std::string changeListJson(const Ground& ground, const Document& document, const std::string& file,
                           const ChangeList& list)
{
    return fileText(changeListReport(ground, document, file, list));
}

std::string comparisonReportJson(const std::vector<Compared>& columns)
{
    return fileText(comparisonReport(columns));
}

} // namespace twin::scenario
