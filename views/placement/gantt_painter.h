#pragma once

#include "models/placement/gantt_model.h"
#include "views/placement/gantt_geometry.h"
#include "views/theme/theme.h"

#include <QFontMetrics>

#include <optional>
#include <vector>

class QPainter;

namespace views {

/// What is written on a bar of that width: the job's identifier, with its name where both fit.
[[nodiscard]] QString ganttLabel(const models::GanttBar& bar, const QFontMetrics& metrics, int width);

/// The lane of every bar: of each row as many as hold cards at once, at most four; what is more shares the
/// last.
[[nodiscard]] std::vector<GanttLane> ganttLanes(const models::GanttModel& model);

/// Draws a Gantt chart: scale, pools, bars, the present. Colours of the theme; states differ by pattern as
/// well.
class GanttPainter
{
  public:
    /// @param lanes by bar
    GanttPainter(QPainter& painter, const models::GanttModel& model, const std::vector<GanttLane>& lanes,
                 const GanttGeometry& geometry, const Tokens& tokens, int height);

    /// @param hasFocus the current bar gets a frame that says so
    void paint(std::optional<std::size_t> current, bool hasFocus);

  private:
    void paintScale();
    void paintRows(std::optional<std::size_t> current, bool hasFocus);
    void paintLabel(int row);
    void paintLoad(int row);
    void paintBar(std::size_t bar, bool isCurrent, bool hasFocus);
    void paintDeadline(const models::GanttBar& bar, const QRectF& rect);
    void paintNow();

    QPainter& m_painter;
    const models::GanttModel& m_model;
    const std::vector<GanttLane>& m_lanes;
    const GanttGeometry& m_geometry;
    const Tokens& m_tokens;
    int m_height;
};

} // namespace views
