#include "twin/compute/placement_exact.h"

#include "twin/compute/placement.h"
#include "twin/compute/placement_columns.h"
#include "twin/compute/placement_search.h"

#include <coin/ClpSimplex.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

namespace twin::compute {

namespace {

constexpr double kWhole = 1e-6; ///< closer to 0 or 1 than this is 0 or 1

/// Columns fixed to 0 or 1 on the way to a node of the search, and what its parent's programme came to.
struct Node
{
    std::vector<std::pair<std::uint32_t, bool>> fixed;
    double bound = 0;
};

/// Branch and bound, depth first, the branch "chosen" before the branch "not chosen".
class BranchAndBound
{
  public:
    BranchAndBound(const PlacementProblem& problem, const PlacementProgram& program)
        : m_problem(problem)
        , m_program(program)
        , m_clp(std::make_unique<ClpSimplex>())
        , m_begin(std::chrono::steady_clock::now())
    {
        // An unplaced job costs more than any difference among plans.
        double most = 0;
        std::vector<double> dearest(problem.jobs().size(), 0);
        for (const PlacementColumn& column : program.columns) {
            dearest[column.job] = std::max(dearest[column.job], column.placed.cost_cny);
        }
        for (const double cost : dearest) {
            most += cost;
        }
        m_penalty = most + 1;
        // Spot jobs get what the others leave: one of those counts for more than all spot jobs.
        const auto spots = static_cast<double>(
            std::ranges::count(problem.jobs(), registry::PriceKind::Spot, &PlacementRequest::price));
        for (const PlacementRequest& job : problem.jobs()) {
            m_weight.push_back(job.price == registry::PriceKind::Spot ? 1 : spots + 1);
            m_weights += m_weight.back();
        }
        build();
    }

    /// A plan to begin with, as columns; those that are none of ours are left out.
    void begin(const PlacementPlan& plan)
    {
        std::vector<std::uint32_t> chosen;
        for (std::uint32_t c = 0; c < m_program.columns.size(); ++c) {
            const PlacementColumn& column = m_program.columns[c];
            if (plan.jobs[column.job] && isSame(*plan.jobs[column.job], column.placed)) {
                chosen.push_back(c);
            }
        }
        accept(std::move(chosen));
    }

    bool run(PlacementPlan& plan)
    {
        std::vector<Node> open{{{}, -1e300}};
        bool isWhole = true;
        double lowest = 1e300; // of nodes given up
        while (!open.empty()) {
            if (isCancelled()) {
                return false;
            }
            if (plan.nodes >= m_problem.options().exactNodes || isLate()) {
                isWhole = false;
                break;
            }
            Node node = std::move(open.back());
            open.pop_back();
            if (node.bound < m_bestCost - slack()) {
                ++plan.nodes;
                visit(node, open);
            }
        }
        for (const Node& node : open) {
            lowest = std::min(lowest, node.bound);
        }
        fill(plan);
        plan.isProven = isWhole;
        const double bound = isWhole ? m_bestCost : std::min(m_bestCost, std::max(lowest, m_root));
        // In money of as many placed jobs: what is below the penalties.
        double missing = m_weights;
        for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
            missing -= plan.jobs[job] ? m_weight[job] : 0;
        }
        plan.bound_cny = isWhole ? plan.cost_cny : std::max(0.0, bound - missing * m_penalty);
        return true;
    }

  private:
    [[nodiscard]] bool isCancelled() const
    {
        const auto* cancelled = m_problem.options().cancelled;
        return cancelled != nullptr && cancelled->load(std::memory_order_relaxed);
    }

    [[nodiscard]] bool isLate() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count() >
               m_problem.options().exactSeconds;
    }

    [[nodiscard]] double slack() const { return 1e-9 * m_penalty; }

    static bool isSame(const PlacedJob& a, const PlacedJob& b)
    {
        if (a.parts.size() != b.parts.size() || a.legs.size() != b.legs.size()) {
            return false;
        }
        for (std::size_t i = 0; i < a.parts.size(); ++i) {
            if (a.parts[i].offer != b.parts[i].offer) {
                return false;
            }
        }
        for (std::size_t i = 0; i < a.legs.size(); ++i) {
            if (a.legs[i].parts.size() != 1 || a.legs[i].parts[0].arcs != b.legs[i].parts[0].arcs) {
                return false;
            }
        }
        return true;
    }

