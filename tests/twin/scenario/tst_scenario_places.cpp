#include "scenario_runs.h"

#include "twin/scenario/failure_days.h"
#include "twin/scenario/storm.h"

#include <algorithm>
#include <memory>

using namespace scenario_test;
using twin::compute::PlacementPolicy;

namespace {

/// The small ground with room for 288 cards in Zhongwei and 400 in Beijing; Zhongwei costs half as much.
GroundPtr placeGround(const std::function<void(pb::SnapshotFile&)>& change = {}, GroundOptions options = {})
{
    return smallGround(
        [&](pb::SnapshotFile& file) {
            for (pb::Pool& pool : *file.mutable_registry()->mutable_pools()) {
                pool.mutable_prices(0)->set_e4_cny_per_card_hour(pool.id() == kZhongwei ? 20'000 : 40'000);
            }
            if (change) {
                change(file);
            }
        },
        options);
}

GroundOptions placedBy(PlacementPolicy policy)
{
    GroundOptions out;
    out.assumptions.placement = policy;
    return out;
}

SubmitJob waiting(const char* id, std::uint32_t cards, double seconds = 100)
{
    SubmitJob out = trainingOf(cards, seconds);
    out.id = id;
    out.placements.clear();
    out.cards = cards;
    return out;
}

void addQueued(pb::SnapshotFile& file, const char* id, std::uint32_t cards, std::int64_t start_s = 1)
{
    pb::Job& job = *file.mutable_workload()->add_jobs();
    job.set_id(id);
    job.set_tenant_id("tenant-1");
    job.set_kind(pb::BATCH);
    job.set_state(pb::QUEUED);
    job.mutable_requirement()->set_precision(pb::FP16);
    job.mutable_requirement()->set_chip_class("NPU-320");
    job.mutable_requirement()->set_cards(cards);
    job.set_start_ns(start_s * kSecond);
    job.set_expected_end_ns((start_s + 50) * kSecond);
}

std::string placeOfJob(const Run& run, const char* id)
{
    const JobRun& job = jobIn(run, id);
    std::string out;
    for (const auto& placed : job.placements) {
        out += placed.poolId + " " + std::to_string(placed.cards) + ";";
    }
    return out;
}

std::string detailOf(const Run& run, ChainKind kind, const char* subject)
{
    const auto found = std::ranges::find_if(
        run.events, [&](const ChainEvent& event) { return event.kind == kind && event.subject == subject; });
    return found == run.events.end() ? "no such event" : found->detail;
}

/// At no moment more cards than there are, by the run's own list of events.
void checkCards(const Ground& ground, const Run& run)
{
    std::map<std::string, std::int64_t> free;
    for (const auto& pool : ground.world()->registry->pools) {
        free[pool.id] = pool.cards;
    }
    const auto take = [&](const auto& placements, std::int64_t sign) {
        for (const auto& placed : placements) {
            free[placed.poolId] -= sign * static_cast<std::int64_t>(placed.cards);
            QVERIFY2(free[placed.poolId] >= 0, placed.poolId.c_str());
        }
    };
    for (const JobPtr& job : ground.jobs()) {
        if (takesCards(job->state)) {
            take(job->placements, 1);
        }
    }
    QCOMPARE(run.eventsLeftOut, std::uint64_t{0});
    for (const ChainEvent& event : run.events) {
        if (event.about != ChainSubject::Job) {
            continue;
        }
        const JobRun& job = jobIn(run, event.subject);
        const bool takes =
            event.kind == ChainKind::JobPlaced || (event.kind == ChainKind::JobStarted && !job.isPlacedByRun);
        const bool gives = event.kind == ChainKind::JobFinished;
        if (takes || gives) {
            take(job.placements, takes ? 1 : -1);
        }
    }
}

} // namespace

