#pragma once

#include "models/format/format.h"
#include "twin/support/result.h"

#include <QLocale>
#include <QString>
#include <QStringList>

#include <atomic>
#include <optional>
#include <span>
#include <vector>

namespace models {

enum class CalculatorKind : std::uint8_t { IntraCentre, InterCentre, Ingress, Inference };
inline constexpr int kCalculatorCount = 4;

/// A value a calculator is given. Its name is that of the option of `suanwangctl efficiency KIND`, and so are
/// unit, range and default (tests/app compares them).
struct CalculatorField
{
    const char* option; ///< "--gbps"
    QString label;
    QString unit; ///< may be empty
    double min = 0;
    double max = 0;
    double value = 0; ///< default; of a choice its position
    bool isWhole = false;
    QStringList choices = {};     ///< labels; empty: a number
    QStringList choiceWords = {}; ///< as the option has them
};

/// A figure of an answer. `share` 0..1: part of the whole it makes up, for a bar; negative: none.
struct CalculatorFigure
{
    QString label;
    format::Quantity value;
    double share = -1;
    bool isMain = false; ///< what is asked for
};

/// What a calculator answers: figures, or why it cannot, and at which field.
struct CalculatorAnswer
{
    std::vector<CalculatorFigure> figures;
    QString error;       ///< empty: none
    int errorField = -1; ///< position of the field that is out of range; -1: it is not one alone
};

/// Values that give a published figure (docs/compute.md).
struct CalculatorPreset
{
    QString name;
    QString published;                                  ///< the figure, as published
    std::vector<std::pair<const char*, double>> values; ///< of options; the others have their defaults
};

/// What can be drawn: the efficiency as one field goes through its range.
struct CalculatorCurve
{
    const char* option; ///< along the x axis
    double from = 0;
    double to = 0;
    bool isLogarithmic = false;
};

/// A calculator: fields, published cases, curves. In the current language.
struct Calculator
{
    CalculatorKind kind = CalculatorKind::IntraCentre;
    QString name;
    const char* command; ///< "inter-centre"
    std::vector<CalculatorField> fields;
    std::vector<CalculatorPreset> presets;
    std::vector<CalculatorCurve> curves;

    [[nodiscard]] int indexOf(std::string_view option) const; ///< -1: none
    [[nodiscard]] std::vector<double> defaults() const;
};

[[nodiscard]] Calculator calculator(CalculatorKind kind);

/// What is wrong with a value: a sentence with the range; empty: nothing. NaN is outside every range.
[[nodiscard]] QString fieldError(const CalculatorField& field, double value, const QLocale& locale);

/// Precondition: `values` has one entry per field. Any thread; the simulation of hash imbalance may take
/// seconds.
[[nodiscard]] CalculatorAnswer calculate(const Calculator& calculator, const std::vector<double>& values,
                                         const QLocale& locale);

/// The efficiency at `points` values of a field, evenly spread over the curve (by its logarithm, if so). What
/// cannot be computed is left out, and all that follows once `isCancelled`.
[[nodiscard]] std::vector<std::pair<double, double>>
curvePoints(const Calculator& calculator, const std::vector<double>& values, const CalculatorCurve& curve,
            int points, const std::atomic<bool>* isCancelled = nullptr);

/// The same question on the command line; fields with their defaults are left out.
[[nodiscard]] QString commandLine(const Calculator& calculator, const std::vector<double>& values);

} // namespace models
