#include "twin/history/history_store.h"

#include "twin/history/block_codec.h"
#include "twin/history/block_pack.h"
#include "twin/history/packed_bytes.h"
#include "twin/history/sqlite_reader.h"
#include "twin/history/sqlite_rows.h"
#include "twin/history/sqlite_writer.h"

#include <functional>
#include <utility>

namespace twin::history {

namespace {

/// A table whose rows carry bytes that can be judged.
struct Judged
{
    const char* table;
    const char* key;
    const char* body;
    std::function<Result<>(std::string_view)> judge;
};

template <typename T> Result<> onlyError(Result<T> result)
{
    return result ? Result<>() : Result<>(failure(std::move(result.error())));
}

/// Every block of a pack.
template <typename Decode> Result<> judgePack(std::string_view pack, const Decode& decode)
{
    return forEachInPack(pack, [&](std::uint64_t, std::string_view block) -> Result<bool> {
        auto decoded = decode(block);
        return decoded ? Result<bool>(true) : Result<bool>(failure(std::move(decoded.error())));
    });
}

std::vector<Judged> judgedTables()
{
    return {
        {"blocks", "id", "body",
         [](std::string_view pack) {
             return judgePack(pack, decodeBlock);
         }},
        {"rollups", "id", "body",
         [](std::string_view pack) {
             return judgePack(pack, decodeRollups);
         }},
        {"checkpoints", "fold", "state",
         [](std::string_view body) {
             return onlyError(unpacked(body));
         }},
        {"documents", "rowid", "body",
         [](std::string_view body) {
             return onlyError(unpacked(body));
         }},
    };
}

/// Rows of a table whose bytes are not what they should be; `visit` gets the key and why.
Result<> findDamaged(Database& database, const Judged& table,
                     const std::function<void(std::int64_t key, const std::string& why)>& visit)
{
    auto keys = database.prepare(std::string("SELECT ") + table.key + " FROM " + table.table);
    auto body = database.prepare(std::string("SELECT ") + table.body + " FROM " + table.table + " WHERE " +
                                 table.key + " = ?");
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

class SqliteStore final : public HistoryStore
{
  public:
    explicit SqliteStore(std::string path)
        : m_path(std::move(path))
    {}

    Result<std::unique_ptr<HistoryWriter>> openWriter(const JournalOptions& options) override
    {
        auto opened = SqliteWriter::open(m_path, options);
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        return std::unique_ptr<HistoryWriter>(std::move(*opened));
    }

    Result<std::unique_ptr<HistoryReader>> openReader() override
    {
        auto opened = SqliteReader::open(m_path);
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        return std::unique_ptr<HistoryReader>(std::move(*opened));
    }

    Result<std::vector<StoreProblem>> check(std::size_t limit) override;
    Result<std::vector<StoreProblem>> repair() override;
    Result<> shrink() override;

  private:
    std::string m_path;
};

Result<std::vector<StoreProblem>> SqliteStore::check(std::size_t limit)
{
    auto reader = SqliteReader::open(m_path); // judges the version
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    auto database = Database::open(m_path, Database::Mode::ReadOnly);
    if (!database) {
        return failure(std::move(database.error()));
    }
    std::vector<StoreProblem> out;
    if (auto done = integrity(*database, limit, out); !done) {
        out.push_back({"file", done.error().reason});
    }
    for (const Judged& table : judgedTables()) {
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

Result<std::vector<StoreProblem>> SqliteStore::repair()
{
    auto journal = Journal::open(m_path, {}); // takes the lock
    if (!journal) {
        return failure(std::move(journal.error()));
    }
    std::vector<StoreProblem> out;
    for (const Judged& table : judgedTables()) {
        std::vector<std::int64_t> damaged;
        auto found = findDamaged(journal->database(), table, [&](std::int64_t key, const std::string& why) {
            damaged.push_back(key);
            out.push_back({std::string(table.table) + " " + std::to_string(key), why});
        });
        if (!found) {
            out.push_back({table.table, found.error().reason});
        }
        for (const std::int64_t key : damaged) {
            auto done = journal->transact([&](Database& database) {
                return database.execute(std::string("DELETE FROM ") + table.table + " WHERE " + table.key +
                                        " = " + std::to_string(key));
            });
            if (!done) {
                out.push_back({std::string(table.table) + " " + std::to_string(key), done.error().reason});
            }
        }
    }
    if (auto done = journal->database().execute("REINDEX"); !done) {
        out.push_back({"index", done.error().reason});
    }
    return out;
}

Result<> SqliteStore::shrink()
{
    auto journal = Journal::open(m_path, {});
    if (!journal) {
        return failure(std::move(journal.error()));
    }
    return journal->database().execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace

Result<std::unique_ptr<HistoryStore>> historyStore(const std::string& location)
{
    if (location.starts_with("postgresql://") || location.starts_with("postgres://")) {
        return failure(ErrorCode::Unsupported, "this program has no PostgreSQL store");
    }
    return std::unique_ptr<HistoryStore>(std::make_unique<SqliteStore>(location));
}

} // namespace twin::history
