#pragma once

#include <QLineF>
#include <QList>
#include <QRectF>

#include <optional>

namespace views {

/// The part of `line` inside `box`, or nothing. Liang and Barsky, ACM TOG 3 (1984).
[[nodiscard]] std::optional<QLineF> clippedLine(const QLineF& line, const QRectF& box);

/// From a point to the nearest of a line between its ends.
[[nodiscard]] double distanceTo(const QLineF& line, QPointF point);

/// Dashes of `on` pixels every `pitch` pixels, counted from the line's own start (so they do not crawl while
/// panning), only those that may be seen in `box`. Qt's dashed pens cost ten times as much.
void appendDashes(QList<QLineF>& out, const QLineF& line, double on, double pitch, const QRectF& box);

/// Short strokes across the line, leaning 45°, `reach` pixels to each side of it.
void appendHatch(QList<QLineF>& out, const QLineF& line, double reach, double pitch, const QRectF& box);

/// Small crosses on the line.
void appendCrosses(QList<QLineF>& out, const QLineF& line, double reach, double pitch, const QRectF& box);

} // namespace views
