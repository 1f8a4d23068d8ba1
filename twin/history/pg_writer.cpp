#include "twin/history/pg_writer.h"

#include "twin/history/packed_bytes.h"
#include "twin/history/pg_retention.h"
#include "twin/history/pg_schema.h"
#include "twin/history/sql_integers.h"
#include "twin/support/clock.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace twin::history {

namespace {

Result<> done(const Result<PgRows>& rows)
{
    return rows ? Result<>() : Result<>(failure(rows.error()));
}

/// What is there already stays.
Result<> insertSeries(PgConnection& connection, const std::vector<SeriesRow>& series)
{
    if (series.empty()) {
        return {};
    }
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> kinds;
    std::vector<std::string_view> entities;
    std::vector<std::string_view> metrics;
    for (const SeriesRow& row : series) {
        ids.push_back(toSql(row.id));
        kinds.push_back(static_cast<std::int64_t>(row.key.kind));
        entities.emplace_back(row.key.entity);
        metrics.emplace_back(row.key.metric);
    }
    return done(
        connection.query("INSERT INTO series SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                         PgValues().add(ids).add(kinds).add(entities).add(metrics)));
}

/// Those with late samples, or the others.
Result<> copyBlocks(PgConnection& connection, JournalOrder fold, const std::vector<BlockRow>& blocks,
                    bool late)
{
    if (std::ranges::none_of(blocks, [&](const BlockRow& row) { return row.late == late; })) {
        return {};
    }
    const std::string table = late ? "late_blocks" : "blocks";
    return connection.copy(
        "COPY " + table +
            "(start_ns, end_ns, first_chunk, last_chunk, fold, samples, body) FROM STDIN (FORMAT binary)",
        [&](PgCopyRows& rows, const std::function<Result<>()>& send) -> Result<> {
            for (const BlockRow& row : blocks) {
                if (row.late != late) {
                    continue;
                }
                rows.row(7)
                    .add(row.start)
                    .add(row.end)
                    .add(toSql(row.firstChunk))
                    .add(toSql(row.lastChunk))
                    .add(toSql(fold))
                    .add(toSql(row.samples))
                    .add(row.body);
                if (auto sent = send(); !sent) {
                    return sent;
                }
            }
            return {};
        });
}

/// One that is there already (of a fold that was given up) is replaced.
Result<> insertEvents(PgJournal& journal, const std::vector<EventRow>& events)
{
    if (events.empty()) {
        return {};
    }
    std::vector<std::vector<std::int64_t>> columns(6);
    std::vector<std::string_view> bodies;
    std::map<JournalOrder, const EventRow*> byOrder; // one question may not touch a row twice
    for (const EventRow& event : events) {
        byOrder[event.order] = &event;
    }
    for (const auto& [order, event] : byOrder) {
        const auto source = journal.sourceNumber(event->source);
        if (!source) {
            return failure(source.error());
        }
        columns[0].push_back(toSql(order));
        columns[1].push_back(event->time);
        columns[2].push_back(event->receiveTime);
        columns[3].push_back(*source);
        columns[4].push_back(toSql(event->epoch));
        columns[5].push_back(toSql(event->sequence));
        bodies.emplace_back(event->body);
    }
    PgValues values;
    for (const std::vector<std::int64_t>& column : columns) {
        values.add(column);
    }
    return done(journal.connection().query(
        "INSERT INTO events SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) ON CONFLICT(global_order) DO "
        "UPDATE SET "
        "time_ns = excluded.time_ns, receive_ns = excluded.receive_ns, source = excluded.source, "
        "epoch = excluded.epoch, sequence = excluded.sequence, body = excluded.body",
        values.add(bodies)));
}

/// Rollup windows that a fold's samples touch are due (again), as long as all their samples are still there.
Result<> markDue(PgConnection& connection, JournalOrder fold)
{
    for (std::size_t tier = 0; tier < kTierCount; ++tier) {
        auto marked = done(connection.query(
            "INSERT INTO rolled SELECT DISTINCT $1::bigint, number * $2, 0 FROM all_blocks, "
            "generate_series(start_ns / $2, end_ns / $2) AS number WHERE fold = $3 AND number * $2 >= "
            "(SELECT value "
            "FROM sums WHERE name = 'samples_from') ON CONFLICT(tier, start_ns) DO UPDATE SET complete = 0",
            PgValues().add(static_cast<std::int64_t>(tier)).add(kTierWindow[tier]).add(toSql(fold))));
        if (!marked) {
            return marked;
        }
    }
    return {};
}

PgValues valuesOf(RollupWindow window)
{
    return PgValues().add(static_cast<std::int64_t>(window.tier)).add(window.start);
}

} // namespace

Result<std::unique_ptr<PgWriter>> PgWriter::open(const std::string& location, const JournalOptions& options)
{
    auto journal = PgJournal::open(location, options);
    if (!journal) {
        return failure(std::move(journal.error()));
    }
    std::unique_ptr<PgWriter> out(new PgWriter(std::move(*journal)));
    auto ready = out->m_days.load(out->m_journal->connection());
    ready = ready ? out->m_days.ensure(out->m_journal->connection(), SystemClock().now()) : std::move(ready);
    if (!ready) {
        return failure(std::move(ready.error()));
    }
    return out;
}

Result<AppendOutcome> PgWriter::append(std::span<const JournalEntry> entries,
                                       const std::function<ProgressUpdate(std::size_t stored)>& progressAfter)
{
    return m_journal->append(entries, progressAfter);
}

Result<std::vector<ProgressRecord>> PgWriter::loadProgress() const
{
    return history::loadProgress(m_journal->connection());
}

Result<std::vector<ForgottenEpochs>> PgWriter::loadForgotten() const
{
    return history::loadForgotten(m_journal->connection());
}

Result<> PgWriter::probe()
{
    const auto lives = m_journal->connection().integer("SELECT 1");
    return lives ? Result<>() : Result<>(failure(lives.error()));
}

Result<std::uint64_t> PgWriter::addRegistry(const RegistryVersion& version, std::string_view document)
{
    std::uint64_t id = 0;
    auto kept = m_journal->transact([&](PgConnection& connection) -> Result<> {
        const auto newest = connection.query("SELECT id, sha256 FROM registries ORDER BY id DESC LIMIT 1");
        if (!newest) {
            return failure(newest.error());
        }
        const bool isFirst = newest->count() == 0;
        const std::uint64_t last = isFirst ? 0 : fromSql(newest->integer(0, 0));
        if (!isFirst && newest->bytes(0, 1) == version.sha256) {
            id = last;
            return {};
        }
        id = last + 1;
        const std::string small = packed(document);
        auto body = done(
            connection.query("INSERT INTO documents VALUES($1, $2) ON CONFLICT DO NOTHING",
                             PgValues().add(std::string_view(version.sha256)).add(std::string_view(small))));
        if (!body) {
            return body;
        }
        // The first one is taken for what was in force before: the frames so far were told of nothing else.
        return done(connection.query("INSERT INTO registries VALUES($1, $2, $3, $4, $5)",
                                     PgValues()
                                         .add(toSql(id))
                                         .add(std::string_view(version.version))
                                         .add(std::string_view(version.sha256))
                                         .add(version.validFrom)
                                         .add(toSql(isFirst ? 0 : m_journal->lastOrder()))));
    });
    if (!kept) {
        return failure(std::move(kept.error()));
    }
    return id;
}

/// Outside the transaction, as for frames.
Result<> PgWriter::ensureDays(const std::vector<BlockRow>& blocks)
{
    std::set<std::int64_t> days;
    for (const BlockRow& row : blocks) {
        if (!row.late) {
            days.insert(dayOf(row.start));
        }
    }
    for (const std::int64_t day : days) {
        if (auto made = m_days.ensure(m_journal->connection(), day * kDay); !made) {
            return made;
        }
    }
    return {};
}

Result<> PgWriter::add(const FoldPiece& piece)
{
    if (auto ready = ensureDays(piece.blocks); !ready) {
        return ready;
    }
    return m_journal->transact([&](PgConnection& connection) -> Result<> {
        auto kept = insertSeries(connection, piece.series);
        kept = kept ? copyBlocks(connection, piece.fold, piece.blocks, false) : std::move(kept);
        kept = kept ? copyBlocks(connection, piece.fold, piece.blocks, true) : std::move(kept);
        return kept ? insertEvents(*m_journal, piece.events) : std::move(kept);
    });
}

Result<> PgWriter::seal(const Checkpoint& checkpoint)
{
    return m_journal->transact([&](PgConnection& connection) -> Result<> {
        auto kept = done(connection.query("INSERT INTO checkpoints VALUES($1, $2, $3, $4, $5, $6)",
                                          PgValues()
                                              .add(toSql(checkpoint.fold))
                                              .add(checkpoint.made)
                                              .add(checkpoint.newest)
                                              .add(toSql(checkpoint.registry))
                                              .add(std::string_view(checkpoint.state))
                                              .add(std::string_view(checkpoint.sources))));
        return kept ? markDue(connection, checkpoint.fold) : std::move(kept);
    });
}

Result<> PgWriter::dropUnsealed()
{
    return m_journal->transact([](PgConnection& connection) {
        const std::string after = std::string(" > (") + kPgFoldPosition + ")";
        return connection.execute("DELETE FROM blocks WHERE fold" + after +
                                  ";DELETE FROM late_blocks WHERE fold" + after +
                                  ";DELETE FROM events WHERE global_order" + after);
    });
}

Result<bool> PgWriter::trim(JournalOrder upTo, std::uint64_t maxBytes)
{
    const auto position = m_journal->connection().integer(kPgFoldPosition);
    if (!position) {
        return failure(position.error());
    }
    const JournalOrder bound = std::min(upTo, fromSql(*position)); // what is not folded stays
    auto more = m_journal->trim(bound, maxBytes);
    if (!more || *more) {
        return more;
    }
    auto forgot = m_journal->transact([&](PgConnection& connection) {
        return done(
            connection.query("UPDATE checkpoints SET sources = NULL WHERE sources IS NOT NULL AND fold < $1",
                             PgValues().add(toSql(bound))));
    });
    return forgot ? Result<bool>(false) : Result<bool>(failure(std::move(forgot.error())));
}

Result<> PgWriter::beginRollup(RollupWindow window)
{
    return m_journal->transact([&](PgConnection& connection) -> Result<> {
        auto reset = done(connection.query("UPDATE rolled SET complete = 0 WHERE tier = $1 AND start_ns = $2",
                                           valuesOf(window)));
        return reset ? done(connection.query("DELETE FROM rollups WHERE tier = $1 AND start_ns = $2",
                                             valuesOf(window)))
                     : std::move(reset);
    });
}

Result<> PgWriter::putRollups(std::span<const RollupRow> rows)
{
    return m_journal->transact([&](PgConnection& connection) -> Result<> {
        return connection.copy(
            "COPY rollups(tier, start_ns, first_chunk, last_chunk, body) FROM STDIN (FORMAT binary)",
            [&](PgCopyRows& out, const std::function<Result<>()>& send) -> Result<> {
                for (const RollupRow& row : rows) {
                    out.row(5)
                        .add(static_cast<std::int64_t>(row.window.tier))
                        .add(row.window.start)
                        .add(toSql(row.firstChunk))
                        .add(toSql(row.lastChunk))
                        .add(row.body);
                    if (auto sent = send(); !sent) {
                        return sent;
                    }
                }
                return {};
            });
    });
}

Result<> PgWriter::completeRollup(RollupWindow window)
{
    return m_journal->transact([&](PgConnection& connection) {
        return done(connection.query(
            "INSERT INTO rolled VALUES($1, $2, 1) ON CONFLICT(tier, start_ns) DO UPDATE SET complete = 1",
            valuesOf(window)));
    });
}

Result<bool> PgWriter::expire(const RetentionPolicy& policy, TimeNs now, std::size_t maxRows)
{
    PgRetention tables(m_journal->connection(), m_days);
    bool more = false;
    auto forgot = m_journal->transact([&](PgConnection&) -> Result<> {
        auto left = expireRows(tables, policy, now, maxRows);
        if (!left) {
            return failure(std::move(left.error()));
        }
        more = *left;
        return {};
    });
    if (!forgot) {
        return failure(std::move(forgot.error()));
    }
    for (const std::int64_t day : tables.droppedDays()) {
        m_days.forget(day);
    }
    return more;
}

Result<std::uint64_t> PgWriter::journalBytes() const
{
    return m_journal->frameBytes();
}

} // namespace twin::history
