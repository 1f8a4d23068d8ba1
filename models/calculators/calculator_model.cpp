#include "models/calculators/calculator_model.h"

namespace models {

namespace {

constexpr int kPoints = 60; ///< of a curve

} // namespace

CalculatorModel::CalculatorModel(CalculatorKind kind, const Language& language, QObject* parent)
    : QObject(parent)
    , m_language(language)
    , m_calculator(models::calculator(kind))
    , m_values(m_calculator.defaults())
    , m_job([this](std::pair<quint64, CalculatorAnswer> done) {
        m_answered = done.first;
        m_answer = std::move(done.second);
        Q_EMIT answered();
    })
    , m_curveJob([this](Points points) {
        m_points = std::move(points);
        Q_EMIT curveChanged();
    })
{
    ask();
}

CalculatorModel::~CalculatorModel()
{
    if (m_isCurveOld) {
        *m_isCurveOld = true; // the job is waited for
    }
}

void CalculatorModel::setValue(int field, double value)
{
    double& at = m_values[static_cast<std::size_t>(field)];
    if (at != value) {
        at = value;
        ask();
    }
}

void CalculatorModel::applyPreset(int preset)
{
    m_values = m_calculator.defaults();
    for (const auto& [option, value] : m_calculator.presets[static_cast<std::size_t>(preset)].values) {
        m_values[static_cast<std::size_t>(m_calculator.indexOf(option))] = value;
    }
    Q_EMIT valuesChanged();
    ask();
}

void CalculatorModel::setCurve(int curve)
{
    if (curve != m_curve) {
        m_curve = curve;
        askCurve();
    }
}

void CalculatorModel::retranslate()
{
    m_calculator = models::calculator(m_calculator.kind);
    ask();
}

void CalculatorModel::ask()
{
    const quint64 number = ++m_asked;
    m_job.request([number, calculator = m_calculator, values = m_values, locale = m_language.locale()] {
        return std::pair(number, calculate(calculator, values, locale));
    });
    askCurve();
}

void CalculatorModel::askCurve()
{
    if (m_isCurveOld) {
        *m_isCurveOld = true;
    }
    m_isCurveOld = std::make_shared<std::atomic<bool>>(false);
    m_curveJob.cancel(); // a curve that was cut short is not shown
    m_curveJob.request([calculator = m_calculator, values = m_values, isOld = m_isCurveOld,
                        curve = m_calculator.curves[static_cast<std::size_t>(m_curve)]] {
        return curvePoints(calculator, values, curve, kPoints, isOld.get());
    });
}

} // namespace models
