#include "twin/history/sqlite_expiry.h"

#include "twin/history/sqlite_rows.h"

#include <utility>

namespace twin::history {

namespace {

std::string nameOf(RetentionTables::Table table)
{
    return table == RetentionTables::Table::Blocks ? "blocks" : "rollups";
}

} // namespace

/// Deletes the rows a query names, at most `limit`; how many it were.
Result<std::size_t> SqliteRetention::drop(const std::string& table, const std::string& key,
                                          const std::string& where, std::size_t limit)
{
    const std::string sql = "DELETE FROM " + table + " WHERE " + key + " IN (SELECT " + key + " FROM " +
                            table + " WHERE " + where + " LIMIT " + std::to_string(limit) + ")";
    if (auto done = m_database.execute(sql); !done) {
        return failure(std::move(done.error()));
    }
    return number("SELECT changes()");
}

Result<std::uint64_t> SqliteRetention::number(const std::string& sql)
{
    const auto value = m_database.integer(sql);
    return value ? Result<std::uint64_t>(fromSql(*value)) : Result<std::uint64_t>(failure(value.error()));
}

/// All of the file together.
Result<std::uint64_t> SqliteRetention::bytesAtMost(Table /*table*/)
{
    const auto pages = number("PRAGMA page_count");
    const auto size = number("PRAGMA page_size");
    if (!pages || !size) {
        return failure(!pages ? pages.error() : size.error());
    }
    return *pages * *size;
}

Result<std::uint64_t> SqliteRetention::rowCount(Table table)
{
    return number("SELECT count(*) FROM " + nameOf(table));
}

Result<std::uint64_t> SqliteRetention::meanBytes(Table table)
{
    return number("SELECT coalesce(avg(size), 0) FROM (SELECT length(body) AS size FROM " + nameOf(table) +
                  " ORDER BY id DESC LIMIT 256)");
}

Result<TimeNs> SqliteRetention::startAfter(Table table, std::uint64_t older)
{
    return m_database.integer("SELECT start_ns FROM " + nameOf(table) + " ORDER BY start_ns LIMIT 1 OFFSET " +
                              std::to_string(older));
}

Result<std::size_t> SqliteRetention::dropBlocks(TimeNs before, std::size_t limit)
{
    return drop("blocks", "id", "start_ns < " + std::to_string(before), limit);
}

Result<std::size_t> SqliteRetention::dropCheckpoints(TimeNs before, std::size_t limit)
{
    return drop("checkpoints", "fold",
                "newest_ns < " + std::to_string(before) +
                    " AND sources IS NULL AND fold < (SELECT max(fold) FROM checkpoints)",
                limit);
}

Result<> SqliteRetention::noteSamplesFrom(TimeNs from)
{
    return m_database.execute("INSERT OR REPLACE INTO sums VALUES('samples_from', max(" +
                              std::to_string(from) +
                              ", coalesce((SELECT value FROM sums WHERE name = 'samples_from'), 0)))");
}

Result<std::size_t> SqliteRetention::dropTier(std::size_t tier, TimeNs before, std::size_t limit)
{
    const std::string where = "tier = " + std::to_string(tier) + " AND start_ns < " + std::to_string(before);
    if (auto done = m_database.execute("DELETE FROM rolled WHERE " + where); !done) {
        return failure(std::move(done.error()));
    }
    return drop("rollups", "id", where, limit);
}

Result<std::size_t> SqliteRetention::dropRollups(TimeNs before, std::size_t limit)
{
    return drop("rollups", "id", "start_ns < " + std::to_string(before), limit);
}

Result<std::size_t> SqliteRetention::dropEvents(TimeNs before, std::size_t limit)
{
    return drop("events", "global_order",
                "time_ns < " + std::to_string(before) + " AND global_order <= (" + kFoldPosition + ")",
                limit);
}

} // namespace twin::history
