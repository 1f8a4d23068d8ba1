#include "models/calculators/figure_table.h"

#include <algorithm>

namespace models {

void FigureTable::setFigures(std::vector<CalculatorFigure> figures, const QLocale& locale)
{
    const bool same =
        std::ranges::equal(m_figures, figures, {}, &CalculatorFigure::label, &CalculatorFigure::label);
    replace(same, [&] {
        m_figures = std::move(figures);
        m_locale = locale;
    });
}

CellTable::Header FigureTable::header(int column) const
{
    switch (column) {
    case LabelColumn:
        return {tr("Figure")};
    case ValueColumn:
        return {tr("Value"), true};
    default:
        return {tr("Part of the whole"), true};
    }
}

CellTable::Cell FigureTable::cell(int row, int column) const
{
    const CalculatorFigure& figure = m_figures[static_cast<std::size_t>(row)];
    switch (column) {
    case LabelColumn:
        return {figure.isMain ? figure.label : QStringLiteral("      ") + figure.label};
    case ValueColumn:
        return {figure.value.number, figure.value.unit};
    default: {
        if (figure.share < 0) {
            return {};
        }
        const format::Quantity share = format::percent(figure.share, m_locale);
        return {share.number, share.unit, true, false, std::min(1.0, figure.share)};
    }
    }
}

} // namespace models
