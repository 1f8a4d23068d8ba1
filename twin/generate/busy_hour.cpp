#include "twin/generate/busy_hour.h"

#include <algorithm>

/// Routing of the healthy network and of every single cut, and what it makes of the links.
namespace twin::generate {

using network::Graph;

CutLoads routeAllCuts(LoadModel& model, const registry::Registry& registry,
                      const registry::Workload& workload, const std::atomic<bool>* cancelled)
{
    CutLoads out;
    std::vector<double> training_bps;
    for (const auto& flow : workload.flows) {
        const bool isTraining = flow->flowClass == registry::FlowClass::Rdma;
        training_bps.push_back(isTraining ? flow->rateRequested_bps : 0);
    }
    for (std::size_t c = 0; c < registry.conduits.size(); ++c) {
        if (registry.conduits[c].kind != registry::ConduitKind::AccessDuct) {
            out.conduits.emplace_back(c);
        }
    }
    const auto addRow = [&] {
        out.background.push_back(model.backgroundArcs(kBusyHour));
        out.flows.push_back(model.flowArcs());
        out.training.push_back(model.flowArcs(training_bps));
        out.unrouted_bps.push_back(model.loads(kBusyHour).unrouted_bps);
    };
    model.setFailed({});
    addRow();
    for (const registry::ConduitIndex conduit : out.conduits) {
        if (isSet(cancelled)) {
            break;
        }
        model.setFailed({&conduit, 1});
        addRow();
    }
    model.setFailed({});
    return out;
}

std::vector<CutResult> worstUse(const Graph& graph, const CutLoads& loads, double scale,
                                const std::vector<double>& capacity_bps)
{
    std::vector<CutResult> out(loads.background.size());
    for (std::size_t row = 0; row < out.size(); ++row) {
        for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
            if (!graph.link(arc).isValid()) {
                continue;
            }
            const double load = scale * loads.background[row][arc] + loads.flows[row][arc];
            const double use = load / capacity_bps[arc];
            if (use > out[row].peak) {
                out[row] = {use, arc};
            }
        }
    }
    return out;
}

BusyHour summarise(const Graph& graph, const CutLoads& loads, const std::vector<CutResult>& worst)
{
    BusyHour out;
    out.peakUtilisation = worst.front().peak;
    out.worstArc = graph.arcName(worst.front().arc);
    out.cuts = static_cast<std::uint32_t>(loads.conduits.size());
    for (std::size_t row = 1; row < worst.size(); ++row) {
        out.cutsOver90 += worst[row].peak > 0.9 ? 1 : 0;
        out.cutsOver100 += worst[row].peak > 1.0 ? 1 : 0;
        out.unrouted_bps = std::max(out.unrouted_bps, loads.unrouted_bps[row]);
    }
    return out;
}

} // namespace twin::generate
