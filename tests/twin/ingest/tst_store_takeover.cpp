// What a twin knows of its store after another one kept it for a while.
#include "tests/support/postgres_server.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/registry/small_snapshot.h"
#include "twin/history/history_store.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/metrics.h"

#include <QTest>

#include <memory>
#include <string>
#include <thread>

using namespace test;
using namespace twin::ingest;
using twin::EntityKind;
using twin::ErrorCode;
using twin::kMinute;
using twin::kSecond;
using twin::ManualClock;
using twin::PoolMetric;
using twin::Result;
using twin::TimeNs;
using twin::history::HistoryReader;

namespace {

constexpr TimeNs kBegin = 1'790'000'000 * kSecond;

std::string nameOf(PoolMetric metric)
{
    return std::string(twin::metricsOf(EntityKind::Pool)[static_cast<std::size_t>(metric)].name);
}

/// The small network under another version: a registry of its own.
twin::registry::SnapshotDocument otherSnapshot()
{
    auto document = smallSnapshot();
    auto& registry = *document.message().mutable_registry();
    registry.set_version("other");
    registry.mutable_pools(0)->mutable_name()->set_en("Renamed");
    registry.set_sha256(twin::registry::contentHash(registry));
    return document;
}

/// A source of one series.
class Speaker
{
  public:
    Speaker(TwinService& twin, const std::string& name, PoolMetric metric, const std::string& pool)
    {
        SourceHello hello;
        hello.source = name;
        hello.epoch = 1;
        m_session = std::move(twin.openSource(hello, {}).value());
        wire::Frame frame;
        wire::Define& body = *frame.mutable_define();
        body.set_sequence(++m_sequence);
        body.add_metrics()->set_name(nameOf(metric));
        wire::EntityEntry* entity = body.add_entities();
        entity->set_kind(wire::POOL);
        entity->set_id(pool);
        submit(frame);
    }

    void say(ManualClock& clock, double value)
    {
        clock.advance(kSecond);
        submit(batch(++m_sequence, clock.now(), {value}));
    }

    [[nodiscard]] bool isKept() const { return m_session->progress().contiguous == m_sequence; }

  private:
    void submit(const wire::Frame& frame)
    {
        std::string bytes = frame.SerializeAsString();
        while (m_session->submit(bytes) == SourceSession::Submit::Full) {
            std::this_thread::yield();
        }
    }

    std::unique_ptr<SourceSession> m_session;
    std::uint64_t m_sequence = 0;
};

} // namespace

class TestStoreTakeover final : public QObject
{
    Q_OBJECT

    std::string m_location;
    std::shared_ptr<ManualClock> m_clock = std::make_shared<ManualClock>(kBegin);

    Result<std::unique_ptr<TwinService>> twin(const twin::registry::SnapshotDocument& snapshot)
    {
        TwinServiceOptions options;
        options.clock = m_clock;
        options.storePath = m_location;
        options.fold.window = kMinute;
        auto made = TwinService::create(options);
        if (made) {
            giveRegistry(**made, snapshot);
            static_cast<void>((*made)->start());
        }
        return made;
    }

    /// Ends every connection of the twin that keeps the store, and takes the lease before it does again.
    std::unique_ptr<TwinService> takeOver(test::PostgresServer& server)
    {
        auto admin = twin::history::PgConnection::open(server.location(QStringLiteral("postgres")), {});
        for (int i = 0; admin && i < 10; ++i) {
            static_cast<void>(admin->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                             "datname LIKE 'db%' AND pid <> pg_backend_pid()"));
            if (auto made = twin(otherSnapshot())) {
                return std::move(*made);
            }
        }
        return nullptr;
    }

    /// Time goes by until all frames of the journal are history.
    [[nodiscard]] bool isFolded(HistoryReader& reader)
    {
        m_clock->advance(10 * kSecond);
        return reader.foldPosition().value() == reader.newestFrame().value();
    }

    static std::size_t samplesOf(HistoryReader& reader, PoolMetric metric, const std::string& pool)
    {
        const auto id = reader.find({EntityKind::Pool, pool, nameOf(metric)});
        const auto samples =
            id && *id
                ? reader.samples(**id, {0, kBegin + twin::kDay}, {})
                : Result<twin::history::SeriesSamples>(twin::failure(ErrorCode::NotFound, "no such series"));
        return samples ? samples->samples.size() : 0;
    }

  private Q_SLOTS:

    /// Its folding goes on from where the other's ended: no sample twice, no number given again, and its
    /// registry is in force again for what it takes.
    void anotherTwinFoldedMeanwhile_data()
    {
        QTest::addColumn<int>("unfolded");
        QTest::newRow("frames that wait to be folded") << 3;
        QTest::newRow("with none waiting") << 0;
    }

    void anotherTwinFoldedMeanwhile()
    {
        QFETCH(int, unfolded);
        NEEDS_POSTGRES(server);
        m_location = server.newDatabase();
        auto first = std::move(twin(smallSnapshot()).value());
        const auto store = std::move(*twin::history::historyStore(m_location));
        const auto reader = std::move(store->openReader().value());
        Speaker inlet(*first, "inlet", PoolMetric::Inlet, kZhongwei);
        inlet.say(*m_clock, 21);
        QTRY_VERIFY(inlet.isKept());
        QTRY_VERIFY_WITH_TIMEOUT(isFolded(*reader), 20'000);
        for (int i = 0; i < unfolded; ++i) {
            inlet.say(*m_clock, 22 + i); // taken by the first one's folding, not folded yet
        }
        QTRY_VERIFY(inlet.isKept());
        QTest::qWait(500);

        auto second = takeOver(server);
        QVERIFY(second != nullptr);
        QTRY_VERIFY(!first->status().journalError.empty()); // what its folding writes waits from here on
        {
            Speaker pue(*second, "pue", PoolMetric::Pue, kBeijing);
            pue.say(*m_clock, 1.25);
            QTRY_VERIFY(pue.isKept());
            QTRY_VERIFY_WITH_TIMEOUT(isFolded(*reader), 20'000);
        }
        second.reset();

        QTRY_VERIFY_WITH_TIMEOUT(first->status().journalError.empty(), 20'000);
        Speaker busy(*first, "busy", PoolMetric::CardsBusy, kBeijing);
        busy.say(*m_clock, 3);
        QTRY_VERIFY_WITH_TIMEOUT(busy.isKept(), 20'000);
        QCOMPARE(reader->registries()->back().version, smallSnapshot().message().registry().version());
        QTRY_VERIFY_WITH_TIMEOUT(isFolded(*reader), 20'000);
        QVERIFY(first->status().historyError.empty());
        QCOMPARE(samplesOf(*reader, PoolMetric::Inlet, kZhongwei), static_cast<std::size_t>(1 + unfolded));
        QCOMPARE(samplesOf(*reader, PoolMetric::Pue, kBeijing), std::size_t{1});
        QCOMPARE(samplesOf(*reader, PoolMetric::CardsBusy, kBeijing), std::size_t{1});
        QCOMPARE(reader->sums()->blockSamples, static_cast<std::uint64_t>(3 + unfolded));
    }
};

QTEST_GUILESS_MAIN(TestStoreTakeover)
#include "tst_store_takeover.moc"
