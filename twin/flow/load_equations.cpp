#include "twin/flow/load_equations.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin::flow {

LoadEquations::LoadEquations(const RoutingMatrix& matrix, std::span<const double> arc_bps,
                             const network::EdgeTotals* totals, const MeterNoise& noise)
    : m_matrix(&matrix)
    , m_value(matrix.arcCount() + 2 * matrix.nodeCount(), 0)
    , m_deviation(m_value.size(), 0)
{
    std::vector<double> raw(arc_bps.begin(), arc_bps.end());
    raw.resize(m_value.size(), std::numeric_limits<double>::quiet_NaN());
    if (totals != nullptr) {
        std::ranges::copy(totals->in_bps, raw.begin() + static_cast<std::ptrdiff_t>(inRow(0)));
        std::ranges::copy(totals->out_bps, raw.begin() + static_cast<std::ptrdiff_t>(outRow(0)));
    }
    double largest = 0;
    for (const double value : raw) {
        largest = value > largest ? value : largest; // false for NaN
    }
    // When everything measured is idle, any deviation will do.
    const double floor_bps = largest > 0 ? noise.floorShare * largest : 1;
    for (std::size_t row = 0; row < raw.size(); ++row) {
        if (!std::isnan(raw[row])) {
            m_value[row] = raw[row];
            m_deviation[row] = std::hypot(noise.relative * raw[row], floor_bps);
            const double part = noise.relative * raw[row] / m_deviation[row];
            m_expected += noise.relative > 0 ? part * part : 1;
            ++m_measured;
        }
    }
}

void LoadEquations::predict(std::span<const double> pair_bps, std::span<double> rows) const
{
    const PairSet& pairs = m_matrix->pairs();
    m_matrix->loads(pair_bps, rows.first(m_matrix->arcCount()));
    std::ranges::fill(rows.subspan(m_matrix->arcCount()), 0.0);
    for (std::size_t nth = 0; nth < pairs.destinationCount(); ++nth) {
        const std::size_t out = outRow(pairs.destination(nth));
        for (std::size_t pair = pairs.first(nth); pair < pairs.first(nth + 1); ++pair) {
            rows[inRow(pairs.source(pair))] += pair_bps[pair];
            rows[out] += pair_bps[pair];
        }
    }
}

void LoadEquations::sums(std::span<const double> rows, std::span<double> pairs) const
{
    const PairSet& set = m_matrix->pairs();
    m_matrix->sums(rows.first(m_matrix->arcCount()), pairs);
    for (std::size_t nth = 0; nth < set.destinationCount(); ++nth) {
        const double atDestination = rows[outRow(set.destination(nth))];
        for (std::size_t pair = set.first(nth); pair < set.first(nth + 1); ++pair) {
            pairs[pair] += rows[inRow(set.source(pair))] + atDestination;
        }
    }
}

double LoadEquations::chiSquare(std::span<const double> predicted) const
{
    double sum = 0;
    for (std::size_t row = 0; row < m_value.size(); ++row) {
        if (isMeasured(row)) {
            const double off = (predicted[row] - m_value[row]) / m_deviation[row];
            sum += off * off;
        }
    }
    return sum;
}

} // namespace twin::flow