    /// Rows are divided by their limits, costs by the penalty, so that Clp's tolerances are relative ones.
    void build()
    {
        const std::size_t jobs = m_problem.jobs().size();
        const std::size_t columns = m_program.columns.size();
        std::vector<std::vector<std::pair<int, double>>> entries(columns);
        for (std::uint32_t c = 0; c < columns; ++c) {
            entries[c].emplace_back(static_cast<int>(m_program.columns[c].job), 1.0);
        }
        std::vector<double> upper(jobs, 1.0);
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
        m_clp->loadProblem(static_cast<int>(columns), static_cast<int>(upper.size()), starts.data(),
                           rows.data(), elements.data(), zero.data(), one.data(), costs.data(), lower.data(),
                           upper.data());
    }

    /// In CNY, unplaced jobs at the penalty.
    [[nodiscard]] double costOf(std::span<const std::uint32_t> chosen) const
    {
        double out = m_penalty * m_weights;
        for (const std::uint32_t c : chosen) {
            out += m_program.columns[c].placed.cost_cny - m_penalty * m_weight[m_program.columns[c].job];
        }
        return out;
    }

    void accept(std::vector<std::uint32_t> chosen)
    {
        const double cost = costOf(chosen);
        if (!fitsAll(chosen) || cost >= m_bestCost - slack() * 1e-3) {
            return;
        }
        m_bestCost = cost;
        m_best = std::move(chosen);
    }

    [[nodiscard]] bool fitsAll(std::span<const std::uint32_t> chosen) const
    {
        std::vector<std::uint8_t> isIn(m_program.columns.size(), 0);
        std::vector<std::uint8_t> hasJob(m_problem.jobs().size(), 0);
        for (const std::uint32_t c : chosen) {
            if (hasJob[m_program.columns[c].job]++ != 0) {
                return false;
            }
            isIn[c] = 1;
        }
        return std::ranges::all_of(m_program.rows, [&](const PlacementRow& row) {
            double sum = 0;
            for (const auto& [column, amount] : row.entries) {
                sum += isIn[column] != 0 ? amount : 0;
            }
            return sum <= row.limit * (1 + 1e-9);
        });
    }

    void visit(const Node& node, std::vector<Node>& open)
    {
        for (const std::uint32_t c : m_touched) {
            m_clp->setColumnBounds(static_cast<int>(c), 0, 1);
        }
        m_touched.clear();
        for (const auto& [column, isChosen] : node.fixed) {
            m_clp->setColumnBounds(static_cast<int>(column), isChosen ? 1 : 0, isChosen ? 1 : 0);
            m_touched.push_back(column);
        }
        m_clp->dual();
        if (m_clp->status() != 0) {
            return; // nothing fits what is fixed
        }
        const double value = (m_clp->objectiveValue() + m_weights) * m_penalty;
        m_root = node.fixed.empty() ? value : m_root;
        if (value >= m_bestCost - slack()) {
            return;
        }
        const std::uint32_t split = mostUncertain();
        if (split == m_program.columns.size()) {
            accept(wholeColumns());
            return;
        }
        roundUp();
        for (const bool isChosen : {false, true}) { // the last one in is looked at first
            Node child{node.fixed, value};
            child.fixed.emplace_back(split, isChosen);
            open.push_back(std::move(child));
        }
    }

    [[nodiscard]] std::uint32_t mostUncertain() const
    {
        const double* solution = m_clp->primalColumnSolution();
        auto best = static_cast<std::uint32_t>(m_program.columns.size());
        double most = kWhole;
        for (std::uint32_t c = 0; c < m_program.columns.size(); ++c) {
            const double away = std::min(solution[c], 1 - solution[c]);
            if (away > most) {
                most = away;
                best = c;
            }
        }
        return best;
    }

