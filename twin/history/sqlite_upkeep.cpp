#include "twin/history/sqlite_upkeep.h"

#include "twin/history/journal_schema.h"
#include "twin/history/sqlite_reader.h"
#include "twin/history/sqlite_rows.h"
#include "twin/history/stored_bodies.h"
#include "twin/history/writer_lock.h"

#include <array>
#include <filesystem>
#include <functional>
#include <utility>

namespace twin::history {

namespace {

/// The key of a table with bodies.
const char* keyOf(const StoredBodies& bodies)
{
    const std::string_view table = bodies.table;
    return table == "checkpoints" ? "fold" : table == "documents" ? "rowid" : "id";
}

/// Rows of a table whose bytes are not what they should be; `visit` gets the key and why.
Result<> findDamaged(Database& database, const StoredBodies& table,
                     const std::function<void(std::int64_t key, const std::string& why)>& visit)
{
    auto keys = database.prepare(std::string("SELECT ") + keyOf(table) + " FROM " + table.table);
    auto body = database.prepare(std::string("SELECT ") + table.body + " FROM " + table.table + " WHERE " +
                                 keyOf(table) + " = ?");
    if (!keys || !body) {
        return failure(!keys ? keys.error() : body.error());
    }
    return forEachRow(*keys, [&](const Statement& row) -> Result<bool> {
        const std::int64_t key = row.integer(0);
        body->bind(1, key);
        const auto found = body->step(); // a page that cannot be read is one row's problem
        const auto good = !found ? Result<>(failure(found.error())) : table.judge(body->bytes(0));
        body->reset();
        if (!good) {
            visit(key, good.error().reason);
        }
        return true;
    });
}

Result<> integrity(Database& database, std::size_t limit, std::vector<StoreProblem>& out)
{
    auto rows = database.prepare("PRAGMA integrity_check(" + std::to_string(limit) + ")");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    return forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        if (row.bytes(0) != "ok") {
            out.push_back({"file", std::string(row.bytes(0))});
        }
        return out.size() < limit;
    });
}

/// All tables, with the columns that give an order to read them in from both ends. The sequence comes before
/// the entries whose places it remembers.
constexpr std::array<std::pair<const char*, const char*>, 16> kTables{{{"sources", "id"},
                                                                       {"frames", "global_order"},
                                                                       {"progress", "source, epoch"},
                                                                       {"forgotten", "source"},
                                                                       {"series", "id"},
                                                                       {"blocks", "id"},
                                                                       {"checkpoints", "fold"},
                                                                       {"events", "global_order"},
                                                                       {"rollups", "id"},
                                                                       {"rolled", "tier, start_ns"},
                                                                       {"registries", "id"},
                                                                       {"documents", "rowid"},
                                                                       {"sqlite_sequence", "rowid"},
                                                                       {"desk_entries", "entry_order"},
                                                                       {"desk_documents", "rowid"},
                                                                       {"sums", "name"}}};

std::string ordered(const std::string& columns, bool backward)
{
    std::string out;
    for (const char letter : columns) {
        out += letter == ',' && backward ? std::string(" DESC,") : std::string(1, letter);
    }
    return backward ? out + " DESC" : out;
}

/// Copies rows from one end until the end or the first that cannot be read. True: that was all.
Result<bool> copyRows(Database& from, Database& to, const char* table, const char* order, bool backward)
{
    auto rows = from.prepare(std::string("SELECT * FROM ") + table + " NOT INDEXED ORDER BY " +
                             ordered(order, backward));
    if (!rows) {
        return false; // not even its root can be read
    }
    std::string marks;
    for (int i = 0; i < rows->columnCount(); ++i) {
        marks += i == 0 ? "?" : ",?";
    }
    auto insert = to.prepare(std::string("INSERT OR IGNORE INTO ") + table + " VALUES(" + marks + ")");
    if (!insert) {
        return failure(std::move(insert.error()));
    }
    while (true) {
        const auto row = rows->step();
        if (!row || !*row) {
            return row.has_value();
        }
        for (int i = 0; i < rows->columnCount(); ++i) {
            insert->bindValue(i + 1, *rows, i);
        }
        if (auto done = insert->run(); !done) {
            return failure(std::move(done.error()));
        }
    }
}

Result<> copyStore(Database& from, Database& to, std::vector<StoreProblem>& out)
{
    for (const auto& [table, order] : kTables) {
        auto whole = copyRows(from, to, table, order, false);
        if (whole && !*whole) {
            out.push_back({table, "some rows cannot be read"});
            whole = copyRows(from, to, table, order, true);
        }
        if (!whole) {
            return failure(std::move(whole.error()));
        }
    }
    return {};
}

