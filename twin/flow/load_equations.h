#pragma once

#include "twin/flow/routing_matrix.h"
#include "twin/network/measurement_file.h"

#include <cstddef>
#include <span>
#include <vector>

namespace twin::flow {

/// How far a meter may be off.
struct MeterNoise
{
    double relative = 0.01; ///< standard deviation over the value: counters read at slightly different times
    double floorShare = 1e-4; ///< of the largest value, for what is nearly idle
};

/// What meters say of a traffic matrix: one equation a measured row, (A x)(row) = value, each with the
/// standard deviation it is believed to; weights of a fit are 1/deviation². Rows are the arcs by number, then
/// what enters the network at each node, then what leaves it there. The matrix must outlive it; immutable.
class LoadEquations
{
  public:
    /// @param arc_bps by arc number; NaN = not measured
    /// @param totals  may be null
    LoadEquations(const RoutingMatrix& matrix, std::span<const double> arc_bps,
                  const network::EdgeTotals* totals, const MeterNoise& noise);

    [[nodiscard]] const RoutingMatrix& matrix() const { return *m_matrix; }

    [[nodiscard]] std::size_t rowCount() const { return m_value.size(); }

    [[nodiscard]] std::size_t measuredCount() const { return m_measured; }

    [[nodiscard]] bool isMeasured(std::size_t row) const { return m_deviation[row] > 0; }

    [[nodiscard]] std::size_t inRow(std::uint32_t node) const { return m_matrix->arcCount() + node; }

    [[nodiscard]] std::size_t outRow(std::uint32_t node) const { return inRow(node) + m_matrix->nodeCount(); }

    /// b/s by row; 0 where not measured.
    [[nodiscard]] std::span<const double> value() const { return m_value; }

    /// b/s by row; 0 where not measured.
    [[nodiscard]] std::span<const double> deviation() const { return m_deviation; }

    /// All rows of A x, measured or not. Cost: one product of the matrix.
    void predict(std::span<const double> pair_bps, std::span<double> rows) const;
    /// Aᵀ rows. Cost: one product of the matrix.
    void sums(std::span<const double> rows, std::span<double> pairs) const;

    /// Σ ((A x − value) / deviation)² over the measured rows.
    [[nodiscard]] double chiSquare(std::span<const double> predicted) const;

    /// chiSquare of the true matrix, as the relative noise lets expect it: a row counts for the part of its
    /// deviation that is relative, so idle rows hardly do. Without relative noise, the measured rows.
    [[nodiscard]] double expectedChiSquare() const { return m_expected; }

  private:
    const RoutingMatrix* m_matrix;
    std::size_t m_measured = 0;
    double m_expected = 0;
    std::vector<double> m_value;
    std::vector<double> m_deviation;
};

} // namespace twin::flow
