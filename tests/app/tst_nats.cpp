#include "app/transport/buses.h"
#include "app/transport/nats_channel.h"
#include "app/transport/nats_feed.h"
#include "tests/app/nats_server.h"
#include "tests/twin/ingest/gnmi_messages.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/history/journal.h"
#include "twin/ingest/twin_service.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/snapshot_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace test;
using namespace app::transport;

namespace {

constexpr int kPatience_ms = 20'000;

twin::TimeNs wallTime()
{
    return twin::SystemClock().now();
}

/// A twin with a store that reads from a bus.
class BusTwin
{
  public:
    BusTwin(const NatsServer& server, const std::string& store)
    {
        twin::ingest::TwinServiceOptions options;
        options.publishInterval = 10 * twin::kMillisecond;
        options.storePath = store;
        service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        service->setRegistry(world({.pools = 50}), nullptr);
        BusSettings settings;
        settings.nats.url = server.url().toStdString();
        settings.mapping = twin::ingest::MappingStore::open({}).value();
        buses = std::move(Buses::create(settings, *service).value());
        if (!service->start() || !buses->start()) {
            qFatal("not started");
        }
    }

    ~BusTwin()
    {
        buses->stop();
        service->stop();
    }

    BusTwin(const BusTwin&) = delete;
    BusTwin& operator=(const BusTwin&) = delete;

    [[nodiscard]] BusChannelStatus channel(const std::string& subject) const
    {
        const std::vector<BusStatus> all = buses->status();
        for (const BusChannelStatus& status : all.front().channels) {
            if (status.subject == subject) {
                return status;
            }
        }
        return {};
    }

    [[nodiscard]] std::uint64_t acknowledged() const { return channel(kNativeSubjects).acknowledged; }

    [[nodiscard]] double inlet(std::uint32_t pool) const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot ? snapshot->cell(twin::EntityKind::Pool, pool, twin::PoolMetric::Inlet).value : -1;
    }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<Buses> buses;
};

std::unique_ptr<NatsFeed> feedTo(const NatsServer& server, FeedSenderOptions options = {})
{
    options.source = "feeder";
    options.epoch = 1;
    options.resendAfter = 500 * twin::kMillisecond;
    NatsSettings settings;
    settings.url = server.url().toStdString();
    return std::move(NatsFeed::create(settings, std::move(options)).value());
}

/// A definition of 50 pools (if `first` is 1) and batches of 50 samples up to frame `last`.
bool offerBatches(NatsFeed& feed, int first, int last)
{
    for (int i = first; i <= last; ++i) {
        wire::Frame frame = i == 1 ? define(0, 50) : batch(0, wallTime(), std::vector<double>(50, i % 100));
        while (!feed.offer(std::move(frame))) {
            if (!feed.pump(10 * twin::kMillisecond)) {
                return false;
            }
        }
        if (!feed.pump(0)) {
            return false;
        }
    }
    return true;
}

/// Anybody on the bus, with the library alone.
class Stranger
{
  public:
    explicit Stranger(const NatsServer& server)
    {
        natsConnection* connection = nullptr;
        natsConnection_ConnectTo(&connection, server.url().toStdString().c_str());
        m_connection.reset(connection);
        jsCtx* context = nullptr;
        natsConnection_JetStream(&context, connection, nullptr);
        m_context.reset(context);
    }

    bool publish(const std::string& subject, const std::string& bytes)
    {
        jsErrCode code{};
        return js_Publish(nullptr, m_context.get(), subject.c_str(), bytes.data(),
                          static_cast<int>(bytes.size()), nullptr, &code) == NATS_OK;
    }

    /// Delivered and not acknowledged; -1 if there is no such consumer.
    std::int64_t unsettled(const std::string& stream, const std::string& consumer)
    {
        jsConsumerInfo* made = nullptr;
        jsErrCode code{};
        js_GetConsumerInfo(&made, m_context.get(), stream.c_str(), consumer.c_str(), nullptr, &code);
        const nats::Owned<jsConsumerInfo> info(made);
        return info ? info->NumAckPending : -1;
    }

  private:
    nats::Owned<natsConnection> m_connection;
    nats::Owned<jsCtx> m_context;
};

