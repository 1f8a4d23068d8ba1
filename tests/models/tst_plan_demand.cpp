#include "tests/models/planner_bench.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <fstream>
#include <optional>

using namespace models;
using namespace twin::scenario;
using Bench = test::PlannerBench;
using test::cutBeijing;

class TestPlanDemand : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void trafficOfThePastNeedsAStore_data()
    {
        QTest::addColumn<QByteArray>("demand");
        QTest::addRow("p95") << QByteArray(
            R"({"kind":"p95","from":"2026-09-20T00:00:00Z","until":"2026-09-21T00:00:00Z"})");
        QTest::addRow("forecast as the history has grown")
            << QByteArray(R"({"kind":"forecast","at":"2027-01-01T00:00:00Z"})");
    }

    /// A file of it says so without one, and is not open.
    void trafficOfThePastNeedsAStore()
    {
        QFETCH(QByteArray, demand);
        Bench b;
        b.write("past.json", demand);
        QVERIFY(!b.model.hasDemandHistory());
        b.model.open(b.path("past.json"), false);
        PATIENT_COMPARE(b.refusals.count(), 1);
        QVERIFY2(b.refusals.last()[0].toString().contains(QStringLiteral("this console has none")),
                 qPrintable(b.refusals.last()[0].toString()));
        QVERIFY2(b.refusals.last()[1].toString().contains(QStringLiteral("this base has none")),
                 qPrintable(b.refusals.last()[1].toString()));
        QVERIFY(b.model.scenarios().empty());
        GroundOptions options;
        options.demand = DemandKind::P95;
        const int id = b.model.forkOf(b.feed.snapshot(), options, {});
        PATIENT_COMPARE(b.refusals.count(), 2);
        QVERIFY(b.refusals.last()[0].toString().contains(QStringLiteral("this console has none")));
        QVERIFY(!b.model.scenario(id)->isReady());
    }

    /// The reader is asked for the file's range at the forked moment; its saved base asks it once.
    void aPercentileIsReadFromTheHistory()
    {
        Bench b;
        std::atomic<int> reads = 0;
        DemandTerms asked;
        twin::TimeNs moment = 0;
        b.model.setDemandHistory([&](const twin::registry::Registry& registry, DemandKind kind,
                                     const DemandTerms& terms, twin::TimeNs at,
                                     const std::atomic<bool>* cancelled) -> twin::Result<DemandHistory> {
            ++reads;
            asked = terms;
            moment = at;
            DemandHistory out;
            if (kind != DemandKind::P95 || cancelled == nullptr) {
                return out;
            }
            for (const twin::registry::Link& link : registry.links) {
                const double capacity_bps = static_cast<double>(link.capacity_bps);
                out.p95.push_back({link.id, 0.3 * capacity_bps, 0.2 * capacity_bps});
            }
            return out;
        });
        b.write("past.json",
                R"({"kind":"p95","from":"2026-09-20T00:00:00Z","until":"2026-09-21T00:00:00Z"})");
        b.model.open(b.path("past.json"), false);
        b.wait();
        QCOMPARE(b.refusals.count(), 0);
        QCOMPARE(reads.load(), 1);
        QCOMPARE(asked.until - asked.from, twin::kDay);
        QCOMPARE(moment, b.feed.snapshot()->time);
        const Document document = b.current().tip()->document();
        QCOMPARE(document.demand, DemandKind::P95);
        QVERIFY(document.demandTerms == asked);
        // Files on one base share its ground only with the same range.
        QSignalSpy saved(&b.model, &PlannerModel::savedWithBase);
        b.apply(cutBeijing());
        b.model.saveWithBase(b.path("kept.json"));
        PATIENT_COMPARE(saved.count(), 1);
        b.model.openWithBase(b.path("kept.json"), b.path("kept.sws"));
        b.wait();
        b.model.openWithBase(b.path("kept.json"), b.path("kept.sws"));
        b.wait();
        QCOMPARE(reads.load(), 2);
        QFile file(b.path("kept.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        QVERIFY2(text.contains("2026-09-20T08:00:00"), text.constData());
        std::ofstream(b.path("other.json").toStdString())
            << text.replace("2026-09-20T08:00:00", "2026-09-19T08:00:00").toStdString();
        b.model.openWithBase(b.path("other.json"), b.path("kept.sws"));
        b.wait();
        QCOMPARE(reads.load(), 3);
        QCOMPARE(asked.until - asked.from, 2 * twin::kDay);
        QCOMPARE(b.refusals.count(), 0);
        // A saved base of the network that is shown is not a second network.
        QCOMPARE(b.current().ground->world()->registry, b.feed.snapshot()->registry);
        QCOMPARE(b.current().ground->workload(), b.feed.snapshot()->workload);
    }

    void aHistoryThatCannotBeReadIsNotTakenForNone()
    {
        Bench b;
        b.model.setDemandHistory([](const twin::registry::Registry&, DemandKind, const DemandTerms&,
                                    twin::TimeNs, const std::atomic<bool>*) -> twin::Result<DemandHistory> {
            return twin::failure(twin::ErrorCode::Invalid, "nothing was measured");
        });
        GroundOptions options;
        options.demand = DemandKind::P95;
        const int id = b.model.forkOf(b.feed.snapshot(), options, {});
        PATIENT_COMPARE(b.refusals.count(), 1);
        QCOMPARE(b.refusals.last()[0].toString(), QStringLiteral("The scenario could not be prepared."));
        QVERIFY(b.model.scenario(id)->error.contains(QStringLiteral("nothing was measured")));
    }

    /// More is asked for, and nobody's history is read.
    void aStatedGrowthNeedsNoStore()
    {
        Bench b;
        b.fork();
        const double before_bps = b.current().result.outcome->before->totals.asked_bps;
        b.write("grown.json", R"({"kind":"forecast","at":"2036-09-21T00:00:00Z","per_quarter":0.01})");
        b.model.open(b.path("grown.json"), false);
        b.wait();
        QCOMPARE(b.refusals.count(), 0);
        QCOMPARE(b.current().tip()->document().demandTerms.perQuarter, std::optional(0.01));
        QCOMPARE(b.current().ground->options().history, nullptr);
        QVERIFY(b.current().result.outcome->before->totals.asked_bps > before_bps);
    }
};

QTEST_GUILESS_MAIN(TestPlanDemand)
#include "tst_plan_demand.moc"
