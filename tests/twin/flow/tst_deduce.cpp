#include "tests/twin/flow/random_network.h"
#include "twin/flow/deduce.h"
#include "twin/flow/demand_errors.h"
#include "twin/flow/entropy_projection.h"
#include "twin/flow/gravity.h"
#include "twin/flow/routing_columns.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>

using namespace twin;
using namespace twin::flow;
using network::Network;
using network::NodeDemand;
using network::NodeIndex;
using network::PathCost;

namespace {

constexpr std::uint64_t kSeed = 20260702;
constexpr double kUnmeasured = std::numeric_limits<double>::quiet_NaN();
/// Meters that are practically exact.
constexpr MeterNoise kExact{0, 1e-7};

/// a - b - c in a row.
Network line()
{
    return flow_test::networkFrom("a b c", "a b 1 1000 1\n b a 1 1000 1\n b c 1 1000 1\n c b 1 1000 1");
}

std::vector<double> loadsOf(const Network& network, std::span<const NodeDemand> demands)
{
    return network::ecmpLoads(network.graph, demands, {}, PathCost::Metric).arc_bps;
}

/// Traffic between all pairs of a network: strengths drawn for each node, and noise of each pair its own.
std::vector<NodeDemand> randomMatrix(const Network& network, double pairSigma, std::uint64_t instance)
{
    Rng random(kSeed, "deduce.matrix", instance);
    const std::uint32_t n = network.graph.nodeCount();
    std::vector<double> source(n);
    std::vector<double> sink(n);
    for (std::uint32_t node = 0; node < n; ++node) {
        source[node] = random.exponential(1);
        sink[node] = random.exponential(1);
    }
    std::vector<NodeDemand> out;
    for (std::uint32_t a = 0; a < n; ++a) {
        for (std::uint32_t b = 0; b < n; ++b) {
            if (a != b) {
                out.push_back(
                    {NodeIndex{a}, NodeIndex{b}, 1e6 * source[a] * sink[b] * random.lognormal(1, pairSigma)});
            }
        }
    }
    return out;
}

network::EdgeTotals totalsOf(const Network& network, std::span<const NodeDemand> demands)
{
    network::EdgeTotals out;
    out.in_bps.assign(network.graph.nodeCount(), 0);
    out.out_bps.assign(network.graph.nodeCount(), 0);
    for (const NodeDemand& demand : demands) {
        out.in_bps[demand.src.value()] += demand.bps;
        out.out_bps[demand.dst.value()] += demand.bps;
    }
    out.measured = 2 * out.in_bps.size();
    return out;
}

/// Maximum entropy by multiplicative scaling, the textbook way: each measured arc in turn scales the pairs on
/// it by (measured / predicted)^share until all agree.
std::vector<double> scaledByMart(const RoutingMatrix& matrix, std::vector<double> x,
                                 std::span<const double> load_bps, int rounds)
{
    std::vector<std::vector<std::pair<std::size_t, double>>> rows(matrix.arcCount());
    RoutingColumns columns(matrix);
    for (std::size_t pair = 0; pair < x.size(); ++pair) {
        columns.open(matrix.pairs().destinationOf(pair));
        for (const ArcShare& part : columns.column(pair)) {
            rows[part.arc].emplace_back(pair, part.share);
        }
    }
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t arc = 0; arc < rows.size(); ++arc) {
            double predicted = 0;
            for (const auto& [pair, share] : rows[arc]) {
                predicted += share * x[pair];
            }
            for (const auto& [pair, share] : rows[arc]) {
                x[pair] *= predicted > 0 ? std::pow(load_bps[arc] / predicted, share) : 1;
            }
        }
    }
    return x;
}

/// One demand of an estimate by the names of its ends.
double of(const Network& network, const Deduction& deduced, const char* src, const char* dst)
{
    const auto pair =
        deduced.pairs->find(network.graph.nodeByName(src).value(), network.graph.nodeByName(dst).value());
    return pair ? deduced.pair_bps[*pair] : -1;
}

Deduction deducedFrom(const Network& network, const DeduceInput& input, const DeduceOptions& options)
{
    auto out = deduce(network.graph, input, options);
    if (!out) {
        qFatal("%s", out.error().text().c_str());
    }
    return std::move(*out);
}

} // namespace

