#pragma once

#include "views/map/stroke_ribbon.h"

#include <QColor>
#include <QImage>
#include <QLineF>
#include <QList>

#include <span>

namespace views {

/// Antialiased straight strokes with flat caps, opaque, straight into an RGB32 image: what thousands of links
/// are made of. Next to QPainter it is the same to the eye and many times faster (docs/benchmarks.md). No
/// painter may be active on the image.
class SegmentRaster
{
  public:
    /// Precondition: `image` is Format_RGB32 and outlives this.
    explicit SegmentRaster(QImage& image);

    /// In logical pixels of the image. Widths below a device pixel thin out instead of vanishing.
    void draw(const QLineF& line, double width, const QColor& colour);
    void draw(const QList<QLineF>& lines, double width, const QColor& colour);

    /// Bands side by side along one line, later ones over earlier ones: the same as one stroke each, in one
    /// pass over the pixels. At most StrokeProfile::kMaxBands, none of them empty.
    void draw(const QLineF& line, std::span<const StrokeBand> bands);

  private:
    PixelRows m_rows;
    QRectF m_box; ///< device pixels
    double m_ratio;
};

} // namespace views
