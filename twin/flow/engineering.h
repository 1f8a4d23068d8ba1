#pragma once

#include "twin/flow/te_routing.h"
#include "twin/network/demands.h"
#include "twin/network/graph.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

/// Traffic engineering: routing demands over many paths with splits, so that the network as a whole is used
/// best. docs/engine.md says what each objective means, how the answer is certified, and what it costs.
namespace twin::flow {

enum class TeObjective : std::uint8_t {
    Utilisation, ///< the lowest highest utilisation, all demands routed
    Throughput,  ///< the most traffic in all, b/s
    Concurrent,  ///< the largest factor all demands can grow by together
    MaxMin,      ///< the max-min fair rates; the value is the lowest level, b/s
};

struct EngineeringOptions
{
    TeObjective objective = TeObjective::Utilisation;
    double gap = 0.01;   ///< relative, between value and bound; (0, 1)
    bool exact = false;  ///< by linear programming (Clp), for small inputs
    TimeNs maxDelay = 0; ///< ns, of every path; 0 = any
    unsigned threads = 1;
    std::uint32_t maxRounds =
        2000; ///< of one descent, and programs of max-min; it ends there with the gap it has
    std::span<const std::uint8_t> failed = {};        ///< by arc, non-zero = out of service; empty = none
    std::span<const std::uint64_t> capacity_bps = {}; ///< by arc, instead of the graph's; empty = the graph's
    const std::atomic<bool>* cancelled = nullptr;
};

/// The demands that max-min fairness stops at one rate.
struct FairLevel
{
    double rate_bps = 0;  ///< the least that one of them gets
    double bound_bps = 0; ///< no routing gives all of them and of the later levels more (docs/engine.md)
    std::vector<std::uint32_t> demands;
    std::vector<double> price; ///< by arc: the dual variables behind the bound
};

struct Engineering
{
    double value = 0; ///< utilisation; b/s; factor; b/s (max-min without levels: all get all they ask for)
    double bound = 0; ///< certified: no routing is better
    double gap = 0;   ///< relative; of max-min the largest of all levels
    bool gapReached = true;
    std::vector<double> rate_bps;  ///< by demand: what is carried
    TeRouting routing;             ///< by demand, flows in b/s, arcs of the graph
    std::vector<double> load_bps;  ///< by arc
    std::vector<double> price;     ///< by arc: the dual variables behind the bound (first level of max-min)
    std::vector<FairLevel> levels; ///< of max-min, lowest first; without those that get all
    std::vector<std::uint32_t> disconnected; ///< demands without any path: left out of the value
    std::vector<std::uint32_t> beyondDelay;  ///< demands without a path within the delay: left out as well
    std::uint32_t rounds = 0;
};

/// Engineers `demands` on `graph`. Demands of 0 b/s or from a node to itself need no path.
/// Leaves carry no transit; arcs of unlimited capacity never fill. The answer has passed checkEngineering().
/// Errors: BadInput (gap outside (0, 1), a rate that is no number ≥ 0), Invalid (no demand has a path; for
/// Concurrent also: there is none, or nothing limits them), Cancelled, Internal (the answer failed its
/// check). Same bits on any thread count.
[[nodiscard]] Result<Engineering> engineer(const network::Graph& graph,
                                           std::span<const network::NodeDemand> demands,
                                           const EngineeringOptions& options = {});

} // namespace twin::flow
