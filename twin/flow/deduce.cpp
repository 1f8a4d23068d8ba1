#include "twin/flow/deduce.h"

#include "twin/flow/entropy_projection.h"
#include "twin/flow/gravity.h"

#include <algorithm>
#include <cmath>
#include <variant>

namespace twin::flow {

using network::Graph;
using network::NodeDemand;
using network::NodeIndex;

namespace {

constexpr unsigned kMostChanges = 6;          ///< of the prior's spread
constexpr std::size_t kMaxPairs = 25'000'000; ///< 5,000 ends

/// The pairs to be estimated.
Result<std::shared_ptr<const PairSet>> pairsOf(const Graph& graph, const DeduceInput& input)
{
    if (input.prior != nullptr) {
        return std::make_shared<const PairSet>(PairSet::of(input.prior->demands));
    }
    const std::vector<NodeIndex> ends = trafficEnds(graph);
    if (ends.size() * ends.size() > kMaxPairs) {
        return failure(ErrorCode::TooLarge, std::to_string(ends.size()) +
                                                " ends make more than 25,000,000 pairs: give a prior that "
                                                "names those that matter");
    }
    return std::make_shared<const PairSet>(PairSet::allOf(ends));
}

/// Fills prior_bps. Pairs without a path get none: no link tells of them.
Result<> setPrior(Deduction& out, const DeduceInput& input, const LoadEquations& equations,
                  const DeduceOptions& options)
{
    if (input.prior != nullptr) {
        double loops = 0;
        out.prior_bps = out.pairs->sumOf(input.prior->demands, loops);
    } else {
        auto gravity = fitGravity(equations, options.cancelled);
        if (!gravity) {
            return failure(gravity.error());
        }
        out.prior_bps = std::move(gravity->pair_bps);
        out.gravityRounds = gravity->rounds;
        out.gravityFromTotals = gravity->fromTotals;
    }
    for (std::size_t pair = 0; pair < out.prior_bps.size(); ++pair) {
        if (!equations.matrix().isReachable(pair)) {
            ++out.unreachablePairs;
            out.unreachable_bps += out.prior_bps[pair];
            out.prior_bps[pair] = 0;
        }
    }
    return {};
}

/// One projection after the other, each starting from the multipliers of the one before.
class SpreadSearch
{
  public:
    SpreadSearch(Deduction& out, const LoadEquations& equations, const DeduceOptions& options)
        : m_out(out)
        , m_equations(equations)
    {
        m_options.priorSpread = options.priorSpread;
        m_options.cancelled = options.cancelled;
    }

    /// The least spread, in steps of √10, at which the loads are explained; the last when none does.
    Result<> run()
    {
        if (auto first = projectAt(m_options.priorSpread); !first) {
            return first;
        }
        const bool begunExplained = isExplained(m_last);
        for (unsigned change = 0; change < kMostChanges; ++change) {
            if (!begunExplained && isExplained(m_last)) {
                break;
            }
            keep();
            if (auto next = projectAt(m_options.priorSpread * (begunExplained ? 1 / kStep : kStep)); !next) {
                return next;
            }
            if (begunExplained && !isExplained(m_last)) {
                return {}; // the one before is the answer
            }
        }
        keep();
        return {};
    }

  private:
    static inline const double kStep = std::sqrt(10.0);

    [[nodiscard]] bool isExplained(const Projection& fitted) const
    {
        return fitted.chiSquare <= m_out.expectedChiSquare;
    }

    Result<> projectAt(double spread)
    {
        m_options.priorSpread = spread;
        auto fitted = projectOnLoads(m_equations, m_out.prior_bps, m_options, m_multipliers);
        if (!fitted) {
            return failure(fitted.error());
        }
        m_last = std::move(*fitted);
        m_out.rounds += m_last.rounds;
        m_out.products += m_last.products;
        return {};
    }

    void keep()
    {
        m_out.pair_bps = m_last.pair_bps;
        m_out.priorSpread = m_options.priorSpread;
        m_out.chiSquare = m_last.chiSquare;
        m_out.objective = m_last.objective;
        m_out.bound = m_last.bound;
        m_out.converged = m_last.converged;
    }

    Deduction& m_out;
    const LoadEquations& m_equations;
    ProjectionOptions m_options;
    Projection m_last;
    std::vector<double> m_multipliers;
};

} // namespace

std::vector<NodeIndex> trafficEnds(const Graph& graph)
{
    std::vector<std::uint8_t> hasArc(graph.nodeCount(), 0);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        hasArc[graph.from()[arc]] = 1;
        hasArc[graph.to()[arc]] = 1;
    }
    std::vector<NodeIndex> out;
    for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
        const bool isPool = std::holds_alternative<registry::PoolIndex>(graph.place(node));
        if (hasArc[node] != 0 && (isPool || node < graph.coreCount())) {
            out.emplace_back(node);
        }
    }
    return out;
}

Result<Deduction> deduce(const Graph& graph, const DeduceInput& input, const DeduceOptions& options)
{
    auto pairs = pairsOf(graph, input);
    if (!pairs) {
        return failure(pairs.error());
    }
    const auto matrix = RoutingMatrix::build(
        graph, *pairs,
        {network::arcCosts(graph, options.cost), input.failed, options.threads, options.cancelled});
    if (!matrix) {
        return failure(matrix.error());
    }
    const LoadEquations equations(*matrix, input.arc_bps, input.totals, options.noise);
    if (equations.measuredCount() == 0) {
        return failure(ErrorCode::BadInput, "no load is measured");
    }
    Deduction out;
    out.pairs = std::move(*pairs);
    out.measured = equations.measuredCount();
    out.expectedChiSquare = equations.expectedChiSquare();
    if (auto set = setPrior(out, input, equations, options); !set) {
        return failure(set.error());
    }
    if (auto projected = SpreadSearch(out, equations, options).run(); !projected) {
        return failure(projected.error());
    }
    out.priorArc_bps.resize(graph.arcCount());
    out.arc_bps.resize(graph.arcCount());
    matrix->loads(out.prior_bps, out.priorArc_bps);
    matrix->loads(out.pair_bps, out.arc_bps);
    return out;
}

std::vector<NodeDemand> demandsOf(const PairSet& pairs, std::span<const double> pair_bps)
{
    std::vector<NodeDemand> out;
    for (std::size_t nth = 0; nth < pairs.destinationCount(); ++nth) {
        for (std::size_t pair = pairs.first(nth); pair < pairs.first(nth + 1); ++pair) {
            if (pair_bps[pair] > 0) {
                out.push_back(
                    {NodeIndex{pairs.source(pair)}, NodeIndex{pairs.destination(nth)}, pair_bps[pair]});
            }
        }
    }
    std::ranges::stable_sort(out, {}, &NodeDemand::src);
    return out;
}

} // namespace twin::flow
