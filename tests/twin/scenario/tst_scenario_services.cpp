#include "scenario_runs.h"

#include "twin/network/shortest_paths.h"
#include "twin/scenario/job_reach.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/report_json.h"
#include "twin/scenario/run_csv.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <memory>

using namespace scenario_test;
using twin::TimeNs;

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

/// J.000002 serves from Zhongwei, whose short way (3.38 ms) leads to Xi'an and the other (0.98 ms) to
/// Yinchuan, with a class of 5 ms.
GroundPtr serviceGround(const std::function<void(pb::Job&)>& change = {}, GroundOptions options = {})
{
    return smallGround(
        [&](pb::SnapshotFile& file) {
            pb::Job& job = jobOf(file, "J.000002");
            job.set_kind(pb::INFER);
            job.mutable_placements(0)->set_pool_id(kZhongwei);
            job.mutable_placements(0)->set_cards(200);
            job.mutable_requirement()->set_latency_class(pb::MS_5);
            job.mutable_requirement()->set_data_site("S.XIA");
            if (change) {
                change(job);
            }
        },
        options);
}

const Fail kCut{{TargetKind::Conduit, kDuct}}; ///< then by Yinchuan: 3.5 + 0.98 ms
const Fail kCutBoth{{TargetKind::Conduit, kOtherDuct}};

TimeNs latencyIn(const Situation& situation)
{
    return jobNamed(situation, "J.000002").latency.value_or(-1);
}

std::vector<const ChainEvent*> eventsOf(const Run& run, ChainKind kind)
{
    std::vector<const ChainEvent*> out;
    for (const ChainEvent& event : run.events) {
        if (event.kind == kind && event.subject == "J.000002") {
            out.push_back(&event);
        }
    }
    return out;
}

} // namespace

