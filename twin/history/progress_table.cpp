#include "twin/history/progress_table.h"

#include "twin/history/sql_integers.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace twin::history {

namespace {

Result<> forEachRow(Database& database, const char* sql,
                    const std::function<Result<>(const Statement&)>& visit)
{
    auto rows = database.prepare(sql);
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    while (true) {
        const auto row = rows->step();
        if (!row) {
            return failure(row.error());
        }
        if (!*row) {
            return {};
        }
        if (auto visited = visit(*rows); !visited) {
            return visited;
        }
    }
}

} // namespace

Result<ProgressTable> ProgressTable::prepare(Database& database)
{
    ProgressTable out;
    const std::pair<Statement*, const char*> all[] = {
        {&out.m_store, "INSERT OR REPLACE INTO progress VALUES(?,?,?,?,?,?)"},
        {&out.m_drop, "DELETE FROM progress WHERE source = ? AND epoch = ?"},
        {&out.m_forget, "INSERT OR REPLACE INTO forgotten VALUES(?,?,?,?,?)"},
    };
    for (const auto& [statement, sql] : all) {
        auto prepared = database.prepare(sql);
        if (!prepared) {
            return failure(std::move(prepared.error()));
        }
        *statement = std::move(*prepared);
    }
    return out;
}

Result<> ProgressTable::store(std::int64_t source, const ProgressRecord& record)
{
    const std::string ranges = rangesText(record.progress.ranges);
    m_store.bind(1, source);
    m_store.bind(2, toSql(record.epoch));
    m_store.bind(3, toSql(record.progress.contiguous));
    m_store.bind(4, ranges);
    m_store.bind(5, toSql(record.frames));
    m_store.bind(6, toSql(record.samples));
    return m_store.run();
}

Result<> ProgressTable::forget(std::int64_t source, const ForgottenEpochs& forgotten)
{
    for (const std::uint64_t epoch : forgotten.gone) {
        m_drop.bind(1, source);
        m_drop.bind(2, toSql(epoch));
        if (auto done = m_drop.run(); !done) {
            return done;
        }
    }
    m_forget.bind(1, source);
    m_forget.bind(2, toSql(forgotten.upTo));
    m_forget.bind(3, toSql(forgotten.epochs));
    m_forget.bind(4, toSql(forgotten.frames));
    m_forget.bind(5, toSql(forgotten.samples));
    return m_forget.run();
}

Result<std::vector<ProgressRecord>> loadProgress(Database& database)
{
    std::vector<ProgressRecord> out;
    auto read = forEachRow(database,
                           "SELECT s.name, p.epoch, p.contiguous, p.ranges, p.frames, p.samples "
                           "FROM progress p JOIN sources s ON s.id = p.source",
                           [&](const Statement& row) -> Result<> {
                               auto ranges = parseRanges(row.bytes(3));
                               if (!ranges) {
                                   return failure(std::move(ranges.error()));
                               }
                               out.push_back({std::string(row.bytes(0)),
                                              fromSql(row.integer(1)),
                                              {fromSql(row.integer(2)), std::move(*ranges)},
                                              fromSql(row.integer(4)),
                                              fromSql(row.integer(5))});
                               return {};
                           });
    if (!read) {
        return failure(std::move(read.error()));
    }
    // Here and not in SQL, whose integers are signed.
    std::ranges::sort(out, {}, [](const ProgressRecord& record) {
        return std::tuple<const std::string&, std::uint64_t>(record.source, record.epoch);
    });
    return out;
}

Result<std::vector<ForgottenEpochs>> loadForgotten(Database& database)
{
    std::vector<ForgottenEpochs> out;
    const auto exists =
        database.integer("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'forgotten'");
    if (!exists) {
        return failure(exists.error());
    }
    if (*exists == 0) {
        return out;
    }
    auto read = forEachRow(database,
                           "SELECT s.name, f.up_to, f.epochs, f.frames, f.samples "
                           "FROM forgotten f JOIN sources s ON s.id = f.source ORDER BY s.name",
                           [&](const Statement& row) -> Result<> {
                               out.push_back({std::string(row.bytes(0)), fromSql(row.integer(1)),
                                              fromSql(row.integer(2)), fromSql(row.integer(3)),
                                              fromSql(row.integer(4))});
                               return {};
                           });
    if (!read) {
        return failure(std::move(read.error()));
    }
    return out;
}

} // namespace twin::history
