#include "tests/support/postgres_server.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/registry/small_snapshot.h"
#include "twin/ingest/store_follower.h"
#include "twin/ingest/twin_service.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace test;
using namespace twin::ingest;
using twin::kSecond;
using twin::TimeNs;

namespace {

/// A twin that keeps a store, with a source that sends one pool's inlet temperature.
struct Keeper
{
    explicit Keeper(const std::string& store)
    {
        TwinServiceOptions options;
        options.clock = clock;
        options.storePath = store;
        service = std::move(TwinService::create(options).value());
        giveRegistry(*service, smallSnapshot());
        static_cast<void>(service->start());
        SourceHello hello;
        hello.source = "north";
        hello.epoch = 1;
        session = std::move(service->openSource(hello, {}).value());
        wire::Frame define;
        wire::Define& body = *define.mutable_define();
        body.set_sequence(1);
        body.add_metrics()->set_name("pool.inlet_celsius");
        wire::EntityEntry* entity = body.add_entities();
        entity->set_kind(wire::POOL);
        entity->set_id(kZhongwei);
        submit(define);
    }

    void send(double celsius)
    {
        clock->advance(twin::kMinute); // beyond the period at which values are held in memory
        submit(batch(++sequence, clock->now(), {celsius}));
    }

    void submit(const wire::Frame& frame)
    {
        std::string bytes = frame.SerializeAsString();
        while (session->submit(bytes) == SourceSession::Submit::Full) {
            std::this_thread::yield();
        }
    }

    std::shared_ptr<twin::ManualClock> clock = std::make_shared<twin::ManualClock>(1'795'720'320 * kSecond);
    std::unique_ptr<TwinService> service;
    std::unique_ptr<SourceSession> session;
    std::uint64_t sequence = 1;
};

double inlet(const twin::state::SnapshotProvider& provider, const twin::state::TimeCursor& cursor = {})
{
    const auto snapshot = provider.at(cursor);
    const auto pool = snapshot ? snapshot->find(twin::EntityKind::Pool, kZhongwei) : std::nullopt;
    return pool ? snapshot->cell(twin::EntityKind::Pool, pool->index, twin::PoolMetric::Inlet).value : -1;
}

bool isUsable(const twin::state::SnapshotProvider& provider)
{
    const auto snapshot = provider.at({});
    const auto pool = snapshot ? snapshot->find(twin::EntityKind::Pool, kZhongwei) : std::nullopt;
    return pool && twin::state::liveValue(*snapshot, *pool, static_cast<std::size_t>(twin::PoolMetric::Inlet))
                       .isUsable();
}

} // namespace

class TestStoreFollower final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsNoStoreCannotBeFollowed()
    {
        const QTemporaryDir folder;
        QCOMPARE(StoreFollower::open(folder.filePath("none").toStdString()).error().code,
                 twin::ErrorCode::NotFound);
    }

    void whatTheKeeperTakesIsSeen()
    {
        const QTemporaryDir folder;
        const std::string store = folder.filePath("store").toStdString();
        Keeper keeper(store);
        keeper.send(21);
        const TimeNs first = keeper.clock->now();
        const auto follower = StoreFollower::open(store, keeper.clock);
        QVERIFY2(follower, follower ? "" : follower.error().text().c_str());
        const auto provider = (*follower)->provider();
        QTRY_COMPARE_WITH_TIMEOUT(inlet(*provider), 21.0, 20'000);
        QVERIFY(provider->at({})->live);
        const auto registry = provider->at({})->registry;
        keeper.send(22);
        QTRY_COMPARE_WITH_TIMEOUT(inlet(*provider), 22.0, 20'000);
        QCOMPARE(provider->at({})->registry, registry); // nothing on the screen is built anew
        QCOMPARE(inlet(*provider, {twin::state::TimeMode::Fixed, first}), 21.0);
        QVERIFY(provider->at({})->totals.historyError.empty());
        keeper.service->stop();
    }

    void valuesOfAStoreThatIsQuietTurnStale()
    {
        const QTemporaryDir folder;
        const std::string store = folder.filePath("store").toStdString();
        Keeper keeper(store);
        keeper.send(21);
        const auto follower = StoreFollower::open(store, keeper.clock);
        QVERIFY2(follower, follower ? "" : follower.error().text().c_str());
        const auto provider = (*follower)->provider();
        QTRY_VERIFY_WITH_TIMEOUT(isUsable(*provider), 20'000);
        keeper.clock->advance(twin::kHour);
        QTRY_VERIFY_WITH_TIMEOUT(!isUsable(*provider), 20'000);
        QCOMPARE(provider->at({})->time, keeper.clock->now());
        QVERIFY(provider->at({})->live && provider->at({})->totals.historyError.empty());
        keeper.send(22);
        QTRY_VERIFY_WITH_TIMEOUT(isUsable(*provider), 20'000);
        keeper.service->stop();
    }

    void whyAStoreCannotBeReadIsSaid()
    {
        NEEDS_POSTGRES(server);
        const std::string store = server.newDatabase();
        Keeper keeper(store);
        keeper.send(21);
        const auto follower = StoreFollower::open(store, keeper.clock);
        QVERIFY2(follower, follower ? "" : follower.error().text().c_str());
        const auto provider = (*follower)->provider();
        QTRY_VERIFY_WITH_TIMEOUT(isUsable(*provider), 20'000);
        const auto registry = provider->at({})->registry;
        server.killHard();
        keeper.clock->advance(twin::kHour);
        QTRY_VERIFY_WITH_TIMEOUT(!provider->at({})->totals.historyError.empty(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!isUsable(*provider), 20'000);
        QVERIFY2(server.start(), server.log().constData());
        QTRY_VERIFY_WITH_TIMEOUT(provider->at({})->totals.historyError.empty(), 30'000);
        keeper.send(22);
        QTRY_COMPARE_WITH_TIMEOUT(inlet(*provider), 22.0, 30'000);
        QCOMPARE(provider->at({})->registry, registry);
        keeper.service->stop();
    }
};

QTEST_GUILESS_MAIN(TestStoreFollower)
#include "tst_store_follower.moc"
