#pragma once

#include "models/planner/failure_table.h"
#include "views/theme/theme.h"

#include <QWidget>

namespace views {

/// When the failures of a scenario are in force: a bar a row of the table, from the scenario's beginning to
/// the last change. A click chooses the row; dragged, a bar moves in time.
class FailureTimeline final : public QWidget
{
    Q_OBJECT

  public:
    FailureTimeline(const models::FailureTable& table, const Theme& theme, QWidget* parent = nullptr);

    void setCurrent(int row);

    [[nodiscard]] QSize sizeHint() const override { return {320, 80}; }

    /// The end of the axis, at least a minute after the beginning.
    [[nodiscard]] twin::TimeNs last() const;
    [[nodiscard]] QRectF bar(int row) const;

  Q_SIGNALS:
    void chosen(int row);
    void moved(int row, twin::TimeNs by);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

  private:
    [[nodiscard]] double xOf(twin::TimeNs time) const;
    [[nodiscard]] twin::TimeNs span(double pixels) const;

    const models::FailureTable& m_table;
    const Theme& m_theme;
    int m_current = -1;
    int m_dragged = -1;
    double m_pressed = 0;
    double m_moved = 0;
};

} // namespace views
