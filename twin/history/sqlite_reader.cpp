#include "twin/history/sqlite_reader.h"

#include "twin/history/block_reader.h"
#include "twin/history/journal_schema.h"
#include "twin/history/moment_samples.h"
#include "twin/history/packed_bytes.h"
#include "twin/history/series_curve.h"
#include "twin/history/sqlite_blocks.h"
#include "twin/history/sqlite_rows.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace twin::history {

namespace {

constexpr const char* kSelectCheckpoint =
    "SELECT fold, made_ns, newest_ns, registry, state, sources FROM checkpoints ";
constexpr const char* kFirstSample =
    "SELECT min(coalesce((SELECT start_ns FROM blocks WHERE late = 0 ORDER BY start_ns LIMIT 1), "
    "9223372036854775807), coalesce((SELECT min(start_ns) FROM rolled WHERE complete = 1), "
    "9223372036854775807))";
// Of a store of which nothing is folded yet.
constexpr const char* kFirstFrame =
    "SELECT coalesce((SELECT receive_ns FROM frames ORDER BY global_order LIMIT 1), 9223372036854775807)";
constexpr const char* kNewest =
    "SELECT max(coalesce((SELECT newest_ns FROM checkpoints ORDER BY fold DESC LIMIT 1), 0), "
    "coalesce((SELECT receive_ns FROM frames ORDER BY global_order DESC LIMIT 1), 0))";

Result<std::int64_t> number(Database& database, const std::string& sql)
{
    return database.integer(sql);
}

/// Fills what is counted by one query each.
Result<> count(Database& database, const std::vector<std::pair<std::string, std::uint64_t*>>& queries)
{
    for (const auto& [sql, out] : queries) {
        const auto value = number(database, sql);
        if (!value) {
            return failure(value.error());
        }
        *out = fromSql(*value);
    }
    return {};
}

} // namespace

Result<std::unique_ptr<SqliteReader>> SqliteReader::open(const std::string& path)
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
    if (*version < kSchemaVersion) {
        return failureAt(ErrorCode::Unsupported, path, 0,
                         "a store of schema " + std::to_string(*version) +
                             " has no history yet: the first program that writes to it makes it one");
    }
    return std::unique_ptr<SqliteReader>(new SqliteReader(std::move(*database)));
}

Result<> SqliteReader::beginRead()
{
    auto begun = m_database.execute("BEGIN");
    if (begun) {
        // The first read fixes the instant: it is made here and not at some later question.
        const auto read = m_database.integer(kFoldPosition);
        return read ? Result<>() : Result<>(failure(read.error()));
    }
    return begun;
}

void SqliteReader::endRead()
{
    static_cast<void>(m_database.execute("COMMIT"));
}

Result<StoreSums> SqliteReader::sums()
{
    StoreSums out;
    const std::string sealed = std::string(" WHERE fold <= (") + kFoldPosition + ")";
    std::vector<std::pair<std::string, std::uint64_t*>> queries{
        {"SELECT count(*) FROM frames", &out.frames},
        {"SELECT value FROM sums WHERE name = 'frame_bytes'", &out.frameBytes},
        {"SELECT coalesce(max(global_order), 0) FROM frames", &out.newestFrame},
        {kFoldPosition, &out.folded},
        {"SELECT count(*) FROM series", &out.series},
        {"SELECT count(*) FROM blocks" + sealed, &out.blocks},
        {"SELECT coalesce(sum(samples), 0) FROM blocks" + sealed, &out.blockSamples},
        {"SELECT coalesce(sum(length(body)), 0) FROM blocks" + sealed, &out.blockBytes},
        {"SELECT count(*) FROM checkpoints", &out.checkpoints},
        {"SELECT coalesce(sum(length(state) + coalesce(length(sources), 0)), 0) FROM checkpoints",
         &out.checkpointBytes},
        {"SELECT count(*) FROM events", &out.events},
        {"SELECT coalesce(sum(length(body)), 0) FROM events", &out.eventBytes},
        {"SELECT count(*) FROM registries", &out.registries},
    };
    for (std::size_t tier = 0; tier < kTierCount; ++tier) {
        const std::string where = " FROM rollups WHERE tier = " + std::to_string(tier);
        queries.emplace_back("SELECT count(*)" + where, &out.rollups[tier]);
        queries.emplace_back("SELECT coalesce(sum(length(body)), 0)" + where, &out.rollupBytes[tier]);
    }
    if (auto done = count(m_database, queries); !done) {
        return failure(std::move(done.error()));
    }
    const auto pages = m_database.integer("PRAGMA page_count");
    const auto spare = m_database.integer("PRAGMA freelist_count");
    const auto size = m_database.integer("PRAGMA page_size");
    const auto known = range();
    if (!pages || !spare || !size || !known) {
        return failure(!pages   ? pages.error()
                       : !spare ? spare.error()
                       : !size  ? size.error()
                                : known.error());
    }
    out.fileBytes = fromSql((*pages - *spare) * *size);
    out.folds = *known;
    return out;
}

