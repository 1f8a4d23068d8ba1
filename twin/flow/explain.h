#pragma once

#include "twin/flow/background.h"
#include "twin/flow/model_flows.h"
#include "twin/flow/residual.h"
#include "twin/flow/routing_matrix.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// What may be wrong with a model whose expectations are not met.
enum class Cause : std::uint8_t {
    MissingFlow, ///< traffic between two places that nobody listed
    AbsentFlow,  ///< a listed flow that does not run
    LinkCost,    ///< traffic is routed by another cost of a link than the model's
};

struct Explanation
{
    Cause cause = Cause::MissingFlow;
    network::NodeIndex src; ///< of MissingFlow
    network::NodeIndex dst;
    double bps = 0;                  ///< of the flow that is missing or absent
    std::size_t flow = 0;            ///< of AbsentFlow: its number
    registry::LinkIndex link;        ///< of LinkCost
    double costFactor = 1;           ///< of LinkCost: the real cost over the model's, as near as loads tell
    double gain = 0;                 ///< by how much Σ significance² falls
    double score = 0;                ///< gain less what naming the cause costs (see explain)
    std::vector<std::uint32_t> arcs; ///< whose load it changes by a deviation or more, ascending
};

struct ExplainInput
{
    const network::Graph& graph;
    const Background& background;
    std::span<const double> background_bps; ///< its loads at the residuals' levels, by arc
    std::span<const ModelFlow> flows;
    std::span<const std::vector<std::uint32_t>> paths; ///< by flow, as placeFlows gave them
    const ArcResiduals& residuals;
    std::span<const std::int64_t> arcCost;
    std::span<const std::uint8_t> failed;
    const RoutingMatrix& candidates; ///< pairs between which traffic may be missing
};

struct ExplainOptions
{
    std::size_t maxCauses = 3;     ///< found one after the other
    std::size_t alternatives = 10; ///< listed for the first
    std::size_t maxCostLinks = 24; ///< links whose cost is tried: those with the largest residuals
    double minGain = 25;           ///< 5 deviations: less is not worth a name
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

struct Diagnosis
{
    std::vector<Explanation> ranked; ///< for the residuals as they are, best first
    std::vector<Explanation> causes; ///< what explains them together: each found in what the earlier left
    double before = 0;               ///< Σ significance²
    double after = 0;                ///< the same once the causes are taken into account
};

/// Finds what explains the residuals: matching pursuit over signatures, each what one wrong entry of the
/// model would do to all links at once. A missing flow puts one rate (fitted, positive) on its ECMP paths, an
/// absent one takes its own rate from its path, a wrong link cost moves the background as routing by another
/// cost would (cheaper ones are tried where the link itself carries too much, dearer ones where it carries
/// too little). Explanations are ranked by score = gain − 2 ln(number of such causes that could be named) −
/// ln(readings) for a fitted rate, as Schwarz's criterion counts; ties by cause, then numbers. Full arcs take
/// no part: what they are asked cannot be read off.
/// Errors: Cancelled. Cost: one walk of every candidate pair, and some 100 routings of the background.
/// Source: Mallat & Zhang, "Matching pursuits with time-frequency dictionaries", 1993.
[[nodiscard]] Result<Diagnosis> explain(const ExplainInput& input, const ExplainOptions& options);

/// The pairs explain() should consider: between all traffic ends, or where there are more than 1,500, between
/// those 700 whose own links carry most above expectation on either side.
[[nodiscard]] std::vector<network::NodeIndex> suspectEnds(const network::Graph& graph,
                                                          const ArcResiduals& residuals);

} // namespace twin::flow
