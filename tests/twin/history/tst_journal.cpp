#include "twin/history/journal.h"
#include "twin/history/journal_schema.h"
#include "twin/support/file_io.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace twin::history;
using twin::ErrorCode;

namespace {

/// Runs SQL on the file behind the journal's back.
void tamper(const std::string& path, const std::string& sql)
{
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
}

/// Entries first..last of source "s", each with a body of `bytes`.
struct Group
{
    std::vector<std::string> bodies;
    std::vector<JournalEntry> entries;

    Group(std::uint64_t first, std::uint64_t last, std::size_t bytes = 100,
          RecordKind kind = RecordKind::Batch)
    {
        bodies.reserve(last - first + 1);
        for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
            bodies.emplace_back(bytes, static_cast<char>('a' + sequence % 26));
            entries.push_back({"s", 1, sequence, static_cast<twin::TimeNs>(sequence) * twin::kSecond, kind,
                               10, bodies.back()});
        }
    }
};

/// Appends and keeps the progress as the store stage does.
class Writer
{
  public:
    explicit Writer(Journal& journal)
        : m_journal(journal)
    {}

    twin::Result<AppendOutcome> append(const Group& group)
    {
        ProgressRecord next = record;
        auto outcome = m_journal.append(group.entries, [&](std::size_t stored) {
            for (std::size_t i = 0; i < stored; ++i) {
                next.progress.insert(group.entries[i].sequence);
                ++next.frames;
                next.samples += group.entries[i].samples;
            }
            return ProgressUpdate{{next}, {}};
        });
        if (outcome) {
            record = next;
        }
        return outcome;
    }

    ProgressRecord record{"s", 1, {}, 0, 0};

  private:
    Journal& m_journal;
};

std::vector<std::uint64_t> sequencesOf(const Journal& journal)
{
    std::vector<std::uint64_t> out;
    const auto done = journal.forEach([&](const JournalEntry& entry) {
        out.push_back(entry.sequence);
        return true;
    });
    return done ? out : std::vector<std::uint64_t>();
}

} // namespace

