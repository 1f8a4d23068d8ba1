// What a store on a PostgreSQL server has of its own: the lease, days, lost connections. What every store
// promises is in tst_history_store.cpp.
#include "tests/support/desk_entries.h"
#include "tests/support/postgres_server.h"
#include "twin/desk/desk_store.h"
#include "twin/history/fold_builder.h"
#include "twin/history/history_store.h"
#include "twin/history/packed_bytes.h"
#include "twin/history/pg_schema.h"
#include "twin/support/clock.h"

#include <QTest>

#include <map>
#include <memory>
#include <set>
#include <thread>

using namespace twin::history;
using namespace std::chrono_literals;
using twin::ErrorCode;
using twin::kDay;
using twin::kSecond;
using twin::Result;
using twin::TimeNs;

namespace {

constexpr TimeNs kStart = 1'767'225'600 * kSecond; ///< 2026-01-01

/// A frame of a source and all progress up to it.
Result<AppendOutcome> append(HistoryWriter& writer, std::uint64_t sequence, TimeNs receive = kStart,
                             std::string_view source = "s", std::string_view body = "body")
{
    const JournalEntry entry{source, 1, sequence, receive, RecordKind::Batch, 1, body};
    return writer.append(std::span(&entry, 1), [&](std::size_t) {
        return ProgressUpdate{{{std::string(source), 1, {sequence, {}}, sequence, sequence}}, {}};
    });
}

/// A sealed fold with one sample.
bool fold(HistoryWriter& writer, JournalOrder order, TimeNs time)
{
    FoldBuilder builder;
    builder.add(0, builder.stamp({time, 1, order, time}), 1, Quality::Good);
    FoldPiece piece;
    piece.fold = order;
    piece.series.push_back({0, {twin::EntityKind::Pool, "p", "pool.inlet_celsius"}});
    piece.blocks = builder.take(0);
    return writer.add(piece) && writer.seal({order, time, time, 1, packed("state"), packed("sources")});
}

std::set<std::uint64_t> sequencesOf(HistoryReader& reader)
{
    std::set<std::uint64_t> out;
    static_cast<void>(reader.frames(0, [&](JournalOrder, const JournalEntry& entry) {
        out.insert(entry.sequence);
        return true;
    }));
    return out;
}

} // namespace

