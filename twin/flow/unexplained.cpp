#include "twin/flow/explain_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin::flow {

namespace {

constexpr double kFull = 0.98; ///< of the capacity

} // namespace

Unexplained::Unexplained(const ExplainInput& input)
    : m_asked(input.residuals.asked_bps)
    , m_measured(input.residuals.measured_bps)
    , m_reading(m_asked.size(), 0)
    , m_deviations(m_asked.size(), 0)
    , m_weight(m_asked.size(), 0)
{
    for (std::size_t arc = 0; arc < m_asked.size(); ++arc) {
        const std::uint64_t capacity = input.graph.capacity()[arc];
        m_capacity.push_back(capacity == network::kUnlimited_bps ? std::numeric_limits<double>::infinity()
                                                                 : static_cast<double>(capacity));
        if (!std::isnan(m_measured[arc])) {
            m_reading[arc] = 1 / input.residuals.deviation_bps[arc];
            m_deviations[arc] = deviationAt(arc, m_asked[arc]);
            const bool isFull = std::max(m_measured[arc], m_asked[arc]) >= kFull * m_capacity[arc];
            m_weight[arc] = isFull ? 0 : m_reading[arc];
            ++m_readings;
        }
    }
}

double Unexplained::deviationAt(std::size_t arc, double asked_bps) const
{
    const double expected = std::clamp(asked_bps, 0.0, m_capacity[arc]);
    return m_reading[arc] > 0 ? (m_measured[arc] - expected) * m_reading[arc] : 0;
}

double Unexplained::chiSquare() const
{
    double sum = 0;
    for (const double one : m_deviations) {
        sum += one * one;
    }
    return sum;
}

double Unexplained::gain(std::span<const double> shift_bps) const
{
    double gain = 0;
    for (std::size_t arc = 0; arc < m_asked.size(); ++arc) {
        if (shift_bps[arc] != 0) {
            const double left = deviationAt(arc, m_asked[arc] + shift_bps[arc]);
            gain += m_deviations[arc] * m_deviations[arc] - left * left;
        }
    }
    return gain;
}

void Unexplained::accept(std::span<const double> shift_bps)
{
    for (std::size_t arc = 0; arc < m_asked.size(); ++arc) {
        m_asked[arc] += shift_bps[arc];
        m_deviations[arc] = deviationAt(arc, m_asked[arc]);
    }
}

} // namespace twin::flow
