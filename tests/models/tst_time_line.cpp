#include "models/time/time_line.h"
#include "tests/support/fake_twin.h"

#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::kMinute;
using twin::kSecond;
using twin::TimeNs;
using twin::state::TimeMode;
using twin::state::TimeRange;

namespace {

constexpr TimeNs kStart = test::FakeTwin::kStart;

/// A twin of `seconds` snapshots, one a second.
struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    SnapshotFeed feed{twin};
    TimeLine line{feed};

    explicit Bench(int seconds)
    {
        twin->publish();
        for (int i = 0; i < seconds; ++i) {
            tick();
        }
    }

    void tick()
    {
        twin->tick();
        feed.poll();
    }

    void alarmAt(int second, twin::state::Severity severity)
    {
        while (twin->now < kStart + (second - 1) * kSecond) {
            tick();
        }
        twin::state::Alarm alarm;
        alarm.resourceId = "pl-1";
        alarm.type = "test";
        alarm.severity = severity;
        twin->alarms = {alarm};
        if (severity == twin::state::Severity::Cleared) {
            twin->alarms.clear();
        }
        tick();
    }
};

} // namespace

class TimeLineTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAPastNothingMoves()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(twin);
        TimeLine line(feed);
        QVERIFY(!line.seek(kStart));
        line.play();
        line.togglePlay();
        line.advance(kSecond);
        QVERIFY(!line.isPlaying());
        QCOMPARE(line.mode(), TimeMode::Live);
        QSignalSpy nothing(&line, &TimeLine::nothingThere);
        line.jump(-1);
        QTRY_COMPARE(nothing.count(), 1);
    }

    void aMomentOutsideIsTheNearestThereIs()
    {
        Bench b(30);
        QVERIFY(b.line.seek(0));
        QCOMPARE(b.line.moment(), kStart);
        QVERIFY(b.line.seek(kStart + 3600 * kSecond));
        QCOMPARE(b.line.moment(), kStart + 30 * kSecond);
        QCOMPARE(b.line.mode(), TimeMode::Fixed);
    }

    void stepsHoldTheMoment()
    {
        Bench b(30);
        b.line.step(-1);
        QCOMPARE(b.line.mode(), TimeMode::Fixed);
        QCOMPARE(b.line.moment(), kStart + 29 * kSecond);
        b.line.step(-10);
        b.line.step(1);
        QCOMPARE(b.line.moment(), kStart + 20 * kSecond);
    }

    void replayGoesAsFastAsItIsSet()
    {
        Bench b(100);
        b.line.seek(kStart + 10 * kSecond);
        b.line.play();
        QCOMPARE(b.line.mode(), TimeMode::Replay);
        b.line.advance(kSecond);
        QCOMPARE(b.line.moment(), kStart + 11 * kSecond);
        b.line.setSpeed(10);
        b.line.advance(kSecond);
        QCOMPARE(b.line.moment(), kStart + 21 * kSecond);
        b.line.setSpeed(0.1);
        b.line.advance(kSecond);
        QCOMPARE(b.line.moment(), kStart + 21 * kSecond + kSecond / 10);
        b.line.pause();
        QCOMPARE(b.line.mode(), TimeMode::Fixed);
        QCOMPARE(b.line.moment(), kStart + 21 * kSecond + kSecond / 10);
    }

    void theBeatMovesAReplay()
    {
        Bench b(100);
        b.line.seek(kStart);
        b.line.setSpeed(100);
        b.line.play();
        QTRY_VERIFY(b.line.moment() > kStart + 5 * kSecond);
        QTRY_COMPARE(b.line.mode(), TimeMode::Live); // caught up
        QVERIFY(!b.line.isPlaying());
    }

    void replayShowsEachMoment()
    {
        Bench b(40);
        b.line.seek(kStart + 5 * kSecond);
        QTRY_COMPARE(b.feed.snapshot()->time, kStart + 5 * kSecond);
        b.line.play();
        b.line.advance(2 * kSecond);
        const TimeNs moment = b.line.moment();
        QTRY_VERIFY(b.feed.snapshot()->time >= moment);
        QVERIFY(!b.feed.snapshot()->live);
    }

    void theTwinGoesOnWhileThePastIsShown()
    {
        Bench b(30);
        b.line.seek(kStart + 3 * kSecond);
        b.tick();
        QCOMPARE(b.line.range().end, kStart + 31 * kSecond);
        QCOMPARE(b.line.moment(), kStart + 3 * kSecond);
        b.line.goLive();
        QCOMPARE(b.feed.snapshot()->time, kStart + 31 * kSecond);
    }

    void spaceHoldsThenPlaysThenHolds()
    {
        Bench b(30);
        b.line.togglePlay();
        QCOMPARE(b.line.mode(), TimeMode::Fixed);
        b.line.seek(kStart + kSecond);
        b.line.togglePlay();
        QCOMPARE(b.line.mode(), TimeMode::Replay);
        b.line.togglePlay();
        QCOMPARE(b.line.mode(), TimeMode::Fixed);
    }

    void speedsAreStepsBetweenATenthAndAHundred()
    {
        Bench b(3);
        QCOMPARE(TimeLine::speeds().front(), 0.1);
        QCOMPARE(TimeLine::speeds().back(), 100.0);
        for (int i = 0; i < 20; ++i) {
            b.line.changeSpeed(1);
        }
        QCOMPARE(b.line.speed(), 100.0);
        for (int i = 0; i < 20; ++i) {
            b.line.changeSpeed(-1);
        }
        QCOMPARE(b.line.speed(), 0.1);
        b.line.setSpeed(3);
        QCOMPARE(b.line.speed(), 2.0);
        b.line.setSpeed(-1);
        QCOMPARE(b.line.speed(), 0.1);
    }

    void liveWindowGoesAlong()
    {
        Bench b(30);
        QCOMPARE(b.line.window(), (TimeRange{kStart, kStart + 30 * kSecond}));
        b.line.showLast(20 * kSecond);
        QCOMPARE(b.line.window(), (TimeRange{kStart + 10 * kSecond, kStart + 30 * kSecond}));
        b.tick();
        QCOMPARE(b.line.window().end, kStart + 31 * kSecond);
    }

    void aHeldMomentStaysWhereItIsOnTheBar()
    {
        Bench b(30);
        b.line.seek(kStart + 20 * kSecond);
        const TimeRange window = b.line.window();
        b.tick();
        QCOMPARE(b.line.window(), window);
        b.line.goLive();
        QCOMPARE(b.line.window().end, kStart + 31 * kSecond);
    }

    void theWindowFollowsAMomentThatLeavesIt()
    {
        Bench b(300);
        b.line.setWindow({kStart + 100 * kSecond, kStart + 200 * kSecond});
        b.line.seek(kStart + 50 * kSecond);
        QVERIFY(b.line.window().begin <= kStart + 50 * kSecond);
        QCOMPARE(b.line.window().end - b.line.window().begin, 100 * kSecond);
        b.line.seek(kStart + 290 * kSecond);
        QVERIFY(b.line.window().end >= kStart + 290 * kSecond);
    }

    void zoomKeepsThePointUnderTheMouse()
    {
        Bench b(600);
        b.line.setWindow({kStart + 100 * kSecond, kStart + 300 * kSecond});
        b.line.zoom(0.5, kStart + 150 * kSecond);
        QCOMPARE(b.line.window(), (TimeRange{kStart + 125 * kSecond, kStart + 225 * kSecond}));
        b.line.zoom(1e-9, kStart + 150 * kSecond);
        QCOMPARE(b.line.window().end - b.line.window().begin, TimeLine::kShortestWindow);
        b.line.zoom(1e9, kStart + 150 * kSecond);
        QCOMPARE(b.line.window(), (TimeRange{kStart, kStart + 600 * kSecond}));
    }

    void panStopsAtWhatThereIs()
    {
        Bench b(600);
        b.line.setWindow({kStart + 100 * kSecond, kStart + 300 * kSecond});
        b.line.pan(-10 * kSecond);
        QCOMPARE(b.line.window().begin, kStart + 90 * kSecond);
        b.line.pan(-3600 * kSecond);
        QCOMPARE(b.line.window().begin, kStart);
        b.line.pan(3600 * kSecond);
        QCOMPARE(b.line.window().end, kStart + 600 * kSecond);
    }

    void marksAreWhatHappened()
    {
        using twin::state::Severity;
        Bench b(3);
        b.alarmAt(10, Severity::Major);
        b.alarmAt(20, Severity::Critical);
        b.alarmAt(30, Severity::Cleared);
        b.line.refreshMarks();
        QTRY_COMPARE(b.line.marks().size(), std::size_t{3});
        QCOMPARE(b.line.marks()[0].severity, Severity::Major);
        QCOMPARE(b.line.marks()[1].was, Severity::Major);
        QCOMPARE(b.line.marks()[2].severity, Severity::Cleared);
        QCOMPARE(b.line.marks()[2].time, kStart + 30 * kSecond);
    }

    void jumpsStopAtWhatHappened()
    {
        using twin::state::Severity;
        Bench b(3);
        b.alarmAt(10, Severity::Major);
        b.alarmAt(20, Severity::Cleared);
        b.tick();
        b.line.jump(-1);
        QTRY_COMPARE(b.line.moment(), kStart + 20 * kSecond);
        QCOMPARE(b.line.mode(), TimeMode::Fixed);
        b.line.jump(-1);
        QTRY_COMPARE(b.line.moment(), kStart + 10 * kSecond);
        QSignalSpy nothing(&b.line, &TimeLine::nothingThere);
        b.line.jump(-1);
        QTRY_COMPARE(nothing.count(), 1);
        QCOMPARE(b.line.moment(), kStart + 10 * kSecond);
        b.line.jump(1);
        QTRY_COMPARE(b.line.moment(), kStart + 20 * kSecond);
    }
};

QTEST_GUILESS_MAIN(TimeLineTest)
#include "tst_time_line.moc"
