#include "twin/flow/engineering_csv.h"

#include "twin/support/csv.h"
#include "twin/support/digest.h"
#include "twin/support/name_list.h"
#include "twin/support/number_text.h"

namespace twin::flow {

namespace {

std::string pathText(const network::Graph& graph, std::span<const std::uint32_t> arcs)
{
    std::string out;
    for (const std::uint32_t arc : arcs) {
        if (!graph.arcName(arc).empty()) {
            addToList(out, graph.arcName(arc));
        }
    }
    return csvCell(out);
}

} // namespace

std::string pathsCsv(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                     const TeRouting& routing)
{
    std::string out = "demand,src,dst,bps,path\n";
    for (std::size_t demand = 0; demand < demands.size(); ++demand) {
        const std::string head = std::to_string(demand) + "," +
                                 csvCell(graph.nodeName(demands[demand].src.value())) + "," +
                                 csvCell(graph.nodeName(demands[demand].dst.value())) + ",";
        for (std::size_t p = routing.firstPath[demand]; p < routing.firstPath[demand + 1]; ++p) {
            out += head + exactText(routing.flow[p]) + "," + pathText(graph, routing.arcsOf(p)) + "\n";
        }
    }
    return out;
}

std::string stateHash(TeObjective objective, const Engineering& answer)
{
    Digest digest;
    digest.add(static_cast<std::uint64_t>(objective));
    digest.add(answer.value);
    digest.add(answer.bound);
    digest.add(answer.rate_bps);
    digest.add(answer.routing.flow);
    for (const std::uint32_t arc : answer.routing.arcs) {
        digest.add(std::uint64_t{arc});
    }
    return digest.finish();
}

} // namespace twin::flow
