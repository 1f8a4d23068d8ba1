#include "models/format/format.h"
#include "models/format/terms.h"
#include "models/language/language.h"
#include "twin/support/metrics.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace models;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

const QLocale& english()
{
    static const Language language;
    return language.locale();
}

} // namespace

class FormatTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void unknownValuesAreADash_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("number NaN") << format::number(kNaN, english());
        QTest::newRow("number infinity") << format::number(kInfinity, english());
        QTest::newRow("fixed NaN") << format::fixed(kNaN, 2, english());
        QTest::newRow("count NaN") << format::count(kNaN, english());
        QTest::newRow("count beyond integers") << format::count(1e30, english());
        QTest::newRow("flops NaN") << format::flops(kNaN, english()).text();
        QTest::newRow("bit rate infinity") << format::bitRate(-kInfinity, english()).text();
        QTest::newRow("percent NaN") << format::percent(kNaN, english()).text();
        QTest::newRow("metric NaN") << format::metric(kNaN, "W", english()).text();
        QTest::newRow("never heard") << format::age(0, 100 * twin::kSecond);
        QTest::newRow("no time") << format::dateTime(0);
        QTest::newRow("no clock") << format::clock(0);
    }

    void unknownValuesAreADash()
    {
        QFETCH(QString, text);
        QCOMPARE(text, QStringLiteral("—"));
    }

    void valuesTakeThreeDigitsAndTheFittingUnit_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString& text, const char* expected) {
            QTest::newRow(expected) << text << QString::fromUtf8(expected);
        };
        row(format::number(0, english()), "0");
        row(format::number(0.03125, english()), "0.0313");
        row(format::number(1.2, english()), "1.20");
        row(format::number(83.44, english()), "83.4");
        row(format::number(9.996, english()), "10.0");
        row(format::number(12345, english()), "12345");
        row(format::number(-7.5, english()), "−7.50"); // a minus sign, no hyphen
        row(format::flops(111.3e9, english()).text(), "111 EFLOPS");
        row(format::flops(6.4e6, english()).text(), "6.40 PFLOPS");
        row(format::flops(999.7e6, english()).text(), "1.00 EFLOPS");
        row(format::flops(0, english()).text(), "0 GFLOPS");
        row(format::bitRate(1.6e12, english()).text(), "1.60 Tb/s");
        row(format::bitRate(42e9, english()).text(), "42.0 Gb/s");
        row(format::bitRate(999, english()).text(), "999 b/s");
        row(format::percent(0.423, english()).text(), "42.3 %");
        row(format::percent(0.005, english()).text(), "0.5 %");
        row(format::percent(0, english()).text(), "0.0 %");
        row(format::percent(1.07, english()).text(), "107 %");
        row(format::power(1.25e6, english()).text(), "1.25 MW");
        row(format::power(12, english()).text(), "12.0 W");
        row(format::bytes(8e12, english()).text(), "8.00 TB");
        row(format::milliseconds(5 * twin::kMillisecond, english()).text(), "5.00 ms");
        row(format::length(402'400, english()).text(), "402 km");
        row(format::money(35'000, english()).text(), "3.50 CNY");
        row(format::money(322'497'610'000, english()).text(), "32,249,761.00 CNY");
        row(format::money(-322'497'610'000, english()).text(), "−32,249,761.00 CNY");
        row(format::money(-1, english()).text(), "0.00 CNY"); // shown as nothing: no sign
        row(format::percent(-0.127, english()).text(), "−12.7 %");
        row(format::count(-1234.4, english()), "−1,234");
        row(format::errorRatio(0.0129, english()).text(), "1.29e-2");
        row(format::errorRatio(9.999e-3, english()).text(), "1.00e-2");
        row(format::errorRatio(1e-7, english()).text(), "1.00e-7");
        row(format::errorRatio(0, english()).text(), "0");
        row(format::count(std::uint64_t{1234567}, english()), "1,234,567");
        row(format::metric(42e6, "ns", english()).text(), "42.0 ms");
        row(format::metric(23.46, "°C", english()).text(), "23.5 °C");
        row(format::metric(1.2e-5, "1", english()).text(), "1.2e-05");
        row(format::metric(12345, "cards", english()).text(), "12,345");
    }

    void valuesTakeThreeDigitsAndTheFittingUnit()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(text, expected);
    }

    void durationsShowTheirTwoLargestParts()
    {
        QCOMPARE(format::duration(-twin::kSecond), QStringLiteral("0 s"));
        QCOMPARE(format::duration(900 * twin::kMillisecond), QStringLiteral("0 s"));
        QCOMPARE(format::duration(59 * twin::kSecond), QStringLiteral("59 s"));
        QCOMPARE(format::duration(125 * twin::kSecond), QStringLiteral("2 min"));
        QCOMPARE(format::duration(65 * twin::kMinute), QStringLiteral("1 h 05 min"));
        QCOMPARE(format::duration(51 * twin::kHour), QStringLiteral("2 d 3 h"));
    }

    void agesAheadOfTheClockAreZero()
    {
        QCOMPARE(format::age(20 * twin::kSecond, 10 * twin::kSecond), QStringLiteral("0 s"));
    }

    void clockIsEightHoursAheadOfUtc()
    {
        constexpr twin::TimeNs kNoonUtc = 1'767'268'800 * twin::kSecond; // 2026-01-01 12:00:00 UTC
        QCOMPARE(format::clock(kNoonUtc), QStringLiteral("20:00:00"));
        QCOMPARE(format::dateTime(kNoonUtc + 5 * twin::kHour), QStringLiteral("2026-01-02 01:00:00"));
    }

    void scaleFitsTheLargestValue()
    {
        QCOMPARE(format::scaleFor(2.5e12, "b/s").unit, QStringLiteral("Tb/s"));
        QCOMPARE(format::scaleFor(2.5e12, "b/s").factor, 1e-12);
        QCOMPARE(format::scaleFor(0, "W").unit, QStringLiteral("W"));
        QCOMPARE(format::scaleFor(3, "cards").unit, QString());
    }

    void everyMetricHasALabel()
    {
        for (const twin::MetricInfo& info : twin::allMetrics()) {
            const QString label = Terms::metric(info.kind, info.column);
            QVERIFY2(!label.isEmpty() && label != format::unknown(), std::string(info.name).c_str());
        }
    }

    void namesFollowTheLanguageAndFallBack()
    {
        Language language;
        QSignalSpy spy(&language, &Language::changed);
        const twin::Name both{"贵阳", "Guiyang"};
        QCOMPARE(language.name(both), QStringLiteral("Guiyang"));
        language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(language.name(both), QString::fromUtf8("贵阳"));
        QCOMPARE(language.name({"", "Only English"}), QStringLiteral("Only English"));
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
