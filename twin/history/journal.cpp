#include "twin/history/journal.h"

#include "twin/history/journal_schema.h"
#include "twin/history/sql_integers.h"
#include "twin/history/sqlite.h"
#include "twin/history/writer_lock.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace twin::history {

namespace {

constexpr const char* kSelectFrames =
    "SELECT s.name, f.epoch, f.sequence, f.receive_ns, f.kind, f.samples, f.body "
    "FROM frames f JOIN sources s ON s.id = f.source ";

JournalEntry entryFrom(const Statement& row)
{
    JournalEntry entry;
    entry.source = row.bytes(0);
    entry.epoch = fromSql(row.integer(1));
    entry.sequence = fromSql(row.integer(2));
    entry.receiveTime = row.integer(3);
    entry.kind = static_cast<RecordKind>(row.integer(4));
    entry.samples = fromSql(row.integer(5));
    entry.body = row.bytes(6);
    return entry;
}

} // namespace

namespace {

/// Order and cost of the rows of a bound `select`.
Result<std::vector<std::pair<std::int64_t, std::uint64_t>>> rowsOf(Statement& select)
{
    std::vector<std::pair<std::int64_t, std::uint64_t>> out;
    while (true) {
        const auto row = select.step();
        if (!row) {
            return failure(row.error());
        }
        if (!*row) {
            select.reset();
            return out;
        }
        out.emplace_back(select.integer(0), fromSql(select.integer(1)) + kRecordOverhead);
    }
}

} // namespace

struct Journal::Impl
{
    std::optional<WriterLock> lock;
    mutable Database database;
    JournalOptions options;
    Statement insertFrame;
    Statement insertSource;
    ProgressTable progress;
    Statement oldestBatches;
    Statement dropFrame;
    Statement storeBytes;
    std::map<std::string, std::int64_t, std::less<>> sourceIds;
    std::int64_t nextOrder = 1;
    std::uint64_t frameBytes = 0;

    Result<> prepareWriter();
    Result<> loadSources();
    Result<std::uint64_t> pages() const;
    Result<> drop(std::int64_t order, std::uint64_t cost);
    Result<> storeFrameBytes();
    Result<std::int64_t> sourceId(std::string_view name);
    Result<std::uint64_t> makeRoom(std::uint64_t bytes);
    Result<AppendOutcome> fill(std::span<const JournalEntry> entries,
                               const std::function<ProgressUpdate(std::size_t)>& progressAfter);
    Result<> store(const JournalEntry& entry);
    Result<> store(const ProgressUpdate& update);
    void forgetTransaction();
    Result<> visitFrames(const std::string& where,
                         const std::function<bool(const JournalEntry&)>& visit) const;
};

namespace {

Result<> configure(Database& database)
{
    // The page size only takes effect on a new file; larger pages suit blobs of some ten kilobytes.
    return database.execute("PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                            "PRAGMA wal_autocheckpoint=4096; PRAGMA journal_size_limit=67108864;"
                            "PRAGMA foreign_keys=OFF; PRAGMA cache_size=-8192");
}

} // namespace

Journal::Journal(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() = default;

Result<Journal> Journal::open(const std::string& path, const JournalOptions& options)
{
    auto lock = WriterLock::acquire(path);
    if (!lock) {
        return failure(std::move(lock.error()));
    }
    auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database) {
        return failure(std::move(database.error()));
    }
    const auto version = readSchemaVersion(*database);
    if (!version) {
        return failure(version.error());
    }
    auto impl = std::make_unique<Impl>();
    impl->lock = std::move(*lock);
    impl->database = std::move(*database);
    impl->options = options;
    if (auto done = configure(impl->database); !done) {
        return failure(std::move(done.error()));
    }
    if (auto done = migrate(impl->database, *version); !done) {
        return failure(std::move(done.error()));
    }
    if (auto done = impl->prepareWriter(); !done) {
        return failure(std::move(done.error()));
    }
    return Journal(std::move(impl));
}

Result<Journal> Journal::openReadOnly(const std::string& path)
{
    auto database = Database::open(path, Database::Mode::ReadOnly);
    if (!database) {
        return failure(std::move(database.error()));
    }
    const auto version = readSchemaVersion(*database);
    if (!version) {
        return failure(version.error());
    }
    if (*version == 0) {
        return failureAt(ErrorCode::BadInput, path, 0, "an empty file, not a Suanwang store");
    }
    auto impl = std::make_unique<Impl>();
    impl->database = std::move(*database);
    return Journal(std::move(impl));
}