class TstScenarioPlaces : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatHasNoPlaceSaysWhy_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("why");
        const QString zhongwei = QString::fromLatin1(kZhongwei);
        QTest::newRow("more than any pool has") << 0 << "asks for 2000 cards";
        QTest::newRow("more than is free") << 1 << "asks for 600 cards; of 2 pools";
        QTest::newRow("another class") << 2 << "chip";
        QTest::newRow("all that could take it are down") << 3 << " is down";
        QTest::newRow("all that could take it are drained") << 4 << " is drained";
        QTest::newRow("nobody resolves them") << 5 << "does not answer";
        QTest::newRow("no precision") << 6 << "precision";
        QTest::newRow("its data is elsewhere")
            << 7 << "of 1 pools that could take it the most is free in " + zhongwei;
    }

    void whatHasNoPlaceSaysWhy()
    {
        QFETCH(int, which);
        QFETCH(QString, why);
        SubmitJob job = waiting("J.NEW", which == 0 ? 2'000 : which == 1 ? 600 : which == 7 ? 300 : 8);
        std::vector<Command> commands;
        const Target zhongwei{TargetKind::Pool, kZhongwei};
        const Target beijing{TargetKind::Pool, kBeijing};
        switch (which) {
        case 2:
            job.chipClass = "GPU-989";
            break;
        case 3:
            commands = {at(1, Fail{zhongwei}), at(1, Fail{beijing})};
            break;
        case 4:
            commands = {at(1, Drain{zhongwei}), at(1, Drain{beijing})};
            break;
        case 5:
            commands = {at(1, Fail{{TargetKind::IdentifierService, "SN.0"}})};
            break;
        case 7:
            commands = {at(2, AddDemand{"F.IN", "S.XIA", kZhongwei, 1e9, 1'000'000'000, {}, "", "J.NEW"})};
            break;
        default:
            break;
        }
        const GroundPtr ground = placeGround([&](pb::SnapshotFile& file) {
            if (which == 6) {
                for (pb::Pool& pool : *file.mutable_registry()->mutable_pools()) {
                    pool.mutable_chips(0)->mutable_per_card()->DeleteSubrange(0, 1); // of FP16
                    pool.mutable_declared()->DeleteSubrange(0, 1);
                }
            }
        });
        commands.push_back(at(2, job));
        const Run run = runOf(ground, documentOf(std::move(commands), 100));
        QCOMPARE(jobIn(run, "J.NEW").stage, JobStage::Queued);
        QVERIFY(!jobIn(run, "J.NEW").isPlacedByRun);
        const std::string told = detailOf(run, ChainKind::JobWaits, "J.NEW");
        QVERIFY2(told.find(why.toStdString()) != std::string::npos, told.c_str());
        checkChain(run);
    }

    void aJobIsPlacedByThePolicy_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("pool");
        QTest::newRow("first") << int(PlacementPolicy::FirstFit) << kBeijing;
        QTest::newRow("cheapest") << int(PlacementPolicy::LeastCost) << kZhongwei;
        QTest::newRow("greenest") << int(PlacementPolicy::LeastCarbon) << kBeijing;
        QTest::newRow("emptiest") << int(PlacementPolicy::Balanced) << kBeijing;
    }

    void aJobIsPlacedByThePolicy()
    {
        QFETCH(int, policy);
        QFETCH(QString, pool);
        const GroundPtr ground = placeGround(
            [](pb::SnapshotFile& file) {
                for (pb::Pool& one : *file.mutable_registry()->mutable_pools()) {
                    one.mutable_power()->set_green_ppm(one.id() == kZhongwei ? 100'000 : 900'000);
                }
            },
            placedBy(static_cast<PlacementPolicy>(policy)));
        const Run run = runOf(ground, documentOf({at(2, waiting("J.NEW", 100))}, 200));
        QCOMPARE(placeOfJob(run, "J.NEW"), pool.toStdString() + " 100;");
        QCOMPARE(detailOf(run, ChainKind::JobPlaced, "J.NEW"), pool.toStdString() + ": 100");
        QCOMPARE(story(run, {"J.NEW"}), std::string("2. command_began\n"
                                                    "2. job_placed J.NEW <- command_began\n"
                                                    "2. job_started J.NEW <- job_placed J.NEW\n"
                                                    "102. job_finished J.NEW <- job_started J.NEW\n"));
        QVERIFY(jobIn(run, "J.NEW").isPlacedByRun);
        QCOMPARE(run.sums.jobsPlaced, std::uint64_t{1});
    }

    /// The cheapest is full, or takes none: the next.
    void theNextBestIsTaken_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("full") << 0;
        QTest::newRow("down") << 1;
        QTest::newRow("drained") << 2;
        QTest::newRow("smaller") << 3;
        QTest::newRow("dearer") << 4;
        QTest::newRow("removed") << 5;
    }

    void theNextBestIsTaken()
    {
        QFETCH(int, which);
        const Target zhongwei{TargetKind::Pool, kZhongwei};
        const Action actions[]{Fail{zhongwei}, Drain{zhongwei}, ResizePool{kZhongwei, 0.75},
                               SetPrice{{kZhongwei, "", 0}, 3}, Remove{zhongwei}};
        std::vector<Command> commands;
        if (which > 0) {
            commands.push_back(at(1, actions[which - 1]));
        }
        commands.push_back(at(2, waiting("J.NEW", which == 0 ? 300 : 100)));
        const Run run = runOf(placeGround(), documentOf(std::move(commands), 50));
        QVERIFY2(placeOfJob(run, "J.NEW").starts_with(kBeijing), placeOfJob(run, "J.NEW").c_str());
    }

    void aPoolThatGrewTakesMore()
    {
        const Run run = runOf(
            placeGround(), documentOf({at(1, waiting("J.NEW", 1'500)), at(10, ResizePool{kBeijing, 3})}, 50));
        QVERIFY(std::abs(jobIn(run, "J.NEW").begin_s - 10) < 1e-9);
        QCOMPARE(placeOfJob(run, "J.NEW"), std::string(kBeijing) + " 1500;");
    }

    /// Jobs of the ground begin at once, those that wait as soon as cards are free, first come first.
    /// A job that finds its place at once got it because it waits, not because of what else happens then.
    void whatHappensAtTheSameTimeIsNoCause()
    {
        const GroundPtr ground =
            smallGround([](pb::SnapshotFile& file) { addQueued(file, "J.Q", 10, 100'000); });
        const Run run =
            runOf(ground, documentOf({command(Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true})}, 200));
        const auto placed = std::ranges::find_if(run.events, [](const ChainEvent& event) {
            return event.kind == ChainKind::JobPlaced && event.subject == "J.Q";
        });
        QVERIFY(placed != run.events.end());
        QCOMPARE(placed->cause, kNoCause);
    }

    void theQueueIsServedAsCardsComeFree()
    {
        const GroundPtr ground = placeGround([](pb::SnapshotFile& file) {
            addQueued(file, "J.000010", 250);
            addQueued(file, "J.000011", 380);
            addQueued(file, "J.000012", 380, 0);
            addQueued(file, "J.000013", 30);
        });
        const Run run = runOf(ground, documentOf({}, 300));
        checkCards(*ground, run);
        checkChain(run);
        // J.000012 came before the others: Beijing, the only one with so many.
        QCOMPARE(story(run, {"J.000011", "J.000012"}),
                 std::string("0. job_placed J.000012\n"
                             "0. job_started J.000012 <- job_placed J.000012\n"
                             "0. job_waits J.000011\n"
                             "49. job_finished J.000012 <- job_started J.000012\n"
                             "49. job_placed J.000011 <- job_finished J.000012\n"
                             "49. job_started J.000011 <- job_placed J.000011\n"
                             "99. job_finished J.000011 <- job_started J.000011\n"));
        QCOMPARE(placeOfJob(run, "J.000010"), std::string(kZhongwei) + " 250;");
        QCOMPARE(placeOfJob(run, "J.000013"), std::string(kZhongwei) + " 30;"); // passes J.000011
    }

    void whatFinishesMakesRoom()
    {
        const Run run =
            runOf(placeGround(), documentOf({at(1, waiting("J.A", 380, 20)), at(2, waiting("J.B", 390, 20)),
                                             at(3, waiting("J.C", 10, 20)), at(4, waiting("J.D", 390, 20))},
                                            100));
        QCOMPARE(story(run, {"J.B"}), std::string("1. command_began\n"
                                                  "2. command_began\n"
                                                  "2. job_waits J.B <- command_began\n"
                                                  "3. command_began\n"
                                                  "4. command_began\n"
                                                  "21. job_placed J.B <- job_finished J.A\n"
                                                  "21. job_started J.B <- job_placed J.B\n"
                                                  "41. job_finished J.B <- job_started J.B\n"));
        QVERIFY(std::abs(jobIn(run, "J.C").begin_s - 3) < 1e-9); // passes those that do not fit
        QVERIFY(std::abs(jobIn(run, "J.D").begin_s - 41) < 1e-6);
        checkCards(*placeGround(), run);
    }

    void whatComesBackMakesRoom()
    {
        const Run run = runOf(placeGround(), documentOf({at(1, Fail{{TargetKind::Pool, kBeijing}}, 30),
                                                         at(2, waiting("J.A", 380, 20)),
                                                         at(5, Fail{{TargetKind::Conduit, kDuct}}, 40)},
                                                        100));
        QVERIFY(std::abs(jobIn(run, "J.A").begin_s - 30) < 1e-9);
    }

    /// Its input is on the way; it starts when that is there.
    void itRunsWhereItsInputGoes()
    {
        const AddDemand input{"F.IN", "S.XIA", kBeijing, 10e9, 12'500'000'000, {}, "", "J.NEW"};
        const Run run = runOf(placeGround(), documentOf({at(1, waiting("J.NEW", 100)), at(1, input)}, 200));
        QCOMPARE(placeOfJob(run, "J.NEW"), std::string(kBeijing) + " 100;"); // though Zhongwei is cheaper
        QVERIFY(std::abs(jobIn(run, "J.NEW").begin_s - 11) < 1e-6);
    }

    /// Training across centres gets two pools and its lines.
    void trainingAcrossCentresGetsTwoPools()
    {
        SubmitJob job = waiting("J.NEW", 200);
        job.kind = "cross_train";
        job.wan_bps = 1e9;
        const Run run = runOf(placeGround(), documentOf({at(1, job)}, 50));
        QCOMPARE(jobIn(run, "J.NEW").placements.size(), std::size_t{2});
        QCOMPARE(jobIn(run, "J.NEW").cards, 200U);
        QVERIFY(flowIn(run, "J.NEW/wan/1").rate_bps > 0.99e9);
        QVERIFY(flowIn(run, "J.NEW/wan/2").rate_bps > 0.99e9);
        QVERIFY(jobIn(run, "J.NEW").speed > 0);
        job.wan_bps = 0;
        const auto refused = simulateRun(*placeGround(), documentOf({at(1, job)}, 50));
        QVERIFY(!refused && refused.error().reason.find("wan_bps") != std::string::npos);
    }

    /// A steady state has no course: what waits, waits.
    void inASteadyStateItWaits()
    {
        const SituationPtr now = after(placeGround(), {waiting("J.NEW", 100)});
        QCOMPARE(jobNamed(*now, "J.NEW").condition, JobCondition::Waiting);
    }

    void commandsAndPlacesGoTogether_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("cancelled while it waits") << 0;
        QTest::newRow("cancelled while it runs") << 1;
        QTest::newRow("moved") << 2;
        QTest::newRow("its command ends") << 3;
        QTest::newRow("other demand changes") << 4;
        QTest::newRow("cancelled for a while") << 5;
        QTest::newRow("its cards are counted") << 6;
    }

    void commandsAndPlacesGoTogether()
    {
        QFETCH(int, which);
        const GroundPtr ground = placeGround();
        std::vector<Command> commands{at(1, waiting("J.NEW", which == 0 ? 600 : 280, 1'000))};
        const SubmitJob other = [] {
            SubmitJob job = trainingOf(280, 10);
            job.id = "J.OTHER";
            return job;
        }();
        switch (which) {
        case 0:
            commands.push_back(at(5, CancelJob{"J.NEW"}));
            break;
        case 1:
            commands.push_back(at(5, CancelJob{"J.NEW"}));
            commands.push_back(at(6, other)); // its cards are free
            break;
        case 2:
            commands.push_back(at(5, MoveJob{"J.NEW", {{kBeijing, 280}}}));
            commands.push_back(at(6, other));
            break;
        case 3:
            commands[0].until = Moment{false, 5 * kSecond};
            commands.push_back(at(6, other));
            break;
        case 4:
            commands.push_back(at(5, ScaleDemand{{"background", "", 0}, 1.1}));
            break;
        case 5:
            commands.push_back(at(5, CancelJob{"J.NEW"}, 50));
            break;
        default:
            commands.push_back(at(6, other)); // there is no room for it
            break;
        }
        const auto run = simulateRun(*ground, documentOf(std::move(commands), 100));
        if (which == 6) {
            QVERIFY(run);
            const auto skipped = std::ranges::find(run->events, ChainKind::CommandSkipped, &ChainEvent::kind);
            QVERIFY(skipped != run->events.end());
            QVERIFY(skipped->subject.starts_with("commands.1: submit_job J.OTHER"));
            return;
        }
        QVERIFY2(run, run ? "" : run.error().text().c_str());
        checkChain(*run);
        const JobRun& job = jobIn(*run, "J.NEW");
        if (which == 0 || which == 1 || which == 3) {
            QCOMPARE(job.stage, JobStage::Cancelled);
        } else {
            QCOMPARE(job.stage, JobStage::Running);
            QCOMPARE(placeOfJob(*run, "J.NEW"), std::string(which == 2 ? kBeijing : kZhongwei) + " 280;");
        }
        if (which == 5) {
            QVERIFY(std::abs(job.up_h * 3'600 - 54) < 1e-6);
        }
        if (which == 1 || which == 2 || which == 3) {
            QCOMPARE(jobIn(*run, "J.OTHER").stage, JobStage::Finished);
        }
    }

    /// Of a nation: no pool ever has more than its cards, whatever fails, and the same bytes each time.
    void aNationsQueueIsServed()
    {
        const GroundPtr ground = nationGround();
        std::vector<Command> commands = *randomFailures(*ground, 6 * kHour, 5, {.scale = 200});
        for (unsigned i = 0; i < 60; ++i) {
            SubmitJob job = waiting(("J.W" + std::to_string(i)).c_str(), 8 * (1 + i * i % 97), 600 + 60 * i);
            job.chipClass = i % 3 == 0 ? "" : i % 3 == 1 ? "NPU-320" : "GPU-312";
            job.kind = i % 5 == 0 ? "cross_train" : "batch";
            job.wan_bps = i % 5 == 0 ? 10e9 : 0;
            commands.push_back(at(60.0 * i, job));
        }
        RunOptions options;
        options.mostEvents = 1'000'000;
        options.arrivals = *randomArrivals(*ground, 6 * kHour, {200, 400, 9});
        const Document document = documentOf(std::move(commands), 6 * 3'600);
        const Run run = runOf(ground, document, options);
        checkChain(run);
        checkCards(*ground, run);
        QVERIFY2(run.sums.jobsPlaced > 30, qPrintable(QString::number(run.sums.jobsPlaced)));
        QCOMPARE(run.counts[static_cast<std::size_t>(ChainKind::JobPlaced)], run.sums.jobsPlaced);
        for (const JobRun& job : run.jobs) {
            for (const auto& placed : job.placements) {
                QVERIFY(ground->world()->registry->find(twin::EntityKind::Pool, placed.poolId).has_value());
            }
        }
        QCOMPARE(runOf(ground, document, options).stateHash, run.stateHash);
    }

    void daysOfFailuresServeTheQueueToo()
    {
        const GroundPtr ground =
            placeGround([](pb::SnapshotFile& file) { addQueued(file, "J.000010", 250); });
        FailureDaysOptions options;
        options.days = 4;
        const auto days = simulateFailureDays(*ground, {}, options);
        QVERIFY(days);
        QVERIFY(std::ranges::any_of(days->jobs, [](const auto& job) { return job.id == "J.000010"; }));
    }
};

QTEST_GUILESS_MAIN(TstScenarioPlaces)
#include "tst_scenario_places.moc"
