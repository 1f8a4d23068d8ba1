#include "tests/twin/compute/nation.h"
#include "tests/twin/compute/near.h"
#include "twin/compute/placement.h"
#include "twin/compute/placement_check.h"
#include "twin/compute/plan_file.h"
#include "twin/support/rng.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <memory>

using namespace twin::compute;
using test::ComputeNation;
using twin::registry::JobKind;
using twin::registry::PriceKind;

namespace {

constexpr PlacementPolicy kAll[] = {PlacementPolicy::FirstFit,     PlacementPolicy::LeastCost,
                                    PlacementPolicy::LeastLatency, PlacementPolicy::LeastCarbon,
                                    PlacementPolicy::Balanced,     PlacementPolicy::NetworkAware,
                                    PlacementPolicy::Exact};

/// A nation, requests, and the problem they make.
struct Bench
{
    ComputeNation nation = test::computeNation();
    twin::network::Network network = nation.network();
    OfferTable table{nation.registry, nation.workload.get()};
    PlacementRequests requests;
    std::unique_ptr<PlacementProblem> problem;

    PlacementRequest& job(const char* id, std::uint32_t cards)
    {
        PlacementRequest& out = requests.jobs.emplace_back();
        out.id = id;
        out.cards = cards;
        out.chipClass = "NPU-320";
        return out;
    }

    PlacementPlan place(PlacementPolicy policy, PlacementOptions options = {})
    {
        auto made = PlacementProblem::make(network, table, requests, {}, options);
        if (!made) {
            qFatal("%s", made.error().text().c_str());
        }
        problem = std::move(*made);
        auto plan = twin::compute::place(*problem, policy);
        if (!plan) {
            qFatal("%s", plan.error().text().c_str());
        }
        const auto wrong = checkPlan(*problem, *plan);
        if (!wrong.empty()) {
            qFatal("%s", wrong.front().c_str());
        }
        return *plan;
    }

