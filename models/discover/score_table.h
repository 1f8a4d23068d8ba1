#pragma once

#include "models/discover/discover_answer.h"
#include "models/language/language.h"
#include "models/tables/cell_table.h"

#include <optional>

namespace models {

/// Where an offer's score comes from: the whole (L2), then each category (L1) with its raw metrics (L0),
/// their value, the anchors it is measured by, and its weight. GUI thread.
class ScoreTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column { PartColumn, ScoreColumn, ValueColumn, RangeColumn, WeightColumn, ColumnCount };
    Q_ENUM(Column)

    explicit ScoreTable(const Language& language, QObject* parent = nullptr);

    /// Nothing: an empty table.
    void setScore(const std::optional<twin::compute::CatsScore>& score);

  protected:
    [[nodiscard]] int rows() const override;

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    [[nodiscard]] Cell scoreCell(double score) const;
    [[nodiscard]] Cell metricCell(twin::compute::CatsMetric metric, int column) const;
    [[nodiscard]] QString valueText(twin::compute::CatsMetric metric, double value) const;

    const Language& m_language;
    std::optional<twin::compute::CatsScore> m_score;
};

} // namespace models
