#include "views/map/segment_raster.h"

#include "views/map/line_geometry.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace views {

namespace {

/// How much of the interval [at - ½, at + ½] lies within [low, high].
double overlap(double at, double low, double high)
{
    return std::clamp(std::min(at + 0.5, high) - std::max(at - 0.5, low), 0.0, 1.0);
}

/// `part` of 256 of `over` on `under`; both opaque.
QRgb blended(QRgb under, QRgb over, unsigned part)
{
    const unsigned rest = 256 - part;
    const unsigned redBlue = ((under & 0xFF00FFU) * rest + (over & 0xFF00FFU) * part) >> 8U;
    const unsigned green = ((under & 0x00FF00U) * rest + (over & 0x00FF00U) * part) >> 8U;
    return 0xFF000000U | (redBlue & 0xFF00FFU) | (green & 0x00FF00U);
}

} // namespace

/// The image seen along the stroke's longer axis: `major` steps along it, `minor` across.
struct SegmentRaster::Axes
{
    uchar* bits;
    qsizetype majorStep; ///< bytes
    qsizetype minorStep;
    int majorSize;
    int minorSize;
    double majorStart, minorStart; ///< first end of the stroke
    double along, across;          ///< unit direction, |along| >= |across|
    double length;

    void fill(double halfWidth, QRgb colour) const
    {
        const double low = std::min(majorStart, majorStart + along * length);
        const double high = std::max(majorStart, majorStart + along * length);
        const int first = std::max(0, static_cast<int>(std::floor(low - halfWidth - 1)));
        const int last = std::min(majorSize - 1, static_cast<int>(std::ceil(high + halfWidth + 1)));
        const double slope = across / along;
        const double reach = (halfWidth + 0.5) / std::abs(along);
        for (int major = first; major <= last; ++major) {
            const double ahead = major + 0.5 - majorStart;
            fillAcross(major, minorStart + ahead * slope, ahead / along, reach, halfWidth, colour);
        }
    }

    /// One row of pixels across the stroke: its middle is at `centre`, `way` along the stroke.
    void fillAcross(int major, double centre, double way, double reach, double halfWidth, QRgb colour) const
    {
        const double tilt = reach * std::abs(across);
        if (way < -tilt - 0.5 || way > length + tilt + 0.5) {
            return;
        }
        const bool atEnd = way < tilt + 0.5 || way > length - tilt - 0.5;
        const int first = std::max(0, static_cast<int>(std::floor(centre - reach - 0.5)));
        const int last = std::min(minorSize - 1, static_cast<int>(std::ceil(centre + reach - 0.5)));
        uchar* at = bits + major * majorStep + first * minorStep;
        if (!atEnd) {
            fillInside(at, last - first + 1, first + 0.5 - centre, halfWidth, colour);
            return;
        }
        for (int minor = first; minor <= last; ++minor, at += minorStep) {
            const double off = minor + 0.5 - centre;
            const double covered =
                overlap(off * along, -halfWidth, halfWidth) * overlap(way + off * across, 0, length);
            auto* pixel = reinterpret_cast<QRgb*>(at);
            const auto part = static_cast<unsigned>(covered * 256 + 0.5);
            *pixel = part >= 256 ? colour : blended(*pixel, colour, part);
        }
    }

    /// Away from the ends coverage depends on the distance from the middle alone: 16.16 fixed point, the most
    /// frequent loop of the map.
    void fillInside(uchar* at, int count, double firstOff, double halfWidth, QRgb colour) const
    {
        constexpr std::int32_t kOne = 65536;
        const auto fixed = [](double value) {
            return static_cast<std::int32_t>(value * kOne);
        };
        const std::int32_t edge = fixed(halfWidth + 0.5);
        const std::int32_t most = fixed(std::min(1.0, 2 * halfWidth));
        const std::int32_t step = fixed(std::abs(along));
        std::int32_t off = fixed(firstOff * std::abs(along));
        for (int i = 0; i < count; ++i, at += minorStep, off += step) {
            const std::int32_t covered = std::min(most, edge - std::abs(off));
            if (covered > 0) {
                auto* pixel = reinterpret_cast<QRgb*>(at);
                *pixel =
                    covered >= kOne ? colour : blended(*pixel, colour, static_cast<unsigned>(covered) >> 8U);
            }
        }
    }
};

SegmentRaster::SegmentRaster(QImage& image)
    : m_bits(image.bits())
    , m_bytesPerLine(image.bytesPerLine())
    , m_box(QPointF(0, 0), QSizeF(image.size()))
    , m_ratio(image.devicePixelRatio())
{}

void SegmentRaster::fill(const QLineF& device, double halfWidth, QRgb colour)
{
    const double length = device.length();
    const bool level = std::abs(device.dx()) >= std::abs(device.dy());
    const int width = static_cast<int>(m_box.width());
    const int height = static_cast<int>(m_box.height());
    constexpr qsizetype kPixel = sizeof(QRgb);
    const Axes axes = level ? Axes{m_bits,
                                   kPixel,
                                   m_bytesPerLine,
                                   width,
                                   height,
                                   device.x1(),
                                   device.y1(),
                                   device.dx() / length,
                                   device.dy() / length,
                                   length}
                            : Axes{m_bits,
                                   m_bytesPerLine,
                                   kPixel,
                                   height,
                                   width,
                                   device.y1(),
                                   device.x1(),
                                   device.dy() / length,
                                   device.dx() / length,
                                   length};
    axes.fill(halfWidth, colour);
}

void SegmentRaster::draw(const QLineF& line, double width, const QColor& colour)
{
    const double halfWidth = width * m_ratio / 2;
    const double margin = halfWidth + 2; // a cap made by clipping must fall outside
    const QLineF device(line.p1() * m_ratio, line.p2() * m_ratio);
    const auto seen = clippedLine(device, m_box.adjusted(-margin, -margin, margin, margin));
    if (seen && seen->length() > 1e-6) {
        fill(*seen, halfWidth, colour.rgb());
    }
}

void SegmentRaster::draw(const QList<QLineF>& lines, double width, const QColor& colour)
{
    for (const QLineF& line : lines) {
        draw(line, width, colour);
    }
}

} // namespace views
