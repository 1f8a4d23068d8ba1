#include "app/transport/buses.h"
#include "app/transport/offset_window.h"
#include "tests/app/kafka_cluster.h"
#include "tests/twin/ingest/gnmi_messages.h"
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

constexpr int kPatience_ms = 30'000;

class KafkaTwin
{
  public:
    KafkaTwin(const KafkaCluster& cluster, const std::string& store)
    {
        twin::ingest::TwinServiceOptions options;
        options.publishInterval = 10 * twin::kMillisecond;
        options.storePath = store;
        service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        service->setRegistry(world({.pools = 50}), nullptr);
        BusSettings settings;
        settings.kafka.brokers = cluster.brokers();
        settings.kafka.configFile = m_directory.filePath(QStringLiteral("kafka.conf")).toStdString();
        QFile config(QString::fromStdString(settings.kafka.configFile));
        if (!config.open(QIODevice::WriteOnly) ||
            config.write("session.timeout.ms=4000\nheartbeat.interval.ms=300\n") < 0) {
            qFatal("no configuration");
        }
        config.close();
        settings.mapping = twin::ingest::MappingStore::open({}).value();
        buses = std::move(Buses::create(settings, *service).value());
        if (!service->start() || !buses->start()) {
            qFatal("not started");
        }
    }

    ~KafkaTwin()
    {
        buses->stop();
        service->stop();
    }

    KafkaTwin(const KafkaTwin&) = delete;
    KafkaTwin& operator=(const KafkaTwin&) = delete;

    [[nodiscard]] BusChannelStatus channel(const std::string& topic) const
    {
        const std::vector<BusStatus> all = buses->status();
        for (const BusChannelStatus& status : all.front().channels) {
            if (status.subject == topic) {
                return status;
            }
        }
        return {};
    }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<Buses> buses;

  private:
    QTemporaryDir m_directory;
};

std::string registryBytes(const std::string& version)
{
    twin::registry::SnapshotDocument document;
    document.message().mutable_registry()->set_version(version);
    twin::registry::canonicalise(document.message());
    return twin::registry::serialiseSnapshot(document.message(), twin::registry::SnapshotFormat::Protobuf)
        .value();
}

} // namespace

