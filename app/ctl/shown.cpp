#include "app/ctl/shown.h"

#include "app/ctl/json_text.h"
#include "models/calculators/calculator_kinds.h"
#include "models/language/language.h"
#include "models/planner/figure_cells.h"
#include "models/planner/plan_terms.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace app::ctl::shown {

namespace {

namespace format = models::format;

/// As all that this program says.
const QLocale& locale()
{
    static const models::Language language;
    return language.locale();
}

double valueOf(const Json& value)
{
    return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::string of(const format::Quantity& quantity)
{
    return format::utf8(quantity.text());
}

} // namespace

std::string rate(const Json& bps)
{
    return of(format::bitRate(valueOf(bps), locale()));
}

std::string bytes(const Json& bytes)
{
    return of(format::bytes(valueOf(bytes), locale()));
}

std::string flops(const Json& gflops)
{
    return of(format::flops(valueOf(gflops), locale()));
}

std::string percent(const Json& ratio)
{
    return of(format::percent(valueOf(ratio), locale()));
}

std::string availability(const Json& ratio)
{
    const double value = valueOf(ratio);
    return std::isfinite(value) ? of({format::fixed(100 * value, 3, locale()), QStringLiteral("%")})
                                : format::utf8(format::unknown());
}

std::string money(const Json& cny)
{
    constexpr double kMost = 9e14; // beyond it, ten-thousandths are no whole number of 64 bits
    const double value = valueOf(cny);
    return std::abs(value) < kMost ? of(format::money(std::llround(value * 1e4), locale()))
                                   : format::utf8(format::unknown());
}

std::string count(const Json& whole)
{
    return format::utf8(format::count(valueOf(whole), locale()));
}

std::string number(const Json& value, std::string_view unit)
{
    constexpr double kGrouped = 1'000; // from here on all digits are whole: 12,375,672
    const double size = valueOf(value);
    if (!std::isfinite(size)) {
        return format::utf8(format::unknown());
    }
    return of({std::abs(size) < kGrouped ? format::number(size, locale()) : format::count(size, locale()),
               format::text(unit)});
}

std::string ms(const Json& milliseconds)
{
    return number(milliseconds, "ms");
}

std::string latencyClass(const Json& row)
{
    return count(row["latency_class_ms"]) + " ms";
}

std::string duration(const Json& seconds)
{
    constexpr double kMost = 100.0 * 366 * 86'400; // the longest a moment may lie ahead
    const double value = valueOf(seconds);
    if (std::isfinite(value) && value >= 60 && value < kMost) {
        return format::utf8(format::duration(static_cast<twin::TimeNs>(value * 1e9)));
    }
    return value == 0 ? "0 s" : of(models::seconds(value, locale()));
}

std::string moment(const Json& text)
{
    const auto time = text.is_string() ? twin::parseMoment(text.get<std::string>())
                                       : twin::failure(twin::ErrorCode::BadInput, "no moment");
    return time ? format::utf8(format::dateTime(*time)) : format::utf8(format::unknown());
}

std::string words(const Json& text)
{
    std::string out = shown::text(text);
    std::ranges::replace(out, '_', ' ');
    return out;
}

std::string yesNo(const Json& value)
{
    return value.is_boolean() ? value.get<bool>() ? "yes" : "no" : "";
}

std::string text(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string() : jsonText(value);
}

std::string pools(const Json& placements)
{
    std::string out;
    for (const Json& one : placements) {
        out += (out.empty() ? "" : ", ") + text(one["pool"]) + " × " + count(one["cards"]);
    }
    return out;
}

std::string list(const Json& texts)
{
    constexpr std::size_t kMost = 3;
    std::string out;
    for (std::size_t i = 0; i < std::min(texts.size(), kMost); ++i) {
        out += (i == 0 ? "" : ", ") + text(texts[i]);
    }
    return texts.size() > kMost ? out + " … " + std::to_string(texts.size()) + " in all" : out;
}

std::string counted(std::size_t number, const std::string& one, const std::string& many)
{
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string figure(const twin::scenario::Figure& figure)
{
    if (figure.unit == twin::scenario::FigureUnit::Text) {
        return figure.text().empty() ? format::utf8(format::unknown()) : figure.text();
    }
    const models::PlanCell cell = models::figureCell(figure.unit, figure.number(), locale());
    return of({cell.text, cell.unit});
}

std::string figureName(const std::string& key)
{
    return format::utf8(models::PlanTerms::figure(key));
}

std::string difference(twin::scenario::FigureUnit unit, double difference)
{
    const models::PlanCell cell = models::differenceCell(unit, difference, locale());
    return of({cell.text, cell.unit});
}

} // namespace app::ctl::shown
