#pragma once

#include "views/map/stroke_profile.h"

#include <QLineF>

#include <span>

namespace views {

/// Rows of RGB32 pixels.
struct PixelRows
{
    uchar* bits = nullptr;
    qsizetype bytesPerLine = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] uchar* at(int column, int row) const
    {
        return bits + row * bytesPerLine + column * qsizetype{quad::kPixelBytes};
    }
};

/// Strokes side by side along one line, ready to be laid into an image. A pixel's coverage is the overlap of
/// its extent with each band across the line, times its overlap with the line's length.
///
/// Away from the ends, a row of pixels looks like every other row whose left edge falls at the same place
/// within a pixel. So a long line is filled with rows worked out once, for kPhases such places: that is what
/// most of the map's links are made of. Ends, short lines and those at the picture's sides are worked out row
/// by row. In device pixels.
class StrokeRibbon
{
  public:
    /// Preconditions: the line has a length; bands as StrokeProfile wants them.
    StrokeRibbon(const QLineF& line, std::span<const StrokeBand> bands);

    /// What lies outside the image is left out.
    void fill(const PixelRows& image) const;

  private:
    static constexpr int kPhases = 32;               ///< a row is at most 1/64 pixel from where it belongs
    static constexpr int kMaxQuads = 12;             ///< longest row worth preparing: 24 KB of them
    static constexpr int kFewRows = 3 * kPhases / 2; ///< not worth preparing for

    /// The x at which a straight edge crosses the rows, from the line's start.
    struct Edge
    {
        double atZero = 0;
        double perRow = 0;

        [[nodiscard]] double at(double y) const { return atZero + perRow * y; }
    };

    /// Where low ≤ a·x + b·y ≤ high.
    struct Strip
    {
        Edge left;
        Edge right;

        Strip(double a, double b, double low, double high);
    };

    /// first ≤ row < end
    struct Rows
    {
        int first = 0;
        int end = 0;

        [[nodiscard]] int count() const { return end - first; }
    };

    [[nodiscard]] Rows touchedRows(int height) const;
    [[nodiscard]] Rows likeRows(const Rows& touched, int width) const;
    void keepWhere(Rows& rows, const Edge& right, const Edge& left) const;
    void fillRows(const PixelRows& image, const Rows& rows) const;
    void fillRow(const PixelRows& image, int row, int first, int end) const;
    void prepare(std::span<quad::Cover> prepared) const;
    void fillLikeRows(const PixelRows& image, const Rows& rows) const;

    QPointF m_start;
    double m_length;
    QPointF m_way; ///< unit vector
    StrokeProfile m_profile;
    Strip m_across; ///< of all bands
    Strip m_along;  ///< of the length
    Strip m_clear;  ///< what of it the ends do not touch
    int m_quads;    ///< of a row, in fours of pixels
};

} // namespace views
