#pragma once

#include "views/time/time_scale.h"
#include "views/view_context.h"

#include <QWidget>

#include <optional>

namespace views {

/// A stretch of time with its ticks, what can be gone back to, what happened, and the moment that is shown.
/// Drag moves the moment, a drag with Shift or the right button shows that stretch, the wheel zooms at the
/// pointer, double click shows everything. Left and Right move by a second, Page keys by half a minute.
class TimeTrack final : public QWidget
{
    Q_OBJECT

  public:
    explicit TimeTrack(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

    /// After a change of the time line or its marks.
    void refresh() { update(); }

    [[nodiscard]] TimeScale scale() const;

    /// Whether somebody drags the moment just now.
    [[nodiscard]] bool isDragging() const { return m_isDragging; }

    [[nodiscard]] QSize sizeHint() const override { return {400, 32}; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 32}; }

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void paintGround(QPainter& painter, const TimeScale& scale) const;
    void paintTicks(QPainter& painter, const TimeScale& scale) const;
    void paintMarks(QPainter& painter, const TimeScale& scale) const;
    void paintMoment(QPainter& painter, const TimeScale& scale) const;
    void showStretch(double from, double to);
    [[nodiscard]] QString tipAt(double x) const;

    const ViewContext& m_context;
    bool m_isDragging = false;
    std::optional<double> m_stretchFrom; ///< pixels, while a stretch is drawn
    double m_stretchTo = 0;
};

} // namespace views
