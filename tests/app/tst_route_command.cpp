#include "small_snapshot.h"
#include "tests/support/places.h"

#include "tests/twin/state/test_world.h"
#include "twin/registry/build.h"
#include "twin/registry/identifier.h"
#include "twin/state/state_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace twin;

/// `suanwangctl route` as a script sees it.
class TstRouteCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QFile out(file("square.graph"));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(kSquare);
        QVERIFY(out.flush());
        saveState();
    }

    void badUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* message) {
            QTest::newRow(name) << arguments << code << QString::fromUtf8(message);
        };
        row("no network", {"--from", "a", "--to", "b"}, 2, "--network");
        row("no start", {"--network", file("square.graph"), "--to", "b"}, 2, "--from");
        row("nothing asked", {"--network", file("square.graph"), "--from", "a"}, 2, "--to, --within-ms");
        row("missing file", {"--network", file("none.graph"), "--from", "a", "--to", "b"}, 3, "none.graph");
        row("unknown start", square({"--from", "ax", "--to", "b"}), 2, "called 'ax'; nearest: a");
        row("unknown end", square({"--from", "a", "--to", "bx"}), 2, "called 'bx'; nearest: b");
        row("to itself", square({"--from", "a", "--to", "a"}), 2, "same place");
        row("unknown cost", square({"--from", "a", "--to", "b", "--cost", "euro"}), 2, "euro");
        row("unknown disjointness", square({"--from", "a", "--to", "b", "--disjoint", "hub"}), 2, "hub");
        row("no paths", square({"--from", "a", "--to", "b", "--k", "0"}), 2, "--k");
        row("too many paths", square({"--from", "a", "--to", "b", "--k", "10001"}), 2, "--k");
        row("unknown failure", square({"--from", "a", "--to", "b", "--failed", "edge_99"}), 2, "edge_9");
        row("broken list", square({"--from", "a", "--to", "b", "--failed", "\"edge_0"}), 2, "quote");
        row("negative circle", square({"--from", "a", "--within-ms", "-1"}), 2, "'-1'");
        row("circle without a number", square({"--from", "a", "--within-ms", "1;wide"}), 2, "'wide'");
        row("empty circles", square({"--from", "a", "--within-ms", ";"}), 2, "no circle");
        row("no path", square({"--from", "a", "--to", "e"}), 1, "no path from a to e");
        row("cut off", square({"--from", "a", "--to", "d", "--failed", "b;c"}), 1, "no path from a to d");
        row("no pair", square({"--from", "a", "--to", "f", "--disjoint", "link"}), 1,
            "no disjoint pair of paths from a to f: all use d~f");
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

    /// The answer of "no" is an answer: one JSON object, without paths.
    void noIsAnAnswer()
    {
        const Outcome outcome = run(square({"--from", "a", "--to", "e", "--json"}));
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.json.value("paths").isArray());
        QVERIFY(outcome.json.value("paths").toArray().isEmpty());
    }

    void pathsCarryTheirFacts()
    {
        const Outcome outcome =
            run(square({"--from", "a", "--to", "d", "--k", "5", "--cost", "metric", "--json"}));
        QCOMPARE(outcome.code, 0);
        const QJsonArray paths = outcome.json.value("paths").toArray();
        QCOMPARE(paths.size(), 2);
        const QJsonObject first = paths[0].toObject();
        QCOMPARE(first.value("arcs").toArray(), (QJsonArray{"a~b>", "b~d>"}));
        QCOMPARE(first.value("nodes").toArray(), (QJsonArray{"a", "b", "d"}));
        QCOMPARE(first.value("delay_ms").toDouble(), 3.0);
        QCOMPARE(first.value("metric").toInt(), 2);
        QCOMPARE(first.value("hops").toInt(), 2);
        const QJsonObject bottleneck = first.value("bottleneck").toObject();
        QCOMPARE(bottleneck.value("arc").toString(), QStringLiteral("b~d>"));
        QCOMPARE(bottleneck.value("capacity_bps").toDouble(), 500'000.0);
        QVERIFY(outcome.json.contains("seconds") && outcome.json.contains("state_hash"));
        const QJsonObject ecmp = outcome.json.value("ecmp").toObject();
        QCOMPARE(ecmp.value("paths").toInt(), 2); // both ways weigh 2
        QCOMPARE(ecmp.value("room_bps").toDouble(), 1'000'000.0);
    }

    void aPairIsProvedDisjoint()
    {
        for (const char* kind : {"link", "node", "srlg"}) {
            const Outcome outcome = run(square({"--from", "a", "--to", "d", "--disjoint", kind, "--json"}));
            QCOMPARE(outcome.code, 0);
            const QJsonObject pair = outcome.json.value("disjoint").toObject();
            QCOMPARE(pair.value("proof").toString(), QStringLiteral("optimal"));
            QCOMPARE(pair.value("total_delay_ms").toDouble(), 5.0);
            QCOMPARE(pair.value("cost_bound").toDouble(), pair.value("total_cost").toDouble());
            for (const QJsonValue& shared : pair.value("shared").toObject()) {
                QVERIFY(shared.toArray().isEmpty());
            }
        }
    }

    void failuresAreKeptOffAndListed()
    {
        const Outcome outcome =
            run(square({"--from", "a", "--to", "d", "--k", "5", "--failed", "edge_0; edge_1", "--json"}));
        QCOMPARE(outcome.json.value("failed_arcs").toArray().size(), 2);
        QCOMPARE(outcome.json.value("paths").toArray().size(), 1);
    }

    void circlesSayWhoIsNear()
    {
        const Outcome outcome = run(square({"--from", "a", "--within-ms", "1;2.5", "--json"}));
        QCOMPARE(outcome.code, 0);
        QVERIFY(!outcome.json.contains("paths"));
        const QJsonArray circles = outcome.json.value("circles").toArray();
        QCOMPARE(circles[0].toObject().value("sites").toInt(), 3); // a, b and c, at 1 ms exactly
        QCOMPARE(circles[1].toObject().value("sites").toInt(), 4);
        const QJsonArray reached = outcome.json.value("reached").toArray();
        QCOMPARE(reached[0].toObject().value("name").toString(), QStringLiteral("a"));
        QCOMPARE(reached[3].toObject().value("delay_ms").toDouble(), 2.0);
    }

    void theSameQuestionHasTheSameHash()
    {
        const QStringList question = square(
            {"--from", "a", "--to", "d", "--k", "5", "--disjoint", "srlg", "--within-ms", "5", "--json"});
        const QString hash = run(question).json.value("state_hash").toString();
        QCOMPARE(hash.size(), 64);
        QCOMPARE(
            run(question + QStringList{"--threads", "4", "--seed", "9"}).json.value("state_hash").toString(),
            hash);
        QVERIFY(run(question + QStringList{"--failed", "edge_0"}).json.value("state_hash").toString() !=
                hash);
    }

    /// In the saved state the pool's second access link is down and the backbone link behind the first
    /// carries 790 of its 800 Gb/s; of the access links no load is known.
    void aSavedStateTellsWhatIsDownAndWhatIsFree()
    {
        const Outcome outcome = run({"route", "--network", file("state.sws"), "--from", kBeijing, "--to",
                                     kZhongwei, "--k", "1", "--json"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QCOMPARE(outcome.json.value("failed_arcs").toArray().size(), 2);
        const QJsonObject path = outcome.json.value("paths").toArray()[0].toObject();
        QCOMPARE(path.value("arcs").toArray()[1].toString(), QStringLiteral("L.BEJ~XIA.A>"));
        const QJsonObject room = path.value("room").toObject();
        QCOMPARE(room.value("arc").toString(), QStringLiteral("L.BEJ~XIA.A>"));
        QCOMPARE(room.value("free_bps").toDouble(), 10e9);
        QCOMPARE(room.value("load").toString(), QStringLiteral("measured"));
        QCOMPARE(room.value("unmeasured_arcs").toInt(), 2);
        QCOMPARE(path.value("carriers").toArray(), QJsonArray{"OP.A"});
    }

    /// Not only `route`: what a saved state says is down carries nothing in any command that computes.
    void everyCommandTakesTheStateAsItIs_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("loads") << QStringList{"loads", "--out", file("state.csv")};
        QTest::newRow("sweep") << QStringList{"sweep", "--fail", "conduits"};
        QTest::newRow("optimise") << QStringList{"optimise"};
    }

    void everyCommandTakesTheStateAsItIs()
    {
        QFETCH(QStringList, arguments);
        QFile demands(file("state_demands.csv"));
        QVERIFY(demands.open(QIODevice::WriteOnly));
        demands.write("src,dst,bps\n" + QByteArray(kBeijing) + ',' + kZhongwei + ",1e9\nS.BEJ,S.XIA,1e9\n");
        QVERIFY(demands.flush());
        arguments += {"--network", file("state.sws"), "--demands", file("state_demands.csv"), "--json"};
        const Outcome asItIs = run(arguments);
        QVERIFY2(asItIs.code == 0, qPrintable(asItIs.errors));
        QCOMPARE(asItIs.json.value("failed_arcs").toArray().size(), 2);
        // Without its other access link the pool has no way out at all.
        const Outcome cutOff = run(arguments + QStringList{"--failed", m_access1});
        QCOMPARE(cutOff.json.value("failed_arcs").toArray().size(), 4);
        QVERIFY(cutOff.json.value("state_hash") != asItIs.json.value("state_hash"));
    }

  private:
    struct Outcome
    {
        int code = -1;
        QJsonObject json;
        QString errors;
    };

    //      b       a-b 1 ms, b-d 2 ms (500 kb/s); a-c 1 ms, c-d 1 ms; all weigh 1; e stands alone, f hangs on
    //      d
    //    /   \     .
    //   a     d-f
    //    \   /
    //      c   e
    static constexpr const char* kSquare = R"(NODES 6
label x y
a 0 0
b 0 0
c 0 0
d 0 0
e 0 0
f 0 0

EDGES 10
label src dest weight bw delay
edge_0 0 1 1 1000 1000
edge_1 1 0 1 1000 1000
edge_2 1 3 1 500 2000
edge_3 3 1 1 500 2000
edge_4 0 2 1 1000 1000
edge_5 2 0 1 1000 1000
edge_6 2 3 1 1000 1000
edge_7 3 2 1 1000 1000
edge_8 3 5 1 1000 1000
edge_9 5 3 1 1000 1000
)";

    void saveState()
    {
        const auto world = registry::buildRegistry(smallSnapshot().message());
        QVERIFY(world.has_value());
        state::TwinState twin;
        twin.setRegistry(world->registry, world->workload);
        std::uint64_t sequence = 0;
        const auto tell = [&](LinkMetric metric, const std::string& link, double value) {
            const auto found = world->registry->find(EntityKind::Link, link);
            QVERIFY(found.has_value());
            twin.apply(test::batch(test::kNoon, ++sequence,
                                   {test::column(EntityKind::Link, metric, found->index, {value})}));
        };
        m_access1 = QString::fromStdString(registry::accessLinkId(kBeijing, 1));
        tell(LinkMetric::State, registry::accessLinkId(kBeijing, 2), static_cast<double>(OperState::Down));
        tell(LinkMetric::Forward, "L.BEJ~XIA.A", 790e9);
        const auto snapshot = twin.publish(test::kNoon + kSecond, nullptr, {});
        QVERIFY(state::saveState(file("state.sws").toStdString(), *snapshot).has_value());
    }

    QStringList square(const QStringList& rest) const
    {
        return QStringList{"--network", file("square.graph")} + rest;
    }

    Outcome run(QStringList arguments)
    {
        if (arguments.value(0).startsWith(u'-')) { // no command: its own
            arguments.prepend(QStringLiteral("route"));
        }
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"), arguments);
        Outcome outcome;
        if (process.waitForFinished(60'000)) {
            outcome.code = process.exitCode();
        }
        outcome.json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        outcome.errors = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }

    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
    QString m_access1; ///< access link of the pool in Beijing that is up
};

QTEST_GUILESS_MAIN(TstRouteCommand)
#include "tst_route_command.moc"