std::string registryBytes(const std::string& version)
{
    twin::registry::SnapshotDocument document;
    auto& registry = *document.message().mutable_registry();
    registry.set_version(version);
    twin::registry::canonicalise(document.message());
    return twin::registry::serialiseSnapshot(document.message(), twin::registry::SnapshotFormat::Protobuf)
        .value();
}

std::string versionOf(const BusTwin& twin)
{
    const auto snapshot = twin.service->provider()->at({});
    return snapshot && snapshot->registry ? snapshot->registry->version : std::string();
}

/// Every sequence from 1 to `last` is in the journal, once.
void compareStore(const std::string& path, std::uint64_t last)
{
    const auto store = twin::history::Journal::openReadOnly(path);
    QVERIFY(store.has_value());
    std::map<std::uint64_t, int> kept;
    QVERIFY(
        store->forEach([&](const twin::history::JournalEntry& entry) { return ++kept[entry.sequence] > 0; })
            .has_value());
    QCOMPARE(kept.size(), last);
    for (const auto& [sequence, times] : kept) {
        QCOMPARE(times, 1);
    }
    const auto progress = store->loadProgress();
    QCOMPARE(progress->front().progress, (twin::ingest::Progress{last, {}}));
    QCOMPARE(progress->front().samples, (last - 1) * 50);
}

} // namespace