Result<std::vector<ProgressRecord>> SqliteReader::loadProgress()
{
    return history::loadProgress(m_database);
}

Result<std::vector<ForgottenEpochs>> SqliteReader::loadForgotten()
{
    return history::loadForgotten(m_database);
}

Result<TimeRange> SqliteReader::range()
{
    constexpr auto kNone = std::numeric_limits<std::int64_t>::max();
    auto first = m_database.integer(kFirstSample);
    if (first && *first == kNone) {
        first = m_database.integer(kFirstFrame);
    }
    const auto newest = m_database.integer(kNewest);
    if (!first || !newest) {
        return failure(!first ? first.error() : newest.error());
    }
    return *first <= *newest ? TimeRange{*first, *newest} : TimeRange{*newest, *newest};
}

Result<JournalOrder> SqliteReader::foldPosition()
{
    const auto position = m_database.integer(kFoldPosition);
    if (!position) {
        return failure(position.error());
    }
    return fromSql(*position);
}

Result<JournalOrder> SqliteReader::newestFrame()
{
    const auto newest = m_database.integer("SELECT coalesce(max(global_order), 0) FROM frames");
    if (!newest) {
        return failure(newest.error());
    }
    return fromSql(*newest);
}

Result<std::optional<SeriesId>> SqliteReader::find(const SeriesKey& key)
{
    auto rows = m_database.prepare("SELECT id FROM series WHERE entity = ? AND metric = ? AND kind = ?");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, std::string_view(key.entity));
    rows->bind(2, std::string_view(key.metric));
    rows->bind(3, static_cast<std::int64_t>(key.kind));
    std::optional<SeriesId> out;
    auto done = forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        out = fromSql(row.integer(0));
        return false;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

