#include "scenario_runs.h"

#include "twin/scenario/job_reach.h"
#include "twin/scenario/limit_check.h"

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

pb::Pool& poolOf(pb::SnapshotFile& file, const std::string& id)
{
    for (pb::Pool& pool : *file.mutable_registry()->mutable_pools()) {
        if (pool.id() == id) {
            return pool;
        }
    }
    qFatal("no pool %s", id.c_str());
}

using Change = std::function<void(pb::SnapshotFile&, pb::JobRequirement&)>;

/// J.000002 runs in Beijing with what is changed; 288 of Zhongwei's cards are free. Zhongwei promises a loss
/// of 10 ppm and 20 ms, 60 % of its power is green, a card and hour costs 3 CNY.
GroundPtr boundGround(const Change& change, pb::JobKind kind = pb::INTRA_TRAIN)
{
    return smallGround([&](pb::SnapshotFile& file) {
        poolOf(file, kZhongwei).mutable_sla()->set_loss_max_ppm(10);
        pb::Job& job = jobOf(file, "J.000002");
        job.set_kind(kind);
        job.set_start_ns(kSecond);
        job.set_expected_end_ns(kSecond + 2 * kHour);
        if (change) {
            change(file, *job.mutable_requirement());
        }
    });
}

const Action kMove = MoveJob{"J.000002", {{kZhongwei, 200}}};

