#include "models/calculators/calculator_kinds.h"

#include <QCoreApplication>

#include <cmath>

namespace models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::Calculator)
};

} // namespace

CalculatorFigures calculatorFigures(CalculatorKind kind, const CalculatorValues& at, const QLocale& locale)
{
    switch (kind) {
    case CalculatorKind::IntraCentre:
        return intraCentreFigures(at, locale);
    case CalculatorKind::InterCentre:
        return interCentreFigures(at, locale);
    case CalculatorKind::Ingress:
        return ingressFigures(at, locale);
    case CalculatorKind::Inference:
        break;
    }
    return inferenceFigures(at, locale);
}

twin::Result<double> calculatorEfficiency(CalculatorKind kind, const CalculatorValues& at)
{
    switch (kind) {
    case CalculatorKind::IntraCentre:
        return intraCentreEfficiency(at);
    case CalculatorKind::InterCentre:
        return interCentreEfficiency(at);
    case CalculatorKind::Ingress:
        return ingressEfficiency(at);
    case CalculatorKind::Inference:
        break;
    }
    return inferenceEfficiency(at);
}

QString rangeText(const CalculatorField& field, const QLocale& locale)
{
    const auto text = [&](double value) {
        return locale.toString(value, 'g', 12);
    };
    const QString unit = field.unit.isEmpty() ? QString() : u' ' + field.unit;
    return (field.isWhole ? Words::tr("A whole number from %1 to %2") : Words::tr("A number from %1 to %2"))
               .arg(text(field.min), text(field.max)) +
           unit;
}

std::vector<CalculatorField> trainingFields()
{
    return {{"--params", Words::tr("Parameters of the model"), {}, 1e6, 1e14, 177e9},
            {"--tokens-per-step", Words::tr("Tokens of a step"), {}, 1, 1e10, 4e6},
            {"--cards", Words::tr("Cards, all together"), {}, 1, 1e7, 1'024, true},
            {"--card-tflops", Words::tr("Peak of a card"), QStringLiteral("TFLOPS"), 0.1, 1e6, 320},
            {"--mfu", Words::tr("Part of the peak reached inside a server"), {}, 0.01, 1, 0.4}};
}

format::Quantity seconds(double seconds, const QLocale& locale)
{
    struct Unit
    {
        double size;
        const char* name;
    };

    static constexpr Unit kUnits[] = {{86'400, "d"}, {3'600, "h"}, {60, "min"}, {1, "s"}, {1e-3, "ms"}};
    if (!std::isfinite(seconds)) {
        return {format::unknown(), {}};
    }
    for (const Unit& unit : kUnits) {
        if (seconds >= unit.size || unit.size == 1e-3) {
            return {format::number(seconds / unit.size, locale), QString::fromLatin1(unit.name)};
        }
    }
    return {};
}

} // namespace models
