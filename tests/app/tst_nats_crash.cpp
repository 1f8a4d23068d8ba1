#include "app/transport/nats_feed.h"
#include "tests/app/nats_server.h"
#include "tests/support/places.h"
#include "tests/twin/ingest/wire_frames.h"
#include "twin/history/journal.h"
#include "twin/ingest/sequence_tracker.h"
#include "twin/support/clock.h"
#include "twin/support/rng.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>
#include <set>

using namespace test;
using namespace app::transport;

namespace {

/// `suanwangctl serve --nats` as a process of its own.
class Serve
{
  public:
    Serve(const QString& store, const NatsServer& server)
    {
        m_process.start(test::programPathQ("/suanwangctl"),
                        {QStringLiteral("serve"), QStringLiteral("--json"), QStringLiteral("--store"), store,
                         QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--nats"),
                         server.url()});
    }

    ~Serve() { killHard(); }

    Serve(const Serve&) = delete;
    Serve& operator=(const Serve&) = delete;

    void killHard()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill(); // SIGKILL
            m_process.waitForFinished(10'000);
        }
    }

    /// The newest status line so far; the one before when there is no new one.
    const QJsonObject& status()
    {
        m_process.waitForReadyRead(1);
        while (m_process.canReadLine()) {
            m_status = QJsonDocument::fromJson(m_process.readLine()).object();
        }
        return m_status;
    }

    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }

    void endCleanly()
    {
        m_process.terminate();
        m_process.waitForFinished(20'000);
    }

  private:
    QProcess m_process;
    QJsonObject m_status;
};

twin::history::ProgressRecord progressOf(const QString& store)
{
    const auto journal = twin::history::Journal::openReadOnly(store.toStdString());
    const auto records =
        journal ? journal->loadProgress() : twin::Result<std::vector<twin::history::ProgressRecord>>();
    return records && !records->empty() ? records->front() : twin::history::ProgressRecord{};
}

} // namespace

class TestNatsCrash final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void killedAtAnyInstantNothingIsLostOrDoubled_data()
    {
        QTest::addColumn<bool>("killsServe");
        QTest::addColumn<bool>("killsServer");
        QTest::newRow("the twin") << true << false;
        QTest::newRow("the server") << false << true;
        QTest::newRow("both") << true << true;
    }

    void killedAtAnyInstantNothingIsLostOrDoubled()
    {
        QFETCH(bool, killsServe);
        QFETCH(bool, killsServer);
        NEEDS_NATS(server);
        m_next = 1;
        const QTemporaryDir directory;
        const QString store = directory.filePath(QStringLiteral("store.db"));
        const QString acks = directory.filePath(QStringLiteral("acks.csv"));
        FeedSenderOptions options;
        options.source = "feeder";
        options.epoch = 1;
        options.windowFrames = 200;
        options.acksPath = acks.toStdString();
        NatsSettings settings;
        settings.url = server.url().toStdString();
        const auto feed = std::move(NatsFeed::create(settings, options).value());
        auto serve = std::make_unique<Serve>(store, server);
        twin::Rng rng(killsServe ? 3 : 4, "test.nats.crash");
        constexpr int kRounds = 2;
        for (int round = 0; round < kRounds; ++round) {
            const std::uint64_t before = progressOf(store).frames;
            const auto extra_ms = static_cast<qint64>(rng.below(150));
            QElapsedTimer afterFirst;
            QElapsedTimer patience;
            patience.start();
            // Until the twin has kept something more, and a random while longer: the kill falls anywhere.
            while (!afterFirst.isValid() || afterFirst.elapsed() < extra_ms) {
                QVERIFY(patience.elapsed() < 15'000);
                QVERIFY(offer(*feed, 20));
                if (!afterFirst.isValid() && progressOf(store).frames > before) {
                    afterFirst.start();
                }
            }
            if (killsServer) {
                server.killHard();
            }
            if (killsServe) {
                serve->killHard();
            }
            if (killsServer) {
                QVERIFY(offer(*feed, 5)); // into a line that is down
                QVERIFY(server.start());
            }
            if (killsServe) {
                serve = std::make_unique<Serve>(store, server);
            }
        }
        QVERIFY(feed->drain(15 * twin::kSecond).has_value());
        const auto offered = static_cast<std::uint64_t>(m_next - 1);
        QElapsedTimer left;
        left.start();
        while (progressOf(store).frames != offered && left.elapsed() < 20'000) {
            QTest::qWait(50);
            static_cast<void>(serve->status());
        }
        QVERIFY(serve->isRunning());
        QVERIFY2(progressOf(store).frames == offered,
                 QJsonDocument(serve->status()).toJson(QJsonDocument::Compact).constData());
        QTRY_VERIFY_WITH_TIMEOUT(serve->status().value(QStringLiteral("closes")).toBool(), 5'000);
        serve->endCleanly();
        compare(store, acks, offered);
    }

  private:
    int m_next = 1;

    /// Some frames more: the dictionary first, then batches of 50.
    bool offer(NatsFeed& feed, int frames)
    {
        for (int i = 0; i < frames; ++i) {
            wire::Frame frame =
                m_next == 1 ? define(0, 50)
                            : batch(0, twin::SystemClock().now(), std::vector<double>(50, m_next % 100));
            if (feed.offer(std::move(frame))) {
                ++m_next;
            }
            if (!feed.pump(twin::kMillisecond)) {
                return false;
            }
        }
        return true;
    }

    static void compare(const QString& storePath, const QString& acksPath, std::uint64_t offered)
    {
        const auto store = twin::history::Journal::openReadOnly(storePath.toStdString());
        QVERIFY(store.has_value());
        std::map<std::uint64_t, int> kept;
        QVERIFY(store
                    ->forEach(
                        [&](const twin::history::JournalEntry& entry) { return ++kept[entry.sequence] > 0; })
                    .has_value());
        QFile acks(acksPath);
        QVERIFY(acks.open(QIODevice::ReadOnly));
        std::set<std::uint64_t> acknowledged;
        while (!acks.atEnd()) {
            const QList<QByteArray> cells = acks.readLine().trimmed().split(',');
            QCOMPARE(cells.size(), 4);
            acknowledged.insert(cells[2].toULongLong());
        }
        QCOMPARE(acknowledged.size(), offered);
        for (const std::uint64_t sequence : acknowledged) {
            QCOMPARE(kept[sequence], 1);
        }
        QCOMPARE(kept.size(), offered);
        const auto progress = progressOf(storePath);
        QCOMPARE(progress.progress, (twin::ingest::Progress{offered, {}}));
        QCOMPARE(progress.samples, (offered - 1) * 50);
    }
};

QTEST_GUILESS_MAIN(TestNatsCrash)
#include "tst_nats_crash.moc"
