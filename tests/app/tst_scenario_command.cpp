#include "ctl_process.h"
#include "tests/support/places.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>

using ctl_test::Bench;
using ctl_test::Outcome;

namespace {

/// The answer without the time it took.
QByteArray withoutSeconds(QJsonObject json)
{
    json.remove(QStringLiteral("seconds"));
    return QJsonDocument(json).toJson();
}

} // namespace

/// `suanwangctl scenario` as a script sees it, on a nation of the fewest pools.
class TstScenarioCommand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QCOMPARE(m_bench
                     .run({"generate", "national", "--seed", "1", "--pools", "131", "--out",
                           file("nation.swr"), "--json"})
                     .code,
                 0);
        write("cut.json", R"({"do":"fail","what":"conduit","id":"D.BEJ~LFG"})");
    }

    void seatsOfAStoreShareScenarios()
    {
        const QString store = file("desk.store");
        const auto run = [&](const QStringList& arguments) {
            return m_bench.run(QStringList{"scenario"} + arguments + QStringList{"--json"});
        };
        const QStringList keep{"keep",   file("cut.json"), "--store", store,
                               "--name", "a cut",          "--seat",  "wang"};
        QCOMPARE(run({"kept", store}).code, 3); // no store is made by looking for one
        const Outcome first = run(keep);
        QVERIFY2(first.code == 0, qPrintable(first.errors));
        QCOMPARE(first.json["version"].toInt(), 1);
        // Who has not seen the first version may not overwrite it.
        const Outcome blind =
            run({"keep", file("cut.json"), "--store", store, "--name", "a cut", "--seat", "li"});
        QCOMPARE(blind.code, 1);
        QVERIFY2(blind.errors.contains("wang"), qPrintable(blind.errors));
        QCOMPARE(run(keep + QStringList{"--after", "1"}).json["version"].toInt(), 2);
        const QJsonArray kept = run({"kept", store}).json["scenarios"].toArray();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept[0].toObject()["name"].toString(), QStringLiteral("a cut"));
        QCOMPARE(run({"fetch", "a cut", "--store", store, "--out", file("again.json")}).code, 0);
        QFile was(file("cut.json"));
        QFile is(file("again.json"));
        QVERIFY(was.open(QIODevice::ReadOnly) && is.open(QIODevice::ReadOnly));
        QCOMPARE(is.readAll(), was.readAll());
        QCOMPARE(run({"fetch", "another", "--store", store, "--out", file("none.json")}).code, 3);
        QVERIFY(!QFile::exists(file("none.json")));
        write("bad.json", R"({"do":"explode"})");
        QCOMPARE(run({"keep", file("bad.json"), "--store", store}).code, 2); // what is kept can be run
        QCOMPARE(run({"forget", "a cut", "--store", store, "--after", "1"}).code, 1);
        QCOMPARE(run({"forget", "a cut", "--store", store, "--after", "2"}).code, 0);
        QVERIFY(run({"kept", store}).json["scenarios"].toArray().isEmpty());
        QCOMPARE(run({"fetch", "a cut", "--store", store, "--version", "1", "--out", file("old.json")}).code,
                 0);
    }

    void badUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* message) {
            QTest::newRow(name) << arguments << code << QString::fromUtf8(message);
        };
        const QStringList nation{"--registry", file("nation.swr")};
        row("no base", {"run", file("cut.json")}, 2, "give a base");
        row("no file", QStringList{"run", file("none.json")} + nation, 3, "none.json");
        row("two bases", QStringList{"run", file("cut.json"), "--state", "x.sws"} + nation, 2,
            "--state holds");
        row("a store without a moment", {"run", file("cut.json"), "--store", "x.sqlite"}, 2,
            "--store and --at");
        row("a moment that is none", QStringList{"run", file("cut.json"), "--when", "noon"} + nation, 2,
            "--when");
        m_bench.write("newer.json", R"({"format":"suanwang.scenario.v9","commands":[]})");
        row("a newer version", QStringList{"run", file("newer.json")} + nation, 2, "newer.json:1: format:");
        write("nowhere.json", R"({"do":"fail","what":"conduit","id":"D.NOWHERE"})");
        row("an unknown conduit", QStringList{"run", file("nowhere.json")} + nation, 1,
            "nowhere.json: commands.0: fail conduit D.NOWHERE: there is no conduit");
        row("the same in a check", QStringList{"check", file("nowhere.json")} + nation, 1,
            "commands.0: there is no");
        m_bench.write("other.json", R"({"format":"suanwang.scenario.v1","base":{"registry_sha256":")" +
                                        QByteArray(64, 'a') + R"("},"commands":[]})");
        row("another base", QStringList{"run", file("other.json")} + nation, 1, "made on another registry");
        row("another base beside one", QStringList{"compare", file("cut.json"), file("other.json")} + nation,
            1, "other.json: ");
        row("days of which one cannot be done", QStringList{"days", file("nowhere.json")} + nation, 1,
            "nowhere.json: commands.0: fail conduit D.NOWHERE");
        row("one day", QStringList{"days", file("cut.json"), "--days", "1"} + nation, 2, "--days");
        row("a storm of no days", QStringList{"storm", "--days", "0", "--out", file("s.json")} + nation, 2,
            "--days");
        row("a storm of everything",
            QStringList{"storm", "--days", "36000", "--scale", "1000", "--out", file("s.json")} + nation, 2,
            "more than 10000 failures");
    }

    void badUseIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, message);
        const Outcome outcome = m_bench.run(QStringList{"scenario"} + arguments);
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
        QCOMPARE(outcome.code, code);
    }

    void whatCannotBeDoneIsNotRun_data()
    {
        QTest::addColumn<QByteArray>("commands");
        QTest::addColumn<QString>("message");
        // What is in force at the last moment alone would do in all of them.
        QTest::newRow("it is over by the end")
            << QByteArray(R"({"do":"fail","what":"conduit","id":"D.NOSUCH","at":0,"until":10},)"
                          R"({"do":"set_pue","pue":1.2,"at":100})")
            << QStringLiteral("commands.0: fail conduit D.NOSUCH: there is no conduit D.NOSUCH");
        QTest::newRow("twice within a time")
            << QByteArray(R"({"do":"fail","what":"conduit","id":"D.BEJ~LFG","at":0,"until":50},)"
                          R"({"do":"fail","what":"conduit","id":"D.BEJ~LFG","at":10,"until":60},)"
                          R"({"do":"set_pue","pue":1.2,"at":100})")
            << QStringLiteral("commands.1: fail conduit D.BEJ~LFG: conduit D.BEJ~LFG has failed already");
        QTest::newRow("two jobs in the cards of one")
            << QByteArray(R"({"do":"submit_job","id":"J.N1","kind":"intra_train","at":0,"until":50,)"
                          R"("placements":[{"pool":"CN.11.E034.110100-001","cards":1500}]},)"
                          R"({"do":"submit_job","id":"J.N2","kind":"intra_train","at":10,"until":60,)"
                          R"("placements":[{"pool":"CN.11.E034.110100-001","cards":1500}]},)"
                          R"({"do":"set_pue","pue":1.2,"at":100})")
            << QStringLiteral("commands.1: submit_job J.N2: 1500 in CN.11.E034.110100-001: "
                              "CN.11.E034.110100-001 has 556 cards free, 1500 are asked for");
        QTest::newRow("before the base")
            << QByteArray(
                   R"({"do":"set_pue","pue":1.2},)"
                   R"({"do":"fail","what":"conduit","id":"D.BEJ~LFG","at":"2024-01-01T00:00:00+08:00"})")
            << QStringLiteral("commands.1: fail conduit D.BEJ~LFG: it begins before the scenario does");
        QTest::newRow("growth of the past")
            << QByteArray(R"({"do":"growth","per_quarter":0.05,"at":"2024-01-01T00:00:00+08:00"})")
            << QStringLiteral("commands.0: growth");
    }

    void whatCannotBeDoneIsNotRun()
    {
        QFETCH(QByteArray, commands);
        QFETCH(QString, message);
        write("cannot.json", commands);
        const QStringList nation{file("cannot.json"), "--registry", file("nation.swr")};
        for (const QStringList& how : {QStringList{"run"}, QStringList{"compare", file("cut.json")},
                                       QStringList{"days", "--days", "2"}}) {
            const Outcome outcome = m_bench.run(QStringList{"scenario"} + how + nation);
            QVERIFY2(outcome.errors.contains("cannot.json: " + message), qPrintable(outcome.errors));
            QCOMPARE(outcome.code, 1);
        }
    }

    void aRunIsTheSameOnAnyThreads()
    {
        const auto run = [&](const char* threads) {
            return m_bench.run({"scenario", "run", file("cut.json"), "--registry", file("nation.swr"),
                                "--threads", threads, "--timeline", "--json"});
        };
        const Outcome one = run("1");
        const Outcome three = run("3");
        QCOMPARE(one.code, 0);
        QCOMPARE(withoutSeconds(one.json), withoutSeconds(three.json));
        QCOMPARE(one.json.value("state_hash").toString().size(), 64);
        QVERIFY(one.json.value("after").toObject().value("links_down").toInt() > 0);
        QCOMPARE(one.json.value("difference").toObject().value("links_down").toInt(),
                 one.json.value("after").toObject().value("links_down").toInt());
        QVERIFY(!one.json.value("links").toArray().isEmpty());
        QVERIFY(!one.json.value("n1").toObject().value("changes").toArray().isEmpty());
    }

    void nothingDoneIsNoDifference()
    {
        write("nothing.json", "");
        const Outcome outcome = m_bench.run(
            {"scenario", "run", file("nothing.json"), "--registry", file("nation.swr"), "--json"});
        QCOMPARE(outcome.code, 0);
        for (const char* list : {"links", "pools", "flows", "jobs", "tenants", "enterprises"}) {
            QVERIFY2(outcome.json.value(QLatin1String(list)).toArray().isEmpty(), list);
        }
        QCOMPARE(outcome.json.value("before"), outcome.json.value("after"));
    }

    void theTablesAreWritten()
    {
        const Outcome outcome =
            m_bench.run({"scenario", "run", file("cut.json"), "--registry", file("nation.swr"), "--out",
                         file("out.csv"), "--registry-out", file("planned.swr"), "--json"});
        QCOMPARE(outcome.code, 0);
        const QByteArrayList rows = m_bench.read("out.csv").split('\n');
        QCOMPARE(rows[0], QByteArray("kind,id,what,before,after,difference"));
        QVERIFY(rows.size() > 5);
        for (const QByteArray& row : rows.mid(1)) { // of what is not known on one side there is no difference
            const QByteArrayList cells = row.split(',');
            const bool isKnown = cells.size() == 6 && !cells[3].isEmpty() && !cells[4].isEmpty();
            QVERIFY2(row.isEmpty() || isKnown || cells[5].isEmpty(), row.constData());
        }
        QVERIFY(std::ranges::any_of(
            rows, [](const QByteArray& row) { return row.startsWith("flow,") && row.contains(",state,"); }));
        QCOMPARE(m_bench.run({"validate", file("planned.swr"), "--json"}).code, 0);
    }

    void aCheckTellsWhatIsTouched()
    {
        const Outcome outcome =
            m_bench.run({"scenario", "check", file("cut.json"), "--registry", file("nation.swr"), "--json"});
        QCOMPARE(outcome.code, 0);
        const QJsonObject verdict = outcome.json.value("verdicts").toArray()[0].toObject();
        QVERIFY(verdict.value("possible").toBool());
        QVERIFY(!verdict.value("links").toArray().isEmpty());
        QVERIFY(verdict.value("traffic_bps").toDouble() > 0);
    }

    void scenariosOfAnotherBaseDoNotStandBesideOthers()
    {
        m_bench.write("elsewhere.json", R"({"format":"suanwang.scenario.v1","base":{"workload_sha256":")" +
                                            QByteArray(64, 'a') + R"("},"commands":[]})");
        const Outcome outcome = m_bench.run({"scenario", "compare", file("cut.json"), file("elsewhere.json"),
                                             "--registry", file("nation.swr"), "--json"});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.errors.contains("another workload"), qPrintable(outcome.errors));
    }

    void scenariosStandSideBySide()
    {
        write("more.json", R"({"do":"scale_demand","kind":"background","factor":1.2})");
        const Outcome outcome =
            m_bench.run({"scenario", "compare", file("cut.json"), file("more.json"), "--registry",
                         file("nation.swr"), "--out", file("side.csv"), "--json"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QCOMPARE(outcome.json.value("scenarios").toArray().size(), 3);
        const QByteArrayList rows = m_bench.read("side.csv").split('\n');
        QVERIFY(rows[0].startsWith("figure,base,"));
        QCOMPARE(rows.size(), outcome.json.value("figures").toArray().size() + 2);
    }

    /// Another traffic or seed starts from another base: that stands beside it.
    void scenariosOfOtherTrafficHaveTheirOwnBase()
    {
        const auto put = [&](const char* name, const QByteArray& terms, const QByteArray& commands) {
            m_bench.write(name, R"({"format":"suanwang.scenario.v1",)" + terms + R"("commands":[)" +
                                    commands + "]}");
            return file(QLatin1String(name));
        };
        const QByteArray cut = R"({"do":"fail","what":"conduit","id":"D.BEJ~LFG"})";
        const QStringList files{put("a.json", "", ""),
                                put("b.json", R"("demand":{"kind":"this_instant"},)", ""),
                                put("c.json", R"("demand":{"kind":"this_instant"},)", cut),
                                put("d.json", R"("seed":7,)", ""), put("e.json", "", cut)};
        const auto compare = [&](const QStringList& more) {
            return m_bench.run(QStringList{"scenario", "compare"} + files +
                               QStringList{"--registry", file("nation.swr"), "--json"} + more);
        };
        const Outcome outcome = compare({});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        const QJsonArray columns = outcome.json.value("scenarios").toArray();
        QStringList titles;
        for (const QJsonValue& column : columns) {
            titles.append(QFileInfo(column.toObject().value("title").toString()).fileName());
        }
        QCOMPARE(titles, (QStringList{"base", "a.json", "base 2: this_instant, seed 1", "b.json", "c.json",
                                      "base 3: busy_hour, seed 7", "d.json", "e.json"}));
        const auto hash = [&](int column) {
            return columns[column].toObject().value("situation_hash").toString();
        };
        QCOMPARE(hash(1), hash(0)); // nothing done is the base, each its own
        QCOMPARE(hash(3), hash(2));
        QCOMPARE(hash(6), hash(5));
        QVERIFY(hash(0) != hash(2) && hash(4) != hash(7));
        // A seed that is typed is that of all.
        QCOMPARE(compare({"--seed", "3"}).json.value("scenarios").toArray().size(), 7);
    }

    void changesAreListed()
    {
        write("plan.json",
              R"({"do":"resize_conduit","id":"D.BEJ~LFG","factor":2},{"do":"set_tariff","cny_per_kwh":0.5})");
        const Outcome outcome = m_bench.run({"scenario", "changes", file("plan.json"), "--registry",
                                             file("nation.swr"), "--out", file("steps.json"), "--json"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QCOMPARE(outcome.json.value("steps").toArray().size(), 2);
        QVERIFY(outcome.json.value("safe").toBool());
        QVERIFY(!m_bench.read("steps.json").isEmpty());
    }

    /// The ending of a file says what is written; another one is refused before anything is read.
    void theEndingDecidesTheForm_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("csvBegins");
        QTest::addColumn<QString>("jsonHas");
        QTest::newRow("run") << "run" << QByteArray("kind,id,what,before,after,difference\n") << "difference";
        QTest::newRow("compare") << "compare" << QByteArray("figure,base,") << "figures";
        QTest::newRow("changes") << "changes" << QByteArray("step,at,do,safe,base,") << "steps";
    }

    void theEndingDecidesTheForm()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, csvBegins);
        QFETCH(QString, jsonHas);
        const auto run = [&](const QString& base, const QString& out) {
            return m_bench.run({"scenario", command, file("cut.json"), "--registry", file(base), "--out",
                                file(out), "--json"});
        };
        const Outcome csv = run("nation.swr", "form.csv");
        QVERIFY2(csv.code == 0, qPrintable(csv.errors));
        QVERIFY2(m_bench.read("form.csv").startsWith(csvBegins), m_bench.read("form.csv").left(100));
        QCOMPARE(run("nation.swr", "form.JSON").code, 0);
        const QJsonObject json = QJsonDocument::fromJson(m_bench.read("form.JSON")).object();
        QVERIFY2(json.contains(jsonHas), m_bench.read("form.JSON").left(100));
        QCOMPARE(json.value(jsonHas), csv.json.value(jsonHas)); // what --json prints
        for (const char* name : {"form.html", "form.pdf", "form", "csv"}) {
            const Outcome refused = run("nowhere.swr", name); // not even the base was looked for
            QCOMPARE(refused.code, 2);
            QVERIFY2(refused.errors.contains(".csv") && refused.errors.contains(".json"),
                     qPrintable(refused.errors));
            QVERIFY(!QFileInfo::exists(file(name)));
        }
    }

    void aStormRunsAsAScenario()
    {
        const QStringList storm{
            "scenario",         "storm",  "--days",   "20",    "--seed",           "3",     "--registry",
            file("nation.swr"), "--only", "conduits", "--out", file("storm.json"), "--json"};
        const Outcome written = m_bench.run(storm);
        QVERIFY2(written.code == 0, qPrintable(written.errors));
        const QByteArray bytes = m_bench.read("storm.json");
        QVERIFY(written.json.value("commands").toInt() > 0);
        QCOMPARE(m_bench.run(storm).json.value("state_hash"), written.json.value("state_hash"));
        QCOMPARE(m_bench.read("storm.json"), bytes);
        const Outcome run = m_bench.run({"scenario", "run", file("storm.json"), "--registry",
                                         file("nation.swr"), "--timeline", "--json"});
        QVERIFY2(run.code == 0, qPrintable(run.errors));
        QVERIFY(run.json.value("timeline").toObject().value("steps").toArray().size() > 1);
    }

    void aRunTellsItsEvents()
    {
        m_bench.write("day.json",
                      R"({"format":"suanwang.scenario.v1","horizon_s":7200,"commands":[)"
                      R"({"do":"fail","what":"conduit","id":"D.BEJ~LFG","at":600,"until":3600}]})");
        const auto run = [&](const QStringList& more) {
            return m_bench.run(QStringList{"scenario", "run", file("day.json"), "--registry",
                                           file("nation.swr"), "--events", "--transfers", "200", "--jobs",
                                           "20", "--json"} +
                               more);
        };
        const Outcome one = run({});
        QVERIFY2(one.code == 0, qPrintable(one.errors));
        const QJsonArray events = one.json.value("events").toArray();
        QVERIFY(events.size() > 100);
        bool isCaused = false;
        for (const QJsonValue& event : events) {
            const QJsonValue cause = event.toObject().value("cause");
            QVERIFY(cause.isNull() || cause.toInt() < event.toObject().value("number").toInt());
            isCaused = isCaused || (event.toObject().value("kind").toString().startsWith("flow_") &&
                                    events[cause.toInt()].toObject().value("kind") == "command_began");
        }
        QVERIFY(isCaused);
        QVERIFY(one.json.value("run").toObject().value("transfers_finished").toInt() > 0);
        QCOMPARE(withoutSeconds(run({"--threads", "3"}).json), withoutSeconds(one.json));
        const Outcome few = run({"--most-events", "5"});
        QCOMPARE(few.json.value("events").toArray().size(), 5);
        QVERIFY(few.json.value("run").toObject().value("events_left_out").toInt() > 0);
    }

    /// What failures cost and where jobs went: in the answer, the table and the text.
    void aRunTellsWhatFailuresCost()
    {
        m_bench.write(
            "loss.json",
            R"({"format":"suanwang.scenario.v1","horizon_s":7200,"assumptions":{"checkpoint_s":900},)"
            R"("commands":[{"do":"fail","what":"province","id":"150000","at":3000,"until":6000},)"
            R"({"do":"submit_job","at":60,"id":"J.NEW","kind":"batch","chip_class":"NPU-320","cards":8},)"
            R"({"do":"submit_job","at":60,"id":"J.HUGE","kind":"batch","cards":90000000}]})");
        const auto run = [&](const char* threads) {
            return m_bench.run({"scenario", "run", file("loss.json"), "--registry", file("nation.swr"),
                                "--events", "--most-events", "100000", "--threads", threads, "--out",
                                file("loss.csv"), "--json"});
        };
        const Outcome one = run("1");
        QVERIFY2(one.code == 0, qPrintable(one.errors));
        const QJsonObject sums = one.json["run"].toObject();
        const double lost = sums["card_hours_lost"].toDouble();
        QVERIFY(lost > 0);
        QVERIFY(sums["setbacks"].toInt() > 0);
        QVERIFY(std::abs(sums["card_hours_useful"].toDouble() + lost -
                         sums["card_hours_lost_earlier"].toDouble() - sums["card_hours_working"].toDouble()) <
                1e-6 * lost);
        double told = 0;
        QString placed;
        QString waits;
        for (const QJsonValue& value : one.json["events"].toArray()) {
            const QJsonObject event = value.toObject();
            told += event["lost_card_hours"].toDouble();
            placed += event["kind"] == "job_placed" && event["subject"] == "J.NEW"
                          ? event["detail"].toString()
                          : QString();
            waits += event["kind"] == "job_waits" && event["subject"] == "J.HUGE" ? event["detail"].toString()
                                                                                  : QString();
        }
        QVERIFY(std::abs(told - lost) < 1e-6 * lost);
        QVERIFY2(placed.startsWith("CN.") && placed.endsWith(": 8"), qPrintable(placed));
        QVERIFY2(waits.contains("90000000"), qPrintable(waits));
        const QString table = QString::fromUtf8(m_bench.read("loss.csv"));
        QVERIFY(table.contains("run,,card_hours_lost,,"));
        QVERIFY(table.contains("run_job,J.NEW,"));
        QCOMPARE(withoutSeconds(run("3").json), withoutSeconds(one.json));
        const QString shown =
            m_bench.run({"scenario", "run", file("loss.json"), "--registry", file("nation.swr"), "--events"})
                .text;
        QVERIFY2(shown.contains("card hours lost") && shown.contains("lost by failures"),
                 qPrintable(shown.left(2'000)));
    }

    void daysAreTheSameOnAnyThreads()
    {
        const auto run = [&](const char* threads) {
            return m_bench.run({"scenario", "days", file("cut.json"), "--registry", file("nation.swr"),
                                "--days", "12", "--hours", "2", "--seed", "4", "--scale", "10", "--threads",
                                threads, "--json"});
        };
        const Outcome one = run("1");
        QVERIFY2(one.code == 0, qPrintable(one.errors));
        QCOMPARE(withoutSeconds(run("3").json), withoutSeconds(one.json));
        const QJsonObject all = one.json.value("all").toObject();
        QVERIFY(all.value("up").toDouble() > 0.9 && all.value("up").toDouble() <= 1);
        QVERIFY(all.value("up_low").toDouble() <= all.value("up").toDouble());
        QVERIFY(!one.json.value("kinds").toArray().isEmpty());
        QVERIFY(!one.json.value("enterprises").toArray().isEmpty());
        QVERIFY(one.json.value("usable_999_gflops_fp16").toDouble() <=
                one.json.value("usable_gflops_fp16").toDouble());
    }

    void theDocumentsExampleIsRead()
    {
        QFile page(test::sourcePathQ("/docs/scenarios.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        const qsizetype begin = text.indexOf("```json\n") + 8;
        m_bench.write("example.json", text.mid(begin, text.indexOf("```", begin) - begin));
        const Outcome outcome = m_bench.run(
            {"scenario", "check", file("example.json"), "--registry", file("nation.swr"), "--json"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
    }

    /// Every command of the document is one the program knows, and every one it knows stands there.
    void theDocumentNamesEveryCommand()
    {
        QFile page(test::sourcePathQ("/docs/scenarios.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(page.readAll());
        for (const char* name :
             {"fail",       "degrade",    "drain",       "restore",        "add_link",    "add_conduit",
              "add_pool",   "remove",     "resize_link", "resize_conduit", "resize_pool", "planned_builds",
              "set_price",  "set_tariff", "set_pue",     "scale_demand",   "growth",      "add_demand",
              "submit_job", "move_job",   "cancel_job",  "set_policy",     "planned_work"}) {
            QVERIFY2(text.contains(QStringLiteral("`%1`").arg(QLatin1String(name))), name);
        }
    }

  private:
    [[nodiscard]] QString file(const QString& name) const { return m_bench.file(name); }

    void write(const QString& name, const QByteArray& commands) const
    {
        m_bench.write(name, "{\"format\":\"suanwang.scenario.v1\",\"commands\":[" + commands + "]}");
    }

    Bench m_bench;
};

QTEST_GUILESS_MAIN(TstScenarioCommand)
#include "tst_scenario_command.moc"
