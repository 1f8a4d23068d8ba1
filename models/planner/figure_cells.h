#pragma once

#include "models/planner/plan_table.h"
#include "twin/scenario/figures.h"

#include <QLocale>

/// Figures as cells, one way in all tables of the planner: the same number looks the same in the summary,
/// side by side, by tenant, by link and in the N-1 table. Nothing (0) is drawn faint.
namespace models {

/// A number of a unit as people read it.
[[nodiscard]] format::Quantity figureQuantity(twin::scenario::FigureUnit unit, double value,
                                              const QLocale& locale);
/// A value, with its sign below 0.
[[nodiscard]] PlanCell figureCell(twin::scenario::FigureUnit unit, double value, const QLocale& locale);
/// By how much, with its sign; `0` where nothing differs; of percentages in points.
[[nodiscard]] PlanCell differenceCell(twin::scenario::FigureUnit unit, double difference,
                                      const QLocale& locale);
/// Where it was and where it is, `2 → 0`; once if that is the same to the eye. Sorted by how much it is more.
[[nodiscard]] PlanCell turnCell(twin::scenario::FigureUnit unit, double before, double now,
                                const QLocale& locale);
/// One multiple of a unit for values up to `most`, the one a cell has for that.
[[nodiscard]] format::Scale figureScale(twin::scenario::FigureUnit unit, double most);

} // namespace models
