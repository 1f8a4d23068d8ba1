#include "ctl_process.h"

#include <QRegularExpression>

using ctl_test::Bench;
using ctl_test::Outcome;

/// What suanwangctl prints to a person: the answer first, figures with units, tables that are cut at a number
/// that is said; and the same answer, by its hash, as `--json`.
class TstAnswerText : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        QCOMPARE(m_bench.run({"generate", "national", "--seed", "1", "--out", file("nation.swr")}).code, 0);
        scenario("cut.json", R"({"do":"fail","what":"conduit","id":"D.BEJ~LFG"},)"
                             R"({"do":"fail","what":"pool","id":"CN.15.E001.150902-002"})");
        scenario("build.json", R"({"do":"resize_conduit","id":"D.BEJ~LFG","factor":2},)"
                               R"({"do":"set_tariff","cny_per_kwh":0.5})");
        scenario("far.json", R"({"do":"fail","what":"site","id":"S.BEJ"})");
        scenario("longer.json", R"({"do":"fail","what":"conduit","id":"D.CQG~CTU"})");
        scenario("unnamed.json", R"({"do":"fail","what":"identifier_service","id":"SN.0"})");
        m_bench.write("jobs.json", R"({"format":"suanwang.jobs.v1","jobs":[
            {"id":"train","kind":"intra_train","cards":512,"chip_class":"NPU-320","hours":72,
             "data_site":"S.BEJ","data_bytes":1e13},
            {"id":"huge","kind":"intra_train","cards":900000,"chip_class":"NPU-320","hours":72}]})");
        m_bench.write("orders.json", R"({"format":"suanwang.orders.v1","hours":10,"rounds":2,"bids":[
            {"id":"b","province":"15","chip_class":"NPU-320","latency_class":20,"cards":100,"limit_cny":30,
             "users_site":"S.BEJ","gbps":10}],"asks":[
            {"id":"a","pool":"CN.15.E113.150902-001","province":"15","chip_class":"NPU-320",
             "latency_class":20,"cards":120,"reserve_cny":1}]})");
    }

    void theAnswerComesFirst_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("first"); // what the first line has
        QTest::addColumn<QString>("later"); // what a line behind it has
        const auto row = [this](const char* name, QStringList arguments, const char* first,
                                const char* later) {
            for (QString& word : arguments) {
                word = word.endsWith(".json") ? file(word) : word == "NATION" ? file("nation.swr") : word;
            }
            QTest::newRow(name) << arguments << QString::fromUtf8(first) << QString::fromUtf8(later);
        };
        row("run", {"scenario", "run", "cut.json", "--registry", "NATION"}, "pools down: 1",
            "Links that differ: ");
        row("events", {"scenario", "run", "cut.json", "--registry", "NATION", "--events", "--timeline"},
            "pools down: 1", "Events: ");
        row("users cut off", {"scenario", "run", "far.json", "--registry", "NATION", "--events"},
            "services too far from their users: ", "no way (class ");
        row("no names", {"scenario", "run", "unnamed.json", "--registry", "NATION"},
            "pools not resolvable: ", "Services lost: 1");
        row("storm",
            {"scenario", "storm", "--days", "2", "--seed", "1", "--registry", "NATION", "--out",
             "random.json"},
            "78 random failures in 2 days: 76 cards, 1 pool, 1 conduit.", "written to");
        row("check", {"scenario", "check", "cut.json", "--registry", "NATION"}, "Every command can be done.",
            "fail conduit D.BEJ~LFG");
        row("changes", {"scenario", "changes", "build.json", "--registry", "NATION"}, "2 steps", "Steps: 2");
        row("compare", {"scenario", "compare", "cut.json", "build.json", "--registry", "NATION"},
            "3 columns side by side", "Figures that differ: ");
        row("days",
            {"scenario", "days", "cut.json", "--registry", "NATION", "--days", "3", "--hours", "2", "--top",
             "2"},
            "Jobs are up ", "more (--json has all)");
        row("discover",
            {"discover", "chip = NPU-320 and latency(S.BEJ) <= 20ms limit 5", "--registry", "NATION"},
            " match of ", "Matches, the best first: 5");
        row("place", {"place", "jobs.json", "--registry", "NATION"}, "NOT EVERY job has a place: 1 of 2",
            "Jobs WITHOUT a place: 1");
        row("resolve",
            {"resolve", "CN.64.E025.640500-001", "--registry", "NATION", "--down", "SN.R.64", "--cached-s",
             "30"},
            "CN.64.E025.640500-001: found.", "What the outage takes away");
        row("market", {"market", "orders.json", "--registry", "NATION"}, "What if: nothing is bought or sold",
            "Contracts: 1");
        row("spreading", {"efficiency", "intra-centre", "--flows", "8", "--links", "8"}, "Efficiency: 38.5 %",
            "fullest link");
        row("intra", {"efficiency", "intra-centre", "--params", "177e9"}, "Efficiency: ", "Computing");
        row("inter", {"efficiency", "inter-centre", "--km", "500"}, "97.3 %", "Goodput");
        row("ingress",
            {"efficiency", "ingress", "--network", "NATION", "--from", "S.NKG", "--to", "S.BEJ",
             "--deadline-hours", "30"},
            "ADMITTED: ", "Over one TCP connection");
        row("inference", {"efficiency", "inference", "--requests-per-s", "3"}, "first token is in time",
            "Between tokens");
    }

    void theAnswerComesFirst()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, first);
        QFETCH(QString, later);
        const Outcome shown = m_bench.run(arguments);
        const QStringList lines = shown.text.split(u'\n');
        QVERIFY2(lines[0].contains(first), qPrintable(shown.text.left(2'000) + shown.errors));
        QVERIFY2(shown.text.contains(later), qPrintable(shown.text.left(4'000)));
        // Nothing as a program would have it: doubles to the last digit, bits a second without a unit, JSON.
        static const QRegularExpression raw(QStringLiteral(
            "\\d\\.\\d{7,}|(?<![0-9a-f])\\d{11,}(?![0-9a-f])|_sha256|[{}]|\\btrue\\b|\\bfalse\\b"));
        for (const QString& line : lines) {
            const bool isHash = line.contains(QStringLiteral("_hash")) || line.contains(file("cut.json"));
            QVERIFY2(isHash || !line.contains(raw), qPrintable(line));
        }
        const Outcome json = m_bench.run(arguments + QStringList{"--json"});
        QCOMPARE(json.code, shown.code);
        QVERIFY2(shown.text.contains("state_hash  ") &&
                     shown.text.contains(json.json.value("state_hash").toString()),
                 qPrintable(shown.text.right(500)));
    }

    /// The field a query is ordered by has a column, what is not known is a dash without a unit, and
    /// provinces have the names that all answers call them by.
    void whatIsOrderedByIsShown()
    {
        const auto found = [this](const char* query) {
            return m_bench.run({"discover", QString::fromUtf8(query), "--registry", file("nation.swr")}).text;
        };
        const QString spot = found("chip = NPU-320 order by price(spot) limit 3");
        QVERIFY2(spot.contains(QStringLiteral("  price(spot)  ")), qPrintable(spot));
        const QString doubles = found("fp64 > 1T order by fp64 desc limit 3");
        QVERIFY2(doubles.contains(QStringLiteral("  fp64  ")), qPrintable(doubles));
        QVERIFY2(doubles.contains(QStringLiteral(" PFLOPS")), qPrintable(doubles));
        QVERIFY(!found("cards > 1 order by pue limit 3").contains(QStringLiteral("  pue  ")));
        const QString ningxia = found("province = 64 limit 3");
        QVERIFY2(ningxia.contains(QStringLiteral("  Ningxia  ")), qPrintable(ningxia));
        QVERIFY(ningxia.contains(QStringLiteral("—")) && !ningxia.contains(QStringLiteral("— ms")));
        const Outcome json = m_bench.run({"discover", "chip = NPU-320 order by price(spot) limit 1",
                                          "--registry", file("nation.swr"), "--json"});
        const QJsonObject first = json.json.value("matches").toArray()[0].toObject();
        QVERIFY(first.value("ordered_by").toDouble() > 0);
        QCOMPARE(json.json.value("order").toObject().value("field").toString(),
                 QStringLiteral("price(spot)"));
        const QString market =
            m_bench.run({"market", file("orders.json"), "--registry", file("nation.swr")}).text;
        QVERIFY2(market.contains(QStringLiteral("Inner Mongolia")), qPrintable(market));
    }

    /// Times in one way, percents only of a whole that is named.
    void timesOfATransferAreWrittenInOneWay()
    {
        const QString text = m_bench
                                 .run({"efficiency", "ingress", "--network", file("nation.swr"), "--from",
                                       "S.NKG", "--to", "S.BEJ", "--deadline-hours", "30", "--bytes", "1e12"})
                                 .text;
        QVERIFY2(text.contains(QStringLiteral("all of it there after 1.09 d.")), qPrintable(text));
        static const QRegularExpression percent(QStringLiteral("Over one TCP connection +[0-9.]+ h\n"));
        QVERIFY2(text.contains(percent), qPrintable(text));
        const QString inter = m_bench.run({"efficiency", "inter-centre", "--km", "500"}).text;
        QVERIFY2(inter.contains(QStringLiteral(" % of the step)")), qPrintable(inter));
    }

    /// Figures and names as a person says them.
    void aRejectionIsASentence()
    {
        m_bench.write("poor.json", R"({"format":"suanwang.jobs.v1","jobs":[
            {"id":"poor","cards":64,"hours":10,"budget_cny":5},
            {"id":"late","cards":64,"hours":10,"deadline_hours":9},
            {"id":"far","cards":64,"chip_class":"NPU-320","users_site":"S.URC","latency_ms":0.01},
            {"id":"free","cards":8,"hours":1},
            {"id":"core","cards":8,"data_class":"core","protection_level":5}]})");
        const QString text = m_bench.run({"place", file("poor.json"), "--registry", file("nation.swr")}).text;
        QVERIFY2(text.contains(QStringLiteral("asks for 9 h, the nearest otherwise fitting has 10 h")),
                 qPrintable(text));
        static const QRegularExpression budget(
            QStringLiteral("asks for 5 CNY, the nearest otherwise fitting has [0-9,]+ CNY: CN"));
        QVERIFY2(text.contains(budget), qPrintable(text));
        static const QRegularExpression latency(
            QStringLiteral("asks for 0.01 ms, the nearest otherwise fitting has [0-9.]{1,6} ms: CN"));
        QVERIFY2(text.contains(latency), qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("data_class")) && !text.contains(QStringLiteral(" 0 ms")));
    }

    /// Of a service, milliseconds: neither a speed nor a share.
    void aLongerWayIsToldInMilliseconds()
    {
        const Outcome shown = m_bench.run(
            {"scenario", "run", file("longer.json"), "--registry", file("nation.swr"), "--events"});
        static const QRegularExpression event(QStringLiteral("latency missed +\\d+(\\.\\d+)? ms of \\d+ ms"));
        QVERIFY2(shown.text.contains(event), qPrintable(shown.text));
        static const QRegularExpression job(
            QStringLiteral("\\d+(\\.\\d+)? ms → \\d+(\\.\\d+)? ms of \\d+ ms"));
        const qsizetype jobs = shown.text.indexOf(QStringLiteral("\nJobs that differ"));
        QVERIFY(jobs > 0);
        QVERIFY2(shown.text.mid(jobs).contains(job), qPrintable(shown.text.mid(jobs)));
        static const QRegularExpression sum(QStringLiteral("services too far +[1-9]"));
        QVERIFY2(shown.text.contains(sum), qPrintable(shown.text));
    }

    /// A list of ten of fifty says so; one that was asked for is whole.
    void eventsAreAllShownUnlessTheyAreCut()
    {
        const QStringList run{"scenario",         "run",      file("cut.json"), "--registry",
                              file("nation.swr"), "--events", "--jobs",         "20",
                              "--transfers",      "50"};
        const int events =
            static_cast<int>(m_bench.run(run + QStringList{"--json"}).json.value("events").toArray().size());
        QVERIFY(events > 20);
        const auto eventRows = [](const QString& text) {
            const QStringList lines = text.mid(text.indexOf(QStringLiteral("\nEvents: ")) + 1).split(u'\n');
            qsizetype rows = 0; // behind the name and the titles
            while (rows + 2 < lines.size() && lines[rows + 2].startsWith(QStringLiteral("  "))) {
                ++rows;
            }
            return rows;
        };
        const QString whole = m_bench.run(run).text;
        QVERIFY2(whole.contains(QStringLiteral("\nEvents: %1\n").arg(events)), qPrintable(whole));
        QCOMPARE(eventRows(whole), qsizetype{events});
        const QString cut = m_bench.run(run + QStringList{"--top", "3"}).text;
        QCOMPARE(eventRows(cut), qsizetype{4}); // and the line that says how many are left out
        QVERIFY2(cut.contains(QStringLiteral("… and %1 more (--json has all)").arg(events - 3)),
                 qPrintable(cut));
    }

  private:
    [[nodiscard]] QString file(const QString& name) const { return m_bench.file(name); }

    void scenario(const char* name, const QByteArray& commands) const
    {
        m_bench.write(name, R"({"format":"suanwang.scenario.v1","commands":[)" + commands + "]}");
    }

    Bench m_bench;
};

QTEST_GUILESS_MAIN(TstAnswerText)
#include "tst_answer_text.moc"
