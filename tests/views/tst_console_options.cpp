#include "app/console/console_options.h"

#include <QRegularExpression>
#include <QTest>

using app::console::parseConsoleOptions;
using app::console::takesTelemetry;

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
        QTest::newRow("seat: the consoles' own") << QStringLiteral("--seat *");
        QTest::newRow("seat: too long") << QStringLiteral("--seat ") + QString(65, u'x');
        QTest::newRow("journal: of nothing") << QStringLiteral("--store s.db --journal-bytes 0");
        QTest::newRow("journal: a fraction") << QStringLiteral("--store s.db --journal-bytes 65536.5");
        QTest::newRow("capacity: none") << QStringLiteral("a.gml --default-capacity-bps 0");
        QTest::newRow("capacity: a fraction") << QStringLiteral("a.gml --default-capacity-bps 1.5");
        QTest::newRow("route factor: below 1") << QStringLiteral("a.gml --route-factor 0.5");
        QTest::newRow("unit of rates") << QStringLiteral("a.txt --sndlib-unit furlong");
        QTest::newRow("state over what is opened") << QStringLiteral("--save-state a.sws a.sws");
        QTest::newRow("state over the store") << QStringLiteral("--store a.db --save-state a.db");
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
                "--listen 127.0.0.1:7400 --http 127.0.0.1:7480 --snmp-traps 127.0.0.1:9162 --snmp-access "
                "s.json --mapping a.json --mapping b.json --store "
                "s.db --nats nats://127.0.0.1:4222 --nats-consumer seat-1 --kafka 127.0.0.1:9092 "
                "--journal-bytes 70000 --journal-drop-oldest --save-state e.sws --seconds 9 --seed 7 "
                "--workspace-reset net.gml")
                .split(QRegularExpression(QStringLiteral(" +"))));
        QVERIFY(options);
        QVERIFY(options->demo && options->resetWorkspace);
        QCOMPARE(options->screenshot, QStringLiteral("a.png"));
        QCOMPARE(options->after, 2.5);
        QCOMPARE(options->language, QStringLiteral("zh_CN"));
        QCOMPARE(options->theme, QStringLiteral("light"));
        QCOMPARE(options->size, QSize(1366, 768));
        QCOMPARE(options->listen, QStringLiteral("127.0.0.1:7400"));
        QCOMPARE(options->http, QStringLiteral("127.0.0.1:7480"));
        QCOMPARE(options->snmpTraps, QStringLiteral("127.0.0.1:9162"));
        QCOMPARE(options->snmpAccess, QStringLiteral("s.json"));
        QCOMPARE(options->mapping, (QStringList{QStringLiteral("a.json"), QStringLiteral("b.json")}));
        QCOMPARE(options->nats, QStringLiteral("nats://127.0.0.1:4222"));
        QCOMPARE(options->natsConsumer, QStringLiteral("seat-1"));
        QCOMPARE(options->kafka, QStringLiteral("127.0.0.1:9092"));
        QCOMPARE(options->kafkaGroup, QStringLiteral("suanwang"));
        QCOMPARE(options->store, QStringLiteral("s.db"));
        QCOMPARE(options->journalBytes, 70'000U);
        QVERIFY(options->journalDropOldest);
        QCOMPARE(options->saveState, QStringLiteral("e.sws"));
        QCOMPARE(options->seconds, 9.0);
        QCOMPARE(options->seed, 7U);
        QCOMPARE(options->file, QStringLiteral("net.gml"));
    }

    void whatTakesTelemetryDoesNotFollow()
    {
        for (const char* taking :
             {"--demo", "--listen :1", "--http :1", "--snmp-traps :1", "--nats nats://n", "--kafka b:1"}) {
            const auto options =
                parseConsoleOptions((QStringLiteral("--store s ") + QLatin1String(taking)).split(u' '));
            QVERIFY2(options && takesTelemetry(*options), taking);
        }
        const auto looking = parseConsoleOptions(
            QStringLiteral("--store s --registry n.swr --mapping m --snmp-access a").split(u' '));
        QVERIFY(looking && !takesTelemetry(*looking));
    }

    /// The options of suanwangctl, with its defaults.
    void networkFilesAreReadAsAsked()
    {
        const auto plain = parseConsoleOptions({QStringLiteral("a.gml")});
        QVERIFY(plain);
        QCOMPARE(plain->network.defaultCapacity_bps, twin::network::ReadOptions().defaultCapacity_bps);
        QCOMPARE(plain->network.defaultDelay, twin::network::ReadOptions().defaultDelay);
        const auto options = parseConsoleOptions(
            QStringLiteral(
                "a.gml --default-capacity-bps 25000000000 --default-delay-ms 2.5 --route-factor 1.5 "
                "--us-per-km 5 --sndlib-unit Gbps")
                .split(u' '));
        QVERIFY(options);
        QCOMPARE(options->network.defaultCapacity_bps, 25'000'000'000U);
        QCOMPARE(options->network.defaultDelay, 2'500'000);
        QCOMPARE(options->network.routeFactor, 1.5);
        QCOMPARE(options->network.nsPerMetre, 5.0);
        QVERIFY(options->network.sndlib.unit.has_value());
    }

    void helpNamesEveryOption()
    {
        const QString help = app::console::consoleHelp();
        QVERIFY(help.startsWith(QStringLiteral("Usage: suanwang [options]")));
        for (const char* name :
             {"--demo", "--registry", "--listen", "--http", "--snmp-traps", "--snmp-access", "--mapping",
              "--nats", "--kafka", "--store", "--screenshot", "--after", "--language", "--theme", "--size",
              "--seconds", "--workspace-reset"}) {
            QVERIFY2(help.contains(QString::fromLatin1(name)), name);
        }
        QVERIFY(help.contains(QStringLiteral("postgresql://…")));
    }
};

QTEST_GUILESS_MAIN(TestConsoleOptions)
#include "tst_console_options.moc"
