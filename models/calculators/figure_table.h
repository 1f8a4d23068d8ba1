#pragma once

#include "models/calculators/calculator.h"
#include "models/tables/cell_table.h"

namespace models {

/// The figures of a calculator's answer. GUI thread.
class FigureTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column { LabelColumn, ValueColumn, ShareColumn, ColumnCount };
    Q_ENUM(Column)

    using CellTable::CellTable;

    void setFigures(std::vector<CalculatorFigure> figures, const QLocale& locale);

  protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_figures.size()); }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    std::vector<CalculatorFigure> m_figures;
    QLocale m_locale;
};

} // namespace models