class TestNats final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void anUnsafeOrWrongSettingIsRefused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("consumer");
        QTest::addColumn<QString>("reason");
        const QString good = QStringLiteral("suanwang");
        QTest::newRow("beyond loopback without TLS") << "nats://10.0.0.1:4222" << good << "beyond loopback";
        QTest::newRow("one of several") << "nats://127.0.0.1:1,nats://bus:4222" << good << "beyond loopback";
        QTest::newRow("credentials in it") << "nats://me:secret@127.0.0.1:4222" << good << "do not belong";
        QTest::newRow("TLS without authorities") << "tls://bus:4222" << good << "--tls-ca";
        QTest::newRow("another scheme") << "http://127.0.0.1:4222" << good << "not a scheme";
        QTest::newRow("no host") << "nats://" << good << "not a URL";
        QTest::newRow("a name with a dot") << "nats://127.0.0.1:4222"
                                           << "a.b"
                                           << "consumer's name";
        QTest::newRow("no name") << "nats://127.0.0.1:4222"
                                 << ""
                                 << "consumer's name";
    }

    void anUnsafeOrWrongSettingIsRefused()
    {
        QFETCH(QString, url);
        QFETCH(QString, consumer);
        QFETCH(QString, reason);
        NatsSettings settings;
        settings.url = url.toStdString();
        settings.consumer = consumer.toStdString();
        const auto options = natsOptionsOf(settings);
        QVERIFY(!options.has_value());
        const QString text = QString::fromStdString(options.error().text());
        QVERIFY2(text.contains(reason), qPrintable(text));
        QVERIFY(!text.contains(QLatin1String("secret")));
    }

    void credentialsAreReadFromAFile()
    {
        const QTemporaryDir directory;
        NatsSettings settings;
        settings.url = "nats://127.0.0.1:4222";
        settings.credentialsFile = directory.filePath(QStringLiteral("credentials")).toStdString();
        QVERIFY(!natsOptionsOf(settings).has_value()); // not there
        QFile file(QString::fromStdString(settings.credentialsFile));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("justaword\n");
        file.flush();
        QVERIFY(!natsOptionsOf(settings).has_value());
        file.resize(0);
        file.seek(0);
        file.write("me:secret\n");
        file.flush();
        QVERIFY(natsOptionsOf(settings).has_value());
    }

    void aServerThatIsNotThereIsTriedForEver()
    {
        const QTemporaryDir directory;
        NatsServer server;
        const BusTwin twin(server, directory.filePath(QStringLiteral("store")).toStdString());
        QCOMPARE(twin.buses->status().front().state, std::string("connecting"));
        QTRY_VERIFY_WITH_TIMEOUT(!twin.buses->status().front().error.empty(), kPatience_ms);
        if (natsServerProgram().isEmpty()) {
            QSKIP("the package nats-server is not installed");
        }
        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(twin.buses->status().front().state, std::string("connected"), kPatience_ms);
        QTRY_VERIFY_WITH_TIMEOUT(!twin.channel(kNativeSubjects).stream.empty(), kPatience_ms);
        QVERIFY(twin.buses->status().front().error.empty());
    }

    void aPoisonMessageIsCountedShownAndNotDeliveredAgain()
    {
        NEEDS_NATS(server);
        const QTemporaryDir directory;
        const BusTwin twin(server, directory.filePath(QStringLiteral("store")).toStdString());
        const auto feed = feedTo(server);
        QVERIFY(offerBatches(*feed, 1, 2));
        QVERIFY(feed->drain(kPatience_ms * twin::kMillisecond).has_value());
        Stranger stranger(server);
        QVERIFY(stranger.publish("suanwang.native.feeder", "rubbish"));
        QVERIFY(stranger.publish("suanwang.native.feeder", std::string()));
        QVERIFY(stranger.publish("suanwang.native.feeder", std::string(900'000, 'x')));
        QVERIFY(offerBatches(*feed, 3, 5));
        QVERIFY(feed->drain(kPatience_ms * twin::kMillisecond).has_value());
        QTRY_COMPARE_WITH_TIMEOUT(twin.acknowledged(), std::uint64_t{5}, kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kNativeSubjects).refused, std::uint64_t{3}, kPatience_ms);
        QVERIFY(!twin.channel(kNativeSubjects).lastRefusal.empty());
        QCOMPARE(twin.service->status().transport.at("nats_refused"), std::uint64_t{3});
        QTRY_COMPARE_WITH_TIMEOUT(stranger.unsettled("SUANWANG_NATIVE", "suanwang-native"), std::int64_t{0},
                                  kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.inlet(49), 5.0, kPatience_ms);
    }

    void aRegistryIsSwappedInAndABadOneIsNot()
    {
        NEEDS_NATS(server);
        const QTemporaryDir directory;
        const BusTwin twin(server, directory.filePath(QStringLiteral("store")).toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(!twin.channel(kRegistrySubjects).stream.empty(), kPatience_ms);
        Stranger stranger(server);
        QVERIFY(stranger.publish("registry.nation", registryBytes("2026-1")));
        QTRY_COMPARE_WITH_TIMEOUT(versionOf(twin), std::string("2026-1"), kPatience_ms);
        QVERIFY(stranger.publish("registry.nation", "rubbish"));
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kRegistrySubjects).refused, std::uint64_t{1}, kPatience_ms);
        QVERIFY(!twin.channel(kRegistrySubjects).lastRefusal.empty());
        QCOMPARE(versionOf(twin), std::string("2026-1"));
        QVERIFY(stranger.publish("registry.nation", registryBytes("2026-2")));
        QTRY_COMPARE_WITH_TIMEOUT(versionOf(twin), std::string("2026-2"), kPatience_ms);
    }

    /// The last good registry of the bus is in place again after a restart, even behind a bad one.
    void aRestartFindsTheLastGoodRegistry()
    {
        NEEDS_NATS(server);
        const QTemporaryDir directory;
        const std::string store = directory.filePath(QStringLiteral("store")).toStdString();
        Stranger stranger(server);
        {
            const BusTwin twin(server, store);
            QTRY_VERIFY_WITH_TIMEOUT(!twin.channel(kRegistrySubjects).stream.empty(), kPatience_ms);
            QVERIFY(stranger.publish("registry.nation", registryBytes("good")));
            QTRY_COMPARE_WITH_TIMEOUT(versionOf(twin), std::string("good"), kPatience_ms);
        }
        QVERIFY(stranger.publish("registry.nation", "rubbish"));
        const BusTwin twin(server, store);
        QTRY_COMPARE_WITH_TIMEOUT(versionOf(twin), std::string("good"), kPatience_ms);
    }

    /// Each device is a source; what no rule is for is refused in its books, and still acknowledged.
    void notificationsOfADeviceReachTheTwin()
    {
        NEEDS_NATS(server);
        const QTemporaryDir directory;
        const BusTwin twin(server, directory.filePath(QStringLiteral("store")).toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(!twin.channel(kTelemetrySubjects).stream.empty(), kPatience_ms);
        gnmi::SubscribeResponse message = notification(wallTime(), {});
        update(message, interfacePath("eth0", {"state", "oper-status"}))->set_string_val("UP");
        Stranger stranger(server);
        QVERIFY(stranger.publish("telemetry.r1.interfaces", message.SerializeAsString()));
        QVERIFY(stranger.publish("telemetry.r1.interfaces", "{\"json\": \"of another collector\"}"));
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kTelemetrySubjects).acknowledged, std::uint64_t{1},
                                  kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kTelemetrySubjects).refused, std::uint64_t{1}, kPatience_ms);
        const auto source = [&twin] {
            const auto snapshot = twin.service->provider()->at({});
            return snapshot && !snapshot->sources->empty() ? snapshot->sources->front()
                                                           : twin::state::SourceStatus{};
        };
        QTRY_COMPARE_WITH_TIMEOUT(source().name, std::string("gnmi/r1"), kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(source().refused, std::uint64_t{1}, kPatience_ms);
    }

    void aRestartedTwinGoesOnWhereItLeftOff()
    {
        NEEDS_NATS(server);
        const QTemporaryDir directory;
        const std::string store = directory.filePath(QStringLiteral("store")).toStdString();
        const auto feed = feedTo(server);
        {
            const BusTwin twin(server, store);
            QVERIFY(offerBatches(*feed, 1, 100));
            QTRY_COMPARE_WITH_TIMEOUT((static_cast<void>(feed->pump(0)), twin.acknowledged()),
                                      std::uint64_t{100}, kPatience_ms);
        }
        QVERIFY(offerBatches(*feed, 101, 200)); // nobody is there
        QVERIFY(feed->drain(kPatience_ms * twin::kMillisecond).has_value());
        {
            const BusTwin twin(server, store);
            QTRY_COMPARE_WITH_TIMEOUT(twin.acknowledged(), std::uint64_t{100}, kPatience_ms);
            QCOMPARE(twin.channel(kNativeSubjects).redelivered, std::uint64_t{0});
        }
        compareStore(store, 200);
    }

    void aKilledServerLosesAndDoublesNothing()
    {
        NEEDS_NATS(server);
        const QTemporaryDir directory;
        const std::string store = directory.filePath(QStringLiteral("store")).toStdString();
        const auto feed = feedTo(server);
        {
            const BusTwin twin(server, store);
            for (int round = 0; round < 3; ++round) {
                QVERIFY(offerBatches(*feed, round * 200 + 1, round * 200 + 200));
                server.killHard();
                QVERIFY(server.start());
            }
            QVERIFY(offerBatches(*feed, 601, 700));
            QVERIFY(feed->drain(kPatience_ms * twin::kMillisecond).has_value());
            QTRY_COMPARE_WITH_TIMEOUT(twin.service->status().framesCommitted, std::uint64_t{700},
                                      kPatience_ms);
            QTRY_COMPARE_WITH_TIMEOUT(twin.inlet(0), 0.0, kPatience_ms); // frame 700
        }
        compareStore(store, 700);
    }

    void repeatedAndReorderedFramesChangeNothing()
    {
        NEEDS_NATS(server);
        const QTemporaryDir directory;
        const std::string store = directory.filePath(QStringLiteral("store")).toStdString();
        FeedSenderOptions options;
        options.badLine = {.loss = 0.05, .duplicate = 0.2, .reorder = 0.2, .seed = 4};
        const auto feed = feedTo(server, options);
        {
            const BusTwin twin(server, store);
            QVERIFY(offerBatches(*feed, 1, 500));
            QVERIFY(feed->drain(kPatience_ms * twin::kMillisecond).has_value());
            QVERIFY(feed->statistics().lostFrames > 0);
            QTRY_COMPARE_WITH_TIMEOUT(twin.service->status().framesCommitted, std::uint64_t{500},
                                      kPatience_ms);
            QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kNativeSubjects).inFlight, std::size_t{0}, kPatience_ms);
            const auto totals = twin.service->provider()->at({})->totals;
            QVERIFY(totals.duplicate > 0);
        }
        compareStore(store, 500);
    }
};

QTEST_GUILESS_MAIN(TestNats)
#include "tst_nats.moc"
