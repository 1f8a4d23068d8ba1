#include "views/map/stroke_profile.h"

#include <algorithm>

namespace views {

namespace {

using quad::Float4;

Float4 all(double value)
{
    return quad::all(static_cast<float>(value));
}

} // namespace

StrokeProfile::StrokeProfile(std::span<const StrokeBand> bands)
    : m_count(bands.size())
    , m_low(bands.front().low)
    , m_high(bands.front().high)
{
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const StrokeBand& band = bands[i];
        m_low = std::min(m_low, band.low);
        m_high = std::max(m_high, band.high);
        m_bands[i] = {
            all(band.low - 0.5),    all(band.high + 0.5),     all(std::min(1.0, band.high - band.low)),
            all(qRed(band.colour)), all(qGreen(band.colour)), all(qBlue(band.colour))};
    }
    m_low -= 0.5;
    m_high += 0.5;
}

quad::Cover StrokeProfile::at(Float4 distance, Float4 part) const
{
    const Float4 none{};
    Float4 keep = quad::all(1);
    Float4 red{};
    Float4 green{};
    Float4 blue{};
    for (std::size_t i = 0; i < m_count; ++i) {
        const Band& band = m_bands[i];
        const Float4 within =
            quad::smaller(quad::smaller(distance - band.low, band.high - distance), band.most);
        const Float4 over = quad::larger(within, none) * part;
        const Float4 rest = 1 - over;
        keep *= rest;
        red = red * rest + band.red * over;
        green = green * rest + band.green * over;
        blue = blue * rest + band.blue * over;
    }
    return quad::coverOf(keep, red, green, blue);
}

} // namespace views
