#pragma once

#include "models/language/language.h"
#include "models/placement/gantt_model.h"
#include "views/theme/theme.h"

#include <QWidget>

#include <optional>
#include <utility>

namespace views {

class GanttView;

/// Cards held at one pool over time, below the Gantt chart and along its time: steps, what the pool has in
/// all as a dashed line, and beside a scenario its base (or the other way round) as a dotted one.
class OccupancyView final : public QWidget
{
    Q_OBJECT

  public:
    /// All of it outlives the view.
    OccupancyView(const models::GanttModel& model, const GanttView& gantt, const Theme& theme,
                  const models::Language& language, QWidget* parent = nullptr);

    /// Which pool: a row of the model; -1: none. It stays the same pool when the model is filled anew.
    void setRow(int row);

    [[nodiscard]] int row() const { return m_row; }

    [[nodiscard]] QSize sizeHint() const override { return {400, 96}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    [[nodiscard]] int find() const;
    void paintLabels(QPainter& painter, const QRectF& label, double most, int other) const;
    void paintSteps(QPainter& painter, const QRectF& plot, double most);
    void paintLine(QPainter& painter, const QRectF& plot, double most, int row);

    const models::GanttModel& m_model;
    const GanttView& m_gantt;
    const Theme& m_theme;
    const models::Language& m_language;
    int m_row = -1;
    /// Of the row, and whether it is of the base: numbers of rows are others after the model has changed.
    std::optional<std::pair<models::EntityKey, bool>> m_pool;
};

} // namespace views
