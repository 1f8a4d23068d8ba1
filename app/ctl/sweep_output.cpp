#include "app/ctl/sweep_output.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::flow::ScenarioResult;
using twin::flow::SweepResult;

/// The shortest text that reads back exactly.
std::string exact(double value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof(text), value).ptr;
    return {text, end};
}

/// A list joined by `;` is one cell as it is; a comma, a quote or a line break in it needs quotes around.
std::string listCell(const std::string& list)
{
    if (list.find_first_of(",\"\n\r") == std::string::npos) {
        return list;
    }
    std::string out = "\"";
    for (const char c : list) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + "\"";
}

Json scenarioJson(const twin::network::Graph& graph, const SweepResult& result, std::size_t scenario)
{
    const ScenarioResult& row = result.scenarios[scenario];
    Json out{{"failed", result.name(scenario)}, {"mlu", row.mlu}};
    out["worst_arc"] = row.worstArc.isValid() ? graph.arcName(row.worstArc.value()) : "";
    out["lost_bps"] = row.lost_bps;
    out["disconnected_pairs"] = row.disconnectedPairs;
    return out;
}

Json headroomJson(const SweepResult& result, const twin::flow::Headroom& row)
{
    Json out{
        {"link", row.name}, {"base", row.base}, {"worst", row.worst}, {"failed", result.name(row.scenario)}};
    out["culprits"] = Json::array();
    for (const twin::flow::Culprit& culprit : row.culprits) {
        out["culprits"].push_back(
            Json{{"failed", result.name(culprit.scenario)}, {"utilisation", culprit.utilisation}});
    }
    return out;
}

} // namespace

std::string sweepCsv(const SweepResult& result)
{
    std::string out = "failed,mlu,lost_bps,disconnected_pairs\n";
    for (std::size_t scenario = 0; scenario < result.scenarios.size(); ++scenario) {
        const ScenarioResult& row = result.scenarios[scenario];
        out += listCell(result.name(scenario)) + "," + exact(row.mlu) + "," + exact(row.lost_bps) + "," +
               std::to_string(row.disconnectedPairs) + "\n";
    }
    return out;
}

void describeSweep(Json& answer, const twin::network::Graph& graph, const SweepResult& result,
                   std::size_t top)
{
    answer["failures"] = result.failures.size();
    answer["scenarios"] = result.scenarios.size() - 1;
    answer["base"] = scenarioJson(graph, result, 0);
    answer["worst"] = Json::array();
    for (const std::size_t scenario : twin::flow::worstScenarios(result, top)) {
        answer["worst"].push_back(scenarioJson(graph, result, scenario));
    }
    answer["headroom"] = Json::array();
    for (const twin::flow::Headroom& row : result.headroom) {
        answer["headroom"].push_back(headroomJson(result, row));
    }
}

} // namespace app::ctl
