#include "tests/support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// `suanwangctl sweep` as a script sees it, on a ring of four with demands as in docs/formats.md.
class TstSweepCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QByteArray ring = "NODES 4\nlabel x y\na 0 0\nb 0 0\nc 0 0\nd 0 0\n\nEDGES 8\n"
                          "label src dest weight bw delay\n";
        for (int i = 0; i < 4; ++i) {
            const QByteArray here = QByteArray::number(i);
            const QByteArray next = QByteArray::number((i + 1) % 4);
            ring += "edge_" + QByteArray::number(2 * i) + " " + here + " " + next + " 1 10000 4900\n";
            ring += "edge_" + QByteArray::number(2 * i + 1) + " " + next + " " + here + " 1 10000 4900\n";
        }
        write("ring.graph", ring);
        write("ring.csv", "src,dst,bps\na,c,6000000\na,b,2000000\n");
        write("broken.csv", "src,dst,bps\na,nowhere,1\n");
    }

    void badUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QStringList& more, int code, const char* message) {
            QTest::newRow(name) << more << code << QString::fromLatin1(message);
        };
        row("order 3", {"--order", "3"}, 2, "--order");
        row("order 0", {"--order", "0"}, 2, "--order");
        row("fewer than none", {"--top", "-1"}, 2, "--top");
        row("what is not there", {"--fail", "planets"}, 2, "planets");
        row("unknown routing", {"--routing", "wish"}, 2, "wish");
        row("unknown cost", {"--cost", "gold"}, 2, "gold");
        row("no place to write", {"--out", "/nonexistent/x.csv"}, 3, "/nonexistent");
        row("no place for the headroom", {"--headroom-out", "/nonexistent/h.csv"}, 3, "/nonexistent");
        row("headroom of availability", {"--availability", "--headroom-out", "h.csv"}, 2, "--headroom-out");
        row("availability of nodes", {"--availability", "--fail", "nodes"}, 2, "conduits");
        row("no years", {"--availability", "--years", "0"}, 2, "years");
        row("more years than can be", {"--availability", "--years", "1e9"}, 2, "cuts and repairs");
        row("repairs that take less than no time", {"--availability", "--repair-hours", "-1"}, 2, "repair");
    }

    void badUseIsRefused()
    {
        QFETCH(QStringList, more);
        QFETCH(int, code);
        QFETCH(QString, message);
        const Outcome outcome = sweep(more);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
    }

    void aBadDemandNamesFileAndLine()
    {
        const Outcome outcome =
            run({"sweep", "--network", file("ring.graph"), "--demands", file("broken.csv")});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.errors.contains("broken.csv:2:"), qPrintable(outcome.errors));
        QVERIFY(outcome.output.isEmpty());
    }

    void theWorstScenarioAndTheHeadroomAreTold()
    {
        const Outcome outcome = sweep({"--order", "2", "--top", "1", "--json"});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json.value("scenarios").toInt(), 10);
        QCOMPARE(outcome.json.value("cost").toString(), QStringLiteral("metric"));
        QCOMPARE(outcome.json.value("base").toObject().value("mlu").toDouble(), 0.5);
        const QJsonArray worst = outcome.json.value("worst").toArray();
        QCOMPARE(worst.size(), 1);
        QCOMPARE(worst[0].toObject().value("failed").toString(), QStringLiteral("edge_0;edge_1"));
        QCOMPARE(worst[0].toObject().value("mlu").toDouble(), 0.8);
        const QJsonObject link = outcome.json.value("headroom").toArray()[0].toObject();
        QCOMPARE(link.value("link").toString(), QStringLiteral("edge_0;edge_1"));
        QCOMPARE(link.value("worst").toDouble(), 0.8);
        QCOMPARE(link.value("failed").toString(), QStringLiteral("edge_4;edge_5"));
        QVERIFY(outcome.json.value("seconds").toDouble() > 0);
        QCOMPARE(outcome.json.value("state_hash").toString().size(), 64);
    }

    void theCsvIsAsDocumented()
    {
        QCOMPARE(sweep({"--order", "2", "--out", file("out.csv")}).code, 0);
        const QByteArrayList rows = read("out.csv").split('\n');
        QCOMPARE(rows[0], QByteArray("failed,mlu,lost_bps,disconnected_pairs"));
        QCOMPARE(rows.size(), 1 + 11 + 1);
        QFile page(test::sourcePathQ("/docs/formats.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        const qsizetype begin = text.indexOf(rows[0] + "\nbase");
        QVERIFY(begin > 0);
        for (const QByteArray& row :
             text.mid(begin, text.indexOf("```", begin) - begin).trimmed().split('\n')) {
            QVERIFY2(rows.contains(row), row.constData());
        }
    }

    /// Loads of 6 and 2 Mb/s: what is fullest in its worst case comes first, and as many rows as asked for.
    void theHeadroomIsReadFromTheWorst()
    {
        const QString text = QString::fromUtf8(sweep({"--order", "2", "--top", "2"}).output);
        const QStringList lines = text.mid(text.indexOf("\nheadroom: 4\n") + 1).split('\n');
        QVERIFY2(lines.size() > 4, qPrintable(text));
        QVERIFY2(lines[1].startsWith("  link"), qPrintable(lines[1]));
        QVERIFY2(lines[2].contains(" 0.8 ") && lines[3].contains(" 0.8 "), qPrintable(text));
        QVERIFY2(lines[4].startsWith("  … 2 more"), qPrintable(lines[4]));
    }

    void theHeadroomIsWrittenAsDocumented()
    {
        QCOMPARE(sweep({"--headroom-out", file("headroom.csv")}).code, 0);
        const QByteArray written = read("headroom.csv");
        QCOMPARE(written.count('\n'), 1 + 4); // the network's order
        QFile page(test::sourcePathQ("/docs/formats.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY2(page.readAll().contains("```csv\n" + written + "```"), written.constData());
    }

    void threadsChangeNoByte()
    {
        QByteArray first;
        QString hash;
        for (const char* threads : {"1", "2", "4"}) {
            const Outcome outcome = sweep({"--fail", "nodes", "--order", "2", "--threads", threads, "--out",
                                           file("threads.csv"), "--json"});
            QCOMPARE(outcome.code, 0);
            QVERIFY(read("threads.csv").contains("\nbase,"));
            if (first.isEmpty()) {
                first = read("threads.csv");
                hash = outcome.json.value("state_hash").toString();
            }
            QCOMPARE(read("threads.csv"), first);
            QCOMPARE(outcome.json.value("state_hash").toString(), hash);
        }
    }

    /// 16 Mb/s leave a, over links of 10: with one of them cut, all by the other.
    void fairSharingLosesWhatDoesNotFit()
    {
        write("more.csv", "src,dst,bps\na,c,12000000\na,b,4000000\n");
        const Outcome outcome = run({"sweep", "--network", file("ring.graph"), "--demands", file("more.csv"),
                                     "--routing", "maxmin", "--top", "1", "--json"});
        QCOMPARE(outcome.code, 0);
        const QJsonObject worst = outcome.json.value("worst").toArray()[0].toObject();
        QCOMPARE(worst.value("mlu").toDouble(), 1.0);
        QCOMPARE(worst.value("lost_bps").toDouble(), 6e6); // 16 asked, one link of 10
    }

    void availabilityIsSimulated()
    {
        const QStringList arguments{"--availability", "--years",         "100000", "--seed", "3",
                                    "--out",          file("pairs.csv"), "--json"};
        const Outcome outcome = sweep(arguments);
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json.value("fail").toString(), QStringLiteral("conduits"));
        QCOMPARE(outcome.json.value("conduits").toInt(), 4);
        QCOMPARE(outcome.json.value("pairs").toInt(), 2);
        QVERIFY(!outcome.json.value("assumptions").toArray().isEmpty());
        // Every duct is 1,000 km, cut 1.5 times a year for 8 h: U = 0.00137. Any two cuts that part a from c
        // are one of a-b, b-c with one of c-d, d-a: about 4 U^2.
        const double u = 8 / (8766 / 1.5 + 8);
        const QJsonObject found =
            outcome.json.value("worst").toArray()[0].toObject().value("availability").toObject();
        QVERIFY(found.value("low").toDouble() <= 1 - 3.9 * u * u);
        QVERIFY(found.value("high").toDouble() >= 1 - 4.1 * u * u);
        QCOMPARE(read("pairs.csv").split('\n')[0], QByteArray("src,dst,demand_bps,availability,low,high"));
        QCOMPARE(sweep(arguments).json.value("state_hash"), outcome.json.value("state_hash"));
    }

  private:
    struct Outcome
    {
        int code = -1;
        QByteArray output;
        QJsonObject json;
        QString errors;
    };

    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }

    void write(const char* name, const QByteArray& bytes)
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }

    [[nodiscard]] QByteArray read(const char* name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    Outcome sweep(const QStringList& more)
    {
        return run(QStringList{"sweep", "--network", file("ring.graph"), "--demands", file("ring.csv")} +
                   more);
    }

    static Outcome run(const QStringList& arguments)
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), arguments);
        Outcome outcome;
        if (process.waitForFinished(60'000)) {
            outcome.code = process.exitCode();
            outcome.output = process.readAllStandardOutput();
            outcome.json = QJsonDocument::fromJson(outcome.output).object();
            outcome.errors = QString::fromUtf8(process.readAllStandardError());
        }
        return outcome;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TstSweepCommand)
#include "tst_sweep_command.moc"
