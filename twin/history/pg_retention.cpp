#include "twin/history/pg_retention.h"

#include "twin/history/sql_integers.h"

#include <utility>

namespace twin::history {

namespace {

std::string nameOf(RetentionTables::Table table)
{
    return table == RetentionTables::Table::Blocks ? "all_blocks" : "rollups";
}

} // namespace

/// Runs a DELETE whose last parameter is how many rows it may take.
Result<std::size_t> PgRetention::drop(const std::string& sql, PgValues values, std::size_t limit)
{
    const auto done = m_connection.query(sql, values.add(static_cast<std::int64_t>(limit)));
    return done ? Result<std::size_t>(static_cast<std::size_t>(done->changed()))
                : Result<std::size_t>(failure(done.error()));
}

Result<std::uint64_t> PgRetention::number(const std::string& sql)
{
    const auto value = m_connection.integer(sql);
    return value ? Result<std::uint64_t>(fromSql(*value)) : Result<std::uint64_t>(failure(value.error()));
}

/// With indexes and what was deleted and not used again.
Result<std::uint64_t> PgRetention::bytesAtMost(Table table)
{
    return number(table == Table::Blocks
                      ? "SELECT (pg_total_relation_size('late_blocks') + coalesce((SELECT "
                        "sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = "
                        "'blocks'::regclass), 0))::bigint"
                      : "SELECT pg_total_relation_size('rollups')");
}

Result<std::uint64_t> PgRetention::rowCount(Table table)
{
    return number("SELECT count(*) FROM " + nameOf(table));
}

Result<std::uint64_t> PgRetention::meanBytes(Table table)
{
    return number("SELECT coalesce(avg(size), 0)::bigint FROM (SELECT octet_length(body) AS size FROM " +
                  nameOf(table) + " ORDER BY start_ns DESC LIMIT 256) AS newest");
}

Result<TimeNs> PgRetention::startAfter(Table table, std::uint64_t older)
{
    return m_connection.integer("SELECT start_ns FROM " + nameOf(table) +
                                    " ORDER BY start_ns LIMIT 1 OFFSET $1",
                                PgValues().add(toSql(older)));
}

Result<std::size_t> PgRetention::dropBlocks(TimeNs before, std::size_t limit)
{
    if (!m_days.days().empty() && *m_days.days().begin() < dayOf(before)) {
        const std::int64_t oldest = *m_days.days().begin();
        const auto gone = m_days.drop(m_connection, oldest);
        if (!gone) {
            return failure(gone.error());
        }
        if (*gone) {
            m_dropped.push_back(oldest);
            return limit; // as much work as one call does
        }
    }
    // Rows are found by their place, which a partition's name goes with.
    auto rows = drop("DELETE FROM blocks WHERE start_ns < $1 AND (tableoid, ctid) IN (SELECT tableoid, ctid "
                     "FROM blocks WHERE "
                     "start_ns < $1 ORDER BY start_ns LIMIT $2)",
                     PgValues().add(before), limit);
    if (!rows || *rows == limit) {
        return rows;
    }
    const auto late =
        drop("DELETE FROM late_blocks WHERE ctid IN (SELECT ctid FROM late_blocks WHERE start_ns < $1 "
             "LIMIT $2)",
             PgValues().add(before), limit - *rows);
    return late ? Result<std::size_t>(*rows + *late) : Result<std::size_t>(failure(late.error()));
}

Result<std::size_t> PgRetention::dropCheckpoints(TimeNs before, std::size_t limit)
{
    return drop("DELETE FROM checkpoints WHERE fold IN (SELECT fold FROM checkpoints WHERE newest_ns < $1 "
                "AND sources "
                "IS NULL AND fold < (SELECT max(fold) FROM checkpoints) LIMIT $2)",
                PgValues().add(before), limit);
}

Result<> PgRetention::noteSamplesFrom(TimeNs from)
{
    const auto done = m_connection.query(
        "UPDATE sums SET value = greatest(value, $1) WHERE name = 'samples_from'", PgValues().add(from));
    return done ? Result<>() : Result<>(failure(done.error()));
}

Result<std::size_t> PgRetention::dropTier(std::size_t tier, TimeNs before, std::size_t limit)
{
    const auto known = m_connection.query("DELETE FROM rolled WHERE tier = $1 AND start_ns < $2",
                                          PgValues().add(static_cast<std::int64_t>(tier)).add(before));
    if (!known) {
        return failure(known.error());
    }
    return drop(
        "DELETE FROM rollups WHERE id IN (SELECT id FROM rollups WHERE tier = $1 AND start_ns < $2 LIMIT $3)",
        PgValues().add(static_cast<std::int64_t>(tier)).add(before), limit);
}

Result<std::size_t> PgRetention::dropRollups(TimeNs before, std::size_t limit)
{
    return drop("DELETE FROM rollups WHERE id IN (SELECT id FROM rollups WHERE start_ns < $1 LIMIT $2)",
                PgValues().add(before), limit);
}

Result<std::size_t> PgRetention::dropEvents(TimeNs before, std::size_t limit)
{
    return drop(
        "DELETE FROM events WHERE global_order IN (SELECT global_order FROM events WHERE time_ns < $1 AND "
        "global_order <= (SELECT coalesce(max(fold), 0) FROM checkpoints) LIMIT $2)",
        PgValues().add(before), limit);
}

} // namespace twin::history
