#pragma once

#include "views/map/stroke_profile.h"

#include <QImage>
#include <QLineF>

#include <algorithm>
#include <cmath>
#include <span>

/// Strokes laid down the plain way: every pixel of the image, every band, in double precision.
namespace strokeoracle {

/// How much of the interval [at - ½, at + ½] lies within [low, high].
inline double overlap(double at, double low, double high)
{
    return std::clamp(std::min(at + 0.5, high) - std::max(at - 0.5, low), 0.0, 1.0);
}

inline QRgb mixed(QRgb under, QRgb over, double part)
{
    const auto channel = [part](int below, int above) {
        return static_cast<int>(std::lround(below + (above - below) * part));
    };
    return qRgb(channel(qRed(under), qRed(over)), channel(qGreen(under), qGreen(over)),
                channel(qBlue(under), qBlue(over)));
}

/// In device pixels.
inline void draw(QImage& image, const QLineF& line, std::span<const views::StrokeBand> bands)
{
    const QPointF way = (line.p2() - line.p1()) / line.length();
    for (int row = 0; row < image.height(); ++row) {
        auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < image.width(); ++column) {
            const QPointF from = QPointF(column + 0.5, row + 0.5) - line.p1();
            const double across = from.y() * way.x() - from.x() * way.y();
            const double along = overlap(QPointF::dotProduct(from, way), 0, line.length());
            for (const views::StrokeBand& band : bands) {
                pixels[column] =
                    mixed(pixels[column], band.colour, overlap(across, band.low, band.high) * along);
            }
        }
    }
}

} // namespace strokeoracle
