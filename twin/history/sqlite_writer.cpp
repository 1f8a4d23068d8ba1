#include "twin/history/sqlite_writer.h"

#include "twin/history/packed_bytes.h"
#include "twin/history/sqlite_expiry.h"
#include "twin/history/sqlite_rows.h"

#include <algorithm>
#include <utility>

namespace twin::history {

namespace {

Result<> insertSeries(Database& database, const std::vector<SeriesRow>& series)
{
    auto insert = database.prepare("INSERT OR IGNORE INTO series VALUES(?,?,?,?)");
    if (!insert) {
        return failure(std::move(insert.error()));
    }
    for (const SeriesRow& row : series) {
        insert->bind(1, toSql(row.id));
        insert->bind(2, static_cast<std::int64_t>(row.key.kind));
        insert->bind(3, std::string_view(row.key.entity));
        insert->bind(4, std::string_view(row.key.metric));
        if (auto done = insert->run(); !done) {
            return done;
        }
    }
    return {};
}

Result<> insertBlocks(Database& database, JournalOrder fold, const std::vector<BlockRow>& blocks)
{
    auto insert = database.prepare(
        "INSERT INTO blocks(start_ns, end_ns, first_chunk, last_chunk, fold, late, samples, body) "
        "VALUES(?,?,?,?,?,?,?,?)");
    if (!insert) {
        return failure(std::move(insert.error()));
    }
    for (const BlockRow& row : blocks) {
        insert->bind(1, row.start);
        insert->bind(2, row.end);
        insert->bind(3, toSql(row.firstChunk));
        insert->bind(4, toSql(row.lastChunk));
        insert->bind(5, toSql(fold));
        insert->bind(6, std::int64_t{row.late ? 1 : 0});
        insert->bind(7, toSql(row.samples));
        insert->bindBlob(8, row.body);
        if (auto done = insert->run(); !done) {
            return done;
        }
    }
    return {};
}

/// Rollup windows that a fold's samples touch are due (again), as long as all their samples are still there.
Result<> markDue(Database& database, JournalOrder fold)
{
    const auto samplesFrom =
        database.integer("SELECT coalesce((SELECT value FROM sums WHERE name = 'samples_from'), 0)");
    if (!samplesFrom) {
        return failure(samplesFrom.error());
    }
    auto spans = database.prepare("SELECT DISTINCT start_ns / ?1, end_ns / ?1 FROM blocks WHERE fold = ?2");
    auto mark = database.prepare("INSERT OR REPLACE INTO rolled VALUES(?,?,0)");
    if (!spans || !mark) {
        return failure(!spans ? spans.error() : mark.error());
    }
    for (std::size_t tier = 0; tier < kTierCount; ++tier) {
        const TimeNs window = kTierWindow[tier];
        spans->bind(1, window);
        spans->bind(2, toSql(fold));
        auto done = forEachRow(*spans, [&](const Statement& row) -> Result<bool> {
            for (std::int64_t number = row.integer(0); number <= row.integer(1); ++number) {
                if (number * window < *samplesFrom) {
                    continue;
                }
                mark->bind(1, static_cast<std::int64_t>(tier));
                mark->bind(2, number * window);
                if (auto marked = mark->run(); !marked) {
                    return failure(std::move(marked.error()));
                }
            }
            return true;
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

Result<> insertCheckpoint(Database& database, const Checkpoint& checkpoint)
{
    auto insert = database.prepare("INSERT INTO checkpoints VALUES(?,?,?,?,?,?)");
    if (!insert) {
        return failure(std::move(insert.error()));
    }
    insert->bind(1, toSql(checkpoint.fold));
    insert->bind(2, checkpoint.made);
    insert->bind(3, checkpoint.newest);
    insert->bind(4, toSql(checkpoint.registry));
    insert->bindBlob(5, checkpoint.state);
    insert->bindBlob(6, checkpoint.sources);
    return insert->run();
}

/// The number of the version in force, if its document is this one.
Result<std::uint64_t> sameRegistry(Database& database, const std::string& sha256)
{
    auto newest = database.prepare("SELECT id, sha256 FROM registries ORDER BY id DESC LIMIT 1");
    if (!newest) {
        return failure(std::move(newest.error()));
    }
    std::uint64_t id = 0;
    auto done = forEachRow(*newest, [&](const Statement& row) -> Result<bool> {
        id = row.bytes(1) == sha256 ? fromSql(row.integer(0)) : 0;
        return false;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return id;
}

Result<> insertRegistry(Database& database, const RegistryVersion& version, JournalOrder after,
                        std::string_view document)
{
    const std::string small = packed(document);
    auto body = database.prepare("INSERT OR IGNORE INTO documents VALUES(?,?)");
    auto row = database.prepare(
        "INSERT INTO registries(version, sha256, valid_from_ns, after_order) VALUES(?,?,?,?)");
    if (!body || !row) {
        return failure(!body ? body.error() : row.error());
    }
    body->bind(1, std::string_view(version.sha256));
    body->bindBlob(2, small);
    row->bind(1, std::string_view(version.version));
    row->bind(2, std::string_view(version.sha256));
    row->bind(3, version.validFrom);
    row->bind(4, toSql(after));
    if (auto done = body->run(); !done) {
        return done;
    }
    return row->run();
}

} // namespace

Result<std::unique_ptr<SqliteWriter>> SqliteWriter::open(const std::string& path,
                                                         const JournalOptions& options)
{
    auto journal = Journal::open(path, options);
    if (!journal) {
        return failure(std::move(journal.error()));
    }
    return std::unique_ptr<SqliteWriter>(new SqliteWriter(std::move(*journal)));
}

Result<AppendOutcome>
SqliteWriter::append(std::span<const JournalEntry> entries,
                     const std::function<ProgressUpdate(std::size_t stored)>& progressAfter)
{
    return m_journal.append(entries, progressAfter);
}

Result<std::vector<ProgressRecord>> SqliteWriter::loadProgress() const
{
    return m_journal.loadProgress();
}

Result<std::vector<ForgottenEpochs>> SqliteWriter::loadForgotten() const
{
    return m_journal.loadForgotten();
}

Result<std::uint64_t> SqliteWriter::addRegistry(const RegistryVersion& version, std::string_view document)
{
    std::uint64_t id = 0;
    auto done = m_journal.transact([&](Database& database) -> Result<> {
        const auto same = sameRegistry(database, version.sha256);
        if (!same || *same != 0) {
            id = same ? *same : 0;
            return same ? Result<>() : Result<>(failure(same.error()));
        }
        // The first one is taken for what was in force before: the frames so far were told of nothing else.
        const auto any = database.integer("SELECT count(*) FROM registries");
        if (!any) {
            return failure(any.error());
        }
        const JournalOrder after = *any == 0 ? 0 : m_journal.lastOrder();
        if (auto inserted = insertRegistry(database, version, after, document); !inserted) {
            return inserted;
        }
        const auto given = database.integer("SELECT last_insert_rowid()");
        id = given ? fromSql(*given) : 0;
        return given ? Result<>() : Result<>(failure(given.error()));
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return id;
}

Result<> SqliteWriter::add(const FoldPiece& piece)
{
    return m_journal.transact([&](Database& database) -> Result<> {
        if (auto done = insertSeries(database, piece.series); !done) {
            return done;
        }
        if (auto done = insertBlocks(database, piece.fold, piece.blocks); !done) {
            return done;
        }
        auto insert = database.prepare("INSERT OR REPLACE INTO events VALUES(?,?,?,?,?,?,?)");
        if (!insert) {
            return failure(std::move(insert.error()));
        }
        for (const EventRow& event : piece.events) {
            const auto source = m_journal.sourceNumber(event.source);
            if (!source) {
                return failure(source.error());
            }
            insert->bind(1, toSql(event.order));
            insert->bind(2, event.time);
            insert->bind(3, event.receiveTime);
            insert->bind(4, *source);
            insert->bind(5, toSql(event.epoch));
            insert->bind(6, toSql(event.sequence));
            insert->bindBlob(7, event.body);
            if (auto done = insert->run(); !done) {
                return done;
            }
        }
        return {};
    });
}

Result<> SqliteWriter::seal(const Checkpoint& checkpoint)
{
    return m_journal.transact([&](Database& database) -> Result<> {
        if (auto done = insertCheckpoint(database, checkpoint); !done) {
            return done;
        }
        return markDue(database, checkpoint.fold);
    });
}

Result<> SqliteWriter::dropUnsealed()
{
    return m_journal.transact([](Database& database) -> Result<> {
        const auto position = database.integer(kFoldPosition);
        if (!position) {
            return failure(position.error());
        }
        const std::string after = " > " + std::to_string(*position);
        return database.execute("DELETE FROM blocks WHERE fold" + after +
                                ";DELETE FROM events WHERE global_order" + after);
    });
}

Result<bool> SqliteWriter::trim(JournalOrder upTo, std::uint64_t maxBytes)
{
    const auto position = m_journal.database().integer(kFoldPosition);
    if (!position) {
        return failure(position.error());
    }
    const JournalOrder bound = std::min(upTo, fromSql(*position)); // what is not folded stays
    auto more = m_journal.trim(bound, maxBytes);
    if (!more || *more) {
        return more;
    }
    auto done = m_journal.transact([&](Database& database) {
        return database.execute(
            "UPDATE checkpoints SET sources = NULL WHERE sources IS NOT NULL AND fold < " +
            std::to_string(toSql(bound)));
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return false;
}

Result<> SqliteWriter::putRollups(std::span<const RollupRow> rows)
{
    return m_journal.transact([&](Database& database) -> Result<> {
        auto insert = database.prepare("INSERT INTO rollups(tier, start_ns, first_chunk, last_chunk, body) "
                                       "VALUES(?,?,?,?,?)");
        if (!insert) {
            return failure(std::move(insert.error()));
        }
        for (const RollupRow& row : rows) {
            insert->bind(1, static_cast<std::int64_t>(row.window.tier));
            insert->bind(2, row.window.start);
            insert->bind(3, toSql(row.firstChunk));
            insert->bind(4, toSql(row.lastChunk));
            insert->bindBlob(5, row.body);
            if (auto done = insert->run(); !done) {
                return done;
            }
        }
        return {};
    });
}

Result<> SqliteWriter::beginRollup(RollupWindow window)
{
    const std::string where = " WHERE tier = " + std::to_string(static_cast<int>(window.tier)) +
                              " AND start_ns = " + std::to_string(window.start);
    return m_journal.transact([&](Database& database) {
        return database.execute("UPDATE rolled SET complete = 0" + where + ";DELETE FROM rollups" + where);
    });
}

Result<> SqliteWriter::completeRollup(RollupWindow window)
{
    return m_journal.transact([&](Database& database) {
        return database.execute("INSERT OR REPLACE INTO rolled VALUES(" +
                                std::to_string(static_cast<int>(window.tier)) + "," +
                                std::to_string(window.start) + ",1)");
    });
}

Result<bool> SqliteWriter::expire(const RetentionPolicy& policy, TimeNs now, std::size_t maxRows)
{
    bool more = false;
    auto done = m_journal.transact([&](Database& database) -> Result<> {
        SqliteRetention tables(database);
        auto left = expireRows(tables, policy, now, maxRows);
        if (!left) {
            return failure(std::move(left.error()));
        }
        more = *left;
        return {};
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return more;
}

Result<std::uint64_t> SqliteWriter::journalBytes() const
{
    const auto bytes = m_journal.database().integer("SELECT value FROM sums WHERE name = 'frame_bytes'");
    if (!bytes) {
        return failure(bytes.error());
    }
    return fromSql(*bytes);
}

} // namespace twin::history
