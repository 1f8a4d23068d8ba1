#include "twin/compute/placement_exact.h"

#include "twin/compute/leg_flows.h"
#include "twin/compute/placement.h"
#include "twin/compute/placement_columns.h"
#include "twin/flow/clp_options.h"

#include <coin/ClpSimplex.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

namespace twin::compute {

namespace {

constexpr double kWhole = 1e-6;  ///< closer to 0 or 1 than this is 0 or 1
constexpr double kBroken = 1e-6; ///< of a cut's limit, that it must be broken by to be added
constexpr int kRootCuts = 40;    ///< of parts of choices, before the first branch; elsewhere kNodeCuts
constexpr int kNodeCuts = 2;
constexpr std::size_t kTried = 64; ///< columns of a job when a plan is rounded

/// Columns fixed to 0 or 1 on the way to a node of the search, and what its parent's programme came to.
struct Node
{
    std::vector<std::pair<std::uint32_t, bool>> fixed;
    double bound = 0;
};

/// Branch and bound, depth first, the branch "chosen" before the branch "not chosen". Bandwidth is no part of
/// the programme to begin with: what it chooses is tried on the network, and if no routing carries that, the
/// proof is added as a row (Benders 1962; RoomCut).
class BranchAndBound
{
  public:
    BranchAndBound(const PlacementProblem& problem, const PlacementProgram& program, LegFlows& flows,
                   PlacementBoard& board)
        : m_problem(problem)
        , m_program(program)
        , m_flows(flows)
        , m_board(board)
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
        m_best.resize(problem.jobs().size());
        m_bestCost = costOf(m_best);
        build();
    }

    /// A plan that is possible: no dearer one will be the answer.
    void begin(const PlacementPlan& plan) { accept(plan.jobs); }

    bool run(PlacementPlan& plan)
    {
        std::vector<Node> open{{{}, -1e300}};
        while (!open.empty()) {
            if (isCancelled()) {
                return false;
            }
            if (plan.nodes >= m_problem.options().exactNodes || isLate()) {
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
            giveUp(node.bound);
        }
        plan.jobs = m_best;
        sumUp(plan);
        plan.isProven = m_lowest >= m_bestCost - slack();
        // In money of as many placed jobs: what is below the penalties.
        double missing = m_weights;
        for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
            missing -= plan.jobs[job] ? m_weight[job] : 0;
        }
        const double bound = std::min(m_bestCost, std::max(m_lowest, m_root));
        plan.bound_cny = plan.isProven ? plan.cost_cny : std::max(0.0, bound - missing * m_penalty);
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

    /// A node that was not looked at to its end may hold a plan of this cost.
    void giveUp(double bound) { m_lowest = std::min(m_lowest, bound); }

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
        m_clp->setSpecialOptions(m_clp->specialOptions() | flow::kClpNoRowCopy);
        m_clp->loadProblem(static_cast<int>(columns), static_cast<int>(upper.size()), starts.data(),
                           rows.data(), elements.data(), zero.data(), one.data(), costs.data(), lower.data(),
                           upper.data());
    }

    using Jobs = std::vector<std::optional<PlacedJob>>;

    /// In CNY, unplaced jobs at the penalty.
    [[nodiscard]] double costOf(const Jobs& jobs) const
    {
        double out = m_penalty * m_weights;
        for (std::size_t job = 0; job < jobs.size(); ++job) {
            out += jobs[job] ? jobs[job]->cost_cny - m_penalty * m_weight[job] : 0;
        }
        return out;
    }

    void accept(const Jobs& jobs)
    {
        const double cost = costOf(jobs);
        if (cost < m_bestCost - slack() * 1e-3) {
            m_bestCost = cost;
            m_best = jobs;
        }
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
        double value = node.bound;
        const int mostCuts = node.fixed.empty() ? kRootCuts : kNodeCuts;
        for (int cuts = 0;; ++cuts) {
            m_clp->dual();
            if (m_clp->status() == 1) {
                return; // nothing fits what is fixed
            }
            if (m_clp->status() != 0) {
                giveUp(value);
                return;
            }
            value = std::max(value, (m_clp->objectiveValue() + m_weights) * m_penalty);
            m_root = node.fixed.empty() ? value : m_root;
            if (value >= m_bestCost - slack()) {
                return;
            }
            if (isCancelled() || isLate()) {
                giveUp(value);
                return;
            }
            const std::uint32_t split = mostUncertain();
            const bool isWhole = split == m_program.columns.size();
            if (isWhole && entersWhole(wholeColumns())) {
                return;
            }
            if ((isWhole || cuts < mostCuts) && cutsOff(isWhole)) {
                continue;
            }
            if (!isWhole) {
                roundUp();
                branch(node, value, split, open);
            } else if (m_isCarried) {
                return; // over ways that a plan may have
            } else {
                branchWhole(node, value, open);
            }
            return;
        }
    }

