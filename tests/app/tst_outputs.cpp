#include "ctl_process.h"
#include "tests/support/places.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>
#include <unistd.h>

using ctl_test::Bench;
using ctl_test::Outcome;

/// What scripts rely on whatever the command: where output goes, what it may not cost, how a run ends.
class TstOutputs : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        m_bench.write("line.graph",
                      "NODES 3\nlabel x y\na 0 0\nb 1 0\nc 2 0\n\nEDGES 4\n"
                      "label src dest weight bw delay\n"
                      "e0 0 1 1 1000 100\ne1 1 0 1 1000 100\ne2 1 2 1 1000 100\ne3 2 1 1 1000 100\n");
        m_bench.write("line.csv", "src,dst,bps\na,c,500000\n");
    }

    void anOutputNeverReplacesAnInput_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QStringList loads{"loads", "--network", file("line.graph"), "--demands", file("line.csv")};
        QTest::newRow("the network") << loads + QStringList{"--out", file("line.graph")};
        QTest::newRow("the demands") << loads + QStringList{"--out", file("line.csv")};
        QTest::newRow("the demands by another name") << loads + QStringList{"--out", file("./line.csv")};
        QTest::newRow("sweep") << QStringList{"sweep",          "--network", file("line.graph"), "--demands",
                                              file("line.csv"), "--out",     file("line.csv")};
        QTest::newRow("convert") << QStringList{"convert", file("line.graph"), file("line.graph")};
    }

    void anOutputNeverReplacesAnInput()
    {
        QFETCH(QStringList, arguments);
        const QByteArray network = m_bench.read("line.graph");
        const QByteArray demands = m_bench.read("line.csv");
        const Outcome outcome = m_bench.run(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.errors.contains("would overwrite"), qPrintable(outcome.errors));
        QCOMPARE(m_bench.read("line.graph"), network);
        QCOMPARE(m_bench.read("line.csv"), demands);
    }

    /// What is a table whatever its name says is written under no other one.
    void tablesEndInCsv_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QStringList input{"--network", file("nowhere.graph"), "--demands", file("line.csv")};
        const auto row = [&](const char* command, const char* option) {
            QTest::addRow("%s %s", command, option)
                << QStringList{QString::fromLatin1(command)} + input +
                       QStringList{QString::fromLatin1(option), file("table.xlsx")};
        };
        row("loads", "--out");
        row("sweep", "--out");
        row("sweep", "--headroom-out");
        row("optimise", "--paths-out");
        const QStringList loads{"--network", file("nowhere.graph"), "--loads", file("line.csv"),
                                "--out",     file("table.xlsx")};
        QTest::newRow("deduce") << QStringList{"deduce"} + loads;
        QTest::newRow("residual") << QStringList{"residual"} + loads;
        QTest::newRow("simulate") << QStringList{"simulate", "--network", file("nowhere.graph"), "--out",
                                                 file("table.xlsx")};
    }

    void tablesEndInCsv()
    {
        QFETCH(QStringList, arguments);
        const Outcome refused = m_bench.run(arguments); // not even the network was looked for
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.errors.contains("table.xlsx: it ends in .csv"), qPrintable(refused.errors));
        QVERIFY(!QFileInfo::exists(file("table.xlsx")));
    }

    void standardOutputNeedsNoEnding()
    {
        const QStringList loads{"loads",          "--network", file("line.graph"), "--demands",
                                file("line.csv"), "--out",     "/dev/stdout"};
        const Outcome piped = m_bench.run(loads);
        QVERIFY2(piped.code == 0, qPrintable(piped.errors));
        QVERIFY2(piped.text.contains("arc,bps"), qPrintable(piped.text));
        QProcess process;
        process.setStandardOutputFile(file("stdout.txt"));
        process.start(test::programPathQ("/suanwangctl"), loads);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void aFullStandardOutputIsAnError()
    {
        if (::access("/dev/full", W_OK) != 0) {
            QSKIP("/dev/full cannot be written here");
        }
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(test::programPathQ("/suanwangctl"), {"validate", file("line.graph"), "--json"});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("standard output"));
    }

    /// A name from another system: bytes that are no UTF-8.
    void aFileNameNeedNotBeUtf8()
    {
        const QByteArray name =
            QFile::encodeName(m_bench.file("")) + "/\xCD\xF8\xC2\xE7.graph"; // 网络, GB18030
        QFile source(file("line.graph"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        std::FILE* copy = std::fopen(name.constData(), "wb");
        QVERIFY(copy != nullptr);
        const QByteArray bytes = source.readAll();
        QCOMPARE(std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), copy),
                 static_cast<std::size_t>(bytes.size()));
        std::fclose(copy);
        const auto shell = [&](const QByteArray& line) {
            QProcess process;
            process.start("sh",
                          {"-c", QString::fromLatin1(line), "sh"}); // the bytes as they are, octal below
            return process.waitForFinished(60'000) ? process.exitCode() : -1;
        };
        const QByteArray folder = QFile::encodeName(m_bench.file("")) + "/";
        const QByteArray odd = "\"$(printf '" + folder + "\\315\\370\\302\\347.graph')\"";
        const QByteArray ctl = QByteArray::fromStdString(test::programPath("/suanwangctl "));
        const QByteArray out = folder + "odd.json";
        QCOMPARE(shell(ctl + "loads --json --network " + odd + " --demands " + folder + "line.csv --out " +
                       folder + "odd.csv > " + out),
                 0);
        QVERIFY(!QJsonDocument::fromJson(m_bench.read("odd.json")).object().isEmpty());
        QCOMPARE(
            shell(ctl + "convert " + odd + " " + folder + "odd.swr > " + out + " 2> " + folder + "odd.err"),
            0);
        QCOMPARE(m_bench.read("odd.err"), QByteArray());
        QCOMPARE(m_bench.run({"validate", file("odd.swr"), "--json"}).json.value("nodes").toInt(-1) >= 0,
                 true);
        QCOMPARE(m_bench.run({"validate", file("odd.swr")}).code, 0);
    }

    /// Ctrl-C in the middle: exit code 4, said, nothing written.
    void aSignalCancels_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
    }

    void aSignalCancels()
    {
        QFETCH(int, signal);
        makeLargeRing();
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"),
                      {"sweep", "--network", file("ring.graph"), "--demands", file("ring.csv"), "--order",
                       "2", "--routing", "maxmin", "--out", file("cancelled.csv"), "--json"});
        QVERIFY(process.waitForStarted());
        // It takes many seconds; a signal before it listens would end it as signals do.
        QTRY_VERIFY(catches(process.processId(), signal));
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 4);
        QVERIFY(process.readAllStandardError().contains("cancelled"));
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QVERIFY(!QFileInfo::exists(file("cancelled.csv")));
    }

    /// A nation of 20,000 pools takes half a minute.
    void aSignalCancelsTheMakingOfANation()
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"),
                      {"generate", "national", "--pools", "20000", "--scale", "--threads", "2", "--out",
                       file("cancelled.swr"), "--json"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(catches(process.processId(), SIGTERM));
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
        QVERIFY(process.waitForFinished(100'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 4);
        QVERIFY(process.readAllStandardError().contains("cancelled"));
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QVERIFY(!QFileInfo::exists(file("cancelled.swr")));
    }

  private:
    [[nodiscard]] QString file(const QString& name) const { return m_bench.file(name); }

    /// True once the process has a handler for the signal.
    static bool catches(qint64 process, int signal)
    {
        QFile status(QStringLiteral("/proc/%1/status").arg(process));
        const QByteArray text = status.open(QIODevice::ReadOnly) ? status.readAll() : QByteArray();
        const qsizetype mask = text.indexOf("SigCgt:\t");
        return mask >= 0 && ((text.mid(mask + 8, 16).toULongLong(nullptr, 16) >> (signal - 1)) & 1U) != 0;
    }

    /// 700 nodes in a ring with demands all over: 245,000 pairs of failures.
    void makeLargeRing() const
    {
        constexpr int kNodes = 700;
        QByteArray nodes;
        QByteArray edges;
        QByteArray demands = "src,dst,bps\n";
        for (int i = 0; i < kNodes; ++i) {
            const QByteArray here = QByteArray::number(i);
            const QByteArray next = QByteArray::number((i + 1) % kNodes);
            nodes += "n" + here + " 0 0\n";
            edges += "e" + here + "a " + here + " " + next + " 1 1000 100\n";
            edges += "e" + here + "b " + next + " " + here + " 1 1000 100\n";
            demands += "n" + here + ",n" + QByteArray::number((i * 7 + 350) % kNodes) + ",1000\n";
        }
        m_bench.write("ring.graph", "NODES 700\nlabel x y\n" + nodes +
                                        "\nEDGES 1400\nlabel src dest weight bw delay\n" + edges);
        m_bench.write("ring.csv", demands);
    }

    Bench m_bench;
};

QTEST_GUILESS_MAIN(TstOutputs)
#include "tst_outputs.moc"
