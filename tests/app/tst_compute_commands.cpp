#include "tests/app/ctl_process.h"

#include <QTest>

using ctl_test::Bench;
using ctl_test::Outcome;

/// `discover`, `resolve` and `place` on the synthetic nation, as scripts use them.
class TstComputeCommands : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        m_nation = m_bench.file("nation.swr");
        const Outcome made =
            m_bench.run({"generate", "national", "--seed", "1", "--out", m_nation, "--json"});
        QCOMPARE(made.code, 0);
        m_bench.write("jobs.json", R"({"format": "suanwang.jobs.v1", "jobs": [
            {"id": "train", "kind": "intra_train", "cards": 512, "chip_class": "NPU-320", "hours": 72,
             "data_site": "S.BEJ", "data_bytes": 1e13, "parameters": 70e9},
            {"id": "both", "kind": "cross_train", "cards": 1024, "gbps": 400, "parameters": 177e9, "hours": 100},
            {"id": "answer", "kind": "infer", "cards": 64, "users_site": "S.SHA", "latency_ms": 5, "gbps": 1}]})");
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("query") << QStringList{"discover", "chip = NPU-320 and prise < 4", "--registry",
                                              "NATION"}
                               << "query:1:20: ";
        QTest::newRow("place") << QStringList{"discover", "latency(S.XXX) < 4ms", "--registry", "NATION"}
                               << "query:1:9: ";
        QTest::newRow("no file") << QStringList{"discover", "cards > 1"} << "--registry or --state";
        QTest::newRow("identifier") << QStringList{"resolve", "some pool", "--registry", "NATION"} << "";
        QTest::newRow("node") << QStringList{"resolve",    "CN.64.E025.640500-001",
                                             "--registry", "NATION",
                                             "--down",     "SN.R.99"}
                              << "--down";
        QTest::newRow("policy") << QStringList{"place",  "jobs.json", "--registry",
                                               "NATION", "--policy",  "magic"}
                                << "--policy";
        QTest::newRow("jobs") << QStringList{"place", "broken.json", "--registry", "NATION"}
                              << "broken.json:2: ";
    }

    void mistakesAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        m_bench.write("broken.json", "{\"format\": \"suanwang.jobs.v1\",\n\"jobs\": [{\"id\": 3}]}");
        arguments.replaceInStrings("NATION", m_nation);
        for (const char* name : {"jobs.json", "broken.json"}) {
            arguments.replaceInStrings(QRegularExpression(QStringLiteral("^") + name), m_bench.file(name));
        }
        const Outcome outcome = m_bench.run(arguments + QStringList{"--json"});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.errors.contains(named), qPrintable(outcome.errors));
    }

    void aQueryIsAnsweredWithScores()
    {
        const QStringList words{"discover",
                                "chip = NPU-320 and free(fp16) >= 100P and latency(S.BEJ) <= 20ms",
                                "--registry", m_nation, "--json"};
        const Outcome outcome = m_bench.run(words);
        QCOMPARE(outcome.code, 0);
        const QJsonArray matches = outcome.json.value("matches").toArray();
        QVERIFY(matches.size() > 3);
        double before = 10;
        for (const auto& match : matches) {
            const QJsonObject one = match.toObject();
            QCOMPARE(one.value("chip").toString(), QStringLiteral("NPU-320"));
            QVERIFY(one.value("free_gflops").toObject().value("fp16").toDouble() >= 1e8);
            QVERIFY(one.value("latency_ms").toDouble() <= 20);
            const QJsonObject score = one.value("score").toObject();
            QVERIFY(score.value("l2").toDouble() <= before);
            before = score.value("l2").toDouble();
            QCOMPARE(score.value("l1").toObject().size(), 3);
            QCOMPARE(score.value("l0").toObject().size(), 7);
        }
        QCOMPARE(m_bench.run(words).json.value("state_hash"), outcome.json.value("state_hash"));
        QCOMPARE(m_bench.run({"discover", "cards > 1e9", "--registry", m_nation, "--json"}).code, 1);
    }

    void anIdentifierIsResolvedUnlessItsRegionIsDown()
    {
        const QStringList words{"resolve", "CN.64.E025.640500-001", "--registry", m_nation, "--json"};
        const Outcome whole = m_bench.run(words);
        QCOMPARE(whole.code, 0);
        QCOMPARE(whole.json.value("steps").toArray().size(), 3);
        const Outcome down = m_bench.run(words + QStringList{"--down", "SN.R.64"});
        QCOMPARE(down.code, 1);
        QVERIFY(down.json.value("outage").toObject().value("pools_unresolvable").toInt() > 0);
        QCOMPARE(m_bench.run(words + QStringList{"--down", "SN.R.64", "--cached-s", "10"}).code, 0);
    }

    void aServiceIsFoundIfItsPoolHasIt()
    {
        const QString pool = QStringLiteral("CN.64.E025.640500-001");
        const auto asked = [&](const QString& id, const QStringList& more = {}) {
            return m_bench.run(QStringList{"resolve", id, "--registry", m_nation, "--json"} + more);
        };
        const Outcome infer = asked(pool + "/infer");
        QCOMPARE(infer.code, 0);
        QVERIFY(!infer.json.contains("nearest_services"));
        for (const QStringList& more :
             {QStringList{}, QStringList{"--down", "SN.R.64", "--cached-s", "10"}}) {
            const Outcome none = asked(pool + "/nonsense", more);
            QCOMPARE(none.code, 1);
            QVERIFY(!none.json.value("resolved").toBool());
            QCOMPARE(none.json.value("reason").toString(),
                     pool + " has no service /nonsense; it has /infer, /storage");
            QCOMPARE(none.json.value("nearest_services").toArray(),
                     (QJsonArray{pool + "/infer", pool + "/storage"}));
        }
    }

    /// On a link of terabits there is more room than the step a transfer needs.
    void theRoomOfATransferIsThatOfTheNetwork()
    {
        double before = 0;
        for (const char* bytes : {"1e12", "1e15"}) {
            const Outcome answer =
                m_bench.run({"efficiency", "ingress", "--network", m_nation, "--from", "S.NKG", "--to",
                             "S.BEJ", "--deadline-hours", "30", "--bytes", bytes, "--json"});
            QCOMPARE(answer.code, 0);
            const QJsonObject admission = answer.json.value("admission").toObject();
            const double room = admission.value("room_bps").toDouble();
            const QJsonObject path = admission.value("paths").toArray()[0].toObject();
            QVERIFY(room > 1e12 && (before == 0 || before == room));
            QVERIFY(path.value("room_bps").toDouble() > 1e12 && path.value("room_bps").toDouble() <= room);
            QVERIFY(path.value("bps").toDouble() <= 1e11);
            before = room;
        }
    }

    /// Legs of 800 Gb/s, which between cheap pools no single path has room for.
    void exactIsNoDearerThanNetworkAware()
    {
        m_bench.write("wide.json", R"({"format": "suanwang.jobs.v1", "jobs": [
            {"id": "both", "kind": "cross_train", "cards": 1024, "pools": 2, "gbps": 800,
             "chip_class": "NPU-320", "parameters": 177e9, "hours": 24}]})");
        const QStringList base{"place", m_bench.file("wide.json"), "--registry", m_nation, "--json"};
        const Outcome aware = m_bench.run(base);
        const Outcome exact = m_bench.run(base + QStringList{"--policy", "exact"});
        QVERIFY2(aware.code == 0 && exact.code == 0, qPrintable(exact.errors));
        QVERIFY(exact.json.value("broken_constraints").toArray().isEmpty());
        const double cost = exact.json.value("cost_cny").toDouble();
        QVERIFY(cost <= aware.json.value("cost_cny").toDouble() * (1 + 1e-9));
        QVERIFY(exact.json.value("bound_cny").toDouble() <= cost * (1 + 1e-9));
        QVERIFY(exact.json.value("proven").toBool());
        QVERIFY(exact.json.contains("bound_leaves_out"));
        QVERIFY(exact.json.value("work").toDouble() > 0);
        QVERIFY(!exact.json.value("ended_by_clock").toBool(true));
    }

    void aPlanIsMadeAndMadeAnew()
    {
        const QStringList base{"place", m_bench.file("jobs.json"), "--registry", m_nation, "--json"};
        for (const char* policy :
             {"first-fit", "least-cost", "least-latency", "least-carbon", "balanced", "network-aware"}) {
            const Outcome outcome = m_bench.run(base + QStringList{"--policy", policy});
            QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
            QCOMPARE(outcome.json.value("placed").toInt(), 3);
            const QJsonArray placed = outcome.json.value("placements").toArray();
            QVERIFY(placed[0].toObject().value("latency_ms").isDouble());
            QVERIFY(placed[1].toObject().value("latency_ms").isNull()); // near nobody
            QVERIFY(outcome.json.value("broken_constraints").toArray().isEmpty());
            QVERIFY(outcome.json.value("engine").toObject().value("least_share_of_rate").toDouble() >
                    1 - 1e-6);
        }
        const Outcome plan = m_bench.run(base);
        m_bench.write("plan.json", QJsonDocument(plan.json).toJson());
        const QStringList again = base + QStringList{"--previous", m_bench.file("plan.json")};
        const Outcome same = m_bench.run(again);
        QVERIFY2(same.code == 0, qPrintable(same.errors));
        QVERIFY(same.json.value("moves").toArray().isEmpty());
        QCOMPARE(same.json.value("cost_cny").toDouble(), plan.json.value("cost_cny").toDouble());
        const QString pool = plan.json.value("placements")
                                 .toArray()[0]
                                 .toObject()
                                 .value("pools")
                                 .toArray()[0]
                                 .toObject()
                                 .value("pool")
                                 .toString();
        QVERIFY(same.json.value("placements").toArray()[1].toObject().value("latency_ms").isNull());
        const QStringList text = QStringList(again).mid(0, 4) + again.mid(5);
        const QString moved = m_bench.run(text + QStringList{"--failed", pool}).text;
        QVERIFY2(moved.contains(QStringLiteral("From old pool")) && !moved.contains(QStringLiteral("false")),
                 qPrintable(moved));
        const Outcome failed = m_bench.run(again + QStringList{"--failed", pool});
        QVERIFY2(failed.code == 0, qPrintable(failed.errors));
        QJsonObject move;
        for (const auto& one : failed.json.value("moves").toArray()) {
            if (one.toObject().value("job").toString() == u"train") {
                move = one.toObject();
            }
        }
        QCOMPARE(move.value("move").toString(), QStringLiteral("moved"));
        QCOMPARE(move.value("checkpoint_bytes").toDouble(), 14 * 70e9);
        QVERIFY(move.value("transfer_s").toDouble() > 0); // from where its data is
        QCOMPARE(move.value("comes_from").toString(), QStringLiteral("data"));
        QCOMPARE(failed.json.value("moves_without_transfer").toInt(), 0);
    }

    /// A pool of the nation sells to somebody at its site: of ten hours it is down in one, and the users'
    /// site in another.
    void aMarketIsClearedAndBilled()
    {
        const Outcome found =
            m_bench.run({"discover", "chip = NPU-320 and free_cards > 200 order by free_cards desc limit 1",
                         "--registry", m_nation, "--json"});
        const QJsonObject offer = found.json.value("matches").toArray()[0].toObject();
        const QString pool = offer.value("pool").toString();
        QVERIFY2(!pool.isEmpty(), qPrintable(found.errors));
        const QString orders =
            QStringLiteral(R"({"format": "suanwang.orders.v1", "hours": 10, "rounds": %2, "bids": [
            {"id": "b", "province": "%3", "chip_class": "NPU-320", "latency_class": 20, "cards": 100,
             "limit_cny": 30, "users_site": "%1", "gbps": 10},
            {"id": "late", "province": "%3", "chip_class": "NPU-320", "latency_class": 20, "cards": 50,
             "limit_cny": 30}], "asks": [
            {"id": "a", "pool": "%4", "province": "%3", "chip_class": "NPU-320", "latency_class": 20,
             "cards": 120, "reserve_cny": 1}]})");
        const QString province = pool.mid(3, 2);
        const auto write = [&](const char* name, int rounds) {
            m_bench.write(name, orders.arg("S.BEJ").arg(rounds).arg(province, pool).toUtf8());
        };
        write("orders.json", 1);
        const auto market = [&](const char* name, const QStringList& more) {
            return m_bench.run(QStringList{"market", m_bench.file(name), "--registry", m_nation, "--json"} +
                               more);
        };
        const Outcome calm = market("orders.json", {});
        QVERIFY2(calm.code == 0, qPrintable(calm.errors));
        const auto contract = [](const Outcome& outcome) {
            return outcome.json.value("markets")
                .toArray()[0]
                .toObject()
                .value("contracts")
                .toArray()[0]
                .toObject();
        };
        const QJsonObject whole = contract(calm);
        QCOMPARE(whole.value("cards").toInt(), 100);
        QCOMPARE(whole.value("delivered").toObject().value("availability").toDouble(), 1.0);

        m_bench.write("storm.json",
                      QStringLiteral(R"({"format":"suanwang.scenario.v1","commands":[)"
                                     R"({"do":"fail","what":"pool","id":"%1","at":3600,"until":7200},)"
                                     R"({"do":"fail","what":"site","id":"S.BEJ","at":10800,"until":14400}]})")
                          .arg(pool)
                          .toUtf8());
        const Outcome storm = market("orders.json", {"--scenario", m_bench.file("storm.json")});
        QVERIFY2(storm.code == 0, qPrintable(storm.errors));
        const QJsonObject hit = contract(storm);
        const QJsonObject delivered = hit.value("delivered").toObject();
        QCOMPARE(delivered.value("availability").toDouble(), 0.9);
        QCOMPARE(delivered.value("network_availability").toDouble(), 0.9);
        QCOMPARE(delivered.value("gbps_hours").toDouble(), 80.0);
        const QJsonObject bill = hit.value("bill_cny").toObject();
        QVERIFY(bill.value("credit").toDouble() > 0 && bill.value("network_credit").toDouble() > 0);
        QVERIFY(!storm.json.value("outages").toObject().value("arcs").toArray().isEmpty());

        const Outcome down = market("orders.json", {"--failed", pool});
        QCOMPARE(down.json.value("bids").toArray()[0].toObject().value("outcome").toString(),
                 QStringLiteral("pool_down"));
        QCOMPARE(market("orders.json", {"--scenario", m_bench.file("orders.json")}).code, 2);

        write("rounds.json", 2);
        const Outcome rounds = market("rounds.json", {});
        QVERIFY2(rounds.code == 0, qPrintable(rounds.errors));
        QCOMPARE(rounds.json.value("rounds").toArray().size(), 2);
        QVERIFY(!rounds.json.contains("markets"));
        const QJsonObject late = rounds.json.value("bids").toArray()[1].toObject();
        QCOMPARE(late.value("got").toInt(), 20);
        QCOMPARE(late.value("last_round").toInt(), 2);
        QCOMPARE(m_bench.run({"market", m_bench.file("rounds.json"), "--registry", m_nation}).code,
                 0); // as text
    }

  private:
    Bench m_bench;
    QString m_nation;
};

QTEST_GUILESS_MAIN(TstComputeCommands)
#include "tst_compute_commands.moc"
