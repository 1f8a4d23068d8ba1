#include "models/planner/figure_cells.h"

#include "models/format/nothing.h"
#include "models/planner/plan_terms.h"

#include <cmath>

namespace models {

using twin::scenario::FigureUnit;

namespace {

constexpr double kKgPerTonne = 1'000;
constexpr double kWholeMoneyFrom = 100; ///< less than three digits need some behind the point

format::Quantity moneyRate(double value, const QLocale& locale)
{
    return {std::abs(value) < kWholeMoneyFrom ? format::number(value, locale) : format::count(value, locale),
            PlanTerms::tr("CNY/h")};
}

PlanCell signedCell(double value, const format::Quantity& size)
{
    return {(value > 0 ? QStringLiteral("+") : QStringLiteral("−")) + size.number, size.unit, value};
}

} // namespace

format::Quantity figureQuantity(FigureUnit unit, double value, const QLocale& locale)
{
    switch (unit) {
    case FigureUnit::BitRate:
        return format::bitRate(value, locale);
    case FigureUnit::Ratio:
        return format::percent(value, locale);
    case FigureUnit::Power:
        return format::power(value, locale);
    case FigureUnit::CarbonRate: {
        const format::Scale scale = figureScale(unit, value);
        return {format::number(value * scale.factor, locale), scale.unit};
    }
    case FigureUnit::MoneyRate:
        return moneyRate(value, locale);
    case FigureUnit::Gflops:
        return format::flops(value, locale);
    case FigureUnit::Count:
    case FigureUnit::Text:
        break;
    }
    return {format::count(value, locale), {}};
}

PlanCell figureCell(FigureUnit unit, double value, const QLocale& locale)
{
    if (!std::isfinite(value)) {
        return PlanCell::unknown();
    }
    const format::Quantity size = figureQuantity(unit, std::abs(value), locale);
    if (value < 0 && !format::isNothing(size.number)) { // headroom of an overfull link
        return signedCell(value, size);
    }
    PlanCell out = PlanCell::of(size, value);
    out.isKnown = value != 0;
    return out;
}

PlanCell differenceCell(FigureUnit unit, double difference, const QLocale& locale)
{
    if (!std::isfinite(difference)) {
        return PlanCell::unknown();
    }
    format::Quantity size = figureQuantity(unit, std::abs(difference), locale);
    if (difference == 0 || format::isNothing(size.number)) { // no "+0.0" for what arithmetic left over
        return {QStringLiteral("0"), {}, difference, -1, false};
    }
    if (unit == FigureUnit::Ratio) { // "+5 %" would be a twentieth more
        size.unit = PlanTerms::tr("points");
    }
    return signedCell(difference, size);
}

PlanCell turnCell(FigureUnit unit, double before, double now, const QLocale& locale)
{
    const PlanCell then = figureCell(unit, before, locale);
    PlanCell cell = figureCell(unit, now, locale);
    if (then.text != cell.text || then.unit != cell.unit) {
        const QString unitThen =
            then.unit != cell.unit && !then.unit.isEmpty() ? u' ' + then.unit : QString();
        cell.text = then.text + unitThen + QStringLiteral(" → ") + cell.text;
        cell.isKnown = true;
    }
    cell.sort = now - before;
    return cell;
}

format::Scale figureScale(FigureUnit unit, double most)
{
    switch (unit) {
    case FigureUnit::BitRate:
        return format::scaleFor(most, "b/s");
    case FigureUnit::Gflops:
        return format::scaleFor(most, "GFLOPS");
    case FigureUnit::Power:
        return format::scaleFor(most, "W");
    case FigureUnit::Ratio:
        return {100, QStringLiteral("%")};
    case FigureUnit::CarbonRate:
        return most >= kKgPerTonne ? format::Scale{1 / kKgPerTonne, PlanTerms::tr("t/h")}
                                   : format::Scale{1, PlanTerms::tr("kg/h")};
    case FigureUnit::MoneyRate:
        return {1, PlanTerms::tr("CNY/h")};
    case FigureUnit::Count:
    case FigureUnit::Text:
        break;
    }
    return {};
}

} // namespace models
