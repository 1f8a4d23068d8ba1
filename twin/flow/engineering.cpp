#include "twin/flow/engineering.h"

#include "twin/flow/engineering_check.h"
#include "twin/flow/te_answer.h"
#include "twin/flow/te_fair.h"
#include "twin/flow/te_minmax.h"
#include "twin/flow/te_throughput.h"

#include <cmath>

namespace twin::flow {

namespace {

Result<> checkInput(std::span<const network::NodeDemand> demands, const EngineeringOptions& options)
{
    if (!(options.gap > 0 && options.gap < 1) || options.maxDelay < 0) {
        return failure(ErrorCode::BadInput, "the gap is above 0 and below 1, the delay not negative");
    }
    for (const auto& demand : demands) {
        if (!(demand.bps >= 0) || std::isinf(demand.bps)) {
            return failure(ErrorCode::BadInput, "a demand is negative, infinite or no number");
        }
    }
    return {};
}

/// Something to route is not an answer of 0 when nothing of it can be.
Result<> checkRoutable(std::span<const network::NodeDemand> demands, const TeDemands& sorted,
                       const EngineeringOptions& options)
{
    const std::size_t left = sorted.disconnected.size() + sorted.beyondDelay.size();
    if (!sorted.commodities.empty() || (left == 0 && options.objective != TeObjective::Concurrent)) {
        return {};
    }
    if (left == 0) {
        return failure(ErrorCode::Invalid,
                       "of " + std::to_string(demands.size()) +
                           " demands none is above 0 b/s between two places: nothing grows");
    }
    return failure(ErrorCode::Invalid, "no demand has a path: " + std::to_string(sorted.disconnected.size()) +
                                           " disconnected, " + std::to_string(sorted.beyondDelay.size()) +
                                           " beyond the delay");
}

TeSolution solve(const TeQuestion& question)
{
    const EngineeringOptions& options = question.options;
    const TeSettings settings{options.maxDelay, options.threads, options.maxRounds, options.cancelled};
    if (options.objective == TeObjective::Throughput) {
        return maximiseThroughput(question.network, question.sorted.commodities, options.gap, options.exact,
                                  settings);
    }
    if (options.objective == TeObjective::MaxMin) {
        return shareFairly(question.network, question.sorted.commodities, settings);
    }
    return minimiseUtilisation(question.network, question.sorted.commodities, options.gap, options.exact,
                               settings);
}

} // namespace

Result<Engineering> engineer(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                             const EngineeringOptions& options)
{
    if (auto checked = checkInput(demands, options); !checked) {
        return failure(checked.error());
    }
    const TeNetwork network = teNetworkOf(graph, options.failed, options.capacity_bps);
    const TeDemands sorted = teDemandsOf(network, demands, options.maxDelay);
    if (auto routable = checkRoutable(demands, sorted, options); !routable) {
        return failure(routable.error());
    }
    const TeQuestion question{graph, demands, options, network, sorted};
    const TeSolution solution = solve(question);
    if (options.cancelled != nullptr && options.cancelled->load(std::memory_order_relaxed)) {
        return failure(ErrorCode::Cancelled, "cancelled");
    }
    if (!solution.isComplete) {
        return failure(ErrorCode::Internal, "a linear program found no optimum");
    }
    if (options.objective == TeObjective::Concurrent && !(solution.value > 0)) {
        return failure(ErrorCode::Invalid, "nothing limits the demands: they can grow without end");
    }
    Engineering answer = answerTo(question, solution);
    if (auto checked = checkEngineering(graph, demands, options, answer); !checked) {
        return failure(checked.error());
    }
    return answer;
}

} // namespace twin::flow
