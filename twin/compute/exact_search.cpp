#include "twin/compute/exact_search.h"

#include "twin/compute/placement.h"

#include <algorithm>

namespace twin::compute {

namespace {

constexpr int kRootCuts = 40; ///< of parts of choices, before the first branch; elsewhere kNodeCuts
constexpr int kNodeCuts = 2;

} // namespace

ExactSearch::ExactSearch(ExactProgramme& programme, ExactCuts& cuts, ExactPlans& plans)
    : m_programme(programme)
    , m_cuts(cuts)
    , m_plans(plans)
    , m_options(programme.problem().options())
    , m_begin(std::chrono::steady_clock::now())
{}

Result<PlacementPlan> ExactSearch::run()
{
    m_open = {{{}, -1e300}};
    while (!m_open.empty()) {
        if (isCancelled()) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        if (m_nodes >= m_options.exactNodes || mustEnd()) {
            break;
        }
        const Node node = std::move(m_open.back());
        m_open.pop_back();
        if (!isWorse(node.bound)) {
            ++m_nodes;
            visit(node);
        }
    }
    for (const Node& node : m_open) {
        giveUp(node.bound);
    }
    PlacementPlan plan;
    plan.jobs = m_plans.best();
    sumUp(plan);
    plan.isProven = isWorse(m_lowest);
    // In money of as many placed jobs: what is below the penalties.
    const double bound = std::min(m_plans.bestCost(), std::max(m_lowest, m_root));
    plan.bound_cny = plan.isProven ? plan.cost_cny : std::max(0.0, bound - m_programme.penaltyOf(plan.jobs));
    plan.nodes = m_nodes;
    plan.work = work();
    plan.isEndedByClock = m_isLate && !plan.isProven;
    return plan;
}

bool ExactSearch::isCancelled() const
{
    return m_options.cancelled != nullptr && m_options.cancelled->load(std::memory_order_relaxed);
}

bool ExactSearch::mustEnd()
{
    if (m_options.exactSeconds > 0) {
        const std::chrono::duration<double> since = std::chrono::steady_clock::now() - m_begin;
        m_isLate = m_isLate || since.count() > m_options.exactSeconds;
    }
    return m_isLate || work() >= m_options.exactWork;
}

/// No plan that costs that much will be the answer.
bool ExactSearch::isWorse(double cost) const
{
    return cost >= m_plans.bestCost() - m_programme.slack();
}

/// A node that was not looked at to its end may hold a plan of this cost.
void ExactSearch::giveUp(double bound)
{
    m_lowest = std::min(m_lowest, bound);
}

ExactWork ExactSearch::work() const
{
    return m_programme.work() + m_cuts.work() + m_plans.work();
}

void ExactSearch::visit(const Node& node)
{
    m_programme.fix(node.fixed);
    double value = node.bound;
    const int mostCuts = node.fixed.empty() ? kRootCuts : kNodeCuts;
    for (int cuts = 0;; ++cuts) {
        const ExactProgramme::Outcome outcome = m_programme.solve();
        if (outcome == ExactProgramme::Outcome::NothingFits) {
            return;
        }
        if (outcome == ExactProgramme::Outcome::Failed) {
            giveUp(value);
            return;
        }
        value = std::max(value, m_programme.cost());
        m_root = node.fixed.empty() ? value : m_root;
        if (isWorse(value)) {
            return;
        }
        if (isCancelled() || mustEnd()) {
            giveUp(value);
            return;
        }
        const std::uint32_t split = m_programme.mostUncertain();
        const bool isWhole = split == m_programme.columns().size();
        if (isWhole && m_plans.takeWhole()) {
            return;
        }
        LegFlowsAnswer carried;
        if (isWhole || cuts < mostCuts) {
            carried = m_cuts.ask(isWhole);
            if (!carried.isCarried && m_cuts.add(carried.cut)) {
                continue;
            }
        }
        if (!isWhole) {
            m_plans.roundUp();
            branch(node, value, split);
        } else if (!carried.isCarried || !m_plans.takeWays(carried.parts)) {
            branchWhole(node, value);
        }
        return;
    }
}

void ExactSearch::branch(const Node& node, double value, std::uint32_t split)
{
    for (const bool isChosen : {false, true}) { // the last one in is looked at first
        Node child{node.fixed, value};
        child.fixed.emplace_back(split, isChosen);
        m_open.push_back(std::move(child));
    }
}

/// What is chosen fits, but over more or longer ways than a leg may have: with or without one of its columns,
/// until all of them are fixed and nothing is left to be tried.
void ExactSearch::branchWhole(const Node& node, double value)
{
    for (const std::uint32_t c : m_programme.wholeColumns()) {
        if (std::ranges::find(node.fixed, c, &std::pair<std::uint32_t, bool>::first) == node.fixed.end()) {
            branch(node, value, c);
            return;
        }
    }
    giveUp(value);
}

} // namespace twin::compute
