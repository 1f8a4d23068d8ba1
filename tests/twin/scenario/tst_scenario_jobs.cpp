#include "scenario_runs.h"

#include "twin/scenario/edits.h"
#include "twin/scenario/figures.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/report_json.h"
#include "twin/scenario/report_text.h"

#include <memory>

using namespace scenario_test;

namespace {

pb::Job& jobOf(pb::SnapshotFile& file, const std::string& id)
{
    for (pb::Job& job : *file.mutable_workload()->mutable_jobs()) {
        if (job.id() == id) {
            return job;
        }
    }
    qFatal("no job %s", id.c_str());
}

/// Three thousand cards in each of the two pools; J.000002 has 1,024 of Beijing's and ends after 1,000 s.
GroundPtr wideGround(const std::function<void(pb::SnapshotFile&)>& change = {})
{
    return smallGround([&](pb::SnapshotFile& file) {
        for (pb::Pool& pool : *file.mutable_registry()->mutable_pools()) {
            pool.mutable_chips(0)->set_count(3'000);
            for (pb::Flops& declared : *pool.mutable_declared()) {
                declared.set_gflops(declared.gflops() * 3);
            }
            pool.set_servers(375);
        }
        pb::Job& job = jobOf(file, "J.000002");
        job.mutable_placements(0)->set_cards(1'024);
        job.set_expected_end_ns(1'001'000'000'000); // the moment is 1 s
        if (change) {
            change(file);
        }
    });
}

std::shared_ptr<twin::registry::Job> batchOf(const Ground& ground, const char* id, std::uint32_t cards,
                                             double start_s)
{
    auto job = std::make_shared<twin::registry::Job>();
    job->id = id;
    job->kind = twin::registry::JobKind::Batch;
    job->state = twin::registry::JobState::Running;
    job->cards = cards;
    job->placements = {{kZhongwei, cards}};
    job->start = ground.moment() + std::llround(start_s * 1e9);
    job->expectedEnd = job->start + 10 * kSecond;
    return job;
}

} // namespace

class TstScenarioJobs : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aMoveConservesWhatIsLeft_data()
    {
        QTest::addColumn<QString>("pool");
        QTest::addColumn<unsigned>("cards");
        QTest::addColumn<double>("at_s");
        QTest::addColumn<double>("finish_s");
        QTest::newRow("half the cards at the beginning") << kZhongwei << 512U << 0.0 << 2'000.0;
        QTest::newRow("half the cards later") << kZhongwei << 512U << 400.0 << 1'600.0;
        QTest::newRow("as many") << kZhongwei << 1'024U << 400.0 << 1'000.0;
        QTest::newRow("twice as many") << kZhongwei << 2'048U << 400.0 << 700.0;
        QTest::newRow("in its own pool") << kBeijing << 256U << 800.0 << 1'600.0;
    }

    void aMoveConservesWhatIsLeft()
    {
        QFETCH(QString, pool);
        QFETCH(unsigned, cards);
        QFETCH(double, at_s);
        QFETCH(double, finish_s);
        const GroundPtr ground = wideGround();
        const MoveJob move{"J.000002", {{pool.toStdString(), cards}}};
        const Run run = runOf(ground, documentOf({at(at_s, move)}, 5'000));
        const JobRun& job = jobIn(run, "J.000002");
        QVERIFY2(std::abs(job.finish_s - finish_s) < 1e-3, qPrintable(QString::number(job.finish_s)));
        QCOMPARE(job.stage, JobStage::Finished);
    }

    /// The steady state counts from its beginning on.
    void theSteadyStateFinishesAMovedJobAsTheRun()
    {
        const GroundPtr ground = wideGround();
        const SituationPtr now = after(ground, {MoveJob{"J.000002", {{kZhongwei, 512}}}});
        QVERIFY(std::abs(jobNamed(*now, "J.000002").finish_s - 2'000) < 1e-6);
        QVERIFY(std::abs(jobNamed(*ground->before(), "J.000002").finish_s - 1'000) < 1e-6);
    }

    void aMoveToAnotherClassConservesCompute()
    {
        const GroundPtr ground = wideGround([](pb::SnapshotFile& file) {
            for (pb::Pool& pool : *file.mutable_registry()->mutable_pools()) {
                if (pool.id() == kZhongwei) { // half as fast
                    for (pb::Flops& flops : *pool.mutable_chips(0)->mutable_per_card()) {
                        flops.set_gflops(flops.gflops() / 2);
                    }
                    for (pb::Flops& flops : *pool.mutable_declared()) {
                        flops.set_gflops(flops.gflops() / 2);
                    }
                }
            }
        });
        const MoveJob move{"J.000002", {{kZhongwei, 1'024}}};
        const Run run = runOf(ground, documentOf({at(400, move)}, 5'000));
        QVERIFY(std::abs(jobIn(run, "J.000002").finish_s - 1'600) < 1e-3);
    }

    /// What comes back has as much to do as if it had never gone.
    void aMoveThatEndsGivesTheCardsBack()
    {
        const GroundPtr ground = wideGround();
        const MoveJob move{"J.000002", {{kZhongwei, 512}}};
        const Run run = runOf(ground, documentOf({at(200, move, 600)}, 5'000));
        // 200 s, then 400 s at half the pace, then 600 s.
        QVERIFY(std::abs(jobIn(run, "J.000002").finish_s - 1'200) < 1e-3);
    }

    /// A service ends at its time, however many cards it has.
    void aServiceEndsAtItsTime()
    {
        const GroundPtr ground =
            wideGround([](pb::SnapshotFile& file) { jobOf(file, "J.000002").set_kind(pb::INFER); });
        const MoveJob move{"J.000002", {{kZhongwei, 512}}};
        const Run run = runOf(ground, documentOf({at(400, move)}, 5'000));
        QVERIFY(std::abs(jobIn(run, "J.000002").finish_s - 1'000) < 1e-3);
    }

    void whatStagesWithoutATransferStarts()
    {
        const GroundPtr ground =
            wideGround([](pb::SnapshotFile& file) { jobOf(file, "J.000002").set_state(pb::STAGING); });
        const Run run = runOf(ground, documentOf({}, 2'000));
        const JobRun& job = jobIn(run, "J.000002");
        QCOMPARE(job.begin_s, 0.0);
        QVERIFY(std::abs(job.finish_s - 1'000) < 1e-3);
        QCOMPARE(run.sums.jobsStarted, std::uint64_t{1});
        checkChain(run);
        // Also when nothing else happens in the run.
        QCOMPARE(jobIn(runOf(ground, documentOf({}, 0.5)), "J.000002").stage, JobStage::Running);
    }

    void whatStagesWaitsForItsInput()
    {
        const GroundPtr ground = wideGround([](pb::SnapshotFile& file) {
            jobOf(file, "J.000001").set_state(pb::STAGING);
            for (pb::Flow& flow : *file.mutable_workload()->mutable_flows()) {
                if (flow.id() == "F.000004") {
                    flow.set_job_id("J.000001");
                }
            }
        });
        const Run run = runOf(ground, documentOf({}, 100));
        const FlowRun& input = flowIn(run, "F.000004");
        QVERIFY(input.finish_s > 1);
        QVERIFY(std::abs(jobIn(run, "J.000001").begin_s - input.finish_s) < 1e-6);
    }

    void whatIsSubmittedAtTheBeginningIsStarted()
    {
        const Run run = runOf(smallGround(), documentOf({at(0, trainingOf(8, 50))}, 100));
        QCOMPARE(run.sums.jobsStarted, std::uint64_t{1});
        QCOMPARE(run.sums.jobsFinished, std::uint64_t{1});
        QCOMPARE(runOf(smallGround(), documentOf({}, 100)).sums.jobsStarted, std::uint64_t{0});
    }

    void whatArrivesLooksAtThePoolAsItIs_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<unsigned>("cards");
        QTest::addColumn<double>("begin_s"); ///< negative: never
        QTest::newRow("as it was") << 0 << 200U << 10.0;
        QTest::newRow("drained until 50") << 1 << 200U << 50.0;
        QTest::newRow("down until 50") << 2 << 200U << 50.0;
        QTest::newRow("too small until 50") << 3 << 200U << 50.0;
        QTest::newRow("larger until 50") << 4 << 600U << 10.0;
        QTest::newRow("removed until 50") << 5 << 200U << 50.0;
    }

    void whatArrivesLooksAtThePoolAsItIs()
    {
        QFETCH(int, which);
        QFETCH(unsigned, cards);
        QFETCH(double, begin_s);
        const GroundPtr ground = smallGround();
        const Target pool{TargetKind::Pool, kZhongwei};
        std::vector<Command> commands;
        const Action actions[]{Drain{pool}, Fail{pool}, ResizePool{kZhongwei, 0.8},
                               ResizePool{kZhongwei, 1.5}, Remove{pool}};
        if (which > 0) {
            commands.push_back(at(5, actions[which - 1], 50));
        }
        RunOptions options;
        options.arrivals.jobs = {batchOf(*ground, "J.A", cards, 10)};
        const Run run = runOf(ground, documentOf(std::move(commands), 100), options);
        QVERIFY2(std::abs(jobIn(run, "J.A").begin_s - begin_s) < 1e-6,
                 qPrintable(QString::number(jobIn(run, "J.A").begin_s)));
    }

    /// Whose pool was removed waits, and is counted wherever what stops is.
    void whoLosesItsPoolIsCounted()
    {
        const GroundPtr ground = smallGround();
        const Remove remove{{TargetKind::Pool, kZhongwei}};
        const SituationPtr now = after(ground, {remove});
        QCOMPARE(now->totals.jobsWithoutPlace, 1U); // J.000003 goes on in Beijing
        QCOMPARE(jobNamed(*now, "J.000001").condition, JobCondition::Waiting);
        QVERIFY(jobNamed(*now, "J.000001").isWithoutPlace && !jobNamed(*now, "J.000003").isWithoutPlace);
        const Outcome outcome = compare(*ground, ground->before(), now);
        const auto of = [](const std::vector<Rollup>& rows, const char* id) {
            const auto found = std::ranges::find(rows, id, &Rollup::id);
            return found == rows.end() ? 0U : found->jobsWithoutPlace;
        };
        QCOMPARE(of(outcome.tenants, "tenant-2"), 1U);
        QCOMPARE(of(outcome.tenants, "tenant-1"), 0U);
        std::uint32_t ofEnterprises = 0;
        for (const Rollup& row : outcome.enterprises) {
            ofEnterprises += row.jobsWithoutPlace;
        }
        QCOMPARE(ofEnterprises, 1U);
        QCOMPARE(figureNamed(figuresOf(*now, nullptr), "jobs_without_place")->number(), 1.0);
        QVERIFY(outcomeCsv(outcome, {}).find("job,J.000001,without_place,0,1,1\n") != std::string::npos);
        Document document;
        RunReport report;
        report.outcome = &outcome;
        const std::string json = runReportJson(*ground, document, report);
        QVERIFY(json.find(R"("jobs_without_place": 1)") != std::string::npos);
        QVERIFY(json.find(R"("without_place": true)") != std::string::npos);
        // Moved away, it has one again.
        QCOMPARE(after(ground, {remove, MoveJob{"J.000001", {{kBeijing, 100}}}})->totals.jobsWithoutPlace,
                 0U);
    }

    void theQueueOfTheBaseIsNotWithoutAPlace()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            file.mutable_workload()->mutable_jobs(0)->set_state(pb::QUEUED);
            file.mutable_workload()->mutable_jobs(0)->clear_placements();
        });
        QCOMPARE(ground->before()->totals.jobsWithoutPlace, 0U);
        QCOMPARE(after(ground, {Remove{{TargetKind::Pool, kZhongwei}}})->totals.jobsWithoutPlace, 0U);
        SubmitJob job;
        job.id = "J.NEW";
        job.cards = 8;
        QCOMPARE(after(ground, {job})->totals.jobsWithoutPlace, 1U);
    }

    /// Its slack of 4 s is used up at 12, as in the run without a move; at 15, when a second of grace is
    /// over, it goes on to another place.
    void aFlowThatMovesKeepsWhatItMissed()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            for (pb::Flow& flow : *file.mutable_workload()->mutable_flows()) {
                if (flow.id() == "F.000004") {
                    flow.set_job_id("J.000001");
                }
            }
        });
        const Run run = runOf(ground, documentOf({at(4, Degrade{{TargetKind::Link, kAccess}, 0.45}, 16),
                                                  at(15, MoveJob{"J.000001", {{kBeijing, 100}}})},
                                                 100));
        const FlowRun& flow = flowIn(run, "F.000004");
        QVERIFY(flow.missesDeadline);
        QVERIFY2(std::abs(flow.unavoidable_s - 12) < 1e-6, qPrintable(QString::number(flow.unavoidable_s)));
    }
};

QTEST_GUILESS_MAIN(TstScenarioJobs)
#include "tst_scenario_jobs.moc"
