#include "twin/history/journal_schema.h"

#include <array>
#include <string>

namespace twin::history {

namespace {

/// kSteps[v] leads from version v to v + 1. A step is never edited once released: a new one is added.
constexpr std::array<const char*, kSchemaVersion> kSteps{
    // Frames as they came. `kind`: 1 Define, 2 Retire, 3 Batch, 4 Event. All but batches are replayed from
    // the beginning, so the partial index finds them among millions of batches.
    R"(CREATE TABLE sources(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
       CREATE TABLE frames(global_order INTEGER PRIMARY KEY, source INTEGER NOT NULL, epoch INTEGER NOT NULL,
         sequence INTEGER NOT NULL, receive_ns INTEGER NOT NULL, kind INTEGER NOT NULL, samples INTEGER NOT NULL,
         body BLOB NOT NULL);
       CREATE INDEX frames_control ON frames(global_order) WHERE kind <> 3;
       CREATE TABLE progress(source INTEGER NOT NULL, epoch INTEGER NOT NULL, contiguous INTEGER NOT NULL,
         ranges TEXT NOT NULL, frames INTEGER NOT NULL, samples INTEGER NOT NULL,
         PRIMARY KEY(source, epoch)) WITHOUT ROWID;)",
    // Sums of past epochs whose progress is not kept one by one any more.
    R"(CREATE TABLE forgotten(source INTEGER PRIMARY KEY, up_to INTEGER NOT NULL, epochs INTEGER NOT NULL,
         frames INTEGER NOT NULL, samples INTEGER NOT NULL);)",
    // The history: what folding makes of frames (docs/history.md). Time stands first in every key. A row of
    // `blocks` or `events` counts once a checkpoint at or after its fold is there. `rolled`: 0 due, 1
    // complete.
    R"(CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, entity TEXT NOT NULL,
         metric TEXT NOT NULL);
       CREATE UNIQUE INDEX IF NOT EXISTS series_name ON series(entity, metric, kind);
       CREATE INDEX IF NOT EXISTS series_metric ON series(metric, id);
       CREATE TABLE IF NOT EXISTS blocks(id INTEGER PRIMARY KEY, start_ns INTEGER NOT NULL,
         end_ns INTEGER NOT NULL, first_chunk INTEGER NOT NULL, last_chunk INTEGER NOT NULL,
         fold INTEGER NOT NULL, late INTEGER NOT NULL, samples INTEGER NOT NULL, body BLOB NOT NULL);
       CREATE INDEX IF NOT EXISTS blocks_time ON blocks(start_ns, first_chunk, last_chunk, end_ns, fold);
       CREATE INDEX IF NOT EXISTS blocks_late ON blocks(fold, start_ns) WHERE late <> 0;
       CREATE INDEX IF NOT EXISTS blocks_fold ON blocks(fold);
       CREATE TABLE IF NOT EXISTS checkpoints(fold INTEGER PRIMARY KEY, made_ns INTEGER NOT NULL,
         newest_ns INTEGER NOT NULL, registry INTEGER NOT NULL, state BLOB NOT NULL, sources BLOB);
       CREATE INDEX IF NOT EXISTS checkpoints_newest ON checkpoints(newest_ns, fold);
       CREATE INDEX IF NOT EXISTS checkpoints_sources ON checkpoints(fold, made_ns) WHERE sources IS NOT NULL;
       CREATE TABLE IF NOT EXISTS events(global_order INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL,
         receive_ns INTEGER NOT NULL, source INTEGER NOT NULL, epoch INTEGER NOT NULL,
         sequence INTEGER NOT NULL, body BLOB NOT NULL);
       CREATE INDEX IF NOT EXISTS events_time ON events(time_ns, global_order);
       CREATE TABLE IF NOT EXISTS rollups(id INTEGER PRIMARY KEY, tier INTEGER NOT NULL,
         start_ns INTEGER NOT NULL, first_chunk INTEGER NOT NULL, last_chunk INTEGER NOT NULL,
         body BLOB NOT NULL);
       CREATE INDEX IF NOT EXISTS rollups_time ON rollups(tier, start_ns, first_chunk, last_chunk);
       CREATE TABLE IF NOT EXISTS rolled(tier INTEGER NOT NULL, start_ns INTEGER NOT NULL,
         complete INTEGER NOT NULL, PRIMARY KEY(tier, start_ns)) WITHOUT ROWID;
       CREATE TABLE IF NOT EXISTS registries(id INTEGER PRIMARY KEY, version TEXT NOT NULL,
         sha256 TEXT NOT NULL, valid_from_ns INTEGER NOT NULL, after_order INTEGER NOT NULL);
       CREATE TABLE IF NOT EXISTS documents(sha256 TEXT PRIMARY KEY, body BLOB NOT NULL);
       CREATE TABLE IF NOT EXISTS sums(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
       INSERT OR REPLACE INTO sums VALUES('frame_bytes',
         (SELECT coalesce(sum(length(body) + 64), 0) FROM frames));)",
    // What the seats say (docs/shift-log.md): twin/desk reads and writes it. Places are never given again.
    R"(CREATE TABLE IF NOT EXISTS desk_entries(entry_order INTEGER PRIMARY KEY AUTOINCREMENT, seat TEXT NOT NULL,
         number INTEGER NOT NULL, time_ns INTEGER NOT NULL, kind INTEGER NOT NULL, item TEXT NOT NULL,
         entity TEXT NOT NULL, about_ns INTEGER NOT NULL, until_ns INTEGER NOT NULL, severity INTEGER NOT NULL,
         refers INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE(seat, number));
       CREATE TABLE IF NOT EXISTS desk_documents(name TEXT NOT NULL, version INTEGER NOT NULL, author TEXT NOT NULL,
         time_ns INTEGER NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, body BLOB NOT NULL,
         PRIMARY KEY(name, version));)",
};

} // namespace

Result<std::int64_t> readSchemaVersion(Database& database)
{
    const auto tables = database.integer("SELECT count(*) FROM sqlite_master");
    if (!tables) {
        return failure(tables.error());
    }
    const auto application = database.integer("PRAGMA application_id");
    const auto version = database.integer("PRAGMA user_version");
    if (!application || !version) {
        return failure(application ? version.error() : application.error());
    }
    if (*tables == 0 && *application == 0) {
        return 0;
    }
    if (*application != kApplicationId) {
        return failureAt(ErrorCode::BadInput, database.path(), 0, "a database, but not a Suanwang store");
    }
    if (*version > kSchemaVersion) {
        return failureAt(ErrorCode::Unsupported, database.path(), 0,
                         "store schema " + std::to_string(*version) + " is newer than this program's " +
                             std::to_string(kSchemaVersion) + "; the file was not touched");
    }
    return *version;
}

Result<> migrate(Database& database, std::int64_t from)
{
    for (std::int64_t version = from; version < kSchemaVersion; ++version) {
        const std::string sql = "BEGIN IMMEDIATE;" + std::string(kSteps[static_cast<std::size_t>(version)]) +
                                "PRAGMA application_id=" + std::to_string(kApplicationId) +
                                ";PRAGMA user_version=" + std::to_string(version + 1) + ";COMMIT";
        if (auto done = database.execute(sql); !done) {
            static_cast<void>(database.execute("ROLLBACK"));
            return done;
        }
    }
    return {};
}

} // namespace twin::history
