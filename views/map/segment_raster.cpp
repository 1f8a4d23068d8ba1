#include "views/map/segment_raster.h"

#include "views/map/line_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace views {

namespace {

#if defined(__x86_64__)
/// QPainter's own wide code leaves the upper halves of the vector registers in use (Qt 6.4). Every narrower
/// instruction then waits for the one before it: the same links took ten times as long.
__attribute__((target("avx"))) void clearUpperHalves()
{
    __builtin_ia32_vzeroupper();
}

void leaveWideCode()
{
    if (__builtin_cpu_supports("avx")) {
        clearUpperHalves();
    }
}
#else
void leaveWideCode() {}
#endif

} // namespace

SegmentRaster::SegmentRaster(QImage& image)
    : m_rows{image.bits(), image.bytesPerLine(), image.width(), image.height()}
    , m_box(QPointF(0, 0), QSizeF(image.size()))
    , m_ratio(image.devicePixelRatio())
{
    leaveWideCode();
}

void SegmentRaster::draw(const QLineF& line, double width, const QColor& colour)
{
    const std::array<StrokeBand, 1> whole{{{-width / 2, width / 2, colour.rgb()}}};
    draw(line, whole);
}

void SegmentRaster::draw(const QList<QLineF>& lines, double width, const QColor& colour)
{
    for (const QLineF& line : lines) {
        draw(line, width, colour);
    }
}

void SegmentRaster::draw(const QLineF& line, std::span<const StrokeBand> bands)
{
    std::array<StrokeBand, StrokeProfile::kMaxBands> scaled;
    double reach = 0;
    std::ranges::transform(bands, scaled.begin(), [&](const StrokeBand& band) {
        reach = std::max({reach, -band.low * m_ratio, band.high * m_ratio});
        return StrokeBand{band.low * m_ratio, band.high * m_ratio, band.colour};
    });
    const double margin = reach + 2; // a cap made by clipping must fall outside
    const QLineF device(line.p1() * m_ratio, line.p2() * m_ratio);
    const auto seen = clippedLine(device, m_box.adjusted(-margin, -margin, margin, margin));
    if (seen && seen->length() > 1e-6) {
        StrokeRibbon(*seen, std::span(scaled).first(bands.size())).fill(m_rows);
    }
}

} // namespace views
