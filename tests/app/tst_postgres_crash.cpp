#include "app/transport/feed_client.h"
#include "tests/app/serve_process.h"
#include "tests/app/transport_bench.h"
#include "tests/support/places.h"
#include "tests/support/postgres_server.h"
#include "twin/history/history_store.h"
#include "twin/support/rng.h"

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
using ctl_test::ServeProcess;
using namespace app::transport;

namespace {

QStringList serving(const std::string& store, quint16 port)
{
    return {QStringLiteral("--store"), QString::fromStdString(store), QStringLiteral("--listen"),
            QStringLiteral("127.0.0.1:%1").arg(port)};
}

QString journalError(const QJsonObject& status)
{
    return status.value(QStringLiteral("journal")).toObject().value(QStringLiteral("error")).toString();
}

/// A feed that never waits for the twin for long, and what it was acknowledged.
struct Feed
{
    explicit Feed(const QString& acks, quint16 port)
    {
        FeedClientOptions options;
        options.source = "feeder";
        options.epoch = 1;
        options.acksPath = acks.toStdString();
        options.windowFrames = 5'000;
        options.port = port;
        client = std::move(FeedClient::create(options).value());
    }

    bool offer(int frames)
    {
        next += frames;
        return offerBatches(*client, next - frames, next - 1);
    }

