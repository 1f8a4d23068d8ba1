#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

class ClpSimplex;

namespace twin::flow {

/// The linear program of a multicommodity flow over listed paths, kept between solutions (Clp, primal
/// simplex).
///
/// Rows: an arc each, flow + coefficient · top ≤ limit; a commodity each, flow = amount or flow = top.
/// Columns: a path each, and perhaps the top: the utilisation to be made small, or the level to be made high.
/// Without a top, flow ≤ amount, and all flow together is made large.
///
/// Inside, every row and column is scaled to be of the order of 1 (an arc by its capacity, a commodity by its
/// amount, a path by what it can carry, the top by what is expected of it), so that Clp's absolute tolerances
/// are relative ones and a link of 1 b/s is as exact as one of 100 Tb/s. Outside, all is in units of the
/// network.
class TeProgram
{
  public:
    enum class Top : std::uint8_t { None, Low, High };

    /// @param capacity by arc; kNoLimit has no row
    /// @param topScale about the value the top will have; without a top, all flow
    TeProgram(std::span<const double> capacity, Top top, double topScale, const std::atomic<bool>* cancelled);
    ~TeProgram();
    TeProgram(const TeProgram&) = delete;
    TeProgram& operator=(const TeProgram&) = delete;

    /// True if commodities may get less than their amount.
    [[nodiscard]] bool isElastic() const { return m_top == Top::None; }

    [[nodiscard]] double topScale() const { return m_topScale; }

    void setHighestTop(double top);
    void setArc(std::uint32_t arc, double limit, double topCoefficient);
    /// A commodity of amount 0. @param scale about the amount it will have, > 0. @return its row
    int addCommodity(double scale);
    /// @param carries the path that starts out with all of the commodity
    /// @return its column
    int addPath(int commodityRow, std::span<const std::uint32_t> arcs, bool carries);
    void setAmount(int commodityRow, double amount);
    /// The commodity gets as much as the top.
    void setOpen(int commodityRow);

    /// From the last basis; if Clp calls that infeasible, with more tolerance of rounding, and from scratch.
    /// False: cancelled, or Clp found no optimum.
    [[nodiscard]] bool solve();

    [[nodiscard]] double flow(int column) const;
    [[nodiscard]] double top() const;
    /// Dual variable, ≥ 0; 0 of arcs without limit. With a top only the ratios of prices count.
    [[nodiscard]] double price(std::uint32_t arc) const;

  private:
    void addArcRows(std::span<const double> capacity);
    void setTopCoefficient(int row, double value);
    void setAmountRow(int row, double value);
    void flush();
    void solveAgain();

    std::unique_ptr<ClpSimplex> m_clp;
    Top m_top;
    double m_topScale;
    const std::atomic<bool>* m_cancelled;
    std::vector<int> m_rowOfArc;          ///< −1: no row
    std::vector<double> m_rowScale;       ///< by row: what it is divided by
    std::vector<double> m_topCoefficient; ///< by row, as Clp has it
    std::vector<double> m_columnScale;    ///< by column: flow, or top, of the value 1
    // Not in Clp yet.
    std::vector<std::uint8_t> m_newRows; ///< by new row: a path carries it
    std::vector<int> m_starts{0};
    std::vector<int> m_rows;
    std::vector<double> m_elements;
    std::vector<double> m_costs;
    std::vector<int> m_carriers; ///< columns that start basic
};

} // namespace twin::flow
