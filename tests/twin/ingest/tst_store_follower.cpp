#include "tests/support/patience.h"
#include "tests/support/postgres_server.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/registry/small_snapshot.h"
#include "twin/ingest/store_follower.h"
#include "twin/ingest/twin_service.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
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
        SessionEvents events;
        events.acknowledged = [kept = kept](const Progress& progress) {
            *kept = progress.contiguous;
        };
        session = std::move(service->openSource(hello, std::move(events)).value());
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
        last = batch(++sequence, clock->now(), {celsius});
        submit(last);
    }

    /// What a source does with what nobody says is kept: while its store cannot be written, a twin shows what
    /// comes and keeps nothing of it. True: it is kept.
    bool sendAgain()
    {
        if (*kept < sequence) {
            submit(last);
        }
        return *kept >= sequence;
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
    wire::Frame last; ///< of a value
    std::shared_ptr<std::atomic<std::uint64_t>> kept = std::make_shared<std::atomic<std::uint64_t>>(0);
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
        QTRY_COMPARE_WITH_TIMEOUT(inlet(*provider), 21.0, test::patience_ms());
        QVERIFY(provider->at({})->live);
        const auto registry = provider->at({})->registry;
        keeper.send(22);
        QTRY_COMPARE_WITH_TIMEOUT(inlet(*provider), 22.0, test::patience_ms());
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
        QTRY_VERIFY_WITH_TIMEOUT(isUsable(*provider), test::patience_ms());
        keeper.clock->advance(twin::kHour);
        QTRY_VERIFY_WITH_TIMEOUT(!isUsable(*provider), test::patience_ms());
        QCOMPARE(provider->at({})->time, keeper.clock->now());
        QVERIFY(provider->at({})->live && provider->at({})->totals.historyError.empty());
        keeper.send(22);
        QTRY_VERIFY_WITH_TIMEOUT(isUsable(*provider), test::patience_ms());
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
        QTRY_VERIFY_WITH_TIMEOUT(isUsable(*provider), test::patience_ms());
        const auto registry = provider->at({})->registry;
        server.killHard();
        keeper.clock->advance(twin::kHour);
        QTRY_VERIFY_WITH_TIMEOUT(!provider->at({})->totals.historyError.empty(), test::patience_ms());
        QTRY_VERIFY_WITH_TIMEOUT(!isUsable(*provider), test::patience_ms());
        QVERIFY2(server.start(), server.log().constData());
        QTRY_VERIFY_WITH_TIMEOUT(provider->at({})->totals.historyError.empty(), test::patience_ms());
        keeper.send(22);
        QTRY_VERIFY_WITH_TIMEOUT(keeper.sendAgain(),
                                 test::patience_ms()); // the keeper may be later than the follower
        QTRY_COMPARE_WITH_TIMEOUT(inlet(*provider), 22.0, test::patience_ms());
        QCOMPARE(provider->at({})->registry, registry);
        keeper.service->stop();
    }
};

QTEST_GUILESS_MAIN(TestStoreFollower)
#include "tst_store_follower.moc"
