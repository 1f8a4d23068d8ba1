#include "app/ctl/sweep_output.h"

#include "twin/support/csv.h"
#include "twin/support/number_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::exactText;
using twin::flow::ScenarioResult;
using twin::flow::SweepResult;

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

Json estimatedJson(const twin::flow::Estimated& value)
{
    return Json{{"mean", value.mean}, {"low", value.low}, {"high", value.high}};
}

} // namespace

std::string sweepCsv(const SweepResult& result)
{
    std::string out = "failed,mlu,lost_bps,disconnected_pairs\n";
    for (std::size_t scenario = 0; scenario < result.scenarios.size(); ++scenario) {
        const ScenarioResult& row = result.scenarios[scenario];
        out += twin::csvListCell(result.name(scenario)) + "," + exactText(row.mlu) + "," +
               exactText(row.lost_bps) + "," + std::to_string(row.disconnectedPairs) + "\n";
    }
    return out;
}

std::string headroomCsv(const SweepResult& result)
{
    std::string out = "link,base,worst,failed\n";
    for (const twin::flow::Headroom& row : result.headroom) {
        out += twin::csvListCell(row.name) + "," + exactText(row.base) + "," + exactText(row.worst) + "," +
               twin::csvListCell(result.name(row.scenario)) + "\n";
    }
    return out;
}

void sortHeadroom(Json& answer)
{
    std::ranges::stable_sort(answer["headroom"].get_ref<Json::array_t&>(), std::ranges::greater(),
                             [](const Json& row) { return row["worst"].get<double>(); });
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

std::string availabilityCsv(const twin::network::Graph& graph, const twin::flow::AvailabilityResult& result)
{
    std::string out = "src,dst,demand_bps,availability,low,high\n";
    for (const twin::flow::PairAvailability& pair : result.pairs) {
        out += twin::csvCell(graph.nodeName(pair.src.value())) + "," +
               twin::csvCell(graph.nodeName(pair.dst.value())) + "," + exactText(pair.demand_bps) + "," +
               exactText(pair.availability.mean) + "," + exactText(pair.availability.low) + "," +
               exactText(pair.availability.high) + "\n";
    }
    return out;
}

void describeAvailability(Json& answer, const twin::network::Graph& graph,
                          const twin::flow::AvailabilityResult& result, std::size_t top)
{
    answer["states"] = result.states;
    answer["pairs"] = result.pairs.size();
    answer["lost_gbps_hours_per_year"] = estimatedJson(result.lost_gbpsHoursPerYear);
    answer["all_connected"] = estimatedJson(result.allConnected);
    std::vector<std::size_t> order(result.pairs.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const std::size_t kept = std::min(top, order.size());
    std::ranges::partial_sort(
        order, order.begin() + static_cast<std::ptrdiff_t>(kept), {}, [&](std::size_t i) {
            return std::tuple(result.pairs[i].availability.mean, -result.pairs[i].demand_bps, i);
        });
    answer["worst"] = Json::array();
    for (std::size_t i = 0; i < kept; ++i) {
        const twin::flow::PairAvailability& pair = result.pairs[order[i]];
        Json row{{"src", graph.nodeName(pair.src.value())},
                 {"dst", graph.nodeName(pair.dst.value())},
                 {"demand_bps", pair.demand_bps}};
        row["availability"] = estimatedJson(pair.availability);
        answer["worst"].push_back(std::move(row));
    }
}

} // namespace app::ctl
