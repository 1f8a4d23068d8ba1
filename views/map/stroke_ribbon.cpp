#include "views/map/stroke_ribbon.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace views {

namespace {

using quad::Float4;

constexpr double kNearlyLevel = 1e-9;
constexpr double kLongestRow_px = 1e6;

Float4 all(double value)
{
    return quad::all(static_cast<float>(value));
}

/// start, start + step, start + 2 step, start + 3 step.
Float4 ramp(double start, double step)
{
    return all(start) + all(step) * Float4{0, 1, 2, 3};
}

/// First pixel whose middle is not left of `x`, or the image's edge.
int pixelFrom(double x, int width)
{
    return static_cast<int>(std::min(std::max(x + 0.5, 0.0), static_cast<double>(width)));
}

int quadsFor(double width_px)
{
    const int pixels = static_cast<int>(std::min(width_px, kLongestRow_px)) + 1;
    return (pixels + quad::kPixels - 1) / quad::kPixels;
}

} // namespace

/// One that runs along the rows crosses them very far away: it needs no case of its own.
StrokeRibbon::Strip::Strip(double a, double b, double low, double high)
{
    const double slant = std::abs(a) < kNearlyLevel ? kNearlyLevel : a;
    left = {std::min(low / slant, high / slant), -b / slant};
    right = {std::max(low / slant, high / slant), -b / slant};
}

StrokeRibbon::StrokeRibbon(const QLineF& line, std::span<const StrokeBand> bands)
    : m_start(line.p1())
    , m_length(line.length())
    , m_way((line.p2() - line.p1()) / m_length)
    , m_profile(bands)
    , m_across(-m_way.y(), m_way.x(), m_profile.low(), m_profile.high())
    , m_along(m_way.x(), m_way.y(), -0.5, m_length + 0.5)
    , m_clear(m_way.x(), m_way.y(), 0.5, m_length - 0.5)
    , m_quads(quadsFor(m_across.right.atZero - m_across.left.atZero))
{}

void StrokeRibbon::fill(const PixelRows& image) const
{
    const Rows touched = touchedRows(image.height);
    const Rows like = likeRows(touched, image.width);
    if (like.count() < kFewRows) {
        fillRows(image, touched);
        return;
    }
    fillRows(image, {touched.first, like.first});
    fillLikeRows(image, like);
    fillRows(image, {like.end, touched.end});
}

StrokeRibbon::Rows StrokeRibbon::touchedRows(int height) const
{
    const double reach = std::max(-m_profile.low(), m_profile.high()) + 1;
    const double end = m_start.y() + m_way.y() * m_length;
    return {pixelFrom(std::min(m_start.y(), end) - reach, height),
            pixelFrom(std::max(m_start.y(), end) + reach, height)};
}

/// Those clear of the ends and of the picture's sides.
StrokeRibbon::Rows StrokeRibbon::likeRows(const Rows& touched, int width) const
{
    constexpr double kMargin_px = 0.01; // for rounding
    if (m_quads > kMaxQuads) {
        return {};
    }
    Rows out = touched;
    keepWhere(out, m_across.left, m_clear.left);
    keepWhere(out, m_clear.right, m_across.right);
    const double origin = -m_start.x() - 0.5;
    keepWhere(out, m_across.left, {origin + kMargin_px, 0});
    keepWhere(out, {origin + width - m_quads * quad::kPixels - kMargin_px, 0}, m_across.left);
    return out;
}

/// Drops the rows where `right` is left of `left`. Both are straight: what stays is one run.
void StrokeRibbon::keepWhere(Rows& rows, const Edge& right, const Edge& left) const
{
    const double gain = right.perRow - left.perRow;
    const double missing = left.atZero - right.atZero;
    if (gain == 0) {
        rows.end = missing > 0 ? rows.first : rows.end;
        return;
    }
    const double row = std::clamp(missing / gain + m_start.y() - 0.5, -1.0, 1e6);
    if (gain > 0) {
        rows.first = std::max(rows.first, static_cast<int>(std::ceil(row)));
    } else {
        rows.end = std::min(rows.end, static_cast<int>(std::floor(row)) + 1);
    }
}

void StrokeRibbon::fillRows(const PixelRows& image, const Rows& rows) const
{
    for (int row = rows.first; row < rows.end; ++row) {
        const double y = row + 0.5 - m_start.y();
        const double left = std::max(m_across.left.at(y), m_along.left.at(y));
        const double right = std::min(m_across.right.at(y), m_along.right.at(y));
        fillRow(image, row, pixelFrom(left + m_start.x(), image.width),
                pixelFrom(right + m_start.x(), image.width));
    }
}

void StrokeRibbon::fillRow(const PixelRows& image, int row, int first, int end) const
{
    const double x = first + 0.5 - m_start.x();
    const double y = row + 0.5 - m_start.y();
    Float4 across = ramp(y * m_way.x() - x * m_way.y(), -m_way.y());
    Float4 along = ramp(x * m_way.x() + y * m_way.y(), m_way.x());
    const Float4 far = all(m_length + 0.5);
    const Float4 most = all(std::min(1.0, m_length));
    for (int column = first; column < end; column += quad::kPixels) {
        const Float4 part = quad::smaller(quad::smaller(along + 0.5F, far - along), most);
        const quad::Cover cover = m_profile.at(across, quad::larger(part, Float4{}));
        if (column + quad::kPixels <= image.width) {
            quad::lay(image.at(column, row), cover);
        } else {
            quad::lay(image.at(column, row), cover, image.width - column);
        }
        across += all(-m_way.y() * quad::kPixels);
        along += all(m_way.x() * quad::kPixels);
    }
}

/// For each phase a row whose left edge lies (phase + ½) / kPhases of a pixel right of the middle of the
/// pixel before the first.
void StrokeRibbon::prepare(std::span<quad::Cover> prepared) const
{
    const double step = -m_way.y(); // of the distance from the line, from pixel to pixel
    const double edge = step > 0 ? m_profile.low() : m_profile.high();
    auto next = prepared.begin();
    for (int phase = 0; phase < kPhases; ++phase) {
        const double first = edge + step * (1 - (phase + 0.5) / kPhases);
        for (int i = 0; i < m_quads; ++i) {
            *next++ = m_profile.at(ramp(first + step * i * quad::kPixels, step), quad::all(1));
        }
    }
}

void StrokeRibbon::fillLikeRows(const PixelRows& image, const Rows& rows) const
{
    constexpr int kFractionBits = 32;
    constexpr int kPhaseBits = std::countr_zero(static_cast<unsigned>(kPhases));
    constexpr double kOne = static_cast<double>(std::int64_t{1} << kFractionBits);
    std::array<quad::Cover, std::size_t{kPhases} * kMaxQuads> prepared;
    prepare(prepared);
    const double y = rows.first + 0.5 - m_start.y();
    auto edge = static_cast<std::int64_t>((m_across.left.at(y) + m_start.x() + 0.5) * kOne);
    const auto perRow = static_cast<std::int64_t>(m_across.left.perRow * kOne);
    for (int row = rows.first; row < rows.end; ++row, edge += perRow) {
        const auto phase = static_cast<std::size_t>((edge >> (kFractionBits - kPhaseBits)) & (kPhases - 1));
        const quad::Cover* cover = &prepared[phase * static_cast<std::size_t>(m_quads)];
        uchar* pixels = image.at(static_cast<int>(edge >> kFractionBits), row);
        for (int i = 0; i < m_quads; ++i, pixels += quad::kPixels * quad::kPixelBytes) {
            quad::lay(pixels, cover[i]);
        }
    }
}

} // namespace views
