#include "scenario_runs.h"

#include "twin/scenario/storm.h"

#include <atomic>

using namespace scenario_test;

class TstScenarioRun : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsTooMuchIsRefused_data()
    {
        QTest::addColumn<double>("days");
        QTest::addColumn<int>("transfers");
        QTest::addColumn<int>("jobs");
        QTest::addColumn<int>("events");
        QTest::addColumn<QString>("reason");
        QTest::newRow("horizon") << 1'001.0 << 0 << 0 << 10 << "at most 1000 days";
        QTest::newRow("too many transfers") << 1.0 << 600'000 << 0 << 10 << "at most 500000 flows";
        QTest::newRow("a million jobs") << 1.0 << 0 << 1'000'000 << 10 << "at most 100000 jobs";
        QTest::newRow("events") << 1.0 << 0 << 0 << 2'000'000 << "at most 1000000 events";
    }

    void whatIsTooMuchIsRefused()
    {
        QFETCH(double, days);
        QFETCH(int, transfers);
        QFETCH(int, jobs);
        QFETCH(int, events);
        QFETCH(QString, reason);
        RunOptions options;
        options.horizon = std::llround(days * 86'400e9);
        options.arrivals.transfers.resize(static_cast<std::size_t>(transfers));
        options.arrivals.jobs.resize(static_cast<std::size_t>(jobs));
        options.mostEvents = static_cast<std::size_t>(events);
        const auto run = simulateRun(*smallGround(), {}, options);
        QVERIFY(!run);
        QCOMPARE(run.error().code, ErrorCode::TooLarge);
        QVERIFY2(run.error().reason.find(reason.toStdString()) != std::string::npos,
                 run.error().reason.c_str());
    }

    void whatCannotBeDoneIsNamed_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unknown") << 0 << "commands.1: fail conduit D.NO~NO: there is no conduit D.NO~NO";
        QTest::newRow("job") << 1 << "commands.1: cancel_job J.NO: there is no job J.NO";
    }

    void whatCannotBeDoneIsNamed()
    {
        QFETCH(int, which);
        QFETCH(QString, reason);
        const Action actions[]{Fail{{TargetKind::Conduit, "D.NO~NO"}}, CancelJob{"J.NO"}};
        const auto run = simulateRun(
            *smallGround(),
            documentOf({at(1, Fail{{TargetKind::Conduit, "D.BEJ~XIA"}}), at(2, actions[which])}, 10));
        QVERIFY(!run);
        QCOMPARE(run.error().code, ErrorCode::Invalid);
        QVERIFY2(run.error().reason.find(reason.toStdString()) != std::string::npos,
                 run.error().reason.c_str());
    }

    void whatCannotBeDoneAtTheTimeIsSkipped_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("reason");
        QTest::newRow("cards") << 0 << "288 cards free";
        QTest::newRow("twice") << 1 << "conduit D.BEJ~XIA has failed already";
        QTest::newRow("a pool that is down") << 2 << "is down";
    }

    void whatCannotBeDoneAtTheTimeIsSkipped()
    {
        QFETCH(int, which);
        QFETCH(QString, reason);
        const Target xian{TargetKind::Conduit, "D.BEJ~XIA"};
        const Action actions[]{trainingOf(900, 10), Fail{xian}, trainingOf(100, 10)};
        std::vector<Command> commands{at(1, Fail{xian}), at(2, actions[which], 8)};
        if (which == 2) {
            commands.push_back(at(1, Fail{{TargetKind::Pool, kZhongwei}}));
        }
        const Run run = runOf(smallGround(), documentOf(commands, 10));
        QCOMPARE(run.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)], std::uint64_t{1});
        const auto skipped = std::ranges::find(run.events, ChainKind::CommandSkipped, &ChainEvent::kind);
        QVERIFY(skipped != run.events.end());
        QCOMPARE(skipped->command, 1U);
        QVERIFY2(skipped->detail.find(reason.toStdString()) != std::string::npos, skipped->detail.c_str());
        QVERIFY(std::ranges::none_of(run.jobs, [](const JobRun& job) { return job.id == "J.NEW"; }));
    }

    /// What is then said about a job whose submission was skipped is skipped, too.
    void whatRestsOnWhatWasSkippedIsSkipped()
    {
        const Run run =
            runOf(smallGround(),
                  documentOf({at(2, trainingOf(900, 10)), at(3, Fail{{TargetKind::Card, "J.NEW"}}),
                              at(4, Restore{{TargetKind::Card, "J.NEW"}}), at(5, CancelJob{"J.NEW"})},
                             10));
        QCOMPARE(run.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)], std::uint64_t{4});
    }

    /// The list may say of a job later what happens to it earlier.
    void whatComesAfterAJobWasCancelledIsSkipped()
    {
        const Target card{TargetKind::Card, "J.000002"};
        const Run run = runOf(smallGround(), documentOf({at(1, Fail{card}), at(4, Restore{card}),
                                                         at(5, MoveJob{"J.000002", {{kZhongwei, 8}}}),
                                                         at(3, CancelJob{"J.000002"})},
                                                        10));
        QCOMPARE(run.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)], std::uint64_t{2});
        QCOMPARE(run.counts[static_cast<std::size_t>(ChainKind::CommandBegan)], std::uint64_t{2});
    }

    void aRunCanBeCancelled()
    {
        std::atomic<bool> cancelled = true;
        RunOptions options;
        options.cancelled = &cancelled;
        const auto run = simulateRun(*smallGround(), documentOf({}, 100), options);
        QVERIFY(!run);
        QCOMPARE(run.error().code, ErrorCode::Cancelled);
    }

    /// 100 GB at 50 Gb/s; from 4 s to 16 s the link is 45 Gb/s for 90: half of everything. 25 GB until 4 s,
    /// 37.5 until 16, the rest in 6 s. The slack of 4 s falls by half a second a second: used up at 12.
    void aLinkIsDegradedTheJobSlowsTheDeadlineIsMissed()
    {
        const Run run =
            runOf(smallGround(), documentOf({at(4, Degrade{{TargetKind::Link, kAccess}, 0.45}, 16)}, 100));
        QCOMPARE(story(run, {"F.000003", "F.000004", "J.000003"}),
                 std::string("4. command_began\n"
                             "4. flow_slowed F.000003 <- command_began\n"
                             "4. flow_slowed F.000004 <- command_began\n"
                             "4. job_slowed J.000003 <- flow_slowed F.000003\n"
                             "12. deadline_unavoidable F.000004 <- flow_slowed F.000004\n"
                             "16. command_ended\n"
                             "16. flow_recovered F.000003 <- command_ended\n"
                             "16. flow_recovered F.000004 <- command_ended\n"
                             "16. job_resumed J.000003 <- flow_recovered F.000003\n"
                             "20. deadline_missed F.000004 <- deadline_unavoidable F.000004\n"
                             "22. transfer_finished F.000004 <- flow_recovered F.000004\n"));
        checkChain(run);
        for (const ChainEvent& event : run.events) { // the one command there is, and of no other event
            QCOMPARE(event.command, event.about == ChainSubject::Command ? 0U : kNoCommand);
        }
        const auto slowed = std::ranges::find(run.events, ChainKind::JobSlowed, &ChainEvent::kind);
        QCOMPARE(slowed->before, 1.0);
        QVERIFY(std::abs(slowed->after - 0.5) < 1e-9);
        const FlowRun& flow = flowIn(run, "F.000004");
        QVERIFY(std::abs(flow.finish_s - 22) < 1e-6);
        QVERIFY(std::abs(flow.unavoidable_s - 12) < 1e-6);
        QVERIFY(flow.missesDeadline);
        QVERIFY(std::abs(flow.sent_bytes - 100e9) < 1);
        QCOMPARE(run.sums.transfersFinished, std::uint64_t{2}); // and one that takes all there is
        QCOMPARE(run.sums.transfersLate, std::uint64_t{1});
        QVERIFY(std::abs(run.sums.jobHoursLost - 6.0 / 3'600) < 1e-9);
        const JobRun& job = jobIn(run, "J.000003");
        QCOMPARE(job.stage, JobStage::Running);
        QVERIFY(std::abs(job.up_h - 100.0 / 3'600) < 1e-9);
        QVERIFY(std::abs(job.effective_h - 94.0 / 3'600) < 1e-9);
    }

    void aCutStopsAJobAndItsRepairBringsItBack()
    {
        const Run run = runOf(smallGround(), documentOf({at(4, Fail{{TargetKind::Conduit, kDuct}}, 40),
                                                         at(6, Fail{{TargetKind::Conduit, kOtherDuct}}, 30)},
                                                        100));
        const std::string told = story(run, {"F.000003", "F.000004", "J.000003"});
        for (const char* line :
             {"4. flow_rerouted F.000004 <- command_began", "6. flow_disconnected F.000004 <- command_began",
              "6. job_stopped J.000003 <- flow_disconnected F.000003",
              "30. flow_recovered F.000004 <- command_ended",
              "30. job_resumed J.000003 <- flow_recovered F.000003",
              // 16 s of sending, 24 of waiting; the slack of 4 s was used up 4 s after 6
              "10. deadline_unavoidable F.000004 <- flow_disconnected F.000004",
              "40. transfer_finished F.000004"}) {
            QVERIFY2(told.find(line) != std::string::npos, told.c_str());
        }
        checkChain(run);
    }

    /// 12.5 GB at 10 Gb/s; then 99 s of computing.
    void aTransferFinishesTheJobStarts()
    {
        AddDemand input{"F.IN", "S.XIA", kZhongwei, 10e9, 12'500'000'000, {}, "", "J.NEW"};
        SubmitJob job = trainingOf(8, 99);
        job.deadline = Moment{false, 60 * kSecond};
        const Run run = runOf(smallGround(), documentOf({at(1, job), at(1, input)}, 200));
        QCOMPARE(story(run, {"F.IN", "J.NEW"}),
                 std::string("1. command_began\n"
                             "1. command_began\n"
                             "1. job_waits J.NEW <- command_began\n"
                             "1. transfer_started F.IN <- command_began\n"
                             "11. transfer_finished F.IN <- transfer_started F.IN\n"
                             "11. job_started J.NEW <- transfer_finished F.IN\n"
                             "11. deadline_unavoidable J.NEW <- job_started J.NEW\n"
                             "60. deadline_missed J.NEW <- deadline_unavoidable J.NEW\n"
                             "110. job_finished J.NEW <- job_started J.NEW\n"));
        checkChain(run);
        const JobRun& row = jobIn(run, "J.NEW");
        QCOMPARE(row.stage, JobStage::Finished);
        QVERIFY(std::abs(row.begin_s - 11) < 1e-6);
        QVERIFY(std::abs(row.finish_s - 110) < 1e-6);
        QCOMPARE(run.sums.jobsStarted, std::uint64_t{1});
        QCOMPARE(run.sums.jobsFinished, std::uint64_t{1});
        QCOMPARE(run.sums.jobsLate, std::uint64_t{1});
    }

    /// 14 GB of checkpoint; 10 Gb/s are left beside 90 on the way.
    void aMoveCarriesItsCheckpoint()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            for (pb::Job& job : *file.mutable_workload()->mutable_jobs()) {
                if (job.id() == "J.000002") {
                    job.mutable_model()->set_parameters(1'000'000'000);
                }
            }
        });
        const Run run = runOf(ground, documentOf({at(1, MoveJob{"J.000002", {{kZhongwei, 200}}})}, 100));
        QCOMPARE(story(run, {"J.000002", "J.000002/checkpoint/1"}),
                 std::string("1. command_began\n"
                             "1. job_waits J.000002 <- command_began\n"
                             "1. transfer_started J.000002/checkpoint/1 <- job_waits J.000002\n"
                             "12.2 transfer_finished J.000002/checkpoint/1 <- transfer_started "
                             "J.000002/checkpoint/1\n"
                             "12.2 job_resumed J.000002 <- transfer_finished J.000002/checkpoint/1\n"));
        QVERIFY(std::abs(flowIn(run, "J.000002/checkpoint/1").sent_bytes - 14e9) < 1);
        QVERIFY(std::abs(jobIn(run, "J.000002").up_h - (100 - 11.2) / 3'600) < 1e-9);
        QCOMPARE(jobIn(run, "J.000002").cards, 200U);
    }

    /// Cards of a job that has finished are free for the next; what is done to it is done to nothing.
    void aJobThatIsOverFreesItsCards()
    {
        SubmitJob first = trainingOf(200, 9);
        SubmitJob second = trainingOf(200, 9);
        second.id = "J.NEXT";
        const Run run =
            runOf(smallGround(), documentOf({at(1, first), at(20, CancelJob{"J.NEW"}), at(30, second)}, 100));
        const std::string told = story(run, {"J.NEW", "J.NEXT"});
        QVERIFY2(told.find("10. job_finished J.NEW") != std::string::npos, told.c_str());
        QVERIFY2(told.find("20. command_skipped") != std::string::npos, told.c_str());
        QVERIFY2(told.find("39. job_finished J.NEXT") != std::string::npos, told.c_str());
        // 288 are free: the second alone would not have been possible beside the first.
        const Run both = runOf(smallGround(), documentOf({at(1, first), at(5, second)}, 100));
        QCOMPARE(both.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)], std::uint64_t{1});
    }

    void whatArrivesWaitsForCards()
    {
        const GroundPtr ground = smallGround();
        const auto jobAt = [&](const char* id, double start_s) {
            return arrivalAt(ground, id, start_s);
        };
        RunOptions options;
        options.arrivals.jobs = {jobAt("J.A", 1), jobAt("J.B", 2), jobAt("J.C", 50), jobAt("J.D", 70)};
        FlowFact input;
        input.id = "F.D";
        input.job = "J.D";
        input.src = "S.XIA";
        input.dst = kZhongwei;
        input.asked_bps = 10e9;
        input.bytes = 12'500'000'000;
        input.begin = ground->moment() + 70 * kSecond;
        options.arrivals.transfers = {input};
        const Run run = runOf(ground, documentOf({}, 100), options);
        QCOMPARE(story(run, {"J.D", "F.D"}), std::string("70. job_waits J.D\n"
                                                         "70. transfer_started F.D\n"
                                                         "80. transfer_finished F.D <- transfer_started F.D\n"
                                                         "80. job_started J.D <- transfer_finished F.D\n"
                                                         "90. job_finished J.D <- job_started J.D\n"));
        QCOMPARE(story(run, {"J.A", "J.B"}), std::string("1. job_started J.A\n"
                                                         "2. job_waits J.B\n"
                                                         "11. job_finished J.A <- job_started J.A\n"
                                                         "11. job_started J.B <- job_finished J.A\n"
                                                         "21. job_finished J.B <- job_started J.B\n"));
        QVERIFY(std::abs(jobIn(run, "J.C").begin_s - 50) < 1e-9);
    }

    void theListIsBoundedTheHashIsNot()
    {
        const GroundPtr ground = nationGround();
        const Document document = documentOf(*randomFailures(*ground, kHour, 5, {.scale = 2'000}), 3'600);
        RunOptions few;
        few.mostEvents = 10;
        const Run run = runOf(ground, document, few);
        QVERIFY(run.events.size() <= 10);
        QVERIFY(run.eventsLeftOut > 0);
        checkChain(run);
        QCOMPARE(runOf(ground, document).counts, run.counts);
    }

    void progressRisesToTheEnd()
    {
        RunOptions options;
        double last = -1;
        bool rises = true;
        options.onProgress = [&](double done_s, double all_s) {
            rises = rises && done_s >= last && done_s <= all_s;
            last = done_s;
        };
        static_cast<void>(runOf(nationGround(), documentOf({}, 24 * 3'600), options));
        QVERIFY(rises);
        QCOMPARE(last, 24.0 * 3'600);
    }
};

QTEST_GUILESS_MAIN(TstScenarioRun)
#include "tst_scenario_run.moc"
