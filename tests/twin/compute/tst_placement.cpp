#include "tests/twin/compute/nation.h"
#include "tests/twin/compute/near.h"
#include "twin/compute/leg_flows.h"
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

/// How good a plan is: one job that is no spot job counts for a hundred spot jobs.
struct Worth
{
    std::uint32_t placed = 0;
    double cost_cny = 0;

    [[nodiscard]] bool isBetterThan(const Worth& other) const
    {
        return placed != other.placed ? placed > other.placed
                                      : cost_cny < other.cost_cny - 1e-6 * other.cost_cny - 1e-3;
    }

    [[nodiscard]] Worth with(const PlacementRequest& asked, const PlacedJob& job) const
    {
        return {placed + (asked.price == PriceKind::Spot ? 1U : 100U), cost_cny + job.cost_cny};
    }
};

Worth worthOf(const PlacementProblem& problem, const PlacementPlan& plan)
{
    Worth out;
    for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
        out = plan.jobs[job] ? out.with(problem.jobs()[job], *plan.jobs[job]) : out;
    }
    return out;
}

/// Whether ways carry all that is wanted and take no more of any arc than it has, whenever a leg begins.
bool isWithinRoom(const PlacementProblem& problem, const std::vector<LegDemand>& demands,
                  const std::vector<std::vector<RoutePart>>& parts)
{
    for (const LegDemand& at : demands) {
        std::vector<double> load(problem.graph().arcCount(), 0);
        for (const StandingReservation& one : problem.reservations()) {
            if (!one.arc.empty() && one.from_s <= at.leg->from_s && at.leg->from_s < one.to_s) {
                load[problem.graph().arcByName(one.arc).value()] += one.gbps * 1e9;
            }
        }
        for (std::size_t i = 0; i < demands.size(); ++i) {
            const PlacedLeg& leg = *demands[i].leg;
            double sum = 0;
            for (const RoutePart& part : parts[i]) {
                sum += part.rate_bps;
                for (const std::uint32_t arc : part.arcs) {
                    const bool isNow = leg.from_s <= at.leg->from_s && at.leg->from_s < leg.to_s;
                    load[arc] += isNow ? part.rate_bps : 0;
                }
            }
            if (sum < leg.rate_bps * (1 - 1e-9)) {
                return false;
            }
        }
        for (std::uint32_t arc = 0; arc < load.size(); ++arc) {
            if (load[arc] > problem.room_bps()[arc] * (1 + 1e-6)) {
                return false;
            }
        }
    }
    return true;
}

