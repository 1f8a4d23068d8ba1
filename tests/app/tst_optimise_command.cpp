#include "tests/app/ctl_process.h"

#include <cmath>

using ctl_test::Outcome;

/// `suanwangctl optimise` as a script sees it.
class TstOptimiseCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        // Two ways from a to d: over b (500 kb/s, 2 ms) and over c (1000 kb/s, 4 ms); e is alone.
        write("two.graph", "NODES 5\nlabel x y\na 0 0\nb 1 0\nc 2 0\nd 3 0\ne 4 0\n\n"
                           "EDGES 4\nlabel src dest weight bw delay\n"
                           "ab 0 1 1 500 1000\nbd 1 3 1 500 1000\nac 0 2 2 1000 2000\ncd 2 3 2 1000 2000\n");
        write("two.csv", "src,dst,bps\na,d,900000\n");
        write("more.csv", "src,dst,bps\na,d,9000000\na,e,5\nd,a,7\n");
        write("unknown.csv", "src,dst,bps\na,d,1\na,z,1\n");
        write("empty.csv", "src,dst,bps\n");
        write("negative.csv", "src,dst,bps\na,d,5\n\na,b,-1\n");
        write("number.csv", "src,dst,bps\na,d,nan\n");
        write("columns.csv", "from,to,bps\na,d,1\n");
        write("broken.graph", "NODES 2\nlabel x y\na 0 0\nb 1 0\n\n"
                              "EDGES 1\nlabel src dest weight bw delay\nab 0 7 1 500 1000\n");
    }

    void badUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QStringList& more, int code, const char* message) {
            QTest::newRow(name) << more << code << QString::fromLatin1(message);
        };
        row("no demands", {}, 2, "--demands");
        row("unknown node", {"--demands", file("unknown.csv")}, 2, "unknown.csv:3");
        row("missing file", {"--demands", file("absent.csv")}, 3, "absent.csv");
        row("unknown objective", {"--demands", file("two.csv"), "--objective", "most"}, 2, "most");
        row("no gap", {"--demands", file("two.csv"), "--gap", "0"}, 2, "--gap");
        row("gap that is no number", {"--demands", file("two.csv"), "--gap", "small"}, 2, "small");
        row("no delay", {"--demands", file("two.csv"), "--max-delay-ms", "0"}, 2, "--max-delay-ms");
        row("endless factor", {"--demands", file("empty.csv"), "--objective", "concurrent"}, 1,
            "nothing grows");
        row("a gap of all", {"--demands", file("two.csv"), "--gap", "1"}, 2, "--gap");
        row("negative gap", {"--demands", file("two.csv"), "--gap", "-0.01"}, 2, "--gap");
        row("gap that is not a number", {"--demands", file("two.csv"), "--gap", "nan"}, 2, "--gap");
        row("negative delay", {"--demands", file("two.csv"), "--max-delay-ms", "-3"}, 2, "--max-delay-ms");
        row("endless delay", {"--demands", file("two.csv"), "--max-delay-ms", "inf"}, 2, "--max-delay-ms");
        row("delay of letters", {"--demands", file("two.csv"), "--max-delay-ms", "soon"}, 2, "soon");
        row("exact takes no value", {"--demands", file("two.csv"), "--exact", "yes"}, 2, "yes");
        row("unknown option", {"--demands", file("two.csv"), "--magic"}, 2, "--magic");
        row("threads of less than none", {"--demands", file("two.csv"), "--threads", "-1"}, 2, "--threads");
        row("negative demand", {"--demands", file("negative.csv")}, 2, "negative.csv:4");
        row("demand that is no number", {"--demands", file("number.csv")}, 2, "number.csv:2");
        row("columns of another file", {"--demands", file("columns.csv")}, 2, "columns.csv:1");
        row("a network for demands", {"--demands", file("two.graph")}, 2, "two.graph");
        row("unwritable paths", {"--demands", file("two.csv"), "--paths-out", "/nonexistent/p.csv"}, 3,
            "/nonexistent");
    }

    void badUseIsRefused()
    {
        QFETCH(QStringList, more);
        QFETCH(int, code);
        QFETCH(QString, message);
        const Outcome outcome = optimise(more);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
        QVERIFY(outcome.json.isEmpty());
    }

    void brokenNetworksAreRefusedWithTheirLine()
    {
        const Outcome outcome = optimise("broken.graph", {"--demands", file("two.csv")});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.errors.contains("broken.graph:8"), qPrintable(outcome.errors));
        QCOMPARE(optimise("absent.graph", {"--demands", file("two.csv")}).code, 3);
    }

    /// Nothing is half done: the paths of an earlier run stay where a later one is refused.
    void aRefusedRunLeavesTheEarlierPaths()
    {
        write("kept.csv", "as it was");
        for (const char* demands : {"unknown.csv", "negative.csv", "absent.csv"}) {
            QVERIFY(optimise({"--demands", file(demands), "--paths-out", file("kept.csv")}).code != 0);
        }
        const Outcome endless = optimise(
            {"--demands", file("empty.csv"), "--objective", "concurrent", "--paths-out", file("kept.csv")});
        QCOMPARE(endless.code, 1);
        QCOMPARE(m_bench.read("kept.csv"), QByteArray("as it was"));
    }

    void eachObjectiveIsAnswered_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("ecmp");
        // Of 500 + 1000 kb/s; ECMP knows only the way over b.
        QTest::newRow("mlu") << "mlu" << 6.0 << 18.0;
        QTest::newRow("throughput") << "throughput" << 1.5e6 << 500e3;
        QTest::newRow("concurrent") << "concurrent" << 1 / 6.0 << 1 / 18.0;
        QTest::newRow("maxmin") << "maxmin" << 1.5e6 << 500e3;
    }

    void eachObjectiveIsAnswered()
    {
        QFETCH(QString, objective);
        QFETCH(double, value);
        QFETCH(double, ecmp);
        const Outcome outcome =
            optimise({"--demands", file("more.csv"), "--objective", objective, "--exact"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QVERIFY(std::abs(outcome.json.value("value").toDouble() / value - 1) < 1e-7);
        QVERIFY(std::abs(outcome.json.value("bound").toDouble() / value - 1) < 1e-7);
        QVERIFY(std::abs(outcome.json.value("ecmp").toDouble() / ecmp - 1) < 1e-9);
        QVERIFY(outcome.json.value("gap").toDouble() < 1e-7);
        QCOMPARE(outcome.json.value("disconnected").toInt(), 2);
        QCOMPARE(outcome.json.value("disconnected_pairs").toArray().first().toString(), QString("a > e"));
        QCOMPARE(outcome.json.value("ecmp_cost").toString(), QString("metric")); // of a network file
        QVERIFY(outcome.json.contains("seconds"));
        QCOMPARE(outcome.json.value("state_hash").toString().size(), 64);
    }

    void pathsAreWritten()
    {
        const Outcome outcome =
            optimise({"--demands", file("two.csv"), "--exact", "--paths-out", file("paths.csv")});
        QCOMPARE(outcome.code, 0);
        const QByteArrayList lines = m_bench.read("paths.csv").trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], QByteArray("demand,src,dst,bps,path"));
        double sum = 0;
        for (const QByteArray& line : lines.mid(1)) {
            QVERIFY(line.startsWith("0,a,d,"));
            sum += line.split(',')[3].toDouble();
        }
        QVERIFY(std::abs(sum - 900e3) < 1e-3);
    }

    void aDelayLimitIsKept()
    {
        const Outcome fast = optimise({"--demands", file("two.csv"), "--max-delay-ms", "3"});
        QVERIFY(std::abs(fast.json.value("value").toDouble() - 1.8) < 0.02);
        QCOMPARE(fast.json.value("beyond_delay").toInt(), 0);
        const Outcome tooFast = optimise({"--demands", file("two.csv"), "--max-delay-ms", "1"});
        QCOMPARE(tooFast.code, 1);
        QVERIFY2(tooFast.errors.contains("0 disconnected, 1 beyond the delay"), qPrintable(tooFast.errors));
    }

    /// What has no path is left out of value and ecmp alike, and that is said aloud.
    void whatIsLeftOutIsSaid()
    {
        const Outcome some = optimise({"--demands", file("more.csv")});
        QCOMPARE(some.code, 0);
        QVERIFY2(some.errors.contains("demands are left out: 2 have no path"), qPrintable(some.errors));
    }

    void whenAllAreServedThereIsNoLevel()
    {
        const Outcome outcome = optimise({"--demands", file("two.csv"), "--objective", "maxmin"});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json.value("all_served").toBool(), true);
        QVERIFY(outcome.json.value("value").isNull());
        QCOMPARE(outcome.json.value("carried_bps").toDouble(), 900e3);
        QCOMPARE(outcome.json.value("ecmp").toDouble(), 500e3); // one way alone does not serve them
    }

    void anyThreadCountGivesTheSameHash()
    {
        const QJsonObject one = optimise({"--demands", file("more.csv"), "--threads", "1"}).json;
        const QJsonObject four = optimise({"--demands", file("more.csv"), "--threads", "4"}).json;
        QCOMPARE(one.value("state_hash"), four.value("state_hash"));
    }

  private:
    Outcome optimise(const QStringList& more) const { return optimise("two.graph", more); }

    Outcome optimise(const QString& network, const QStringList& more) const
    {
        return m_bench.run(QStringList{"--json", "optimise", "--network", file(network)} + more);
    }

    [[nodiscard]] QString file(const QString& name) const { return m_bench.file(name); }

    void write(const QString& name, const QByteArray& bytes) const { m_bench.write(name, bytes); }

    ctl_test::Bench m_bench;
};

QTEST_GUILESS_MAIN(TstOptimiseCommand)
#include "tst_optimise_command.moc"
