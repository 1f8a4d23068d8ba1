#include "models/console_models.h"
#include "tests/support/fake_twin.h"

#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;

namespace {

/// A saved state: one moment, whatever is asked for.
class SavedMoment final : public twin::state::SnapshotProvider
{
  public:
    explicit SavedMoment(const twin::state::Snapshot& snapshot)
    {
        auto still = std::make_shared<twin::state::Snapshot>(snapshot);
        still->live = false;
        m_still = still;
    }

    twin::state::SnapshotPtr at(const twin::state::TimeCursor& /*cursor*/) const override { return m_still; }

    twin::state::TimeRange range() const override { return {}; }

    std::vector<twin::state::SeriesPoint> series(const twin::state::SeriesSubject& /*of*/,
                                                 twin::state::TimeRange /*range*/,
                                                 std::size_t /*maxPoints*/) const override
    {
        return {};
    }

    std::vector<twin::state::TimeMark> marks(twin::state::TimeRange /*range*/,
                                             std::size_t /*maxMarks*/) const override
    {
        return {};
    }

  private:
    twin::state::SnapshotPtr m_still;
};

} // namespace

class StatusTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void beforeTheFirstSnapshotNothingIsClaimed()
    {
        ConsoleModels console(std::make_shared<test::FakeTwin>());
        QVERIFY(!console.status.status().hasSnapshot);
        QVERIFY(console.status.status().compute.isEmpty());
    }

    void withoutASourceNothingIsClaimed()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        twin->publish();
        ConsoleModels console(twin);
        console.feed.poll();
        QCOMPARE(console.status.status().samples, QString::fromUtf8("—"));
        QCOMPARE(console.status.status().lag, QString::fromUtf8("—"));
        QCOMPARE(console.status.status().sources, QStringLiteral("0 / 0"));
        QVERIFY(console.status.status().isUnheard);
        twin->fillSources(); // connected, and nothing received yet
        twin->tick();
        console.feed.poll();
        QTRY_VERIFY(!console.status.status().isUnheard);
        QCOMPARE(console.status.status().samples, QStringLiteral("0 /s"));
        QCOMPARE(console.status.status().lag, QString::fromUtf8("—"));
        twin->totals.received = 1;
        twin->totals.lag = 12 * twin::kMillisecond;
        twin->tick();
        console.feed.poll();
        QTRY_COMPARE(console.status.status().lag, QStringLiteral("12.0 ms"));
    }

    void poolsNotHeardAreNotCountedAndSaidSo()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.5);
        twin->publish();
        ConsoleModels console(twin);
        console.feed.poll();
        const Status& status = console.status.status();
        QVERIFY2(status.compute.startsWith(QStringLiteral("3.20 / 13.1 EFLOPS FP16")),
                 qPrintable(status.compute));
        QCOMPARE(status.computeNote, QStringLiteral("3 of 4 pools not counted: stale or not heard"));
        QCOMPARE(status.computeRatio, 0.5);
        QVERIFY(status.backbone.startsWith(QStringLiteral("—")));
    }

    void figuresOfACalmNation()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        twin->fillCalm();
        twin->totals.received = 1'000'000;
        twin->totals.samplesPerSecond = 16'240;
        twin->totals.lag = 12 * twin::kMillisecond;
        twin->totals.dropped = 3;
        twin->publish();
        ConsoleModels console(twin);
        console.feed.poll();
        const Status& status = console.status.status();
        QCOMPARE(status.computeNote, QString());
        QCOMPARE(status.backbone, QStringLiteral("4.20 / 14.0 Tb/s"));
        QCOMPARE(status.samples, QStringLiteral("16.2 k/s"));
        QCOMPARE(status.lag, QStringLiteral("12.0 ms"));
        QCOMPARE(status.dropped, QStringLiteral("3"));
        QCOMPARE(status.sources, QStringLiteral("1 / 2"));
        QCOMPARE(status.mode, QStringLiteral("LIVE"));
        QVERIFY(status.clock.endsWith(QStringLiteral("UTC+8")));
        QVERIFY(status.synthetic);
        QCOMPARE(status.counts, console.attention.counts());
    }

    void aFixedCursorIsSaidAtOnce()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        const auto first = twin->publish();
        twin->tick(twin::kMinute);
        ConsoleModels console(twin);
        console.feed.poll();
        QSignalSpy changed(&console.status, &StatusModel::changed);
        console.feed.setCursor({twin::state::TimeMode::Fixed, first->time});
        QVERIFY(changed.count() >= 1);
        QCOMPARE(console.status.status().mode, QStringLiteral("FIXED"));
        QCOMPARE(console.status.status().timeMode, twin::state::TimeMode::Fixed);
    }

    void aSavedStateIsNotLive()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        twin->fillCalm();
        twin->sources.clear(); // a saved state has none
        ConsoleModels console(std::make_shared<SavedMoment>(*twin->publish()));
        console.feed.poll();
        const Status& status = console.status.status();
        QCOMPARE(status.mode, QStringLiteral("FIXED"));
        QCOMPARE(status.timeMode, twin::state::TimeMode::Fixed);
        QCOMPARE(status.samples, QString::fromUtf8("—"));
        QVERIFY(!status.isUnheard); // what is wrong in it is known
    }

    void oneConsoleHoldsAllModelsTogether()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        twin->fillCalm();
        twin->fillWork();
        twin->publish();
        ConsoleModels console(twin, Language::Tongue::Chinese);
        console.feed.start(10);
        QTRY_COMPARE(console.poolProxy.rowCount(), 6);
        QCOMPARE(console.linkProxy.rowCount(), 17);
        QCOMPARE(console.flowProxy.rowCount(), 1);
        QCOMPARE(console.navigatorProxy.rowCount(), 3);
        console.filter.setSpec({{}, QStringLiteral("ent-2"), {}, {}});
        QCOMPARE(console.poolProxy.rowCount(), 1);
        QCOMPARE(console.flowProxy.rowCount(), 0);
        const auto scene = console.mapScene.build(console.feed.snapshot(), *console.attentionFeed.digest(),
                                                  console.filter, console.selection, true);
        QCOMPARE(std::ranges::count_if(scene->pools, &MapPool::passes), 1);
        console.feed.stop();
    }
};

QTEST_GUILESS_MAIN(StatusTest)
#include "tst_status.moc"
