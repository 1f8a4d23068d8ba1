#include "tests/twin/state/test_world.h"
#include "twin/state/recent_history.h"
#include "twin/state/series_shape.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::state;

namespace {

/// A twin and its history, fed at chosen times.
struct Rig
{
    explicit Rig(const RecentHistoryOptions& options = {}, const test::WorldSize& size = {})
        : history(options)
    {
        twin.setRegistry(test::world(size), nullptr);
    }

    void publish(TimeNs now) { history.record(twin.publish(now, nullptr, {})); }

    void tell(TimeNs time, EntityKind kind, std::size_t metric, std::uint32_t entity, double value)
    {
        twin.apply(test::batch(time, ++sequence, {test::column(kind, metric, entity, {value})}));
    }

    void inlet(TimeNs time, double value)
    {
        tell(time, EntityKind::Pool, static_cast<std::size_t>(PoolMetric::Inlet), 0, value);
        publish(time + 100 * kMillisecond);
    }

    [[nodiscard]] LiveValue inletAt(TimeNs time, std::uint32_t pool = 0) const
    {
        const auto past = history.at({TimeMode::Fixed, time});
        return liveValue(*past, {EntityKind::Pool, pool}, static_cast<std::size_t>(PoolMetric::Inlet));
    }

    TwinState twin;
    RecentHistory history;
    std::uint64_t sequence = 0;
};

constexpr TimeNs at(int seconds)
{
    return test::kNoon + seconds * kSecond;
}

constexpr auto kInlet = static_cast<std::size_t>(PoolMetric::Inlet);
const SeriesSubject kPool0{EntityKind::Pool, "pool-000000", kInlet};

} // namespace

class TestRecentHistory : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void emptyHistoryHasNothing();
    void unknownSeriesIsEmpty();
    void clockSetBackStartsAnew();
    void liveIsTheNewestSnapshotItself();
    void pastValuesAreThoseOfThatTime();
    void cursorIsClampedToWhatIsKept();
    void valuesAreStaleAgainstTheCursor();
    void pastIsJudgedLikeLive();
    void statesBetweenTwoReportsAreThoseOfThatTime();
    void statesOfASourceOfItsOwnIntervalAreNotStale();
    void statesThatNeverRestStayWithinTheBudget();
    void longSilentValueIsStillKnownBeforeItsNextOne();
    void flowsOfThatMomentAreThere();
    void slotOfAnotherFlowShowsNoForeignValue();
    void seriesHasPointsAndGaps();
    void seriesIsDecimatedToItsExtremes();
    void registryChangeKeepsBothPasts();
    void budgetHalvesResolutionAndSaysSo();
    void settledAnswerIsCached();
    void alarmsAreMarkedWhereTheyAreShown();
};

void TestRecentHistory::emptyHistoryHasNothing()
{
    const RecentHistory history;
    QVERIFY(!history.at({}));
    QVERIFY(!history.at({TimeMode::Fixed, at(0)}));
    QVERIFY(history.range().isEmpty());
    QVERIFY(history.series(kPool0, {0, at(0)}, 100).empty());
}

void TestRecentHistory::unknownSeriesIsEmpty()
{
    Rig rig;
    rig.inlet(at(0), 20);
    QVERIFY(rig.history.series({EntityKind::Pool, "pool-004000", kInlet}, {at(-600), at(0)}, 100).empty());
    QVERIFY(rig.history.series({EntityKind::Pool, "pool-000000", 99}, {at(-600), at(0)}, 100).empty());
    QVERIFY(rig.history.series({EntityKind::Pool, "", kInlet}, {at(-600), at(0)}, 100).empty());
    QVERIFY(rig.history.series(kPool0, {at(-600), at(10)}, 0).empty());
}

void TestRecentHistory::clockSetBackStartsAnew()
{
    Rig rig;
    rig.inlet(at(100), 20);
    rig.publish(at(0));
    QCOMPARE(rig.history.range().end, at(0));
    QCOMPARE(rig.history.report().moments, std::size_t(1));
}

