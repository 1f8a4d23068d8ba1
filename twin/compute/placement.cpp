#include "twin/compute/placement.h"

#include "twin/compute/placement_exact.h"
#include "twin/compute/placement_search.h"
#include "twin/compute/reason_figures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace twin::compute {

namespace {

using Choices = std::vector<std::vector<PlacementChoice>>;

bool isCancelled(const PlacementProblem& problem)
{
    return problem.options().cancelled != nullptr &&
           problem.options().cancelled->load(std::memory_order_relaxed);
}

/// As given, spot jobs last.
std::vector<std::size_t> fileOrder(const PlacementProblem& problem)
{
    std::vector<std::size_t> out(problem.jobs().size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    std::ranges::stable_partition(
        out, [&](std::size_t job) { return problem.jobs()[job].price != registry::PriceKind::Spot; });
    return out;
}

/// The choice after which least is taken, tried in that order.
std::optional<PlacedJob> enterBalanced(const PlacementProblem& problem, std::size_t job,
                                       std::span<const PlacementChoice> choices, PlacementBoard& board)
{
    std::vector<std::pair<double, const PlacementChoice*>> order;
    for (const PlacementChoice& choice : choices) {
        PlacedJob placed;
        (void)problem.consider(job, choice.span(), placed, false);
        order.emplace_back(board.shareAfter(placed), &choice);
    }
    std::ranges::stable_sort(order, {}, [](const auto& entry) { return entry.first; });
    Shortage shortage;
    for (const auto& [share, choice] : order) {
        if (auto placed = board.enter(job, choice->span(), LegRouting::Shortest, shortage)) {
            return placed;
        }
    }
    return std::nullopt;
}

std::string shortageText(const PlacementProblem& problem, const Shortage& shortage)
{
    const OfferTable& table = problem.table();
    if (shortage.constraint == Constraint::CardsLeft) {
        const ComputeOffer& offer = table.offers()[shortage.thing];
        return "asks for " + reasonFigure(ReasonUnit::Cards, shortage.asked) + ", at most " +
               reasonFigure(ReasonUnit::Cards, shortage.left) +
               " are left where it may run: " + table.pool(offer).id + ' ' + table.chip(offer).chipClass;
    }
    const auto [asked, left] = reasonFigures(ReasonUnit::Rate, shortage.asked, shortage.left);
    return "asks for " + asked + ", of which " + left + " is left on " +
           problem.graph().arcName(shortage.thing);
}

} // namespace

void sumUp(PlacementPlan& plan)
{
    plan.cost_cny = 0;
    plan.kgCo2 = 0;
    plan.placed = 0;
    for (const auto& job : plan.jobs) {
        if (job) {
            plan.cost_cny += job->cost_cny;
            plan.kgCo2 += job->kgCo2;
            ++plan.placed;
        }
    }
}

Rejection rejectionOf(const PlacementProblem& problem, std::size_t job,
                      std::span<const PlacementChoice> choices, PlacementBoard& board, LegRouting routing)
{
    Rejection out = problem.explain(job);
    if (choices.empty()) {
        return out;
    }
    Shortage nearest;
    double best = -1;
    constexpr std::size_t kLooked = 64; // the best ones; each may cost a search for ways around
    for (const PlacementChoice& choice : choices.first(std::min(kLooked, choices.size()))) {
        Shortage shortage;
        if (const auto placed = board.enter(job, choice.span(), routing, shortage)) {
            board.leave(*placed); // fits after all: the plan was made in another order
            continue;
        }
        const auto constraint = static_cast<std::size_t>(shortage.constraint);
        ++out.alone[constraint];
        ++out.all[constraint];
        const double part = shortage.asked > 0 ? shortage.left / shortage.asked : 0;
        if (part > best) {
            best = part;
            nearest = shortage;
        }
    }
    const auto cards = out.alone[static_cast<std::size_t>(Constraint::CardsLeft)];
    const auto bandwidth = out.alone[static_cast<std::size_t>(Constraint::Bandwidth)];
    out.binding = bandwidth > cards ? Constraint::Bandwidth : Constraint::CardsLeft;
    out.detail = shortageText(problem, nearest);
    return out;
}

Result<PlacementPlan> place(const PlacementProblem& problem, PlacementPolicy policy)
{
    Choices choices(problem.jobs().size());
    for (std::size_t job = 0; job < choices.size(); ++job) {
        if (isCancelled(problem)) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        choices[job] = problem.choices(job, policy);
    }
    if (policy == PlacementPolicy::Exact) {
        return placeExactly(problem, choices);
    }
    PlacementBoard board(problem, choices);
    PlacementPlan plan;
    const bool isSearch = policy == PlacementPolicy::NetworkAware;
    const LegRouting routing = isSearch ? LegRouting::Around : LegRouting::Shortest;
    if (isSearch) {
        plan = searchPlacement(problem, choices, board);
    } else {
        plan.jobs.resize(choices.size());
        for (const std::size_t job : fileOrder(problem)) {
            if (isCancelled(problem)) {
                return failure(ErrorCode::Cancelled, "cancelled");
            }
            if (policy == PlacementPolicy::Balanced) {
                plan.jobs[job] = enterBalanced(problem, job, choices[job], board);
                continue;
            }
            Shortage shortage;
            for (const PlacementChoice& choice : choices[job]) {
                plan.jobs[job] = board.enter(job, choice.span(), routing, shortage);
                if (plan.jobs[job]) {
                    break;
                }
            }
        }
    }
    if (isCancelled(problem)) {
        return failure(ErrorCode::Cancelled, "cancelled");
    }
    plan.rejections.resize(choices.size());
    for (std::size_t job = 0; job < choices.size(); ++job) {
        if (!plan.jobs[job]) {
            plan.rejections[job] = rejectionOf(problem, job, choices[job], board, routing);
        }
    }
    sumUp(plan);
    return plan;
}

} // namespace twin::compute