    /// Offers until `isEnough` or 20 s are over.
    bool offerUntil(const std::function<bool()>& isEnough)
    {
        QElapsedTimer patience;
        patience.start();
        while (!isEnough()) {
            const bool isFull = static_cast<std::uint64_t>(next) > acknowledged() + 4'000;
            if (patience.elapsed() > 20'000 ||
                !(isFull ? client->pump(10 * twin::kMillisecond).has_value() : offer(5))) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::uint64_t acknowledged() const { return client->statistics().acknowledgedFrames; }

    std::unique_ptr<FeedClient> client;
    int next = 1;
};

/// The answer of a `suanwangctl` command, and how it ended.
struct Answer
{
    int code = -1;
    QByteArray out;
    QString errors;
};

Answer run(const QStringList& arguments)
{
    QProcess process;
    process.start(test::programPathQ("/suanwangctl"), arguments);
    process.waitForFinished(30'000);
    return {process.exitCode(), process.readAllStandardOutput(),
            QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class TestPostgresCrash final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init()
    {
        if (const QString none = PostgresServer::whyNot(); !none.isEmpty()) {
            QSKIP(qPrintable(none));
        }
        if (m_server == nullptr) {
            m_server = std::make_unique<PostgresServer>();
            QVERIFY2(m_server->start(), m_server->log().constData());
        }
        m_store = m_server->newDatabase();
        QVERIFY(!m_store.empty());
        m_directory = std::make_unique<QTemporaryDir>();
        m_acks = m_directory->filePath(QStringLiteral("acks.csv"));
    }

    void aServerThatIsNotThereEndsTheStart()
    {
        const Answer answer = run({QStringLiteral("serve"), QStringLiteral("--store"),
                                   QStringLiteral("postgresql://me:secret@/db?host=/nowhere"),
                                   QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QCOMPARE(answer.code, 3);
        QVERIFY2(answer.errors.contains(QStringLiteral("/nowhere")), qPrintable(answer.errors));
        QVERIFY(!answer.errors.contains(QStringLiteral("secret")));
    }

    void aWrongPasswordEndsTheStart()
    {
        auto admin = twin::history::PgConnection::open(m_store, {});
        QVERIFY(admin->execute("CREATE ROLE locked LOGIN PASSWORD 'right'"));
        m_server->admit("local all locked scram-sha-256");
        QVERIFY(admin->execute("SELECT pg_reload_conf()"));
        const QString address = QStringLiteral("postgresql://locked:wrong%1")
                                    .arg(QString::fromStdString(m_store.substr(m_store.find('@'))));
        for (const QString& command :
             {QStringLiteral("stat"), QStringLiteral("check"), QStringLiteral("compact")}) {
            const Answer answer = run({QStringLiteral("store"), command, address});
            QCOMPARE(answer.code, 3);
            QVERIFY2(answer.errors.contains(QStringLiteral("password authentication failed")),
                     qPrintable(answer.errors));
            QVERIFY(!answer.errors.contains(QStringLiteral("wrong")));
        }
    }

    void aSecondWriterIsToldWhoIsTheFirst()
    {
        ServeProcess first(serving(m_store, 0));
        QVERIFY(first.port() != 0);
        const Answer second = run(QStringList{QStringLiteral("serve")} + serving(m_store, 0));
        QCOMPARE(second.code, 3);
        QVERIFY2(
            second.errors.contains(QStringLiteral("holds the lease for telemetry: suanwangctl, process")),
            qPrintable(second.errors));
        QCOMPARE(run({QStringLiteral("store"), QStringLiteral("stat"), QString::fromStdString(m_store)}).code,
                 0);
    }

    void whoeverIsKilledNothingIsLostOrDoubled_data()
    {
        QTest::addColumn<bool>("killsServe");
        QTest::addColumn<bool>("killsServer");
        QTest::newRow("the twin") << true << false;
        QTest::newRow("the server") << false << true;
        QTest::newRow("both") << true << true;
    }

    void whoeverIsKilledNothingIsLostOrDoubled()
    {
        QFETCH(bool, killsServe);
        QFETCH(bool, killsServer);
        auto serve = std::make_unique<ServeProcess>(serving(m_store, 0));
        const quint16 port = serve->port();
        QVERIFY(port != 0);
        Feed feed(m_acks, port);
        twin::Rng rng(killsServe ? 5 : 6, "test.postgres.crash");
        constexpr int kRounds = 4;
        for (int round = 0; round < kRounds; ++round) {
            // Fed until it has acknowledged a little more, then for a random while: the kill falls anywhere.
            const std::uint64_t before = feed.acknowledged();
            const auto extra_ms = static_cast<qint64>(rng.below(150));
            QElapsedTimer afterFirst;
            QVERIFY(feed.offerUntil([&] {
                if (!afterFirst.isValid() && feed.acknowledged() > before) {
                    afterFirst.start();
                }
                return afterFirst.isValid() && afterFirst.elapsed() >= extra_ms;
            }));
            if (killsServer) {
                m_server->killHard();
            }
            if (killsServe) {
                serve->killHard();
            }
            if (killsServer) {
                QVERIFY2(m_server->start(), m_server->log().constData());
            }
            if (killsServe) {
                serve = std::make_unique<ServeProcess>(serving(m_store, port));
                QCOMPARE(serve->port(), port);
            }
        }
        QVERIFY(feed.client->drain(40 * twin::kSecond).has_value());
        const QJsonObject status = serve->endCleanly();
        QCOMPARE(serve->exitCode(), 0);
        QVERIFY(status.value(QStringLiteral("closes")).toBool());
        QCOMPARE(journalError(status), QString());
        feed.client.reset();
        compare(static_cast<std::uint64_t>(feed.next) - 1);
    }

    /// The server goes while frames come: the twin goes on, says what is wrong, acknowledges nothing, and is
    /// well again without anybody's help. Whoever took the lease meanwhile is named.
    void aLostLeaseIsSaidAndTheTwinGoesOn()
    {
        ServeProcess serve(serving(m_store, 0));
        Feed feed(m_acks, serve.port());
        QVERIFY(feed.offerUntil([&] { return feed.acknowledged() > 50; }));
        serve.signal(SIGSTOP); // so that the other is the first to come
        m_server->killHard();
        QVERIFY2(m_server->start(), m_server->log().constData());
        auto other = std::move((*twin::history::historyStore(m_store))->openWriter({}).value());
        serve.signal(SIGCONT);
        const std::uint64_t before = feed.acknowledged();
        QVERIFY(feed.offer(100));
        QJsonObject status = serve.lineThat([](const QJsonObject& line) {
            return journalError(line).contains(QStringLiteral("holds the lease"));
        });
        QVERIFY2(journalError(status).contains(
                     QStringLiteral("tst_postgres_crash, process %1 on").arg(::getpid())),
                 qPrintable(journalError(status)));
        QVERIFY(feed.client->pump(100 * twin::kMillisecond).has_value());
        const double shown = serve.nextLine().value(QStringLiteral("received")).toDouble();
        QVERIFY(feed.offer(100));
        status = serve.lineThat([&](const QJsonObject& line) {
            return line.value(QStringLiteral("received")).toDouble() > shown;
        });
        QVERIFY(!status.isEmpty());
        QCOMPARE(feed.acknowledged(), before); // shown, but nobody keeps it
        other.reset();
        QVERIFY(feed.client->drain(40 * twin::kSecond).has_value());
        status = serve.lineThat([](const QJsonObject& line) { return journalError(line).isEmpty(); });
        QVERIFY(!status.isEmpty());
        status = serve.endCleanly();
        QVERIFY(status.value(QStringLiteral("closes")).toBool());
        feed.client.reset();
        compare(static_cast<std::uint64_t>(feed.next) - 1);
    }

    /// The commit comes true, but long after its answer was given up: what was shown and not acknowledged is
    /// known to be kept, and not kept again.
    void aCommitWhoseAnswerNeverCameIsNotDoneTwice()
    {
        ServeProcess serve(serving(m_store, 0));
        Feed feed(m_acks, serve.port());
        QVERIFY(feed.offerUntil([&] { return feed.acknowledged() > 50; }));
        QVERIFY(feed.client->drain(20 * twin::kSecond).has_value());
        auto admin = twin::history::PgConnection::open(m_store, {});
        QVERIFY(admin->execute(
            "CREATE SEQUENCE suanwang.once; CREATE FUNCTION suanwang.slow() RETURNS trigger LANGUAGE "
            "plpgsql AS $$ BEGIN IF nextval('suanwang.once') = 1 THEN PERFORM pg_sleep(13); END IF; "
            "RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER slow AFTER INSERT OR UPDATE ON "
            "suanwang.progress DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "
            "suanwang.slow()"));
        QVERIFY(feed.offer(20));
        const QJsonObject status = serve.lineThat([&](const QJsonObject& line) {
            static_cast<void>(feed.client->pump(10 * twin::kMillisecond));
            return journalError(line).contains(QStringLiteral("no answer within"));
        });
        QVERIFY(!status.isEmpty());
        QVERIFY(feed.client->drain(40 * twin::kSecond).has_value());
        static_cast<void>(serve.endCleanly());
        feed.client.reset();
        compare(static_cast<std::uint64_t>(feed.next) - 1);
    }

    /// Nothing comes, and yet a lost server is noticed and found again.
    void anIdleTwinNoticesToo()
    {
        ServeProcess serve(serving(m_store, 0));
        QVERIFY(serve.port() != 0);
        m_server->killHard();
        QJsonObject status =
            serve.lineThat([](const QJsonObject& line) { return !journalError(line).isEmpty(); });
        QVERIFY(!journalError(status).isEmpty());
        QVERIFY2(m_server->start(), m_server->log().constData());
        status = serve.lineThat([](const QJsonObject& line) { return journalError(line).isEmpty(); });
        QVERIFY(!status.isEmpty());
        QVERIFY(journalError(status).isEmpty());
        static_cast<void>(serve.endCleanly());
        QCOMPARE(serve.exitCode(), 0);
    }

  private:
    /// What the feed was told, against what `store stat` and the frames themselves say.
    void compare(std::uint64_t offered) const
    {
        QFile acks(m_acks);
        QVERIFY(acks.open(QIODevice::ReadOnly));
        std::set<std::uint64_t> acknowledged;
        while (!acks.atEnd()) {
            const QList<QByteArray> cells = acks.readLine().trimmed().split(',');
            QCOMPARE(cells.size(), 4);
            acknowledged.insert(cells[2].toULongLong());
        }
        QCOMPARE(acknowledged.size(), offered);
        const Answer answer = run({QStringLiteral("store"), QStringLiteral("stat"), QStringLiteral("--json"),
                                   QString::fromStdString(m_store)});
        QCOMPARE(answer.code, 0);
        const QJsonObject stat = QJsonDocument::fromJson(answer.out).object();
        const QJsonObject source = stat.value(QStringLiteral("sources")).toArray().first().toObject();
        QCOMPARE(source.value(QStringLiteral("contiguous")).toDouble(), static_cast<double>(offered));
        QCOMPARE(source.value(QStringLiteral("frames")).toDouble(), static_cast<double>(offered));
        QCOMPARE(source.value(QStringLiteral("samples")).toDouble(), static_cast<double>((offered - 1) * 50));
        QCOMPARE(stat.value(QStringLiteral("kept_frames")).toDouble(), static_cast<double>(offered));
        std::map<std::uint64_t, int> kept;
        auto reader = std::move((*twin::history::historyStore(m_store))->openReader().value());
        QVERIFY(reader->frames(0, [&](twin::history::JournalOrder, const twin::history::JournalEntry& entry) {
            return ++kept[entry.sequence] > 0;
        }));
        for (const std::uint64_t sequence : acknowledged) {
            QCOMPARE(kept[sequence], 1);
        }
        QCOMPARE(kept.size(), offered);
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::string m_store;
    QString m_acks;
};

QTEST_GUILESS_MAIN(TestPostgresCrash)
#include "tst_postgres_crash.moc"