Result<> Journal::Impl::prepareWriter()
{
    const std::pair<Statement*, const char*> all[] = {
        {&insertFrame, "INSERT INTO frames VALUES(?,?,?,?,?,?,?,?)"},
        {&insertSource, "INSERT INTO sources(id, name) VALUES(?,?)"},
        {&oldestBatches, "SELECT global_order, length(body) FROM frames WHERE kind = 3 "
                         "ORDER BY global_order LIMIT ?"},
        {&dropFrame, "DELETE FROM frames WHERE global_order = ?"},
        {&storeBytes, "INSERT OR REPLACE INTO sums VALUES('frame_bytes', ?)"},
    };
    for (const auto& [statement, sql] : all) {
        auto prepared = database.prepare(sql);
        if (!prepared) {
            return failure(std::move(prepared.error()));
        }
        *statement = std::move(*prepared);
    }
    auto table = ProgressTable::prepare(database);
    if (!table) {
        return failure(std::move(table.error()));
    }
    progress = std::move(*table);
    // Folded frames leave: their order is never given again.
    const auto last = database.integer("SELECT max((SELECT coalesce(max(global_order), 0) FROM frames), "
                                       "(SELECT coalesce(max(fold), 0) FROM checkpoints), "
                                       "(SELECT coalesce(max(after_order), 0) FROM registries))");
    const auto bytes = database.integer("SELECT value FROM sums WHERE name = 'frame_bytes'");
    if (!last || !bytes) {
        return failure(last ? bytes.error() : last.error());
    }
    nextOrder = *last + 1;
    frameBytes = fromSql(*bytes);
    return loadSources();
}

Result<> Journal::Impl::loadSources()
{
    auto rows = database.prepare("SELECT id, name FROM sources");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    sourceIds.clear();
    while (true) {
        const auto row = rows->step();
        if (!row) {
            return failure(row.error());
        }
        if (!*row) {
            return {};
        }
        sourceIds.emplace(rows->bytes(1), rows->integer(0));
    }
}

Result<std::uint64_t> Journal::Impl::pages() const
{
    const auto pages = database.integer("PRAGMA page_count");
    const auto spare = database.integer("PRAGMA freelist_count");
    const auto size = database.integer("PRAGMA page_size");
    if (!pages || !spare || !size) {
        return failure(!pages ? pages.error() : !spare ? spare.error() : size.error());
    }
    return fromSql((*pages - *spare) * *size);
}

Result<std::int64_t> Journal::Impl::sourceId(std::string_view name)
{
    if (const auto found = sourceIds.find(name); found != sourceIds.end()) {
        return found->second;
    }
    const auto id = static_cast<std::int64_t>(sourceIds.size()) + 1;
    insertSource.bind(1, id);
    insertSource.bind(2, name);
    if (auto done = insertSource.run(); !done) {
        return failure(std::move(done.error()));
    }
    sourceIds.emplace(name, id);
    return id;
}

Result<> Journal::Impl::drop(std::int64_t order, std::uint64_t cost)
{
    dropFrame.bind(1, order);
    if (auto done = dropFrame.run(); !done) {
        return done;
    }
    frameBytes -= std::min(cost, frameBytes);
    return {};
}

Result<> Journal::Impl::storeFrameBytes()
{
    storeBytes.bind(1, toSql(frameBytes));
    return storeBytes.run();
}

/// Forgets oldest batches until `bytes` more fit; definitions and events stay, because later batches need
/// them.
Result<std::uint64_t> Journal::Impl::makeRoom(std::uint64_t bytes)
{
    constexpr std::int64_t kStep = 64;
    std::uint64_t dropped = 0;
    while (frameBytes + bytes > options.maxBytes) {
        oldestBatches.bind(1, kStep);
        auto oldest = rowsOf(oldestBatches);
        if (!oldest) {
            return failure(std::move(oldest.error()));
        }
        if (oldest->empty()) {
            return dropped;
        }
        for (const auto& [order, cost] : *oldest) {
            if (auto done = drop(order, cost); !done) {
                return failure(std::move(done.error()));
            }
            ++dropped;
        }
    }
    return dropped;
}

