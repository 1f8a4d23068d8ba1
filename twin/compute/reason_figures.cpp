#include "twin/compute/reason_figures.h"

#include "twin/support/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string_view>

namespace twin::compute {

namespace {

constexpr int kDigits = 3;
constexpr int kShareDigits = 6;
constexpr int kMostDigits = 12;

struct Scale
{
    double size;
    std::string_view unit;
};

/// The largest first; the last is that of what is smaller still.
constexpr std::array<Scale, 4> kSeconds{{{4 * 86'400.0, " d"}, {3'600, " h"}, {60, " min"}, {1, " s"}}};
constexpr std::array<Scale, 6> kBytes{
    {{1e15, " PB"}, {1e12, " TB"}, {1e9, " GB"}, {1e6, " MB"}, {1e3, " kB"}, {1, " B"}}};
constexpr std::array<Scale, 5> kRates{
    {{1e12, " Tb/s"}, {1e9, " Gb/s"}, {1e6, " Mb/s"}, {1e3, " kb/s"}, {1, " b/s"}}};

double rounded(double value, int digits)
{
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   std::chars_format::scientific, digits - 1)
                         .ptr;
    double out = value;
    std::from_chars(text.data(), end, out);
    return out;
}

/// `16,000`.
std::string grouped(std::string text)
{
    constexpr std::ptrdiff_t kGroup = 3;
    const std::size_t point = std::min(text.find_first_not_of("-0123456789"), text.size());
    const std::ptrdiff_t first = text.starts_with('-') ? 1 : 0;
    for (auto at = static_cast<std::ptrdiff_t>(point) - kGroup; at > first; at -= kGroup) {
        text.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return text;
}

std::string digitsOf(double value, int digits)
{
    return grouped(exactText(rounded(value, digits)));
}

std::string scaled(std::span<const Scale> scales, double value, int digits)
{
    constexpr double kDay_s = 86'400;
    const Scale* scale = &scales.back();
    for (const Scale& one : scales) {
        if (std::abs(value) >= one.size) {
            scale = &one;
            break;
        }
    }
    const bool isDays = scale->unit == " d"; // hours up to four days: deadlines are given in them
    return digitsOf(value / (isDays ? kDay_s : scale->size), digits) + std::string(scale->unit);
}

/// Digits before the point, at least `digits`.
int wholeDigits(double value, int digits)
{
    const double size = std::abs(value);
    return size < 1 ? digits : std::clamp(1 + static_cast<int>(std::floor(std::log10(size))), digits, 17);
}

std::string figure(ReasonUnit unit, double value, int digits)
{
    if (!std::isfinite(value)) {
        return "—";
    }
    switch (unit) {
    case ReasonUnit::Share:
        return digitsOf(100 * value, std::max(digits, kShareDigits)) + " %";
    case ReasonUnit::Cards:
        return digitsOf(value, wholeDigits(value, digits)) + " cards";
    case ReasonUnit::Money:
        return digitsOf(value, wholeDigits(value, digits)) + " CNY";
    case ReasonUnit::Milliseconds:
        return digitsOf(value, digits) + " ms";
    case ReasonUnit::Seconds:
        return scaled(kSeconds, value, digits);
    case ReasonUnit::Bytes:
        return scaled(kBytes, value, digits);
    case ReasonUnit::Rate:
        return scaled(kRates, value, digits);
    case ReasonUnit::Plain:
        break;
    }
    return digitsOf(value, digits);
}

} // namespace

std::string reasonFigure(ReasonUnit unit, double value)
{
    return figure(unit, value, kDigits);
}

std::pair<std::string, std::string> reasonFigures(ReasonUnit unit, double a, double b)
{
    std::pair<std::string, std::string> out;
    for (int digits = kDigits; digits <= kMostDigits; ++digits) {
        out = {figure(unit, a, digits), figure(unit, b, digits)};
        if (out.first != out.second) {
            break;
        }
    }
    return out;
}

} // namespace twin::compute