bool hasSplitLeg(const PlacementPlan& plan)
{
    return std::ranges::any_of(plan.jobs, [](const auto& job) {
        return job && std::ranges::any_of(job->legs, [](const auto& leg) { return leg.parts.size() > 1; });
    });
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
        row("loss", "asks for 1e-09", [](auto& job) { job.lossMax = 1e-9; });
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

    /// Exact against all combinations, one after the other: no dearer than the best that is found by placing
    /// greedily around full links, no cheaper than the best that cards alone allow.
    void exactIsTheCheapestOfAllPlans()
    {
        int same = 0;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 1'000, 4);
            for (PlacementRequest& job : bench.requests.jobs) { // heavy, so that they are in each other's way
                job.cards = job.cards > 0 ? job.cards + 4'000 : 0;
            }
            const PlacementPlan exact = bench.place(PlacementPolicy::Exact);
            QVERIFY(exact.isProven);
            const PlacementProblem& problem = *bench.problem;
            std::vector<std::vector<PlacementChoice>> choices;
            for (std::size_t job = 0; job < problem.jobs().size(); ++job) {
                choices.push_back(problem.choices(job, PlacementPolicy::Exact));
            }
            PlacementBoard board(problem, choices);
            Worth best[2]; // with legs, without
            const auto visit = [&](auto&& self, std::size_t job, Worth sofar, Worth& out,
                                   bool hasLegs) -> void {
                if (job == choices.size()) {
                    out = sofar.isBetterThan(out) ? sofar : out;
                    return;
                }
                self(self, job + 1, sofar, out, hasLegs);
                for (const PlacementChoice& choice : choices[job]) {
                    Shortage shortage;
                    std::optional<PlacedJob> entered;
                    if (hasLegs) {
                        entered = board.enter(job, choice.span(), LegRouting::Around, shortage);
                    } else {
                        PlacedJob placed;
                        (void)problem.consider(job, choice.span(), placed, false);
                        entered = board.enterAsIs(placed, shortage) ? std::optional(placed) : std::nullopt;
                    }
                    if (entered) {
                        self(self, job + 1, sofar.with(problem.jobs()[job], *entered), out, hasLegs);
                        board.leave(*entered);
                    }
                }
            };
            visit(visit, 0, {}, best[0], true);
            visit(visit, 0, {}, best[1], false);
            const Worth worth = worthOf(problem, exact);
            QVERIFY2(!best[0].isBetterThan(worth), qPrintable(QString::number(seed)));
            QVERIFY2(!worth.isBetterThan(best[1]), qPrintable(QString::number(seed)));
            same += worth.isBetterThan(best[0]) ? 0 : 1;
        }
        QVERIFY2(same >= 25, qPrintable(QString::number(same)));
    }

    /// Questions in which legs take more than one path has: where network-aware splits, exact must too.
    void exactIsBeatenByNoOtherPolicy()
    {
        int split = 0;
        int proven = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 4'000, 5);
            for (PlacementRequest& job : bench.requests.jobs) {
                job.gbps *= job.kind == JobKind::CrossTrain ? 4 : job.gbps > 0 ? 10 : 1;
                if (job.dataBytes > 0 && job.kind == JobKind::Ingest) {
                    job.gbps = 900;
                }
            }
            const PlacementPlan exact = bench.place(PlacementPolicy::Exact);
            QVERIFY(exact.restrictions.empty()); // so small that there is nothing to leave out
            const Worth worth = worthOf(*bench.problem, exact);
            proven += exact.isProven ? 1 : 0;
            for (const PlacementPolicy policy : kAll) {
                const PlacementPlan other = bench.place(policy);
                const Worth otherWorth = worthOf(*bench.problem, other);
                const QString what = QString("seed %1, %2: %3 places %4 CNY, exact %5, %6 CNY")
                                         .arg(seed)
                                         .arg(QString::fromUtf8(policyName(policy).data()))
                                         .arg(otherWorth.placed)
                                         .arg(otherWorth.cost_cny)
                                         .arg(worth.placed)
                                         .arg(worth.cost_cny);
                QVERIFY2(!otherWorth.isBetterThan(worth), qPrintable(what));
                if (otherWorth.placed == worth.placed) {
                    QVERIFY2(exact.bound_cny <= other.cost_cny * (1 + 1e-6) + 1e-3, qPrintable(what));
                }
                split += policy == PlacementPolicy::NetworkAware && hasSplitLeg(other) ? 1 : 0;
            }
        }
        QVERIFY2(split >= 5 && proven >= 50,
                 qPrintable(QString("%1 split, %2 proven").arg(split).arg(proven)));
    }

    /// Random legs, wanted all at once: either there are ways, within every link at every instant, or a proof
    /// that there are none, which no plan of any policy contradicts.
    void whatNoRoutingCarriesIsProven()
    {
        int carried = 0;
        int refuted = 0;
        for (std::uint64_t seed = 1; seed <= 80; ++seed) {
            Bench bench;
            fillAtRandom(bench, seed + 6'000, 10);
            for (PlacementRequest& job : bench.requests.jobs) {
                job.gbps *= job.kind == JobKind::CrossTrain ? 4 : 8;
                job.budget_cny = 0;
            }
            std::vector<PlacementPlan> plans;
            for (const PlacementPolicy policy : kAll) {
                plans.push_back(bench.place(policy));
            }
            const PlacementProblem& problem = *bench.problem;
            twin::Rng rng(seed, "test.legs");
            std::vector<PlacedJob> wanted(problem.jobs().size());
            LegFlows flows(problem);
            std::vector<LegDemand> demands;
            for (std::size_t job = 0; job < wanted.size(); ++job) {
                const auto choices = problem.choices(job, PlacementPolicy::LeastCost);
                if (!choices.empty()) {
                    (void)problem.consider(job, choices[rng.below(choices.size())].span(), wanted[job]);
                }
                for (const PlacedLeg& leg : wanted[job].legs) {
                    if (leg.rate_bps > 0 && flows.leadsThere(job, leg)) {
                        demands.push_back({job, &leg, 1});
                    }
                }
            }
            const LegFlowsAnswer answer = flows.carry(demands);
            if (answer.isCarried) {
                ++carried;
                QVERIFY2(isWithinRoom(problem, demands, answer.parts), qPrintable(QString::number(seed)));
                continue;
            }
            ++refuted;
            double sum = 0;
            for (const LegDemand& demand : demands) {
                sum += flows.weightIn(answer.cut, demand.job, {demand.leg, 1});
            }
            QVERIFY2(sum > answer.cut.limit * (1 + 1e-9), qPrintable(QString::number(seed)));
            for (const PlacementPlan& plan : plans) {
                double carriedByPlan = 0;
                for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
                    carriedByPlan +=
                        plan.jobs[job] ? flows.weightIn(answer.cut, job, plan.jobs[job]->legs) : 0;
                }
                QVERIFY2(carriedByPlan <= answer.cut.limit * (1 + 1e-6), qPrintable(QString::number(seed)));
            }
        }
        QVERIFY2(carried >= 10 && refuted >= 10, qPrintable(QString("%1, %2").arg(carried).arg(refuted)));
    }

    /// One leg alone: ways are found exactly up to the greatest flow there is.
    void aLegIsCarriedUpToTheGreatestFlow()
    {
        Bench bench;
        PlacementRequest& job = bench.job("a", 100);
        job.dataSite = "st-beijing";
        job.dataBytes = 1e13;
        (void)bench.place(PlacementPolicy::LeastCost);
        const PlacementProblem& problem = *bench.problem;
        const auto& graph = problem.graph();
        LegFlows flows(problem);
        for (const char* pool : {"pl-1", "pl-3", "pl-4"}) {
            PlacedLeg leg;
            leg.src = problem.dataNode(0);
            leg.dst = graph.nodeByName(pool);
            leg.to_s = 100;
            const double most = splitRoute(graph, problem.room_bps(), leg.src, leg.dst, 1e15).rate_bps;
            QVERIFY(most > 5e11);
            for (const double part : {0.5, 0.999, 1.001, 3.0}) {
                leg.rate_bps = most * part;
                const LegDemand demand{0, &leg, 1};
                const LegFlowsAnswer answer = flows.carry({&demand, 1});
                QCOMPARE(answer.isCarried, part < 1);
                if (part > 1) { // the proof is the least cut
                    const double weight = flows.weightIn(answer.cut, 0, {&leg, 1});
                    QVERIFY(test::near(weight / answer.cut.limit, part, 1e-6));
                    flows.forgetLengths();
                }
            }
        }
    }

    void exactLooksAtEverySetOfFewOffers()
    {
        Bench bench;
        PlacementRequest& job = bench.job("a", 2'000);
        job.kind = JobKind::CrossTrain;
        job.pools = 2;
        job.gbps = 100;
        const PlacementPlan plan = bench.place(PlacementPolicy::Exact);
        QVERIFY(plan.isProven);
        QVERIFY(plan.restrictions.empty());
        QVERIFY(bench.problem->hasEverySet(0));
    }

    /// Network-aware places about as much as the exact search, and where both place the same jobs costs at
    /// most 3 % more.
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
