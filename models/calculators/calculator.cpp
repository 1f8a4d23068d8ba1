#include "models/calculators/calculator.h"

#include "models/calculators/calculator_kinds.h"

#include <cmath>

namespace models {

int Calculator::indexOf(std::string_view option) const
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].option == option) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

std::vector<double> Calculator::defaults() const
{
    std::vector<double> out;
    for (const CalculatorField& field : fields) {
        out.push_back(field.value);
    }
    return out;
}

Calculator calculator(CalculatorKind kind)
{
    switch (kind) {
    case CalculatorKind::IntraCentre:
        return intraCentreCalculator();
    case CalculatorKind::InterCentre:
        return interCentreCalculator();
    case CalculatorKind::Ingress:
        return ingressCalculator();
    case CalculatorKind::Inference:
        break;
    }
    return inferenceCalculator();
}

QString fieldError(const CalculatorField& field, double value, const QLocale& locale)
{
    const bool isKind = !field.isWhole || value == std::floor(value);
    const bool isWithin = value >= field.min && value <= field.max;
    return isKind && isWithin ? QString() : rangeText(field, locale);
}

CalculatorAnswer calculate(const Calculator& calculator, const std::vector<double>& values,
                           const QLocale& locale)
{
    CalculatorAnswer out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const CalculatorField& field = calculator.fields[i];
        if (QString error = fieldError(field, values[i], locale); !error.isEmpty()) {
            out.error = std::move(error);
            out.errorField = static_cast<int>(i);
            return out;
        }
    }
    const CalculatorValues at(calculator, values);
    const auto figures = calculatorFigures(calculator.kind, at, locale);
    if (figures) {
        out.figures = *figures;
    } else {
        out.error = format::text(figures.error().reason);
    }
    return out;
}

std::vector<std::pair<double, double>> curvePoints(const Calculator& calculator,
                                                   const std::vector<double>& values,
                                                   const CalculatorCurve& curve, int points,
                                                   const std::atomic<bool>* isCancelled)
{
    std::vector<std::pair<double, double>> out;
    const int field = calculator.indexOf(curve.option);
    if (field < 0 || points < 2) {
        return out;
    }
    std::vector<double> at = values;
    for (int i = 0; i < points && !(isCancelled != nullptr && isCancelled->load()); ++i) {
        const double share = static_cast<double>(i) / (points - 1);
        double x = curve.isLogarithmic ? curve.from * std::pow(curve.to / curve.from, share)
                                       : curve.from + (curve.to - curve.from) * share;
        if (calculator.fields[static_cast<std::size_t>(field)].isWhole) {
            x = std::round(x);
        }
        if (!out.empty() && out.back().first == x) {
            continue;
        }
        at[static_cast<std::size_t>(field)] = x;
        if (const auto y = calculatorEfficiency(calculator.kind, CalculatorValues(calculator, at))) {
            out.emplace_back(x, *y);
        }
    }
    return out;
}

QString commandLine(const Calculator& calculator, const std::vector<double>& values)
{
    QStringList words{QStringLiteral("suanwangctl"), QStringLiteral("efficiency"),
                      QString::fromLatin1(calculator.command)};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const CalculatorField& field = calculator.fields[i];
        // Training inside a centre is asked for by any of its options: the model is always said.
        const bool isSaid = values[i] != field.value || std::string_view(field.option) == "--params";
        if (!isSaid) {
            continue;
        }
        words << QString::fromLatin1(field.option);
        words << (field.choiceWords.isEmpty() ? QString::number(values[i], 'g', 12)
                                              : field.choiceWords.value(static_cast<qsizetype>(values[i])));
    }
    return words.join(u' ');
}

} // namespace models
