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