namespace {

/// Errors: BadInput (a kind that does not exist).
Result<SeriesKey> keyFrom(const Statement& row, int column)
{
    const std::int64_t kind = row.integer(column);
    if (kind < 0 || kind >= static_cast<std::int64_t>(kEntityKindCount)) {
        return failure(ErrorCode::BadInput, "a series of a kind that does not exist");
    }
    return SeriesKey{static_cast<EntityKind>(kind), std::string(row.bytes(column + 1)),
                     std::string(row.bytes(column + 2))};
}

Result<std::vector<SeriesRow>> readSeries(Statement& rows)
{
    std::vector<SeriesRow> out;
    auto done = forEachRow(rows, [&](const Statement& row) -> Result<bool> {
        auto key = keyFrom(row, 1);
        if (!key) {
            return failure(std::move(key.error()));
        }
        out.push_back({fromSql(row.integer(0)), std::move(*key)});
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

} // namespace

Result<std::vector<SeriesRow>> SqliteReader::seriesOf(std::uint64_t chunk)
{
    auto rows = m_database.prepare(
        "SELECT id, kind, entity, metric FROM series WHERE id >= ? AND id < ? ORDER BY id");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, toSql(chunk * kSeriesPerChunk));
    rows->bind(2, toSql((chunk + 1) * kSeriesPerChunk));
    return readSeries(*rows);
}

Result<std::vector<SeriesRow>> SqliteReader::lastSeriesOfEachMetric()
{
    auto rows = m_database.prepare("SELECT max(id), kind, entity, metric FROM series GROUP BY metric");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    return readSeries(*rows);
}

Result<SeriesSamples> SqliteReader::samples(SeriesId series, TimeRange range, const std::stop_token& stop)
{
    auto samples = seriesSamples(m_blocks, series, range, stop);
    if (!samples) {
        return failure(std::move(samples.error()));
    }
    return SeriesSamples{std::move(*samples)};
}

Result<SeriesColumns> SqliteReader::columns(SeriesId series, TimeRange range, std::size_t columns,
                                            const std::stop_token& stop)
{
    return seriesColumns(m_blocks, series, range, columns, stop);
}

Result<PastMoment> SqliteReader::moment(TimeNs time, const std::stop_token& stop)
{
    PastMoment out;
    auto checkpoints = m_database.prepare(std::string(kSelectCheckpoint) +
                                          "WHERE newest_ns <= ? ORDER BY newest_ns DESC, fold DESC LIMIT 1");
    auto events = m_database.prepare(
        "SELECT e.global_order, e.time_ns, e.receive_ns, s.name, e.epoch, e.sequence, e.body FROM events e "
        "JOIN sources s ON s.id = e.source WHERE e.global_order > ? AND e.time_ns <= ? AND e.global_order <= "
        "(SELECT coalesce(max(fold), 0) FROM checkpoints) AND e.time_ns >= ? ORDER BY e.global_order");
    if (!checkpoints || !events) {
        return failure(!checkpoints ? checkpoints.error() : events.error());
    }
    checkpoints->bind(1, time);
    auto checkpoint = readCheckpoint(*checkpoints);
    if (!checkpoint) {
        return failure(std::move(checkpoint.error()));
    }
    out.checkpoint = std::move(*checkpoint);
    if (auto done = readMomentSamples(m_blocks, time, stop, out); !done) {
        return failure(std::move(done.error()));
    }
    events->bind(1, toSql(out.checkpoint ? out.checkpoint->fold : 0));
    events->bind(2, time);
    events->bind(3, momentEventsFrom(out));
    auto read = readEvents(*events);
    if (!read) {
        return failure(std::move(read.error()));
    }
    out.events = std::move(*read);
    return out;
}

Result<std::vector<RestartPoint>> SqliteReader::restartPoints()
{
    auto rows = m_database.prepare(
        "SELECT fold, made_ns, (SELECT coalesce(sum(length(body)), 0) FROM frames WHERE global_order > fold) "
        "FROM checkpoints WHERE sources IS NOT NULL ORDER BY fold");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    std::vector<RestartPoint> out;
    auto done = forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        out.push_back({fromSql(row.integer(0)), row.integer(1), fromSql(row.integer(2))});
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

Result<Checkpoint> SqliteReader::checkpoint(JournalOrder fold)
{
    auto rows = m_database.prepare(std::string(kSelectCheckpoint) + "WHERE fold = ?");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, toSql(fold));
    auto found = readCheckpoint(*rows);
    if (!found) {
        return failure(std::move(found.error()));
    }
    if (!*found) {
        return failure(ErrorCode::NotFound, "no checkpoint " + std::to_string(fold));
    }
    return std::move(**found);
}

Result<std::vector<EventRow>> SqliteReader::events(TimeRange range, std::size_t limit)
{
    auto rows = m_database.prepare(
        std::string(
            "SELECT e.global_order, e.time_ns, e.receive_ns, s.name, e.epoch, e.sequence, e.body FROM "
            "events e JOIN sources s ON s.id = e.source WHERE e.time_ns >= ? AND e.time_ns < ? AND "
            "e.global_order <= (") +
        kFoldPosition + ") ORDER BY e.time_ns, e.global_order LIMIT ?");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, range.begin);
    rows->bind(2, range.end);
    rows->bind(3, static_cast<std::int64_t>(limit));
    return readEvents(*rows);
}

Result<> SqliteReader::frames(JournalOrder after,
                              const std::function<bool(JournalOrder, const JournalEntry&)>& visit)
{
    auto rows = m_database.prepare(
        "SELECT f.global_order, s.name, f.epoch, f.sequence, f.receive_ns, f.kind, f.samples, f.body FROM "
        "frames f JOIN sources s ON s.id = f.source WHERE f.global_order > ? ORDER BY f.global_order");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, toSql(after));
    return forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        JournalEntry entry;
        entry.source = row.bytes(1);
        entry.epoch = fromSql(row.integer(2));
        entry.sequence = fromSql(row.integer(3));
        entry.receiveTime = row.integer(4);
        entry.kind = static_cast<RecordKind>(row.integer(5));
        entry.samples = fromSql(row.integer(6));
        entry.body = row.bytes(7);
        return visit(fromSql(row.integer(0)), entry);
    });
}

