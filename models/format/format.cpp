#include "models/format/format.h"

#include "models/format/nothing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace models::format {

namespace {

/// A multiple of a base unit, largest first.
struct Multiple
{
    double size;
    const char16_t* unit;
};

constexpr std::array<Multiple, 4> kFlops{
    {{1e9, u"EFLOPS"}, {1e6, u"PFLOPS"}, {1e3, u"TFLOPS"}, {1, u"GFLOPS"}}};
constexpr std::array<Multiple, 5> kBits{
    {{1e12, u"Tb/s"}, {1e9, u"Gb/s"}, {1e6, u"Mb/s"}, {1e3, u"kb/s"}, {1, u"b/s"}}};
constexpr std::array<Multiple, 4> kWatts{{{1e9, u"GW"}, {1e6, u"MW"}, {1e3, u"kW"}, {1, u"W"}}};
constexpr std::array<Multiple, 7> kBytes{
    {{1e18, u"EB"}, {1e15, u"PB"}, {1e12, u"TB"}, {1e9, u"GB"}, {1e6, u"MB"}, {1e3, u"kB"}, {1, u"B"}}};
constexpr std::array<Multiple, 4> kPackets{
    {{1e9, u"Gpkt/s"}, {1e6, u"Mpkt/s"}, {1e3, u"kpkt/s"}, {1, u"pkt/s"}}};
constexpr std::array<Multiple, 2> kMetres{{{1e3, u"km"}, {1, u"m"}}};
const QChar kMinus{0x2212};
constexpr double kMilli = 1e-6; ///< ms in a ns

/// The largest multiple that `value` reaches once rounded to three digits (999.6 G is 1.00 T); the smallest
/// for 0.
const Multiple& multipleFor(double value, std::span<const Multiple> multiples)
{
    for (const Multiple& multiple : multiples) {
        if (std::abs(value) >= multiple.size * 0.9995) {
            return multiple;
        }
    }
    return multiples.back();
}

Quantity inMultiple(double value, std::span<const Multiple> multiples, const QLocale& locale)
{
    if (!std::isfinite(value)) {
        return {unknown(), {}};
    }
    const Multiple& multiple = multipleFor(value, multiples);
    return {number(value / multiple.size, locale), QString::fromUtf16(multiple.unit)};
}

/// Digits after the point that leave three significant ones; at most 6.
int decimalsFor(double value)
{
    const double size = std::abs(value);
    if (size == 0) {
        return 0;
    }
    const int magnitude = static_cast<int>(std::floor(std::log10(size) + 0.0005)); // 9.996 counts as 10
    return std::clamp(2 - magnitude, 0, 6);
}

/// A minus sign (U+2212) instead of a hyphen, and none before what is shown as nothing.
QString withSign(QString text)
{
    if (!text.startsWith(u'-')) {
        return text;
    }
    return isNothing(text) ? text.mid(1) : text.replace(0, 1, kMinus);
}

/// Units of things that are counted: the label says what, the number stands alone.
bool isCount(std::string_view unit)
{
    return unit == "cards" || unit == "jobs" || unit == "feeds" || unit == "errors" || unit == "ports";
}

} // namespace

QString Quantity::text() const
{
    return unit.isEmpty() ? number : number + u' ' + unit;
}

QString unknown()
{
    return QStringLiteral("—");
}

QString number(double value, const QLocale& locale)
{
    return std::isfinite(value) ? withSign(locale.toString(value, 'f', decimalsFor(value))) : unknown();
}

QString fixed(double value, int decimals, const QLocale& locale)
{
    return std::isfinite(value) ? withSign(locale.toString(value, 'f', decimals)) : unknown();
}

QString count(std::uint64_t value, const QLocale& locale)
{
    QLocale grouped = locale;
    grouped.setNumberOptions(QLocale::DefaultNumberOptions);
    return grouped.toString(static_cast<qulonglong>(value));
}

