#include "models/calculators/calculator.h"
#include "models/calculators/calculator_model.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace models;

namespace {

const CalculatorFigure* figure(const CalculatorAnswer& answer, const QString& label)
{
    const auto found = std::ranges::find(answer.figures, label, &CalculatorFigure::label);
    return found == answer.figures.end() ? nullptr : &*found;
}

std::vector<double> valuesOf(const Calculator& calculator, const CalculatorPreset& preset)
{
    std::vector<double> out = calculator.defaults();
    for (const auto& [option, value] : preset.values) {
        out[static_cast<std::size_t>(calculator.indexOf(option))] = value;
    }
    return out;
}

} // namespace

class TstCalculators : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsOutsideItsRangeIsSaidWithItsField_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("option");
        QTest::addColumn<double>("value");
        QTest::newRow("no number") << 1 << QByteArray("--gbps") << std::nan("");
        QTest::newRow("too little") << 1 << QByteArray("--km") << -1.0;
        QTest::newRow("too much") << 3 << QByteArray("--cards") << 1e7;
        QTest::newRow("a part of a card") << 0 << QByteArray("--cards") << 1.5;
        QTest::newRow("infinite") << 2 << QByteArray("--bytes") << HUGE_VAL;
    }

    void whatIsOutsideItsRangeIsSaidWithItsField()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, option);
        QFETCH(double, value);
        const Calculator calculator = models::calculator(static_cast<CalculatorKind>(kind));
        const int field = calculator.indexOf(option.toStdString());
        QVERIFY(field >= 0);
        auto values = calculator.defaults();
        values[static_cast<std::size_t>(field)] = value;
        const CalculatorAnswer answer = calculate(calculator, values, QLocale::c());
        QCOMPARE(answer.errorField, field);
        QVERIFY(!answer.error.isEmpty());
        QVERIFY(answer.figures.empty());
    }

    void valuesThatDoNotFitTogetherAreOfNoFieldAlone()
    {
        const Calculator calculator = models::calculator(CalculatorKind::IntraCentre);
        auto values = calculator.defaults();
        values[static_cast<std::size_t>(calculator.indexOf("--pipeline"))] = 7; // 1,024 is no multiple of 56
        const CalculatorAnswer answer = calculate(calculator, values, QLocale::c());
        QCOMPARE(answer.errorField, -1);
        QVERIFY(answer.error.contains(QStringLiteral("multiple")));
    }

    /// Every preset can be computed, and names options there are.
    void everyPublishedCaseComputes()
    {
        for (int kind = 0; kind < kCalculatorCount; ++kind) {
            const Calculator calculator = models::calculator(static_cast<CalculatorKind>(kind));
            for (const CalculatorPreset& preset : calculator.presets) {
                for (const auto& [option, value] : preset.values) {
                    QVERIFY2(calculator.indexOf(option) >= 0, option);
                }
                const auto answer = calculate(calculator, valuesOf(calculator, preset), QLocale::c());
                QVERIFY2(answer.error.isEmpty(), qPrintable(preset.name + ": " + answer.error));
                QVERIFY(std::ranges::count(answer.figures, true, &CalculatorFigure::isMain) == 1);
            }
            for (const CalculatorCurve& curve : calculator.curves) {
                QVERIFY2(calculator.indexOf(curve.option) >= 0, curve.option);
            }
        }
    }

    /// docs/compute.md: what the published cases say, from the presets themselves.
    void publishedFiguresAreReproduced_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("preset");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("number");
        QTest::newRow("8 on 8") << 0 << 0 << "Spreading of flows"
                                << "38.5";
        QTest::newRow("512 on 32") << 0 << 5 << "Spreading of flows"
                                   << "64.5";
        QTest::newRow("500 km") << 1 << 0 << "Efficiency, over the same cards in one place"
                                << "97.3";
        QTest::newRow("half hidden") << 1 << 1 << "Efficiency, over the same cards in one place"
                                     << "98.6";
        QTest::newRow("go-back-N") << 1 << 3 << "Efficiency, over the same cards in one place"
                                   << "86.";
        QTest::newRow("1 PB, 100 Gb/s") << 2 << 0 << "Over the elastic line"
                                        << "1.09"; // days: 26.1 h
        QTest::newRow("1 PB, 10 Gb/s") << 2 << 1 << "Over the elastic line"
                                       << "10.9";
        QTest::newRow("10 TB, 10 Gb/s") << 2 << 3 << "Over the elastic line"
                                        << "2.61";
    }

    void publishedFiguresAreReproduced()
    {
        QFETCH(int, kind);
        QFETCH(int, preset);
        QFETCH(QString, label);
        QFETCH(QString, number);
        const Calculator calculator = models::calculator(static_cast<CalculatorKind>(kind));
        const auto answer =
            calculate(calculator, valuesOf(calculator, calculator.presets[static_cast<std::size_t>(preset)]),
                      QLocale::c());
        const CalculatorFigure* found = figure(answer, label);
        QVERIFY(found != nullptr);
        QVERIFY2(found->value.number.startsWith(number), qPrintable(found->value.number));
    }

    void partsOfAStepAddUp()
    {
        const Calculator calculator = models::calculator(CalculatorKind::InterCentre);
        const auto answer = calculate(calculator, calculator.defaults(), QLocale::c());
        double sum = 0;
        for (const char* label : {"Computing", "Exchange of gradients, not hidden", "Round trips"}) {
            sum += figure(answer, QString::fromLatin1(label))->share;
        }
        QVERIFY(std::abs(sum - 1) < 1e-9);
    }

    void aCurveRisesWithTheBandwidth()
    {
        const Calculator calculator = models::calculator(CalculatorKind::InterCentre);
        const auto points = curvePoints(calculator, calculator.defaults(), calculator.curves[0], 20);
        QCOMPARE(points.size(), 20U);
        QCOMPARE(points.front().first, calculator.curves[0].from);
        QVERIFY(std::abs(points.back().first / calculator.curves[0].to - 1) < 1e-9);
        for (std::size_t i = 1; i < points.size(); ++i) {
            QVERIFY(points[i].second > points[i - 1].second);
        }
        std::atomic<bool> isCancelled = true;
        QVERIFY(
            curvePoints(calculator, calculator.defaults(), calculator.curves[0], 20, &isCancelled).empty());
    }

    void theCommandSaysWhatDiffers()
    {
        const Calculator calculator = models::calculator(CalculatorKind::InterCentre);
        auto values = calculator.defaults();
        values[static_cast<std::size_t>(calculator.indexOf("--gbps"))] = 400;
        values[static_cast<std::size_t>(calculator.indexOf("--transport"))] = 1;
        QCOMPARE(commandLine(calculator, values),
                 QStringLiteral("suanwangctl efficiency inter-centre --params 177000000000 --gbps 400 "
                                "--transport gbn"));
    }

    void typingIsAnsweredByTheNewestValues()
    {
        Language language;
        CalculatorModel model(CalculatorKind::InterCentre, language);
        QTRY_VERIFY(!model.isWaiting());
        const int gbps = model.calculator().indexOf("--gbps");
        QSignalSpy answered(&model, &CalculatorModel::answered);
        for (int i = 1; i <= 100; ++i) {
            model.setValue(gbps, 10.0 * i);
        }
        QTRY_VERIFY(!model.isWaiting());
        QVERIFY(answered.count() < 100); // those in between are never worked out
        const CalculatorFigure* rate = figure(model.answer(), QStringLiteral("Goodput"));
        QVERIFY(rate != nullptr);
        QCOMPARE(rate->value.text(), QStringLiteral("1.00 Tb/s"));
        QTRY_VERIFY(!model.points().empty());
        model.applyPreset(0);
        QTRY_VERIFY(!model.isWaiting());
        QCOMPARE(model.values()[static_cast<std::size_t>(gbps)], 3'200.0);
    }
};

QTEST_GUILESS_MAIN(TstCalculators)
#include "tst_calculators.moc"
