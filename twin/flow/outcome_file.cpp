#include "twin/flow/outcome_file.h"

#include "twin/support/csv.h"
#include "twin/support/name_list.h"
#include "twin/support/number_text.h"

#include <cmath>

namespace twin::flow {

namespace {

struct OutcomeRow
{
    std::string id;
    double start_s = 0;
    double finish_s = 0;
    double mean_bps = 0;
    std::string path;
};

void addRow(std::string& out, const OutcomeRow& row)
{
    const auto limited = [](double value) {
        return std::isfinite(value) ? exactText(value) : std::string();
    };
    out += csvCell(row.id) + "," + exactText(row.start_s) + "," + limited(row.finish_s) + "," +
           limited(row.mean_bps) + ",";
    out += csvCell(row.path);
    out += '\n';
}

constexpr std::string_view kHead = "id,start_s,finish_s,mean_bps,path\n";

} // namespace

std::string outcomeText(const network::Graph& graph, std::span<const FlowRequest> flows,
                        const SimulationResult& result)
{
    std::string out(kHead);
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const SimulatedFlow& flow = result.flows[i];
        OutcomeRow row{flows[i].id, flows[i].start_s, flow.finish_s, flow.mean_bps, {}};
        for (const std::uint32_t arc : flow.path) {
            if (!graph.arcName(arc).empty()) {
                addToList(row.path, graph.arcName(arc));
            }
        }
        addRow(out, row);
    }
    return out;
}

std::string outcomeText(const FluidInstance& instance, const FluidOutcome& outcome)
{
    std::string out(kHead);
    for (std::size_t i = 0; i < instance.bytes.size(); ++i) {
        OutcomeRow row{std::to_string(i), instance.start_s[i], outcome.finish_s[i], 0, {}};
        const double length = std::min(outcome.finish_s[i], outcome.end_s) - instance.start_s[i];
        row.mean_bps = length > 0 ? outcome.sent_bytes[i] * 8 / length : 0;
        for (const std::uint32_t link : instance.shares.path(i)) {
            addToList(row.path, std::to_string(link));
        }
        addRow(out, row);
    }
    return out;
}

} // namespace twin::flow
