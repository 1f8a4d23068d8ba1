#pragma once

#include "twin/support/units.h"

#include <QLocale>
#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

/// Numbers as people read them: three significant digits, the fitting unit, the language's digits. A value
/// that is not known (NaN) is an em dash, never zero. Pure functions, any thread.
namespace models::format {

/// A number and its unit, apart, so that a view can draw the unit dim.
struct Quantity
{
    QString number;
    QString unit; ///< may be empty

    [[nodiscard]] QString text() const;
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// "—": what is not known.
[[nodiscard]] QString unknown();

/// Three significant digits, no exponent: 111, 83.4, 1.20, 0.0312; 12,345 prints as 12345. NaN, infinity:
/// dash.
[[nodiscard]] QString number(double value, const QLocale& locale);
/// Exactly `decimals` digits after the point.
[[nodiscard]] QString fixed(double value, int decimals, const QLocale& locale);
/// Whole number with the locale's group separators.
[[nodiscard]] QString count(std::uint64_t value, const QLocale& locale);
[[nodiscard]] QString count(double value, const QLocale& locale);

/// GFLOPS as EFLOPS, PFLOPS, TFLOPS or GFLOPS.
[[nodiscard]] Quantity flops(double gflops, const QLocale& locale);
/// b/s as Tb/s, Gb/s, Mb/s, kb/s or b/s.
[[nodiscard]] Quantity bitRate(double bps, const QLocale& locale);
/// Ratio 0..1 as a percentage with one decimal below 10 %, none above 100 %: 0.5 %, 42.3 %, 107 %.
[[nodiscard]] Quantity percent(double ratio, const QLocale& locale);
/// A bit error ratio, in one form wherever it stands: 1.29e-2.
[[nodiscard]] Quantity errorRatio(double ratio, const QLocale& locale);
/// W as W, kW, MW, GW.
[[nodiscard]] Quantity power(double watts, const QLocale& locale);
/// Bytes as B, kB, MB, GB, TB, PB, EB (powers of 1000).
[[nodiscard]] Quantity bytes(double bytes, const QLocale& locale);
/// Always in ms.
[[nodiscard]] Quantity milliseconds(twin::TimeNs duration, const QLocale& locale);
/// m as m or km.
[[nodiscard]] Quantity length(double metres, const QLocale& locale);
/// 0.0001 CNY as CNY with two decimals.
[[nodiscard]] Quantity money(twin::MoneyE4 amount, const QLocale& locale);
/// A value in the unit of metrics.json ("b/s", "1" = ratio, "W", "B", "ns", "cards", …) in the fitting
/// multiple.
[[nodiscard]] Quantity metric(double value, std::string_view unit, const QLocale& locale);

/// How to draw a whole axis in one unit: shown = value × factor.
struct Scale
{
    double factor = 1;
    QString unit;
};

/// The multiple of a metrics.json unit that fits a largest value of `maximum`.
[[nodiscard]] Scale scaleFor(double maximum, std::string_view unit);

/// The largest two parts: "3 s", "2 min", "1 h 05 min", "2 d 3 h"; below a second "0 s". Translated.
[[nodiscard]] QString duration(twin::TimeNs duration);
/// Time since `then` at `now`; dash when `then` is 0 (never); "0 s" when it lies ahead.
[[nodiscard]] QString age(twin::TimeNs then, twin::TimeNs now);

/// Wall clock in UTC+8: "21:03:12"; dash for 0.
[[nodiscard]] QString clock(twin::TimeNs time);
/// "2026-11-23 21:03:12" in UTC+8; dash for 0.
[[nodiscard]] QString dateTime(twin::TimeNs time);
/// "2026-11-23" in UTC+8; dash for 0.
[[nodiscard]] QString date(twin::TimeNs time);

/// "FP16", "BF16", "INT8"…
[[nodiscard]] QString precision(twin::Precision precision);

/// UTF-8 of the twin as QString.
[[nodiscard]] inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// UTF-8 for the twin.
[[nodiscard]] inline std::string utf8(const QString& text)
{
    return text.toStdString();
}

} // namespace models::format
