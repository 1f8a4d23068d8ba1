#include "tests/app/ctl_process.h"

using ctl_test::Outcome;

/// `loads` and `deduce` as a user's script sees them.
class TstDeduceCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        // a - b - c - d in a ring: d to b splits over both sides.
        m_bench.write("ring.graph", "NODES 4\nlabel x y\na 0 0\nb 0 0\nc 0 0\nd 0 0\n\nEDGES 8\n"
                                    "label src dest weight bw delay\n"
                                    "e0 0 1 1 1000 1\ne1 1 0 1 1000 1\ne2 1 2 1 1000 1\ne3 2 1 1 1000 1\n"
                                    "e4 2 3 1 1000 1\ne5 3 2 1 1000 1\ne6 3 0 1 1000 1\ne7 0 3 1 1000 1\n");
        m_bench.write("d.csv", "src,dst,bps\na,b,5e5\na,c,2e5\nd,b,1e5\nc,d,3e5\n");
        m_bench.write("bad_arc.csv", "arc,bps\ne0,1\nzz,1\n");
        m_bench.write("bad_rate.csv", "arc,bps\ne0,-1\n");
        m_bench.write("bad_totals.csv", "node,in_bps,out_bps\nzz,1,1\n");
        m_bench.write("empty.csv", "arc,bps\n");
        QCOMPARE(m_bench
                     .run({"loads", "--network", ring(), "--demands", m_bench.file("d.csv"), "--out",
                           m_bench.file("loads.csv")})
                     .code,
                 0);
    }

    void badInputIsRefused_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto loads = [this](const char* name) {
            return QStringList{"--loads", m_bench.file(QString::fromLatin1(name))};
        };
        QTest::newRow("no loads") << QStringList{} << 2 << "--loads";
        QTest::newRow("no such file") << loads("none.csv") << 3 << "none.csv";
        QTest::newRow("unknown arc") << loads("bad_arc.csv") << 2
                                     << "bad_arc.csv:3: arc zz is not in the network";
        QTest::newRow("negative load") << loads("bad_rate.csv") << 2 << "bad_rate.csv:2: bps is out of range";
        QTest::newRow("nothing measured") << loads("empty.csv") << 2 << "no load is measured";
        QTest::newRow("unknown node in totals")
            << loads("loads.csv") + QStringList{"--totals", m_bench.file("bad_totals.csv")} << 2
            << "bad_totals.csv:2: node zz";
        QTest::newRow("own demands of a file without")
            << loads("loads.csv") + QStringList{"--known", "own"} << 2 << "no demands of its own";
        QTest::newRow("unknown failed link")
            << loads("loads.csv") + QStringList{"--failed", "e0;nope"} << 2 << "is called 'nope'";
        QTest::newRow("noise out of range") << loads("loads.csv") + QStringList{"--noise", "-1"} << 2
                                            << "--noise: '-1' is not a number from 0 to 1";
        QTest::newRow("unwritable") << loads("loads.csv") + QStringList{"--out", "/nonexistent/x.csv"} << 3
                                    << "/nonexistent";
    }

    void badInputIsRefused()
    {
        QFETCH(QStringList, more);
        QFETCH(int, code);
        QFETCH(QString, message);
        const Outcome outcome = m_bench.run(QStringList{"deduce", "--network", ring()} + more);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
    }

    /// d to b halves over c and a; a to c over b and d.
    void loadsAreThoseOfEcmp()
    {
        const QByteArray text = m_bench.read("loads.csv");
        QVERIFY(text.startsWith("arc,bps\n"));
        QVERIFY2(text.contains("a~b>,650000\n"), text.constData());
        QVERIFY2(text.contains("b~c>,100000\n"), text.constData());
        QVERIFY2(text.contains("b~c<,50000\n"), text.constData());
    }

    void aDeducedMatrixExplainsItsLoads()
    {
        const Outcome outcome =
            m_bench.run({"deduce", "--network", ring(), "--loads", m_bench.file("loads.csv"), "--known",
                         m_bench.file("d.csv"), "--out", m_bench.file("found.csv"), "--json"});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.json["pairs"].toInt(), 12);
        QCOMPARE(outcome.json["measured_arcs"].toInt(), 8);
        QVERIFY(outcome.json["converged"].toBool());
        QVERIFY(outcome.json["fit"].toObject()["rms_relative"].toDouble() < 0.02);
        QVERIFY(outcome.json["objective"].toDouble() >= outcome.json["bound"].toDouble() * (1 - 1e-9));
        QCOMPARE(outcome.json["errors"].toObject()["demands"].toInt(), 4);
        QVERIFY(outcome.json.contains("seconds"));
        QCOMPARE(outcome.json["state_hash"].toString().size(), 64);
        // What it found puts the same loads on the network.
        QCOMPARE(m_bench
                     .run({"loads", "--network", ring(), "--demands", m_bench.file("found.csv"), "--out",
                           m_bench.file("again.csv")})
                     .code,
                 0);
        const Outcome again =
            m_bench.run({"deduce", "--network", ring(), "--loads", m_bench.file("again.csv"), "--prior",
                         m_bench.file("found.csv"), "--json"});
        QCOMPARE(again.code, 0);
        QVERIFY(again.json["prior_fit"].toObject()["rms_relative"].toDouble() < 1e-9);
    }

    /// In and out confused, or a meter that shows more than a link can carry: an answer, but not without a
    /// word.
    void whatContradictsItselfIsSaid()
    {
        m_bench.write("swapped.csv", "node,in_bps,out_bps\na,0,7e5\nb,6e5,0\nc,2e5,3e5\nd,3e5,1e5\n");
        const Outcome swapped =
            m_bench.run({"deduce", "--network", ring(), "--loads", m_bench.file("loads.csv"), "--totals",
                         m_bench.file("swapped.csv"), "--json"});
        QCOMPARE(swapped.code, 0);
        QVERIFY2(swapped.errors.contains("no matrix explains these measurements"),
                 qPrintable(swapped.errors));
        QVERIFY(!swapped.json["warnings"].toArray().isEmpty());
        m_bench.write("over.csv", "arc,bps\na~b>,5e6\n");
        const Outcome over =
            m_bench.run({"deduce", "--network", ring(), "--loads", m_bench.file("over.csv"), "--json"});
        QVERIFY2(over.errors.contains("1 arcs carry more than their capacity"), qPrintable(over.errors));
        const Outcome right =
            m_bench.run({"deduce", "--network", ring(), "--loads", m_bench.file("loads.csv"), "--json"});
        QCOMPARE(right.errors, QString());
    }

    void theSameInputGivesTheSameHashOnAnyNumberOfThreads()
    {
        const QStringList arguments{"deduce", "--network", ring(), "--loads", m_bench.file("loads.csv"),
                                    "--json"};
        const QString one =
            m_bench.run(arguments + QStringList{"--threads", "1"}).json["state_hash"].toString();
        const QString two =
            m_bench.run(arguments + QStringList{"--threads", "2"}).json["state_hash"].toString();
        QVERIFY(!one.isEmpty());
        QCOMPARE(one, two);
    }

  private:
    [[nodiscard]] QString ring() const { return m_bench.file("ring.graph"); }

    ctl_test::Bench m_bench;
};

QTEST_GUILESS_MAIN(TstDeduceCommand)
#include "tst_deduce_command.moc"
