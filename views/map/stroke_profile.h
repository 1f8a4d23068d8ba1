#pragma once

#include "views/map/pixel_quad.h"

#include <array>
#include <span>

namespace views {

/// One of the strokes along a line: what lies `low` to `high` pixels to the right of the way, in an opaque
/// colour.
struct StrokeBand
{
    double low = 0;
    double high = 0;
    QRgb colour = 0;
};

/// The strokes of one line as they lie across it, later ones over earlier ones: what each pixel keeps and
/// gets by its distance from the line. Coverage is the overlap of the pixel's extent, one pixel wide, with
/// each band. In device pixels.
class StrokeProfile
{
  public:
    static constexpr std::size_t kMaxBands = 4;

    /// Precondition: 1 to kMaxBands bands, each with low < high.
    explicit StrokeProfile(std::span<const StrokeBand> bands);

    /// Distances from the line, right is positive, outside which no pixel is touched.
    [[nodiscard]] double low() const { return m_low; }

    [[nodiscard]] double high() const { return m_high; }

    /// Four pixels at these distances, of which `part` (0..1) counts: less than 1 at the ends of the line.
    [[nodiscard]] quad::Cover at(quad::Float4 distance, quad::Float4 part) const;

  private:
    /// Coverage is the least of d - low, high - d and most, and not negative.
    struct Band
    {
        quad::Float4 low, high, most;
        quad::Float4 red, green, blue;
    };

    std::array<Band, kMaxBands> m_bands{};
    std::size_t m_count;
    double m_low;
    double m_high;
};

} // namespace views
