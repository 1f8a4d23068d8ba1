#include "twin/history/pg_reader.h"

#include "twin/history/block_reader.h"
#include "twin/history/moment_samples.h"
#include "twin/history/packed_bytes.h"
#include "twin/history/pg_journal.h"
#include "twin/history/pg_schema.h"
#include "twin/history/series_curve.h"
#include "twin/history/sql_integers.h"

#include <algorithm>
#include <utility>

namespace twin::history {

namespace {

/// For one row to come: a question reads for seconds at most between two of them.
constexpr std::chrono::milliseconds kPatience{60'000};
// Frames come a few at a time: of ten kilobytes each as well as of some megabytes.
constexpr std::int64_t kFewestFrames = 4;
constexpr std::int64_t kMostFrames = 1024;
constexpr std::size_t kFramesBytes = 2U << 20U;

constexpr const char* kSelectEvents =
    "SELECT e.global_order, e.time_ns, e.receive_ns, s.name, e.epoch, e.sequence, e.body FROM events e "
    "JOIN sources s ON s.id = e.source WHERE e.global_order <= (SELECT coalesce(max(fold), 0) FROM "
    "checkpoints) ";

std::vector<EventRow> eventsOf(const PgRows& rows)
{
    std::vector<EventRow> out;
    for (int i = 0; i < rows.count(); ++i) {
        out.push_back({fromSql(rows.integer(i, 0)), rows.integer(i, 1), rows.integer(i, 2),
                       std::string(rows.bytes(i, 3)), fromSql(rows.integer(i, 4)),
                       fromSql(rows.integer(i, 5)), std::string(rows.bytes(i, 6))});
    }
    return out;
}

Result<std::vector<SeriesRow>> seriesFrom(const PgRows& rows)
{
    std::vector<SeriesRow> out;
    for (int i = 0; i < rows.count(); ++i) {
        const std::int64_t kind = rows.integer(i, 1);
        if (kind < 0 || kind >= static_cast<std::int64_t>(kEntityKindCount)) {
            return failure(ErrorCode::BadInput, "a series of a kind that does not exist");
        }
        out.push_back(
            {fromSql(rows.integer(i, 0)),
             {static_cast<EntityKind>(kind), std::string(rows.bytes(i, 2)), std::string(rows.bytes(i, 3))}});
    }
    return out;
}

JournalEntry entryFrom(const PgRows& rows, int i)
{
    JournalEntry entry;
    entry.source = rows.bytes(i, 1);
    entry.epoch = fromSql(rows.integer(i, 2));
    entry.sequence = fromSql(rows.integer(i, 3));
    entry.receiveTime = rows.integer(i, 4);
    entry.kind = static_cast<RecordKind>(rows.integer(i, 5));
    entry.samples = fromSql(rows.integer(i, 6));
    entry.body = rows.bytes(i, 7);
    return entry;
}

} // namespace

Result<std::unique_ptr<PgReader>> PgReader::open(const std::string& location)
{
    auto connection = openPgStore(location, kPatience);
    if (!connection) {
        return failure(std::move(connection.error()));
    }
    return std::unique_ptr<PgReader>(new PgReader(location, std::move(*connection)));
}

/// Not in the middle of a read, whose instant is gone with the connection.
Result<> PgReader::connected()
{
    if (!m_connection.isLost() || m_reading) {
        return {};
    }
    auto connection = openPgStore(m_location, kPatience);
    if (!connection) {
        return failure(std::move(connection.error()));
    }
    m_connection = std::move(*connection);
    return {};
}

Result<PgRows> PgReader::query(const std::string& sql, const PgValues& values, const std::stop_token& stop)
{
    if (auto ready = connected(); !ready) {
        return failure(std::move(ready.error()));
    }
    auto rows = m_connection.query(sql, values, stop);
    if (!rows && m_connection.isLost() && !m_reading && connected()) { // it was lost since the last question
        return m_connection.query(sql, values, stop);
    }
    return rows;
}

Result<std::uint64_t> PgReader::number(const std::string& sql)
{
    const auto rows = query(sql);
    if (!rows) {
        return failure(rows.error());
    }
    return rows->count() > 0 ? fromSql(rows->integer(0, 0)) : 0;
}

Result<> PgReader::beginRead()
{
    // The locks keep whole days from going while they are read; the first question fixes the instant.
    constexpr const char* kBegin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
                                   "LOCK TABLE ONLY frames, ONLY blocks IN ACCESS SHARE MODE";
    for (int i = 0; i < 2; ++i) { // again when it was lost since the last question
        if (auto ready = connected(); !ready) {
            return ready;
        }
        auto begun = m_connection.execute(kBegin);
        if (begun) {
            m_reading = true;
            const auto position = m_connection.integer(kPgFoldPosition);
            if (!position) {
                endRead();
                return failure(position.error());
            }
            return {};
        }
        if (!m_connection.isLost()) {
            static_cast<void>(m_connection.execute("ROLLBACK"));
            return begun;
        }
    }
    return failureAt(ErrorCode::Io, m_connection.name(), 0, "the connection is lost");
}

void PgReader::endRead()
{
    m_reading = false;
    if (!m_connection.isLost()) {
        static_cast<void>(m_connection.execute("COMMIT"));
    }
}

Result<StoreSums> PgReader::sums()
{
    StoreSums out;
    const std::string sealed = std::string(" WHERE fold <= (") + kPgFoldPosition + ")";
    std::vector<std::pair<std::string, std::uint64_t*>> queries{
        {"SELECT count(*) FROM frames", &out.frames},
        {"SELECT value FROM sums WHERE name = 'frame_bytes'", &out.frameBytes},
        {"SELECT coalesce(max(global_order), 0) FROM frames", &out.newestFrame},
        {kPgFoldPosition, &out.folded},
        {"SELECT count(*) FROM series", &out.series},
        {"SELECT count(*) FROM all_blocks" + sealed, &out.blocks},
        {"SELECT coalesce(sum(samples), 0)::bigint FROM all_blocks" + sealed, &out.blockSamples},
        {"SELECT coalesce(sum(octet_length(body)), 0) FROM all_blocks" + sealed, &out.blockBytes},
        {"SELECT count(*) FROM checkpoints", &out.checkpoints},
        {"SELECT coalesce(sum(octet_length(state) + coalesce(octet_length(sources), 0)), 0) FROM checkpoints",
         &out.checkpointBytes},
        {"SELECT count(*) FROM events", &out.events},
        {"SELECT coalesce(sum(octet_length(body)), 0) FROM events", &out.eventBytes},
        {"SELECT count(*) FROM registries", &out.registries},
        {"SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relnamespace = "
         "'suanwang'::regnamespace AND relkind = 'r'",
         &out.fileBytes},
    };
    for (std::size_t tier = 0; tier < kTierCount; ++tier) {
        const std::string where = " FROM rollups WHERE tier = " + std::to_string(tier);
        queries.emplace_back("SELECT count(*)" + where, &out.rollups[tier]);
        queries.emplace_back("SELECT coalesce(sum(octet_length(body)), 0)" + where, &out.rollupBytes[tier]);
    }
    for (const auto& [sql, into] : queries) {
        const auto value = number(sql);
        if (!value) {
            return failure(value.error());
        }
        *into = *value;
    }
    const auto known = range();
    if (!known) {
        return failure(known.error());
    }
    out.folds = *known;
    return out;
}

Result<std::vector<ProgressRecord>> PgReader::loadProgress()
{
    auto ready = connected();
    return ready ? history::loadProgress(m_connection)
                 : Result<std::vector<ProgressRecord>>(failure(std::move(ready.error())));
}

Result<std::vector<ForgottenEpochs>> PgReader::loadForgotten()
{
    auto ready = connected();
    return ready ? history::loadForgotten(m_connection)
                 : Result<std::vector<ForgottenEpochs>>(failure(std::move(ready.error())));
}

Result<TimeRange> PgReader::range()
{
    const auto rows = query("SELECT coalesce(least((SELECT min(start_ns) FROM blocks), (SELECT min(start_ns) "
                            "FROM rolled WHERE complete = 1)), "
                            "(SELECT receive_ns FROM frames ORDER BY global_order LIMIT 1)), "
                            "greatest((SELECT newest_ns FROM checkpoints ORDER BY fold DESC LIMIT 1), "
                            "(SELECT receive_ns FROM frames ORDER BY global_order DESC LIMIT 1), 0)");
    if (!rows) {
        return failure(rows.error());
    }
    const TimeNs newest = rows->integer(0, 1);
    const bool isEmpty = rows->bytes(0, 0).empty(); // NULL: nothing at all
    const TimeNs first = isEmpty ? newest : rows->integer(0, 0);
    return TimeRange{std::min(first, newest), newest};
}

Result<JournalOrder> PgReader::foldPosition()
{
    return number(kPgFoldPosition);
}

Result<JournalOrder> PgReader::newestFrame()
{
    return number("SELECT coalesce(max(global_order), 0) FROM frames");
}

Result<std::optional<SeriesId>> PgReader::find(const SeriesKey& key)
{
    const auto rows = query("SELECT id FROM series WHERE entity = $1 AND metric = $2 AND kind = $3",
                            PgValues()
                                .add(std::string_view(key.entity))
                                .add(std::string_view(key.metric))
                                .add(static_cast<std::int64_t>(key.kind)));
    if (!rows) {
        return failure(rows.error());
    }
    return rows->count() > 0 ? std::optional<SeriesId>(fromSql(rows->integer(0, 0))) : std::nullopt;
}

Result<std::vector<SeriesRow>> PgReader::seriesOf(std::uint64_t chunk)
{
    const auto rows =
        query("SELECT id, kind, entity, metric FROM series WHERE id >= $1 AND id < $2 ORDER BY id",
              PgValues().add(toSql(chunk * kSeriesPerChunk)).add(toSql((chunk + 1) * kSeriesPerChunk)));
    return rows ? seriesFrom(*rows) : Result<std::vector<SeriesRow>>(failure(rows.error()));
}

Result<std::vector<SeriesRow>> PgReader::lastSeriesOfEachMetric()
{
    const auto rows =
        query("SELECT DISTINCT ON (metric) id, kind, entity, metric FROM series ORDER BY metric, id DESC");
    return rows ? seriesFrom(*rows) : Result<std::vector<SeriesRow>>(failure(rows.error()));
}

Result<SeriesSamples> PgReader::samples(SeriesId series, TimeRange range, const std::stop_token& stop)
{
    auto ready = connected();
    auto samples = ready ? seriesSamples(m_blocks, series, range, stop)
                         : Result<std::vector<StoredSample>>(failure(std::move(ready.error())));
    return samples ? Result<SeriesSamples>(SeriesSamples{std::move(*samples)})
                   : Result<SeriesSamples>(failure(std::move(samples.error())));
}

Result<SeriesColumns> PgReader::columns(SeriesId series, TimeRange range, std::size_t columns,
                                        const std::stop_token& stop)
{
    auto ready = connected();
    return ready ? seriesColumns(m_blocks, series, range, columns, stop)
                 : Result<SeriesColumns>(failure(std::move(ready.error())));
}

/// `where` has the one parameter.
Result<std::optional<Checkpoint>> PgReader::checkpointWhere(const char* where, std::int64_t value,
                                                            const std::stop_token& stop)
{
    const auto rows = query(
        std::string("SELECT fold, made_ns, newest_ns, registry, state, sources FROM checkpoints WHERE ") +
            where,
        PgValues().add(value), stop);
    if (!rows) {
        return failure(rows.error());
    }
    if (rows->count() == 0) {
        return std::optional<Checkpoint>();
    }
    return std::optional(Checkpoint{fromSql(rows->integer(0, 0)), rows->integer(0, 1), rows->integer(0, 2),
                                    fromSql(rows->integer(0, 3)), std::string(rows->bytes(0, 4)),
                                    std::string(rows->bytes(0, 5))});
}

Result<PastMoment> PgReader::moment(TimeNs time, const std::stop_token& stop)
{
    PastMoment out;
    auto checkpoint =
        checkpointWhere("newest_ns <= $1 ORDER BY newest_ns DESC, fold DESC LIMIT 1", time, stop);
    if (!checkpoint) {
        return failure(std::move(checkpoint.error()));
    }
    out.checkpoint = std::move(*checkpoint);
    if (auto done = readMomentSamples(m_blocks, time, stop, out); !done) {
        return failure(std::move(done.error()));
    }
    const auto events = query(
        std::string(kSelectEvents) +
            "AND e.global_order > $1 AND e.time_ns <= $2 AND e.time_ns >= $3 ORDER BY e.global_order",
        PgValues().add(toSql(out.checkpoint ? out.checkpoint->fold : 0)).add(time).add(momentEventsFrom(out)),
        stop);
    if (!events) {
        return failure(events.error());
    }
    out.events = eventsOf(*events);
    return out;
}

Result<std::vector<RestartPoint>> PgReader::restartPoints()
{
    const auto rows =
        query("SELECT fold, made_ns, (SELECT coalesce(sum(octet_length(body)), 0) FROM frames WHERE "
              "global_order > fold) FROM checkpoints WHERE sources IS NOT NULL ORDER BY fold");
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<RestartPoint> out;
    for (int i = 0; i < rows->count(); ++i) {
        out.push_back({fromSql(rows->integer(i, 0)), rows->integer(i, 1), fromSql(rows->integer(i, 2))});
    }
    return out;
}

Result<Checkpoint> PgReader::checkpoint(JournalOrder fold)
{
    auto found = checkpointWhere("fold = $1", toSql(fold), {});
    if (!found) {
        return failure(std::move(found.error()));
    }
    if (!*found) {
        return failure(ErrorCode::NotFound, "no checkpoint " + std::to_string(fold));
    }
    return std::move(**found);
}

Result<std::vector<EventRow>> PgReader::events(TimeRange range, std::size_t limit)
{
    const auto rows =
        query(std::string(kSelectEvents) +
                  "AND e.time_ns >= $1 AND e.time_ns < $2 ORDER BY e.time_ns, e.global_order LIMIT $3",
              PgValues()
                  .add(range.begin)
                  .add(range.end)
                  .add(static_cast<std::int64_t>(
                      std::min<std::size_t>(limit, std::numeric_limits<std::int64_t>::max()))));
    return rows ? Result<std::vector<EventRow>>(eventsOf(*rows))
                : Result<std::vector<EventRow>>(failure(rows.error()));
}

/// By order, a few at a time: whoever ends early does not void the read they are part of.
Result<> PgReader::frames(JournalOrder after,
                          const std::function<bool(JournalOrder, const JournalEntry&)>& visit)
{
    const auto newest = newestFrame(); // what comes meanwhile is not asked for
    if (!newest) {
        return failure(newest.error());
    }
    std::int64_t count = kFewestFrames;
    while (after < *newest) {
        const auto rows = query(
            "SELECT f.global_order, s.name, f.epoch, f.sequence, f.receive_ns, f.kind, f.samples, f.body "
            "FROM "
            "frames f JOIN sources s ON s.id = f.source WHERE f.global_order > $1 AND f.global_order <= $2 "
            "ORDER BY f.global_order LIMIT $3",
            PgValues().add(toSql(after)).add(toSql(*newest)).add(count));
        if (!rows || rows->count() == 0) {
            return rows ? Result<>() : Result<>(failure(rows.error()));
        }
        std::size_t bytes = 0;
        for (int i = 0; i < rows->count(); ++i) {
            after = fromSql(rows->integer(i, 0));
            bytes += rows->bytes(i, 7).size();
            if (!visit(after, entryFrom(*rows, i))) {
                return {};
            }
        }
        count = bytes < kFramesBytes / 2 ? std::min(count * 2, kMostFrames)
                : bytes > kFramesBytes   ? std::max(count / 2, kFewestFrames)
                                         : count;
    }
    return {};
}

Result<JournalOrder> PgReader::firstOfTail(TimeNs window, std::uint64_t maxBytes)
{
    // From the newest backward, until the window or the bound ends it.
    const auto rows = query(
        "WITH backward AS (SELECT global_order, receive_ns, "
        "first_value(receive_ns) OVER (ORDER BY global_order DESC) AS newest, "
        "sum(octet_length(body)) OVER (ORDER BY global_order DESC) AS bytes FROM frames WHERE kind = 3), "
        "beyond AS (SELECT coalesce(max(global_order), 0) AS place FROM backward WHERE receive_ns < newest - "
        "$1 OR "
        "bytes > $2) SELECT coalesce((SELECT min(global_order) FROM backward, beyond WHERE global_order > "
        "place), "
        "(SELECT coalesce(max(global_order), 0) + 1 FROM frames))",
        PgValues().add(window).add(
            toSql(std::min<std::uint64_t>(maxBytes, std::numeric_limits<std::int64_t>::max()))));
    return rows ? Result<JournalOrder>(fromSql(rows->integer(0, 0)))
                : Result<JournalOrder>(failure(rows.error()));
}

Result<std::vector<RegistryVersion>> PgReader::registries()
{
    const auto rows =
        query("SELECT id, version, sha256, valid_from_ns, after_order FROM registries ORDER BY id");
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<RegistryVersion> out;
    for (int i = 0; i < rows->count(); ++i) {
        out.push_back({fromSql(rows->integer(i, 0)), std::string(rows->bytes(i, 1)),
                       std::string(rows->bytes(i, 2)), rows->integer(i, 3), fromSql(rows->integer(i, 4))});
    }
    return out;
}

Result<std::string> PgReader::registryDocument(std::uint64_t id)
{
    const auto rows =
        query("SELECT d.body FROM registries r JOIN documents d ON d.sha256 = r.sha256 WHERE r.id = $1",
              PgValues().add(toSql(id)));
    if (!rows) {
        return failure(rows.error());
    }
    if (rows->count() == 0) {
        return failure(ErrorCode::NotFound, "no registry version " + std::to_string(id));
    }
    return unpacked(rows->bytes(0, 0));
}

Result<std::vector<RollupWindow>> PgReader::dueRollups(TimeNs before, std::size_t limit)
{
    const auto rows = query("SELECT tier, start_ns FROM rolled WHERE complete = 0 ORDER BY tier, start_ns");
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<RollupWindow> out;
    for (int i = 0; i < rows->count() && out.size() < limit; ++i) {
        const std::int64_t tier = rows->integer(i, 0);
        if (tier < 0 || tier >= static_cast<std::int64_t>(kTierCount)) {
            return failure(ErrorCode::BadInput, "a rollup of a tier that does not exist");
        }
        const RollupWindow window{static_cast<Tier>(tier), rows->integer(i, 1)};
        if (window.start + windowOf(window.tier) <= before) {
            out.push_back(window);
        }
    }
    return out;
}

Result<std::vector<std::uint64_t>> PgReader::chunksIn(TimeRange range)
{
    auto ready = connected();
    return ready ? history::chunksIn(m_blocks, range)
                 : Result<std::vector<std::uint64_t>>(failure(std::move(ready.error())));
}

Result<std::vector<SeriesPoints>> PgReader::chunkPoints(std::uint64_t chunk, TimeRange range)
{
    auto ready = connected();
    return ready ? history::chunkPoints(m_blocks, chunk, range)
                 : Result<std::vector<SeriesPoints>>(failure(std::move(ready.error())));
}

} // namespace twin::history
