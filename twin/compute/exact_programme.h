#pragma once

#include "twin/compute/exact_work.h"
#include "twin/compute/placement_columns.h"
#include "twin/compute/placement_plan.h"
#include "twin/compute/placement_problem.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

class ClpSimplex;

namespace twin::compute {

/// The linear programme of an exact search: how much of each choice is in the plan, at the least cost; a job
/// without a place costs more than any difference among plans. Not for several threads.
class ExactProgramme
{
  public:
    using Jobs = std::vector<std::optional<PlacedJob>>;

    enum class Outcome : std::uint8_t {
        Solved,
        NothingFits, ///< what is fixed
        Failed,      ///< it could not be solved
    };

    /// Both must outlive it.
    ExactProgramme(const PlacementProblem& problem, const PlacementProgram& program);
    ~ExactProgramme();
    ExactProgramme(const ExactProgramme&) = delete;
    ExactProgramme& operator=(const ExactProgramme&) = delete;

    [[nodiscard]] const PlacementProblem& problem() const { return m_problem; }

    [[nodiscard]] const std::vector<PlacementColumn>& columns() const { return m_program.columns; }

    /// In CNY, unplaced jobs at the penalty.
    [[nodiscard]] double costOf(const Jobs& jobs) const;
    /// Of it, what is the penalty of jobs without a place.
    [[nodiscard]] double penaltyOf(const Jobs& jobs) const;

    /// Costs that differ by less are the same.
    [[nodiscard]] double slack() const { return 1e-9 * m_penalty; }

    /// These columns are in the plan or are not, all others are free.
    void fix(std::span<const std::pair<std::uint32_t, bool>> columns);
    Outcome solve();
    /// Σ weight · part ≤ limit, from now on.
    void addRow(const std::vector<int>& columns, const std::vector<double>& weights, double limit);

    /// Of the last solution, as costOf() counts.
    [[nodiscard]] double cost() const;
    /// How much of each column is in it.
    [[nodiscard]] std::span<const double> parts() const;
    /// The column that is farthest from being in it or not; columns().size(): all are whole.
    [[nodiscard]] std::uint32_t mostUncertain() const;
    /// Columns that are in it, when all are whole.
    [[nodiscard]] std::vector<std::uint32_t> wholeColumns() const;

    /// Done so far.
    [[nodiscard]] ExactWork work() const { return m_work; }

  private:
    void weigh();
    void load();

    const PlacementProblem& m_problem;
    const PlacementProgram& m_program;
    std::unique_ptr<ClpSimplex> m_clp;
    double m_penalty = 1;         ///< of a spot job without a place
    std::vector<double> m_weight; ///< by job, of its penalty
    double m_weights = 0;         ///< of all
    std::vector<std::uint32_t> m_fixed;
    ExactWork m_work = 0;
};

} // namespace twin::compute
