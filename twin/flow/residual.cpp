#include "twin/flow/residual.h"

#include <algorithm>
#include <cmath>

namespace twin::flow {

namespace {

constexpr unsigned kMaxRounds = 50;
constexpr double kLevelStill = 1e-9;    ///< change of a level that ends the fit
constexpr double kHuber = 1.5;          ///< deviations up to which a reading counts in full
constexpr double kFull = 0.95;          ///< of the capacity: what is asked can no longer be read off
constexpr double kLeastNominal = 0.1;   ///< of level 1: a group that should be silent may still wake up
constexpr std::size_t kMostFitted = 64; ///< groups; more keep their nominal levels

/// Symmetric positive definite system by Cholesky; `matrix` row-major n×n, destroyed. Returns the solution
/// and fills `inverseDiagonal`.
std::vector<double> solve(std::vector<double>& matrix, std::vector<double> right,
                          std::vector<double>& inverseDiagonal)
{
    const std::size_t n = right.size();
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = j; i < n; ++i) {
            double sum = matrix[i * n + j];
            for (std::size_t k = 0; k < j; ++k) {
                sum -= matrix[i * n + k] * matrix[j * n + k];
            }
            matrix[i * n + j] = i == j ? std::sqrt(sum) : sum / matrix[j * n + j];
        }
    }
    const auto substitute = [&](std::vector<double>& v) {
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                v[i] -= matrix[i * n + k] * v[k];
            }
            v[i] /= matrix[i * n + i];
        }
        for (std::size_t i = n; i-- > 0;) {
            for (std::size_t k = i + 1; k < n; ++k) {
                v[i] -= matrix[k * n + i] * v[k];
            }
            v[i] /= matrix[i * n + i];
        }
    };
    inverseDiagonal.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> unit(n, 0);
        unit[i] = 1;
        substitute(unit);
        inverseDiagonal[i] = unit[i];
    }
    substitute(right);
    return right;
}

class Comparison
{
  public:
    Comparison(const network::Graph& graph, const ResidualInput& input, const UncertaintyModel& model)
        : m_graph(graph)
        , m_input(input)
        , m_model(model)
        , m_groups(input.background.groupCount())
    {
        m_out.levels.assign(input.nominalLevels.begin(), input.nominalLevels.end());
        m_out.levelDeviation.assign(m_groups, 0);
    }

    ArcResiduals run()
    {
        expect();
        if (m_input.fitLevels && m_groups <= kMostFitted) {
            for (unsigned round = 0; round < kMaxRounds && fitOnce() > kLevelStill; ++round) {
                expect();
            }
            expect();
        }
        finish();
        return std::move(m_out);
    }

  private:
    [[nodiscard]] bool isFailed(std::size_t arc) const
    {
        return !m_input.failed.empty() && m_input.failed[arc] != 0;
    }

    [[nodiscard]] double capacity(std::size_t arc) const
    {
        return static_cast<double>(m_graph.capacity()[arc]);
    }

    [[nodiscard]] bool hasLimit(std::size_t arc) const
    {
        return m_graph.capacity()[arc] != network::kUnlimited_bps;
    }

    /// Expected loads (not yet cut to capacity) and deviations at the present levels.
    void expect()
    {
        const std::size_t arcs = m_graph.arcCount();
        m_asked.assign(arcs, 0);
        m_out.deviation_bps.assign(arcs, 0);
        for (std::size_t arc = 0; arc < arcs; ++arc) {
            double asked = isFailed(arc) ? 0 : m_input.flows.arc_bps[arc];
            double variance = m_input.flows.variance[arc];
            for (std::size_t group = 0; group < m_groups && !isFailed(arc); ++group) {
                const double level = m_out.levels[group];
                const double demand = m_model.demandRelative * level;
                asked += level * m_input.background.group_bps[group][arc];
                variance += demand * demand * m_input.background.group_square[group][arc];
            }
            m_asked[arc] = asked;
            m_out.deviation_bps[arc] = std::sqrt(variance + readingVariance(arc, asked));
        }
    }

