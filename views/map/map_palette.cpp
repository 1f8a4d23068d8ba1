#include "views/map/map_palette.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double kDimShare = 0.35;        // what stays of a colour that is not selected
constexpr double kSmallestContrast = 3.0; // WCAG 2.1, graphical objects
constexpr double kStaleSaturation = 0.25;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

QColor mixed(const QColor& a, const QColor& b, double part)
{
    const auto channel = [part](int from, int to) {
        return static_cast<int>(
            std::lround(std::lerp(static_cast<double>(from), static_cast<double>(to), part)));
    };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

MapPalette::MapPalette(const Tokens& theme)
    : tokens(theme)
    , ground(theme.bg0)
    , foreignLand(mixed(theme.bg0, theme.land, 0.5))
    , coast(mixed(theme.line, theme.dim, 0.35))
    , boundary(mixed(theme.line, theme.dim, 0.8))
    , halo(mixed(theme.bg0, theme.land, 0.5))
{
    for (std::size_t i = 0; i < m_ramp.size(); ++i) {
        m_ramp[i] = theme.utilisation(static_cast<double>(i) / (kRampSteps - 1));
        m_outlined[i] = contrastRatio(m_ramp[i], theme.land) < kSmallestContrast;
    }
}

std::size_t MapPalette::step(double ratio)
{
    const double clamped = std::isfinite(ratio) ? std::clamp(ratio, 0.0, 1.0) : 0.0;
    return static_cast<std::size_t>(std::lround(clamped * (kRampSteps - 1)));
}

QColor MapPalette::residual(double deviations) const
{
    if (std::isnan(deviations)) {
        return tokens.land;
    }
    return difference(deviations / kFullResidual);
}

QColor MapPalette::difference(double part) const
{
    const double clamped = std::clamp(part, -1.0, 1.0);
    return mixed(tokens.differenceMid, clamped < 0 ? tokens.differenceLow : tokens.differenceHigh,
                 std::abs(clamped));
}

QColor MapPalette::dimmed(const QColor& colour) const
{
    return mixed(tokens.land, colour, kDimShare);
}

QColor MapPalette::desaturated(const QColor& colour)
{
    const int grey = qGray(colour.rgb());
    return mixed(QColor(grey, grey, grey), colour, kStaleSaturation);
}

} // namespace views
