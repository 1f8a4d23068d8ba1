#include "twin/flow/gravity.h"

#include <algorithm>
#include <cmath>

namespace twin::flow {

namespace {

constexpr unsigned kMaxRounds = 500;
constexpr double kLeastGain = 0.01;    ///< of the deviance, a round
constexpr double kTotalsExact = 1e-12; ///< the same for edge totals: these are fitted exactly

/// Strengths of all nodes as sources and sinks, improved round by round.
class GravityModel
{
  public:
    GravityModel(const LoadEquations& equations, bool totalsOnly)
        : m_equations(equations)
        , m_pairs(equations.matrix().pairs())
        , m_isUsed(equations.rowCount(), 0)
        , m_predicted(equations.rowCount())
        , m_ratio(equations.rowCount())
        , m_length(m_pairs.size())
        , m_pull(m_pairs.size())
        , m_bps(m_pairs.size())
    {
        const std::size_t first = totalsOnly ? equations.inRow(0) : 0;
        for (std::size_t row = first; row < m_isUsed.size(); ++row) {
            m_isUsed[row] = equations.isMeasured(row) ? 1 : 0;
        }
        const std::vector<double> ones(m_isUsed.begin(), m_isUsed.end());
        m_equations.sums(ones, m_length);
        begin();
    }

    /// One round of expectation and maximisation. @return the deviance before it
    double improve()
    {
        const double before = predict();
        m_equations.sums(m_ratio, m_pull);
        std::vector<double> wanted(m_source.size(), 0);
        std::vector<double> length(m_source.size(), 0);
        forEachPair([&](std::size_t pair, std::uint32_t source, std::uint32_t sink) {
            wanted[source] += m_bps[pair] * m_pull[pair];
            length[source] += m_length[pair] * m_sink[sink];
        });
        take(wanted, length, m_source);
        wanted.assign(m_source.size(), 0);
        length.assign(m_source.size(), 0);
        forEachPair([&](std::size_t pair, std::uint32_t source, std::uint32_t sink) {
            wanted[sink] += m_bps[pair] * m_pull[pair];
            length[sink] += m_length[pair] * m_source[source];
        });
        take(wanted, length, m_sink);
        fill();
        return before;
    }

    [[nodiscard]] std::vector<double> take() { return std::move(m_bps); }

  private:
    template <typename Visit> void forEachPair(Visit&& visit) const
    {
        for (std::size_t nth = 0; nth < m_pairs.destinationCount(); ++nth) {
            for (std::size_t pair = m_pairs.first(nth); pair < m_pairs.first(nth + 1); ++pair) {
                visit(pair, m_pairs.source(pair), m_pairs.destination(nth));
            }
        }
    }

    static void take(std::span<const double> wanted, std::span<const double> length,
                     std::vector<double>& strength)
    {
        for (std::size_t node = 0; node < strength.size(); ++node) {
            if (length[node] > 0) { // otherwise nothing measured tells of it
                strength[node] = wanted[node] / length[node];
            }
        }
    }

    void fill()
    {
        forEachPair([&](std::size_t pair, std::uint32_t source, std::uint32_t sink) {
            m_bps[pair] = m_source[source] * m_sink[sink];
        });
    }

    /// Poisson deviance of the present model; ratios of measured to predicted.
    double predict()
    {
        m_equations.predict(m_bps, m_predicted);
        double deviance = 0;
        for (std::size_t row = 0; row < m_isUsed.size(); ++row) {
            m_ratio[row] = 0;
            if (m_isUsed[row] == 0 || m_predicted[row] <= 0) {
                continue;
            }
            const double value = m_equations.value()[row];
            m_ratio[row] = value / m_predicted[row];
            deviance += m_predicted[row] - value + (value > 0 ? value * std::log(m_ratio[row]) : 0);
        }
        return 2 * deviance;
    }