Result<> Journal::Impl::store(const JournalEntry& entry)
{
    const auto source = sourceId(entry.source);
    if (!source) {
        return failure(source.error());
    }
    insertFrame.bind(1, nextOrder++);
    insertFrame.bind(2, *source);
    insertFrame.bind(3, toSql(entry.epoch));
    insertFrame.bind(4, toSql(entry.sequence));
    insertFrame.bind(5, entry.receiveTime);
    insertFrame.bind(6, static_cast<std::int64_t>(entry.kind));
    insertFrame.bind(7, toSql(entry.samples));
    insertFrame.bindBlob(8, entry.body);
    return insertFrame.run();
}

Result<> Journal::Impl::store(const ProgressUpdate& update)
{
    for (const ProgressRecord& record : update.records) {
        const auto source = sourceId(record.source);
        auto done = source ? progress.store(*source, record) : Result<>(failure(source.error()));
        if (!done) {
            return done;
        }
    }
    for (const ForgottenEpochs& forgotten : update.forgotten) {
        const auto source = sourceId(forgotten.source);
        auto done = source ? progress.forget(*source, forgotten) : Result<>(failure(source.error()));
        if (!done) {
            return done;
        }
    }
    return {};
}

/// Inside the transaction.
Result<AppendOutcome> Journal::Impl::fill(std::span<const JournalEntry> entries,
                                          const std::function<ProgressUpdate(std::size_t)>& progressAfter)
{
    AppendOutcome outcome;
    std::uint64_t total = 0;
    for (const JournalEntry& entry : entries) {
        total += costOf(entry);
    }
    if (options.dropOldest) {
        const auto dropped = makeRoom(total);
        if (!dropped) {
            return failure(dropped.error());
        }
        outcome.dropped = *dropped;
    }
    for (const JournalEntry& entry : entries) {
        if (frameBytes + costOf(entry) > options.maxBytes) {
            break;
        }
        if (auto done = store(entry); !done) {
            return failure(std::move(done.error()));
        }
        frameBytes += costOf(entry);
        ++outcome.stored;
    }
    outcome.bytes = frameBytes;
    if (auto done = storeFrameBytes(); !done) {
        return failure(std::move(done.error()));
    }
    if (auto done = store(progressAfter(outcome.stored)); !done) {
        return failure(std::move(done.error()));
    }
    return outcome;
}

/// After a failure: the file is as before the transaction, and what is remembered of it must be too.
void Journal::Impl::forgetTransaction()
{
    static_cast<void>(database.execute("ROLLBACK")); // some errors have rolled back already
    static_cast<void>(loadSources());
}

Result<AppendOutcome> Journal::append(std::span<const JournalEntry> entries,
                                      const std::function<ProgressUpdate(std::size_t stored)>& progressAfter)
{
    const std::int64_t firstOrder = m_impl->nextOrder;
    const std::uint64_t bytesBefore = m_impl->frameBytes;
    if (auto begun = m_impl->database.execute("BEGIN IMMEDIATE"); !begun) {
        return failure(std::move(begun.error()));
    }
    auto outcome = m_impl->fill(entries, progressAfter);
    if (outcome) {
        if (auto committed = m_impl->database.execute("COMMIT"); !committed) {
            outcome = failure(std::move(committed.error()));
        }
    }
    if (!outcome) {
        m_impl->forgetTransaction();
        m_impl->nextOrder = firstOrder;
        m_impl->frameBytes = bytesBefore;
    }
    return outcome;
}

Result<> Journal::transact(const std::function<Result<>(Database&)>& work)
{
    if (auto begun = m_impl->database.execute("BEGIN IMMEDIATE"); !begun) {
        return begun;
    }
    auto done = work(m_impl->database);
    if (done) {
        done = m_impl->database.execute("COMMIT");
    }
    if (!done) {
        m_impl->forgetTransaction();
    }
    return done;
}

