#include "scenario_runs.h"

#include "twin/compute/effective_time.h"
#include "twin/scenario/checkpoints.h"
#include "twin/scenario/run_csv.h"
#include "twin/scenario/storm.h"

#include <algorithm>

using namespace scenario_test;

namespace {

constexpr double kInterval_s = 300;

GroundOptions savedEvery(double seconds)
{
    GroundOptions out;
    out.assumptions.checkpoint_s = seconds;
    return out;
}

pb::Job& jobOf(pb::SnapshotFile& file, const std::string& id)
{
    for (pb::Job& job : *file.mutable_workload()->mutable_jobs()) {
        if (job.id() == id) {
            return job;
        }
    }
    qFatal("no job %s", id.c_str());
}

/// J.000002 has 400 cards of Beijing's pool and 1,000 s of work; J.000003 200 in each pool, without an end.
GroundPtr lossGround(const std::function<void(pb::SnapshotFile&)>& change = {},
                     double interval_s = kInterval_s)
{
    return smallGround(
        [&](pb::SnapshotFile& file) {
            jobOf(file, "J.000002").set_expected_end_ns(1'001'000'000'000); // the moment is 1 s
            if (change) {
                change(file);
            }
        },
        savedEvery(interval_s));
}

Target pool(const char* id)
{
    return {TargetKind::Pool, id};
}

bool isNear(double a, double b, double within = 1e-3)
{
    return std::abs(a - b) <= within;
}

} // namespace

