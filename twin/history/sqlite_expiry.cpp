#include "twin/history/sqlite_expiry.h"

#include "twin/history/sqlite_rows.h"

#include <algorithm>
#include <string>
#include <utility>

namespace twin::history {

namespace {

/// Deletes the rows a query names, at most `limit`; how many it were.
Result<std::size_t> drop(Database& database, const std::string& table, const std::string& key,
                         const std::string& where, std::size_t limit)
{
    const std::string sql = "DELETE FROM " + table + " WHERE " + key + " IN (SELECT " + key + " FROM " +
                            table + " WHERE " + where + " LIMIT " + std::to_string(limit) + ")";
    if (auto done = database.execute(sql); !done) {
        return failure(std::move(done.error()));
    }
    const auto changes = database.integer("SELECT changes()");
    if (!changes) {
        return failure(changes.error());
    }
    return static_cast<std::size_t>(*changes);
}

/// The start of the oldest rows of `table` that are too much for `bytes`, or `from` when there are none.
/// Newest first: what fits stays. Rows are counted by an average, because summing the bodies of a large table
/// would read all of it.
Result<TimeNs> sizeBound(Database& database, const std::string& table, std::uint64_t bytes, TimeNs from)
{
    const auto pages = database.integer("PRAGMA page_count");
    const auto size = database.integer("PRAGMA page_size");
    if (pages && size && fromSql(*pages * *size) <= bytes) {
        return from; // all of it together is not too much
    }
    const auto rows = database.integer("SELECT count(*) FROM " + table);
    const auto mean =
        database.integer("SELECT coalesce(avg(size), 0) FROM (SELECT length(body) AS size FROM " + table +
                         " ORDER BY id DESC LIMIT 256)");
    if (!rows || !mean) {
        return failure(!rows ? rows.error() : mean.error());
    }
    const auto fits =
        *mean > 0 ? static_cast<std::int64_t>(bytes / static_cast<std::uint64_t>(*mean)) : *rows;
    if (*rows <= fits) {
        return from;
    }
    const auto start =
        database.integer("SELECT start_ns FROM " + table + " ORDER BY start_ns LIMIT 1 OFFSET " +
                         std::to_string(*rows - fits - 1));
    if (!start) {
        return failure(start.error());
    }
    return std::max(from, *start + 1);
}

/// Samples, and the checkpoints that stand among them. The newest checkpoint always stays: it is the fold
/// position.
Result<std::size_t> expireSamples(Database& database, const RetentionPolicy& policy, TimeNs now,
                                  std::size_t limit)
{
    const auto from = sizeBound(database, "blocks", policy.samplesBytes, now - policy.samples);
    if (!from) {
        return failure(from.error());
    }
    const std::string before = " < " + std::to_string(*from);
    auto done = drop(database, "blocks", "id", "start_ns" + before, limit);
    if (!done || *done == 0) {
        auto checkpoints =
            done ? drop(database, "checkpoints", "fold",
                        "newest_ns" + before +
                            " AND sources IS NULL AND fold < (SELECT max(fold) FROM checkpoints)",
                        std::min<std::size_t>(limit, 16))
                 : std::move(done);
        return checkpoints;
    }
    if (auto noted = database.execute(
            "INSERT OR REPLACE INTO sums VALUES('samples_from', max(" + std::to_string(*from) +
            ", coalesce((SELECT value FROM sums WHERE name = 'samples_from'), 0)))");
        !noted) {
        return failure(std::move(noted.error()));
    }
    return done;
}

Result<std::size_t> expireTier(Database& database, std::size_t tier, TimeNs from, std::size_t limit)
{
    const std::string where =
        "tier = " + std::to_string(tier) + " AND start_ns < " + std::to_string(from - kTierWindow[tier]);
    if (auto done = database.execute("DELETE FROM rolled WHERE " + where); !done) {
        return failure(std::move(done.error()));
    }
    return drop(database, "rollups", "id", where, limit);
}

} // namespace

Result<bool> expireRows(Database& database, const RetentionPolicy& policy, TimeNs now, std::size_t maxRows)
{
    auto gone = expireSamples(database, policy, now, maxRows);
    for (std::size_t tier = 0; gone && *gone < maxRows && tier < kTierCount; ++tier) {
        const auto more = expireTier(database, tier, now - policy.rollups[tier], maxRows - *gone);
        gone = more ? Result<std::size_t>(*gone + *more) : Result<std::size_t>(failure(more.error()));
    }
    if (gone && *gone < maxRows) {
        const auto from = sizeBound(database, "rollups", policy.rollupsBytes, 0);
        const auto more =
            from ? drop(database, "rollups", "id", "start_ns < " + std::to_string(*from), maxRows - *gone)
                 : Result<std::size_t>(failure(from.error()));
        gone = more ? Result<std::size_t>(*gone + *more) : Result<std::size_t>(failure(more.error()));
    }
    if (gone && *gone < maxRows) {
        const auto more = drop(database, "events", "global_order",
                               "time_ns < " + std::to_string(now - policy.events) + " AND global_order <= (" +
                                   kFoldPosition + ")",
                               maxRows - *gone);
        gone = more ? Result<std::size_t>(*gone + *more) : Result<std::size_t>(failure(more.error()));
    }
    if (!gone) {
        return failure(std::move(gone.error()));
    }
    return *gone >= maxRows;
}

} // namespace twin::history
