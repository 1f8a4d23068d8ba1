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

    void aPlanIsMadeAndMadeAnew()
    {
        const QStringList base{"place", m_bench.file("jobs.json"), "--registry", m_nation, "--json"};
        for (const char* policy :
             {"first-fit", "least-cost", "least-latency", "least-carbon", "balanced", "network-aware"}) {
            const Outcome outcome = m_bench.run(base + QStringList{"--policy", policy});
            QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
            QCOMPARE(outcome.json.value("placed").toInt(), 3);
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
    }

  private:
    Bench m_bench;
    QString m_nation;
};

QTEST_GUILESS_MAIN(TstComputeCommands)
#include "tst_compute_commands.moc"
