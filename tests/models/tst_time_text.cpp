#include "models/time/time_text.h"

#include <QTest>

using namespace models;
using twin::TimeNs;

namespace {

/// 2026-11-27 12:30:00 in UTC+8.
constexpr TimeNs kNow = 1'795'753'800 * twin::kSecond;
constexpr TimeNs kMidnight = kNow - 12 * twin::kHour - 30 * twin::kMinute;

} // namespace

class TimeTextTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeReadIsNothing_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", " ", "noon", "25:00", "12:60", "12", "12:3", "2026-13-01", "2026-02-30 01:00", "now+5m",
              "now-5", "now-5w", "now-99999999999s", "now-9999999999d", "0000-01-01", "9999-01-01",
              "12:00 12:01", "-", "1:2:3"}) {
            QTest::addRow("%s", text) << QString::fromLatin1(text);
        }
    }

    void whatCannotBeReadIsNothing()
    {
        QFETCH(QString, text);
        QVERIFY(!time_text::parseMoment(text, kNow));
        QVERIFY(!time_text::parseRange(text, kNow));
    }

    void momentsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("expected");
        const auto row = [](const char* text, TimeNs expected) {
            QTest::addRow("%s", text) << QString::fromLatin1(text) << qint64(expected);
        };
        row("now", kNow);
        row("now-5m", kNow - 5 * twin::kMinute);
        row("NOW - 2h", kNow - 2 * twin::kHour);
        row("now-90d", kNow - 90 * 24 * twin::kHour);
        row("03:12", kMidnight + 3 * twin::kHour + 12 * twin::kMinute);
        row("12:30", kNow);
        row("12:30:01", kNow + twin::kSecond - 24 * twin::kHour); // not yet today: yesterday's
        row("2026-11-27", kMidnight);
        row(" 2026-11-27T03:12:09 ", kMidnight + 3 * twin::kHour + 12 * twin::kMinute + 9 * twin::kSecond);
        row("11-26 23:59", kMidnight - twin::kMinute);
    }

    void momentsAreRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, expected);
        const auto moment = time_text::parseMoment(text, kNow);
        QVERIFY(moment);
        QCOMPARE(qint64(*moment), expected);
    }

    void rangesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("end");
        const auto row = [](const QString& text, TimeNs begin, TimeNs end) {
            QTest::addRow("%s", qUtf8Printable(text)) << text << qint64(begin) << qint64(end);
        };
        row(QStringLiteral("now-15m"), kNow - 15 * twin::kMinute, kNow);
        row(QStringLiteral("now-1h .. now-30m"), kNow - twin::kHour, kNow - 30 * twin::kMinute);
        row(QStringLiteral("03:00 to 04:00"), kMidnight + 3 * twin::kHour, kMidnight + 4 * twin::kHour);
        row(QStringLiteral("03:00–03:10"), kMidnight + 3 * twin::kHour,
            kMidnight + 3 * twin::kHour + 10 * twin::kMinute);
        row(QStringLiteral("23:50至00:10"), kMidnight - 10 * twin::kMinute, kMidnight + 10 * twin::kMinute);
        row(QStringLiteral("2026-11-26 00:00:00 ~ 2026-11-27"), kMidnight - 24 * twin::kHour, kMidnight);
    }

    void rangesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, begin);
        QFETCH(qint64, end);
        const auto range = time_text::parseRange(text, kNow);
        QVERIFY(range);
        QCOMPARE(qint64(range->begin), begin);
        QCOMPARE(qint64(range->end), end);
    }

    void aRangeThatEndsBeforeItBeginsIsNothing()
    {
        QVERIFY(!time_text::parseRange(QStringLiteral("now-5m .. now-10m"), kNow));
        QVERIFY(!time_text::parseRange(QStringLiteral("2026-11-27 .. 2026-11-26"), kNow));
        QVERIFY(!time_text::parseRange(QStringLiteral("now .. now"), kNow));
    }

    void whatIsCopiedReadsBack()
    {
        const twin::state::TimeRange range{kMidnight - 3 * twin::kHour, kMidnight + 61 * twin::kSecond};
        const auto read = time_text::parseRange(time_text::rangeText(range), kNow);
        QVERIFY(read);
        QCOMPARE(*read, range);
    }
};

QTEST_GUILESS_MAIN(TimeTextTest)
#include "tst_time_text.moc"
