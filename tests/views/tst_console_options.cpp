#include "app/console/console_options.h"

#include <QtTest>

using app::console::parseConsoleOptions;

class TestConsoleOptions : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badUsageIsRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("unknown option") << QStringLiteral("--dmeo");
        QTest::newRow("value missing") << QStringLiteral("--registry");
        QTest::newRow("two files") << QStringLiteral("--registry a.swr b.swr");
        QTest::newRow("language") << QStringLiteral("--language fr");
        QTest::newRow("theme") << QStringLiteral("--theme blue");
        QTest::newRow("size: words") << QStringLiteral("--size large");
        QTest::newRow("size: tiny") << QStringLiteral("--size 10x10");
        QTest::newRow("size: less than the window takes") << QStringLiteral("--size 640x480");
        QTest::newRow("size: huge") << QStringLiteral("--size 99999x99999");
        QTest::newRow("seconds: word") << QStringLiteral("--seconds soon");
        QTest::newRow("seconds: negative") << QStringLiteral("--seconds=-1");
        QTest::newRow("seconds: nan") << QStringLiteral("--seconds nan");
        QTest::newRow("seconds: endless") << QStringLiteral("--seconds 1e300");
        QTest::newRow("after: negative") << QStringLiteral("--demo --after -1");
        QTest::newRow("after: infinite") << QStringLiteral("--after inf");
        QTest::newRow("seed") << QStringLiteral("--seed x");
        QTest::newRow("seed: negative") << QStringLiteral("--seed -1");
        QTest::newRow("seed: a fraction") << QStringLiteral("--seed 1.5");
        QTest::newRow("seed: too large") << QStringLiteral("--seed 9007199254740993");
        QTest::newRow("picture of nothing") << QStringLiteral("--screenshot a.png");
    }

    void badUsageIsRefused()
    {
        QFETCH(QString, line);
        const auto options = parseConsoleOptions(line.split(u' '));
        QVERIFY(!options);
        QCOMPARE(options.error().code, twin::ErrorCode::BadInput);
        QVERIFY(!options.error().reason.empty());
    }

    void theRefusalNamesOptionValueAndRange()
    {
        const auto options = parseConsoleOptions({QStringLiteral("--after"), QStringLiteral("-2")});
        QVERIFY(!options);
        const QString reason = QString::fromStdString(options.error().reason);
        for (const char* part : {"--after", "-2", "0 to 2000000"}) {
            QVERIFY2(reason.contains(QString::fromLatin1(part)), qPrintable(reason));
        }
    }

    void everythingIsRead()
    {
        const auto options = parseConsoleOptions(
            QStringLiteral(
                "--demo --screenshot a.png --after 2.5 --language zh_CN --theme light --size 1366x768 "
                "--listen 127.0.0.1:7400 --store s.db --seconds 9 --seed 7 --workspace-reset net.gml")
                .split(QRegularExpression(QStringLiteral(" +"))));
        QVERIFY(options);
        QVERIFY(options->demo && options->resetWorkspace);
        QCOMPARE(options->screenshot, QStringLiteral("a.png"));
        QCOMPARE(options->after, 2.5);
        QCOMPARE(options->language, QStringLiteral("zh_CN"));
        QCOMPARE(options->theme, QStringLiteral("light"));
        QCOMPARE(options->size, QSize(1366, 768));
        QCOMPARE(options->listen, QStringLiteral("127.0.0.1:7400"));
        QCOMPARE(options->store, QStringLiteral("s.db"));
        QCOMPARE(options->seconds, 9.0);
        QCOMPARE(options->seed, 7U);
        QCOMPARE(options->file, QStringLiteral("net.gml"));
    }

    void helpNamesEveryOption()
    {
        const QString help = app::console::consoleHelp();
        QVERIFY(help.startsWith(QStringLiteral("Usage: suanwang [options]")));
        for (const char* name : {"--demo", "--registry", "--listen", "--store", "--screenshot", "--after",
                                 "--language", "--theme", "--size", "--seconds", "--workspace-reset"}) {
            QVERIFY2(help.contains(QString::fromLatin1(name)), name);
        }
    }
};

QTEST_GUILESS_MAIN(TestConsoleOptions)
#include "tst_console_options.moc"