QString count(double value, const QLocale& locale)
{
    constexpr double kLargest = 1e18; // beyond it a double no longer counts
    if (!std::isfinite(value) || std::abs(value) > kLargest) {
        return unknown();
    }
    const long long whole = std::llround(value);
    return whole < 0 ? kMinus + count(static_cast<std::uint64_t>(-whole), locale)
                     : count(static_cast<std::uint64_t>(whole), locale);
}

Quantity flops(double gflops, const QLocale& locale)
{
    return inMultiple(gflops, kFlops, locale);
}

Quantity bitRate(double bps, const QLocale& locale)
{
    return inMultiple(bps, kBits, locale);
}

Quantity percent(double ratio, const QLocale& locale)
{
    if (!std::isfinite(ratio)) {
        return {unknown(), {}};
    }
    const double percents = ratio * 100;
    return {fixed(percents, std::abs(percents) < 99.95 ? 1 : 0, locale), QStringLiteral("%")};
}

Quantity power(double watts, const QLocale& locale)
{
    return inMultiple(watts, kWatts, locale);
}

Quantity bytes(double bytes, const QLocale& locale)
{
    return inMultiple(bytes, kBytes, locale);
}

Quantity milliseconds(twin::TimeNs duration, const QLocale& locale)
{
    return {number(static_cast<double>(duration) * kMilli, locale), QStringLiteral("ms")};
}

Quantity errorRatio(double ratio, const QLocale& locale)
{
    if (!std::isfinite(ratio) || ratio < 0) {
        return {unknown(), {}};
    }
    if (ratio == 0) {
        return {QStringLiteral("0"), {}};
    }
    int exponent = static_cast<int>(std::floor(std::log10(ratio)));
    double lead = std::round(ratio * std::pow(10.0, 2 - exponent)) / 100;
    if (lead >= 10) {
        lead /= 10;
        ++exponent;
    }
    return {fixed(lead, 2, locale) + u'e' + QString::number(exponent), {}};
}

Quantity length(double metres, const QLocale& locale)
{
    return inMultiple(metres, kMetres, locale);
}

Quantity money(twin::MoneyE4 amount, const QLocale& locale)
{
    QLocale grouped = locale;
    grouped.setNumberOptions(QLocale::DefaultNumberOptions);
    return {fixed(static_cast<double>(amount) * 1e-4, 2, grouped), QStringLiteral("CNY")};
}

Quantity metric(double value, std::string_view unit, const QLocale& locale)
{
    if (!std::isfinite(value)) {
        return {unknown(), {}};
    }
    if (isCount(unit)) {
        return {count(value, locale), {}};
    }
    if (unit == "1" && value != 0 && std::abs(value) < 1e-3) {
        return {locale.toString(value, 'e', 1).toLower(), {}};
    }
    const Scale scale = scaleFor(value, unit);
    if (unit == "°C" || unit == "dB" || unit == "dBm") {
        return {fixed(value, 1, locale), scale.unit};
    }
    return {number(value * scale.factor, locale), scale.unit};
}

Scale scaleFor(double maximum, std::string_view unit)
{
    const auto scaled = [maximum](std::span<const Multiple> multiples) {
        const Multiple& multiple = multipleFor(maximum, multiples);
        return Scale{1 / multiple.size, QString::fromUtf16(multiple.unit)};
    };
    if (unit == "b/s") {
        return scaled(kBits);
    }
    if (unit == "GFLOPS") {
        return scaled(kFlops);
    }
    if (unit == "W") {
        return scaled(kWatts);
    }
    if (unit == "B") {
        return scaled(kBytes);
    }
    if (unit == "pkt/s") {
        return scaled(kPackets);
    }
    if (unit == "ns") {
        return {kMilli, QStringLiteral("ms")};
    }
    if (unit == "1" || unit == "state" || unit == "0-10" || isCount(unit)) {
        return {};
    }
    return {1, text(unit)};
}

} // namespace models::format