void TestRecentHistory::liveIsTheNewestSnapshotItself()
{
    Rig rig;
    const auto snapshot = rig.twin.publish(at(0), nullptr, {});
    rig.history.record(snapshot);
    QCOMPARE(rig.history.at({}), snapshot);
    const auto next = rig.twin.publish(at(0) + 50 * kMillisecond, nullptr, {});
    rig.history.record(next);
    QCOMPARE(rig.history.at({}), next);
    QCOMPARE(rig.history.report().moments, std::size_t(1)); // folded once a second
}

void TestRecentHistory::pastValuesAreThoseOfThatTime()
{
    Rig rig;
    for (int second = 0; second <= 600; second += 10) {
        rig.inlet(at(second), 20 + second * 0.01);
    }
    for (int second = 0; second <= 600; second += 10) {
        QVERIFY(std::abs(rig.inletAt(at(second) + kSecond).value - (20 + second * 0.01)) < 1e-5);
    }
    const auto past = rig.history.at({TimeMode::Replay, at(305)});
    QVERIFY(!past->live);
    QCOMPARE(past->time, at(305));
    QVERIFY(std::abs(past->cell(EntityKind::Pool, 0, PoolMetric::Inlet).sourceTime - at(300)) < kMillisecond);
    QVERIFY(!past->cell(EntityKind::Pool, 0, PoolMetric::Pue).isKnown());
}

void TestRecentHistory::cursorIsClampedToWhatIsKept()
{
    Rig rig;
    rig.inlet(at(0), 20);
    rig.inlet(at(60), 21);
    QCOMPARE(rig.history.range().end, at(60) + 100 * kMillisecond);
    QCOMPARE(rig.history.at({TimeMode::Fixed, at(9999)})->time, rig.history.range().end);
    QCOMPARE(rig.history.at({TimeMode::Fixed, 0})->time, rig.history.range().begin);
    for (int second = 70; second <= 1000; second += 10) {
        rig.inlet(at(second), 22);
    }
    QCOMPARE(rig.history.range().begin, rig.history.range().end - 10 * kMinute);
}

void TestRecentHistory::valuesAreStaleAgainstTheCursor()
{
    Rig rig;
    rig.inlet(at(0), 20);
    rig.publish(at(60));
    rig.inlet(at(100), 21);
    QVERIFY(!rig.inletAt(at(20)).stale);
    QVERIFY(rig.inletAt(at(50)).stale);
    QVERIFY(!rig.inletAt(at(101)).stale);
}

void TestRecentHistory::pastIsJudgedLikeLive()
{
    // Random feed: as-of values equal what the live snapshot of that second had, to single precision.
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        Rig rig({}, {40, 20, 4, 2, 2, 4, 3});
        Rng rng(seed, "test.history");
        std::vector<SnapshotPtr> published;
        for (int second = 0; second < 400; ++second) {
            for (int n = 0; n < 10; ++n) {
                const auto kind = rng.below(2) == 0 ? EntityKind::Pool : EntityKind::Link;
                const auto entity = static_cast<std::uint32_t>(rng.below(kind == EntityKind::Pool ? 40 : 20));
                const auto metric = rng.below(metricsOf(kind).size());
                // No more than one value a period, as real sources do.
                if ((static_cast<std::uint64_t>(second) + entity) % 60 == 0) {
                    rig.tell(at(second), kind, metric, entity, rng.uniform(0, 100));
                }
            }
            const auto snapshot = rig.twin.publish(at(second), nullptr, {});
            rig.history.record(snapshot);
            published.push_back(snapshot);
        }
        for (int probe = 0; probe < 40; ++probe) {
            const auto& live = published[rng.below(published.size())];
            const auto past = rig.history.at({TimeMode::Fixed, live->time});
            for (const auto kind : {EntityKind::Pool, EntityKind::Link}) {
                for (std::uint32_t i = 0; i < live->section(kind).size(); ++i) {
                    for (std::size_t m = 0; m < live->section(kind).metrics(); ++m) {
                        const auto expected = liveValue(*live, {kind, i}, m);
                        const auto got = liveValue(*past, {kind, i}, m);
                        QCOMPARE(got.quality, expected.quality);
                        QCOMPARE(got.stale, expected.stale);
                        QVERIFY(std::abs(got.value - expected.value) < 1e-4);
                    }
                }
            }
        }
    }
}