    [[nodiscard]] QString poolOf(const PlacementPlan& plan, std::size_t job) const
    {
        return plan.jobs[job]
                   ? QString::fromStdString(table.pool(table.offers()[plan.jobs[job]->parts[0].offer]).id)
                   : QStringLiteral("-");
    }
};

/// A random question on the small nation: loose ones and tight ones.
void fillAtRandom(Bench& bench, std::uint64_t seed, int jobs)
{
    twin::Rng rng(seed, "test.placement");
    const char* const classes[] = {"NPU-320", "NPU-320", "GPU-312", "", "GPU-989"};
    const char* const sites[] = {"st-beijing", "st-guiyang", "st-chengdu", "st-zhangjiakou"};
    for (int i = 0; i < jobs; ++i) {
        PlacementRequest& job = bench.requests.jobs.emplace_back();
        job.id = "J" + std::to_string(i);
        job.chipClass = classes[rng.below(5)];
        job.cards = static_cast<std::uint32_t>(200 + rng.below(6'000));
        job.hours = 1 + static_cast<double>(rng.below(20));
        job.start_s = 3'600.0 * static_cast<double>(rng.below(6));
        const double kind = rng.uniform();
        if (kind < 0.2) {
            job.kind = JobKind::CrossTrain;
            job.pools = 2;
            job.gbps = 50 + static_cast<double>(rng.below(300));
            job.parameters = 70e9;
        } else if (kind < 0.35) {
            job.kind = JobKind::Ingest;
            job.cards = 0;
            job.chipClass.clear();
        } else if (kind < 0.5) {
            job.kind = JobKind::Infer;
            job.usersSite = sites[rng.below(4)];
            job.gbps = 1 + static_cast<double>(rng.below(100));
            job.latency_ms = 3 + static_cast<double>(rng.below(20));
        }
        if (job.kind == JobKind::Ingest || rng.uniform() < 0.5) {
            job.dataSite = sites[rng.below(4)];
            job.dataBytes = 1e12 * static_cast<double>(1 + rng.below(200));
        }
        if (rng.uniform() < 0.3) {
            job.deadline_s = job.start_s + 3'600 * (job.hours + 2 + static_cast<double>(rng.below(30)));
        }
        if (rng.uniform() < 0.15) {
            job.provinces = {520000, 110000};
        }
        if (rng.uniform() < 0.15) {
            job.transitProvinces = {110000, 130000, 520000};
        }
        if (rng.uniform() < 0.1) {
            job.data = DataClass::Important;
        }
        if (rng.uniform() < 0.15) {
            job.price = PriceKind::Spot;
        }
        if (rng.uniform() < 0.2) {
            job.budget_cny = 1e4 * static_cast<double>(1 + rng.below(60));
        }
    }
    if (rng.uniform() < 0.5) {
        bench.requests.reservations.push_back({"pl-4", "NPU-320", 4'000, "", 0, 0, 7'200});
        bench.requests.reservations.push_back({"", "", 0, "bb-1>", 1'000, 3'600, 40'000});
    }
}

} // namespace

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
        row("data_class", "", [](auto& job) { job.data = DataClass::Core; });
        row("protection_level", "asks for 5, the nearest otherwise fitting has 3",
            [](auto& job) { job.protection = 5; });
        row("province", "", [](auto& job) { job.provinces = {440000}; });
        row("availability", "has 0.9999: pl-1", [](auto& job) { job.availabilityMin = 0.99999; });
        row("green", "has 0.5", [](auto& job) { job.greenMin = 0.9; });
        row("pue", "has 1.1: pl-4", [](auto& job) { job.pueMax = 1.05; });
        row("price", "", [](auto& job) { job.price = PriceKind::Reserved; });
        row("latency", "has 5 ms: pl-1", [](auto& job) {
            job.usersSite = "st-beijing";
            job.latency_ms = 1;
        });
        row("budget", "asks for 10 CNY, the nearest otherwise fitting has 240 CNY: pl-4",
            [](auto& job) { job.budget_cny = 10; });
        row("deadline", "", [](auto& job) { job.deadline_s = 1'800; });
        row("rate", "", [](auto& job) {
            job.dataSite = "st-beijing";
            job.dataBytes = 1e16;
            job.deadline_s = 7'200;
        });
        row("cards", "asks for 16000 cards, the nearest otherwise fitting has 15000 cards: pl-1",
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
        for (const PlacementPolicy policy : kAll) {
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
        QVERIFY(plan.rejections[2]->detail.find("asks for 500 cards, at most 0") == 0);
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
            for (const PlacementPolicy policy : kAll) {
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

    /// Exact against all combinations, one after the other.
    void exactIsTheCheapestOfAllPlans()
    {
        int compared = 0;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 1'000, 4);
            for (PlacementRequest& job : bench.requests.jobs) { // heavy, so that they are in each other's way
                job.cards = job.cards > 0 ? job.cards + 4'000 : 0;
            }
            PlacementOptions options;
            options.exactPaths = 1;
            const PlacementPlan exact = bench.place(PlacementPolicy::Exact, options);
            QVERIFY(exact.isProven);
            const PlacementProblem& problem = *bench.problem;
            std::vector<std::vector<PlacementChoice>> choices;
            for (std::size_t job = 0; job < problem.jobs().size(); ++job) {
                choices.push_back(problem.choices(job, PlacementPolicy::LeastCost));
            }
            PlacementBoard board(problem, choices);
            std::uint32_t most = 0; // one that is no spot job counts for a hundred spot jobs
            double least = 0;
            const auto visit = [&](auto&& self, std::size_t job, std::uint32_t placed, double cost) -> void {
                if (job == choices.size()) {
                    if (placed > most || (placed == most && cost < least)) {
                        most = placed;
                        least = cost;
                    }
                    return;
                }
                self(self, job + 1, placed, cost);
                Shortage shortage;
                for (const PlacementChoice& choice : choices[job]) {
                    if (const auto entered =
                            board.enter(job, choice.span(), LegRouting::Shortest, shortage)) {
                        self(self, job + 1,
                             placed + (problem.jobs()[job].price == PriceKind::Spot ? 1U : 100U),
                             cost + entered->cost_cny);
                        board.leave(*entered);
                    }
                }
            };
            visit(visit, 0, 0, 0);
            std::uint32_t worth = 0;
            for (std::size_t job = 0; job < exact.jobs.size(); ++job) {
                worth += !exact.jobs[job] ? 0U : problem.jobs()[job].price == PriceKind::Spot ? 1U : 100U;
            }
            QCOMPARE(worth, most);
            QVERIFY2(test::near(exact.cost_cny, least, 1e-6 * least + 1e-3),
                     qPrintable(QString::number(seed)));
            ++compared;
        }
        QCOMPARE(compared, 30);
    }

    /// Network-aware places at least about as much as the exact search (which has single paths only), and
    /// where both place the same jobs costs at most 3 % more.
    void networkAwareIsNearTheOptimum()
    {
        int same = 0;
        double worst = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 2'000, 8);
            const PlacementPlan exact = bench.place(PlacementPolicy::Exact);
            if (!exact.isProven) {
                continue;
            }
            const PlacementPlan aware = bench.place(PlacementPolicy::NetworkAware);
            QVERIFY(aware.placed + 1 >= exact.placed);
            if (aware.placed == exact.placed) {
                ++same;
                worst = std::max(worst, aware.cost_cny / std::max(1.0, exact.cost_cny) - 1);
            }
        }
        QVERIFY2(same >= 30 && worst <= 0.03, qPrintable(QString("%1 same, worst %2").arg(same).arg(worst)));
    }

    void aQuestionTooLargeForTheExactPolicyIsRefused()
    {
        Bench bench;
        for (int i = 0; i < 8'000; ++i) {
            bench.job(qPrintable(QString::number(i)), 1).chipClass.clear();
        }
        auto made = PlacementProblem::make(bench.network, bench.table, bench.requests, {}, {});
        QVERIFY(made);
        const auto plan = twin::compute::place(**made, PlacementPolicy::Exact);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, twin::ErrorCode::TooLarge);
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