/// Inference services and the latency class they are held against.
class TstScenarioServices : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void usersAreWhereTheRegistrationSays_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<std::string>("users");
        QTest::newRow("by its data") << 0 << std::string("S.XIA");
        QTest::newRow("nobody says: the nearest core site") << 1 << std::string("S.YCH");
        QTest::newRow("by a flow that leads to it") << 2 << std::string("S.BEJ");
        QTest::newRow("a transfer is none") << 3 << std::string("S.XIA");
        QTest::newRow("a queued one") << 4 << std::string();
        QTest::newRow("a queued one that says it") << 6 << std::string("S.BEJ");
        QTest::newRow("without a class") << 5 << std::string();
    }

    void usersAreWhereTheRegistrationSays()
    {
        QFETCH(int, which);
        QFETCH(std::string, users);
        const GroundPtr ground = smallGround([&](pb::SnapshotFile& file) {
            pb::Job& job = jobOf(file, "J.000002");
            job.set_kind(pb::INFER);
            job.mutable_placements(0)->set_pool_id(kZhongwei);
            job.mutable_placements(0)->set_cards(200);
            job.mutable_requirement()->set_latency_class(which == 5 ? pb::LATENCY_UNSPECIFIED : pb::MS_5);
            if (which == 0 || which == 2 || which == 3) {
                job.mutable_requirement()->set_data_site("S.XIA");
            }
            if (which == 2 || which == 3 || which == 6) {
                pb::Flow& flow = *file.mutable_workload()->add_flows();
                flow.set_id("F.USERS");
                flow.set_job_id("J.000002");
                flow.set_src("S.BEJ");
                flow.set_dst(kZhongwei);
                flow.set_rate_requested_bps(1e9);
                flow.set_bytes_total(which == 3 ? 1'000'000'000 : 0);
            }
            if (which == 4 || which == 6) {
                job.clear_placements();
                job.set_state(pb::QUEUED);
            }
        });
        QCOMPARE(ground->reach().usersOf("J.000002"), users);
        QCOMPARE(ground->reach().usersOf("J.NONE"), std::string());
    }

    void aSteadyStateSaysHowFarUsersAre()
    {
        const GroundPtr ground = serviceGround();
        QCOMPARE(latencyIn(*ground->before()), TimeNs{3'382'000});
        QCOMPARE(ground->before()->totals.jobsTooFar, 0U);
        const SituationPtr cut = after(ground, {kCut});
        QCOMPARE(latencyIn(*cut), TimeNs{4'481'000});
        QCOMPARE(cut->totals.jobsTooFar, 0U); // within 5 ms
        const SituationPtr gone = after(ground, {kCut, kCutBoth});
        QCOMPARE(latencyIn(*gone), twin::network::kUnreachable);
        QCOMPARE(gone->totals.jobsTooFar, 1U);
        // Of a pool that is down, that is what happened.
        const SituationPtr down = after(ground, {Fail{{TargetKind::Pool, kZhongwei}}});
        QVERIFY(!jobNamed(*down, "J.000002").latency);
        QCOMPARE(down->totals.jobsTooFar, 0U);
        QCOMPARE(jobNamed(*down, "J.000002").condition, JobCondition::Stopped);
    }

    void whatTakesExactlyAsLongIsWithin()
    {
        const registryJob job = boundTo(5);
        QVERIFY(!missesClass(job, 5 * kMillisecond));
        QVERIFY(missesClass(job, 5 * kMillisecond + 1));
    }

    void aMissIsInTheOutcome()
    {
        const GroundPtr ground = serviceGround([](pb::Job& job) { job.set_tenant_id("tenant-7"); });
        const SituationPtr cut = after(ground, {kCut, Fail{{TargetKind::Conduit, "D.XIA~YCH"}}});
        const Outcome outcome = compare(*ground, ground->before(), cut);
        const auto row = std::ranges::find(outcome.jobs, std::string("J.000002"), &JobChange::id);
        QVERIFY(row != outcome.jobs.end());
        QCOMPARE(row->latencyClass_ms, 5U);
        QCOMPARE(row->latency_ms.before, 3.382);
        QVERIFY(std::isinf(row->latency_ms.after));
        QVERIFY(row->missesLatency.after && !row->missesLatency.before);
        const auto tenant = std::ranges::find(outcome.tenants, std::string("tenant-7"), &Rollup::id);
        QVERIFY(tenant != outcome.tenants.end());
        QCOMPARE(tenant->more(&OwnerSums::jobsTooFar), 1);
        const std::string csv = outcomeCsv(outcome, {});
        QVERIFY2(csv.find("job,J.000002,too_far,0,1,1\n") != std::string::npos, csv.c_str());
        QVERIFY(csv.find("job,J.000002,latency_ms,3.382,,\n") != std::string::npos);
        nlohmann::ordered_json answer;
        describeOutcome(answer, outcome, {});
        QCOMPARE(answer["after"]["jobs_too_far"].get<int>(), 1);
        QCOMPARE(answer["difference"]["jobs_too_far"].get<int>(), 1);
    }

    void undoBringsTheHashBack()
    {
        const GroundPtr ground = serviceGround();
        const ForkPtr cut = forkOf(ground, {kCut});
        QVERIFY(situationOf(cut)->stateHash != ground->before()->stateHash);
        QCOMPARE(situationOf(cut->parent())->stateHash, ground->before()->stateHash);
        QCOMPARE(after(ground, {kCut, Restore{kCut.target}})->stateHash, ground->before()->stateHash);
    }

    /// On any number of threads, and whatever was looked at before.
    void theHashIsTheSameOnAnyThreads()
    {
        GroundOptions two;
        two.threads = 2;
        QCOMPARE(after(serviceGround({}, two), {kCut})->stateHash, after(serviceGround(), {kCut})->stateHash);
        // A way of the ground that is whole is that which would be found anew.
        const GroundPtr ground = nationGround();
        const std::string conduit = backbone(*ground).front();
        const SituationPtr cut = after(ground, {Fail{{TargetKind::Conduit, conduit}}});
        const auto asWhole = after(ground, {Fail{{TargetKind::Conduit, conduit}}, addedLink(*ground)});
        std::size_t compared = 0;
        for (const JobSituation& job : cut->jobs) {
            QCOMPARE(jobNamed(*asWhole, job.job->id).latency, job.latency);
            compared += job.latency ? 1 : 0;
        }
        QVERIFY2(compared > 50, qPrintable(QString::number(compared)));
    }

    void aRunTellsWhatCameOfACut()
    {
        const GroundPtr ground =
            serviceGround([](pb::Job& job) { job.mutable_requirement()->set_data_site("S.BEJ"); }); // 9.28 ms
        const GroundPtr far = serviceGround([](pb::Job& job) {
            job.mutable_requirement()->set_data_site("S.BEJ");
            job.mutable_requirement()->set_latency_class(pb::MS_20);
        });
        // It missed its class before: counted, not told.
        const Run always = runOf(ground, documentOf({}, 3'600));
        QCOMPARE(eventsOf(always, ChainKind::LatencyMissed).size(), std::size_t{0});
        QCOMPARE(always.sums.jobsTooFar, std::uint64_t{1});
        QVERIFY(std::abs(jobIn(always, "J.000002").tooFar_h - 1) < 1e-9);
        // A cut of its way: none is left, told with its cause, and when it is back.
        const Document document =
            documentOf({at(10, Fail{{TargetKind::Conduit, "D.BEJ~XIA"}}, 1'810)}, 3'600);
        const Run run = runOf(far, document);
        checkChain(run);
        QCOMPARE(story(run, {"J.000002"}),
                 std::string("10. command_began\n"
                             "10. job_stopped J.000002 <- command_began\n" // the smaller part
                             "10. latency_missed J.000002 <- command_began\n"
                             "1810. command_ended\n"
                             "1810. job_resumed J.000002 <- command_ended\n"
                             "1810. latency_met J.000002 <- command_ended\n"));
        const ChainEvent& missed = *eventsOf(run, ChainKind::LatencyMissed).at(0);
        QCOMPARE(missed.class_ms, 20U);
        QVERIFY(std::abs(missed.before - 9.282) < 1e-9);
        QVERIFY(std::isinf(missed.after));
        QVERIFY(std::abs(eventsOf(run, ChainKind::LatencyMet).at(0)->after - 9.282) < 1e-9);
        QCOMPARE(run.sums.jobsTooFar, std::uint64_t{1});
        QVERIFY(std::abs(run.sums.jobHoursTooFar - 0.5) < 1e-9);
        QVERIFY(runCsv(run).find("run_job,J.000002,too_far_h,,0.5,\n") != std::string::npos);
        QCOMPARE(runOf(far, document).stateHash, run.stateHash);
        // Unlisted it is counted all the same.
        RunOptions silent;
        silent.mostEvents = 0;
        QCOMPARE(runOf(far, document, silent).sums.jobHoursTooFar, run.sums.jobHoursTooFar);
    }

    void aLongerWayIsToldInMilliseconds()
    {
        const GroundPtr ground = serviceGround([](pb::Job& job) {
            job.mutable_requirement()->set_data_site("S.YCH");
            job.mutable_requirement()->set_latency_class(pb::MS_5);
        });
        // 0.98 ms, then by Xi'an: 3.5 + 3.38 ms.
        const Run run = runOf(ground, documentOf({at(1, kCutBoth)}, 100));
        const ChainEvent& missed = *eventsOf(run, ChainKind::LatencyMissed).at(0);
        QVERIFY(std::abs(missed.before - 0.981) < 1e-9);
        QVERIFY(std::abs(missed.after - 6.882) < 1e-9);
        QCOMPARE(run.events[missed.cause].subject, std::string("commands.0: fail conduit ") + kOtherDuct);
        QCOMPARE(jobIn(run, "J.000002").latency_ms, missed.after);
    }

    /// A move ends it: where it is now, it is near.
    void whatMovesNearItsUsersMeetsItsClassAgain()
    {
        const GroundPtr ground = serviceGround([](pb::Job& job) {
            job.mutable_requirement()->set_data_site("S.BEJ");
            job.mutable_requirement()->set_latency_class(pb::MS_20);
        });
        const Run run = runOf(ground, documentOf({at(1, Fail{{TargetKind::Conduit, "D.BEJ~XIA"}}),
                                                  at(20, MoveJob{"J.000002", {{kBeijing, 200}}})},
                                                 100));
        QCOMPARE(eventsOf(run, ChainKind::LatencyMissed).size(), std::size_t{1});
        const ChainEvent& met = *eventsOf(run, ChainKind::LatencyMet).at(0);
        QCOMPARE(met.time - run.begin, 20 * kSecond);
        QVERIFY(run.events[met.cause].subject.starts_with("commands.1: move_job"));
        QVERIFY(std::abs(met.after - 0.1235) < 1e-9);
        QVERIFY(std::abs(jobIn(run, "J.000002").tooFar_h * 3'600 - 19) < 1e-6);
    }

    void usersThatAreCutOffAreToldToo()
    {
        const GroundPtr ground =
            serviceGround([](pb::Job& job) { job.mutable_requirement()->set_data_site("S.YCH"); });
        const Fail gone{{TargetKind::Site, "S.YCH"}};
        const Run run = runOf(ground, documentOf({at(1, gone, 20)}, 100));
        QCOMPARE(story(run, {"J.000002"}), std::string("1. command_began\n"
                                                       "1. latency_missed J.000002 <- command_began\n"
                                                       "20. command_ended\n"
                                                       "20. latency_met J.000002 <- command_ended\n"));
    }

    /// At the end of a run everything is as far as in the steady state then.
    void aRunAgreesWithTheSteadyState()
    {
        const GroundPtr ground = steadyNation();
        std::vector<Command> commands;
        const auto conduits = backbone(*ground);
        for (std::size_t i = 0; i < 6; ++i) {
            commands.push_back(at(10.0 * static_cast<double>(i),
                                  Fail{{TargetKind::Conduit, conduits[i * 7 % conduits.size()]}}));
        }
        const Document document = documentOf(commands, 100);
        const Run run = runOf(ground, document);
        checkChain(run);
        const auto edits = Schedule(*ground, document.commands).editsAt(run.end);
        QVERIFY(edits);
        const auto now = evaluate(*ground, std::make_shared<const Edits>(*edits));
        QVERIFY(now);
        std::size_t compared = 0;
        for (const JobSituation& job : (*now)->jobs) {
            if (!job.latency) {
                continue;
            }
            ++compared;
            const double ms = *job.latency == twin::network::kUnreachable
                                  ? std::numeric_limits<double>::infinity()
                                  : static_cast<double>(*job.latency) / 1e6;
            QCOMPARE(jobIn(run, job.job->id).latency_ms, ms);
        }
        QVERIFY(compared > 50);
    }

    /// As docs/scenarios.md has it.
    void theDemosCutsTakeServicesOutOfTheirClass()
    {
        auto nation = twin::generate::generateNational({});
        QVERIFY(nation);
        const GroundPtr ground = groundOf(nation->file);
        QCOMPARE(std::ranges::count_if(ground->before()->jobs,
                                       [](const JobSituation& job) { return job.latency.has_value(); }),
                 std::ptrdiff_t{400});
        QCOMPARE(ground->before()->totals.jobsTooFar, 7U);
        const auto more = [&](const char* conduit) {
            return after(ground, {Fail{{TargetKind::Conduit, conduit}}})->totals.jobsTooFar - 7;
        };
        QCOMPARE(more("D.CQG~CTU"), 33U);
        QCOMPARE(more("D.CKG~CQG"), 24U);
        QCOMPARE(more("D.CKG~KWE"), 24U);
    }

  private:
    using registryJob = twin::registry::Job;

    static registryJob boundTo(std::uint32_t class_ms)
    {
        registryJob out;
        out.limits.latencyClass_ms = class_ms;
        return out;
    }

    /// So slow that nobody goes by it: another network, the same ways.
    static AddLink addedLink(const Ground& ground)
    {
        const auto& registry = *ground.world()->registry;
        const auto like = std::ranges::find(registry.links, twin::registry::LinkKind::Backbone,
                                            &twin::registry::Link::kind);
        AddLink out;
        out.id = "L.NEW";
        out.a = registry.endpointId(like->a);
        out.b = registry.endpointId(like->b);
        out.carrier = registry[like->carrier].id;
        out.capacity_bps = 1'000'000'000;
        out.delay = kSecond;
        return out;
    }
};

QTEST_GUILESS_MAIN(TstScenarioServices)
#include "tst_scenario_services.moc"
