#pragma once

#include "models/placement/gantt_model.h"
#include "views/placement/gantt_geometry.h"
#include "views/theme/theme.h"

#include <QAbstractScrollArea>

#include <functional>
#include <optional>
#include <vector>

namespace views {

/// Jobs by pool over time, of any GanttModel. Bars are reached with the arrow keys, Enter chooses one; the
/// wheel scrolls, with Ctrl it zooms about the pointer, + and - zoom, 0 shows everything; dragging moves the
/// time. Times are UTC+8.
class GanttView final : public QAbstractScrollArea
{
    Q_OBJECT

  public:
    /// Both outlive the view.
    GanttView(models::GanttModel& model, const Theme& theme, QWidget* parent = nullptr);

    /// The bar a person is on.
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }

    void setCurrent(std::optional<std::size_t> bar);
    /// What a tool tip and a screen reader say of a bar.
    void setDescription(std::function<QString(const models::GanttBar&)> describe);
    void showAll();
    void setEmptyText(const QString& text);

    [[nodiscard]] const GanttGeometry& geometryOfChart() const { return m_geometry; }

  Q_SIGNALS:
    /// Another bar is the current one, by keyboard or mouse.
    void currentChanged(std::size_t bar);
    /// Enter, or a double click.
    void activated(std::size_t bar);
    /// Another stretch of time or another width is shown.
    void stretchChanged();

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;

  private:
    void follow();
    void showUsual();
    void updateScroll();
    void stretched();
    void zoom(double x, double factor);
    void moveBy(double share);
    void reveal(std::size_t bar);
    void choose(std::optional<std::size_t> bar);
    [[nodiscard]] std::optional<std::size_t> barAt(const QPoint& at) const;
    [[nodiscard]] std::optional<std::size_t> firstVisible() const;

    models::GanttModel& m_model;
    const Theme& m_theme;
    GanttGeometry m_geometry;
    std::vector<GanttLane> m_lanes; ///< by bar
    std::function<QString(const models::GanttBar&)> m_describe;
    std::optional<std::size_t> m_current;
    QString m_currentJob; ///< to find the bar again when the model is filled anew
    QString m_currentPool;
    bool m_isCurrentBefore = false;
    twin::TimeNs m_currentBegin = 0;
    QString m_emptyText;
    std::optional<QPoint> m_pressed; ///< where dragging began
    GanttGeometry m_atPress;
    bool m_isByHand = false; ///< zoomed or moved: what comes does not change the stretch
};

} // namespace views
