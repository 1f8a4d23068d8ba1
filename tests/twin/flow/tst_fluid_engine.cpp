#include "tests/twin/flow/plain_max_min.h"
#include "tests/twin/flow/random_shares.h"
#include "twin/flow/fluid_engine.h"
#include "twin/flow/fluid_instance.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;

namespace {

constexpr std::uint64_t kSeed = 20250605;

FluidInstance instanceFrom(std::vector<double> capacity_bps)
{
    FluidInstance out;
    out.shares.capacity_bps = std::move(capacity_bps);
    return out;
}

void addFlow(FluidInstance& instance, double bytes, double start_s, const std::vector<std::uint32_t>& path,
             const FlowTerms& terms = {})
{
    instance.bytes.push_back(bytes);
    instance.start_s.push_back(start_s);
    instance.shares.add(path, terms);
}

/// As one would write it first: all rates anew after every event, every flow's rest carried along.
std::vector<double> plainFluid(const FluidInstance& instance)
{
    const std::size_t flows = instance.bytes.size();
    std::vector<long double> left(instance.bytes.begin(), instance.bytes.end());
    std::vector<double> finish(flows, kNoLimit);
    std::vector<bool> isOver(flows, false);
    long double now = 0;
    for (;;) {
        ShareProblem active;
        active.capacity_bps = instance.shares.capacity_bps;
        std::vector<std::size_t> who;
        long double next = INFINITY;
        for (std::size_t f = 0; f < flows; ++f) {
            if (isOver[f]) {
                continue;
            }
            if (instance.start_s[f] > now) {
                next = std::min<long double>(next, instance.start_s[f]);
            } else {
                active.add(instance.shares.path(f), instance.shares.terms[f]);
                who.push_back(f);
            }
        }
        const std::vector<double> rate = plainMaxMin(active);
        for (std::size_t i = 0; i < who.size(); ++i) {
            const long double time = left[who[i]] <= 0 ? 0 : left[who[i]] * 8 / rate[i];
            next = std::min(next, now + time);
        }
        if (std::isinf(next)) {
            return finish;
        }
        for (std::size_t i = 0; i < who.size(); ++i) {
            const std::size_t f = who[i];
            const long double time = left[f] <= 0 ? 0 : left[f] * 8 / rate[i];
            if (now + time <= next * (1 + 1e-15L)) {
                isOver[f] = true;
                finish[f] = static_cast<double>(next);
            } else {
                left[f] -= static_cast<long double>(rate[i]) * (next - now) / 8;
            }
        }
        now = next;
    }
}

FluidInstance randomInstance(std::uint64_t i)
{
    Rng rng(kSeed, "fluid", i);
    ShareShape shape;
    shape.links = static_cast<std::uint32_t>(1 + rng.below(12));
    shape.flows = static_cast<std::uint32_t>(1 + rng.below(40));
    shape.longestPath = static_cast<std::uint32_t>(1 + rng.below(4));
    shape.leastCapacity_bps = 1e6;
    shape.mostCapacity_bps = 1e12;
    shape.onlyRound = i % 3 == 0;
    shape.weights = i % 2 == 0;
    shape.caps = i % 4 == 0;
    shape.priorities = i % 5 == 0 ? 3 : 1;
    FluidInstance out;
    out.shares = randomProblem(shape, rng);
    for (std::uint32_t f = 0; f < shape.flows; ++f) {
        const bool isRound = shape.onlyRound;
        out.bytes.push_back(rng.below(10) == 0 ? 0 : (isRound ? 1e9 : rng.lognormal(1e9, 2)));
        out.start_s.push_back(rng.below(2) == 0 ? 0 : (isRound ? 1 : rng.uniform(0, 100)));
    }
    return out;
}

QByteArray seedText(std::uint64_t i)
{
    return "seed " + QByteArray::number(qulonglong{kSeed}) + ", case " + QByteArray::number(qulonglong{i});
}

} // namespace

