#include "twin/compute/placement_exact.h"

#include "twin/compute/exact_search.h"
#include "twin/compute/placement.h"

namespace twin::compute {

namespace {

/// In what the answer is less than the best there is, whatever the search proves.
std::vector<std::string> restrictionsOf(const PlacementProblem& problem)
{
    for (std::size_t job = 0; job < problem.jobs().size(); ++job) {
        if (!problem.hasEverySet(job)) {
            return {"jobs across pools: sets of the best offers of a chip class only, not of all"};
        }
    }
    return {};
}

/// No plan dearer than that of any other policy will be the answer.
Result<> acceptOthers(const PlacementProblem& problem, ExactPlans& plans)
{
    for (const PlacementPolicy policy :
         {PlacementPolicy::FirstFit, PlacementPolicy::LeastCost, PlacementPolicy::LeastLatency,
          PlacementPolicy::LeastCarbon, PlacementPolicy::Balanced, PlacementPolicy::NetworkAware}) {
        const auto other = place(problem, policy);
        if (!other) {
            return failure(other.error());
        }
        plans.accept(other->jobs);
    }
    return {};
}

} // namespace

Result<PlacementPlan> placeExactly(const PlacementProblem& problem,
                                   std::span<const std::vector<PlacementChoice>> choices)
{
    LegFlows flows(problem);
    const auto program = placementProgram(problem, choices, flows, kMostExactColumns);
    if (!program) {
        return failure(program.error());
    }
    PlacementBoard board(problem, choices);
    ExactProgramme programme(problem, *program);
    ExactCuts cuts(programme, flows);
    ExactPlans plans(programme, board);
    if (auto others = acceptOthers(problem, plans); !others) {
        return failure(std::move(others.error()));
    }
    auto plan = ExactSearch(programme, cuts, plans).run();
    if (!plan) {
        return plan;
    }
    plan->restrictions = restrictionsOf(problem);
    Shortage shortage;
    for (const auto& job : plan->jobs) {
        if (job && !board.enterAsIs(*job, shortage)) {
            return failure(ErrorCode::Internal, "the exact plan does not fit");
        }
    }
    plan->rejections.resize(choices.size());
    for (std::size_t job = 0; job < choices.size(); ++job) {
        if (!plan->jobs[job]) {
            plan->rejections[job] = rejectionOf(problem, job, choices[job], board, LegRouting::Around);
        }
    }
    return plan;
}

} // namespace twin::compute
