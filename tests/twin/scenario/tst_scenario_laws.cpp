#include "scenario_runs.h"

#include "twin/scenario/storm.h"
#include "twin/support/rng.h"

#include <thread>

using namespace scenario_test;

/// What holds of every run: it ends in the steady state, conserves what it counts, and is the same every
/// time.
class TstScenarioLaws : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aRunEndsAsTheSteadyState_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 4; ++i) {
            QTest::addRow("%d", i) << i;
        }
    }

    void aRunEndsAsTheSteadyState()
    {
        QFETCH(int, which);
        const GroundPtr small = smallGround(makeSteady);
        const GroundPtr nation = steadyNation();
        const std::vector<std::string> ducts = backbone(*nation);
        const auto& link =
            *std::ranges::find(nation->world()->registry->links, twin::registry::LinkKind::Backbone,
                               &twin::registry::Link::kind);
        AddLink added;
        added.id = "L.NEW";
        added.a = nation->world()->registry->endpointId(link.a);
        added.b = nation->world()->registry->endpointId(link.b);
        added.carrier = (*nation->world()->registry)[link.carrier].id;
        added.capacity_bps = 400'000'000'000;
        added.delay = link.delay / 2 + 1;
        switch (which) {
        case 0:
            checkAgainstSteadyState(
                small, documentOf({at(1, Degrade{{TargetKind::Link, kAccess}, 0.45}),
                                   at(2, ScaleDemand{{"rdma", "", 0}, 1.5}),
                                   at(3, MoveJob{"J.000003", {{kBeijing, 300}, {kZhongwei, 200}}}),
                                   at(4, Fail{{TargetKind::Conduit, "D.BEJ~XIA"}}, 6)},
                                  10));
            break;
        case 1:
            checkAgainstSteadyState(nation, documentOf({at(1, Fail{{TargetKind::Conduit, ducts[3]}}),
                                                        at(2, Fail{{TargetKind::Conduit, ducts[20]}}, 5),
                                                        at(3, Fail{{TargetKind::Conduit, ducts[31]}}),
                                                        at(4, ScaleDemand{{"background", "", 0}, 1.4}),
                                                        at(7, Degrade{{TargetKind::Conduit, ducts[9]}, 0.3})},
                                                       10));
            break;
        case 2:
            checkAgainstSteadyState(
                nation, documentOf({at(1, Fail{{TargetKind::Conduit, ducts[7]}}), at(2, added),
                                    at(3, SetPolicy{RoutingCost::Hops, {}}, 6),
                                    at(4, Fail{{TargetKind::Pool, nation->world()->registry->pools[3].id}})},
                                   10));
            break;
        default: {
            std::vector<Command> commands;
            auto storm = randomFailures(*nation, 2 * kHour, 7, {.cardHours = 0, .scale = 2'000});
            QVERIFY(storm);
            QVERIFY(storm->size() > 50);
            checkAgainstSteadyState(nation, documentOf(*storm, 7'200));
        }
        }
    }

    /// The same by a plain program: rates anew from nothing at every event, on a network made of what is
    /// left.
    void finishTimesAreThoseOfAPlainOracle()
    {
        twin::Rng random(3, "test.run.oracle");
        const std::vector<std::string> places{"S.BEJ", "S.XIA", "S.YCH", kZhongwei, kBeijing};

        struct Sent
        {
            std::string id;
            std::string src;
            std::string dst;
            double asked = 0;
            double left = 0;
            double finish_s = 1e18;
        };

        std::vector<Sent> flows;
        while (flows.size() < 24) {
            Sent one{"F.T" + std::to_string(100 + flows.size()),
                     places[random.below(5)],
                     places[random.below(5)],
                     static_cast<double>(5 + random.below(60)) * 1e9,
                     0,
                     1e18};
            one.left = one.asked / 8 * static_cast<double>(2 + random.below(20));
            if (one.src != one.dst) {
                flows.push_back(one);
            }
        }
        const auto groundWith = [&] {
            return smallGround([&](pb::SnapshotFile& file) {
                file.mutable_workload()->clear_flows();
                for (const Sent& one : flows) {
                    if (one.left > 0) {
                        pb::Flow& flow = *file.mutable_workload()->add_flows();
                        flow.set_id(one.id);
                        flow.set_src(one.src);
                        flow.set_dst(one.dst);
                        flow.set_job_id("J.000001"); // so that it is listed
                        flow.set_flow_class(pb::ELEPHANT);
                        flow.set_rate_requested_bps(one.asked);
                        flow.set_start_ns(kSecond);
                        flow.set_bytes_total(static_cast<std::uint64_t>(std::llround(one.left)));
                    }
                }
            });
        };
        const Document document = documentOf({at(3, Degrade{{TargetKind::Link, kAccess}, 0.4}, 9),
                                              at(5, Fail{{TargetKind::Conduit, "D.XIA~YCH"}}, 14),
                                              at(11, ScaleDemand{{"background", "", 0}, 3})},
                                             1'000);
        const Run run = runOf(groundWith(), document);
        double now = 0;
        double carried = 0;
        while (std::ranges::any_of(flows, [](const Sent& one) { return one.left > 0; })) {
            const GroundPtr ground = groundWith();
            const Schedule schedule(*ground, document.commands);
            const twin::TimeNs moment = ground->moment() + std::llround(now * 1e9);
            const auto edits = schedule.editsAt(moment);
            QVERIFY(edits);
            const auto state = evaluate(*ground, std::make_shared<const Edits>(*edits));
            QVERIFY(state);
            double next = 1e18;
            for (const twin::TimeNs change : schedule.changes()) {
                if (change > moment) {
                    next = std::min(next, static_cast<double>(change - ground->moment()) / 1e9);
                }
            }
            std::map<std::string, double> rate;
            for (const FlowSituation& flow : (*state)->flows) {
                rate[(*state)->fact(*ground, flow).id] = flow.rate_bps;
            }
            for (const Sent& one : flows) {
                if (one.left > 0 && rate[one.id] > 0) {
                    next = std::min(next, now + one.left * 8 / rate[one.id]);
                }
            }
            for (Sent& one : flows) {
                if (one.left > 0) {
                    const double sent = rate[one.id] / 8 * (next - now);
                    carried += std::min(sent, one.left);
                    one.left =
                        one.left - sent < 2 ? 0 : one.left - sent; // bytes: less than rounding to whole ones
                    one.finish_s = one.left <= 0 ? next : one.finish_s;
                }
            }
            now = next;
        }
        for (const Sent& one : flows) {
            QVERIFY2(std::abs(flowIn(run, one.id).finish_s - one.finish_s) < 1e-6 * one.finish_s + 1e-7,
                     qPrintable(QString("%1: %2 in the run, %3")
                                    .arg(one.id.c_str())
                                    .arg(flowIn(run, one.id).finish_s, 0, 'g', 12)
                                    .arg(one.finish_s, 0, 'g', 12)));
        }
        QVERIFY(std::abs(run.sums.arrived_bytes - carried) < 1e-6 * carried);
    }

    void whatIsSentArrivesOrIsUnderWay()
    {
        const GroundPtr ground = nationGround();
        const auto storm = randomFailures(*ground, 6 * kHour, 5, {.scale = 200});
        QVERIFY(storm);
        RunOptions options;
        options.arrivals = *randomArrivals(*ground, 6 * kHour, {3'000, 200, 9});
        const Run run = runOf(ground, documentOf(*storm, 6 * 3'600), options);
        checkChain(run);
        double begun = 0;
        double sent = 0;
        for (const FlowRun& flow : run.flows) {
            begun += flow.bytes;
            sent += flow.bytes > 0 ? flow.sent_bytes : 0;
            QVERIFY2(flow.sent_bytes <= flow.bytes * (1 + 1e-9) + 1 || flow.bytes == 0, flow.id.c_str());
            if (flow.finish_s < 1e9) {
                QVERIFY2(std::abs(flow.sent_bytes - flow.bytes) <= 1e-6 * flow.bytes + 1, flow.id.c_str());
            }
        }
        const RunSums& sums = run.sums;
        QVERIFY(begun > 0);
        QVERIFY(std::abs(sums.arrived_bytes + sums.underWay_bytes + sums.notArrived_bytes - begun) <=
                1e-9 * begun);
        QVERIFY(std::abs(sums.arrived_bytes + sums.underWay_bytes - sent) <= 1e-9 * sent);
        QVERIFY(sums.carried_bytes > sent);
        // Cards: all there are, all the time.
        double cards = 0;
        for (const PoolSituation& pool : ground->before()->pools) {
            cards += pool.cards;
        }
        QVERIFY(std::abs(sums.cardHours - cards * 6) < 1e-6 * cards);
        QVERIFY(sums.cardHoursWorking <= sums.cardHoursHeld * (1 + 1e-12));
        QVERIFY(sums.cardHoursHeld <= sums.cardHours);
        QVERIFY(std::abs(sums.cardHoursIdle + sums.cardHoursWorking - sums.cardHours) < 1e-6 * cards);
        for (const JobRun& job : run.jobs) {
            QVERIFY(job.effective_h <= job.up_h + 1e-9 && job.up_h <= job.present_h + 1e-9);
        }
        QVERIFY(sums.transfersFinished > 1'000);
        QVERIFY(sums.jobsStarted > 50);
    }

    void theSameRunIsTheSameBytesOnAnyThread()
    {
        const GroundPtr ground = nationGround();
        RunOptions options;
        options.arrivals = *randomArrivals(*ground, kHour, {500, 50, 9});
        const Document document = documentOf(*randomFailures(*ground, kHour, 6, {.scale = 1'000}), 3'600);
        const std::string first = runOf(ground, document, options).stateHash;
        std::vector<std::string> hashes(3);
        std::vector<std::thread> threads;
        for (std::string& hash : hashes) {
            threads.emplace_back([&] { hash = runOf(ground, document, options).stateHash; });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        for (const std::string& hash : hashes) {
            QCOMPARE(hash, first);
        }
    }

    /// Everything undone: as if nothing had been.
    void whatEndsLeavesNothing()
    {
        const GroundPtr ground = steadyNation();
        auto storm = randomFailures(*ground, kHour, 8, {.cardHours = 0, .scale = 1'000});
        QVERIFY(storm);
        for (Command& one : *storm) {
            one.until = Moment{false, std::min(one.until->ns, 3'500 * kSecond + one.at->ns / 1'000)};
        }
        const Run undone = runOf(ground, documentOf(*storm, 3'700));
        const Run none = runOf(ground, documentOf({}, 3'700));
        for (std::size_t i = 0; i < none.flows.size(); ++i) {
            QVERIFY(std::abs(undone.flows[i].rate_bps - none.flows[i].rate_bps) <=
                    1e-6 * none.flows[i].rate_bps + 1);
        }
        for (std::size_t i = 0; i < none.jobs.size(); ++i) {
            QVERIFY(std::abs(undone.jobs[i].speed - none.jobs[i].speed) < 1e-6);
        }
    }
};

QTEST_GUILESS_MAIN(TstScenarioLaws)
#include "tst_scenario_laws.moc"
