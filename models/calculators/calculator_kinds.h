#pragma once

#include "models/calculators/calculator.h"
#include "twin/compute/inference.h"
#include "twin/compute/ingress.h"
#include "twin/compute/inter_centre.h"
#include "twin/compute/intra_centre.h"

/// The four calculators, each in a file of its own, and what they are made with.
namespace models {

/// Values by option.
class CalculatorValues
{
  public:
    CalculatorValues(const Calculator& calculator, const std::vector<double>& values)
        : m_calculator(calculator)
        , m_values(values)
    {}

    /// Precondition: the calculator has the option.
    [[nodiscard]] double operator[](std::string_view option) const
    {
        return m_values[static_cast<std::size_t>(m_calculator.indexOf(option))];
    }

    [[nodiscard]] std::uint32_t whole(std::string_view option) const
    {
        return static_cast<std::uint32_t>((*this)[option]);
    }

  private:
    const Calculator& m_calculator;
    const std::vector<double>& m_values;
};

[[nodiscard]] Calculator intraCentreCalculator(); ///< intra_centre_calculator.cpp
[[nodiscard]] Calculator interCentreCalculator(); ///< inter_centre_calculator.cpp
[[nodiscard]] Calculator ingressCalculator();     ///< ingress_calculator.cpp
[[nodiscard]] Calculator inferenceCalculator();   ///< inference_calculator.cpp

using CalculatorFigures = twin::Result<std::vector<CalculatorFigure>>;

[[nodiscard]] CalculatorFigures intraCentreFigures(const CalculatorValues& at, const QLocale& locale);
[[nodiscard]] CalculatorFigures interCentreFigures(const CalculatorValues& at, const QLocale& locale);
[[nodiscard]] CalculatorFigures ingressFigures(const CalculatorValues& at, const QLocale& locale);
[[nodiscard]] CalculatorFigures inferenceFigures(const CalculatorValues& at, const QLocale& locale);

/// What an answer comes to, whoever asked: the calculators, and `suanwangctl efficiency` for a person.
[[nodiscard]] std::vector<CalculatorFigure> figuresOf(const twin::compute::IntraCentreAnswer& answer,
                                                      const QLocale& locale);
[[nodiscard]] std::vector<CalculatorFigure> figuresOf(const twin::compute::InterCentreAnswer& answer,
                                                      const QLocale& locale);
[[nodiscard]] std::vector<CalculatorFigure> figuresOf(const twin::compute::IngressAnswer& answer,
                                                      const QLocale& locale);
[[nodiscard]] std::vector<CalculatorFigure> figuresOf(const twin::compute::InferenceAnswer& answer,
                                                      const QLocale& locale);

[[nodiscard]] twin::Result<double> intraCentreEfficiency(const CalculatorValues& at);
[[nodiscard]] twin::Result<double> interCentreEfficiency(const CalculatorValues& at);
/// Share of the deadline's (or a day's) data that arrives in time.
[[nodiscard]] twin::Result<double> ingressEfficiency(const CalculatorValues& at);
[[nodiscard]] twin::Result<double> inferenceEfficiency(const CalculatorValues& at);

[[nodiscard]] CalculatorFigures calculatorFigures(CalculatorKind kind, const CalculatorValues& at,
                                                  const QLocale& locale);
[[nodiscard]] twin::Result<double> calculatorEfficiency(CalculatorKind kind, const CalculatorValues& at);

/// "a whole number from 1 to 64".
[[nodiscard]] QString rangeText(const CalculatorField& field, const QLocale& locale);

/// Fields that training jobs have in common.
[[nodiscard]] std::vector<CalculatorField> trainingFields();

/// A duration in the unit that fits: ms, s, min, h, d.
[[nodiscard]] format::Quantity seconds(double seconds, const QLocale& locale);

} // namespace models