class TestKafka final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void anUnsafeOrWrongSettingIsRefused_data()
    {
        QTest::addColumn<QString>("brokers");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("reason");
        const QString here = QStringLiteral("127.0.0.1:9092");
        QTest::newRow("nobody") << QString() << QByteArray() << "needs brokers";
        QTest::newRow("beyond loopback without TLS") << "bus:9092" << QByteArray() << "needs TLS";
        QTest::newRow("one of several") << "127.0.0.1:1,bus:9092" << QByteArray() << "needs TLS";
        QTest::newRow("credentials in it") << "me:secret@127.0.0.1:9092" << QByteArray() << "HOST:PORT";
        QTest::newRow("a plain protocol")
            << "bus:9092" << QByteArray("security.protocol=sasl_plaintext\n") << "needs TLS";
        QTest::newRow("no assignment") << here << QByteArray("# good\nsecret\n") << ":2: not KEY=VALUE";
        QTest::newRow("no setting") << here << QByteArray("no.such=secret\n") << ":1: no setting";
        QTest::newRow("ours") << here << QByteArray("enable.auto.commit = true\n") << "not for the file";
    }

    void anUnsafeOrWrongSettingIsRefused()
    {
        QFETCH(QString, brokers);
        QFETCH(QByteArray, config);
        QFETCH(QString, reason);
        const QTemporaryDir directory;
        KafkaSettings settings;
        settings.brokers = brokers.toStdString();
        if (!config.isEmpty()) {
            QFile file(directory.filePath(QStringLiteral("kafka.conf")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(config);
            settings.configFile = file.fileName().toStdString();
        }
        const auto conf = kafkaConfOf(settings);
        QVERIFY(!conf.has_value());
        const QString text = QString::fromStdString(conf.error().text());
        QVERIFY2(text.contains(reason), qPrintable(text));
        QVERIFY(!text.contains(QLatin1String("secret")));
    }

    void onlyWhatIsBehindEverythingSettledIsCommitted()
    {
        OffsetWindow window;
        QVERIFY(!window.takeCommit().has_value());
        for (const std::int64_t offset : {5, 6, 8}) { // 7 was compacted away
            window.add(offset);
        }
        window.settle(6);
        QVERIFY(!window.takeCommit().has_value());
        window.settle(5);
        QCOMPARE(window.takeCommit(), std::optional<std::int64_t>(7));
        QVERIFY(!window.takeCommit().has_value());
        window.settle(8);
        QCOMPARE(window.takeCommit(), std::optional<std::int64_t>(9));
    }

    void everyPayloadReachesTheTwinAndPoisonIsPassed()
    {
        KafkaCluster cluster;
        const QTemporaryDir directory;
        const KafkaTwin twin(cluster, directory.filePath(QStringLiteral("store")).toStdString());
        cluster.send(kNativeTopic, "feeder", kafkaBundle(1));
        cluster.send(kNativeTopic, "feeder", "rubbish");
        cluster.send(kNativeTopic, "feeder", kafkaBundle(2));
        gnmi::SubscribeResponse message = notification(twin::SystemClock().now(), {});
        update(message, interfacePath("eth0", {"state", "oper-status"}))->set_string_val("UP");
        cluster.send(kTelemetryTopic, "r1", message.SerializeAsString());
        cluster.send(kRegistryTopic, "nation", registryBytes("from-kafka"));
        QVERIFY(cluster.flush());
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kNativeTopic).acknowledged, std::uint64_t{2}, kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kNativeTopic).refused, std::uint64_t{1}, kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kTelemetryTopic).acknowledged, std::uint64_t{1}, kPatience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kRegistryTopic).acknowledged, std::uint64_t{1}, kPatience_ms);
        const auto version = [&twin] {
            const auto snapshot = twin.service->provider()->at({});
            return snapshot && snapshot->registry ? snapshot->registry->version : std::string();
        };
        QTRY_COMPARE_WITH_TIMEOUT(version(), std::string("from-kafka"), kPatience_ms);
        QCOMPARE(twin.service->status().transport.at("kafka_refused"), std::uint64_t{1});
        QCOMPARE(twin.buses->status().front().state, std::string("connected"));
    }

    void aRestartedTwinGoesOnWhereItLeftOff()
    {
        KafkaCluster cluster;
        const QTemporaryDir directory;
        const std::string store = directory.filePath(QStringLiteral("store")).toStdString();
        for (std::uint64_t i = 1; i <= 100; ++i) {
            cluster.send(kNativeTopic, "feeder", kafkaBundle(i));
        }
        QVERIFY(cluster.flush());
        {
            const KafkaTwin twin(cluster, store);
            QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kNativeTopic).acknowledged, std::uint64_t{100},
                                      kPatience_ms);
        }
        for (std::uint64_t i = 101; i <= 150; ++i) { // nobody is there
            cluster.send(kNativeTopic, "feeder", kafkaBundle(i));
        }
        cluster.send(kNativeTopic, "feeder", kafkaBundle(150)); // twice
        QVERIFY(cluster.flush());
        {
            const KafkaTwin twin(cluster, store);
            QTRY_COMPARE_WITH_TIMEOUT(twin.channel(kNativeTopic).acknowledged, std::uint64_t{51},
                                      kPatience_ms);
            QCOMPARE(twin.channel(kNativeTopic).messages, std::uint64_t{51});
        }
        const auto journal = twin::history::Journal::openReadOnly(store);
        const auto progress = journal->loadProgress();
        QCOMPARE(progress->front().progress, (twin::ingest::Progress{150, {}}));
        QCOMPARE(progress->front().frames, std::uint64_t{150});
        QCOMPARE(progress->front().samples, std::uint64_t{149 * 50});
    }

    void aClusterThatIsNotThereIsTriedForEver()
    {
        const QTemporaryDir directory;
        twin::ingest::TwinServiceOptions options;
        auto service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        QVERIFY(service->start().has_value());
        BusSettings settings;
        settings.kafka.brokers = "127.0.0.1:1";
        const auto buses = std::move(Buses::create(settings, *service).value());
        QVERIFY(buses->start().has_value());
        QTRY_VERIFY_WITH_TIMEOUT(!buses->status().front().error.empty(), kPatience_ms);
        QCOMPARE(buses->status().front().state, std::string("connecting"));
        buses->stop();
        service->stop();
    }
};

QTEST_GUILESS_MAIN(TestKafka)
#include "tst_kafka.moc"
