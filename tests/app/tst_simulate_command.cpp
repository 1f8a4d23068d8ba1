#include "tests/support/places.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// `suanwangctl simulate` as a script sees it.
class TestSimulateCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        write("net.graph", "NODES 3\nlabel x y\na 0 0\nb 0 0\nc 0 0\n\nEDGES 4\n"
                           "label src dest weight bw delay\n"
                           "e0 0 1 1 8 10\ne1 1 0 1 8 10\ne2 1 2 1 16 10\ne3 2 1 1 16 10\n");
        // 8 kb/s is 1,000 bytes a second.
        write("flows.csv", "id,src,dst,bytes,start_s\nf,a,c,1000,0\ng,a,b,2000,0\n");
        write("events.csv", "time_s,action,kind,object,value\n1,capacity,arc,e0,16000\n");
        write("bad_flows.csv", "id,src,dst\nf,a,z\n");
        write("bad_events.csv", "time_s,action,kind,object,value\n1,fail,conduit,x,\n");
        write("instance.txt", "1 2\n10\n100 0 1 0\n50 0 1 0\n");
        write("bad_instance.txt", "1 1\n10\n100 0 1 7\n");
        write("steady.csv", "id,src,dst,bytes,priority\nf,a,c,1000,0\ns,a,c,,2\n");
        write("weights.csv", "id,src,dst,bytes,weight\nf,a,c,1000,2\n");
    }

    void badUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* message) {
            QTest::newRow(name) << arguments << code << QByteArray(message);
        };
        const QStringList net{"--network", path("net.graph"), "--out", path("o.csv")};
        row("neither", {"--out", path("o.csv")}, 2, "either --network or --instance");
        row("both", net + QStringList{"--instance", path("instance.txt")}, 2,
            "either --network or --instance");
        row("no out", {"--instance", path("instance.txt")}, 2, "--out");
        row("events of an instance",
            {"--instance", path("instance.txt"), "--events", path("events.csv"), "--out", path("o.csv")}, 2,
            "--events goes with --network");
        const QStringList plain{"--instance", path("instance.txt"), "--out", path("o.csv")};
        for (const char* option : {"--until-s", "--protection-ms", "--reconvergence-s", "--restoration-s",
                                   "--reach-km", "--reach-800g-km", "--repair-h", "--node-repair-h"}) {
            row(option, plain + QStringList{option, "1"}, 2,
                (QByteArray(option) + " goes with --network").constData());
        }
        row("cost of an instance", plain + QStringList{"--cost", "delay"}, 2, "--cost goes with --network");
        row("defaults of an instance", plain + QStringList{"--default-capacity-bps", "1"}, 2,
            "--default-capacity-bps goes with --network");
        row("events into an instance",
            net + QStringList{"--flows", path("flows.csv"), "--events", path("events.csv"),
                              "--export-instance", path("i.txt")},
            2, "either --export-instance or --events");
        row("no flows", net, 2, "net.graph: has no flows of its own");
        row("flows that are not there", net + QStringList{"--flows", path("none.csv")}, 3, "none.csv");
        row("bad flows", net + QStringList{"--flows", path("bad_flows.csv")}, 2,
            "bad_flows.csv:2: no place is called 'z'");
        row("bad events", net + QStringList{"--flows", path("flows.csv"), "--events", path("bad_events.csv")},
            2, "bad_events.csv:2: conduit 'x' does not exist");
        row("bad instance", {"--instance", path("bad_instance.txt"), "--out", path("o.csv")}, 2,
            "bad_instance.txt:3: link 7 is not there");
        row("out of range", net + QStringList{"--flows", path("flows.csv"), "--reconvergence-s", "-1"}, 2,
            "--reconvergence-s");
        row("cost", net + QStringList{"--flows", path("flows.csv"), "--cost", "beauty"}, 2, "beauty");
        row("no place to write", {"--instance", path("instance.txt"), "--out", "/nonexistent/o.csv"}, 3,
            "/nonexistent");
        row("weights into an instance",
            net + QStringList{"--flows", path("weights.csv"), "--export-instance", path("i.txt")}, 2,
            "flow 'f' cannot stand in a plain instance: it has a weight");
        row("steady flows into an instance",
            net + QStringList{"--flows", path("steady.csv"), "--export-instance", path("i.txt")}, 2,
            "flow 's' cannot stand in a plain instance: it is steady (no bytes), it has a priority");
    }

    void badUseIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(message), outcome.errors.constData());
        QVERIFY(outcome.answer.isEmpty());
    }

    /// f and g share a-b, 500 bytes/s each; f is done at 2 s, g has 1,000 left at 1,000 bytes/s: 3 s.
    void flowsShareTheNetwork()
    {
        const Outcome outcome =
            run({"--network", path("net.graph"), "--flows", path("flows.csv"), "--out", path("o.csv")});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.answer.value("flows").toInt(), 2);
        QCOMPARE(outcome.answer.value("finished").toInt(), 2);
        QCOMPARE(outcome.answer.value("simulated_s").toDouble(), 3.0);
        QVERIFY(outcome.answer.contains("seconds"));
        QCOMPARE(outcome.answer.value("state_hash").toString().size(), 64);
        const QByteArray rows = read("o.csv");
        QCOMPARE(rows.left(rows.indexOf('\n')), QByteArray("id,start_s,finish_s,mean_bps,path"));
        QVERIFY2(rows.contains("f,0,2,4000,"), rows.constData());
        QVERIFY2(rows.contains("g,0,3,5333.333333333333,"), rows.constData());
    }

    /// From 1 s on 1,000 bytes/s each: f's last 500 take half a second, then g's last 1,000 at 2,000 another.
    void eventsChangeIt()
    {
        const Outcome outcome = run({"--network", path("net.graph"), "--flows", path("flows.csv"), "--events",
                                     path("events.csv"), "--out", path("o.csv")});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.answer.value("simulated_s").toDouble(), 2.0);
    }

    void anExportedInstanceEndsTheSame()
    {
        QCOMPARE(run({"--network", path("net.graph"), "--flows", path("flows.csv"), "--out", path("o.csv"),
                      "--export-instance", path("i.txt")})
                     .code,
                 0);
        QCOMPARE(read("i.txt").left(4), QByteArray("4 2\n"));
        const Outcome outcome = run({"--instance", path("i.txt"), "--out", path("i.csv")});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.answer.value("simulated_s").toDouble(), 3.0);
        QVERIFY(read("i.csv").contains("0,0,2,4000,"));
    }

    void theSameInputGivesTheSameBytes()
    {
        const QStringList arguments{"--instance", path("instance.txt"), "--out"};
        const Outcome once = run(arguments + QStringList{path("a.csv")});
        const Outcome again = run(arguments + QStringList{path("b.csv"), "--threads", "2"});
        QCOMPARE(once.code, 0);
        QCOMPARE(again.code, 0);
        QVERIFY(read("a.csv").contains("0,0,15,"));
        QCOMPARE(read("a.csv"), read("b.csv"));
        QCOMPARE(once.answer.value("state_hash").toString().size(), 64);
        QCOMPARE(once.answer.value("state_hash"), again.answer.value("state_hash"));
    }

  private:
    struct Outcome
    {
        int code = -1;
        QJsonObject answer;
        QByteArray errors;
    };

    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    void write(const char* name, const QByteArray& text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    [[nodiscard]] QByteArray read(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static Outcome run(const QStringList& arguments)
    {
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), QStringList{"--json", "simulate"} + arguments);
        process.waitForFinished(60'000);
        return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
                process.readAllStandardError()};
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSimulateCommand)
#include "tst_simulate_command.moc"