Result<bool> Journal::trim(std::uint64_t upTo, std::uint64_t maxBytes)
{
    constexpr const char* kOldest = "SELECT global_order, length(body) FROM frames WHERE global_order <= ? "
                                    "ORDER BY global_order LIMIT 1024";
    const std::uint64_t bytesBefore = m_impl->frameBytes;
    bool more = false;
    auto done = transact([&](Database& database) -> Result<> {
        auto select = database.prepare(kOldest);
        if (!select) {
            return failure(std::move(select.error()));
        }
        select->bind(1, toSql(upTo));
        const auto oldest = rowsOf(*select);
        if (!oldest) {
            return failure(oldest.error());
        }
        std::uint64_t bytes = 0;
        for (const auto& [order, cost] : *oldest) {
            if (bytes > 0 && bytes + cost > maxBytes) {
                more = true;
                break;
            }
            bytes += cost;
            if (auto dropped = m_impl->drop(order, cost); !dropped) {
                return dropped;
            }
        }
        more = more || oldest->size() == 1024;
        return m_impl->storeFrameBytes();
    });
    if (!done) {
        m_impl->frameBytes = bytesBefore;
        return failure(std::move(done.error()));
    }
    return more;
}

Result<std::int64_t> Journal::sourceNumber(std::string_view name)
{
    return m_impl->sourceId(name);
}

std::uint64_t Journal::lastOrder() const
{
    return fromSql(m_impl->nextOrder) - 1;
}

Database& Journal::database() const
{
    return m_impl->database;
}

Result<std::vector<ProgressRecord>> Journal::loadProgress() const
{
    return history::loadProgress(m_impl->database);
}

Result<std::vector<ForgottenEpochs>> Journal::loadForgotten() const
{
    return history::loadForgotten(m_impl->database);
}

Result<> Journal::Impl::visitFrames(const std::string& where,
                                    const std::function<bool(const JournalEntry&)>& visit) const
{
    auto rows = database.prepare(kSelectFrames + where + " ORDER BY f.global_order");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    while (true) {
        const auto row = rows->step();
        if (!row) {
            return failure(row.error());
        }
        if (!*row || !visit(entryFrom(*rows))) {
            return {};
        }
    }
}

Result<> Journal::replayTail(TimeNs window, std::uint64_t maxBytes,
                             const std::function<bool(const JournalEntry&)>& visit) const
{
    const auto newest = m_impl->database.integer("SELECT coalesce(max(global_order), 0) FROM frames");
    if (!newest) {
        return failure(newest.error());
    }
    auto rows = m_impl->database.prepare("SELECT global_order, receive_ns, length(body) FROM frames WHERE "
                                         "kind = 3 ORDER BY global_order DESC");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    std::int64_t first = *newest + 1;
    std::uint64_t bytes = 0;
    std::optional<TimeNs> newestTime;
    while (true) { // newest backward, until the window or the bound ends it
        const auto row = rows->step();
        if (!row) {
            return failure(row.error());
        }
        if (!*row) {
            break;
        }
        newestTime = newestTime.value_or(rows->integer(1));
        bytes += fromSql(rows->integer(2));
        if (rows->integer(1) < *newestTime - window || bytes > maxBytes) {
            break;
        }
        first = rows->integer(0);
    }
    rows->reset();
    bool goesOn = true;
    const auto watched = [&](const JournalEntry& entry) {
        return goesOn = visit(entry);
    };
    const std::string bound = std::to_string(first);
    if (auto control = m_impl->visitFrames("WHERE f.kind <> 3 AND f.global_order < " + bound, watched);
        !control || !goesOn) {
        return control;
    }
    return m_impl->visitFrames("WHERE f.global_order >= " + bound, watched);
}

Result<> Journal::forEach(const std::function<bool(const JournalEntry&)>& visit) const
{
    return m_impl->visitFrames("", visit);
}

Result<std::uint64_t> Journal::recordCount() const
{
    const auto count = m_impl->database.integer("SELECT count(*) FROM frames");
    if (!count) {
        return failure(count.error());
    }
    return fromSql(*count);
}

Result<std::uint64_t> Journal::usedBytes() const
{
    const auto bytes = m_impl->database.integer("SELECT coalesce(sum(length(body) + 64), 0) FROM frames");
    if (!bytes) {
        return failure(bytes.error());
    }
    return fromSql(*bytes);
}

Result<std::uint64_t> Journal::fileBytes() const
{
    return m_impl->pages();
}

} // namespace twin::history
