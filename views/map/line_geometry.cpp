#include "views/map/line_geometry.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

/// Calls `visit(distance)` for the multiples of `pitch` (plus half of it) along the part of the line in the
/// box.
template <typename Visit> void forEachStep(const QLineF& line, double pitch, const QRectF& box, Visit visit)
{
    const auto seen = clippedLine(line, box);
    const double length = line.length();
    if (!seen || length < 1e-6) {
        return;
    }
    const double from = QLineF(line.p1(), seen->p1()).length();
    const double to = QLineF(line.p1(), seen->p2()).length();
    if (length < pitch) {
        visit(length / 2);
        return;
    }
    for (double at = pitch * (std::floor(from / pitch) + 0.5); at < to; at += pitch) {
        visit(at);
    }
}

} // namespace

std::optional<QLineF> clippedLine(const QLineF& line, const QRectF& box)
{
    double enter = 0;
    double leave = 1;
    const auto clip = [&](double toward, double room) {
        if (toward == 0) {
            return room >= 0;
        }
        const double part = room / toward;
        if (toward < 0) {
            enter = std::max(enter, part);
        } else {
            leave = std::min(leave, part);
        }
        return enter <= leave;
    };
    if (!clip(-line.dx(), line.x1() - box.left()) || !clip(line.dx(), box.right() - line.x1()) ||
        !clip(-line.dy(), line.y1() - box.top()) || !clip(line.dy(), box.bottom() - line.y1())) {
        return std::nullopt;
    }
    return QLineF(line.pointAt(enter), line.pointAt(leave));
}

double distanceTo(const QLineF& line, QPointF point)
{
    const QPointF way(line.dx(), line.dy());
    const double length2 = QPointF::dotProduct(way, way);
    const double part =
        length2 > 0 ? std::clamp(QPointF::dotProduct(point - line.p1(), way) / length2, 0.0, 1.0) : 0;
    return QLineF(line.pointAt(part), point).length();
}

void appendDashes(QList<QLineF>& out, const QLineF& line, double on, double pitch, const QRectF& box)
{
    const double length = line.length();
    forEachStep(line, pitch, box, [&](double at) {
        out.append({line.pointAt(std::max(0.0, (at - on / 2) / length)),
                    line.pointAt(std::min(1.0, (at + on / 2) / length))});
    });
}

void appendHatch(QList<QLineF>& out, const QLineF& line, double reach, double pitch, const QRectF& box)
{
    const double length = line.length();
    const QPointF way(line.dx() / length, line.dy() / length);
    const QPointF lean = (way + QPointF(-way.y(), way.x())) * reach;
    forEachStep(line, pitch, box, [&](double at) {
        const QPointF middle = line.pointAt(at / length);
        out.append({middle - lean, middle + lean});
    });
}

void appendCrosses(QList<QLineF>& out, const QLineF& line, double reach, double pitch, const QRectF& box)
{
    const double length = line.length();
    forEachStep(line, pitch, box, [&](double at) {
        const QPointF middle = line.pointAt(at / length);
        out.append({middle - QPointF(reach, reach), middle + QPointF(reach, reach)});
        out.append({middle - QPointF(reach, -reach), middle + QPointF(reach, -reach)});
    });
}

} // namespace views
