#include "twin/compute/exact_programme.h"

#include "twin/flow/clp_options.h"

#include <coin/ClpSimplex.hpp>

#include <algorithm>

namespace twin::compute {

namespace {

constexpr double kWhole = 1e-6; ///< closer to 0 or 1 than this is 0 or 1

} // namespace

ExactProgramme::ExactProgramme(const PlacementProblem& problem, const PlacementProgram& program)
    : m_problem(problem)
    , m_program(program)
    , m_clp(std::make_unique<ClpSimplex>())
{
    weigh();
    load();
}

ExactProgramme::~ExactProgramme() = default;

void ExactProgramme::weigh()
{
    // An unplaced job costs more than any difference among plans.
    double most = 0;
    std::vector<double> dearest(m_problem.jobs().size(), 0);
    for (const PlacementColumn& column : m_program.columns) {
        dearest[column.job] = std::max(dearest[column.job], column.placed.cost_cny);
    }
    for (const double cost : dearest) {
        most += cost;
    }
    m_penalty = most + 1;
    // Spot jobs get what the others leave: one of those counts for more than all spot jobs.
    const auto spots = static_cast<double>(
        std::ranges::count(m_problem.jobs(), registry::PriceKind::Spot, &PlacementRequest::price));
    for (const PlacementRequest& job : m_problem.jobs()) {
        m_weight.push_back(job.price == registry::PriceKind::Spot ? 1 : spots + 1);
        m_weights += m_weight.back();
    }
}

/// Rows are divided by their limits, costs by the penalty, so that Clp's tolerances are relative ones.
void ExactProgramme::load()
{
    const std::size_t columns = m_program.columns.size();
    std::vector<std::vector<std::pair<int, double>>> entries(columns);
    for (std::uint32_t c = 0; c < columns; ++c) {
        entries[c].emplace_back(static_cast<int>(m_program.columns[c].job), 1.0);
    }
    std::vector<double> upper(m_problem.jobs().size(), 1.0);
    for (const PlacementRow& row : m_program.rows) {
        const double scale = row.limit > 0 ? row.limit : 1;
        upper.push_back(std::max(0.0, row.limit / scale) * (1 + 1e-12));
        for (const auto& [column, amount] : row.entries) {
            entries[column].emplace_back(static_cast<int>(upper.size() - 1), amount / scale);
        }
    }
    const std::vector<double> lower(upper.size(), -COIN_DBL_MAX);
    std::vector<int> starts{0};
    std::vector<int> rows;
    std::vector<double> elements;
    std::vector<double> costs;
    for (std::uint32_t c = 0; c < columns; ++c) {
        for (const auto& [row, element] : entries[c]) {
            rows.push_back(row);
            elements.push_back(element);
        }
        starts.push_back(static_cast<int>(rows.size()));
        costs.push_back(m_program.columns[c].placed.cost_cny / m_penalty -
                        m_weight[m_program.columns[c].job]);
    }
    const std::vector<double> zero(columns, 0);
    const std::vector<double> one(columns, 1);
    m_clp->setLogLevel(0);
    m_clp->setSpecialOptions(m_clp->specialOptions() | flow::kClpNoRowCopy);
    m_clp->loadProblem(static_cast<int>(columns), static_cast<int>(upper.size()), starts.data(), rows.data(),
                       elements.data(), zero.data(), one.data(), costs.data(), lower.data(), upper.data());
}

double ExactProgramme::costOf(const Jobs& jobs) const
{
    double out = m_penalty * m_weights;
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        out += jobs[job] ? jobs[job]->cost_cny - m_penalty * m_weight[job] : 0;
    }
    return out;
}

double ExactProgramme::penaltyOf(const Jobs& jobs) const
{
    double missing = m_weights;
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        missing -= jobs[job] ? m_weight[job] : 0;
    }
    return missing * m_penalty;
}

void ExactProgramme::fix(std::span<const std::pair<std::uint32_t, bool>> columns)
{
    for (const std::uint32_t c : m_fixed) {
        m_clp->setColumnBounds(static_cast<int>(c), 0, 1);
    }
    m_fixed.clear();
    for (const auto& [column, isChosen] : columns) {
        m_clp->setColumnBounds(static_cast<int>(column), isChosen ? 1 : 0, isChosen ? 1 : 0);
        m_fixed.push_back(column);
    }
}

ExactProgramme::Outcome ExactProgramme::solve()
{
    m_clp->dual();
    m_work += solvingWork(m_clp->numberIterations(), m_clp->numberRows(), m_clp->numberColumns());
    return m_clp->status() == 0   ? Outcome::Solved
           : m_clp->status() == 1 ? Outcome::NothingFits
                                  : Outcome::Failed;
}

void ExactProgramme::addRow(const std::vector<int>& columns, const std::vector<double>& weights, double limit)
{
    m_clp->addRow(static_cast<int>(columns.size()), columns.data(), weights.data(), -COIN_DBL_MAX, limit);
}

double ExactProgramme::cost() const
{
    return (m_clp->objectiveValue() + m_weights) * m_penalty;
}

std::span<const double> ExactProgramme::parts() const
{
    return {m_clp->primalColumnSolution(), m_program.columns.size()};
}

std::uint32_t ExactProgramme::mostUncertain() const
{
    const std::span<const double> part = parts();
    auto best = static_cast<std::uint32_t>(part.size());
    double most = kWhole;
    for (std::uint32_t c = 0; c < part.size(); ++c) {
        const double away = std::min(part[c], 1 - part[c]);
        if (away > most) {
            most = away;
            best = c;
        }
    }
    return best;
}

std::vector<std::uint32_t> ExactProgramme::wholeColumns() const
{
    const std::span<const double> part = parts();
    std::vector<std::uint32_t> out;
    for (std::uint32_t c = 0; c < part.size(); ++c) {
        if (part[c] > 0.5) {
            out.push_back(c);
        }
    }
    return out;
}

} // namespace twin::compute
