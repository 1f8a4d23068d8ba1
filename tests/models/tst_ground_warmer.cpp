#include "models/planner/ground_warmer.h"
#include "tests/support/plan_twin.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace models;

class TestGroundWarmer : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatForksShareIsThereBeforeTheFirst()
    {
        const auto twin = test::planTwin();
        SnapshotFeed feed(twin);
        GroundWarmer warmer(feed);
        QSignalSpy made(&warmer, &GroundWarmer::made);
        feed.poll();
        QVERIFY(warmer.kit() == nullptr); // the first frames come before
        QVERIFY(made.wait(20'000));
        QVERIFY(warmer.kit() != nullptr);
        const auto ground = twin::scenario::Ground::of(feed.snapshot());
        QVERIFY(ground);
        QCOMPARE((*ground)->kit(), warmer.kit());
    }

    void anotherWorkloadIsAnotherKit()
    {
        const auto twin = test::planTwin();
        SnapshotFeed feed(twin);
        GroundWarmer warmer(feed);
        QSignalSpy made(&warmer, &GroundWarmer::made);
        feed.poll();
        QVERIFY(made.wait(20'000));
        const auto first = warmer.kit();
        twin->tick();
        feed.poll();
        QCOMPARE(warmer.kit(), first); // values came, nothing else
        twin->workload = std::make_shared<const twin::registry::Workload>(*twin->workload);
        twin->tick();
        feed.poll();
        QVERIFY(warmer.kit() == nullptr);
        QVERIFY(made.wait(20'000));
        QVERIFY(warmer.kit() != first);
    }

    void withoutAWorkloadNothingIsHeld()
    {
        const auto twin = test::planTwin();
        twin->workload = nullptr;
        twin->publish();
        SnapshotFeed feed(twin);
        GroundWarmer warmer(feed);
        QSignalSpy made(&warmer, &GroundWarmer::made);
        feed.poll();
        QVERIFY(!made.wait(GroundWarmer::kRest_ms + 500));
        QVERIFY(warmer.kit() == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestGroundWarmer)
#include "tst_ground_warmer.moc"
