#include "app/transport/feed_client.h"
#include "tests/app/acknowledged.h"
#include "tests/app/serve_process.h"
#include "tests/app/transport_bench.h"
#include "tests/support/places.h"
#include "twin/history/journal.h"
#include "twin/support/rng.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace test;
using ctl_test::ServeProcess;
using namespace app::transport;

namespace {

QStringList serving(const QString& store, quint16 port)
{
    return {QStringLiteral("--store"), store, QStringLiteral("--listen"),
            QStringLiteral("127.0.0.1:%1").arg(port)};
}

} // namespace

class TestCrash final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aKilledTwinHasEverythingItAcknowledgedOnce()
    {
        const QTemporaryDir directory;
        const QString storePath = directory.filePath(QStringLiteral("store.db"));
        const QString acksPath = directory.filePath(QStringLiteral("acks.csv"));
        FeedClientOptions options;
        options.source = "feeder";
        options.epoch = 1;
        options.acksPath = acksPath.toStdString();
        options.windowFrames = 200;
        std::unique_ptr<FeedClient> client;
        twin::Rng rng(20, "test.crash");
        int next = 1;
        quint16 port = 0;
        constexpr int kRounds = 8;
        for (int round = 0; round < kRounds; ++round) {
            ServeProcess server(serving(storePath, port));
            port = server.port();
            QVERIFY(port != 0);
            if (client == nullptr) {
                options.port = port;
                client = std::move(FeedClient::create(options).value());
            }
            // Fed until it has acknowledged a little more, then for a random while: the kill falls anywhere.
            const std::uint64_t before = client->statistics().acknowledgedFrames;
            const qint64 extra_ms = static_cast<qint64>(rng.below(150));
            QElapsedTimer afterFirst;
            QElapsedTimer patience;
            patience.start();
            while (!afterFirst.isValid() || afterFirst.elapsed() < extra_ms) {
                QVERIFY(patience.elapsed() < 20'000);
                QVERIFY(offerBatches(*client, next, next + 4));
                next += 5;
                if (!afterFirst.isValid() && client->statistics().acknowledgedFrames > before) {
                    afterFirst.start();
                }
            }
            server.killHard();
        }
        ServeProcess last(serving(storePath, port));
        QCOMPARE(last.port(), port);
        QVERIFY(client->drain(30 * twin::kSecond).has_value());
        const QJsonObject status = last.endCleanly();
        QCOMPARE(last.exitCode(), 0);
        QCOMPARE(status.value(QStringLiteral("state")).toString(), QStringLiteral("stopped"));
        QVERIFY(status.value(QStringLiteral("closes")).toBool());
        client.reset();
        compare(storePath, acksPath, static_cast<std::uint64_t>(next) - 1);
    }

    /// While the journal becomes history. How many times it is killed: SUANWANG_CRASH_ROUNDS.
    void aTwinThatIsKilledWhileItFoldsLosesAndDoublesNothing()
    {
        bool isGiven = false;
        const int given = qEnvironmentVariableIntValue("SUANWANG_CRASH_ROUNDS", &isGiven);
        const int rounds = isGiven ? given : 8;
        const ctl_test::Bench bench;
        const QString nation = bench.file(QStringLiteral("nation.swr"));
        QCOMPARE(bench.run({"generate", "national", "--out", nation}).code, 0);
        const QString store = bench.file(QStringLiteral("store.db"));
        const QString acks = bench.file(QStringLiteral("acks.csv"));
        const auto arguments = [&](quint16 port) {
            return serving(store, port) << QStringLiteral("--registry") << nation;
        };
        auto server = std::make_unique<ServeProcess>(arguments(0));
        const quint16 port = server->port();
        QVERIFY(port != 0);
        QProcess feed;
        feed.start(test::programPathQ("/suanwangctl"),
                   {"feed", "--registry", nation, "--to", QStringLiteral("127.0.0.1:%1").arg(port), "--rate",
                    "150000", "--no-faults", "--acks", acks});
        QVERIFY(feed.waitForStarted());
        twin::Rng rng(21, "test.crash.folding");
        for (int round = 0; round < rounds; ++round) {
            QTest::qWait(static_cast<int>(rng.below(2'500)));
            server->killHard();
            server = std::make_unique<ServeProcess>(arguments(port));
            QVERIFY2(server->port() == port, qPrintable(server->errors()));
        }
        // It catches up and folds.
        QVERIFY(!server
                     ->lineThat([](const QJsonObject& line) {
                         return line["history"].toObject()["folds"].toInt() >= 1;
                     })
                     .isEmpty());
        feed.terminate();
        QVERIFY(feed.waitForFinished(90'000));
        QVERIFY2(feed.exitCode() == 0, feed.readAllStandardError().constData());
        const QJsonObject last = server->endCleanly();
        QVERIFY(last["closes"].toBool());
        QCOMPARE(ctl_test::compareWithStore(bench, acks, store), QString());
        QCOMPARE(bench.run({"store", "check", store, "--json"}).code, 0);
        // Folded to the last frame, each sample is in the history once.
        QCOMPARE(bench.run({"store", "compact", store, "--json"}, 900'000).code, 0);
        const QJsonObject stat = bench.run({"store", "stat", store, "--json"}).json;
        QCOMPARE(stat["history"].toObject()["samples"].toDouble(), stat["samples"].toDouble());
        QCOMPARE(bench.run({"store", "check", store, "--json"}).code, 0);
        qInfo("killed %d times; %.0f samples", rounds, stat["samples"].toDouble());
    }

  private:
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
        const auto progress = store->loadProgress();
        QCOMPARE(progress->front().progress, (twin::ingest::Progress{offered, {}}));
        QCOMPARE(progress->front().frames, offered);
        QCOMPARE(progress->front().samples, (offered - 1) * 50);
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
