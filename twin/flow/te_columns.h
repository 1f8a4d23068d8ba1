#pragma once

#include "twin/flow/te_paths.h"
#include "twin/flow/te_program.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Which rows and columns of a linear program stand for which commodities and paths. Commodities with one
/// path have none: they are constants, until they get another.
class TeColumns
{
  public:
    /// Takes up the commodities with a choice. All must outlive it.
    /// @param scale   by commodity: about the amount it has or will have
    /// @param awayArc in place of an arc, on the path of what is turned away: it has no column
    TeColumns(TeProgram& program, TePaths& paths, std::span<const double> scale, std::uint32_t awayArc);

    [[nodiscard]] bool isConstant(std::size_t commodity) const { return m_rowOf[commodity] < 0; }

    [[nodiscard]] int rowOf(std::size_t commodity) const { return m_rowOf[commodity]; }

    /// The commodities got a path each, at the end of their chains. New rows ask for the amount 0.
    void takeImproved(std::span<const std::uint32_t> commodities);

    /// Sets the flows of the program's solution, scaled to the amounts to the last digit; what may be turned
    /// away takes the rest.
    /// @param amount by commodity
    void readFlows(std::span<const double> amount);

  private:
    struct Column
    {
        std::uint32_t route = 0;
        int column = 0;
    };

    void addRow(std::uint32_t commodity);
    void addColumn(std::uint32_t commodity, std::uint32_t route, bool carries);
    [[nodiscard]] bool isAway(std::uint32_t route) const;

    TeProgram* m_program;
    TePaths* m_paths;
    std::span<const double> m_scale;
    std::uint32_t m_awayArc;
    std::vector<int> m_rowOf;                     ///< by commodity; −1: constant
    std::vector<std::vector<Column>> m_columnsOf; ///< by commodity
};

} // namespace twin::flow
