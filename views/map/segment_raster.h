#pragma once

#include <QColor>
#include <QImage>
#include <QLineF>
#include <QList>

namespace views {

/// Antialiased straight strokes with flat caps, opaque, straight into an RGB32 image: what thousands of links
/// are made of. Coverage is the overlap of the stroke with each pixel's extent across and along it; next to
/// QPainter it is the same to the eye and several times faster (docs/benchmarks.md). No painter may be active
/// on the image.
class SegmentRaster
{
  public:
    /// Precondition: `image` is Format_RGB32 and outlives this.
    explicit SegmentRaster(QImage& image);

    /// In logical pixels of the image. Widths below a device pixel thin out instead of vanishing.
    void draw(const QLineF& line, double width, const QColor& colour);
    void draw(const QList<QLineF>& lines, double width, const QColor& colour);

  private:
    struct Axes;
    void fill(const QLineF& device, double halfWidth, QRgb colour);

    uchar* m_bits;
    qsizetype m_bytesPerLine;
    QRectF m_box; ///< device pixels
    double m_ratio;
};

} // namespace views
