#include "twin/history/sqlite_blocks.h"

#include "twin/history/sqlite_rows.h"

#include <algorithm>
#include <utility>

namespace twin::history {

namespace {

constexpr const char* kOnTime =
    "SELECT body FROM blocks WHERE start_ns >= ?3 AND start_ns <= ?2 AND late = 0 AND fold > ?1 AND "
    "fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints)";
constexpr const char* kLate =
    "SELECT body FROM blocks INDEXED BY blocks_late WHERE late <> 0 AND fold > ?1 AND start_ns <= ?2 AND "
    "start_ns >= ?3 AND fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints)";

Result<> visitPacks(Statement& rows, const std::stop_token& stop, const BlockSource::VisitPack& visit)
{
    return forEachRow(rows, [&](const Statement& row) -> Result<bool> {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        auto visited = visit(row.bytes(0));
        return visited ? Result<bool>(true) : Result<bool>(failure(std::move(visited.error())));
    });
}

} // namespace

Result<> SqliteBlocks::packsOf(std::uint64_t chunk, TimeRange range, const std::stop_token& stop,
                               const VisitPack& visit)
{
    auto rows = m_database.prepare("SELECT body FROM blocks WHERE start_ns >= ?1 AND start_ns < ?2 AND "
                                   "first_chunk <= ?3 AND last_chunk >= ?3 AND end_ns >= ?4 AND fold <= "
                                   "(SELECT coalesce(max(fold), 0) FROM "
                                   "checkpoints) ORDER BY start_ns");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, std::max<TimeNs>(range.begin, 0) - kMaxBlockSpan);
    rows->bind(2, range.end);
    rows->bind(3, toSql(chunk));
    rows->bind(4, range.begin);
    return visitPacks(*rows, stop, visit);
}

Result<> SqliteBlocks::packsIn(TimeRange range, const VisitPack& visit)
{
    auto rows = m_database.prepare(
        std::string(
            "SELECT body FROM blocks WHERE start_ns >= ? AND start_ns < ? AND end_ns >= ? AND fold <= (") +
        kFoldPosition + ")");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, range.begin - kMaxBlockSpan);
    rows->bind(2, range.end);
    rows->bind(3, range.begin);
    return visitPacks(*rows, {}, visit);
}

Result<> SqliteBlocks::packsAfter(const After& wanted, const std::stop_token& stop, const VisitPack& visit)
{
    auto rows = m_database.prepare(wanted.late ? kLate : kOnTime);
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, toSql(wanted.after));
    rows->bind(2, wanted.until);
    rows->bind(3, wanted.from);
    return visitPacks(*rows, stop, visit);
}

Result<std::set<TimeNs>> SqliteBlocks::completeWindows(std::size_t tier, TimeRange range)
{
    auto rows = m_database.prepare(
        "SELECT start_ns FROM rolled WHERE tier = ? AND start_ns >= ? AND start_ns < ? AND complete = 1");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, static_cast<std::int64_t>(tier));
    rows->bind(2, windowAt(tier, range.begin));
    rows->bind(3, range.end);
    std::set<TimeNs> out;
    auto done = forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        out.insert(row.integer(0));
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

Result<> SqliteBlocks::rollupPacks(std::size_t tier, TimeRange range, std::uint64_t chunk,
                                   const std::stop_token& stop,
                                   const std::function<Result<>(TimeNs start, std::string_view pack)>& visit)
{
    auto rows =
        m_database.prepare("SELECT start_ns, body FROM rollups WHERE tier = ?1 AND start_ns >= ?2 AND "
                           "start_ns < ?3 AND first_chunk <= ?4 AND last_chunk >= ?4 ORDER BY start_ns");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, static_cast<std::int64_t>(tier));
    rows->bind(2, windowAt(tier, range.begin));
    rows->bind(3, range.end);
    rows->bind(4, toSql(chunk));
    return forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        auto visited = visit(row.integer(0), row.bytes(1));
        return visited ? Result<bool>(true) : Result<bool>(failure(std::move(visited.error())));
    });
}

Result<TimeNs> SqliteBlocks::samplesFrom()
{
    return m_database.integer("SELECT coalesce((SELECT value FROM sums WHERE name = 'samples_from'), 0)");
}

} // namespace twin::history