    [[nodiscard]] double readingVariance(std::size_t arc, double asked) const
    {
        const double measured = m_input.measured_bps[arc];
        const double larger = std::max(asked, std::isnan(measured) ? 0 : measured);
        const double meter = m_model.meterRelative * larger;
        const double floor = hasLimit(arc) ? m_model.meterFloor * capacity(arc) : 0;
        const double age = m_input.age_s.empty() ? 0 : std::max(0.0, m_input.age_s[arc]);
        const double drift = m_model.driftPerRootSecond * asked;
        const double change = m_input.change_bps.empty() ? 0 : m_input.change_bps[arc];
        return meter * meter + floor * floor + drift * drift * age + change * change + 1;
    }

    [[nodiscard]] bool takesPart(std::size_t arc) const
    {
        const double measured = m_input.measured_bps[arc];
        const double full = hasLimit(arc) ? kFull * capacity(arc) : 0;
        return !std::isnan(measured) && !isFailed(arc) &&
               (!hasLimit(arc) || (m_asked[arc] < full && measured < full));
    }

    [[nodiscard]] double levelPriorDeviation(std::size_t group) const
    {
        return m_model.levelRelative * std::max(m_input.nominalLevels[group], kLeastNominal);
    }

    /// One weighted least-squares step. @return the largest change of a level
    double fitOnce()
    {
        std::vector<double> matrix(m_groups * m_groups, 0);
        std::vector<double> right(m_groups, 0);
        for (std::size_t group = 0; group < m_groups; ++group) {
            const double prior = levelPriorDeviation(group);
            matrix[group * m_groups + group] = 1 / (prior * prior);
            right[group] = m_input.nominalLevels[group] / (prior * prior);
        }
        for (std::size_t arc = 0; arc < m_asked.size(); ++arc) {
            if (takesPart(arc)) {
                addEquation(arc, matrix, right);
            }
        }
        std::vector<double> variance;
        const std::vector<double> levels = solve(matrix, std::move(right), variance);
        double change = 0;
        for (std::size_t group = 0; group < m_groups; ++group) {
            const double level = std::max(0.0, levels[group]);
            change = std::max(change, std::abs(level - m_out.levels[group]));
            m_out.levels[group] = level;
            m_out.levelDeviation[group] = std::sqrt(variance[group]);
        }
        return change;
    }

    void addEquation(std::size_t arc, std::vector<double>& matrix, std::vector<double>& right) const
    {
        const double deviation = m_out.deviation_bps[arc];
        const double off = std::abs(m_input.measured_bps[arc] - m_asked[arc]) / deviation;
        const double weight = (off > kHuber ? kHuber / off : 1) / (deviation * deviation);
        const double rest = m_input.measured_bps[arc] - m_input.flows.arc_bps[arc];
        for (std::size_t a = 0; a < m_groups; ++a) {
            const double load = m_input.background.group_bps[a][arc];
            right[a] += weight * load * rest;
            for (std::size_t b = 0; b < m_groups; ++b) {
                matrix[a * m_groups + b] += weight * load * m_input.background.group_bps[b][arc];
            }
        }
    }

    void finish()
    {
        m_out.asked_bps = m_asked;
        m_out.expected_bps = m_asked;
        m_out.measured_bps.assign(m_input.measured_bps.begin(), m_input.measured_bps.end());
        m_out.residual_bps.resize(m_asked.size());
        double sum = 0;
        for (std::size_t arc = 0; arc < m_asked.size(); ++arc) {
            if (hasLimit(arc)) {
                m_out.expected_bps[arc] = std::min(m_asked[arc], capacity(arc));
            }
            m_out.residual_bps[arc] = m_out.measured_bps[arc] - m_out.expected_bps[arc];
            if (!std::isnan(m_out.measured_bps[arc])) {
                ++m_out.measured;
                sum += m_out.significance(arc) * m_out.significance(arc);
            }
        }
        m_out.rmsSignificance = m_out.measured > 0 ? std::sqrt(sum / static_cast<double>(m_out.measured)) : 0;
    }

    const network::Graph& m_graph;
    const ResidualInput& m_input;
    const UncertaintyModel& m_model;
    std::size_t m_groups;
    std::vector<double> m_asked; ///< by arc, even over the capacity
    ArcResiduals m_out;
};

} // namespace

double ArcResiduals::significance(std::size_t arc) const
{
    return std::isnan(residual_bps[arc]) ? 0 : residual_bps[arc] / deviation_bps[arc];
}

ArcResiduals residuals(const network::Graph& graph, const ResidualInput& input, const UncertaintyModel& model)
{
    return Comparison(graph, input, model).run();
}

} // namespace twin::flow
