#include "models/placement/placement_model.h"
#include "models/placement/placement_quantities.h"
#include "models/placement/waiting_jobs.h"
#include "tests/support/fake_twin.h"
#include "tests/support/jobs_samples.h"
#include "tests/support/patience.h"
#include "twin/compute/plan_file.h"
#include "twin/support/file_io.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace models;
using twin::kHour;
using twin::compute::PlacementPolicy;

namespace {

struct Bench
{
    Bench()
        : twin(std::make_shared<test::FakeTwin>())
        , feed(twin)
        , model(feed, language)
    {
        twin->fillCalm();
        twin->publish();
        feed.poll();
        file = folder.filePath(QStringLiteral("jobs.json"));
        write(test::kPoolJobs);
    }

    void write(const char* text) const
    {
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }

    void run(PlacementPolicy policy = PlacementPolicy::LeastCost)
    {
        PlacementSettings settings;
        settings.policy = policy;
        model.run(file, settings);
        QVERIFY(model.isRunning());
        test::mustCome([this] { return !model.isRunning(); }, "a plan");
    }

    [[nodiscard]] QString plan(int row, PlacedTable::Column column)
    {
        return model.plan().index(row, column).data().toString();
    }

    QTemporaryDir folder;
    QString file;
    std::shared_ptr<test::FakeTwin> twin;
    Language language;
    SnapshotFeed feed;
    PlacementModel model;
    QAbstractItemModelTester planTester{&model.plan(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester moveTester{&model.moves(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TstPlacementModel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatAPlanUsesIsShownInTheMultipleThatFits()
    {
        const QLocale locale(QLocale::English, QLocale::UnitedStates);
        QCOMPARE(energyQuantity(999, locale).text(), QStringLiteral("999 kWh"));
        QCOMPARE(energyQuantity(3'157'127, locale).text(), QStringLiteral("3.16 GWh"));
        QCOMPARE(energyQuantity(64'200, locale).text(), QStringLiteral("64.2 MWh"));
        QCOMPARE(carbonQuantity(12.5, locale).text(), QStringLiteral("12.5 kg"));
        QCOMPARE(carbonQuantity(1'262'851, locale).text(), QStringLiteral("1,263 t"));
    }

    void whatCannotBePlacedIsSaidWithFileAndLine()
    {
        Bench b;
        b.write("{\n  \"format\": \"suanwang.jobs.v1\",\n  \"jobs\": [{\"id\": \"a\", \"card\": 1}]\n}");
        b.run();
        QVERIFY(!b.model.hasPlan());
        QVERIFY(b.model.error());
        QCOMPARE(b.model.error()->line, 3);
        QVERIFY(b.model.error()->text().find("jobs.json") != std::string::npos);
        QVERIFY(b.model.summary().isEmpty());
        b.file += QStringLiteral(".gone");
        b.run();
        QVERIFY(b.model.error()->code == twin::ErrorCode::NotFound);
    }

    void withoutWordOfFreeCardsThereIsNoPlan()
    {
        const auto silent = std::make_shared<test::FakeTwin>();
        silent->publish();
        Bench b;
        SnapshotFeed feed(silent);
        feed.poll();
        PlacementModel model(feed, b.language);
        model.run(b.file, {});
        PATIENT_VERIFY(!model.isRunning());
        QVERIFY(model.error());
        QVERIFY2(model.error()->reason.find("which cards are free") != std::string::npos,
                 model.error()->reason.c_str());
    }

    void aPlanWithItsRejections()
    {
        Bench b;
        QCOMPARE(b.model.plan().rowCount(), 0);
        b.run();
        QVERIFY2(b.model.hasPlan(), b.model.error() ? b.model.error()->text().c_str() : "");
        QCOMPARE(b.model.plan().rowCount(), 2);
        QCOMPARE(b.plan(1, PlacedTable::JobColumn), QStringLiteral("here"));
        QCOMPARE(b.plan(1, PlacedTable::PoolColumn), QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(b.plan(1, PlacedTable::CardsColumn), QStringLiteral("500"));
        QCOMPARE(b.plan(1, PlacedTable::CostColumn), QStringLiteral("8,750.00")); // 500 · 5 h · 3.50
        QCOMPARE(b.model.plan().key(1), (EntityKey{EntityKey::Type::Pool, QStringLiteral("pl-1")}));
        QCOMPARE(b.model.rejections().rowCount(), 1);
        QCOMPARE(b.model.rejections().index(0, RejectionTable::BindingColumn).data().toString(),
                 QStringLiteral("Cards"));
        QVERIFY(b.model.summary().startsWith(QStringLiteral("Least cost · 2 of 3 jobs placed")));
        QVERIFY(b.model.outcome()->broken.empty());
        // Shown by itself, with times of the day planned for.
        QVERIFY(b.model.shown() == PlacementModel::Shown::Plan);
        QCOMPARE(b.model.gantt().bars().size(), 2U);
        QCOMPARE(b.model.gantt().bars()[0].begin, midnightBefore(b.twin->now));
    }

    void everyPolicyPlaces_data()
    {
        QTest::addColumn<int>("policy");
        for (int policy = 0; policy <= static_cast<int>(PlacementPolicy::Exact); ++policy) {
            QTest::addRow("%s", std::string(policyName(static_cast<PlacementPolicy>(policy))).c_str())
                << policy;
        }
    }

    void everyPolicyPlaces()
    {
        QFETCH(int, policy);
        Bench b;
        b.run(static_cast<PlacementPolicy>(policy));
        QVERIFY(b.model.hasPlan());
        QCOMPARE(b.model.outcome()->plan.placed, 2U);
        QVERIFY(b.model.outcome()->broken.empty());
        const bool isExact = policy == static_cast<int>(PlacementPolicy::Exact);
        QCOMPARE(b.model.summary().contains(QStringLiteral("proven")), isExact);
    }

    void aFailureMovesWhatItHits()
    {
        Bench b;
        b.run(PlacementPolicy::FirstFit); // both at pl-1
        QCOMPARE(b.model.plan().key(0).id, QStringLiteral("pl-1"));
        const double before = b.model.outcome()->plan.cost_cny;
        b.model.replan({QStringLiteral("pl-1")});
        PATIENT_VERIFY(!b.model.isRunning());
        QVERIFY2(!b.model.error(), b.model.error() ? b.model.error()->text().c_str() : "");
        QCOMPARE(b.model.moves().rowCount(), 2);
        const auto move = [&](int row, MoveTable::Column column) {
            return b.model.moves().index(row, column).data().toString();
        };
        QCOMPARE(move(0, MoveTable::JobColumn), QStringLiteral("train"));
        QCOMPARE(move(0, MoveTable::MoveColumn), QStringLiteral("Moved"));
        QCOMPARE(move(0, MoveTable::FromColumn), QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(move(0, MoveTable::ToColumn), QStringLiteral("Gui'an 1"));
        QCOMPARE(move(0, MoveTable::TrafficColumn), QStringLiteral("980")); // GB: 14 bytes a parameter
        QCOMPARE(move(1, MoveTable::MoveColumn), QStringLiteral("No place left"));
        // Not "2 jobs move": each is counted as what it is.
        const QString summary = b.model.summary();
        QVERIFY2(
            summary.contains(QStringLiteral(" · 1 job(s) move · 1 job(s) have no place left · moves cost")),
            qPrintable(summary));
        QVERIFY(b.model.outcome()->plan.cost_cny != before || b.model.outcome()->plan.placed == 1);
        QCOMPARE(b.model.plan().rowCount(), 1);
        QVERIFY(b.model.gantt().bars()[0].state == GanttState::Moved);
        // What is no such thing changes nothing.
        b.model.replan({QStringLiteral("nothing")});
        PATIENT_VERIFY(!b.model.isRunning());
        QVERIFY(b.model.error());
        QCOMPARE(b.model.plan().rowCount(), 1);
    }

    void aRunCanBeCancelledAndLeavesTheLastPlan()
    {
        Bench b;
        b.run();
        b.model.run(b.file, {});
        QThread::msleep(50); // so small a question is answered by now, and nobody has heard of it
        b.model.cancel();
        PATIENT_VERIFY(!b.model.isRunning());
        QVERIFY(b.model.error() && b.model.error()->code == twin::ErrorCode::Cancelled);
        QVERIFY(b.model.hasPlan());
        QCOMPARE(b.model.plan().rowCount(), 2);
    }

    void aModelThatGoesEndsItsRun()
    {
        Bench b;
        auto model = std::make_unique<PlacementModel>(b.feed, b.language);
        model->run(b.file, {});
        model.reset();
        QVERIFY(true); // it came back, and nothing is posted to what is gone
        QCoreApplication::processEvents();
    }

    void theExportIsReadBack()
    {
        Bench b;
        b.run();
        const QByteArray json = b.model.json();
        const auto plan =
            twin::compute::parsePlan(json.toStdString(), "plan.json", *b.model.outcome()->problem);
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().text().c_str());
        QVERIFY(plan->jobs[0] && plan->jobs[1] && !plan->jobs[2]);
        QCOMPARE(plan->jobs[1]->end_s, b.model.outcome()->plan.jobs[1]->end_s);
    }

    void jobsThatWaitAreAskedFor()
    {
        using namespace twin::registry;
        Bench b;
        QCOMPARE(b.model.waiting(), 0U);
        Job job;
        job.id = "jb-w";
        job.tenantId = "ent-1";
        job.kind = JobKind::CrossTrain;
        job.state = JobState::Queued;
        job.chipClass = "NPU-320";
        job.cards = 2'000;
        job.parameters = 70'000'000'000;
        job.tokens = 1'000'000'000;
        b.twin->addJob(job);
        Flow flow;
        flow.id = "fl-w";
        flow.jobId = "jb-w";
        flow.rateRequested_bps = 200e9;
        b.twin->addFlow(flow);
        b.twin->tick();
        b.feed.poll();
        QCOMPARE(b.model.waiting(), 1U);
        const twin::TimeNs origin = midnightBefore(b.twin->now);
        const auto requests = waitingRequests(*b.feed.snapshot(), origin);
        QCOMPARE(requests.jobs.size(), 1U);
        QCOMPARE(requests.jobs[0].pools, 2U);
        QCOMPARE(requests.jobs[0].gbps, 200.0);
        QCOMPARE(requests.jobs[0].start_s, static_cast<double>(b.twin->now - origin) / 1e9);
        // 6 · 70e9 · 1e9 FLOP on 2,000 cards of 320 TFLOPS at 40 %.
        QVERIFY(std::abs(requests.jobs[0].hours - 6 * 70e9 * 1e9 / (2'000 * 320e12 * 0.4) / 3'600) < 1e-6);
        b.model.run({}, {});
        PATIENT_VERIFY(!b.model.isRunning());
        QVERIFY2(b.model.hasPlan(), b.model.error() ? b.model.error()->text().c_str() : "");
        QCOMPARE(b.model.outcome()->plan.placed, 1U);
        QCOMPARE(b.model.gantt().bars().size(), 2U); // two pools
    }

    void midnightIsThatOfBeijing()
    {
        const twin::TimeNs day = 24 * kHour;
        QCOMPARE(midnightBefore(16 * kHour), 16 * kHour);           // 00:00 UTC+8
        QCOMPARE(midnightBefore(16 * kHour - 1), 16 * kHour - day); // 23:59:59
        QCOMPARE(midnightBefore(day + 15 * kHour), 16 * kHour);
    }
};

QTEST_GUILESS_MAIN(TstPlacementModel)
#include "tst_placement_model.moc"