    [[nodiscard]] std::vector<std::uint32_t> wholeColumns() const
    {
        const double* solution = m_clp->primalColumnSolution();
        std::vector<std::uint32_t> out;
        for (std::uint32_t c = 0; c < m_program.columns.size(); ++c) {
            if (solution[c] > 0.5) {
                out.push_back(c);
            }
        }
        return out;
    }

    /// A plan near the programme's: columns by how much of them is in it, as long as they fit.
    void roundUp()
    {
        const double* solution = m_clp->primalColumnSolution();
        std::vector<std::uint32_t> order(m_program.columns.size());
        for (std::uint32_t c = 0; c < order.size(); ++c) {
            order[c] = c;
        }
        std::ranges::stable_sort(order, std::greater<>(),
                                 [&](std::uint32_t c) { return std::round(solution[c] * 1e6); });
        std::vector<double> left;
        for (const PlacementRow& row : m_program.rows) {
            left.push_back(row.limit * (1 + 1e-9));
        }
        if (m_rowsOf.empty()) {
            m_rowsOf.resize(order.size());
            for (std::uint32_t r = 0; r < m_program.rows.size(); ++r) {
                for (const auto& [column, amount] : m_program.rows[r].entries) {
                    m_rowsOf[column].emplace_back(r, amount);
                }
            }
        }
        std::vector<std::uint8_t> hasJob(m_problem.jobs().size(), 0);
        std::vector<std::uint32_t> chosen;
        for (const std::uint32_t c : order) {
            const bool fits =
                hasJob[m_program.columns[c].job] == 0 &&
                std::ranges::all_of(m_rowsOf[c], [&](const auto& e) { return e.second <= left[e.first]; });
            if (!fits) {
                continue;
            }
            hasJob[m_program.columns[c].job] = 1;
            chosen.push_back(c);
            for (const auto& [row, amount] : m_rowsOf[c]) {
                left[row] -= amount;
            }
        }
        accept(std::move(chosen));
    }

    void fill(PlacementPlan& plan) const
    {
        plan.jobs.assign(m_problem.jobs().size(), std::nullopt);
        for (const std::uint32_t c : m_best) {
            plan.jobs[m_program.columns[c].job] = m_program.columns[c].placed;
        }
        sumUp(plan);
    }

    const PlacementProblem& m_problem;
    const PlacementProgram& m_program;
    std::unique_ptr<ClpSimplex> m_clp;
    std::chrono::steady_clock::time_point m_begin;
    double m_penalty = 1;         ///< of a spot job without a place
    std::vector<double> m_weight; ///< by job, of its penalty
    double m_weights = 0;         ///< of all
    double m_bestCost = 1e300;
    double m_root = 0;
    std::vector<std::uint32_t> m_best;
    std::vector<std::uint32_t> m_touched;
    std::vector<std::vector<std::pair<std::uint32_t, double>>> m_rowsOf;
};

} // namespace

Result<PlacementPlan> placeExactly(const PlacementProblem& problem,
                                   std::span<const std::vector<PlacementChoice>> choices)
{
    const auto program = placementProgram(problem, choices, kMostExactColumns);
    if (!program) {
        return failure(program.error());
    }
    PlacementPlan plan;
    plan.jobs.resize(choices.size());
    if (!program->columns.empty()) {
        BranchAndBound search(problem, *program);
        PlacementBoard start(problem, choices);
        search.begin(searchPlacement(problem, choices, start));
        if (!search.run(plan)) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
    } else {
        plan.isProven = true;
    }
    PlacementBoard board(problem, choices);
    Shortage shortage;
    for (const auto& job : plan.jobs) {
        if (job && !board.enterAsIs(*job, shortage)) {
            return failure(ErrorCode::Internal, "the exact plan does not fit");
        }
    }
    plan.rejections.resize(choices.size());
    for (std::size_t job = 0; job < choices.size(); ++job) {
        if (!plan.jobs[job]) {
            plan.rejections[job] = rejectionOf(problem, job, choices[job], board, LegRouting::Shortest);
        }
    }
    return plan;
}

} // namespace twin::compute
