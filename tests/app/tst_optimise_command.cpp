#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// `suanwangctl optimise` as a script sees it.
class TstOptimiseCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        // Two ways from a to d: over b (500 kb/s, 2 ms) and over c (1000 kb/s, 4 ms); e is alone.
        write("two.graph", "NODES 5\nlabel x y\na 0 0\nb 1 0\nc 2 0\nd 3 0\ne 4 0\n\n"
                           "EDGES 4\nlabel src dest weight bw delay\n"
                           "ab 0 1 1 500 1000\nbd 1 3 1 500 1000\nac 0 2 2 1000 2000\ncd 2 3 2 1000 2000\n");
        write("two.csv", "src,dst,bps\na,d,900000\n");
        write("more.csv", "src,dst,bps\na,d,9000000\na,e,5\nd,a,7\n");
        write("unknown.csv", "src,dst,bps\na,d,1\na,z,1\n");
        write("empty.csv", "src,dst,bps\n");
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
        row("endless factor", {"--demands", file("empty.csv"), "--objective", "concurrent"}, 1, "limits");
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
        QFile in(file("paths.csv"));
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QByteArrayList lines = in.readAll().trimmed().split('\n');
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
        QCOMPARE(tooFast.code, 0);
        QCOMPARE(tooFast.json.value("beyond_delay").toInt(), 1);
        QCOMPARE(tooFast.json.value("value").toDouble(), 0.0);
    }

    void anyThreadCountGivesTheSameHash()
    {
        const QJsonObject one = optimise({"--demands", file("more.csv"), "--threads", "1"}).json;
        const QJsonObject four = optimise({"--demands", file("more.csv"), "--threads", "4"}).json;
        QCOMPARE(one.value("state_hash"), four.value("state_hash"));
    }

  private:
    struct Outcome
    {
        int code = -1;
        QJsonObject json;
        QString errors;
    };

    Outcome optimise(const QStringList& more)
    {
        QProcess process;
        process.start(QStringLiteral(SUANWANG_BIN_DIR "/suanwangctl"),
                      QStringList{"--json", "optimise", "--network", file("two.graph")} + more);
        Outcome outcome;
        if (process.waitForFinished(60'000)) {
            outcome.code = process.exitCode();
        }
        outcome.json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        outcome.errors = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }

    QString file(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& bytes)
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TstOptimiseCommand)
#include "tst_optimise_command.moc"