class TestJournal final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_directory.emplace(); }

    void aNewerSchemaIsRefusedAndNotTouched()
    {
        const std::string path = file("newer.db");
        QVERIFY(Journal::open(path, {}).has_value());
        tamper(path, "PRAGMA user_version=99; PRAGMA wal_checkpoint(TRUNCATE)");
        const auto before = twin::readFile(path);
        const auto opened = Journal::open(path, {});
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::Unsupported);
        QVERIFY(opened.error().reason.find("99") != std::string::npos);
        QVERIFY(twin::readFile(path).value() == before.value());
    }

    void anotherProgramsDatabaseIsRefused()
    {
        const std::string path = file("other.db");
        tamper(path, "CREATE TABLE theirs(a)");
        const auto opened = Journal::open(path, {});
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::BadInput);
    }

    void aFileThatIsNoDatabaseIsRefusedAndNotTouched()
    {
        const std::string path = file("text.db");
        const std::string text(5000, 'x');
        QVERIFY(twin::writeFileAtomically(path, text).has_value());
        const auto opened = Journal::open(path, {});
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::BadInput);
        QCOMPARE(twin::readFile(path).value(), text);
    }

    void aDamagedPageIsReported()
    {
        const std::string path = file("damaged.db");
        {
            auto journal = Journal::open(path, {});
            Writer writer(*journal);
            QVERIFY(writer.append(Group(1, 200, 4000)).has_value());
        }
        const int handle = ::open(path.c_str(), O_RDWR);
        const std::string garbage(60'000, '\xA5');
        QCOMPARE(::pwrite(handle, garbage.data(), garbage.size(), 16'384),
                 static_cast<ssize_t>(garbage.size()));
        ::close(handle);
        auto journal = Journal::open(path, {});
        const bool readable =
            journal && journal->forEach([](const JournalEntry&) { return true; }).has_value();
        QVERIFY(!readable);
    }

    void readingWhatIsNotThereIsRefused()
    {
        const auto opened = Journal::openReadOnly(file("absent.db"));
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::NotFound);
    }

    void aSecondWriterIsRefused()
    {
        auto first = Journal::open(file("j.db"), {});
        QVERIFY(first.has_value());
        const auto second = Journal::open(file("j.db"), {});
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().code, ErrorCode::Io);
        QVERIFY(Journal::openReadOnly(file("j.db")).has_value());
    }

    void aReadOnlyFileIsReported()
    {
        if (::geteuid() == 0) {
            QSKIP("root writes everywhere");
        }
        const std::string path = file("ro.db");
        QVERIFY(Journal::open(path, {}).has_value());
        QCOMPARE(::chmod(path.c_str(), 0444), 0);
        QVERIFY(!Journal::open(path, {}).has_value());
    }

    /// A file-size limit stands in for the full disk: the write fails, nothing of the group is kept, and once
    /// there is room again the same group is taken.
    void aFullDiskKeepsNothingOfTheGroupAndRecovers()
    {
        auto journal = Journal::open(file("j.db"), {});
        Writer writer(*journal);
        QVERIFY(writer.append(Group(1, 5)).has_value());
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit tight{200'000, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        const auto refused = writer.append(Group(6, 30, 50'000));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, ErrorCode::Io);
        QCOMPARE(sequencesOf(*journal).size(), 5U);
        QCOMPARE(writer.record.frames, 5U);
        QVERIFY(writer.append(Group(6, 30, 50'000)).has_value());
        QCOMPARE(sequencesOf(*journal).size(), 30U);
        QCOMPARE(journal->loadProgress()->front().progress, (Progress{30, {}}));
    }

    void aLockedFileIsReportedAndRecovers()
    {
        auto journal = Journal::open(file("j.db"), {});
        Writer writer(*journal);
        sqlite3* other = nullptr;
        QCOMPARE(sqlite3_open(file("j.db").c_str(), &other), SQLITE_OK);
        QCOMPARE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
        const auto refused = writer.append(Group(1, 3));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, ErrorCode::Io);
        QCOMPARE(sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(other);
        QVERIFY(writer.append(Group(1, 3)).has_value());
        QCOMPARE(sequencesOf(*journal), (std::vector<std::uint64_t>{1, 2, 3}));
    }

    void aFullJournalTakesWhatFits()
    {
        auto journal = Journal::open(file("j.db"), {1'000'000, false});
        Writer writer(*journal);
        const auto outcome = writer.append(Group(1, 40, 50'000));
        QVERIFY(outcome.has_value());
        QVERIFY(outcome->stored > 10 && outcome->stored < 20);
        QCOMPARE(writer.record.frames, outcome->stored);
        const auto more = writer.append(Group(outcome->stored + 1, outcome->stored + 1, 50'000));
        QVERIFY(more.has_value());
        QCOMPARE(more->stored, 0U);
        QCOMPARE(sequencesOf(*journal).size(), outcome->stored);
        QVERIFY(journal->usedBytes().value() <= 1'100'000);
    }

    void aFullJournalMayForgetItsOldestBatchesButNoDefinition()
    {
        auto journal = Journal::open(file("j.db"), {2'000'000, true});
        Writer writer(*journal);
        QVERIFY(writer.append(Group(1, 1, 100, RecordKind::Define)).has_value());
        std::uint64_t dropped = 0;
        for (std::uint64_t first = 2; first < 202; first += 10) {
            const auto outcome = writer.append(Group(first, first + 9, 50'000));
            QVERIFY(outcome.has_value());
            QCOMPARE(outcome->stored, 10U);
            dropped += outcome->dropped;
        }
        QVERIFY(dropped > 100);
        const auto kept = sequencesOf(*journal);
        QCOMPARE(kept.size() + dropped, 201U);
        QCOMPARE(kept.front(), 1U);
        QCOMPARE(kept.back(), 201U);
        QCOMPARE(journal->loadProgress()->front().frames, 201U);
        QVERIFY(journal->usedBytes().value() <= 2'100'000);
    }

    void progressAndRecordsSurviveReopening()
    {
        {
            auto journal = Journal::open(file("j.db"), {});
            Writer writer(*journal);
            QVERIFY(writer.append(Group(1, 3)).has_value());
            QVERIFY(writer.append(Group(6, 7)).has_value());
        }
        auto journal = Journal::openReadOnly(file("j.db"));
        QVERIFY(journal.has_value());
        const auto progress = journal->loadProgress();
        QCOMPARE(progress->size(), 1U);
        QCOMPARE(progress->front().source, std::string("s"));
        QCOMPARE(progress->front().progress, (Progress{3, {{6, 7}}}));
        QCOMPARE(progress->front().samples, 50U);
        QCOMPARE(sequencesOf(*journal), (std::vector<std::uint64_t>{1, 2, 3, 6, 7}));
    }

    void replayGivesDefinitionsAndTheTailOfBatches()
    {
        auto journal = Journal::open(file("j.db"), {});
        Writer writer(*journal);
        QVERIFY(writer.append(Group(1, 1, 100, RecordKind::Define)).has_value());
        QVERIFY(writer.append(Group(2, 50)).has_value());
        QVERIFY(writer.append(Group(51, 51, 100, RecordKind::Event)).has_value());
        QVERIFY(writer.append(Group(52, 100)).has_value());
        const auto replayed = [&](twin::TimeNs window, std::uint64_t bytes) {
            std::vector<std::uint64_t> out;
            const auto done = journal->replayTail(window, bytes, [&](const JournalEntry& entry) {
                out.push_back(entry.sequence);
                return true;
            });
            return done ? out : std::vector<std::uint64_t>();
        };
        QCOMPARE(replayed(3 * twin::kSecond, 1U << 30U),
                 (std::vector<std::uint64_t>{1, 51, 97, 98, 99, 100}));
        QCOMPARE(replayed(twin::kHour, 250), (std::vector<std::uint64_t>{1, 51, 99, 100}));
        QCOMPARE(replayed(twin::kHour, 1U << 30U).size(), 100U);
    }

    void forgottenEpochsLeaveTheirSums()
    {
        const std::string path = file("j.db");
        {
            auto journal = Journal::open(path, {});
            const auto keep = [&](ProgressUpdate update) {
                return journal->append({}, [&](std::size_t) { return update; }).has_value();
            };
            QVERIFY(
                keep({{{"s", 1, {4, {}}, 4, 40}, {"s", UINT64_MAX, {2, {}}, 2, 20}, {"t", 1, {9, {}}, 9, 90}},
                      {}}));
            QVERIFY(keep({{}, {{"s", 1, 1, 4, 40, {1}}}}));
        }
        auto journal = Journal::openReadOnly(path);
        QVERIFY(journal.has_value());
        const auto progress = journal->loadProgress();
        QCOMPARE(progress->size(), 2U);
        QCOMPARE(progress->at(0).epoch, UINT64_MAX);
        QCOMPARE(progress->at(1).source, std::string("t"));
        const auto forgotten = journal->loadForgotten();
        QCOMPARE(forgotten->size(), 1U);
        QCOMPARE(forgotten->front().source, std::string("s"));
        QCOMPARE(forgotten->front().upTo, 1U);
        QCOMPARE(forgotten->front().frames, 4U);
        QCOMPARE(forgotten->front().samples, 40U);
    }

    /// A store of the first schema is read as it is, and brought up by the first writer.
    void aStoreOfTheFirstSchemaGoesOn()
    {
        const std::string path = file("old.db");
        {
            auto journal = Journal::open(path, {});
            Writer writer(*journal);
            QVERIFY(writer.append(Group(1, 3)).has_value());
        }
        tamper(path, "DROP TABLE forgotten; PRAGMA user_version=1");
        {
            const auto journal = Journal::openReadOnly(path);
            QVERIFY(journal.has_value());
            QVERIFY(journal->loadForgotten()->empty());
            QCOMPARE(journal->loadProgress()->front().progress.contiguous, 3U);
        }
        auto journal = Journal::open(path, {});
        QVERIFY(journal.has_value());
        QVERIFY(journal->append({},
                                [](std::size_t) {
                                    return ProgressUpdate{{}, {{"s", 1, 1, 3, 30, {1}}}};
                                })
                    .has_value());
        QVERIFY(journal->loadProgress()->empty());
        QCOMPARE(journal->loadForgotten()->front().samples, 30U);
        QCOMPARE(journal->recordCount().value(), 3U);
    }

    void largeNumbersKeepTheirBits()
    {
        auto journal = Journal::open(file("j.db"), {});
        const std::string body = "b";
        const JournalEntry entry{"源", UINT64_MAX, UINT64_MAX - 1, -1, RecordKind::Event, UINT64_MAX, body};
        QVERIFY(journal
                    ->append(std::span(&entry, 1),
                             [](std::size_t) {
                                 return ProgressUpdate{
                                     {{"源", UINT64_MAX, {0, {{UINT64_MAX - 1, UINT64_MAX - 1}}}, 1, 2}}, {}};
                             })
                    .has_value());
        const auto progress = journal->loadProgress();
        QCOMPARE(progress->front().epoch, UINT64_MAX);
        QCOMPARE(progress->front().progress.ranges.front().first, UINT64_MAX - 1);
        QVERIFY(journal
                    ->forEach([&](const JournalEntry& read) {
                        return read.source == "源" && read.epoch == UINT64_MAX &&
                               read.samples == UINT64_MAX && read.body == "b";
                    })
                    .has_value());
    }

  private:
    std::string file(const char* name) const
    {
        return m_directory->filePath(QString::fromLatin1(name)).toStdString();
    }

    std::optional<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
