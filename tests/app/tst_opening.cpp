#include "tests/app/ctl_process.h"
#include "tests/support/places.h"

#include <QRegularExpression>

/// What suanwangctl opens under which name, and what it says of what it does not open.
class TstOpening : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        const auto native = [&](const char* name) {
            QFile in(test::testDataQ("/network/") + QString::fromLatin1(name));
            return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
        };
        for (const char* name : {"pol.dat", "pol.net", "pol.sndlib", "pol", "POL.TXT"}) {
            m_bench.write(QString::fromLatin1(name), native("sndlib/small.txt"));
        }
        m_bench.write(QStringLiteral("zoo.dat"), native("parallel.gml"));
        m_bench.write(QStringLiteral("CH.GML"), native("parallel.gml"));
        m_bench.write(QStringLiteral("repetita.dat"), native("asymmetric.graph"));
        QCOMPARE(m_bench.run({"convert", m_bench.file("pol.net"), m_bench.file("n.swr")}).code, 0);
        QCOMPARE(m_bench.run({"convert", m_bench.file("pol.net"), m_bench.file("n.json")}).code, 0);
        m_bench.write(QStringLiteral("NATION.SWR"), m_bench.read(QStringLiteral("n.swr")));
        m_bench.write(QStringLiteral("nation.dat"), m_bench.read(QStringLiteral("n.swr")));
        m_bench.write(QStringLiteral("N.JSON"), m_bench.read(QStringLiteral("n.json")));
        m_bench.write(QStringLiteral("n.text"), m_bench.read(QStringLiteral("n.json")));
    }

    void theContentSaysWhatTheNameDoesNot_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        const auto row = [](const char* name, const char* format) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(format);
        };
        for (const char* name : {"pol.dat", "pol.net", "pol.sndlib", "pol", "POL.TXT"}) {
            row(name, "sndlib");
        }
        row("zoo.dat", "gml");
        row("CH.GML", "gml");
        row("repetita.dat", "repetita");
        row("NATION.SWR", "swr");
        row("nation.dat", "swr");
        row("N.JSON", "json");
        row("n.text", "json");
    }

    void theContentSaysWhatTheNameDoesNot()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        const auto validated = m_bench.run({"--json", "validate", m_bench.file(name)});
        QCOMPARE(validated.errors.contains("ends in"), false);
        QCOMPARE(validated.code, 0);
        QCOMPARE(validated.json["format"].toString(), format);
        m_bench.write(QStringLiteral("d.csv"), "src,dst,bps\n");
        const auto loads = m_bench.run({"--json", "loads", "--network", m_bench.file(name), "--demands",
                                        m_bench.file("d.csv"), "--out", m_bench.file("l.csv")});
        QCOMPARE(loads.code, 0);
        QCOMPARE(loads.json["format"].toString(), format);
    }

    void whatIsNoNetworkIsSaid_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [&](const char* name, const QByteArray& bytes, const char* message) {
            m_bench.write(QString::fromLatin1(name), bytes);
            QTest::newRow(name) << m_bench.file(QString::fromLatin1(name)) << 2
                                << QString::fromLatin1(message);
        };
        QTest::newRow("missing") << m_bench.file("nope") << 3 << "No such file";
        QTest::newRow("missing network") << m_bench.file("nope.gml") << 3 << "No such file";
        QTest::newRow("folder") << QFileInfo(m_bench.file("nope")).path() << 3 << "Is a directory";
        row("x.demands", "DEMANDS 0\nlabel src dest bw\n",
            "a traffic matrix, not a network: give it with --demands");
        row("x.tm", "DEMANDS 0\nlabel src dest bw\n", "a traffic matrix");
        row("x.csv", "src,dst,bps\na,b,1\n", "a traffic matrix");
        row("prose", "Dear all,\n", "neither a registry snapshot (.swr, .json) nor a GML");
        row("empty", "", "neither a registry snapshot (.swr, .json) nor a GML");
        row("bytes.dat", QByteArray("\0\1\2\3\377", 5),
            "neither a registry snapshot (.swr, .json) nor a GML");
    }

    void whatIsNoNetworkIsSaid()
    {
        QFETCH(QString, path);
        QFETCH(QString, message);
        for (const QStringList& command :
             {QStringList{"validate", path}, {"loads", "--network", path, "--out", m_bench.file("l.csv")}}) {
            const auto outcome = m_bench.run(command);
            QTEST(outcome.code, "code");
            QVERIFY2(outcome.errors.startsWith(path + ": " + message), qPrintable(outcome.errors));
        }
    }

    /// Its name is right already: where only a snapshot goes, that is what is said.
    void aSavedStateIsNoSnapshot_data()
    {
        QTest::addColumn<QStringList>("command");
        const QString state = m_bench.file("small.sws");
        const QString swr = m_bench.file("n.swr");
        QTest::newRow("convert") << QStringList{"convert", state, m_bench.file("out.swr")};
        QTest::newRow("diff, the old one") << QStringList{"diff", state, swr};
        QTest::newRow("diff, the new one") << QStringList{"diff", swr, state};
        QTest::newRow("export") << QStringList{"export", state, "--out", m_bench.file("csv")};
        QTest::newRow("serve") << QStringList{"serve", "--registry", state};
        QTest::newRow("feed") << QStringList{"feed", "--registry", state, "--to", "127.0.0.1:1"};
    }

    void aSavedStateIsNoSnapshot()
    {
        QFETCH(const QStringList, command);
        m_bench.write(QStringLiteral("small.sws"), "\n\x11suanwang.state.v1");
        const auto outcome = m_bench.run(command);
        QCOMPARE(outcome.code, 2);
        const QString said = m_bench.file("small.sws") + ": a saved state; this command takes a snapshot";
        QVERIFY2(outcome.errors.startsWith(said), qPrintable(outcome.errors));
    }

    /// Invalid is an answer of `validate`; to what computes it is bad input, as a refused network file is.
    void anInvalidSnapshotIsBadInput()
    {
        QByteArray text = m_bench.read(QStringLiteral("n.json"));
        QVERIFY(text.contains("\"capacity_bps\": \""));
        text.replace("\"capacity_bps\": \"", "\"capacity_bps\": \"0\", \"capacity_reverse_bps\": \"");
        m_bench.write(QStringLiteral("bad.json"), text);
        const QString bad = m_bench.file("bad.json");
        const QString out = m_bench.file("l.csv");
        QCOMPARE(m_bench.run({"validate", bad}).code, 1);
        for (const QStringList& command : {QStringList{"loads", "--network", bad, "--out", out},
                                           {"sweep", "--network", bad},
                                           {"route", "--network", bad, "--from", "a", "--to", "b"},
                                           {"simulate", "--network", bad, "--out", out},
                                           {"feed", "--registry", bad, "--to", "127.0.0.1:1"},
                                           {"serve", "--registry", bad, "--seconds", "1"}}) {
            const auto outcome = m_bench.run(command);
            QVERIFY2(outcome.code == 2, qPrintable(command.join(' ') + outcome.errors));
            QVERIFY2(outcome.errors.contains(QRegularExpression(QStringLiteral("bad.json:\\d+: error: "))),
                     qPrintable(outcome.errors));
        }
    }

    /// Listed and used, the same in every command, and what was left out is said.
    void demandsAreCountedAlike()
    {
        m_bench.write(QStringLiteral("self.csv"), "src,dst,bps\nAlpha,Alpha,5\nAlpha,Beta,1\n");
        const QStringList input{"--network", m_bench.file("pol.net"), "--demands", m_bench.file("self.csv"),
                                "--json"};
        for (const QStringList& command :
             {QStringList{"loads", "--out", m_bench.file("l.csv")}, {"optimise"}, {"sweep"}}) {
            const auto outcome = m_bench.run(command + input);
            QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
            QCOMPARE(outcome.json["demands"].toInt(), 2);
            QCOMPARE(outcome.json["demands_used"].toInt(), 1);
            const QJsonArray warnings = outcome.json["demand_warnings"].toArray();
            QCOMPARE(warnings.size(), 1);
            QVERIFY(warnings[0].toString().contains("from a node to itself"));
        }
    }

  private:
    ctl_test::Bench m_bench;
};

QTEST_GUILESS_MAIN(TstOpening)
#include "tst_opening.moc"