    /// Starts from what leaves and enters each node over measured rows, scaled to the measured sum.
    void begin()
    {
        const RoutingMatrix& matrix = m_equations.matrix();
        m_source.assign(matrix.nodeCount(), 0);
        m_sink.assign(matrix.nodeCount(), 0);
        for (std::uint32_t node = 0; node < matrix.nodeCount(); ++node) {
            m_source[node] += m_equations.value()[m_equations.inRow(node)];
            m_sink[node] += m_equations.value()[m_equations.outRow(node)];
        }
        for (std::uint32_t arc = 0; arc < matrix.arcCount(); ++arc) {
            m_source[matrix.from(arc)] += m_isUsed[arc] != 0 ? m_equations.value()[arc] : 0;
            m_sink[matrix.to(arc)] += m_isUsed[arc] != 0 ? m_equations.value()[arc] : 0;
        }
        raiseUnknown(m_source);
        raiseUnknown(m_sink);
        fill();
        scale();
    }

    /// Nodes nobody measures anything at begin as an average one.
    void raiseUnknown(std::vector<double>& strength) const
    {
        double sum = 0;
        for (const double value : strength) {
            sum += value;
        }
        const double mean = sum > 0 ? sum / static_cast<double>(strength.size()) : 1;
        const RoutingMatrix& matrix = m_equations.matrix();
        std::vector<std::uint8_t> isKnown(strength.size(), 0);
        for (std::uint32_t arc = 0; arc < matrix.arcCount(); ++arc) {
            isKnown[matrix.from(arc)] |= m_isUsed[arc];
            isKnown[matrix.to(arc)] |= m_isUsed[arc];
        }
        for (std::uint32_t node = 0; node < strength.size(); ++node) {
            const bool known = isKnown[node] != 0 || m_isUsed[m_equations.inRow(node)] != 0 ||
                               m_isUsed[m_equations.outRow(node)] != 0;
            strength[node] = known ? strength[node] : mean;
        }
    }

    void scale()
    {
        predict();
        double measured = 0;
        double predicted = 0;
        for (std::size_t row = 0; row < m_isUsed.size(); ++row) {
            measured += m_isUsed[row] != 0 ? m_equations.value()[row] : 0;
            predicted += m_isUsed[row] != 0 ? m_predicted[row] : 0;
        }
        for (double& strength : m_source) {
            strength *= predicted > 0 ? measured / predicted : 1;
        }
        fill();
    }

    const LoadEquations& m_equations;
    const PairSet& m_pairs;
    std::vector<std::uint8_t> m_isUsed; ///< by row
    std::vector<double> m_predicted, m_ratio;
    std::vector<double> m_length; ///< by pair: measured rows its traffic crosses
    std::vector<double> m_pull;   ///< by pair: sum of ratios over these
    std::vector<double> m_bps;
    std::vector<double> m_source, m_sink; ///< by node
};

/// True if the totals of every end are measured, those that send and those that receive.
bool knowsAllTotals(const LoadEquations& equations)
{
    const PairSet& pairs = equations.matrix().pairs();
    for (std::size_t nth = 0; nth < pairs.destinationCount(); ++nth) {
        if (!equations.isMeasured(equations.outRow(pairs.destination(nth)))) {
            return false;
        }
        for (std::size_t pair = pairs.first(nth); pair < pairs.first(nth + 1); ++pair) {
            if (!equations.isMeasured(equations.inRow(pairs.source(pair)))) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

Result<GravityFit> fitGravity(const LoadEquations& equations, const std::atomic<bool>* cancelled)
{
    GravityFit out;
    out.fromTotals = knowsAllTotals(equations);
    GravityModel model(equations, out.fromTotals);
    const double least = out.fromTotals ? kTotalsExact : kLeastGain;
    double before = model.improve();
    for (out.rounds = 1; out.rounds < kMaxRounds; ++out.rounds) {
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            return failure(ErrorCode::Cancelled, "fitting the gravity model was cancelled");
        }
        const double now = model.improve();
        if (before - now < least * before) {
            break;
        }
        before = now;
    }
    out.pair_bps = model.take();
    return out;
}

} // namespace twin::flow
