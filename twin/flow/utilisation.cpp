#include "twin/flow/utilisation.h"

namespace twin::flow {

WorstArc worstUtilisation(const network::Graph& graph, std::span<const double> load_bps)
{
    WorstArc out;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (graph.capacity()[arc] == network::kUnlimited_bps) {
            continue;
        }
        const double use = load_bps[arc] / static_cast<double>(graph.capacity()[arc]);
        if (use > out.utilisation) {
            out = {use, network::ArcIndex{arc}};
        }
    }
    return out;
}

} // namespace twin::flow
