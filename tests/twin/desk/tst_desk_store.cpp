#include "tests/support/desk_entries.h"
#include "tests/support/postgres_server.h"
#include "twin/desk/desk_store.h"
#include "twin/history/journal.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <thread>

using namespace twin::desk;
using test::note;
using twin::ErrorCode;
using twin::Result;

namespace {

using DeskPtr = std::unique_ptr<DeskStore>;

Document scenario(const std::string& name, const std::string& author, std::string bytes)
{
    Document out;
    out.info.name = name;
    out.info.author = author;
    out.info.time = test::kShiftBegins;
    out.bytes = std::move(bytes);
    return out;
}

} // namespace

/// What both stores must do, run on both; then what each does by itself.
class TestDeskStore final : public QObject
{
    Q_OBJECT

  public:
    enum Kind { File, Server };

  private:
    /// A new, empty desk; null (and the test is skipped) where there can be no server.
    DeskPtr fresh()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            m_location = m_folder.filePath(QStringLiteral("store-%1").arg(++m_made)).toStdString();
        } else if (m_whyNot.isEmpty()) {
            m_location = m_server->newDatabase();
        } else {
            return nullptr;
        }
        return again();
    }

    /// Another connection to the same one.
    DeskPtr again(DeskAccess access = DeskAccess::Write)
    {
        auto opened = openDesk(m_location, access);
        if (!opened) {
            qWarning("%s", opened.error().text().c_str());
        }
        return opened ? std::move(*opened) : nullptr;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::PostgresServer> m_server;
    QString m_whyNot;
    std::string m_location;
    int m_made = 0;

  private Q_SLOTS:

    void initTestCase_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("file") << static_cast<int>(File);
        QTest::newRow("server") << static_cast<int>(Server);
    }

    void initTestCase()
    {
        m_whyNot = test::PostgresServer::whyNot();
        if (m_whyNot.isEmpty()) {
            m_server = std::make_unique<test::PostgresServer>();
            QVERIFY2(m_server->start(), m_server->log().constData());
        }
    }

