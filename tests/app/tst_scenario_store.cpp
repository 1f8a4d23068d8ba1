#include "ctl_process.h"

#include "tests/twin/generate/metered_store.h"
#include "twin/alarm/alarm_types.h"
#include "twin/support/moment_text.h"

#include <cmath>

using ctl_test::Bench;
using ctl_test::Outcome;
using twin::kDay;
using twin::kHour;
using twin::kMinute;

namespace {

QString textOf(twin::TimeNs time)
{
    return QString::fromStdString(twin::momentText(time));
}

constexpr twin::TimeNs kBegin = FeedStore::kStart;
constexpr twin::TimeNs kEnd = kBegin + 3 * kHour;
const twin::TimeNs kLongBegin = kBegin + kDay - 8 * kHour; ///< midnight in China
const twin::TimeNs kLongEnd = kLongBegin + 16 * kDay;

} // namespace

/// `suanwangctl scenario` on histories: whose traffic, and what failed.
class TstScenarioStore : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// Three hours, every five minutes a hundredth more; sixteen days, every hour a thousandth more.
    void initTestCase()
    {
        const auto& registry = *FeedStore::nation().registry;
        const twin::registry::Conduit& cut = registry.conduits[registry.conduit("D.BEJ~LFG").value()];
        const std::string link = registry[cut.links.front()].id;
        const std::string light = twin::alarm::kAlarmLossOfLight;
        const MeteredStore hours(file("hours.store").toStdString(), kBegin, 5 * kMinute, 36, 0.01,
                                 {{kBegin + 40 * kMinute, link, light, cut.id, true},
                                  {kBegin + 70 * kMinute, link, light, cut.id, false}});
        const MeteredStore journal(file("journal.store").toStdString(), kBegin, 5 * kMinute, 6, 0.01,
                                   {{kBegin + 10 * kMinute, link, light, cut.id, true}}, Folded::No);
        const MeteredStore days(file("days.store").toStdString(), kLongBegin, kHour, 16 * 24, 0.001);
        write("plain.json", R"({"kind":"busy_hour"})");
    }

    void demandsThatAStoreCannotGive_data()
    {
        QTest::addColumn<QString>("demand");
        QTest::addColumn<QString>("message");
        const auto p95 = [](const QString& from, const QString& until) {
            return QStringLiteral(R"({"kind":"p95","from":"%1","until":"%2"})").arg(from, until);
        };
        const auto row = [](const char* name, const QString& demand, const QString& message) {
            QTest::newRow(name) << demand << message;
        };
        row("a range before it", p95(textOf(kBegin - 5 * kHour), textOf(kBegin - 2 * kHour)),
            "no link of the backbone was measured for two hours between " + textOf(kBegin - 5 * kHour));
        row("a range after it", p95(textOf(kEnd + kHour), textOf(kEnd + 9 * kHour)),
            "what the store holds was heard between " + textOf(kBegin).left(16));
        row("a range that ends in the future", p95(textOf(kBegin), textOf(kBegin + 20 * kDay)),
            "ask for that one");
        row("a range that begins before it", p95(textOf(kBegin - 9 * kHour), textOf(kEnd)),
            "only between " + textOf(kBegin).left(13));
        row("an hour", p95(textOf(kBegin), textOf(kBegin + kHour)), "at least 2 hours");
        row("of all time", p95("1970-01-02T00:00:00Z", "2200-01-01T00:00:00Z"), "at most 400 days");
        row("backwards", p95(textOf(kEnd), textOf(kBegin)), "demand.until: later than");
        row("of no length", p95(textOf(kBegin), textOf(kBegin)), "demand.until: later than");
        row("no time", p95("noon", textOf(kEnd)), "demand.from");
        row("a time beyond time", p95(textOf(kBegin), "99999-01-01T00:00:00Z"), "demand.until");
        row("seconds", R"({"kind":"p95","from":0,"until":7200})", "demand.from: a moment");
        row("a forecast from hours", R"({"kind":"forecast","at":"2026-03-01T00:00:00Z"})",
            "at least 14 days of history; the store has 0");
        row("a forecast of the past", R"({"kind":"forecast","at":"2025-03-01T00:00:00Z","per_quarter":0.1})",
            "");
    }

    void demandsThatAStoreCannotGive()
    {
        QFETCH(QString, demand);
        QFETCH(QString, message);
        write("demand.json", demand.toUtf8());
        const Outcome outcome = onHours({"run", file("demand.json")});
        QVERIFY(outcome.code == 1 || outcome.code == 2);
        QVERIFY(outcome.json.isEmpty());
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
        QVERIFY(!outcome.errors.isEmpty());
    }

    void aRegistryAloneHasNoPercentiles()
    {
        write("p95.json", percentile());
        const Outcome outcome = m_bench.run({"scenario", "run", file("p95.json"), "--registry", nation()});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.errors.contains("a registry alone has no telemetry"), qPrintable(outcome.errors));
    }

    /// The 35th of 36 means: 1.34 times the background of the busy hour.
    void aPercentileIsFittedToTheStore()
    {
        write("p95.json", percentile());
        const Outcome one = onHours({"run", file("p95.json"), "--threads", "1"});
        QVERIFY2(one.code == 0, qPrintable(one.errors));
        QCOMPARE(one.json["demand"].toString(), QStringLiteral("p95"));
        const double asked = figure(one, "asked_bps");
        const Outcome usual = onHours({"run", file("plain.json")});
        QVERIFY2(usual.code == 0, qPrintable(usual.errors));
        double background = 0;
        for (const auto& demand : FeedStore::nation().workload->demands) {
            background += demand.busy_bps;
        }
        QVERIFY(background > 0);
        const double more = (asked - figure(usual, "asked_bps")) / background;
        QVERIFY2(std::abs(more - 0.34) < 0.05, qPrintable(QString::number(more)));
        const Outcome three = onHours({"run", file("p95.json"), "--threads", "3"});
        QCOMPARE(three.json["state_hash"], one.json["state_hash"]);
    }

    void aForecastGrowsAsItIsTold()
    {
        write("grown.json", R"({"kind":"forecast","at":"2026-07-02T00:00:00Z","per_quarter":0.1})");
        const Outcome grown = onHours({"run", file("grown.json")});
        QVERIFY2(grown.code == 0, qPrintable(grown.errors));
        QVERIFY(!grown.json.contains("growth"));
        QVERIFY(figure(grown, "asked_bps") > figure(onHours({"run", file("plain.json")}), "asked_bps"));
    }

    void aForecastGrowsAsTheStoreHas()
    {
        write("later.json", forecastAt(textOf(kLongEnd + 30 * kDay)));
        const Outcome later = m_bench.run({"scenario", "run", file("later.json"), "--store",
                                           file("days.store"), "--at", textOf(kLongEnd), "--json"});
        QVERIFY2(later.code == 0, qPrintable(later.errors));
        const QJsonObject growth = later.json["growth"].toObject();
        QCOMPARE(growth["model"].toString(), QStringLiteral("linear"));
        QVERIFY(growth["days"].toInt() >= 15);
        const double factor = growth["factor"].toDouble();
        QVERIFY2(factor > 1.2 && factor < 1.53, qPrintable(QString::number(factor)));
        // Further ahead than four times as long as the history is refused.
        write("far.json", forecastAt(textOf(kLongEnd + 900 * kDay)));
        const Outcome far = m_bench.run({"scenario", "run", file("far.json"), "--store", file("days.store"),
                                         "--at", textOf(kLongEnd), "--json"});
        QCOMPARE(far.code, 1);
        QVERIFY2(far.errors.contains("4 times as far"), qPrintable(far.errors));
    }

    /// Of before the first sample there is a registry, but nobody has said anything.
    void aMomentBeforeTheFirstSampleIsRefused()
    {
        for (const char* store : {"hours.store", "journal.store"}) {
            const QStringList run{"scenario",  "run", file("plain.json"), "--json", "--store",
                                  file(store), "--at"};
            const Outcome before = m_bench.run(run + QStringList{textOf(kBegin - 2 * kHour)});
            QCOMPARE(before.code, 3);
            QVERIFY(before.json.isEmpty());
            QVERIFY2(
                before.errors.contains("nothing was known then; what the store holds was heard between " +
                                       textOf(kBegin).left(19)),
                qPrintable(before.errors));
            const Outcome later = m_bench.run(run + QStringList{textOf(kBegin + 2 * kMinute)});
            QVERIFY2(later.code == 0, qPrintable(later.errors));
        }
    }

    /// Nor has anybody of what is still to come.
    void aMomentAfterTheLastSampleIsRefused()
    {
        for (const char* store : {"hours.store", "journal.store"}) {
            const Outcome late = m_bench.run({"scenario", "run", file("plain.json"), "--json", "--store",
                                              file(store), "--at", textOf(kBegin + 400 * kDay)});
            QCOMPARE(late.code, 3);
            QVERIFY(late.json.isEmpty());
            QVERIFY2(late.errors.contains("nothing was known then; what the store holds was heard between "),
                     qPrintable(late.errors));
        }
    }

    /// Storms take whatever traffic a file takes.
    void aStormHasAnyDemand_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("demand"); ///< of the file; empty: refused
        QTest::addColumn<QString>("message");
        QTest::newRow("the busy hour") << QStringList() << R"("demand": {"kind":"busy_hour"})"
                                       << "";
        QTest::newRow("this instant")
            << QStringList{"--demand", "this_instant"} << R"("demand": {"kind":"this_instant"})"
            << "";
        QTest::newRow("a percentile")
            << QStringList{"--demand", "p95", "--demand-from", textOf(kBegin), "--demand-until", textOf(kEnd)}
            << QStringLiteral(R"("demand": {"kind":"p95","from":"%1","until":"%2"})")
                   .arg(textOf(kBegin), textOf(kEnd))
            << "";
        QTest::newRow("a forecast")
            << QStringList{"--demand",      "forecast", "--demand-at", "2026-07-02T08:00:00+08:00",
                           "--per-quarter", "0.1"}
            << R"("demand": {"kind":"forecast","at":"2026-07-02T08:00:00+08:00","per_quarter":0.1})"
            << "";
        QTest::newRow("a percentile of nothing") << QStringList{"--demand", "p95"} << ""
                                                 << "--demand: demand.from";
        QTest::newRow("a range of the busy hour") << QStringList{"--demand-from", textOf(kBegin)} << ""
                                                  << "--demand: demand.from: there is no such field";
        QTest::newRow("a forecast of no date") << QStringList{"--demand", "forecast"} << ""
                                               << "demand.at";
        QTest::newRow("a date that is none")
            << QStringList{"--demand", "forecast", "--demand-at", "soon"} << ""
            << "demand.at";
        QTest::newRow("growth beyond sense")
            << QStringList{"--demand", "forecast", "--demand-at", textOf(kEnd), "--per-quarter", "11"} << ""
            << "--per-quarter";
        QTest::newRow("another word") << QStringList{"--demand", "p99"} << ""
                                      << "--demand";
    }

    void aStormHasAnyDemand()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, demand);
        QFETCH(QString, message);
        QFile::remove(file("storm.json"));
        const Outcome outcome = onHours(
            QStringList{"storm", "--days", "5", "--only", "conduits", "--out", file("storm.json")} + options);
        if (demand.isEmpty()) {
            QCOMPARE(outcome.code, 2);
            QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
            QVERIFY(!QFile::exists(file("storm.json")));
            return;
        }
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        const QString text = QString::fromUtf8(m_bench.read("storm.json"));
        QVERIFY2(text.contains(demand), qPrintable(text.left(600)));
        const Outcome run = onHours({"run", file("storm.json")});
        QVERIFY2(run.code == 0, qPrintable(run.errors));
    }

    void badIncidentsAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QList<int>>("codes");
        QTest::addColumn<QString>("message");
        const QString store = file("hours.store");
        const auto row = [](const char* name, const QString& of, const QString& from, const QString& until,
                            const QList<int>& codes, const QString& message) {
            QTest::newRow(name) << QStringList{"--store", of, "--from", from, "--until", until} << codes
                                << message;
        };
        row("backwards", store, textOf(kEnd), textOf(kBegin), {1, 2}, "--until: not after --from");
        row("a year", store, textOf(kBegin), textOf(kBegin + 365 * kDay), {1, 2}, "31 days");
        row("no time", store, "noon", textOf(kEnd), {2}, "--from");
        row("before anything was known", store, textOf(kBegin - 20 * kDay), textOf(kBegin - 10 * kDay),
            {1, 2, 3}, "hours.store");
        row("no store", file("none.store"), textOf(kBegin), textOf(kEnd), {3}, "none.store");
        row("not a store", file("plain.json"), textOf(kBegin), textOf(kEnd), {2, 3}, "plain.json");
    }

    void badIncidentsAreRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QList<int>, codes);
        QFETCH(QString, message);
        QFile::remove(file("incident.json"));
        const Outcome outcome =
            m_bench.run(QStringList{"scenario", "incident", "--out", file("incident.json")} + arguments);
        QVERIFY2(codes.contains(outcome.code), qPrintable(QString::number(outcome.code) + outcome.errors));
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
        QVERIFY(!QFile::exists(file("incident.json")));
    }

    /// The cut of minute 40 to 70, looked for from minute 30 on.
    void whatFailedIsPlayedAgain()
    {
        const QStringList incident{"scenario", "incident",
                                   "--store",  file("hours.store"),
                                   "--from",   textOf(kBegin + 30 * kMinute),
                                   "--until",  textOf(kBegin + 90 * kMinute),
                                   "--out",    file("incident.json"),
                                   "--json"};
        const Outcome found = m_bench.run(incident);
        QVERIFY2(found.code == 0, qPrintable(found.errors));
        QCOMPARE(found.json["outages"].toInt(), 1);
        QCOMPARE(found.json["failures"].toObject()["conduit"].toInt(), 1);
        QVERIFY(found.json["not_found"].toArray().isEmpty());
        const QString text = QString::fromUtf8(m_bench.read("incident.json"));
        QVERIFY2(text.contains(R"({"do":"fail","at":600,"until":2400,"what":"conduit","id":"D.BEJ~LFG")"),
                 qPrintable(text));
        const Outcome run =
            m_bench.run({"scenario", "run", file("incident.json"), "--registry", nation(), "--json"});
        QVERIFY2(run.code == 0, qPrintable(run.errors));
        QVERIFY(run.json["after"].toObject()["links_down"].toInt() > 0);
        // Nothing failed in another hour.
        QStringList calm = incident;
        calm[5] = textOf(kBegin + 80 * kMinute);
        QCOMPARE(m_bench.run(calm).json["outages"].toInt(), 0);
        const Outcome today = m_bench.run(incident + QStringList{"--registry", nation()});
        QVERIFY2(today.code == 0, qPrintable(today.errors));
        QCOMPARE(today.json["outages"].toInt(), 1);
    }

    /// What is not folded yet is the past all the same.
    void whatIsOnlyInTheJournalIsPlayedAgain()
    {
        const QStringList incident{
            "scenario", "incident", "--store", file("journal.store"), "--out", file("incident.json"),
            "--json"};
        const Outcome found = m_bench.run(incident + QStringList{"--from", textOf(kBegin + 6 * kMinute),
                                                                 "--until", textOf(kBegin + 14 * kMinute)});
        QVERIFY2(found.code == 0, qPrintable(found.errors));
        QCOMPARE(found.json["failures"].toObject()["conduit"].toInt(), 1);
        const Outcome before = m_bench.run(
            incident + QStringList{"--from", textOf(kBegin - 2 * kHour), "--until", textOf(kBegin - kHour)});
        QCOMPARE(before.code, 3);
        QVERIFY2(before.errors.contains("heard between " + textOf(kBegin).left(19)),
                 qPrintable(before.errors));
        QVERIFY2(before.errors.contains(" and " + textOf(kBegin + 25 * kMinute).left(19)),
                 qPrintable(before.errors));
    }

  private:
    [[nodiscard]] QString file(const QString& name) const { return m_bench.file(name); }

    /// The nation as a file, made when first asked for.
    [[nodiscard]] QString nation()
    {
        if (!QFile::exists(file("nation.swr"))) {
            const Outcome made = m_bench.run(
                {"generate", "national", "--seed", "1", "--pools", "131", "--out", file("nation.swr")});
            if (made.code != 0) {
                qFatal("%s", qPrintable(made.errors));
            }
        }
        return file("nation.swr");
    }

    [[nodiscard]] Outcome onHours(const QStringList& arguments) const
    {
        return m_bench.run(QStringList{"scenario"} + arguments +
                           QStringList{"--store", file("hours.store"), "--at", textOf(kEnd), "--json"});
    }

    [[nodiscard]] static double figure(const Outcome& outcome, const char* name)
    {
        return outcome.json["before"].toObject()[QLatin1String(name)].toDouble();
    }

    [[nodiscard]] static QByteArray percentile()
    {
        return QStringLiteral(R"({"kind":"p95","from":"%1","until":"%2"})")
            .arg(textOf(kBegin), textOf(kEnd))
            .toUtf8();
    }

    [[nodiscard]] static QByteArray forecastAt(const QString& at)
    {
        return QStringLiteral(R"({"kind":"forecast","at":"%1"})").arg(at).toUtf8();
    }

    void write(const QString& name, const QByteArray& demand) const
    {
        m_bench.write(name, R"({"format":"suanwang.scenario.v1","demand":)" + demand + R"(,"commands":[]})");
    }

    Bench m_bench;
};

QTEST_GUILESS_MAIN(TstScenarioStore)
#include "tst_scenario_store.moc"