class TstScenarioLosses : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// 400 cards; work of 1,000 s, saved every 300 s of computing.
    void aFailureGoesBackToTheLastCheckpoint_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<double>("at_s");
        QTest::addColumn<double>("until_s");
        QTest::addColumn<double>("lost_s");
        QTest::addColumn<double>("finish_s");
        QTest::newRow("its pool") << 0 << 700.0 << 800.0 << 100.0 << 1'200.0;
        QTest::newRow("the power of its province") << 1 << 700.0 << 800.0 << 100.0 << 1'200.0;
        QTest::newRow("half its cards") << 2 << 700.0 << 800.0 << 100.0 << 1'150.0;
        QTest::newRow("just after a checkpoint") << 0 << 610.0 << 710.0 << 10.0 << 1'110.0;
        QTest::newRow("before the first one") << 0 << 250.0 << 251.0 << 250.0 << 1'251.0;
        QTest::newRow("a shutdown nobody waited for") << 3 << 700.0 << 800.0 << 100.0 << 1'200.0;
        QTest::newRow("as it is finished") << 0 << 1'000.0 << 1'100.0 << 0.0 << 1'000.0;
    }

    void aFailureGoesBackToTheLastCheckpoint()
    {
        QFETCH(int, which);
        QFETCH(double, at_s);
        QFETCH(double, until_s);
        QFETCH(double, lost_s);
        QFETCH(double, finish_s);
        const Action actions[]{Fail{pool(kBeijing)}, Fail{{TargetKind::Province, "110000"}, false},
                               Degrade{pool(kBeijing), 0.5}, PlannedWork{"W.1", {pool(kBeijing)}, false}};
        const Run run = runOf(lossGround(), documentOf({at(at_s, actions[which], until_s)}, 2'000));
        checkChain(run);
        const JobRun& job = jobIn(run, "J.000002");
        QVERIFY2(isNear(job.finish_s, finish_s), qPrintable(QString::number(job.finish_s)));
        QVERIFY2(isNear(job.lostCardHours, 400 * lost_s / 3'600, 1e-9),
                 qPrintable(QString::number(job.lostCardHours * 9)));
        QVERIFY(isNear(job.workedCardHours - job.lostCardHours, 400 * 1'000.0 / 3'600, 1e-6));
        QCOMPARE(job.setbacks, lost_s > 0 ? 1U : 0U);
    }

    void whatCostsNoWork_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("nothing") << 0;
        QTest::newRow("its lines") << 1;
        QTest::newRow("the site its lines end at") << 2;
        QTest::newRow("its pool is drained") << 3;
        QTest::newRow("another pool") << 4;
        QTest::newRow("its pool is made smaller") << 5;
        QTest::newRow("it is moved") << 6;
        QTest::newRow("its pool comes back, then it works on") << 7;
    }

    void whatCostsNoWork()
    {
        QFETCH(int, which);
        std::vector<Command> commands;
        const std::string id = which == 4 || which == 6 ? "J.000002" : "J.000003";
        switch (which) {
        case 1:
            commands = {at(700, Fail{{TargetKind::Conduit, kDuct}}, 800),
                        at(700, Fail{{TargetKind::Conduit, kOtherDuct}}, 800)};
            break;
        case 2:
            commands = {at(700, Fail{{TargetKind::Site, "S.XIA"}}, 800),
                        at(700, Fail{{TargetKind::Site, "S.YCH"}}, 800)};
            break;
        case 3:
            commands = {at(700, Drain{pool(kZhongwei)}, 800)};
            break;
        case 4:
            commands = {at(700, Fail{pool(kZhongwei)}, 800)};
            break;
        case 5:
            commands = {at(700, ResizePool{kBeijing, 0.9}, 800)};
            break;
        case 6:
            commands = {at(700, MoveJob{"J.000002", {{kZhongwei, 200}}})};
            break;
        case 7:
            commands = {at(0, Fail{pool(kBeijing)}, 10)};
            break;
        default:
            break;
        }
        const Run run = runOf(lossGround(), documentOf(std::move(commands), 900));
        QCOMPARE(jobIn(run, id).lostCardHours, 0.0);
        QCOMPARE(jobIn(run, id).setbacks, 0U);
        if (which == 1 || which == 2) { // it waited all the same
            QVERIFY(isNear(jobIn(run, id).up_h * 3'600, 800));
        }
    }

    /// A service loses its customers while it is down, and no work.
    void aServiceHasNothingToLose()
    {
        const GroundPtr ground =
            lossGround([](pb::SnapshotFile& file) { jobOf(file, "J.000002").set_kind(pb::INFER); });
        const Run run = runOf(ground, documentOf({at(700, Fail{pool(kBeijing)}, 800)}, 2'000));
        QCOMPARE(jobIn(run, "J.000002").lostCardHours, 0.0);
        QVERIFY(isNear(jobIn(run, "J.000002").finish_s, 1'000));
    }

    /// Training across pools goes back in all of them when one fails; twice as long ago as much again.
    void allOfAJobGoesBack()
    {
        const Run run = runOf(
            lossGround(),
            documentOf({at(700, Fail{pool(kZhongwei)}, 800), at(950, Fail{pool(kBeijing)}, 960)}, 1'000));
        const JobRun& job = jobIn(run, "J.000003");
        QVERIFY(isNear(job.lostCardHours, 400 * (100.0 + 150) / 3'600, 1e-9));
        QCOMPARE(job.setbacks, 2U);
        QVERIFY(isNear(job.up_h * 3'600, 890));
        QVERIFY(isNear(job.effective_h * 3'600, 890 - 250, 1e-6));
    }

    /// A job as slow as its lines loses as much less work.
    void whatIsLostIsWorkNotTime()
    {
        const Run run = runOf(lossGround(), documentOf({at(650, Degrade{{TargetKind::Link, kAccess}, 0.2}),
                                                        at(700, Fail{pool(kZhongwei)}, 800)},
                                                       1'000));
        const auto slowed = std::ranges::find_if(run.events, [](const ChainEvent& event) {
            return event.kind == ChainKind::JobSlowed && event.subject == "J.000003";
        });
        QVERIFY(slowed != run.events.end() && slowed->after < 0.9);
        QVERIFY(isNear(jobIn(run, "J.000003").lostCardHours, 400 * (50 + 50 * slowed->after) / 3'600, 1e-6));
    }

    void aMoveGoesOnFromTheCheckpoint_data()
    {
        QTest::addColumn<double>("move_s");
        QTest::addColumn<double>("finish_s");
        QTest::newRow("later") << 750.0 << 750.0 + 2 * 400;
        QTest::newRow("at the same moment") << 700.0 << 700.0 + 2 * 400;
    }

    /// On half the cards.
    void aMoveGoesOnFromTheCheckpoint()
    {
        QFETCH(double, move_s);
        QFETCH(double, finish_s);
        const Run run = runOf(lossGround(), documentOf({at(700, Fail{pool(kBeijing)}),
                                                        at(move_s, MoveJob{"J.000002", {{kZhongwei, 200}}})},
                                                       2'000));
        checkChain(run);
        const JobRun& job = jobIn(run, "J.000002");
        QVERIFY2(isNear(job.finish_s, finish_s), qPrintable(QString::number(job.finish_s)));
        QVERIFY(isNear(job.lostCardHours, 400 * 100.0 / 3'600, 1e-9));
        QCOMPARE(job.placements.front().poolId, std::string(kZhongwei));
    }

    /// It had run for 450 s when the run began: 150 s since its last checkpoint.
    void whatWasComputedBeforeTheRunIsLostToo()
    {
        const GroundPtr ground = lossGround([](pb::SnapshotFile& file) {
            for (pb::Flow& flow : *file.mutable_workload()->mutable_flows()) {
                if (flow.id() == "F.000004") {
                    flow.set_start_ns(1'000'000'000'000); // the moment
                    flow.set_deadline_ns(1'020'000'000'000);
                }
            }
            jobOf(file, "J.000002").set_start_ns(550'000'000'000);
            jobOf(file, "J.000002").set_expected_end_ns(2'000'000'000'000);
        });
        QCOMPARE(ground->moment(), 1'000 * kSecond);
        const Run run = runOf(ground, documentOf({at(0, Fail{pool(kBeijing)}, 100)}, 3'000));
        const JobRun& job = jobIn(run, "J.000002");
        QVERIFY2(isNear(job.finish_s, 1'250), qPrintable(QString::number(job.finish_s)));
        QVERIFY(isNear(job.lostCardHours, 400 * 150.0 / 3'600, 1e-9));
        QVERIFY(isNear(job.lostEarlierCardHours, job.lostCardHours, 1e-9));
        QVERIFY(isNear(job.workedCardHours, 400 * 1'150.0 / 3'600, 1e-6)); // the run's own
        QVERIFY(isNear(job.effective_h * 3'600, 1'150, 1e-6));
        // A checkpoint of its own, 150 s later, and that of before is of no matter any more.
        const Run later = runOf(ground, documentOf({at(160, Fail{pool(kBeijing)}, 200)}, 3'000));
        QVERIFY(isNear(jobIn(later, "J.000002").lostCardHours, 400 * 10.0 / 3'600, 1e-9));
        QCOMPARE(jobIn(later, "J.000002").lostEarlierCardHours, 0.0);
    }

    void theChainSaysWhatWasLost()
    {
        const GroundPtr ground = lossGround([](pb::SnapshotFile& file) {
            jobOf(file, "J.000002").mutable_requirement()->set_deadline_ns(1'131'000'000'000);
        });
        const Run run = runOf(ground, documentOf({at(700, Fail{pool(kBeijing)}, 750)}, 2'000));
        QCOMPARE(story(run, {"J.000002"}),
                 std::string("700. command_began\n"
                             "700. job_stopped J.000002 <- command_began\n"
                             "700. job_lost_work J.000002 <- job_stopped J.000002\n"
                             "730. deadline_unavoidable J.000002 <- job_lost_work J.000002\n"
                             "750. command_ended\n"
                             "750. job_resumed J.000002 <- command_ended\n"
                             "1130. deadline_missed J.000002 <- deadline_unavoidable J.000002\n"
                             "1150. job_finished J.000002 <- job_resumed J.000002\n"));
        checkChain(run);
        const auto lost = std::ranges::find(run.events, ChainKind::JobLostWork, &ChainEvent::kind);
        QVERIFY(isNear(lost->lostCardHours, 400 * 100.0 / 3'600, 1e-9));
    }

    /// What is lost may be what makes it late, at once.
    void whatIsLostMayBreakADeadline()
    {
        const GroundPtr ground = lossGround([](pb::SnapshotFile& file) {
            jobOf(file, "J.000002").mutable_requirement()->set_deadline_ns(1'051'000'000'000);
        });
        const Run run = runOf(ground, documentOf({at(700, Fail{pool(kBeijing)}, 701)}, 2'000));
        const JobRun& job = jobIn(run, "J.000002");
        QVERIFY(job.missesDeadline);
        QVERIFY2(isNear(job.unavoidable_s, 700), qPrintable(QString::number(job.unavoidable_s)));
    }

    void theIntervalIsTheBestOne()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            jobOf(file, "J.000003").mutable_model()->set_parameters(70'000'000'000);
            for (pb::Pool& one : *file.mutable_registry()->mutable_pools()) {
                one.mutable_storage()->set_write_bps(one.id() == kBeijing ? 400'000'000'000
                                                                          : 800'000'000'000);
            }
        });
        const auto& registry = *ground->world()->registry;
        const JobPtr job = ground->job("J.000003");
        // 980 GB at a fifth of 400 Gb/s take 98 s; a stop comes in 50,700 / 400 h.
        const auto best =
            twin::compute::effectiveTime({.cards = 400, .checkpointBytes = 980e9, .writeRate_bps = 80e9});
        QVERIFY(best);
        QVERIFY(isNear(best->checkpoint_s, 98));
        QCOMPARE(checkpointInterval_s(*job, registry, {}), best->interval_s);
        QVERIFY(best->interval_s > 9'000 && best->interval_s < 9'500);
        QCOMPARE(checkpointInterval_s(*ground->job("J.000002"), registry, {}), kUnknownCheckpoint_s);
        Assumptions assumed;
        assumed.checkpoint_s = 60;
        QCOMPARE(checkpointInterval_s(*job, registry, assumed), 60.0);
        // And it is what a run goes by.
        const Run run = runOf(ground, documentOf({at(10'000, Fail{pool(kBeijing)})}, 11'000));
        const double speed = jobNamed(*ground->before(), "J.000003").speed;
        QVERIFY(isNear(jobIn(run, "J.000003").lostCardHours,
                       400 * speed * (10'000 - best->interval_s) / 3'600, 1e-6));
    }

    /// What was computed is useful or lost; a job that finished has its work, once.
    void whatIsComputedIsUsefulOrLost()
    {
        const GroundPtr ground = nationGround();
        StormRates rates;
        rates.scale = 400;
        rates.poolYear = 4;
        rates.cardHours *= 100; // a few of those too
        const auto storm = randomFailures(*ground, 12 * kHour, 5, rates);
        QVERIFY(storm);
        RunOptions options;
        options.mostEvents = kMostChainEvents; // every loss is told
        options.arrivals = *randomArrivals(*ground, 12 * kHour, {100, 600, 9});
        std::map<std::string, double> work_h;
        for (const JobPtr& job : options.arrivals.jobs) {
            work_h[job->id] = job->cards * static_cast<double>(job->expectedEnd - job->start) / 3'600e9;
        }
        const Run run = runOf(ground, documentOf(*storm, 12 * 3'600), options);
        checkChain(run);
        double told_h = 0;
        for (const ChainEvent& event : run.events) {
            told_h += event.lostCardHours;
        }
        QCOMPARE(run.counts[static_cast<std::size_t>(ChainKind::JobLostWork)], run.sums.setbacks);
        std::size_t finished = 0;
        std::size_t setBack = 0;
        double worked_h = 0;
        double lost_h = 0;
        double earlier_h = 0;
        for (const JobRun& job : run.jobs) {
            worked_h += job.workedCardHours;
            lost_h += job.lostCardHours;
            earlier_h += job.lostEarlierCardHours;
            QVERIFY(job.lostEarlierCardHours <= job.lostCardHours * (1 + 1e-12));
            QVERIFY(job.effective_h >= -1e-9 && job.effective_h <= job.up_h + 1e-9);
            if (job.stage == JobStage::Finished && work_h.contains(job.id)) {
                const double useful_h = job.workedCardHours - job.lostCardHours;
                QVERIFY2(isNear(useful_h, work_h[job.id], 1e-6 * work_h[job.id] + 1e-6),
                         qPrintable(
                             QString("%1: %2 of %3").arg(job.id.c_str()).arg(useful_h).arg(work_h[job.id])));
                ++finished;
                setBack += job.setbacks > 0 ? 1 : 0;
            }
        }
        QVERIFY(finished > 100);
        QVERIFY2(setBack > 5, qPrintable(QString::number(setBack)));
        const RunSums& sums = run.sums;
        QVERIFY(isNear(told_h, lost_h, 1e-9 * lost_h));
        QVERIFY(isNear(sums.cardHoursWorking, worked_h, 1e-9 * worked_h));
        QVERIFY(isNear(sums.cardHoursLost, lost_h, 1e-9 * lost_h));
        QVERIFY(lost_h > earlier_h && earlier_h > 0);
        QVERIFY(isNear(sums.cardHoursUseful + sums.cardHoursLost, sums.cardHoursWorking + earlier_h,
                       1e-9 * worked_h));
        whoLosesAddsUp(run);
    }

    /// A job in pools of two enterprises: each loses as many card hours as it has of its cards.
    void eachLosesItsPart()
    {
        const Run run = runOf(lossGround(), documentOf({at(700, Fail{pool(kBeijing)}, 800)}, 2'000));
        whoLosesAddsUp(run);
        QVERIFY(run.sums.cardHoursLost > 0 && run.sums.setbacks == 2);
        const auto tenant = std::ranges::find(run.tenants, std::string("tenant-1"), &RunOwner::id);
        QVERIFY(tenant != run.tenants.end());
        double jobs_h = 0;
        std::uint64_t setbacks = 0;
        for (const JobRun& job : run.jobs) {
            jobs_h += job.tenant == "tenant-1" ? job.lostCardHours : 0;
            setbacks += job.tenant == "tenant-1" ? job.setbacks : 0;
        }
        QCOMPARE(tenant->setbacks, setbacks);
        QVERIFY(isNear(tenant->cardHoursLost, jobs_h, 1e-9 * jobs_h) && jobs_h > 0);
        QVERIFY(runCsv(run).find("run_tenant,tenant-1,card_hours_lost,,") != std::string::npos);
        QVERIFY(runCsv(run).find("run_enterprise,") != std::string::npos);
    }

    /// With what belongs to nobody, tenants have all there is; enterprises all hours of cards.
    static void whoLosesAddsUp(const Run& run)
    {
        RunSums all;
        for (const RunOwner& owner : run.tenants) {
            all.transfersLate += owner.transfersLate;
            all.jobsLate += owner.jobsLate;
            all.jobsTooFar += owner.jobsTooFar;
            all.setbacks += owner.setbacks;
            all.jobHoursLost += owner.jobHoursLost;
            all.jobHoursTooFar += owner.jobHoursTooFar;
            all.cardHoursWorking += owner.cardHoursWorking;
            all.cardHoursLost += owner.cardHoursLost;
            all.cardHoursLostEarlier += owner.cardHoursLostEarlier;
            all.notCarried_bytes += owner.notCarried_bytes;
            all.notArrived_bytes += owner.notArrived_bytes;
        }
        const RunSums& sums = run.sums;
        QCOMPARE(all.transfersLate, sums.transfersLate);
        QCOMPARE(all.jobsLate, sums.jobsLate);
        QCOMPARE(all.jobsTooFar, sums.jobsTooFar);
        QCOMPARE(all.setbacks, sums.setbacks);
        for (const auto& [part, whole] : {std::pair{all.jobHoursLost, sums.jobHoursLost},
                                          std::pair{all.jobHoursTooFar, sums.jobHoursTooFar},
                                          std::pair{all.cardHoursWorking, sums.cardHoursWorking},
                                          std::pair{all.cardHoursLost, sums.cardHoursLost},
                                          std::pair{all.cardHoursLostEarlier, sums.cardHoursLostEarlier},
                                          std::pair{all.notCarried_bytes, sums.notCarried_bytes},
                                          std::pair{all.notArrived_bytes, sums.notArrived_bytes}}) {
            QVERIFY2(isNear(part, whole, 1e-9 * whole), qPrintable(QString("%1 %2").arg(part).arg(whole)));
        }
        double lost_h = 0;
        double working_h = 0;
        std::uint64_t setbacks = 0;
        for (const RunOwner& owner : run.enterprises) {
            lost_h += owner.cardHoursLost;
            working_h += owner.cardHoursWorking;
            setbacks += owner.setbacks;
        }
        QVERIFY(isNear(lost_h, sums.cardHoursLost, 1e-9 * sums.cardHoursLost));
        QVERIFY(isNear(working_h, sums.cardHoursWorking, 1e-9 * sums.cardHoursWorking));
        QVERIFY(setbacks >= sums.setbacks); // of two enterprises: counted for both
    }

    void theTableHasWhatWasLost()
    {
        const Run run = runOf(lossGround(), documentOf({at(700, Fail{pool(kBeijing)}, 800)}, 2'000));
        const std::string csv = runCsv(run);
        for (const char* line : {"run,,setbacks,,2,\n", "run_job,J.000002,setbacks,,1,\n",
                                 "run_job,J.000002,finish_s,,1200,\n", "run,,card_hours_lost,,22.2222"}) {
            QVERIFY2(csv.find(line) != std::string::npos, csv.c_str());
        }
        QVERIFY(csv.find("run_job,J.000001") == std::string::npos);
    }

    void theHashKnowsWhatWasLost()
    {
        const Document document = documentOf({at(700, Fail{pool(kBeijing)})}, 800);
        const Run one = runOf(lossGround({}, 300), document);
        const Run other = runOf(lossGround({}, 250), document);
        QVERIFY(one.stateHash != other.stateHash);
        QCOMPARE(runOf(lossGround({}, 300), document).stateHash, one.stateHash);
    }
};

QTEST_GUILESS_MAIN(TstScenarioLosses)
#include "tst_scenario_losses.moc"
