#include "twin/compute/exact_plans.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace twin::compute {

namespace {

constexpr std::size_t kTried = 64; ///< columns of a job when a plan is rounded
constexpr double kSome = 1e-6;     ///< of a column, that it is in the programme's solution

} // namespace

ExactPlans::ExactPlans(const ExactProgramme& programme, PlacementBoard& board)
    : m_programme(programme)
    , m_board(board)
    , m_best(programme.problem().jobs().size())
    , m_bestCost(programme.costOf(m_best))
{}

void ExactPlans::accept(const Jobs& jobs)
{
    const double cost = m_programme.costOf(jobs);
    if (cost < m_bestCost - m_programme.slack() * 1e-3) {
        m_bestCost = cost;
        m_best = jobs;
    }
}

std::optional<PlacedJob> ExactPlans::enter(const PlacementColumn& column, LegRouting routing)
{
    m_work += searchingWork(m_programme.problem().graph()) * (1 + column.placed.legs.size());
    Shortage shortage;
    return m_board.enter(column.job, column.choice.span(), routing, shortage);
}

void ExactPlans::leave(const Jobs& jobs)
{
    for (const auto& job : jobs) {
        if (job) {
            m_board.leave(*job);
        }
    }
}

bool ExactPlans::takeWhole()
{
    Jobs jobs(m_best.size());
    bool fits = true;
    for (const std::uint32_t c : m_programme.wholeColumns()) {
        const PlacementColumn& column = m_programme.columns()[c];
        jobs[column.job] = enter(column, LegRouting::Around);
        fits = fits && jobs[column.job];
        if (!fits) {
            break;
        }
    }
    leave(jobs);
    if (fits) {
        accept(jobs);
    }
    return fits;
}

bool ExactPlans::takeWays(const std::vector<std::vector<RoutePart>>& parts)
{
    const PlacementProblem& problem = m_programme.problem();
    Jobs jobs(m_best.size());
    std::size_t next = 0;
    for (const std::uint32_t c : m_programme.wholeColumns()) {
        const PlacementColumn& column = m_programme.columns()[c];
        PlacedJob placed = column.placed;
        const auto longest = static_cast<TimeNs>(problem.jobs()[column.job].latency_ms * 1e6);
        for (PlacedLeg& leg : placed.legs) {
            if (leg.rate_bps <= 0) {
                leg.parts = {{m_board.shortest(column.job, leg.src, leg.dst), 0, 0}};
                continue;
            }
            leg.parts = parts[next++];
            const bool isLong =
                longest > 0 && std::ranges::any_of(leg.parts, [longest](const RoutePart& part) {
                    return part.delay > longest;
                });
            if (isLong || leg.parts.size() > problem.options().mostPaths) {
                return false;
            }
        }
        jobs[column.job] = std::move(placed);
    }
    Jobs entered(jobs.size());
    Shortage shortage;
    bool fits = true;
    for (std::size_t job = 0; job < jobs.size() && fits; ++job) {
        fits = !jobs[job] || m_board.enterAsIs(*jobs[job], shortage);
        if (fits) {
            entered[job] = jobs[job];
        }
    }
    leave(entered);
    if (fits) {
        accept(jobs);
    }
    return fits;
}

void ExactPlans::roundUp()
{
    const std::span<const double> part = m_programme.parts();
    std::vector<std::uint32_t> order(part.size());
    for (std::uint32_t c = 0; c < order.size(); ++c) {
        order[c] = c;
    }
    std::ranges::stable_sort(order, std::greater<>(),
                             [&part](std::uint32_t c) { return std::round(part[c] * 1e6); });
    Jobs jobs(m_best.size());
    std::vector<std::size_t> tried(jobs.size(), 0);
    for (const std::uint32_t c : order) {
        const PlacementColumn& column = m_programme.columns()[c];
        if (!jobs[column.job] && tried[column.job]++ < kTried) {
            jobs[column.job] = enter(column, part[c] > kSome ? LegRouting::Around : LegRouting::Shortest);
        }
    }
    leave(jobs);
    accept(jobs);
}

} // namespace twin::compute