/// What can be asked for at most, or is there.
void askForAll(pb::SnapshotFile& /*file*/, pb::JobRequirement& asked)
{
    asked.set_memory_bytes(64ULL << 30U);
    asked.add_allowed_adcodes(640'000);
    asked.add_allowed_adcodes(110'000);
    asked.set_loss_max_ppm(10);
    asked.set_green_min_ppm(600'000);
    asked.set_data_site("S.BEJ");
    asked.set_data_in_bytes(1'000'000);
    asked.set_latency_class(pb::MS_20);
    asked.set_budget_e4_cny(24'000'000); // 200 cards, 3 CNY, 4 h: half the cards take twice as long
}

/// Waits for a place from the beginning on.
pb::Job& addWaiting(pb::SnapshotFile& file, pb::JobKind kind = pb::BATCH, unsigned cards = 100)
{
    pb::Job& job = *file.mutable_workload()->add_jobs();
    job.set_id("J.Q");
    job.set_kind(kind);
    job.set_state(pb::QUEUED);
    job.mutable_requirement()->set_precision(pb::FP16);
    job.mutable_requirement()->set_chip_class("NPU-320");
    job.mutable_requirement()->set_cards(cards);
    job.set_start_ns(kSecond);
    job.set_expected_end_ns(kSecond + 100 * kSecond);
    return job;
}

std::string placeOfJob(const Run& run, const char* id)
{
    std::string out;
    for (const auto& placed : jobIn(run, id).placements) {
        out += placed.poolId + " " + std::to_string(placed.cards) + ";";
    }
    return out;
}

/// Whether another time might allow it: a run goes on without.
bool isOfTheTime(ReasonKind kind)
{
    return kind == ReasonKind::DataUnreachable || kind == ReasonKind::UsersUnreachable ||
           kind == ReasonKind::LatencyTooHigh || kind == ReasonKind::BudgetShort;
}

std::string waitsFor(const Run& run, const char* id)
{
    for (const ChainEvent& event : run.events) {
        if (event.kind == ChainKind::JobWaits && event.subject == id) {
            return event.detail;
        }
    }
    return "it does not wait";
}

} // namespace

Q_DECLARE_METATYPE(Change)

/// Where a registration lets its job be: by hand and in a run.
class TstScenarioLimits : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatARegistrationBoundsIsRefused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isCut");
        QTest::addColumn<int>("reason");
        QTest::addColumn<std::string>("told");
        const auto row = [](const char* name, const Change& change, ReasonKind reason, const char* told,
                            pb::JobKind kind = pb::INTRA_TRAIN, bool isCut = false) {
            std::string text = told;
            text.replace(text.find("POOL"), 4, kZhongwei);
            QTest::newRow(name) << change << int(kind) << isCut << int(reason) << text;
        };
        row(
            "precision", [](auto&, auto& asked) { asked.set_precision(pb::FP64); },
            ReasonKind::PrecisionMissing, "no card of POOL that the job can have computes in fp64");
        row(
            "memory", [](auto&, auto& asked) { asked.set_memory_bytes(80'000'000'000); },
            ReasonKind::MemoryShort, "a card of POOL has 68.72 GB of memory, 80 are asked for");
        row(
            "province",
            [](auto&, auto& asked) {
                asked.add_allowed_adcodes(110'000);
                asked.add_allowed_adcodes(130'000);
            },
            ReasonKind::ProvinceClosed, "POOL is in the province 640000, the job may run in 110000, 130000");
        row(
            "loss", [](auto&, auto& asked) { asked.set_loss_max_ppm(1); }, ReasonKind::LossTooHigh,
            "POOL promises a packet loss of 10 ppm, 1 at most are asked for");
        row(
            "a loss that nobody promises",
            [](auto& file, auto& asked) {
                poolOf(file, kZhongwei).mutable_sla()->set_loss_max_ppm(0);
                asked.set_loss_max_ppm(1);
            },
            ReasonKind::LossUnsaid, "POOL says nothing of packet loss, 1 ppm at most are asked for");
        row(
            "green", [](auto&, auto& asked) { asked.set_green_min_ppm(755'000); }, ReasonKind::GreenShort,
            "60 % of the power of POOL is green, 75.5 % are asked for");
        row(
            "its data is cut off", [](auto&, auto& asked) { asked.set_data_site("S.BEJ"); },
            ReasonKind::DataUnreachable, "no way leads to POOL from S.BEJ, where the job's data is",
            pb::INTRA_TRAIN, true);
        row(
            "its users are cut off", [](auto&, auto& asked) { asked.set_latency_class(pb::MS_20); },
            ReasonKind::UsersUnreachable, "no way leads to POOL from S.BEJ, where the job's users are",
            pb::INFER, true);
        row(
            "too far from its users", [](auto&, auto& asked) { asked.set_latency_class(pb::MS_5); },
            ReasonKind::LatencyTooHigh, "POOL is 9.28 ms one way from S.BEJ, the job's latency class is 5 ms",
            pb::INFER);
        row(
            "too far from its data",
            [](auto&, auto& asked) {
                asked.set_latency_class(pb::MS_1);
                asked.set_data_site("S.XIA");
            },
            ReasonKind::LatencyTooHigh,
            "POOL is 3.38 ms one way from S.XIA, the job's latency class is 1 ms");
        row(
            "another class", [](auto&, auto& asked) { asked.set_latency_class(pb::MS_5); },
            ReasonKind::ClassTooHigh, "POOL promises a latency class of 20 ms, the job's is 5 ms");
        row(
            "a class that nobody promises",
            [](auto& file, auto& asked) {
                poolOf(file, kZhongwei).mutable_sla()->clear_latency_class();
                asked.set_latency_class(pb::MS_20);
            },
            ReasonKind::ClassUnsaid, "POOL promises no latency class, the job's is 20 ms");
        row(
            "budget", [](auto&, auto& asked) { asked.set_budget_e4_cny(20'000'000); },
            ReasonKind::BudgetShort, "until it ends it costs 2400 CNY in POOL, its budget is 2000 CNY");
    }

    void whatARegistrationBoundsIsRefused()
    {
        QFETCH(Change, change);
        QFETCH(int, kind);
        QFETCH(bool, isCut);
        QFETCH(int, reason);
        QFETCH(std::string, told);
        const GroundPtr ground = boundGround(change, static_cast<pb::JobKind>(kind));
        const Action cut = Fail{{TargetKind::Conduit, "D.BEJ~XIA"}};
        const ForkPtr fork = isCut ? forkOf(ground, {cut}) : Fork::root(ground);
        const auto moved = fork->with(command(kMove));
        QVERIFY(!moved);
        QCOMPARE(moved.error().because.kind, static_cast<ReasonKind>(reason));
        QCOMPARE(moved.error().because.subject, (Target{TargetKind::Pool, kZhongwei}));
        QCOMPARE(moved.error().reason, told);
        // The dry run says the same, and where.
        const std::vector<Command> commands =
            isCut ? std::vector{command(cut), command(kMove)} : std::vector{command(kMove)};
        const auto verdicts = Schedule(*ground, commands).check();
        QVERIFY(!verdicts.back().touch);
        QCOMPARE(text(verdicts.back().reason), told);
        const auto run = simulateRun(*ground, documentOf(commands, 100));
        QCOMPARE(run.has_value(), isOfTheTime(static_cast<ReasonKind>(reason)));
        if (run) {
            const auto skipped = std::ranges::find(run->events, ChainKind::CommandSkipped, &ChainEvent::kind);
            QVERIFY(skipped != run->events.end());
            QCOMPARE(skipped->detail, told);
        } else {
            QVERIFY2(run.error().reason.starts_with("commands."), run.error().reason.c_str());
        }
        // Without that bound it moves.
        QVERIFY(forkOf(boundGround({}, static_cast<pb::JobKind>(kind)), {kMove}) != nullptr);
    }

    void whatIsWithinAllBoundsMovesAsBefore()
    {
        const SituationPtr bound = after(boundGround(askForAll), {kMove});
        const SituationPtr free = after(boundGround({}), {kMove});
        QCOMPARE(bound->stateHash, free->stateHash);
        QCOMPARE(jobNamed(*bound, "J.000002").job->placements[0].poolId, std::string(kZhongwei));
    }

    void undoBringsTheHashBack()
    {
        const GroundPtr ground = boundGround(askForAll, pb::INFER);
        const ForkPtr root = Fork::root(ground);
        const std::string before = situationOf(root)->stateHash;
        const auto moved = root->with(command(kMove));
        QVERIFY2(moved, moved ? "" : moved.error().reason.c_str());
        QVERIFY(situationOf(*moved)->stateHash != before);
        QVERIFY(!(*moved)->with(command(MoveJob{"J.000002", {{kBeijing, 4'000}}})));
        QCOMPARE(situationOf((*moved)->parent())->stateHash, before);
        QCOMPARE(situationOf(Fork::root(boundGround(askForAll, pb::INFER)))->stateHash, before);
    }

    /// It is there: what it does within its pool, and what stays where it is, is nobody's question.
    void ofWhereItIsNothingIsAsked()
    {
        const GroundPtr ground = boundGround([](auto&, auto& asked) { asked.add_allowed_adcodes(640'000); });
        QVERIFY(forkOf(ground, {MoveJob{"J.000002", {{kBeijing, 200}}}}) != nullptr);
        QVERIFY(forkOf(ground, {MoveJob{"J.000002", {{kBeijing, 200}, {kZhongwei, 200}}}}) != nullptr);
    }

    /// Nor is its budget: fewer cards where it is cost no more.
    void withinItsPoolsTheBudgetIsNotAsked()
    {
        const GroundPtr ground = boundGround([](auto&, auto& asked) { asked.set_budget_e4_cny(10'000); });
        QVERIFY(forkOf(ground, {MoveJob{"J.000002", {{kBeijing, 100}}}}) != nullptr);
        const auto moved = Fork::root(ground)->with(command(kMove));
        QVERIFY(!moved);
        QCOMPARE(moved.error().because.kind, ReasonKind::BudgetShort);
    }

    /// A service that waits is held to the users its flow names, in the queue of a run and when it is moved.
    void aQueuedServiceIsBoundToItsUsers()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            addWaiting(file, pb::INFER).mutable_requirement()->set_latency_class(pb::MS_5);
            pb::Flow& flow = *file.mutable_workload()->add_flows();
            flow.set_id("F.USERS");
            flow.set_job_id("J.Q");
            flow.set_src("S.BEJ");
            flow.set_dst(kBeijing);
            flow.set_rate_requested_bps(1e9);
        });
        QCOMPARE(placeOfJob(runOf(ground, documentOf({}, 50)), "J.Q"), std::string(kBeijing) + " 100;");
        const auto moved = Fork::root(ground)->with(command(MoveJob{"J.Q", {{kZhongwei, 100}}}));
        QVERIFY(!moved);
        QCOMPARE(moved.error().because.kind, ReasonKind::LatencyTooHigh);
        QVERIFY(forkOf(ground, {MoveJob{"J.Q", {{kBeijing, 100}}}}) != nullptr);
    }

    /// The budget is for what is left when the command begins, at the prices that are in force.
    void theBudgetIsOfWhatIsLeft()
    {
        const GroundPtr ground = boundGround([](auto&, auto& asked) { asked.set_budget_e4_cny(13'000'000); });
        const auto refusalOf = [&](std::vector<Command> commands) {
            const auto verdicts = Schedule(*ground, commands).check();
            return verdicts.back().touch ? std::string() : text(verdicts.back().reason);
        };
        QVERIFY(refusalOf({at(0, kMove)}).find("costs 2400 CNY") != std::string::npos);
        QCOMPARE(refusalOf({at(3'600, kMove)}), std::string()); // 1,200
        QVERIFY(refusalOf({at(1, SetPrice{{kZhongwei, "", 0}, 2}), at(3'600, kMove)}).find("2400 CNY") !=
                std::string::npos);
        QCOMPARE(refusalOf({at(1, SetPrice{{kZhongwei, "", 0}, 0.5}), at(3, kMove)}), std::string());
    }

    /// In a run, when the move begins: not again at the price that is back afterwards.
    void aMoveIsJudgedWhenItBegins()
    {
        const GroundPtr ground = boundGround([](auto&, auto& asked) { asked.set_budget_e4_cny(13'000'000); });
        const SetPrice half{{kZhongwei, "", 0}, 0.5};
        const Run moved = runOf(ground, documentOf({at(1, half, 100), at(3, kMove)}, 200));
        QCOMPARE(moved.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)], std::uint64_t{0});
        QCOMPARE(placeOfJob(moved, "J.000002"), std::string(kZhongwei) + " 200;");
        const Run late = runOf(ground, documentOf({at(1, half, 100), at(150, kMove)}, 200));
        QCOMPARE(late.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)], std::uint64_t{1});
    }

    void aPoolThatIsAddedIsAskedToo()
    {
        const GroundPtr ground = boundGround([](auto&, auto& asked) {
            asked.set_green_min_ppm(755'000);
            asked.set_latency_class(pb::MS_20);
        });
        const ForkPtr more = forkOf(ground, {AddPool{"CN.64.E001.640500-002", kZhongwei, 1}});
        const auto moved = more->with(command(MoveJob{"J.000002", {{"CN.64.E001.640500-002", 200}}}));
        QVERIFY(!moved);
        QCOMPARE(moved.error().because.kind, ReasonKind::GreenShort);
        const GroundPtr near =
            boundGround([](auto&, auto& asked) { asked.set_latency_class(pb::MS_5); }, pb::INFER);
        const auto far = forkOf(near, {AddPool{"CN.64.E001.640500-002", kZhongwei, 1}})
                             ->with(command(MoveJob{"J.000002", {{"CN.64.E001.640500-002", 200}}}));
        QVERIFY(!far);
        QCOMPARE(far.error().because.kind, ReasonKind::LatencyTooHigh);
    }

    /// A job that waits gets a place only where its registration lets it be: Beijing, not the cheaper
    /// Zhongwei.
    void aRunPlacesWithinTheBounds_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* name, const Change& change, const QString& place) {
            QTest::newRow(name) << change << place;
        };
        const QString beijing = QString::fromLatin1(kBeijing) + " 100;";
        row("nothing", {}, QString::fromLatin1(kZhongwei) + " 100;");
        row(
            "province", [](auto&, auto& asked) { asked.add_allowed_adcodes(110'000); }, beijing);
        row(
            "memory",
            [](auto& file, auto& asked) {
                poolOf(file, kBeijing).mutable_chips(0)->set_memory_bytes(100'000'000'000);
                asked.set_memory_bytes(90'000'000'000);
            },
            beijing);
        row(
            "green",
            [](auto& file, auto& asked) {
                poolOf(file, kBeijing).mutable_power()->set_green_ppm(900'000);
                asked.set_green_min_ppm(800'000);
            },
            beijing);
        row(
            "loss",
            [](auto& file, auto& asked) {
                poolOf(file, kBeijing).mutable_sla()->set_loss_max_ppm(1);
                asked.set_loss_max_ppm(1);
            },
            beijing);
        row(
            "its data",
            [](auto&, auto& asked) {
                asked.set_data_site("S.BEJ");
                asked.set_latency_class(pb::MS_1);
            },
            beijing);
        row(
            "class",
            [](auto& file, auto& asked) {
                poolOf(file, kBeijing).mutable_sla()->set_latency_class(pb::MS_5);
                asked.set_latency_class(pb::MS_5);
            },
            beijing);
        row(
            "budget",
            [](auto&, auto& asked) { asked.set_budget_e4_cny(1'000'000); }, // 100 cards, 100 s, 2 CNY: 5.6
            QString::fromLatin1(kZhongwei) + " 100;");
        row(
            "no budget for any", [](auto&, auto& asked) { asked.set_budget_e4_cny(50'000); }, QString());
        row(
            "FLOPS alone",
            [](auto&, auto& asked) {
                asked.set_cards(0);
                asked.set_gflops(100 * 320'000 - 5);
            },
            QString::fromLatin1(kZhongwei) + " 100;");
    }

    void aRunPlacesWithinTheBounds()
    {
        QFETCH(Change, change);
        QFETCH(QString, place);
        const GroundPtr ground = smallGround([&](pb::SnapshotFile& file) {
            poolOf(file, kZhongwei).mutable_prices(0)->set_e4_cny_per_card_hour(20'000);
            pb::Job& job = addWaiting(file);
            if (change) {
                change(file, *job.mutable_requirement());
            }
        });
        const Document document = documentOf({}, 50);
        const Run run = runOf(ground, document);
        QCOMPARE(QString::fromStdString(placeOfJob(run, "J.Q")), place);
        QCOMPARE(runOf(ground, document).stateHash, run.stateHash);
        if (place.isEmpty()) {
            const std::string told = waitsFor(run, "J.Q");
            QVERIFY2(told.starts_with("budget: asks for"), told.c_str());
        }
    }

    void whatBindsIsToldOfWhatWaits_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<std::string>("told");
        const auto row = [](const char* name, const Change& change, const char* told) {
            QTest::newRow(name) << change << std::string(told);
        };
        row(
            "province", [](auto&, auto& asked) { asked.add_allowed_adcodes(440'000); }, "province: ");
        row(
            "memory", [](auto&, auto& asked) { asked.set_memory_bytes(80'000'000'000); }, "memory: ");
        row(
            "green", [](auto&, auto& asked) { asked.set_green_min_ppm(990'000); }, "green: ");
        row(
            "loss", [](auto&, auto& asked) { asked.set_loss_max_ppm(1); }, "loss: ");
        row(
            "class", [](auto&, auto& asked) { asked.set_latency_class(pb::MS_5); }, "latency: ");
        row(
            "latency",
            [](auto&, auto& asked) {
                asked.set_latency_class(pb::MS_1);
                asked.set_data_site("S.XIA"); // 3.38 ms to Zhongwei, 5.93 to Beijing
            },
            "latency: ");
    }

    void whatBindsIsToldOfWhatWaits()
    {
        QFETCH(Change, change);
        QFETCH(std::string, told);
        const GroundPtr ground = smallGround(
            [&](pb::SnapshotFile& file) { change(file, *addWaiting(file).mutable_requirement()); });
        const Run run = runOf(ground, documentOf({}, 50));
        QCOMPARE(placeOfJob(run, "J.Q"), std::string());
        const std::string why = waitsFor(run, "J.Q");
        QVERIFY2(why.starts_with(told), why.c_str());
    }

    /// What is cut on the way to its data counts as of when it is cut, and no longer.
    void aCutClosesPoolsForWhatNeedsItsData()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            poolOf(file, kZhongwei).mutable_prices(0)->set_e4_cny_per_card_hour(20'000);
            addWaiting(file).mutable_requirement()->set_data_site("S.BEJ");
        });
        const Fail cut{{TargetKind::Conduit, "D.BEJ~XIA"}};
        QCOMPARE(placeOfJob(runOf(ground, documentOf({}, 50)), "J.Q"), std::string(kZhongwei) + " 100;");
        QCOMPARE(placeOfJob(runOf(ground, documentOf({at(0, cut)}, 50)), "J.Q"),
                 std::string(kBeijing) + " 100;");
        const Run waits =
            runOf(ground, documentOf({at(0, cut, 20), at(0, Drain{{TargetKind::Pool, kBeijing}})}, 50));
        QCOMPARE(placeOfJob(waits, "J.Q"), std::string(kZhongwei) + " 100;");
        QVERIFY(std::abs(jobIn(waits, "J.Q").begin_s - 20) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(TstScenarioLimits)
#include "tst_scenario_limits.moc"