class TestFluidEngine : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// 8 b/s for two flows of 1 and 2 bytes: 4 b/s each until 2 s, when the first is done; the second has 8
    /// bits left at 8 b/s: done at 3 s.
    void twoFlowsOnALink()
    {
        FluidInstance instance = instanceFrom({8});
        addFlow(instance, 1, 0, {0});
        addFlow(instance, 2, 0, {0});
        const auto outcome = simulateInstance(instance);
        QCOMPARE(outcome->finish_s, (std::vector<double>{2, 3}));
        QCOMPARE(outcome->end_s, 3.0);
    }

    /// The second comes at 1 s: the first has 8 of its 16 bits behind it, then 4 b/s: done at 3 s. The second
    /// has had 8 of its 12 bits then, and 8 b/s: done at 3.5 s.
    void aFlowThatComesLater()
    {
        FluidInstance instance = instanceFrom({8});
        addFlow(instance, 2, 0, {0});
        addFlow(instance, 1.5, 1, {0});
        QCOMPARE(simulateInstance(instance)->finish_s, (std::vector<double>{3, 3.5}));
    }

    /// Weights 1 and 3 of 8 b/s: 2 and 6. The second's 12 bits are done at 2 s; the first has 4 of 20 behind
    /// it, then 8 b/s: 4 s.
    void weights()
    {
        FluidInstance instance = instanceFrom({8});
        addFlow(instance, 2.5, 0, {0});
        addFlow(instance, 1.5, 0, {0}, {3, kNoLimit, 0});
        QCOMPARE(simulateInstance(instance)->finish_s, (std::vector<double>{4, 2}));
    }

    void zeroBytesAreSentAtOnce()
    {
        FluidInstance instance = instanceFrom({8, 0});
        addFlow(instance, 0, 0, {0});
        addFlow(instance, 0, 5, {0});
        addFlow(instance, 0, 6, {1}); // even where nothing moves
        addFlow(instance, 1, 0, {1});
        addFlow(instance, 3, 1, {});
        const auto outcome = simulateInstance(instance);
        QCOMPARE(outcome->finish_s, (std::vector<double>{0, 5, 6, kNoLimit, 1}));
        QCOMPARE(outcome->sent_bytes[3], 0.0);
    }

    void steadyFlowsTakeTheirShareAndNeverEnd()
    {
        FluidInstance instance = instanceFrom({8});
        addFlow(instance, kSteady_bytes, 0, {0});
        addFlow(instance, 1, 0, {0});
        const auto outcome = simulateInstance(instance);
        QCOMPARE(outcome->finish_s, (std::vector<double>{kNoLimit, 2}));
        QCOMPARE(outcome->sent_bytes, (std::vector<double>{1, 1}));
    }

    /// 1 b/s beside 100 Tb/s in one network. A byte takes 8 s on the one and 1e14 bits a second on the other.
    void speedsFourteenPowersApart()
    {
        FluidInstance instance = instanceFrom({1, 1e14});
        addFlow(instance, 1, 0, {0});
        addFlow(instance, 1, 0, {0, 1});
        addFlow(instance, 1.25e13, 0, {1});
        const auto outcome = simulateInstance(instance);
        QCOMPARE(outcome->finish_s[0], 16.0);
        QCOMPARE(outcome->finish_s[1], 16.0);
        QVERIFY(std::abs(outcome->finish_s[2] - 1) < 1e-12);
    }

    /// A flow changes its path half-way, is stopped, capacity goes and comes: what was sent is kept.
    void flowsKeepWhatTheySent()
    {
        FluidEngine engine(std::vector<double>{8, 16}, 1, 2);
        const auto slow = engine.classOf(std::vector<std::uint32_t>{0}, {});
        const auto fast = engine.classOf(std::vector<std::uint32_t>{1}, {});
        engine.start(0, slow, 4);
        engine.start(1, slow, kSteady_bytes);
        engine.update();
        QCOMPARE(engine.nextCompletion(), 8.0);
        engine.advanceTo(2);
        QCOMPARE(engine.sentBytes(0), 1.0);
        engine.change(0, fast); // 24 bits left at 16 b/s
        engine.update();
        QCOMPARE(engine.rate(1), 8.0);
        QCOMPARE(engine.nextCompletion(), 3.5);
        engine.advanceTo(3);
        engine.setCapacity(1, 0);
        engine.update();
        QCOMPARE(engine.nextCompletion(), kNoLimit);
        engine.advanceTo(10);
        QCOMPARE(engine.sentBytes(0), 3.0);
        engine.setCapacity(1, 4);
        engine.update();
        QCOMPARE(engine.nextCompletion(), 12.0);
        const auto done = engine.advanceTo(12);
        QCOMPARE(done.size(), std::size_t{1});
        QCOMPARE(done[0], 0U);
        engine.stop(1);
        engine.update();
        QVERIFY(!engine.isUnderWay(1));
        QCOMPARE(engine.sentBytes(1), 1.0 + 10.0); // 4 b/s for 2 s, 8 b/s for 10 s
        engine.start(0, slow, 1);
        engine.update();
        QCOMPARE(engine.nextCompletion(), 13.0);
    }

    /// Ties by the thousand: 2,000 links with two flows each all end together, in one event.
    void flowsThatEndTogetherAreOneEvent()
    {
        FluidInstance instance = instanceFrom(std::vector<double>(2000, 3e9));
        for (std::uint32_t l = 0; l < 2000; ++l) {
            addFlow(instance, 7e9, 0, {l});
            addFlow(instance, 7e9, 0, {l});
        }
        const auto outcome = simulateInstance(instance);
        for (const double finish : outcome->finish_s) {
            QCOMPARE(finish, 7e9 * 16 / 3e9);
        }
        QCOMPARE(outcome->events, std::uint64_t{2});
    }

    void isTheSameAsAllAnewAfterEachEvent()
    {
        for (std::uint64_t i = 0; i < 200; ++i) {
            const FluidInstance instance = randomInstance(i);
            const auto outcome = simulateInstance(instance);
            const std::vector<double> plain = plainFluid(instance);
            for (std::size_t f = 0; f < plain.size(); ++f) {
                const double difference = std::abs(outcome->finish_s[f] - plain[f]);
                QVERIFY2(outcome->finish_s[f] == plain[f] || difference <= 1e-9 * plain[f],
                         seedText(i) + ", flow " + QByteArray::number(f) + ": " +
                             QByteArray::number(outcome->finish_s[f], 'g', 17) + ", not " +
                             QByteArray::number(plain[f], 'g', 17));
                QVERIFY2(std::isinf(plain[f]) || outcome->sent_bytes[f] == instance.bytes[f],
                         seedText(i).constData());
            }
        }
    }

    void theSameInputGivesTheSameBits()
    {
        for (std::uint64_t i = 0; i < 20; ++i) {
            const FluidInstance instance = randomInstance(i);
            QCOMPARE(simulateInstance(instance)->finish_s, simulateInstance(instance)->finish_s);
        }
    }

    void aRunCanBeCancelled()
    {
        const std::atomic<bool> cancelled{true};
        const auto outcome = simulateInstance(randomInstance(1), &cancelled);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestFluidEngine)
#include "tst_fluid_engine.moc"
