#pragma once

#include "twin/generate/load_model.h"
#include "twin/generate/workload_draft.h"

#include <atomic>
#include <cstdint>
#include <vector>

namespace twin::generate {

/// Loads at the busy hour, healthy and after each single cut of a backbone conduit, by arc of the model's
/// graph. The routing follows delays, not capacities, so these stay true while waves are added.
struct CutLoads
{
    std::vector<registry::ConduitIndex> conduits; ///< the backbone's, in the registry's order
    std::vector<std::vector<double>> background;  ///< row 0 healthy, row i + 1 without conduits[i]
    std::vector<std::vector<double>> flows;
    std::vector<std::vector<double>> training; ///< of `flows`, what training between centres exchanges
    std::vector<double> unrouted_bps;          ///< by row
};

/// True if somebody wants the work to end; nobody can with a null `flag`.
[[nodiscard]] inline bool isSet(const std::atomic<bool>* flag)
{
    return flag != nullptr && flag->load(std::memory_order_relaxed);
}

/// Routes them all; when `cancelled` gets set, some.
[[nodiscard]] CutLoads routeAllCuts(LoadModel& model, const registry::Registry& registry,
                                    const registry::Workload& workload,
                                    const std::atomic<bool>* cancelled = nullptr);

/// How loads at the scale `background × scale + flows` use the links.
struct CutResult
{
    double peak = 0; ///< worst use of a link's arc
    std::uint32_t arc = 0;
};

/// Worst use per row of `loads`, arcs of links only. `capacity_bps` by arc.
[[nodiscard]] std::vector<CutResult> worstUse(const network::Graph& graph, const CutLoads& loads,
                                              double scale, const std::vector<double>& capacity_bps);

/// Counts of worstUse as the generator reports them.
[[nodiscard]] BusyHour summarise(const network::Graph& graph, const CutLoads& loads,
                                 const std::vector<CutResult>& worst);

/// Chooses the background's scale and every link's waves (recipe: about 1,165 Tb/s in all, in a scaled nation
/// in proportion to its pools; at most 70 % healthy; of all single cuts 5 to 10 push some link over 90 %, 2
/// to 4 of these over 100 %) and sizes the interconnection points. Planned as carriers do: any single cut
/// leaves at most 88 %, except on a few links whose upgrade is late; the latest of them is where training
/// between centres goes when its duct is cut. Changes draft.links, the registry's
/// interconnection points and the demands' busy_bps; returns the scale.
double dimension(Draft& draft, const registry::Registry& registry, const network::Graph& graph,
                 const CutLoads& loads, pb::SnapshotFile& file);

} // namespace twin::generate
