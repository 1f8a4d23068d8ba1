#include "tests/app/kafka_cluster.h"
#include "tests/support/places.h"
#include "twin/history/journal.h"
#include "twin/ingest/sequence_tracker.h"
#include "twin/support/rng.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>

using namespace test;

namespace {

/// `suanwangctl serve --kafka` as a process of its own; ended without warning.
class Serve
{
  public:
    Serve(const QTemporaryDir& directory, const KafkaCluster& cluster)
    {
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.start(test::programPathQ("/suanwangctl"),
                        {QStringLiteral("serve"), QStringLiteral("--json"), QStringLiteral("--store"),
                         directory.filePath(QStringLiteral("store.db")), QStringLiteral("--listen"),
                         QStringLiteral("127.0.0.1:0"), QStringLiteral("--kafka"),
                         QString::fromStdString(cluster.brokers()), QStringLiteral("--kafka-config"),
                         directory.filePath(QStringLiteral("kafka.conf"))});
    }

    ~Serve()
    {
        m_process.kill(); // SIGKILL
        m_process.waitForFinished(10'000);
    }

    Serve(const Serve&) = delete;
    Serve& operator=(const Serve&) = delete;

  private:
    QProcess m_process;
};

twin::history::ProgressRecord progressOf(const std::string& store)
{
    const auto journal = twin::history::Journal::openReadOnly(store);
    const auto records =
        journal ? journal->loadProgress() : twin::Result<std::vector<twin::history::ProgressRecord>>();
    return records && !records->empty() ? records->front() : twin::history::ProgressRecord{};
}

} // namespace

class TestKafkaCrash final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aKilledTwinLosesAndDoublesNothing()
    {
        KafkaCluster cluster;
        const QTemporaryDir directory;
        const std::string store = directory.filePath(QStringLiteral("store.db")).toStdString();
        QFile config(directory.filePath(QStringLiteral("kafka.conf")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("session.timeout.ms=4000\nheartbeat.interval.ms=400\n");
        config.close();
        twin::Rng rng(5, "test.kafka.crash");
        std::uint64_t next = 1;
        const auto send = [&](int frames) {
            for (int i = 0; i < frames; ++i) {
                cluster.send(app::transport::kNativeTopic, "feeder", kafkaBundle(next++));
            }
        };
        constexpr int kRounds = 2; // the group waits for a killed one each time
        for (int round = 0; round < kRounds; ++round) {
            const Serve serve(directory, cluster);
            const std::uint64_t before = progressOf(store).frames;
            const auto extra_ms = static_cast<qint64>(rng.below(150));
            QElapsedTimer afterFirst;
            QElapsedTimer patience;
            patience.start();
            // Until the twin has kept something more, and a random while longer: the kill falls anywhere.
            while (!afterFirst.isValid() || afterFirst.elapsed() < extra_ms) {
                QVERIFY(patience.elapsed() < kKafkaPatience_ms);
                send(1); // the cluster keeps 5 MB of a partition
                QTest::qWait(4);
                if (!afterFirst.isValid() && progressOf(store).frames > before) {
                    afterFirst.start();
                }
            }
        }
        QVERIFY(cluster.flush());
        {
            const Serve last(directory, cluster);
            QTRY_COMPARE_WITH_TIMEOUT(progressOf(store).frames, next - 1, kKafkaPatience_ms);
        }
        const auto journal = twin::history::Journal::openReadOnly(store);
        QVERIFY(journal.has_value());
        std::map<std::uint64_t, int> kept;
        QVERIFY(journal
                    ->forEach(
                        [&](const twin::history::JournalEntry& entry) { return ++kept[entry.sequence] > 0; })
                    .has_value());
        QCOMPARE(kept.size(), next - 1);
        for (const auto& [sequence, times] : kept) {
            QCOMPARE(times, 1);
        }
        const auto progress = progressOf(store);
        QCOMPARE(progress.progress, (twin::ingest::Progress{next - 1, {}}));
        QCOMPARE(progress.samples, (next - 2) * 50);
    }
};

QTEST_GUILESS_MAIN(TestKafkaCrash)
#include "tst_kafka_crash.moc"
