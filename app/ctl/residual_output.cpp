#include "app/ctl/residual_output.h"

#include "twin/state/link_residuals.h"
#include "twin/support/csv.h"
#include "twin/support/digest.h"
#include "twin/support/number_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::flow::ArcResiduals;
using twin::flow::Cause;
using twin::flow::Explanation;
using twin::network::Graph;

/// Named arcs, the furthest off first; equal ones in the network's order.
std::vector<std::uint32_t> byDistance(const Compared& compared)
{
    std::vector<std::uint32_t> out;
    for (std::uint32_t arc = 0; arc < compared.graph->arcCount(); ++arc) {
        if (!compared.graph->arcName(arc).empty() && !std::isnan(compared.residuals.measured_bps[arc])) {
            out.push_back(arc);
        }
    }
    std::ranges::stable_sort(out, std::ranges::greater(), [&](std::uint32_t arc) {
        return std::abs(compared.residuals.significance(arc));
    });
    return out;
}

Json arcJson(const Compared& compared, std::uint32_t arc)
{
    const ArcResiduals& residuals = compared.residuals;
    return {{"arc", compared.graph->arcName(arc)},           {"expected_bps", residuals.expected_bps[arc]},
            {"measured_bps", residuals.measured_bps[arc]},   {"residual_bps", residuals.residual_bps[arc]},
            {"deviation_bps", residuals.deviation_bps[arc]}, {"significance", residuals.significance(arc)}};
}

Json causeJson(const Compared& compared, const Explanation& one)
{
    const Graph& graph = *compared.graph;
    switch (one.cause) {
    case Cause::MissingFlow:
        return {{"cause", "missing_flow"},
                {"src", graph.nodeName(one.src.value())},
                {"dst", graph.nodeName(one.dst.value())},
                {"bps", one.bps}};
    case Cause::AbsentFlow:
        return {{"cause", "absent_flow"}, {"flow", compared.flowIds.at(one.flow)}, {"bps", one.bps}};
    case Cause::LinkCost:
        break;
    }
    return {{"cause", "link_cost"}, {"link", graph.linkLabel(one.link)}, {"cost_factor", one.costFactor}};
}

Json explanationJson(const Compared& compared, const Explanation& one)
{
    Json out = causeJson(compared, one);
    out["gain"] = one.gain;
    out["score"] = one.score;
    out["arcs"] = Json::array();
    for (const std::uint32_t arc : one.arcs) {
        if (!compared.graph->arcName(arc).empty()) {
            out["arcs"].push_back(compared.graph->arcName(arc));
        }
    }
    return out;
}

Json explanationsJson(const Compared& compared, const std::vector<Explanation>& list)
{
    Json out = Json::array();
    for (const Explanation& one : list) {
        out.push_back(explanationJson(compared, one));
    }
    return out;
}

Json levelsJson(const Compared& compared)
{
    Json out = Json::array();
    for (std::size_t group = 0; group < compared.groups.size(); ++group) {
        out.push_back({{"group", compared.groups[group]},
                       {"nominal", compared.nominal[group]},
                       {"fitted", compared.residuals.levels[group]},
                       {"deviation", compared.residuals.levelDeviation[group]}});
    }
    return out;
}

std::string cell(double value)
{
    return std::isnan(value) ? std::string() : twin::exactText(value);
}

} // namespace

void describeResiduals(Json& out, const Compared& compared, std::size_t top)
{
    const auto sorted = byDistance(compared);
    const auto isSignificant = [&](std::uint32_t arc) {
        return std::abs(compared.residuals.significance(arc)) >= twin::state::kSignificant;
    };
    if (compared.hour) {
        out["hour"] = *compared.hour;
    }
    out["arcs"] = compared.graph->arcCount();
    out["measured_arcs"] = compared.residuals.measured;
    out["rms_significance"] = compared.residuals.rmsSignificance;
    out["significant"] = std::ranges::count_if(sorted, isSignificant);
    out["levels"] = levelsJson(compared);
    out["worst"] = Json::array();
    for (std::size_t i = 0; i < std::min(sorted.size(), top); ++i) {
        out["worst"].push_back(arcJson(compared, sorted[i]));
    }
    if (compared.diagnosis) {
        out["chi_square"] = compared.diagnosis->before;
        out["chi_square_explained"] = compared.diagnosis->after;
        out["causes"] = explanationsJson(compared, compared.diagnosis->causes);
        out["alternatives"] = explanationsJson(compared, compared.diagnosis->ranked);
    }
}

std::string residualsCsv(const Compared& compared)
{
    std::string out = "arc,expected_bps,measured_bps,residual_bps,deviation_bps,significance\n";
    const ArcResiduals& residuals = compared.residuals;
    for (std::uint32_t arc = 0; arc < compared.graph->arcCount(); ++arc) {
        if (compared.graph->arcName(arc).empty()) {
            continue;
        }
        const bool isKnown = !std::isnan(residuals.measured_bps[arc]);
        out += twin::csvCell(compared.graph->arcName(arc)) + "," + cell(residuals.expected_bps[arc]) + "," +
               cell(residuals.measured_bps[arc]) + "," + cell(residuals.residual_bps[arc]) + "," +
               cell(residuals.deviation_bps[arc]) + "," +
               (isKnown ? cell(residuals.significance(arc)) : std::string()) + "\n";
    }
    return out;
}

std::string hashOf(const Compared& compared)
{
    twin::Digest digest;
    digest.add(std::span<const double>(compared.residuals.residual_bps));
    digest.add(std::span<const double>(compared.residuals.deviation_bps));
    if (compared.diagnosis) {
        digest.add(explanationsJson(compared, compared.diagnosis->causes).dump());
        digest.add(explanationsJson(compared, compared.diagnosis->ranked).dump());
    }
    return digest.finish();
}

} // namespace app::ctl
