#pragma once

#include "twin/support/units.h"

#include <QRect>
#include <QRectF>

#include <utility>
#include <vector>

namespace views {

/// Which part of its row's height a bar has: jobs that hold cards at once stand above one another.
struct GanttLane
{
    int lane = 0;
    int lanes = 1; ///< of the row
};

/// Where a Gantt chart's times and rows are on the screen. Plain numbers: the widget only paints them.
struct GanttGeometry
{
    static constexpr int kRowHeight = 26; ///< of a row with one lane
    static constexpr int kBarHeight = 18;
    static constexpr int kLaneHeight = 16; ///< of several: a line of small text fits in
    static constexpr int kLeastBar = 4;    ///< px wide: shorter jobs can still be seen and clicked

    twin::TimeNs from = 0; ///< at `left`
    twin::TimeNs to = 0;   ///< at the right edge of the plot
    int labels = 180;      ///< px of the column with the pools' names
    int header = 24;       ///< px of the time scale
    int width = 0;         ///< of the viewport
    int scrolled = 0;      ///< px that the rows are scrolled up
    std::vector<int> tops; ///< px of each row below the scale, and where the last ends; empty: all alike

    /// Rows as high as their lanes need.
    /// @param lanes of each row; 0 counts as 1
    void setLanes(const std::vector<int>& lanes);

    [[nodiscard]] int plotWidth() const { return qMax(1, width - labels); }

    [[nodiscard]] double x(twin::TimeNs time) const;
    [[nodiscard]] twin::TimeNs time(double x) const;

    [[nodiscard]] int rowTop(int row) const { return header + offset(row) - scrolled; }

    [[nodiscard]] int rowHeight(int row) const { return offset(row + 1) - offset(row); }

    /// Of a row's top below the first one's, whatever is scrolled.
    [[nodiscard]] int offset(int row) const;

    /// Row at a y of the viewport; negative above the rows. It may be beyond the last row.
    [[nodiscard]] int rowAt(int y) const;
    /// Of a bar in its row.
    [[nodiscard]] QRectF bar(int row, twin::TimeNs begin, twin::TimeNs end, GanttLane lane = {}) const;

    /// Zoomed about the time at `x`: `factor` above 1 shows less. Between a minute and ten years.
    [[nodiscard]] GanttGeometry zoomed(double x, double factor) const;

    /// Moments at which the scale is written, at round times of UTC+8, and whether they stand for whole days.
    [[nodiscard]] std::pair<std::vector<twin::TimeNs>, bool> ticks() const;
};

} // namespace views
