#include "small_nation.h"

#include "twin/generate/demo_drill.h"
#include "twin/generate/demo_source.h"
#include "twin/ingest/twin_service.h"

#include <QTest>

using namespace twin;

namespace {

/// Refuses whoever comes.
class ClosedSink final : public ingest::FrameSink
{
  public:
    Result<std::unique_ptr<ingest::SourceSession>> openSource(const ingest::SourceHello&,
                                                              ingest::SessionEvents) override
    {
        return failure(ErrorCode::TooLarge, "full");
    }

    void countTransport(const std::string&) override {}
};

state::SnapshotPtr latest(const ingest::TwinService& service)
{
    return service.provider()->at(state::TimeCursor{});
}

bool everyPoolIsKnown(const ingest::TwinService& service)
{
    const state::SnapshotPtr held = latest(service);
    if (!held) {
        return false;
    }
    const state::Snapshot& snapshot = *held;
    if (!snapshot.registry || snapshot.section(EntityKind::Pool).size() != snapshot.registry->pools.size()) {
        return false;
    }
    for (std::uint32_t pool = 0; pool < snapshot.registry->pools.size(); ++pool) {
        if (!snapshot.cell(EntityKind::Pool, pool, PoolMetric::Utilisation).isKnown()) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestDemoSource final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void refusedSourceSaysSo()
    {
        ClosedSink sink;
        const auto nation = smallnation::registry();
        generate::DemoSource source(nation, nullptr, generate::demoFeedOptions(nation, nullptr, 1));
        QVERIFY(!source.start(sink));
        source.stop();
    }

    void everyPoolHasAValueSoon()
    {
        const auto nation = smallnation::registry();
        const auto asked = smallnation::workload();
        auto service = ingest::TwinService::create({});
        QVERIFY(service);
        (*service)->setRegistry(nation, asked);
        QVERIFY((*service)->start());
        generate::DemoSource source(nation, asked, generate::demoFeedOptions(nation, asked, 1));
        QVERIFY(source.start(**service));
        QTRY_VERIFY(everyPoolIsKnown(**service));
        source.stop();
        (*service)->stop();
        const auto snapshot = latest(**service);
        QCOMPARE(snapshot->sources->size(), 1U);
        const state::SourceStatus& status = snapshot->sources->front();
        QCOMPARE(status.name, std::string("demo"));
        QVERIFY(status.received > 0);
        QCOMPARE(status.refused, 0U);
        QCOMPARE(status.received,
                 status.applied + status.merged + status.late + status.duplicate + status.refused);
    }

    void stopsAndStartsAgain()
    {
        const auto nation = smallnation::registry();
        const auto asked = smallnation::workload();
        auto service = ingest::TwinService::create({});
        QVERIFY(service);
        (*service)->setRegistry(nation, asked);
        QVERIFY((*service)->start());
        generate::DemoSource source(nation, asked, generate::demoFeedOptions(nation, asked, 1));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(source.start(**service));
            source.stop();
            source.stop();
        }
        QVERIFY(source.start(**service));
        QTRY_VERIFY(everyPoolIsKnown(**service));
        source.stop();
        (*service)->stop();
    }
};

QTEST_GUILESS_MAIN(TestDemoSource)
#include "tst_demo_source.moc"
