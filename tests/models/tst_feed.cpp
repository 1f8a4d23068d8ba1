#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/selection/selection.h"
#include "tests/support/fake_twin.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace models;
using twin::state::SnapshotPtr;
using twin::state::TimeCursor;
using twin::state::TimeMode;
using Type = EntityKey::Type;

namespace {

/// A twin whose past takes as long to work out as the test likes.
class SlowPast final : public twin::state::SnapshotProvider
{
  public:
    [[nodiscard]] SnapshotPtr at(const TimeCursor& cursor) const override
    {
        if (cursor.mode != TimeMode::Live) {
            ++asked;
            gate.acquire();
        }
        return twin.at(cursor);
    }

    [[nodiscard]] twin::state::TimeRange range() const override { return twin.range(); }

    [[nodiscard]] std::vector<twin::state::SeriesPoint> series(const twin::state::SeriesSubject& /*of*/,
                                                               twin::state::TimeRange /*range*/,
                                                               std::size_t /*maxPoints*/) const override
    {
        return {};
    }

    [[nodiscard]] std::vector<twin::state::TimeMark> marks(twin::state::TimeRange, std::size_t) const override
    {
        return {};
    }

    test::FakeTwin twin;
    mutable QSemaphore gate;
    mutable std::atomic<int> asked = 0;
};

} // namespace

class FeedTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingHappensBeforeTheFirstSnapshot()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(twin);
        QSignalSpy applied(&feed, &SnapshotFeed::snapshotApplied);
        feed.poll();
        QVERIFY(feed.snapshot() == nullptr);
        QCOMPARE(applied.count(), 0);
    }

    void aSnapshotIsAppliedOnce()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(twin);
        QSignalSpy applied(&feed, &SnapshotFeed::snapshotApplied);
        QSignalSpy registry(&feed, &SnapshotFeed::registryChanged);
        twin->publish();
        feed.poll();
        feed.poll();
        QCOMPARE(applied.count(), 1);
        QCOMPARE(registry.count(), 1);
        twin->tick();
        feed.poll();
        QCOMPARE(applied.count(), 2);
        QCOMPARE(registry.count(), 1);
    }

    void anotherRegistryIsAnnouncedBeforeItsSnapshot()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(twin);
        QStringList order;
        connect(&feed, &SnapshotFeed::registryChanged, this,
                [&] { order.append(QStringLiteral("registry")); });
        connect(&feed, &SnapshotFeed::snapshotApplied, this,
                [&] { order.append(QStringLiteral("snapshot")); });
        twin->publish();
        feed.poll();
        twin->setRegistry(test::smallNation().withoutPool("pl-1").build());
        twin->tick();
        feed.poll();
        const QStringList expected{QStringLiteral("registry"), QStringLiteral("snapshot"),
                                   QStringLiteral("registry"), QStringLiteral("snapshot")};
        QCOMPARE(order, expected);
    }

    void aFixedCursorShowsThePastAndStaysThere()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(twin);
        const auto first = twin->publish();
        twin->tick();
        twin->tick();
        feed.poll();
        QSignalSpy moved(&feed, &SnapshotFeed::cursorChanged);
        feed.setCursor({TimeMode::Fixed, first->time});
        QCOMPARE(moved.count(), 1);
        QTRY_COMPARE(feed.snapshot()->version, first->version);
        QVERIFY(!feed.snapshot()->live);
        QSignalSpy applied(&feed, &SnapshotFeed::snapshotApplied);
        twin->tick();
        feed.poll();
        QTRY_VERIFY(!feed.isSeeking());
        QCOMPARE(applied.count(), 0);
        feed.goLive();
        QVERIFY(feed.snapshot()->live);
        QCOMPARE(feed.snapshot()->version, std::uint64_t{4});
    }

    void thePastIsNotWaitedFor()
    {
        const auto slow = std::make_shared<SlowPast>();
        SnapshotFeed feed(slow);
        const twin::TimeNs first = slow->twin.publish()->time;
        for (int i = 0; i < 20; ++i) {
            slow->twin.tick();
        }
        feed.poll();
        const SnapshotPtr live = feed.snapshot();
        for (int i = 0; i < 10; ++i) { // a drag along the time line, beats of the feed between
            feed.setCursor({TimeMode::Fixed, first + i * twin::kSecond});
            feed.poll();
        }
        QVERIFY(feed.isSeeking());
        QCOMPARE(feed.snapshot(), live);
        QSignalSpy applied(&feed, &SnapshotFeed::snapshotApplied);
        slow->gate.release(2);
        QTRY_VERIFY(!feed.isSeeking());
        QCOMPARE(applied.count(), 2); // the first asked for and the last: those between were overtaken
        QCOMPARE(slow->asked.load(), 2);
        QCOMPARE(feed.snapshot()->time, first + 9 * twin::kSecond);
    }

    void goingLiveForgetsThePastThatWasAskedFor()
    {
        const auto slow = std::make_shared<SlowPast>();
        SnapshotFeed feed(slow);
        const twin::TimeNs first = slow->twin.publish()->time;
        slow->twin.tick();
        feed.poll();
        feed.setCursor({TimeMode::Fixed, first});
        feed.goLive();
        QVERIFY(feed.snapshot()->live);
        slow->gate.release();
        QTRY_VERIFY(!feed.isSeeking());
        QVERIFY(feed.snapshot()->live);
    }

    void aFeedEndsWhileThePastIsWorkedOut()
    {
        const auto slow = std::make_shared<SlowPast>();
        slow->twin.publish();
        {
            SnapshotFeed feed(slow);
            feed.setCursor({TimeMode::Fixed, 1});
            slow->gate.release();
        }
        QCoreApplication::processEvents();
        QCOMPARE(slow->asked.load(), 1);
    }

    /// The interval stays what it is: it was what had been left of the one before.
    void aThrottleDoesNotGetFaster()
    {
        int runs = 0;
        Throttle throttle(40, [&] { ++runs; });
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < 600) {
            throttle.request();
            QTest::qWait(7);
        }
        QVERIFY2(runs <= 1 + time.elapsed() / 40, qPrintable(QString::number(runs)));
        QVERIFY(runs > 1);
    }

    void throttleRunsAtOnceThenWaits()
    {
        int runs = 0;
        Throttle throttle(50, [&] { ++runs; });
        throttle.request();
        QCOMPARE(runs, 1);
        throttle.request();
        throttle.request();
        QCOMPARE(runs, 1);
        QTRY_COMPARE(runs, 2);
    }

    void invalidKeysAreNeverSelected()
    {
        Selection selection;
        QSignalSpy changed(&selection, &Selection::changed);
        selection.select({});
        selection.toggle({Type::Pool, QString()});
        selection.selectMany({{}, {Type::None, QStringLiteral("x")}});
        QCOMPARE(changed.count(), 0);
        QVERIFY(!selection.current().isValid());
    }

    void selectionTellsOnlyChanges()
    {
        Selection selection;
        QSignalSpy changed(&selection, &Selection::changed);
        QSignalSpy reveal(&selection, &Selection::revealRequested);
        const EntityKey a{Type::Pool, QStringLiteral("pl-1")};
        const EntityKey b{Type::Link, QStringLiteral("bb-1")};
        selection.select(a);
        selection.select(a, true);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(reveal.count(), 1);
        selection.toggle(b);
        QCOMPARE(selection.current(), b);
        selection.toggle(b);
        QCOMPARE(selection.keys(), QList<EntityKey>{a});
        selection.selectMany({a, a, b});
        QCOMPARE(selection.keys().size(), 2);
        selection.clear();
        QCOMPARE(changed.count(), 5);
    }
};

QTEST_GUILESS_MAIN(FeedTest)
#include "tst_feed.moc"