class TestDeduce : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingMeasuredIsNoAnswer()
    {
        const Network network = line();
        const std::vector<double> loads(network.graph.arcCount(), kUnmeasured);
        const auto deduced = deduce(network.graph, {loads}, {});
        QVERIFY(!deduced);
        QCOMPARE(deduced.error().code, ErrorCode::BadInput);
    }

    void aPriorOfNothingIsNoAnswer()
    {
        const Network network = line();
        const std::vector<double> loads(network.graph.arcCount(), 1);
        const auto prior = flow_test::demandsFrom(network, "a c 0");
        const auto deduced = deduce(network.graph, {loads, nullptr, &prior}, {});
        QVERIFY(!deduced);
        QCOMPARE(deduced.error().code, ErrorCode::BadInput);
    }

    void deducingCanBeCancelled()
    {
        const Network network = line();
        const std::vector<double> loads(network.graph.arcCount(), 1);
        const std::atomic<bool> cancelled{true};
        DeduceOptions options;
        options.cancelled = &cancelled;
        const auto deduced = deduce(network.graph, {loads}, options);
        QVERIFY(!deduced);
        QCOMPARE(deduced.error().code, ErrorCode::Cancelled);
    }

    /// Prior 1 for a-b, b-c, a-c; measured a>b = b>c = 3. With a multiplier for each arc, e^u = e^v = t by
    /// symmetry: a-b = b-c = t, a-c = t², t + t² = 3, so t = (√13 − 1) / 2.
    void aLineByHand()
    {
        const Network network = line();
        std::vector<double> loads(network.graph.arcCount(), kUnmeasured);
        loads[network.graph.arcByName("a~b>").value()] = 3;
        loads[network.graph.arcByName("b~c>").value()] = 3;
        const auto prior = flow_test::demandsFrom(network, "a b 1\n b c 1\n a c 1");
        DeduceOptions options;
        options.noise = kExact;
        const Deduction deduced = deducedFrom(network, {loads, nullptr, &prior}, options);
        const double t = (std::sqrt(13.0) - 1) / 2;
        QVERIFY(deduced.converged);
        QVERIFY(std::abs(of(network, deduced, "a", "b") - t) < 1e-5);
        QVERIFY(std::abs(of(network, deduced, "b", "c") - t) < 1e-5);
        QVERIFY(std::abs(of(network, deduced, "a", "c") - t * t) < 1e-5);
        QCOMPARE(of(network, deduced, "c", "a"), -1.0); // not in the prior, so not asked for
    }

    /// One meter of deviation s = 1 (10 % of 10) on one demand with prior 4 and spread 1: φ is the prior's
    /// mean, 4. Minimise (x ln(x/4) − x + 4)/4 + (x − 10)²/2: ln(x/4)/4 = 10 − x.
    void aNoisyMeterAndThePriorMeetWhereTheirWeightsSay()
    {
        const Network network = line();
        std::vector<double> loads(network.graph.arcCount(), kUnmeasured);
        loads[network.graph.arcByName("a~b>").value()] = 10;
        const auto prior = flow_test::demandsFrom(network, "a b 4");
        const auto pairs = std::make_shared<const PairSet>(PairSet::of(prior.demands));
        const auto matrix =
            RoutingMatrix::build(network.graph, pairs, {network::arcCosts(network.graph, PathCost::Metric)});
        const LoadEquations equations(*matrix, loads, nullptr, {0.1, 1e-12});
        std::vector<double> multipliers;
        const std::vector<double> prior_bps{4};
        const auto fitted = projectOnLoads(equations, prior_bps, {}, multipliers);
        QVERIFY(fitted && fitted->converged);
        const double x = fitted->pair_bps[0];
        QVERIFY(x > 9 && x < 10);
        QVERIFY(std::abs(std::log(x / 4) / 4 - (10 - x)) < 1e-6);
        QVERIFY(fitted->objective >= fitted->bound - 1e-9);
        QVERIFY(fitted->objective - fitted->bound < 1e-6);
    }

    void anIdleArcEmptiesItsPairs()
    {
        const Network network = line();
        std::vector<double> loads(network.graph.arcCount(), kUnmeasured);
        loads[network.graph.arcByName("a~b>").value()] = 0;
        loads[network.graph.arcByName("b~c>").value()] = 1e9;
        const auto prior = flow_test::demandsFrom(network, "a b 1e9\n b c 1e9\n a c 1e9");
        DeduceOptions options;
        options.noise = {0.01, 1e-6};
        const Deduction deduced = deducedFrom(network, {loads, nullptr, &prior}, options);
        QVERIFY(of(network, deduced, "a", "b") < 1e4);
        QVERIFY(of(network, deduced, "a", "c") < 1e4);
        QVERIFY(std::abs(of(network, deduced, "b", "c") - 1e9) < 0.03e9);
    }

    /// Exact loads: the limit is that of multiplicative scaling, on networks with split paths.
    void theProjectionIsWhatScalingConvergesTo()
    {
        const Network network = flow_test::randomNetwork(9, kSeed);
        const auto truth = randomMatrix(network, 0.8, 1);
        const auto loads = loadsOf(network, truth);
        network::DemandSet prior;
        for (const NodeDemand& demand : truth) {
            prior.demands.push_back({demand.src, demand.dst, 1e6});
        }
        DeduceOptions options;
        options.noise = {0, 1e-6};
        options.priorSpread = 100; // loads before all
        const auto pairs = std::make_shared<const PairSet>(PairSet::of(prior.demands));
        const auto matrix =
            RoutingMatrix::build(network.graph, pairs, {network::arcCosts(network.graph, PathCost::Metric)});
        const LoadEquations equations(*matrix, loads, nullptr, options.noise);
        const std::vector<double> prior_bps(pairs->size(), 1e6);
        std::vector<double> multipliers;
        const auto fitted = projectOnLoads(equations, prior_bps, {100}, multipliers);
        QVERIFY(fitted && fitted->converged);
        const auto oracle = scaledByMart(*matrix, prior_bps, loads, 20'000);
        for (std::size_t pair = 0; pair < oracle.size(); ++pair) {
            QVERIFY2(std::abs(fitted->pair_bps[pair] - oracle[pair]) < 1e-3 * oracle[pair] + 10,
                     qPrintable(QStringLiteral("seed %1 pair %2: %3, scaling %4")
                                    .arg(kSeed)
                                    .arg(pair)
                                    .arg(fitted->pair_bps[pair])
                                    .arg(oracle[pair])));
        }
    }

    /// At the optimum ln(x / prior) / φ = Σ over the pair's arcs of (value − predicted) / deviation².
    void theOptimumSatisfiesItsConditions()
    {
        for (std::uint64_t instance = 0; instance < 5; ++instance) {
            const Network network = flow_test::randomNetwork(15, kSeed + instance);
            const auto truth = randomMatrix(network, 0.5, instance);
            auto loads = loadsOf(network, truth);
            Rng random(kSeed, "deduce.noise", instance);
            for (double& load : loads) {
                load = random.below(5) == 0 ? kUnmeasured : load * (1 + 0.02 * random.normal());
            }
            const auto pairs = std::make_shared<const PairSet>(PairSet::of(truth));
            const auto matrix = RoutingMatrix::build(network.graph, pairs,
                                                     {network::arcCosts(network.graph, PathCost::Metric)});
            const LoadEquations equations(*matrix, loads, nullptr, {0.02, 1e-4});
            const std::vector<double> prior(pairs->size(), 1e6);
            std::vector<double> multipliers;
            // The conditions hold the gradient against each row's weight, so it has to be driven far down.
            const auto fitted = projectOnLoads(equations, prior, {1, 100, 1e-12, nullptr}, multipliers);
            QVERIFY(fitted && fitted->converged);
            std::vector<double> rows(equations.rowCount());
            equations.predict(fitted->pair_bps, rows);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const double deviation = equations.deviation()[row];
                rows[row] =
                    deviation > 0 ? (equations.value()[row] - rows[row]) / (deviation * deviation) : 0;
            }
            std::vector<double> sums(pairs->size());
            equations.sums(rows, sums);
            for (std::size_t pair = 0; pair < sums.size(); ++pair) {
                const double pull = std::log(fitted->pair_bps[pair] / prior[pair]);
                QVERIFY2(std::abs(pull - 1e6 * sums[pair]) < 1e-4 * (1 + std::abs(pull)),
                         qPrintable(QStringLiteral("seed %1, instance %2").arg(kSeed).arg(instance)));
            }
            QVERIFY(fitted->objective - fitted->bound < 1e-6 * fitted->objective);
            QVERIFY(fitted->bound - fitted->objective < 1e-9 * fitted->objective);
        }
    }

    /// What follows the gravity model is found exactly once the edge totals are known.
    void aGravityMatrixIsFoundFromItsTotals()
    {
        const Network network = flow_test::randomNetwork(20, kSeed);
        const auto truth = randomMatrix(network, 0, 2);
        const auto totals = totalsOf(network, truth);
        const auto loads = loadsOf(network, truth);
        DeduceOptions options;
        options.noise = {0.001, 1e-5};
        const Deduction deduced = deducedFrom(network, {loads, &totals}, options);
        QVERIFY(deduced.gravityFromTotals);
        const DemandErrors errors = demandErrors(*deduced.pairs, deduced.pair_bps, truth);
        QVERIFY2(errors.spatial < 1e-3, qPrintable(QString::number(errors.spatial)));
    }

    /// From loads alone, and with a matrix that is not gravity: the loads are explained within their noise
    /// and the estimate is nearer to the truth than the gravity model.
    void theEstimateExplainsTheLoadsAndBeatsGravity()
    {
        int better = 0;
        constexpr int kInstances = 8;
        for (std::uint64_t instance = 0; instance < kInstances; ++instance) {
            const Network network = flow_test::randomNetwork(18, kSeed + instance);
            const auto truth = randomMatrix(network, 0.7, instance);
            const auto totals = totalsOf(network, truth);
            auto loads = loadsOf(network, truth);
            Rng random(kSeed, "deduce.noise2", instance);
            for (double& load : loads) {
                load *= 1 + 0.01 * random.normal();
            }
            const Deduction deduced = deducedFrom(network, {loads, &totals}, {});
            QVERIFY(deduced.chiSquare <= deduced.expectedChiSquare);
            QVERIFY(linkFit(deduced.arc_bps, loads).rmsRelative < 0.02);
            const double gravity = demandErrors(*deduced.pairs, deduced.prior_bps, truth).spatial;
            const double estimate = demandErrors(*deduced.pairs, deduced.pair_bps, truth).spatial;
            better += estimate < gravity ? 1 : 0;
        }
        QVERIFY2(better == kInstances, qPrintable(QStringLiteral("seed %1: %2").arg(kSeed).arg(better)));
    }

    /// Unmeasured arcs leave their pairs to the prior and the other arcs; the answer gets worse, not wrong.
    void partialMeasurementsAreEnoughForAnAnswer()
    {
        const Network network = flow_test::randomNetwork(20, kSeed);
        const auto truth = randomMatrix(network, 0.3, 3);
        auto loads = loadsOf(network, truth);
        Rng random(kSeed, "deduce.partial");
        std::size_t measured = 0;
        for (double& load : loads) {
            if (random.below(3) == 0) {
                load = kUnmeasured;
            } else {
                ++measured;
            }
        }
        const auto totals = totalsOf(network, truth);
        const Deduction deduced = deducedFrom(network, {loads, &totals}, {});
        QCOMPARE(deduced.measured, measured + totals.measured);
        QVERIFY(deduced.chiSquare <= deduced.expectedChiSquare);
        const DemandErrors errors = demandErrors(*deduced.pairs, deduced.pair_bps, truth);
        const Deduction whole = deducedFrom(network, {loadsOf(network, truth), &totals}, {});
        const DemandErrors least = demandErrors(*whole.pairs, whole.pair_bps, truth);
        QVERIFY2(
            errors.spatial < 0.25 && least.spatial < errors.spatial,
            qPrintable(QStringLiteral("seed %1: %2 %3").arg(kSeed).arg(errors.spatial).arg(least.spatial)));
    }

    void pairsThatAreCutOffAreLeftOut()
    {
        const Network network = line();
        std::vector<std::uint8_t> failed(network.graph.arcCount(), 0);
        failed[network.graph.arcByName("b~c>").value()] = 1;
        std::vector<double> loads(network.graph.arcCount(), kUnmeasured);
        loads[network.graph.arcByName("a~b>").value()] = 5;
        const auto prior = flow_test::demandsFrom(network, "a b 4\n a c 3");
        const Deduction deduced = deducedFrom(network, {loads, nullptr, &prior, failed}, {});
        QCOMPARE(deduced.unreachablePairs, 1U);
        QCOMPARE(deduced.unreachable_bps, 3.0);
        QCOMPARE(of(network, deduced, "a", "c"), 0.0);
    }

    /// The same network with its links in another order gives the same matrix.
    void theOrderOfLinksChangesNothing()
    {
        const Network one = flow_test::networkFrom("a b c d", R"(
            a b 1 1000 1
            b a 1 1000 1
            b c 2 1000 1
            c b 2 1000 1
            c d 1 1000 1
            d c 1 1000 1
            d a 2 1000 1
            a d 2 1000 1)");
        const Network other = flow_test::networkFrom("a b c d", R"(
            d a 2 1000 1
            a d 2 1000 1
            c d 1 1000 1
            d c 1 1000 1
            a b 1 1000 1
            b a 1 1000 1
            b c 2 1000 1
            c b 2 1000 1)");
        const char* const matrix = "a b 5e6\n a c 3e6\n c a 2e6\n d b 7e6\n b d 1e6";
        const auto first = deducedFrom(one, {loadsOf(one, flow_test::demandsFrom(one, matrix).demands)}, {});
        const auto second =
            deducedFrom(other, {loadsOf(other, flow_test::demandsFrom(other, matrix).demands)}, {});
        for (const char* src : {"a", "b", "c", "d"}) {
            for (const char* dst : {"a", "b", "c", "d"}) {
                const double here = of(one, first, src, dst);
                QVERIFY(std::abs(here - of(other, second, src, dst)) <= 1e-6 * std::abs(here));
            }
        }
    }

    void theAnswerIsTheSameBytesOnAnyNumberOfThreads()
    {
        const Network network = flow_test::randomNetwork(400, kSeed);
        std::vector<double> loads(network.graph.arcCount());
        Rng random(kSeed, "deduce.threads");
        for (double& load : loads) {
            load = random.uniform(1e5, 1e6);
        }
        DeduceOptions options;
        options.noise = {0.3, 1e-2}; // random loads contradict each other
        const Deduction one = deducedFrom(network, {loads}, options);
        options.threads = 4;
        const Deduction many = deducedFrom(network, {loads}, options);
        QCOMPARE(one.pair_bps, many.pair_bps);
        QCOMPARE(one.rounds, many.rounds);
    }

    /// Truth 90, 9, 1: the large ones that carry 90 % of 100 are the first alone, estimated as 81.
    void errorsByHand()
    {
        const Network network = line();
        const auto truth = flow_test::demandsFrom(network, "a b 90\n b c 9\n a c 1");
        const auto estimate = flow_test::demandsFrom(network, "a b 81\n b c 9\n c a 4");
        const PairSet pairs = PairSet::of(estimate.demands);
        double loops = 0;
        const DemandErrors errors = demandErrors(pairs, pairs.sumOf(estimate.demands, loops), truth.demands);
        QCOMPARE(errors.trueDemands, 3U);
        QCOMPARE(errors.largeDemands, 1U);
        QCOMPARE(errors.meanRelative, 0.1);
        QCOMPARE(errors.rmse_bps, std::sqrt((81.0 + 0 + 1 + 16) / 4));
        QCOMPARE(errors.spatial, std::sqrt(98.0 / (8100 + 81 + 1)));
        QCOMPARE(errors.totalRatio, 0.94);
        const std::vector<double> measured{4, kUnmeasured, 3};
        const std::vector<double> fitted{4, 100, 2};
        QCOMPARE(linkFit(fitted, measured).rmsRelative, 0.2);
        QCOMPARE(linkFit(fitted, measured).worstShare, 0.25);
    }
};

QTEST_GUILESS_MAIN(TestDeduce)
#include "tst_deduce.moc"
