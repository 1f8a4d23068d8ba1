#include "tests/support/places.h"

#include <QProcess>
#include <QTest>

/// When scripts/run.sh puts `--demo` before what it is given.
class TstRunArguments : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void theDemoPlaysUnlessSomethingElseIsToBeShown_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("addsDemo");
        QTest::newRow("nothing") << QStringList{} << true;
        QTest::newRow("a language") << QStringList{"--language", "zh_CN"} << true;
        QTest::newRow("a language with =") << QStringList{"--language=zh_CN"} << true;
        QTest::newRow("a theme and a size") << QStringList{"--theme", "light", "--size", "1600x900"} << true;
        QTest::newRow("a picture") << QStringList{"--screenshot", "look.png", "--after", "5"} << true;
        QTest::newRow("a flag") << QStringList{"--workspace-reset"} << true;
        QTest::newRow("the demo") << QStringList{"--theme", "light", "--demo"} << false;
        QTest::newRow("a registry") << QStringList{"--registry", "nation.swr"} << false;
        QTest::newRow("a registry with =") << QStringList{"--registry=nation.swr"} << false;
        QTest::newRow("a listener") << QStringList{"--listen", "127.0.0.1:0"} << false;
        for (const char* option : {"--store", "--http", "--snmp-traps", "--nats", "--kafka"}) {
            QTest::newRow(option) << QStringList{option, "there"} << false;
            QTest::addRow("%s with =", option) << QStringList{QLatin1String(option) + "=there"} << false;
        }
        QTest::newRow("options of listeners alone")
            << QStringList{"--nats-consumer", "a", "--kafka-group=b", "--snmp-access", "c"} << true;
        QTest::newRow("a file") << QStringList{"Chinanet.gml"} << false;
        QTest::newRow("a file behind a flag") << QStringList{"--workspace-reset", "Chinanet.gml"} << false;
        QTest::newRow("a file behind another flag")
            << QStringList{"--journal-drop-oldest", "Chinanet.gml"} << false;
        QTest::newRow("a file behind a value") << QStringList{"--theme", "light", "Chinanet.gml"} << false;
        QTest::newRow("help") << QStringList{"--help"} << false;
        QTest::newRow("the version") << QStringList{"--version"} << false;
    }

    void theDemoPlaysUnlessSomethingElseIsToBeShown()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const bool, addsDemo);
        QProcess bash;
        bash.start(QStringLiteral("bash"),
                   QStringList{"-euc",
                               "source '" + test::sourcePathQ("/scripts/console_arguments.sh'\n") +
                                   "shows_something \"$@\" || set -- --demo \"$@\"\nprintf '%s\\n' \"$@\"",
                               "run.sh"} +
                       arguments);
        QVERIFY(bash.waitForFinished(30'000));
        QCOMPARE(bash.exitCode(), 0);
        const QStringList expected = (addsDemo ? QStringList{"--demo"} : QStringList{}) + arguments;
        QCOMPARE(QString::fromUtf8(bash.readAllStandardOutput()).trimmed(), expected.join('\n'));
    }
};

QTEST_GUILESS_MAIN(TstRunArguments)
#include "tst_run_arguments.moc"
