#pragma once

#include "views/theme/theme.h"

#include <QColor>

#include <array>

namespace views {

/// The tokens as the map needs them: mixtures and ramps made once per theme, not once per mark. All opaque,
/// because translucent strokes cost eight times as much; what is dimmed is mixed with the ground instead.
struct MapPalette
{
    static constexpr int kRampSteps = 64;
    static constexpr double kFullResidual = 10;

    explicit MapPalette(const Tokens& tokens);

    Tokens tokens;
    QColor ground;      ///< sea and everything outside the basemap
    QColor foreignLand; ///< neighbouring land, between ground and land
    QColor coast;       ///< outer edge of the territory, a little stronger than province borders
    QColor boundary;    ///< dash line
    QColor halo;        ///< around labels

    /// Ramp colour of a utilisation, clamped to 0..1.
    [[nodiscard]] QColor ramp(double ratio) const { return m_ramp[step(ratio)]; }

    /// Whether that colour is too close to the land (below 3:1) to stand without an outline.
    [[nodiscard]] bool needsOutline(double ratio) const { return m_outlined[step(ratio)]; }

    /// Colour of a residual in standard deviations: blue below, grey at and orange above what is expected,
    /// clamped to ±kFullResidual; NaN is the land's colour.
    [[nodiscard]] QColor residual(double deviations) const;

    /// Colour of a difference as a part of the full one: blue below, grey at and orange above 0, clamped.
    [[nodiscard]] QColor difference(double part) const;

    /// Drawn for what is not selected while something is: 35 % of the colour over the land.
    [[nodiscard]] QColor dimmed(const QColor& colour) const;
    /// For stale values: the same lightness with little colour left.
    [[nodiscard]] static QColor desaturated(const QColor& colour);

  private:
    [[nodiscard]] static std::size_t step(double ratio);

    std::array<QColor, kRampSteps> m_ramp;
    std::array<bool, kRampSteps> m_outlined{};
};

/// `part` of b over a, componentwise in sRGB; part 0 is a.
[[nodiscard]] QColor mixed(const QColor& a, const QColor& b, double part);

/// WCAG 2.1 contrast, 1..21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

} // namespace views
