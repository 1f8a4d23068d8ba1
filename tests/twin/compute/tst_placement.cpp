#include "tests/twin/compute/near.h"
#include "tests/twin/compute/placement_bench.h"
#include "twin/compute/plan_file.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <functional>

using namespace twin::compute;
using Bench = test::PlacementBench;
using test::fillAtRandom;
using test::kAllPolicies;
using twin::registry::JobKind;
using twin::registry::PriceKind;

Q_DECLARE_METATYPE(std::function<void(PlacementRequest&)>)

class TstPlacement : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void placesThatAreNoneAreNamed()
    {
        Bench bench;
        bench.job("a", 8).dataSite = "nowhere";
        const auto made = PlacementProblem::make(bench.network, bench.table, bench.requests, {}, {});
        QVERIFY(!made && made.error().reason.find("job a: data_site") == 0);
        bench.requests.jobs[0].dataSite.clear();
        bench.requests.reservations.push_back({"pl-9", "NPU-320", 1, "", 0, 0, 1});
        QVERIFY(!PlacementProblem::make(bench.network, bench.table, bench.requests, {}, {}));
        bench.requests.reservations[0] = {"", "", 0, "nothing>", 1, 0, 1};
        QVERIFY(!PlacementProblem::make(bench.network, bench.table, bench.requests, {}, {}));
    }

    /// pl-1 and pl-4 have NPU-320 (15,000 and 10,000 free); pl-4 is cheaper, pl-1 in Hebei.
    void everyRejectionIsExplained_data()
    {
        using Change = std::function<void(PlacementRequest&)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("binding");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* binding, const char* detail, Change change) {
            QTest::newRow(binding) << std::move(change) << QString::fromUtf8(binding)
                                   << QString::fromUtf8(detail);
        };
        row("chip_class", "", [](auto& job) { job.chipClass = "TPU"; });
        row("precision", "", [](auto& job) { job.precision = twin::Precision::Fp8; });
        row("memory", "asks for 128 GB, the nearest otherwise fitting has 64 GB",
            [](auto& job) { job.memoryBytes = 128e9; });
        row("data_class", "no offer meets the data class and all else",
            [](auto& job) { job.data = DataClass::Core; });
        row("protection_level", "asks for 5, the nearest otherwise fitting has 3",
            [](auto& job) { job.protection = 5; });
        row("province", "", [](auto& job) { job.provinces = {440000}; });
        row("availability", "asks for 99.999 %, the nearest otherwise fitting has 99.99 %: pl-1",
            [](auto& job) { job.availabilityMin = 0.99999; });
        row("loss", "asks for 1e-09", [](auto& job) { job.lossMax = 1e-9; });
        row("green", "asks for 90 %, the nearest otherwise fitting has 50 %",
            [](auto& job) { job.greenMin = 0.9; });
        row("pue", "has 1.1: pl-4", [](auto& job) { job.pueMax = 1.05; });
        row("price", "", [](auto& job) { job.price = PriceKind::Reserved; });
        row("latency", "has 5 ms: pl-1", [](auto& job) {
            job.usersSite = "st-beijing";
            job.latency_ms = 1;
        });
        row("budget", "asks for 10 CNY, the nearest otherwise fitting has 240 CNY: pl-4",
            [](auto& job) { job.budget_cny = 10; });
        row("deadline", "asks for 30 min, the nearest otherwise fitting has 1 h: pl-",
            [](auto& job) { job.deadline_s = 1'800; });
        row("rate", "", [](auto& job) {
            job.dataSite = "st-beijing";
            job.dataBytes = 1e16;
            job.deadline_s = 7'200;
        });
        row("cards", "asks for 16,000 cards, the nearest otherwise fitting has 15,000 cards: pl-1",
            [](auto& job) { job.cards = 16'000; });
        row("way", "", [](auto& job) {
            job.dataSite = "st-beijing";
            job.dataBytes = 1e12;
            job.transitProvinces = {110000};
        });
    }

    void everyRejectionIsExplained()
    {
        QFETCH(std::function<void(PlacementRequest&)>, change);
        QFETCH(QString, binding);
        QFETCH(QString, detail);
        Bench bench;
        change(bench.job("a", 100));
        for (const PlacementPolicy policy : kAllPolicies) {
            const PlacementPlan plan = bench.place(policy);
            QCOMPARE(plan.placed, 0U);
            QVERIFY(plan.rejections[0]);
            QCOMPARE(QString::fromUtf8(constraintName(plan.rejections[0]->binding).data()), binding);
            QVERIFY2(QString::fromStdString(plan.rejections[0]->detail).contains(detail),
                     plan.rejections[0]->detail.c_str());
        }
    }

    void whatOthersTookIsTheReasonToo()
    {
        Bench bench;
        bench.job("a", 15'000);
        bench.job("b", 10'000);
        bench.job("c", 500);
        const PlacementPlan plan = bench.place(PlacementPolicy::FirstFit);
        QCOMPARE(plan.placed, 2U);
        QCOMPARE(plan.rejections[2]->binding, Constraint::CardsLeft);
        QVERIFY(plan.rejections[2]->detail.find("asks for 500 cards, at most 0 cards are left") == 0);
        // Bandwidth: pl-4 can be reached with 1.2 Tb/s from anywhere.
        Bench wide;
        PlacementRequest& job = wide.job("a", 100);
        job.provinces = {520000};
        job.dataSite = "st-beijing";
        job.dataBytes = 1e15;
        job.gbps = 5'000;
        const PlacementPlan none = wide.place(PlacementPolicy::NetworkAware);
        QCOMPARE(none.rejections[0]->binding, Constraint::Bandwidth);
    }

    void policiesPreferWhatTheirNameSays()
    {
        const auto where = [](PlacementPolicy policy) {
            Bench bench;
            PlacementRequest& job = bench.job("a", 1'000);
            job.dataSite = "st-beijing";
            job.dataBytes = 1e12;
            return bench.poolOf(bench.place(policy), 0);
        };
        QCOMPARE(where(PlacementPolicy::FirstFit), QStringLiteral("pl-1"));
        QCOMPARE(where(PlacementPolicy::LeastCost), QStringLiteral("pl-4"));
        QCOMPARE(where(PlacementPolicy::LeastLatency), QStringLiteral("pl-1"));
        QCOMPARE(where(PlacementPolicy::NetworkAware), QStringLiteral("pl-4"));
        QCOMPARE(where(PlacementPolicy::Exact), QStringLiteral("pl-4"));
        QCOMPARE(where(PlacementPolicy::Balanced), QStringLiteral("pl-1")); // 1 of 15 thousand, not 1 of 10
    }

    void networkAwareGoesAroundAFullLink()
    {
        // pl-4's nearer home takes 800 Gb/s, the other 400: 1,000 only together.
        const auto placed = [](PlacementPolicy policy) {
            Bench bench;
            PlacementRequest& job = bench.job("a", 100);
            job.provinces = {520000};
            job.dataSite = "st-guiyang";
            job.dataBytes = 1e14;
            job.gbps = 1'000;
            return bench.place(policy);
        };
        QCOMPARE(placed(PlacementPolicy::LeastCost).placed, 0U);
        QCOMPARE(placed(PlacementPolicy::LeastCost).rejections[0]->binding, Constraint::Bandwidth);
        const PlacementPlan around = placed(PlacementPolicy::NetworkAware);
        QCOMPARE(around.placed, 1U);
        QVERIFY(around.jobs[0]->legs[0].parts.size() > 1);
        const PlacementPlan exact = placed(PlacementPolicy::Exact);
        QVERIFY(exact.isProven);
        QCOMPARE(exact.placed, 1U);
        QCOMPARE(exact.cost_cny, around.cost_cny);
    }

    void spotJobsGetWhatIsLeft()
    {
        for (const PlacementPolicy policy : {PlacementPolicy::LeastCost, PlacementPolicy::NetworkAware}) {
            Bench bench;
            bench.job("spot", 10'000).price = PriceKind::Spot;
            bench.job("spot too", 15'000).price = PriceKind::Spot;
            bench.job("on demand", 10'000);
            const PlacementPlan plan = bench.place(policy);
            QVERIFY(plan.jobs[2]);
            QCOMPARE(plan.placed, 2U);
        }
    }

    void nightJobsRunAtNight()
    {
        QCOMPARE(nightStart(0, 7), 0.0);          // midnight to seven
        QCOMPARE(nightStart(0, 8), 23 * 3'600.0); // one hour of this night is gone
        QCOMPARE(nightStart(3'600 * 12, 2), 23 * 3'600.0);
        QCOMPARE(nightStart(3'600 * 23.5, 7.5), 23.5 * 3'600);
        QCOMPARE(nightStart(3'600 * 23.6, 7.5), 47 * 3'600.0);
        QVERIFY(isAtNight(0, 7 * 3'600) && !isAtNight(0, 7.1 * 3'600));
        QVERIFY(isAtNight(23 * 3'600, 31 * 3'600) && !isAtNight(22.9 * 3'600, 24 * 3'600));
    }

    /// Cards are held while data comes: that is at night, too, and the rate is one that leaves time enough.
    void nightJobsGetTheirDataAtNight()
    {
        const auto placed = [](double hours, double bytes, double gbps) {
            Bench bench;
            PlacementRequest& job = bench.job("D", 128);
            job.kind = JobKind::Batch;
            job.provinces = {520000};
            job.dataSite = "st-beijing";
            job.dataBytes = bytes;
            job.gbps = gbps;
            job.hours = hours;
            job.price = PriceKind::Night;
            return bench.place(PlacementPolicy::LeastCost);
        };
        const PlacementPlan plan = placed(5, 1e14, 0);
        QVERIFY2(plan.placed == 1U,
                 plan.rejections[0] ? std::string(constraintName(plan.rejections[0]->binding)).c_str() : "");
        QVERIFY(plan.jobs[0]->compute_s > plan.jobs[0]->start_s);
        QVERIFY(isAtNight(plan.jobs[0]->start_s, plan.jobs[0]->end_s));
        // At a rate of its own it takes nearly five hours and the night is too short.
        const PlacementPlan slow = placed(5, 1e14, 50);
        QCOMPARE(slow.placed, 0U);
        QCOMPARE(slow.rejections[0]->binding, Constraint::Window);
    }

    void timesApartDoNotCompete()
    {
        Bench bench;
        bench.job("morning", 15'000).hours = 2;
        PlacementRequest& noon = bench.job("noon", 15'000);
        noon.start_s = 7'200;
        noon.hours = 2;
        bench.job("all day", 10'000).hours = 24;
        QCOMPARE(bench.place(PlacementPolicy::LeastCost).placed, 3U);
        bench.requests.jobs[1].start_s = 7'199;
        QCOMPARE(bench.place(PlacementPolicy::LeastCost).placed, 2U);
    }

    void crossTrainingLosesToDistance()
    {
        Bench bench;
        PlacementRequest& job = bench.job("a", 2'000);
        job.kind = JobKind::CrossTrain;
        job.pools = 2;
        job.gbps = 200;
        job.parameters = 177e9;
        job.hours = 10;
        const PlacementPlan plan = bench.place(PlacementPolicy::NetworkAware);
        QVERIFY(plan.jobs[0]);
        const PlacedJob& placed = *plan.jobs[0];
        QCOMPARE(placed.parts.size(), std::size_t{2});
        QVERIFY(placed.efficiency > 0.5 && placed.efficiency < 1);
        QVERIFY(test::near(placed.end_s - placed.compute_s, 36'000 / placed.efficiency, 60));
        QCOMPARE(placed.legs.size(), std::size_t{2});
    }

    /// No plan of any policy breaks a constraint (the checker shares no code with what makes plans), the flow
    /// engine gives every leg its rate, and the same question has the same answer.
    void plansHoldWhateverIsAsked()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed, 14);
            for (const PlacementPolicy policy : kAllPolicies) {
                PlacementOptions options;
                options.exactNodes = 300;
                const PlacementPlan plan = bench.place(policy, options); // checks it
                QCOMPARE(plan.placed, static_cast<std::uint32_t>(std::ranges::count_if(
                                          plan.jobs, [](const auto& job) { return job.has_value(); })));
                const EngineWord word = askEngine(*bench.problem, plan, {});
                QVERIFY2(word.leastShare > 1 - 1e-6, qPrintable(QString::number(seed)));
                const PlacementPlan again = bench.place(policy, options);
                QCOMPARE(again.cost_cny, plan.cost_cny);
            }
        }
    }

    void cancellingEndsIt()
    {
        Bench bench;
        bench.job("a", 8);
        const std::atomic<bool> cancelled = true;
        PlacementOptions options;
        options.cancelled = &cancelled;
        auto made = PlacementProblem::make(bench.network, bench.table, bench.requests, {}, options);
        const auto plan = twin::compute::place(**made, PlacementPolicy::NetworkAware);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, twin::ErrorCode::Cancelled);
    }

    void aPlanIsReadBackAsItWasWritten()
    {
        Bench bench;
        fillAtRandom(bench, 5, 12);
        const PlacementPlan plan = bench.place(PlacementPolicy::NetworkAware);
        nlohmann::ordered_json json;
        describePlan(json, *bench.problem, plan);
        const auto back = parsePlan(json.dump(), "plan.json", *bench.problem);
        QVERIFY2(back.has_value(), back ? "" : back.error().text().c_str());
        for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
            QCOMPARE(back->jobs[job].has_value(), plan.jobs[job].has_value());
            if (!plan.jobs[job]) {
                continue;
            }
            QCOMPARE(back->jobs[job]->cost_cny, plan.jobs[job]->cost_cny);
            QCOMPARE(back->jobs[job]->legs.size(), plan.jobs[job]->legs.size());
            for (std::size_t leg = 0; leg < plan.jobs[job]->legs.size(); ++leg) {
                QCOMPARE(back->jobs[job]->legs[leg].parts.size(), plan.jobs[job]->legs[leg].parts.size());
                for (std::size_t part = 0; part < plan.jobs[job]->legs[leg].parts.size(); ++part) {
                    QCOMPARE(back->jobs[job]->legs[leg].parts[part].arcs,
                             plan.jobs[job]->legs[leg].parts[part].arcs);
                }
            }
        }
        for (const char* hostile :
             {"", "{}", "{\"placements\": 3}", "{\"placements\": [7]}",
              "{\"placements\": [{\"job\": \"nobody\"}]}",
              "{\"placements\": [{\"job\": \"J1\", \"pools\": [{\"pool\": \"x\"}]}]}"}) {
            QVERIFY(!parsePlan(hostile, "plan.json", *bench.problem));
        }
    }
};

QTEST_GUILESS_MAIN(TstPlacement)
#include "tst_placement.moc"