Result<JournalOrder> SqliteReader::firstOfTail(TimeNs window, std::uint64_t maxBytes)
{
    const auto newest = newestFrame();
    auto rows = m_database.prepare("SELECT global_order, receive_ns, length(body) FROM frames WHERE kind = 3 "
                                   "ORDER BY global_order DESC");
    if (!newest || !rows) {
        return failure(!newest ? newest.error() : rows.error());
    }
    JournalOrder first = *newest + 1;
    std::uint64_t bytes = 0;
    std::optional<TimeNs> newestTime;
    auto done = forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        newestTime = newestTime.value_or(row.integer(1));
        bytes += fromSql(row.integer(2));
        if (row.integer(1) < *newestTime - window || bytes > maxBytes) {
            return false;
        }
        first = fromSql(row.integer(0));
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return first;
}

Result<std::vector<RegistryVersion>> SqliteReader::registries()
{
    auto rows = m_database.prepare(
        "SELECT id, version, sha256, valid_from_ns, after_order FROM registries ORDER BY id");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    std::vector<RegistryVersion> out;
    auto done = forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        out.push_back({fromSql(row.integer(0)), std::string(row.bytes(1)), std::string(row.bytes(2)),
                       row.integer(3), fromSql(row.integer(4))});
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

Result<std::string> SqliteReader::registryDocument(std::uint64_t id)
{
    auto rows = m_database.prepare(
        "SELECT d.body FROM registries r JOIN documents d ON d.sha256 = r.sha256 WHERE r.id = ?");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, toSql(id));
    const auto row = rows->step();
    if (!row) {
        return failure(row.error());
    }
    if (!*row) {
        return failure(ErrorCode::NotFound, "no registry version " + std::to_string(id));
    }
    return unpacked(rows->bytes(0));
}

Result<std::vector<RollupWindow>> SqliteReader::dueRollups(TimeNs before, std::size_t limit)
{
    auto rows =
        m_database.prepare("SELECT tier, start_ns FROM rolled WHERE complete = 0 ORDER BY tier, start_ns");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    std::vector<RollupWindow> out;
    auto done = forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        const std::int64_t tier = row.integer(0);
        if (tier < 0 || tier >= static_cast<std::int64_t>(kTierCount)) {
            return failure(ErrorCode::BadInput, "a rollup of a tier that does not exist");
        }
        const RollupWindow window{static_cast<Tier>(tier), row.integer(1)};
        if (window.start + windowOf(window.tier) <= before) {
            out.push_back(window);
        }
        return out.size() < limit;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

Result<std::vector<std::uint64_t>> SqliteReader::chunksIn(TimeRange range)
{
    return history::chunksIn(m_blocks, range);
}

Result<std::vector<SeriesPoints>> SqliteReader::chunkPoints(std::uint64_t chunk, TimeRange range)
{
    return history::chunkPoints(m_blocks, chunk, range);
}

} // namespace twin::history