class TestPgStore final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init()
    {
        if (const QString none = test::PostgresServer::whyNot(); !none.isEmpty()) {
            QSKIP(qPrintable(none));
        }
        if (m_server == nullptr) {
            m_server = std::make_unique<test::PostgresServer>();
            QVERIFY2(m_server->start(), m_server->log().constData());
        }
        m_location = m_server->newDatabase();
        QVERIFY(!m_location.empty());
        m_store = std::move(*historyStore(m_location));
    }

    void aNewerSchemaIsRefusedAndNotChanged()
    {
        m_store->openWriter({}).value().reset();
        QVERIFY(sql("UPDATE suanwang.store SET version = 99"));
        const auto writer = m_store->openWriter({});
        QVERIFY(!writer);
        QCOMPARE(writer.error().code, ErrorCode::Unsupported);
        QVERIFY(writer.error().reason.find("99 is newer") != std::string::npos);
        QCOMPARE(m_store->openReader().error().code, ErrorCode::Unsupported);
        QCOMPARE(number("SELECT version FROM suanwang.store"), 99);
    }

    void aSchemaOfSomebodyElseIsRefused()
    {
        QVERIFY(sql("CREATE SCHEMA suanwang; CREATE TABLE suanwang.other(id BIGINT)"));
        QCOMPARE(m_store->openWriter({}).error().code, ErrorCode::BadInput);
        QCOMPARE(m_store->openReader().error().code, ErrorCode::BadInput);
        QCOMPARE(number("SELECT count(*) FROM pg_tables WHERE schemaname = 'suanwang'"), 1);
    }

    void anUnreachableServerIsAnErrorWithoutThePassword()
    {
        const auto store = std::move(*historyStore("postgresql://me:secret@/db?host=/nowhere"));
        for (const twin::Error& error :
             {store->openWriter({}).error(), store->openReader().error(), store->check(1).error()}) {
            QCOMPARE(error.code, ErrorCode::Io);
            QVERIFY(error.text().find("secret") == std::string::npos);
        }
    }

    void aWrongPasswordIsAnErrorThatDoesNotShowIt()
    {
        QVERIFY(sql("CREATE ROLE locked LOGIN PASSWORD 'right'; GRANT ALL ON DATABASE " +
                    QString::fromStdString(m_location)
                        .section(QLatin1Char('/'), 3, 3)
                        .section(QLatin1Char('?'), 0, 0)
                        .toStdString() +
                    " TO locked"));
        m_server->admit("local all locked scram-sha-256");
        QVERIFY(sql("SELECT pg_reload_conf()"));
        const std::string address = m_location.substr(m_location.find('@'));
        const auto wrong = std::move(*historyStore("postgresql://locked:wr%6Fng" + address))->openWriter({});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::Io);
        QVERIFY2(wrong.error().text().find("password authentication failed") != std::string::npos,
                 wrong.error().text().c_str());
        QVERIFY(wrong.error().text().find("wrong") == std::string::npos);
        QVERIFY(wrong.error().text().find("wr%6Fng") == std::string::npos);
        const auto right = std::move(*historyStore("postgresql://locked:right" + address))->openWriter({});
        QVERIFY2(right.has_value(), right ? "" : right.error().text().c_str());
    }

    void aSecondWriterIsToldWhoHoldsTheLease()
    {
        auto first = m_store->openWriter({});
        QVERIFY(first.has_value());
        const auto second = std::move(*historyStore(m_location))->openWriter({});
        QVERIFY(!second);
        const std::string& reason = second.error().reason;
        QVERIFY2(reason.find("holds the lease") != std::string::npos &&
                     reason.find("tst_pg_store, process " + std::to_string(::getpid()) + " on ") !=
                         std::string::npos,
                 reason.c_str());
        first->reset();
        QVERIFY(std::move(*historyStore(m_location))->openWriter({}).has_value());
    }

    /// What nobody knows of a transaction when the connection goes: the next writer reads what is there.
    void aLostConnectionEndsTheWriterAndTheNextGoesOn()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        QVERIFY(append(*writer, 1));
        QVERIFY(sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'suanwang' AND "
            "pid <> pg_backend_pid()"));
        QTRY_VERIFY(!writer->probe());
        const auto lost = append(*writer, 2);
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, ErrorCode::Io);
        QVERIFY(!append(*writer, 2)); // and does not come back by itself: somebody else may write now
        writer = std::move(m_store->openWriter({}).value());
        QCOMPARE(append(*writer, 2)->stored, std::size_t{1});
        auto reader = std::move(m_store->openReader().value());
        QCOMPARE(sequencesOf(*reader), (std::set<std::uint64_t>{1, 2}));
        QCOMPARE(writer->loadProgress()->front().progress.contiguous, 2U);
    }

    void aKilledServerLosesNothingThatWasCommitted()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        auto reader = std::move(m_store->openReader().value());
        std::uint64_t acknowledged = 0;
        QVERIFY(append(*writer, ++acknowledged));
        for (int round = 0; round < 3; ++round) {
            std::jthread killer([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(50 + 37 * round));
                m_server->signalAll(SIGKILL);
            });
            while (append(*writer, acknowledged + 1, kStart, "s", std::string(20'000, 'x'))) {
                ++acknowledged;
            }
            killer.join();
            m_server->killHard();
            QVERIFY(!reader->newestFrame());
            QVERIFY2(m_server->start(), m_server->log().constData());
            writer = std::move(m_store->openWriter({}).value());
            // The last one may have come true without anybody having been told.
            const std::uint64_t known = writer->loadProgress()->front().progress.contiguous;
            QVERIFY(known == acknowledged || known == acknowledged + 1);
            acknowledged = known;
            QCOMPARE(sequencesOf(*reader).size(), known); // the reader connected again by itself
            QCOMPARE(reader->sums()->frames, known);
        }
    }

    void aServerThatHangsDoesNotHangTheReader()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        QVERIFY(append(*writer, 1));
        auto reader = std::move(m_store->openReader().value());
        m_server->signalAll(SIGSTOP);
        std::stop_source stop;
        std::jthread later([&] {
            std::this_thread::sleep_for(100ms);
            stop.request_stop();
        });
        QElapsedTimer took;
        took.start();
        const auto asked = reader->samples(0, {0, kDay}, stop.get_token());
        m_server->signalAll(SIGCONT);
        QVERIFY2(took.elapsed() < 30'000, "it waited for the reader's whole patience of a minute");
        QVERIFY(!asked);
        QTRY_VERIFY(reader->newestFrame());
    }

    /// Nothing of it is stored, and the same writer goes on when the server is well again.
    void aStatementTimeoutOfTheServerIsAnError()
    {
        const auto slow = std::move(*historyStore(m_location + "&options=-c%20statement_timeout%3D300"));
        auto writer = std::move(slow->openWriter({}).value());
        auto reader = std::move(slow->openReader().value());
        QCOMPARE(append(*writer, 1)->stored, std::size_t{1});
        auto blocker = PgConnection::open(m_location, 0ms);
        QVERIFY(blocker->execute("BEGIN; LOCK TABLE suanwang.frames IN ACCESS EXCLUSIVE MODE"));
        for (const twin::Error& error : {reader->sums().error(), append(*writer, 2).error()}) {
            QCOMPARE(error.code, ErrorCode::Io);
            QVERIFY2(error.reason.find("statement timeout") != std::string::npos, error.reason.c_str());
        }
        QVERIFY(blocker->execute("COMMIT"));
        QCOMPARE(reader->sums()->frames, 1U);
        QCOMPARE(append(*writer, 2)->stored, std::size_t{1});
        QCOMPARE(reader->newestFrame().value(), JournalOrder{2});
        QCOMPARE(reader->sums()->frameBytes, writer->journalBytes().value());
    }

    void daysAreMadeAheadAndForgottenAsAWhole()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        for (const char* table : {"frames", "blocks"}) { // today and tomorrow
            QCOMPARE(number(std::string("SELECT count(*) FROM pg_inherits WHERE inhparent = 'suanwang.") +
                            table + "'::regclass"),
                     2);
        }
        for (std::uint64_t day = 0; day < 10; ++day) {
            const TimeNs time = kStart + static_cast<TimeNs>(day) * kDay + kSecond;
            QVERIFY(append(*writer, day + 1, time));
            QVERIFY(fold(*writer, day + 1, time));
        }
        QCOMPARE(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'suanwang.blocks'::regclass"),
                 13);
        QCOMPARE(number("SELECT count(*) FROM suanwang.blocks_20260103"), 1);
        RetentionPolicy policy;
        policy.samples = 5 * kDay;
        while (writer->expire(policy, kStart + 9 * kDay, 4).value_or(false)) {
        }
        // Four whole days are gone; of the fifth, its row would be newer.
        QCOMPARE(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'suanwang.blocks'::regclass"), 9);
        auto reader = std::move(m_store->openReader().value());
        QCOMPARE(reader->samples(0, {kStart, kStart + 20 * kDay}, {})->samples.size(), std::size_t{6});
        while (writer->trim(10, 1U << 20U).value_or(false)) {
        }
        QCOMPARE(reader->sums()->frames, 0U);
        QCOMPARE(reader->sums()->frameBytes, 0U);
        QCOMPARE(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'suanwang.frames'::regclass"), 2);
        QVERIFY(append(*writer, 11, kStart)); // a day that went is made again
        QVERIFY(fold(*writer, 11, kStart));
    }

    /// A day that is being read stays until it is not, and nobody waits long for it.
    void aDayThatIsReadStays()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        QVERIFY(append(*writer, 1, kStart));
        QVERIFY(fold(*writer, 1, kStart));
        QVERIFY(fold(*writer, 2, kStart + 3 * kDay));
        auto reader = std::move(m_store->openReader().value());
        QVERIFY(reader->beginRead());
        RetentionPolicy policy;
        policy.samples = kDay;
        QVERIFY(writer->expire(policy, kStart + 3 * kDay, 100).has_value());
        QCOMPARE(reader->samples(0, {kStart, kStart + 9 * kDay}, {})->samples.size(), std::size_t{2});
        reader->endRead();
        while (writer->expire(policy, kStart + 3 * kDay, 100).value_or(false)) {
        }
        QCOMPARE(reader->samples(0, {kStart, kStart + 9 * kDay}, {})->samples.size(), std::size_t{1});
    }

    void aFullJournalTakesWhatFitsOrForgetsTheOldest()
    {
        const std::string body(1'000, 'x');
        auto writer = std::move(m_store->openWriter({5 * (body.size() + kRecordOverhead), false}).value());
        for (std::uint64_t i = 1; i <= 5; ++i) {
            QCOMPARE(append(*writer, i, kStart, "s", body)->stored, std::size_t{1});
        }
        QCOMPARE(append(*writer, 6, kStart, "s", body)->stored, std::size_t{0});
        writer.reset();
        writer = std::move(m_store->openWriter({5 * (body.size() + kRecordOverhead), true}).value());
        const auto outcome = append(*writer, 6, kStart, "s", body);
        QCOMPARE(outcome->stored, std::size_t{1});
        QVERIFY(outcome->dropped >= 1);
        auto reader = std::move(m_store->openReader().value());
        QVERIFY(sequencesOf(*reader).contains(6));
        QVERIFY(!sequencesOf(*reader).contains(1));
        QCOMPARE(reader->sums()->frameBytes, writer->journalBytes().value());
    }

    void namesMayHaveAnyByte()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        const std::string odd("算\0'\\", 6);
        QVERIFY(append(*writer, 1, kStart, odd));
        auto reader = std::move(m_store->openReader().value());
        QCOMPARE(reader->loadProgress()->front().source, odd);
        writer.reset();
        writer = std::move(m_store->openWriter({}).value());
        QVERIFY(append(*writer, 2, kStart, odd));
        QCOMPARE(reader->loadProgress()->size(), std::size_t{1});
    }

    /// As docs/history.md says it.
    void aReaderNeedsToReadOnly()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        QVERIFY(append(*writer, 1));
        QVERIFY(fold(*writer, 1, kStart));
        QVERIFY(sql("CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA suanwang TO reader; "
                    "GRANT SELECT ON ALL TABLES IN SCHEMA suanwang TO reader"));
        const auto store =
            std::move(*historyStore("postgresql://reader" + m_location.substr(m_location.find('@'))));
        auto reader = std::move(store->openReader().value());
        QVERIFY(reader->beginRead());
        QCOMPARE(reader->sums()->blockSamples, 1U);
        QCOMPARE(reader->samples(0, {kStart, kStart + kDay}, {})->samples.size(), std::size_t{1});
        reader->endRead();
        QVERIFY(store->check(10)->empty());
        QVERIFY(!store->repair());
    }

    /// As docs/history.md says it.
    void aDumpGivesEverythingBack()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        QVERIFY(append(*writer, 1));
        QVERIFY(fold(*writer, 1, kStart));
        const auto log = std::move(*twin::desk::openDesk(m_location, twin::desk::DeskAccess::Write));
        QVERIFY(log->append(std::vector{test::note("wang", 1)}));
        const std::string other = m_server->newDatabase();
        const QString file = m_server->directory() + QStringLiteral("/twin.dump");
        QCOMPARE(QProcess::execute(test::postgresPrograms() + QStringLiteral("/pg_dump"),
                                   {QStringLiteral("-Fc"), QStringLiteral("-n"), QStringLiteral("suanwang"),
                                    QStringLiteral("-n"), QStringLiteral("suanwang_desk"),
                                    QStringLiteral("-f"), file, QString::fromStdString(m_location)}),
                 0);
        QCOMPARE(QProcess::execute(test::postgresPrograms() + QStringLiteral("/pg_restore"),
                                   {QStringLiteral("-d"), QString::fromStdString(other), file}),
                 0);
        const auto store = std::move(*historyStore(other));
        auto reader = std::move(store->openReader().value());
        QCOMPARE(reader->samples(0, {kStart, kStart + kDay}, {})->samples.size(), std::size_t{1});
        QCOMPARE(reader->loadProgress()->size(), std::size_t{1});
        auto next = std::move(store->openWriter({}).value());
        QVERIFY(append(*next, 2));
        QVERIFY(fold(*next, 2, kStart + kSecond));
        QCOMPARE(reader->samples(0, {kStart, kStart + kDay}, {})->samples.size(), std::size_t{2});
        const auto again = std::move(*twin::desk::openDesk(other, twin::desk::DeskAccess::Write));
        QVERIFY(*again->entries(0, 10) == *log->entries(0, 10));
        QCOMPARE(again->entries(0, 10)->size(), std::size_t{1});
        QCOMPARE(again->append(std::vector{test::note("wang", 2)})->front(), 2U);
    }

    void shrinkingKeepsEverything()
    {
        auto writer = std::move(m_store->openWriter({}).value());
        QVERIFY(append(*writer, 1));
        QVERIFY(fold(*writer, 1, kStart));
        QVERIFY(!m_store->shrink()); // the writer runs
        writer.reset();
        QVERIFY(m_store->shrink());
        auto reader = std::move(m_store->openReader().value());
        QCOMPARE(reader->sums()->blockSamples, 1U);
    }

  private:
    bool sql(const std::string& text)
    {
        auto connection = PgConnection::open(m_location, 0ms);
        const auto done =
            connection ? connection->execute(text) : Result<>(twin::failure(connection.error()));
        if (!done) {
            qWarning("%s", done.error().text().c_str());
        }
        return done.has_value();
    }

    std::int64_t number(const std::string& text)
    {
        auto connection = PgConnection::open(m_location, 0ms);
        return connection ? connection->integer(text).value_or(-1) : -1;
    }

    std::unique_ptr<test::PostgresServer> m_server;
    std::string m_location;
    std::unique_ptr<HistoryStore> m_store;
};

QTEST_GUILESS_MAIN(TestPgStore)
#include "tst_pg_store.moc"