    static void branch(const Node& node, double value, std::uint32_t split, std::vector<Node>& open)
    {
        for (const bool isChosen : {false, true}) { // the last one in is looked at first
            Node child{node.fixed, value};
            child.fixed.emplace_back(split, isChosen);
            open.push_back(std::move(child));
        }
    }

    /// What is chosen fits, but over more or longer ways than a leg may have: with or without one of its
    /// columns, until all of them are fixed and nothing is left to be tried.
    void branchWhole(const Node& node, double value, std::vector<Node>& open)
    {
        for (const std::uint32_t c : wholeColumns()) {
            const bool isFixed = std::ranges::any_of(node.fixed, [&](const auto& f) { return f.first == c; });
            if (!isFixed) {
                branch(node, value, c, open);
                return;
            }
        }
        giveUp(value);
    }

    /// Whether the columns fit one after the other, as network-aware would place them.
    bool entersWhole(const std::vector<std::uint32_t>& chosen)
    {
        Jobs jobs(m_problem.jobs().size());
        Shortage shortage;
        bool fits = true;
        for (const std::uint32_t c : chosen) {
            const PlacementColumn& column = m_program.columns[c];
            jobs[column.job] = m_board.enter(column.job, column.choice.span(), LegRouting::Around, shortage);
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

    void leave(const Jobs& jobs)
    {
        for (const auto& job : jobs) {
            if (job) {
                m_board.leave(*job);
            }
        }
    }

    /// Asks whether any routing carries what the programme has chosen (parts of columns as parts of their
    /// rates). True: none does, and a row was added that says so.
    bool cutsOff(bool isWhole)
    {
        m_isCarried = false;
        const double* solution = m_clp->primalColumnSolution();
        std::vector<LegDemand> demands;
        for (std::uint32_t c = 0; c < m_program.columns.size(); ++c) {
            const PlacementColumn& column = m_program.columns[c];
            for (std::size_t i = 0; solution[c] > kWhole && i < column.placed.legs.size(); ++i) {
                if (column.placed.legs[i].rate_bps > 0) {
                    demands.push_back({column.job, &column.placed.legs[i], isWhole ? 1 : solution[c]});
                }
            }
        }
        const LegFlowsAnswer answer = m_flows.carry(demands);
        if (!answer.isCarried) {
            return addCut(answer.cut);
        }
        if (isWhole) {
            takeWays(answer);
        }
        return false;
    }

    bool addCut(const RoomCut& cut)
    {
        const double* solution = m_clp->primalColumnSolution();
        std::vector<int> columns;
        std::vector<double> weights;
        double scale = cut.limit;
        double sum = 0;
        for (std::uint32_t c = 0; c < m_program.columns.size(); ++c) {
            const PlacementColumn& column = m_program.columns[c];
            const double weight = m_flows.weightIn(cut, column.job, column.placed.legs);
            if (weight > 0) {
                columns.push_back(static_cast<int>(c));
                weights.push_back(weight);
                scale = std::max(scale, weight);
                sum += weight * solution[c];
            }
        }
        m_flows.forgetLengths();
        if (scale <= 0 || sum <= cut.limit + kBroken * scale) {
            return false;
        }
        for (double& weight : weights) {
            weight /= scale;
        }
        m_clp->addRow(static_cast<int>(columns.size()), columns.data(), weights.data(), -COIN_DBL_MAX,
                      cut.limit / scale + 1e-8);
        return true;
    }

    /// Gives the chosen columns the ways that carry them, if a plan may have those.
    void takeWays(const LegFlowsAnswer& answer)
    {
        Jobs jobs(m_problem.jobs().size());
        std::size_t next = 0;
        for (const std::uint32_t c : wholeColumns()) {
            const PlacementColumn& column = m_program.columns[c];
            PlacedJob placed = column.placed;
            const auto longest = static_cast<TimeNs>(m_problem.jobs()[column.job].latency_ms * 1e6);
            for (PlacedLeg& leg : placed.legs) {
                if (leg.rate_bps <= 0) {
                    leg.parts = {{m_board.shortest(column.job, leg.src, leg.dst), 0, 0}};
                    continue;
                }
                leg.parts = answer.parts[next++];
                const bool isLong = longest > 0 && std::ranges::any_of(leg.parts, [&](const RoutePart& part) {
                                        return part.delay > longest;
                                    });
                if (isLong || leg.parts.size() > m_problem.options().mostPaths) {
                    return;
                }
            }
            jobs[column.job] = std::move(placed);
        }
        Jobs entered(jobs.size());
        Shortage shortage;
        m_isCarried = true;
        for (std::size_t job = 0; job < jobs.size() && m_isCarried; ++job) {
            m_isCarried = !jobs[job] || m_board.enterAsIs(*jobs[job], shortage);
            if (m_isCarried) {
                entered[job] = jobs[job];
            }
        }
        leave(entered);
        if (m_isCarried) {
            accept(jobs);
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
        Jobs jobs(m_problem.jobs().size());
        std::vector<std::size_t> tried(jobs.size(), 0);
        Shortage shortage;
        for (const std::uint32_t c : order) {
            const PlacementColumn& column = m_program.columns[c];
            if (!jobs[column.job] && tried[column.job]++ < kTried) {
                const LegRouting routing = solution[c] > kWhole ? LegRouting::Around : LegRouting::Shortest;
                jobs[column.job] = m_board.enter(column.job, column.choice.span(), routing, shortage);
            }
        }
        leave(jobs);
        accept(jobs);
    }

    const PlacementProblem& m_problem;
    const PlacementProgram& m_program;
    LegFlows& m_flows;
    PlacementBoard& m_board; ///< empty between questions
    std::unique_ptr<ClpSimplex> m_clp;
    std::chrono::steady_clock::time_point m_begin;
    double m_penalty = 1;         ///< of a spot job without a place
    std::vector<double> m_weight; ///< by job, of its penalty
    double m_weights = 0;         ///< of all
    double m_bestCost = 1e300;
    double m_root = 0;
    double m_lowest = 1e300; ///< of nodes given up
    bool m_isCarried = false;
    Jobs m_best;
    std::vector<std::uint32_t> m_touched;
};

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

} // namespace

Result<PlacementPlan> placeExactly(const PlacementProblem& problem,
                                   std::span<const std::vector<PlacementChoice>> choices)
{
    LegFlows flows(problem);
    const auto program = placementProgram(problem, choices, flows, kMostExactColumns);
    if (!program) {
        return failure(program.error());
    }
    PlacementPlan plan;
    PlacementBoard board(problem, choices);
    BranchAndBound search(problem, *program, flows, board);
    for (const PlacementPolicy policy :
         {PlacementPolicy::FirstFit, PlacementPolicy::LeastCost, PlacementPolicy::LeastLatency,
          PlacementPolicy::LeastCarbon, PlacementPolicy::Balanced, PlacementPolicy::NetworkAware}) {
        const auto start = place(problem, policy);
        if (!start) {
            return failure(start.error());
        }
        search.begin(*start);
    }
    if (!search.run(plan)) {
        return failure(ErrorCode::Cancelled, "cancelled");
    }
    plan.restrictions = restrictionsOf(problem);
    Shortage shortage;
    for (const auto& job : plan.jobs) {
        if (job && !board.enterAsIs(*job, shortage)) {
            return failure(ErrorCode::Internal, "the exact plan does not fit");
        }
    }
    plan.rejections.resize(choices.size());
    for (std::size_t job = 0; job < choices.size(); ++job) {
        if (!plan.jobs[job]) {
            plan.rejections[job] = rejectionOf(problem, job, choices[job], board, LegRouting::Around);
        }
    }
    return plan;
}

} // namespace twin::compute
