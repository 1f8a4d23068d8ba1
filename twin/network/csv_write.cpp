#include "twin/network/csv_write.h"

#include "twin/support/csv.h"
#include "twin/support/number_text.h"

#include <cmath>

namespace twin::network {

std::string demandsCsv(const Graph& graph, std::span<const NodeDemand> demands)
{
    std::string out = "src,dst,bps\n";
    for (const NodeDemand& demand : demands) {
        out += csvCell(graph.nodeName(demand.src.value())) + "," +
               csvCell(graph.nodeName(demand.dst.value())) + "," + exactText(demand.bps) + "\n";
    }
    return out;
}

std::string loadsCsv(const Graph& graph, std::span<const double> arc_bps)
{
    std::string out = "arc,bps\n";
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (!graph.arcName(arc).empty() && !std::isnan(arc_bps[arc])) {
            out += csvCell(graph.arcName(arc)) + "," + exactText(arc_bps[arc]) + "\n";
        }
    }
    return out;
}

} // namespace twin::network
