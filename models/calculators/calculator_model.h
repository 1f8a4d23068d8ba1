#pragma once

#include "models/calculators/calculator.h"
#include "models/feed/latest_job.h"
#include "models/language/language.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace models {

/// One calculator at work: values in, figures and a curve out, worked out on a thread of its own so that
/// typing never waits (a simulated hash imbalance takes longer than a key stroke). GUI thread.
class CalculatorModel final : public QObject
{
    Q_OBJECT

  public:
    CalculatorModel(CalculatorKind kind, const Language& language, QObject* parent = nullptr);
    ~CalculatorModel() override;

    [[nodiscard]] const Calculator& calculator() const { return m_calculator; }

    [[nodiscard]] const std::vector<double>& values() const { return m_values; }

    /// NaN: what is written is no number.
    void setValue(int field, double value);
    /// The defaults, and what the preset says.
    void applyPreset(int preset);
    /// Which of the calculator's curves is drawn.
    void setCurve(int curve);

    [[nodiscard]] int curve() const { return m_curve; }

    /// Of the newest values that are worked out.
    [[nodiscard]] const CalculatorAnswer& answer() const { return m_answer; }

    [[nodiscard]] const std::vector<std::pair<double, double>>& points() const { return m_points; }

    /// Values are newer than the answer.
    [[nodiscard]] bool isWaiting() const { return m_answered != m_asked; }

    /// Words in the current language; values stay.
    void retranslate();

  Q_SIGNALS:
    /// Values were set from elsewhere than a field: all of them are to be shown anew.
    void valuesChanged();
    void answered();
    void curveChanged();

  private:
    using Points = std::vector<std::pair<double, double>>;

    void ask();
    void askCurve();

    const Language& m_language;
    Calculator m_calculator;
    std::vector<double> m_values;
    int m_curve = 0;
    CalculatorAnswer m_answer;
    std::vector<std::pair<double, double>> m_points;
    quint64 m_asked = 0;
    quint64 m_answered = 0;
    std::shared_ptr<std::atomic<bool>> m_isCurveOld; ///< of the curve under way: stops it
    LatestJob<std::pair<quint64, CalculatorAnswer>> m_job;
    LatestJob<Points> m_curveJob; ///< of its own: many points may take long, one answer does not
};

} // namespace models
