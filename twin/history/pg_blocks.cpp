#include "twin/history/pg_blocks.h"

#include "twin/history/sql_integers.h"

#include <algorithm>
#include <string>
#include <utility>

namespace twin::history {

namespace {

constexpr const char* kOnTime =
    "SELECT body FROM blocks WHERE start_ns >= $3 AND start_ns <= $2 AND fold > $1 AND "
    "fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints)";
constexpr const char* kLate =
    "SELECT body FROM late_blocks WHERE start_ns >= $3 AND start_ns <= $2 AND fold > $1 AND "
    "fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints)";
constexpr const char* kOfChunk =
    "SELECT body FROM all_blocks WHERE start_ns >= $1 AND start_ns < $2 AND first_chunk <= $3 AND "
    "last_chunk >= $3 AND end_ns >= $4 AND fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints) "
    "ORDER BY start_ns";
constexpr const char* kInRange =
    "SELECT body FROM all_blocks WHERE start_ns >= $1 AND start_ns < $2 AND end_ns >= $3 AND "
    "fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints)";

/// Row by row: all of them together may be more than memory.
Result<> visitPacks(PgConnection& connection, const char* sql, const PgValues& values,
                    const std::stop_token& stop, const BlockSource::VisitPack& visit)
{
    return connection.forEach(
        sql, values,
        [&](const PgRows& row) -> Result<bool> {
            auto visited = visit(row.bytes(0, 0));
            return visited ? Result<bool>(true) : Result<bool>(failure(std::move(visited.error())));
        },
        stop);
}

} // namespace

Result<> PgBlocks::packsOf(std::uint64_t chunk, TimeRange range, const std::stop_token& stop,
                           const VisitPack& visit)
{
    return visitPacks(m_connection, kOfChunk,
                      PgValues()
                          .add(std::max<TimeNs>(range.begin, 0) - kMaxBlockSpan)
                          .add(range.end)
                          .add(toSql(chunk))
                          .add(range.begin),
                      stop, visit);
}

Result<> PgBlocks::packsIn(TimeRange range, const VisitPack& visit)
{
    return visitPacks(m_connection, kInRange,
                      PgValues().add(range.begin - kMaxBlockSpan).add(range.end).add(range.begin), {}, visit);
}

Result<> PgBlocks::packsAfter(const After& wanted, const std::stop_token& stop, const VisitPack& visit)
{
    return visitPacks(m_connection, wanted.late ? kLate : kOnTime,
                      PgValues().add(toSql(wanted.after)).add(wanted.until).add(wanted.from), stop, visit);
}

Result<std::set<TimeNs>> PgBlocks::completeWindows(std::size_t tier, TimeRange range)
{
    const auto rows = m_connection.query(
        "SELECT start_ns FROM rolled WHERE tier = $1 AND start_ns >= $2 AND start_ns < $3 AND complete = 1",
        PgValues().add(static_cast<std::int64_t>(tier)).add(windowAt(tier, range.begin)).add(range.end));
    if (!rows) {
        return failure(rows.error());
    }
    std::set<TimeNs> out;
    for (int i = 0; i < rows->count(); ++i) {
        out.insert(rows->integer(i, 0));
    }
    return out;
}

/// All windows in one question: a desk may be some milliseconds away from the server.
Result<> PgBlocks::rollupPacks(std::size_t tier, TimeRange range, std::uint64_t chunk,
                               const std::stop_token& stop,
                               const std::function<Result<>(TimeNs start, std::string_view pack)>& visit)
{
    return m_connection.forEach(
        "SELECT start_ns, body FROM rollups WHERE tier = $1 AND start_ns >= $2 AND start_ns < $3 AND "
        "first_chunk <= $4 "
        "AND last_chunk >= $4 ORDER BY start_ns",
        PgValues()
            .add(static_cast<std::int64_t>(tier))
            .add(windowAt(tier, range.begin))
            .add(range.end)
            .add(toSql(chunk)),
        [&](const PgRows& row) -> Result<bool> {
            auto visited = visit(row.integer(0, 0), row.bytes(0, 1));
            return visited ? Result<bool>(true) : Result<bool>(failure(std::move(visited.error())));
        },
        stop);
}

Result<TimeNs> PgBlocks::samplesFrom()
{
    return m_connection.integer("SELECT value FROM sums WHERE name = 'samples_from'");
}

} // namespace twin::history
