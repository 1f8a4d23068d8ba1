#include "tests/views/window_fixture.h"
#include "views/time/time_scale.h"
#include "views/time/time_track.h"

#include <QClipboard>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace test;
using twin::kHour;
using twin::kMinute;
using twin::kSecond;
using twin::TimeNs;
using twin::state::TimeMode;
using twin::state::TimeRange;
using views::TimeScale;

namespace {

/// A window with half a minute of past.
struct Bar : WindowFixture
{
    explicit Bar(models::Language::Tongue tongue = models::Language::Tongue::English,
                 const QSize& size = {1366, 768})
        : WindowFixture(tongue, size)
    {
        for (int i = 0; i < 30; ++i) {
            tick();
        }
    }

    [[nodiscard]] models::TimeLine& line() { return models->time; }

    views::TimeTrack* track() { return find<views::TimeTrack>("timeTrack"); }

    /// Where a moment is on the track.
    QPoint at(TimeNs time) { return {qRound(track()->scale().x(time)), track()->height() / 2}; }

    QString mode() { return find<QLabel>("timeMode")->text(); }

    void type(const QString& text)
    {
        action("time.goTo")->trigger();
        auto* moment = find<QLineEdit>("timeMoment");
        QTest::keyClicks(moment, text);
        QTest::keyClick(moment, Qt::Key_Return);
    }
};

/// Pixels round; a pixel of the track is worth so much.
bool isNear(TimeNs a, TimeNs b, TimeNs within)
{
    return std::abs(a - b) <= within;
}

} // namespace

class TimeBarTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void pixelsAndMomentsAreInverse()
    {
        const TimeScale scale{{1000 * kSecond, 1600 * kSecond}, 600};
        QCOMPARE(scale.x(1000 * kSecond), 0.0);
        QCOMPARE(scale.x(1600 * kSecond), 600.0);
        QCOMPARE(scale.time(300), 1300 * kSecond);
        for (int x = 0; x <= 600; x += 7) {
            QCOMPARE(qRound(scale.x(scale.time(x))), x);
        }
    }

    void ticksStandAtRoundMomentsAndDoNotTouch_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<qint64>("step");
        QTest::newRow("ten seconds") << qint64(10 * kSecond) << qint64(kSecond);
        QTest::newRow("ten minutes") << qint64(10 * kMinute) << qint64(kMinute);
        QTest::newRow("a day") << qint64(24 * kHour) << qint64(3 * kHour);
        QTest::newRow("ninety days") << qint64(90 * 24 * kHour) << qint64(14 * 24 * kHour);
    }

    void ticksStandAtRoundMomentsAndDoNotTouch()
    {
        QFETCH(qint64, span);
        QFETCH(qint64, step);
        const TimeScale scale{{FakeTwin::kStart, FakeTwin::kStart + span}, 800};
        QCOMPARE(qint64(scale.tickStep(60)), step);
        const auto ticks = scale.ticks(step);
        QVERIFY(!ticks.empty());
        for (const TimeNs tick : ticks) {
            QCOMPARE((tick + 8 * kHour) % step, TimeNs{0}); // midnight is in UTC+8
            QVERIFY(tick >= scale.window.begin && tick <= scale.window.end);
        }
    }

    void aDragHoldsTheMomentAndTheKeyComesBack()
    {
        Bar b;
        auto* banner = b.find<QFrame>("fixedBanner");
        QVERIFY(!banner->isVisible());
        QCOMPARE(b.mode(), QStringLiteral("LIVE"));
        const TimeNs wanted = b.twin->range().begin + 10 * kSecond;
        QTest::mousePress(b.track(), Qt::LeftButton, {}, b.at(wanted + 5 * kSecond));
        QTest::mouseMove(b.track(), b.at(wanted));
        QTest::mouseRelease(b.track(), Qt::LeftButton, {}, b.at(wanted));
        QCOMPARE(b.line().mode(), TimeMode::Fixed);
        QVERIFY(isNear(b.line().moment(), wanted, kSecond / 2));
        QTRY_VERIFY(!b.models->feed.snapshot()->live);
        QVERIFY(banner->isVisible());
        QCOMPARE(b.mode(), QStringLiteral("FIXED"));
        QTest::keyClick(b.window.get(), Qt::Key_L);
        QCOMPARE(b.line().mode(), TimeMode::Live);
        QVERIFY(b.models->feed.snapshot()->live);
        QVERIFY(!banner->isVisible());
    }

    void keysOnTheTrackMoveIt()
    {
        Bar b;
        const TimeNs end = b.twin->range().end;
        b.track()->setFocus();
        QTest::keyClick(b.track(), Qt::Key_Left);
        QCOMPARE(b.line().moment(), end - kSecond);
        QTest::keyClick(b.track(), Qt::Key_PageUp);
        QCOMPARE(b.line().moment(), b.twin->range().begin);
        QTest::keyClick(b.track(), Qt::Key_Right);
        QCOMPARE(b.line().moment(), b.twin->range().begin + kSecond);
        QTest::keyClick(b.track(), Qt::Key_End);
        QCOMPARE(b.line().mode(), TimeMode::Live);
    }

    void spacePlaysAndTheBannerSaysSo()
    {
        Bar b;
        b.window->setFocus();
        b.line().seek(b.twin->range().begin);
        b.line().setSpeed(0.1);
        QTest::keyClick(b.window.get(), Qt::Key_Space);
        QCOMPARE(b.mode(), QStringLiteral("REPLAY"));
        QVERIFY(b.find<QFrame>("fixedBanner")->findChild<QLabel*>()->text().contains(QStringLiteral("0.1×")));
        QTest::keyClick(b.window.get(), Qt::Key_Space);
        QCOMPARE(b.mode(), QStringLiteral("FIXED"));
    }

    void spaceStillPressesTheButtonThatHasTheFocus()
    {
        Bar b;
        auto* back = b.find<QToolButton>("time.stepBack");
        back->setFocusPolicy(Qt::StrongFocus);
        back->setFocus();
        QTRY_VERIFY(back->hasFocus());
        const TimeNs end = b.twin->range().end;
        QTest::keyClick(back, Qt::Key_Space);
        QCOMPARE(b.line().moment(), end - kSecond);
        QCOMPARE(b.line().mode(), TimeMode::Fixed);
    }

    void speedIsChosenOrSteppedByKey()
    {
        Bar b;
        auto* speed = b.find<QComboBox>("timeSpeed");
        QCOMPARE(speed->currentText(), QStringLiteral("1×"));
        b.action("time.faster")->trigger();
        QCOMPARE(speed->currentText(), QStringLiteral("2×"));
        speed->setFocus();
        QTest::keyClick(speed, Qt::Key_Down);
        QCOMPARE(b.line().speed(), 5.0);
    }

    void wheelZoomsAtThePointer()
    {
        Bar b;
        const TimeNs point = b.twin->range().begin + 20 * kSecond;
        const QPointF position = b.at(point);
        QWheelEvent turn(position, b.track()->mapToGlobal(position), {}, {0, 120}, Qt::NoButton,
                         Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(b.track(), &turn);
        const TimeRange window = b.line().window();
        QVERIFY(window.end - window.begin < 25 * kSecond);
        QVERIFY(qAbs(b.at(point).x() - position.x()) <= 1);
        b.action("time.zoomOut")->trigger();
        QVERIFY(b.line().window().end - b.line().window().begin > 25 * kSecond);
    }

    void aStretchIsShownByShiftAndDrag()
    {
        Bar b;
        const TimeNs begin = b.twin->range().begin;
        QTest::mousePress(b.track(), Qt::LeftButton, Qt::ShiftModifier, b.at(begin + 5 * kSecond));
        QTest::mouseRelease(b.track(), Qt::LeftButton, Qt::ShiftModifier, b.at(begin + 20 * kSecond));
        QVERIFY(isNear(b.line().window().begin, begin + 5 * kSecond, kSecond / 2));
        QVERIFY(isNear(b.line().window().end, begin + 20 * kSecond, kSecond / 2));
        QCOMPARE(b.line().mode(), TimeMode::Live);
        QCOMPARE(b.find<QComboBox>("timeSpan")->currentIndex(), -1);
        QTest::mouseDClick(b.track(), Qt::LeftButton, {}, b.at(begin + 10 * kSecond));
        QCOMPARE(b.line().window().begin, begin);
    }

    void momentsAndRangesAreTyped()
    {
        Bar b;
        b.type(QStringLiteral("now-10s"));
        QCOMPARE(b.line().mode(), TimeMode::Fixed);
        QCOMPARE(b.line().moment(), b.twin->range().end - 10 * kSecond);
        b.type(QStringLiteral("now-25s .. now-10s"));
        QCOMPARE(b.line().moment(), b.twin->range().end - 25 * kSecond);
        QCOMPARE(b.line().window().end, b.twin->range().end - 10 * kSecond);
        b.action("time.copyRange")->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral(" .. ")));
    }

    void whatCannotBeReadIsSaidAndChangesNothing()
    {
        Bar b;
        b.type(QStringLiteral("a while ago"));
        QCOMPARE(b.line().mode(), TimeMode::Live);
        auto* moment = b.find<QLineEdit>("timeMoment");
        QCOMPARE(moment->property("tone").toString(), QStringLiteral("critical"));
        QCOMPARE(moment->text(), QStringLiteral("a while ago"));
        QTest::keyClick(moment, Qt::Key_Escape);
        QTRY_VERIFY(moment->text().startsWith(QStringLiteral("20")));
    }

    void whatIsMarkedToTypeOverStaysMarkedWhileTimeGoesOn()
    {
        Bar b;
        b.action("time.goTo")->trigger();
        b.tick();
        auto* moment = b.find<QLineEdit>("timeMoment");
        QVERIFY(!moment->selectedText().isEmpty());
        QTest::keyClicks(moment, QStringLiteral("now-5s"));
        QCOMPARE(moment->text(), QStringLiteral("now-5s"));
        QTest::keyClick(moment, Qt::Key_Return);
        QCOMPARE(b.mode(), QStringLiteral("FIXED"));
    }

    void eventsAreJumpedTo()
    {
        Bar b;
        twin::state::Alarm alarm;
        alarm.resourceId = "pl-1";
        alarm.type = "test";
        alarm.severity = twin::state::Severity::Major;
        b.twin->alarms = {alarm};
        b.tick();
        const TimeNs raised = b.twin->now;
        b.tick();
        QTest::keyClick(b.window.get(), Qt::Key_BracketLeft);
        QTRY_COMPARE(b.line().moment(), raised);
    }

    void nothingIsCutOff_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("chinese");
        for (const int width : {1024, 1366, 1920}) {
            QTest::addRow("%d en", width) << width << false;
            QTest::addRow("%d zh", width) << width << true;
        }
    }

    void nothingIsCutOff()
    {
        QFETCH(int, width);
        QFETCH(bool, chinese);
        using Tongue = models::Language::Tongue;
        Bar b(chinese ? Tongue::Chinese : Tongue::English, {width, 768});
        QVERIFY(b.window->width() <= width);
        QVERIFY(b.track()->width() >= 120);
        for (const char* name :
             {"timeMode", "timeMoment", "timeSpeed", "timeSpan", "time.play", "time.live"}) {
            auto* widget = b.find<QWidget>(name);
            QVERIFY2(widget != nullptr && widget->isVisible(), name);
            const int right = widget->mapTo(b.window.get(), QPoint(widget->width(), 0)).x();
            QVERIFY2(right <= b.window->width(), name);
            QVERIFY2(widget->width() >= widget->minimumSizeHint().width(), name);
        }
    }
};

QTEST_MAIN(TimeBarTest)
#include "tst_time_bar.moc"