/// What could be read but is not sound.
Result<> dropDamaged(Database& database, std::vector<StoreProblem>& out)
{
    for (const StoredBodies& table : storedBodies()) {
        std::string keys;
        auto done = findDamaged(database, table, [&](std::int64_t key, const std::string& why) {
            keys += (keys.empty() ? "" : ",") + std::to_string(key);
            out.push_back({std::string(table.table) + " " + std::to_string(key), why});
        });
        if (done && !keys.empty()) {
            done = database.execute(std::string("DELETE FROM ") + table.table + " WHERE " + keyOf(table) +
                                    " IN (" + keys + ")");
        }
        if (!done) {
            return done;
        }
    }
    return database.execute("INSERT OR REPLACE INTO sums VALUES('frame_bytes', (SELECT "
                            "coalesce(sum(length(body) + 64), 0) FROM frames))");
}

/// Writes the sound rows of `path` to `fresh`.
Result<> rebuild(const std::string& path, const std::string& fresh, std::vector<StoreProblem>& out)
{
    auto from = Database::open(path, Database::Mode::ReadWrite);
    auto to = Database::open(fresh, Database::Mode::ReadWrite);
    if (!from || !to) {
        return failure(!from ? from.error() : to.error());
    }
    auto done = to->execute("PRAGMA page_size=16384; PRAGMA journal_mode=WAL");
    for (const auto& next : std::initializer_list<std::function<Result<>()>>{
             [&] { return migrate(*to, 0); }, [&] { return to->execute("BEGIN"); },
             [&] { return copyStore(*from, *to, out); }, [&] { return dropDamaged(*to, out); },
             [&] {
                 return to->execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
             }}) {
        done = done ? next() : std::move(done);
    }
    return done;
}

tl::unexpected<Error> fileFailure(const std::string& path, const std::error_code& error)
{
    return failureAt(ErrorCode::Io, path, 0, error.message());
}

/// The new file takes the old one's place.
Result<> replaceFile(const std::string& path, const std::string& fresh)
{
    std::error_code error;
    std::filesystem::rename(path, path + ".damaged", error);
    if (error) {
        return fileFailure(path, error);
    }
    std::error_code ignored;
    for (const char* part : {"-wal", "-shm"}) { // of the old one: they must not be taken for the new one's
        std::filesystem::rename(path + part, path + ".damaged" + part, ignored);
    }
    std::filesystem::rename(fresh, path, error);
    return error ? Result<>(fileFailure(fresh, error)) : Result<>();
}

} // namespace

Result<std::vector<StoreProblem>> checkFile(const std::string& path, std::size_t limit)
{
    auto reader = SqliteReader::open(path); // judges the version
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    auto database = Database::open(path, Database::Mode::ReadOnly);
    if (!database) {
        return failure(std::move(database.error()));
    }
    std::vector<StoreProblem> out;
    if (auto done = integrity(*database, limit, out); !done) {
        out.push_back({"file", done.error().reason});
    }
    for (const StoredBodies& table : storedBodies()) {
        auto done = findDamaged(*database, table, [&](std::int64_t key, const std::string& why) {
            if (out.size() < limit) {
                out.push_back({std::string(table.table) + " " + std::to_string(key), why});
            }
        });
        if (!done && out.size() < limit) {
            out.push_back({table.table, done.error().reason});
        }
    }
    return out;
}

Result<std::vector<StoreProblem>> repairFile(const std::string& path)
{
    auto lock = WriterLock::acquire(path);
    if (!lock) {
        return failure(std::move(lock.error()));
    }
    auto problems = checkFile(path, 1);
    if (!problems || problems->empty()) {
        return problems;
    }
    const std::string fresh = path + ".repair";
    std::error_code ignored;
    for (const char* part : {"", "-wal", "-shm"}) {
        std::filesystem::remove(fresh + part, ignored);
    }
    std::vector<StoreProblem> out;
    if (auto done = rebuild(path, fresh, out); !done) {
        return failure(std::move(done.error()));
    }
    if (auto done = replaceFile(path, fresh); !done) {
        return failure(std::move(done.error()));
    }
    if (out.empty()) {
        out.push_back(problems->front()); // an index, or pages nobody used
    }
    return out;
}

} // namespace twin::history