#define FRESH(name)                                                                                          \
    DeskPtr name = fresh();                                                                                  \
    if (name == nullptr && !m_whyNot.isEmpty()) {                                                            \
        QSKIP(qPrintable(m_whyNot));                                                                         \
    }                                                                                                        \
    QVERIFY(name != nullptr)

    void aBadEntryIsNamedAndNothingOfItsCallIsKept()
    {
        FRESH(desk);
        const std::vector<Entry> entries{note("wang", 1), note("wang", 2, "caf\xE9")};
        const auto appended = desk->append(entries);
        QVERIFY(!appended);
        QCOMPARE(appended.error().code, ErrorCode::BadInput);
        QVERIFY2(appended.error().reason.starts_with("entry 2 of 2: "), appended.error().reason.c_str());
        QCOMPARE(desk->entries(0, 10)->size(), std::size_t{0});
    }

    void tooManyAtOnceAreRefused()
    {
        FRESH(desk);
        std::vector<Entry> entries;
        for (std::uint64_t i = 1; i <= kMaxAppend + 1; ++i) {
            entries.push_back(note("wang", i));
        }
        QCOMPARE(desk->append(entries).error().code, ErrorCode::TooLarge);
    }

    void entriesComeBackAsTheyWere()
    {
        FRESH(desk);
        Entry entry = test::acknowledgement("王伟@noc-1", 7, twin::state::Severity::Critical);
        entry.entity = "link bb-4";
        entry.about = test::kShiftBegins - 1;
        entry.until = std::numeric_limits<twin::TimeNs>::max();
        entry.refers = 3;
        entry.text = "\"quoted\"\n\tand; 带中文 '";
        const auto orders = desk->append({&entry, 1});
        QVERIFY(orders);
        entry.order = orders->front();
        QCOMPARE(desk->entries(0, 10)->size(), std::size_t{1});
        QVERIFY(desk->entries(0, 10)->front() == entry);
    }

    void placesAscendAndPagesFollowEachOther()
    {
        FRESH(desk);
        std::uint64_t last = 0;
        for (std::uint64_t i = 1; i <= 25; ++i) {
            const Entry entry = note("wang", i);
            const auto orders = desk->append({&entry, 1});
            QVERIFY(orders->front() > last);
            last = orders->front();
        }
        std::vector<std::uint64_t> numbers;
        std::uint64_t after = 0;
        for (;;) {
            const auto page = desk->entries(after, 10);
            for (const Entry& entry : *page) {
                numbers.push_back(entry.number);
                after = entry.order;
            }
            if (page->size() < 10) {
                break;
            }
        }
        QCOMPARE(numbers.size(), std::size_t{25});
        QVERIFY(std::ranges::is_sorted(numbers));
    }

    void whatIsSentAgainIsKeptOnce()
    {
        FRESH(desk);
        const std::vector<Entry> first{note("wang", 1), note("wang", 2)};
        const auto orders = desk->append(first);
        QVERIFY(orders);
        // Half of it is known already, one stands in the call twice, and another seat has the same number.
        const std::vector<Entry> again{note("wang", 2, "another text"), note("wang", 3), note("wang", 3),
                                       note("li", 2)};
        const auto second = desk->append(again);
        QVERIFY(second);
        QCOMPARE((*second)[0], (*orders)[1]);
        QCOMPARE((*second)[1], (*second)[2]);
        const auto all = desk->entries(0, 10);
        QCOMPARE(all->size(), std::size_t{4});
        QCOMPARE((*all)[1].text, std::string("quiet")); // what is written stays
    }

    void everythingIsThereAfterAnotherStart()
    {
        FRESH(desk);
        const Entry entry = note("wang", 1);
        QVERIFY(desk->append({&entry, 1}));
        QVERIFY(desk->putDocument(scenario("storm", "wang", "{}"), 0));
        desk.reset();
        const DeskPtr other = again(DeskAccess::Read);
        QVERIFY(other != nullptr);
        QCOMPARE(other->entries(0, 10)->front().text, entry.text);
        QCOMPARE(other->document("storm", 0)->bytes, std::string("{}"));
    }

    void oneHundredThousandNotesAreKept()
    {
        FRESH(desk);
        constexpr std::uint64_t kNotes = 100'000;
        std::vector<Entry> batch;
        for (std::uint64_t i = 1; i <= kNotes; ++i) {
            batch.push_back(note("wang", i));
            if (batch.size() == kMaxAppend) {
                QVERIFY(desk->append(batch));
                batch.clear();
            }
        }
        std::uint64_t after = 0;
        std::uint64_t count = 0;
        for (;;) {
            const auto page = desk->entries(after, 5'000);
            QVERIFY(page);
            count += page->size();
            if (page->empty()) {
                break;
            }
            after = page->back().order;
        }
        QCOMPARE(count, kNotes);
    }

    void documentsHaveVersionsAndHashes()
    {
        FRESH(desk);
        const std::string bytes("\0binary\xFF", 8);
        const auto first = desk->putDocument(scenario("风暴 storm", "wang", bytes), 0);
        QVERIFY(first);
        QCOMPARE(first->version, std::uint64_t{1});
        QCOMPARE(first->bytes, std::uint64_t{8});
        QCOMPARE(first->sha256.size(), std::size_t{64});
        const auto second = desk->putDocument(scenario("风暴 storm", "li", "2"), 1);
        QCOMPARE(second->version, std::uint64_t{2});
        QCOMPARE(desk->document("风暴 storm", 1)->bytes, bytes);
        QCOMPARE(desk->document("风暴 storm", 0)->bytes, std::string("2"));
        QCOMPARE(desk->documents()->size(), std::size_t{1});
        QCOMPARE(desk->documents()->front(), *second);
        QCOMPARE(desk->versions("风暴 storm")->size(), std::size_t{2});
    }

    void whoBeganFromAnOlderVersionOverwritesNothing()
    {
        FRESH(desk);
        QVERIFY(desk->putDocument(scenario("storm", "wang", "1"), 0));
        QVERIFY(desk->putDocument(scenario("storm", "wang", "2"), 1));
        const auto late = desk->putDocument(scenario("storm", "li", "mine"), 1);
        QCOMPARE(late.error().code, ErrorCode::Invalid);
        QVERIFY2(late.error().reason.find("version 2 is by wang") != std::string::npos,
                 late.error().reason.c_str());
        QCOMPARE(desk->putDocument(scenario("storm", "li", "mine"), 0).error().code, ErrorCode::Invalid);
        QCOMPARE(desk->putDocument(scenario("calm", "li", "mine"), 3).error().code, ErrorCode::Invalid);
        QCOMPARE(desk->document("storm", 0)->bytes, std::string("2"));
    }

    void whatIsRemovedCanBeReadAsItWas()
    {
        FRESH(desk);
        QVERIFY(desk->putDocument(scenario("storm", "wang", "1"), 0));
        const DocumentInfo by = scenario("storm", "li", {}).info;
        QCOMPARE(desk->removeDocument(by, 7).error().code, ErrorCode::Invalid);
        QVERIFY(desk->removeDocument(by, 1));
        QVERIFY(desk->documents()->empty());
        QCOMPARE(desk->document("storm", 0).error().code, ErrorCode::NotFound);
        QCOMPARE(desk->document("storm", 1)->bytes, std::string("1"));
        QCOMPARE(desk->removeDocument(by, 2).error().code, ErrorCode::NotFound);
        QCOMPARE(desk->putDocument(scenario("storm", "li", "3"), 0)->version, std::uint64_t{3});
    }

    void onlySoManyVersionsAreKept()
    {
        FRESH(desk);
        for (std::uint64_t i = 0; i < kVersionsKept + 5; ++i) {
            QVERIFY(desk->putDocument(scenario("storm", "wang", std::to_string(i + 1)), i));
        }
        QCOMPARE(desk->versions("storm")->size(), kVersionsKept);
        QCOMPARE(desk->document("storm", 1).error().code, ErrorCode::NotFound);
        QCOMPARE(desk->document("storm", 6)->bytes, std::string("6"));
    }

    void badDocumentsAreRefused()
    {
        FRESH(desk);
        const auto code = [&](const Document& document) {
            return desk->putDocument(document, 0).error().code;
        };
        QCOMPARE(code(scenario("", "wang", "x")), ErrorCode::BadInput);
        QCOMPARE(code(scenario("a\nb", "wang", "x")), ErrorCode::BadInput);
        QCOMPARE(code(scenario("\xFF", "wang", "x")), ErrorCode::BadInput);
        QCOMPARE(code(scenario(std::string(257, 'x'), "wang", "x")), ErrorCode::TooLarge);
        QCOMPARE(code(scenario("large", "wang", std::string(kMaxDocumentBytes + 1, 'x'))),
                 ErrorCode::TooLarge);
        QCOMPARE(desk->document("never", 0).error().code, ErrorCode::NotFound);
        QVERIFY(desk->documents()->empty());
    }

    void anotherReaderHears()
    {
        FRESH(desk);
        const DeskPtr other = again(DeskAccess::Read);
        QVERIFY(other != nullptr);
        static_cast<void>(other->hasNews());
        const Entry entry = note("wang", 1);
        QVERIFY(desk->append({&entry, 1}));
        bool heard = false;
        QTRY_VERIFY_WITH_TIMEOUT(heard = heard || other->hasNews().value(), 5'000);
        QCOMPARE(other->entries(0, 10)->size(), std::size_t{1});
    }

    // What each does by itself.

    void aFileHasOneWriterAndSaysSo()
    {
        QFETCH_GLOBAL(int, kind);
        FRESH(desk);
        if (kind == Server) { // there every seat writes
            const DeskPtr other = again();
            QVERIFY(other != nullptr && other->canWrite());
            return;
        }
        const auto second = openDesk(m_location, DeskAccess::Write);
        QCOMPARE(second.error().code, ErrorCode::Io);
        QVERIFY(second.error().reason.find("another program writes") != std::string::npos);
        const DeskPtr reader = again(DeskAccess::Read);
        QCOMPARE(reader->canWrite().error().code, ErrorCode::Io);
        const Entry entry = note("li", 1);
        QCOMPARE(reader->append({&entry, 1}).error().code, ErrorCode::Io);
        QCOMPARE(reader->putDocument(scenario("storm", "li", "x"), 0).error().code, ErrorCode::Io);
    }

    void aFileThatIsNoStoreIsRefused()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == Server) {
            QSKIP("files only");
        }
        const QString path = m_folder.filePath(QStringLiteral("text"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8'192, 'x'));
        file.close();
        QCOMPARE(openDesk(path.toStdString(), DeskAccess::Read).error().code, ErrorCode::BadInput);
        QCOMPARE(openDesk(path.toStdString() + "-gone", DeskAccess::Read).error().code, ErrorCode::NotFound);
    }

    void besideTheFilesWriterItWritesInItsTurn()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == Server) {
            QSKIP("files only");
        }
        const std::string path = m_folder.filePath(QStringLiteral("beside")).toStdString();
        const auto journal = twin::history::Journal::open(path, {});
        QVERIFY(journal);
        int turns = 0;
        const auto desk = openDeskBeside(path, [&](const std::function<Result<>()>& work) {
            ++turns;
            return work();
        });
        QVERIFY(desk);
        const Entry entry = note("wang", 1);
        QVERIFY((*desk)->append({&entry, 1}));
        QCOMPARE(turns, 1);
        QCOMPARE((*desk)->entries(0, 10)->size(), std::size_t{1});
    }

    void seatsOnAServerWriteAtOnceAndNothingIsLostOrDoubled()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            QSKIP("a file has one writer");
        }
        FRESH(desk);
        constexpr int kSeats = 4;
        constexpr std::uint64_t kEach = 60;
        std::vector<std::thread> seats;
        std::atomic<int> failures = 0;
        for (int seat = 0; seat < kSeats; ++seat) {
            seats.emplace_back([&, seat] {
                const DeskPtr mine = again();
                for (std::uint64_t i = 1; mine != nullptr && i <= kEach; ++i) {
                    const Entry entry = note("seat-" + std::to_string(seat), i);
                    failures += mine->append({&entry, 1}) ? 0 : 1;
                    failures += mine->append({&entry, 1}) ? 0 : 1; // and again, as after a lost answer
                }
                failures += mine == nullptr ? 1 : 0;
            });
        }
        // Meanwhile a reader follows: what it has passed never gets an entry later.
        std::uint64_t after = 0;
        std::size_t count = 0;
        while (count < kSeats * kEach && failures == 0) {
            const auto page = desk->entries(after, 7);
            QVERIFY(page);
            for (const Entry& entry : *page) {
                after = entry.order;
            }
            count += page->size();
        }
        for (std::thread& seat : seats) {
            seat.join();
        }
        QCOMPARE(failures.load(), 0);
        QCOMPARE(count, std::size_t{kSeats * kEach});
        QCOMPARE(desk->entries(0, 1'000)->size(), count);
    }

    void twoSeatsSavingOneDocumentAtOnceDoNotOverwriteEachOther()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            QSKIP("a file has one writer");
        }
        FRESH(desk);
        QVERIFY(desk->putDocument(scenario("storm", "wang", "0"), 0));
        std::atomic<int> saved = 0;
        std::vector<std::thread> seats;
        for (int seat = 0; seat < 4; ++seat) {
            seats.emplace_back([&, seat] {
                const DeskPtr mine = again();
                saved +=
                    mine != nullptr && mine->putDocument(scenario("storm", "seat", std::to_string(seat)), 1)
                        ? 1
                        : 0;
            });
        }
        for (std::thread& seat : seats) {
            seat.join();
        }
        QCOMPARE(saved.load(), 1);
        QCOMPARE(desk->versions("storm")->size(), std::size_t{2});
    }

    /// Whatever the server's defaults are: what is shown as saved is on disk, and nobody waits or makes
    /// others wait for long.
    void itsSessionsAreOfItsOwnSettings()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            QSKIP("a server only");
        }
        FRESH(first);
        auto admin = std::move(twin::history::PgConnection::open(m_location, {}).value());
        QVERIFY(admin.execute(
            "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; "
            "END $$; CREATE TABLE seen(words text); CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql "
            "AS "
            "$$ BEGIN INSERT INTO public.seen VALUES(concat_ws(' ', current_setting('synchronous_commit'), "
            "current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'))); "
            "RETURN NEW; END $$; CREATE TRIGGER see AFTER INSERT ON suanwang_desk.desk_entries FOR EACH ROW "
            "EXECUTE FUNCTION see()"));
        const DeskPtr desk = again();
        const Entry entry = note("li", 1);
        QVERIFY(desk != nullptr && desk->append({&entry, 1}));
        QCOMPARE(std::string(admin.query("SELECT words FROM seen").value().bytes(0, 0)),
                 std::string("on 4s 30s"));
    }

    /// A writer that does not end: whoever waits for it gives up, and leaves nothing behind that waits on.
    void aHeldLogIsGivenUpOnBothEnds()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            QSKIP("a server only");
        }
        FRESH(desk);
        auto admin = std::move(twin::history::PgConnection::open(m_location, {}).value());
        auto watch = std::move(twin::history::PgConnection::open(m_location, {}).value());
        QVERIFY(admin.execute("BEGIN"));
        QVERIFY(admin.execute("SELECT one FROM suanwang_desk.desk_meta FOR UPDATE"));
        const Entry entry = note("li", 1);
        const auto appended = desk->append({&entry, 1});
        QVERIFY(!appended);
        QCOMPARE(appended.error().code, ErrorCode::Io);
        desk.reset();
        const auto waiting = [&] {
            return watch.integer("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .value();
        };
        QTRY_COMPARE_WITH_TIMEOUT(waiting(), std::int64_t{0}, 2'000);
        QVERIFY(admin.execute("ROLLBACK"));
        const DeskPtr next = again();
        QVERIFY(next != nullptr && next->append({&entry, 1}));
        QCOMPARE(next->entries(0, 10)->size(), std::size_t{1});
    }

    /// As docs/history.md says it.
    void aSeatOfItsOwnRoleReadsAndWrites()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            QSKIP("a server only");
        }
        FRESH(first);
        auto admin = std::move(twin::history::PgConnection::open(m_location, {}).value());
        QVERIFY(admin.execute("CREATE ROLE seat LOGIN; GRANT USAGE ON SCHEMA suanwang_desk TO seat; "
                              "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA suanwang_desk TO "
                              "seat"));
        const auto desk =
            openDesk("postgresql://seat" + m_location.substr(m_location.find('@')), DeskAccess::Write);
        QVERIFY2(desk, desk ? "" : desk.error().text().c_str());
        const Entry entry = note("li", 1);
        QVERIFY((*desk)->append({&entry, 1}));
        QCOMPARE((*desk)->entries(0, 10)->size(), std::size_t{1});
        QVERIFY((*desk)->putDocument(scenario("storm", "li", "{}"), 0));
        QVERIFY((*desk)->removeDocument(scenario("storm", "li", "").info, 1));
    }

    void aUserWhoMayOnlyReadIsToldSo()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            QSKIP("a server only");
        }
        FRESH(desk);
        const auto reader =
            openDesk(m_location + "&options=-cdefault_transaction_read_only%3Don", DeskAccess::Write);
        QVERIFY2(reader, reader ? "" : reader.error().text().c_str());
        QCOMPARE((*reader)->canWrite().error().code, ErrorCode::Io);
        const Entry entry = note("li", 1);
        QCOMPARE((*reader)->append({&entry, 1}).error().code, ErrorCode::Io);
        QVERIFY((*reader)->entries(0, 1));
    }

    void aUserWithoutTheRightToWriteIsToldSo()
    {
        QFETCH_GLOBAL(int, kind);
        if (kind == File) {
            QSKIP("a server only");
        }
        FRESH(desk);
        const Entry entry = note("li", 1);
        QVERIFY(desk->append({&entry, 1}));
        auto admin = twin::history::PgConnection::open(m_location, {});
        QVERIFY(admin &&
                admin->execute("CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA suanwang_desk TO guest; "
                               "GRANT SELECT ON ALL TABLES IN SCHEMA suanwang_desk TO guest"));
        std::string location = m_location;
        location.replace(location.find("postgres@"), 8, "guest");
        const auto reader = openDesk(location, DeskAccess::Write);
        QVERIFY2(reader, reader ? "" : reader.error().text().c_str());
        QCOMPARE((*reader)->canWrite().error().code, ErrorCode::Io);
        QCOMPARE((*reader)->append({&entry, 1}).error().code, ErrorCode::Io);
        QCOMPARE((*reader)->entries(0, 10)->size(), std::size_t{1});
        QVERIFY(
            admin->execute("GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA suanwang_desk TO guest"));
        const auto writer = openDesk(location, DeskAccess::Write);
        QVERIFY2(writer, writer ? "" : writer.error().text().c_str());
        QVERIFY((*writer)->canWrite());
    }
};

QTEST_GUILESS_MAIN(TestDeskStore)
#include "tst_desk_store.moc"
