#include "tests/support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// suanwangctl as a user's script sees it: exit codes, one JSON object on standard output, reasons on
/// standard error.
class TstCommandLine : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        write("broken.gml",
              "graph [\n  node [\n    id 0\n  ]\n  edge [\n    source 0\n    target 7\n  ]\n]\n");
        write("small.gml", "graph [\n  node [ id 0 label \"A\" Latitude 30.0 Longitude 110.0 ]\n"
                           "  node [ id 1 label \"B\" Latitude 31.0 Longitude 111.0 ]\n"
                           "  edge [ source 0 target 1 ]\n  edge [ source 0 target 1 ]\n]\n");
        write("random.swr", QByteArray("\x13\x37\xFF\xFF\xFF\xFF\x00\x01 not a snapshot", 24));
        write("truncated.json", "{\"format\":\"suanwang.registry.v1\",\"registry\":{\"version\":\"1\"");
    }

    void badUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* message) {
            QTest::newRow(name) << arguments << code << QString::fromLatin1(message);
        };
        row("no command", {}, 2, "");
        row("unknown command", {"dance"}, 2, "dance");
        row("unknown option", {"validate", "--colour", "x"}, 2, "--colour");
        row("unknown option before its value", {"sweep", "--network", file("small.gml"), "--topp", "3"}, 2,
            "--topp: no such option; see suanwangctl sweep --help");
        row("a slip in a required option", {"sweep", "--netwrok", "x"}, 2, "--netwrok: no such option");
        row("unknown option with its value", {"sweep", "--netwrok=x"}, 2, "--netwrok: no such option");
        row("unknown short option", {"validate", "-k", "3", file("small.gml")}, 2, "-k: no such option");
        row("an option of another command", {"validate", file("small.gml"), "--top", "3"}, 2,
            "--top: no such option");
        row("required option missing", {"sweep", "--top", "3"}, 2, "--network is required");
        row("missing file", {"validate", file("absent.swr")}, 3, "absent.swr");
        row("broken network names file and line", {"validate", file("broken.gml")}, 2, "broken.gml:");
        row("random bytes", {"validate", file("random.swr")}, 2, "random.swr");
        row("a file too many", {"validate", file("small.gml"), "one", "two"}, 2, "one two");
        row("truncated JSON", {"validate", file("truncated.json")}, 2, "truncated.json");
        row("unknown ending", {"convert", file("small.gml"), file("out.xyz")}, 2, "xyz");
        row("number expected", {"generate", "national", "--seed", "one", "--out", file("x.swr")}, 2, "one");
        const QStringList feed{"feed", "--registry", file("small.gml"), "--to", "127.0.0.1:1"};
        const QStringList national{"generate", "national", "--out", file("x.swr")};
        row("seconds below 0", QStringList{"serve", "--seconds", "-1"}, 2, "--seconds: '-1' is not");
        row("seconds without end", QStringList{"serve", "--seconds", "inf"}, 2, "0 to 1000000000");
        row("journal below 0", QStringList{"serve", "--journal-bytes", "-5"}, 2, "--journal-bytes: '-5'");
        row("journal of nothing", QStringList{"serve", "--journal-bytes", "0"}, 2, "65536 to");
        row("rate below 0", feed + QStringList{"--rate", "-1"}, 2, "--rate: '-1'");
        row("rate that is no number", feed + QStringList{"--rate", "nan"}, 2, "0 to 1000000000");
        row("loss over 1", feed + QStringList{"--loss", "2"}, 2,
            "--loss: '2' is not a number from 0 to 0.99");
        row("duplicates below 0", feed + QStringList{"--duplicate", "-0.1"}, 2, "--duplicate");
        row("everything in another order", feed + QStringList{"--reorder", "1"}, 2, "--reorder");
        row("time stands still", feed + QStringList{"--speed", "0"}, 2, "0.001 to 100000");
        row("hour 25", feed + QStringList{"--hour", "25"}, 2, "0 to 24");
        row("seed below 0", feed + QStringList{"--seed", "-1"}, 2, "--seed: '-1'");
        row("seed in hexadecimal", national + QStringList{"--seed", "0x10"}, 2, "0x10");
        row("seed beyond all JSON", national + QStringList{"--seed", "9007199254740993"}, 2,
            "9007199254740991");
        row("fraction of a pool", national + QStringList{"--pools", "500.5"}, 2, "whole number");
        row("fewer pools than enterprises", national + QStringList{"--pools", "130"}, 2, "131 to 100000");
        row("beyond loopback without TLS", QStringList{"serve", "--listen", "0.0.0.0:0"}, 2, "needs TLS");
        row("half of TLS", QStringList{"serve", "--tls-cert", file("small.gml")}, 2,
            "a key and an authority");
        row("TLS of another file",
            QStringList{"serve", "--tls-cert", file("small.gml"), "--tls-key", file("small.gml"), "--tls-ca",
                        file("small.gml")},
            2, "small.gml: not a certificate");
        row("unwritable output", {"convert", file("small.gml"), "/nonexistent/out.swr"}, 3, "/nonexistent");
        row("store that is not there", {"store", "stat", file("absent.sqlite")}, 3, "absent.sqlite");
    }

    void badUseIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, message);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
    }

    void helpShowsTheRanges()
    {
        const Outcome outcome = run({"feed", "--help"});
        QVERIFY2(outcome.output.contains("(0.001 to 100000) [1]"), qPrintable(outcome.output));
    }

    void helpAndVersionSucceed()
    {
        QCOMPARE(run({"--help"}).code, 0);
        QCOMPARE(run({"--version"}).code, 0);
        QCOMPARE(run({"feed", "--help"}).code, 0);
    }

    void jsonMayStandAnywhere()
    {
        for (const QStringList& arguments : {QStringList{"--json", "validate", file("small.gml")},
                                             QStringList{"validate", "--json", file("small.gml")},
                                             QStringList{"validate", file("small.gml"), "--json"}}) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.code, 0);
            QCOMPARE(outcome.json.value("nodes").toInt(), 2);
            QCOMPARE(outcome.json.value("links").toInt(), 2);             // parallel links stay two
            QVERIFY(!outcome.json.value("defaults").toArray().isEmpty()); // no capacities in the file: said
        }
    }

    void convertedNetworkValidates()
    {
        for (const char* name : {"out.swr", "out.json"}) {
            QCOMPARE(run({"convert", file("small.gml"), file(name)}).code, 0);
            const Outcome outcome = run({"validate", file(name), "--json"});
            QCOMPARE(outcome.code, 0);
            QCOMPARE(outcome.json.value("nodes").toInt(), 2);
            QCOMPARE(outcome.json.value("links").toInt(), 2);
        }
    }

    void nationalSnapshotIsTheAnnouncedOne()
    {
        QVERIFY(generate("1", "a.swr"));
        const Outcome outcome = run({"validate", file("a.swr"), "--json"});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json.value("enterprises").toInt(), 131);
        QCOMPARE(outcome.json.value("pools").toInt(), 499);
        QCOMPARE(outcome.json.value("nodes").toInt(), 60);
        QCOMPARE(outcome.json.value("access_links").toInt(), 998);
        QCOMPARE(outcome.json.value("links").toInt(),
                 outcome.json.value("backbone_links").toInt() + outcome.json.value("access_links").toInt());
        QCOMPARE(outcome.json.value("gflops").toObject().value("fp16").toInteger(), qint64(111'300'000'000));
    }

    void sameSeedGivesTheSameBytes()
    {
        QVERIFY(generate("1", "a.swr"));
        QVERIFY(generate("1", "b.swr"));
        QCOMPARE(read("a.swr"), read("b.swr"));
        QVERIFY(generate("2", "b.swr"));
        QVERIFY(read("a.swr") != read("b.swr"));
    }

    void aSnapshotDoesNotDifferFromItself()
    {
        QVERIFY(generate("1", "a.swr"));
        QCOMPARE(run({"diff", file("a.swr"), file("a.swr")}).code, 0);
    }

  private:
    struct Outcome
    {
        int code = -1;
        QString output;
        QJsonObject json;
        QString errors;
    };

    Outcome run(const QStringList& arguments)
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), arguments);
        Outcome outcome;
        if (process.waitForFinished(60'000)) {
            outcome.code = process.exitCode();
        }
        const QByteArray output = process.readAllStandardOutput();
        outcome.output = QString::fromUtf8(output);
        outcome.json = QJsonDocument::fromJson(output).object();
        outcome.errors = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }

    bool generate(const QString& seed, const QString& name)
    {
        return run({"generate", "national", "--seed", seed, "--out", file(name)}).code == 0;
    }

    QString file(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& bytes)
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }

    QByteArray read(const QString& name)
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TstCommandLine)
#include "tst_command_line.moc"