/// What every kind said of its state and of what changes with it, each entity at its own second of the minute
/// and at once when it changed.
void TestRecentHistory::statesBetweenTwoReportsAreThoseOfThatTime()
{
    constexpr int kCut = 125; // conduit 0 (every third link), and with it pools, sites and nodes
    constexpr int kMended = 285;
    const auto isDown = [](std::uint32_t entity, int second) {
        return entity % 3 == 0 && second >= kCut && second < kMended;
    };

    struct Told
    {
        EntityKind kind;
        std::size_t metric;
        double up;
        double down;
    };

    const auto column = [](auto metric) {
        return static_cast<std::size_t>(metric);
    };
    constexpr auto kDown = static_cast<double>(OperState::Down);
    const std::vector<Told> told{{EntityKind::Link, column(LinkMetric::State), 0, kDown},
                                 {EntityKind::Link, column(LinkMetric::Capacity), 1e11, 0},
                                 {EntityKind::Pool, column(PoolMetric::State), 0, kDown},
                                 {EntityKind::ServiceNode, column(ServiceNodeMetric::State), 0, kDown},
                                 {EntityKind::Site, column(SiteMetric::State), 0, kDown},
                                 {EntityKind::Site, column(SiteMetric::PowerFeedsUp), 2, 0}};
    Rig rig({}, {20, 40, 4, 2, 4, 8, 3});
    const auto registry = rig.twin.publish(at(0), nullptr, {})->registry;
    std::vector<SnapshotPtr> live;
    const auto isAsLive = [&](int second) {
        const auto past = rig.history.at({TimeMode::Fixed, at(second)});
        const Snapshot& then = *live[static_cast<std::size_t>(second)];
        for (const registry::LinkIndex link : registry->conduits[0].links) {
            const auto state = operState(*past, {EntityKind::Link, link.value()});
            QCOMPARE(state == OperState::Down, second >= kCut && second < kMended);
        }
        for (const Told& what : told) {
            for (std::uint32_t i = 0; i < then.section(what.kind).size(); ++i) {
                const auto expected = liveValue(then, {what.kind, i}, what.metric);
                const auto got = liveValue(*past, {what.kind, i}, what.metric);
                const std::string where = std::string(entityKindName(what.kind)) + ' ' + std::to_string(i) +
                                          " at second " + std::to_string(second);
                QVERIFY2(got.quality == expected.quality && got.stale == expected.stale, where.c_str());
                QVERIFY2(static_cast<float>(got.value) == static_cast<float>(expected.value), where.c_str());
                QCOMPARE(operState(*past, {what.kind, i}), operState(then, {what.kind, i}));
            }
        }
    };
    for (int second = 0; second <= kCut + 540; ++second) {
        for (const Told& what : told) {
            const auto count = static_cast<std::uint32_t>(registry->count(what.kind));
            for (std::uint32_t i = 0; i < count; ++i) {
                const bool isDue = (static_cast<std::uint32_t>(second) + 7 * i) % 60 == 0;
                if (isDue || second == 0 || isDown(i, second) != isDown(i, second - 1)) {
                    rig.tell(at(second), what.kind, what.metric, i, isDown(i, second) ? what.down : what.up);
                }
            }
        }
        live.push_back(rig.twin.publish(at(second), nullptr, {}));
        rig.history.record(live.back());
        if (second == kCut + 35) {
            isAsLive(kCut + 20);
        }
    }
    isAsLive(kCut + 20);
    for (int second = kCut - 30; second < kMended + 120; second += 5) {
        isAsLive(second);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

void TestRecentHistory::statesOfASourceOfItsOwnIntervalAreNotStale()
{
    constexpr std::size_t kState = static_cast<std::size_t>(LinkMetric::State);
    Rig rig;
    std::vector<SnapshotPtr> live;
    for (int second = 0; second <= 400; ++second) {
        if (second % 15 == 7 && (second < 200 || second > 300)) {
            auto column = test::column(EntityKind::Link, kState, 0, {second < 100 ? 0.0 : 3.0});
            column.interval_ms = 15'000;
            rig.twin.apply(test::batch(at(second), ++rig.sequence, {column}));
        }
        live.push_back(rig.twin.publish(at(second), nullptr, {}));
        rig.history.record(live.back());
    }
    for (int second = 0; second <= 400; ++second) {
        const auto past = rig.history.at({TimeMode::Fixed, at(second)});
        const auto got = liveValue(*past, {EntityKind::Link, 0}, kState);
        const auto expected =
            liveValue(*live[static_cast<std::size_t>(second)], {EntityKind::Link, 0}, kState);
        QCOMPARE(got.quality, expected.quality);
        QVERIFY(got.quality == Quality::Missing || got.value == expected.value);
        QVERIFY2(got.stale == expected.stale, std::to_string(second).c_str());
    }
}

/// A link that goes up and down every second costs what the plan says at most, and what it did last is known.
void TestRecentHistory::statesThatNeverRestStayWithinTheBudget()
{
    constexpr std::size_t kState = static_cast<std::size_t>(LinkMetric::State);
    Rig rig({}, {1, 200, 0, 0, 0, 4, 0});
    for (int second = 0; second <= 1300; ++second) {
        for (std::uint32_t link = 0; link < 200; ++link) {
            rig.tell(at(second), EntityKind::Link, kState, link, second % 2 == 0 ? 0.0 : 3.0);
        }
        rig.publish(at(second));
    }
    const auto report = rig.history.report();
    QVERIFY(report.bytes <= report.plannedBytes);
    for (int second = 1285; second <= 1300; ++second) {
        QCOMPARE(operState(*rig.history.at({TimeMode::Fixed, at(second)}), {EntityKind::Link, 7}),
                 second % 2 == 0 ? OperState::Up : OperState::Down);
    }
}

void TestRecentHistory::longSilentValueIsStillKnownBeforeItsNextOne()
{
    Rig rig;
    rig.inlet(at(0), 20);
    for (int second = 10; second <= 900; second += 10) {
        rig.publish(at(second));
    }
    rig.inlet(at(901), 30);
    const auto before = rig.inletAt(at(880));
    QCOMPARE(before.quality, Quality::Good);
    QCOMPARE(before.value, 20.0);
    QVERIFY(before.stale);
    QCOMPARE(rig.inletAt(at(901) + 50 * kMillisecond).value, 30.0);
}

void TestRecentHistory::flowsOfThatMomentAreThere()
{
    Rig rig;
    rig.publish(at(0));
    rig.twin.apply(test::flowEvent(at(10), ++rig.sequence, "flow-a", true));
    rig.tell(at(10), EntityKind::Flow, 0, 0, 1e9);
    rig.publish(at(10));
    rig.tell(at(15), EntityKind::Flow, 0, 0, 2e9);
    rig.publish(at(15));
    rig.twin.apply(test::flowEvent(at(20), ++rig.sequence, "flow-a", false));
    rig.publish(at(20));
    rig.publish(at(30));
    QVERIFY(!rig.history.at({TimeMode::Fixed, at(5)})->find("flow-a"));
    const auto past = rig.history.at({TimeMode::Fixed, at(16)});
    const auto flow = past->find(EntityKind::Flow, "flow-a");
    QVERIFY(flow);
    QCOMPARE(past->cell(EntityKind::Flow, flow->index, FlowMetric::Rate).value, 2e9);
    QVERIFY(!rig.history.at({TimeMode::Fixed, at(25)})->find("flow-a"));
}

void TestRecentHistory::slotOfAnotherFlowShowsNoForeignValue()
{
    Rig rig;
    rig.twin.apply(test::flowEvent(at(0), ++rig.sequence, "flow-a", true));
    for (int second = 0; second <= 20; ++second) {
        rig.tell(at(second), EntityKind::Flow, 0, 0, 1e9);
        rig.publish(at(second));
    }
    rig.twin.apply(test::flowEvent(at(21), ++rig.sequence, "flow-a", false));
    rig.twin.apply(test::flowEvent(at(21), ++rig.sequence, "flow-b", true));
    rig.publish(at(21));
    rig.publish(at(25));
    QVERIFY(
        !rig.history.at({TimeMode::Fixed, at(22)})->cell(EntityKind::Flow, 0, FlowMetric::Rate).isKnown());
    rig.tell(at(30), EntityKind::Flow, 0, 0, 3e9);
    rig.publish(at(30));
    QCOMPARE(rig.twin.resolve(EntityKind::Flow, "flow-b"), 0U);
    QCOMPARE(rig.history.at({TimeMode::Fixed, at(10)})->cell(EntityKind::Flow, 0, FlowMetric::Rate).value,
             1e9);
    QCOMPARE(rig.history.at({TimeMode::Fixed, at(30)})->cell(EntityKind::Flow, 0, FlowMetric::Rate).value,
             3e9);
    for (const auto& point : rig.history.series({EntityKind::Flow, "flow-b", 0}, {at(0), at(31)}, 100)) {
        QVERIFY(!point.known || point.value == 3e9F);
    }
    const auto old = rig.history.series({EntityKind::Flow, "flow-a", 0}, {at(0), at(15)}, 100);
    QCOMPARE(old.size(), std::size_t(16));
    QCOMPARE(old.back().value, 1e9F);
}

void TestRecentHistory::seriesHasPointsAndGaps()
{
    Rig rig;
    for (const int second : {0, 10, 20, 80, 90}) {
        rig.inlet(at(second), second);
    }
    rig.publish(at(200));
    const auto points = rig.history.series(kPool0, {at(-100), at(200)}, 100);
    std::vector<int> known;
    std::vector<int> gaps;
    for (const auto& point : points) {
        (point.known ? known : gaps)
            .push_back(static_cast<int>(std::lround(double(point.time - at(0)) / double(kSecond))));
    }
    QCOMPARE(known, (std::vector<int>{0, 10, 20, 80, 90}));
    QCOMPARE(gaps, (std::vector<int>{45, 115}));
    QCOMPARE(points[1].value, 10.0F);
}

void TestRecentHistory::seriesIsDecimatedToItsExtremes()
{
    std::vector<SeriesPoint> points;
    for (int i = 0; i < 1000; ++i) {
        const float value = i == 437 ? 500.0F : i == 612 ? -500.0F : static_cast<float>(i % 7);
        points.push_back({at(i), value, true});
    }
    points[700].known = false;
    const auto few = decimated(points, {at(0), at(1000)}, 90);
    QVERIFY(few.size() <= 90);
    QVERIFY(
        std::is_sorted(few.begin(), few.end(), [](const auto& a, const auto& b) { return a.time < b.time; }));
    const auto has = [&](TimeNs time) {
        return std::any_of(few.begin(), few.end(), [&](const auto& p) { return p.time == time; });
    };
    QVERIFY(has(at(437)));
    QVERIFY(has(at(612)));
    QVERIFY(has(at(700)));
    QCOMPARE(decimated(points, {at(0), at(1000)}, 1000).size(), std::size_t(1000));
    QCOMPARE(decimated(points, {at(0), at(1000)}, 2).size(), std::size_t(2));
}

void TestRecentHistory::registryChangeKeepsBothPasts()
{
    Rig rig;
    rig.inlet(at(0), 20);
    rig.inlet(at(10), 21);
    auto next = test::mutableWorld({});
    next->version = "test 2";
    next->pools.insert(next->pools.begin(), registry::Pool{});
    next->pools[0].id = "pool-!new";
    next->indexIdentifiers();
    rig.twin.setRegistry(next, nullptr);
    rig.publish(at(20));
    rig.tell(at(30), EntityKind::Pool, kInlet, 1, 22); // pool-000000 is number 1 now
    rig.publish(at(30));
    const auto old = rig.history.at({TimeMode::Fixed, at(11)});
    QCOMPARE(old->registry->version, std::string("test"));
    QVERIFY(std::abs(rig.inletAt(at(11)).value - 21) < 1e-6);
    QCOMPARE(rig.history.at({TimeMode::Fixed, at(25)})->registry->version, std::string("test 2"));
    QCOMPARE(rig.inletAt(at(25), 1).value, 21.0);
    const auto points = rig.history.series({EntityKind::Pool, "pool-000000", kInlet}, {at(0), at(30)}, 100);
    QCOMPARE(points.size(), std::size_t(3)); // the value carried over is not a second point
    QCOMPARE(points.back().value, 22.0F);
}

void TestRecentHistory::budgetHalvesResolutionAndSaysSo()
{
    RecentHistoryOptions options;
    options.maxBytes = 100'000; // twenty pools alone would take about 200 kB
    Rig rig(options);
    for (int second = 0; second <= 300; second += 10) {
        rig.inlet(at(second), 20 + second);
    }
    const auto report = rig.history.report();
    QVERIFY(report.plannedBytes <= options.maxBytes);
    QVERIFY(report.bytes > 0 && report.bytes <= options.maxBytes);
    QVERIFY(report.stepFactor[0] > 1);
    const auto points = rig.history.series(kPool0, {at(0), at(301)}, 1000);
    QVERIFY(points.size() >= 300 / (10 * report.stepFactor[0]));
    QCOMPARE(points.back().value, 320.0F);
    QVERIFY(std::all_of(points.begin(), points.end(), [](const auto& p) { return p.known; }));
}

void TestRecentHistory::settledAnswerIsCached()
{
    Rig rig;
    for (int second = 0; second <= 100; second += 10) {
        rig.inlet(at(second), 20);
    }
    const auto first = rig.history.at({TimeMode::Fixed, at(50)});
    rig.inlet(at(110), 21);
    QCOMPARE(rig.history.at({TimeMode::Fixed, at(50)}), first);
    QVERIFY(rig.history.at({TimeMode::Fixed, at(51)}) != first);
}

void TestRecentHistory::alarmsAreMarkedWhereTheyAreShown()
{
    Rig rig;
    const auto tell = [&rig](TimeNs time, Severity severity) {
        SampleBatch out = test::batch(time, ++rig.sequence, {});
        AlarmReport report;
        report.alarm.resourceId = "pool-1";
        report.alarm.type = "hot";
        report.alarm.severity = severity;
        out.events.emplace_back(report);
        rig.twin.apply(out);
        rig.publish(time + 2 * kSecond);
    };
    rig.inlet(at(0), 20);
    tell(at(10), Severity::Major);
    rig.inlet(at(20), 21);
    tell(at(30), Severity::Cleared);
    const auto marks = rig.history.marks(rig.history.range(), 10);
    QCOMPARE(marks.size(), std::size_t(2));
    for (const TimeMark& mark : marks) {
        const auto before = rig.history.at({TimeMode::Fixed, mark.time - 1});
        const auto after = rig.history.at({TimeMode::Fixed, mark.time});
        QCOMPARE(before->alarms->size(), std::size_t(mark.was == Severity::Cleared ? 0 : 1));
        QCOMPARE(after->alarms->size(), std::size_t(mark.severity == Severity::Cleared ? 0 : 1));
    }
    QCOMPARE(rig.history.marks({at(15), at(60)}, 10).size(), std::size_t(1)); // the clearing alone
    QVERIFY(rig.history.marks({at(15), at(20)}, 10).empty());
    QVERIFY(RecentHistory().marks({0, at(60)}, 10).empty());
}

QTEST_GUILESS_MAIN(TestRecentHistory)
#include "tst_recent_history.moc"
