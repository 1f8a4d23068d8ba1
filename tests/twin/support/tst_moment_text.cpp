#include "twin/support/moment_text.h"

#include <QTest>

using twin::ErrorCode;
using twin::kSecond;
using twin::momentText;
using twin::parseMoment;
using twin::TimeNs;

class MomentTextTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsNoMomentIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "now",
                                 "-1",
                                 "2026",
                                 "1795720320",
                                 "1795720320000000",
                                 "2026-11-27",
                                 "2026-11-27T",
                                 "2026-11-27T03",
                                 "2026-11-27T3:12",
                                 "2026-13-01 00:00",
                                 "2026-02-29 00:00",
                                 "2026-11-27 24:00",
                                 "2026-11-27 03:60",
                                 "2026-11-27 03:12:60",
                                 "2026-11-27T03:12:00.",
                                 "2026-11-27T03:12:00.1234567890",
                                 "2026-11-27T03:12:00+15:00",
                                 "2026-11-27T03:12:00+08",
                                 "2026-11-27T03:12:00+08:00x",
                                 "1969-12-31 23:59",
                                 "2262-01-01 00:00",
                                 "99999999999999999999",
                                 "2026-11-27  03:12"}) {
            QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromLatin1(text);
        }
    }

    void whatIsNoMomentIsRefused()
    {
        QFETCH(QString, text);
        const auto moment = parseMoment(text.toStdString());
        QVERIFY(!moment);
        QCOMPARE(moment.error().code, ErrorCode::BadInput);
    }

    void momentsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("moment");
        constexpr qint64 kThen = 1'795'720'320 * kSecond; // 2026-11-26 19:12 UTC
        QTest::newRow("with an offset") << "2026-11-27T03:12:00+08:00" << kThen;
        QTest::newRow("without") << "2026-11-27 03:12" << kThen;
        QTest::newRow("UTC") << "2026-11-26T19:12:00Z" << kThen;
        QTest::newRow("west") << "2026-11-26T14:12-05:00" << kThen;
        QTest::newRow("without a colon") << "2026-11-27T03:12:00+0800" << kThen;
        QTest::newRow("parts of a second")
            << "2026-11-27T03:12:07.25+08:00" << kThen + 7 * kSecond + 250'000'000;
        QTest::newRow("nanoseconds") << "1795720320000000001" << kThen + 1;
        QTest::newRow("the epoch") << "1970-01-01 08:00" << qint64(0);
    }

    void momentsAreRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, moment);
        const auto read = parseMoment(text.toStdString());
        QVERIFY2(read, read ? "" : read.error().text().c_str());
        QCOMPARE(qint64(*read), moment);
    }

    void whatIsWrittenReadsBack()
    {
        QCOMPARE(momentText(1'795'720'320 * kSecond), std::string("2026-11-27T03:12:00+08:00"));
        QCOMPARE(momentText(1'795'720'320 * kSecond + 250'000'000),
                 std::string("2026-11-27T03:12:00.25+08:00"));
        for (TimeNs moment : {TimeNs{0}, TimeNs{1}, 1'795'720'320 * kSecond - 1, 951'782'400 * kSecond}) {
            QCOMPARE(parseMoment(momentText(moment)).value(), moment);
        }
    }
};

QTEST_GUILESS_MAIN(MomentTextTest)
#include "tst_moment_text.moc"
