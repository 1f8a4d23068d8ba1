#include "twin/history/pg_schema.h"

#include <array>
#include <string>
#include <utility>

namespace twin::history {

namespace {

constexpr std::int64_t kPgApplication = 0x53574E47; ///< "SWNG"

// A server setting that this version does not know must not keep us out: they are asked for one by one.
constexpr std::array<const char*, 3> kOptionalSettings{
    "SET tcp_keepalives_idle = 10", "SET tcp_keepalives_interval = 5", "SET tcp_keepalives_count = 3"};
constexpr const char* kSettings = "SET search_path = suanwang; SET synchronous_commit = on; "
                                  "SET idle_in_transaction_session_timeout = 0; SET TimeZone = 'UTC'";

/// kSteps[v] leads from version v to v + 1. A step is never edited once released: a new one is added.
/// Names are bytes, since a database's text has an encoding of its own and no zero byte. Bodies are
/// compressed or short already: the server does not try again (STORAGE EXTERNAL).
constexpr std::array<const char*, kPgSchemaVersion> kSteps{
    // `frames` and `blocks` have a partition for each day (pg_partitions.h). A row of `blocks`, `late_blocks`
    // or `events` counts once a checkpoint at or after its fold is there. `rolled`: 0 due, 1 complete.
    R"(CREATE TABLE store(application BIGINT NOT NULL, version BIGINT NOT NULL);
       INSERT INTO store VALUES(1398230599, 0);
       CREATE TABLE lease(only_one BIGINT PRIMARY KEY CHECK(only_one = 1), host BYTEA NOT NULL,
         program BYTEA NOT NULL, process BIGINT NOT NULL, since_ns BIGINT NOT NULL);
       CREATE TABLE sources(id BIGINT PRIMARY KEY, name BYTEA NOT NULL UNIQUE);
       CREATE TABLE frames(global_order BIGINT NOT NULL, source BIGINT NOT NULL, epoch BIGINT NOT NULL,
         sequence BIGINT NOT NULL, receive_ns BIGINT NOT NULL, kind BIGINT NOT NULL, samples BIGINT NOT NULL,
         body BYTEA NOT NULL) PARTITION BY RANGE(receive_ns);
       ALTER TABLE frames ALTER body SET STORAGE EXTERNAL;
       CREATE INDEX frames_order ON frames(global_order);
       CREATE TABLE progress(source BIGINT NOT NULL, epoch BIGINT NOT NULL, contiguous BIGINT NOT NULL,
         ranges BYTEA NOT NULL, frames BIGINT NOT NULL, samples BIGINT NOT NULL, PRIMARY KEY(source, epoch));
       CREATE TABLE forgotten(source BIGINT PRIMARY KEY, up_to BIGINT NOT NULL, epochs BIGINT NOT NULL,
         frames BIGINT NOT NULL, samples BIGINT NOT NULL);
       CREATE TABLE series(id BIGINT PRIMARY KEY, kind BIGINT NOT NULL, entity BYTEA NOT NULL,
         metric BYTEA NOT NULL);
       CREATE UNIQUE INDEX series_name ON series(entity, metric, kind);
       CREATE INDEX series_metric ON series(metric, id);
       CREATE SEQUENCE block_ids;
       CREATE TABLE blocks(id BIGINT NOT NULL DEFAULT nextval('suanwang.block_ids'), start_ns BIGINT NOT NULL,
         end_ns BIGINT NOT NULL, first_chunk BIGINT NOT NULL, last_chunk BIGINT NOT NULL, fold BIGINT NOT NULL,
         samples BIGINT NOT NULL, body BYTEA NOT NULL) PARTITION BY RANGE(start_ns);
       ALTER TABLE blocks ALTER body SET STORAGE EXTERNAL;
       CREATE INDEX blocks_time ON blocks(start_ns, first_chunk, last_chunk, end_ns, fold);
       CREATE INDEX blocks_fold ON blocks(fold);
       CREATE TABLE late_blocks(id BIGINT NOT NULL DEFAULT nextval('suanwang.block_ids'),
         start_ns BIGINT NOT NULL, end_ns BIGINT NOT NULL, first_chunk BIGINT NOT NULL,
         last_chunk BIGINT NOT NULL, fold BIGINT NOT NULL, samples BIGINT NOT NULL, body BYTEA NOT NULL);
       ALTER TABLE late_blocks ALTER body SET STORAGE EXTERNAL;
       CREATE INDEX late_blocks_time ON late_blocks(start_ns, first_chunk, last_chunk, end_ns, fold);
       CREATE INDEX late_blocks_fold ON late_blocks(fold, start_ns);
       CREATE VIEW all_blocks AS SELECT * FROM blocks UNION ALL SELECT * FROM late_blocks;
       CREATE TABLE checkpoints(fold BIGINT PRIMARY KEY, made_ns BIGINT NOT NULL, newest_ns BIGINT NOT NULL,
         registry BIGINT NOT NULL, state BYTEA NOT NULL, sources BYTEA);
       ALTER TABLE checkpoints ALTER state SET STORAGE EXTERNAL, ALTER sources SET STORAGE EXTERNAL;
       CREATE INDEX checkpoints_newest ON checkpoints(newest_ns, fold);
       CREATE TABLE events(global_order BIGINT PRIMARY KEY, time_ns BIGINT NOT NULL, receive_ns BIGINT NOT NULL,
         source BIGINT NOT NULL, epoch BIGINT NOT NULL, sequence BIGINT NOT NULL, body BYTEA NOT NULL);
       CREATE INDEX events_time ON events(time_ns, global_order);
       CREATE TABLE rollups(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tier BIGINT NOT NULL,
         start_ns BIGINT NOT NULL, first_chunk BIGINT NOT NULL, last_chunk BIGINT NOT NULL, body BYTEA NOT NULL);
       ALTER TABLE rollups ALTER body SET STORAGE EXTERNAL;
       CREATE INDEX rollups_time ON rollups(tier, start_ns, first_chunk, last_chunk);
       CREATE TABLE rolled(tier BIGINT NOT NULL, start_ns BIGINT NOT NULL, complete BIGINT NOT NULL,
         PRIMARY KEY(tier, start_ns));
       CREATE TABLE registries(id BIGINT PRIMARY KEY, version BYTEA NOT NULL, sha256 BYTEA NOT NULL,
         valid_from_ns BIGINT NOT NULL, after_order BIGINT NOT NULL);
       CREATE TABLE documents(sha256 BYTEA PRIMARY KEY, body BYTEA NOT NULL);
       ALTER TABLE documents ALTER body SET STORAGE EXTERNAL;
       CREATE TABLE sums(name TEXT PRIMARY KEY, value BIGINT NOT NULL);
       INSERT INTO sums VALUES('frame_bytes', 0), ('samples_from', 0);)",
};

} // namespace

Result<PgConnection> openPgSession(const std::string& location, PgConnection::Patience patience)
{
    auto connection = PgConnection::open(location, patience);
    if (!connection) {
        return connection;
    }
    if (auto done = connection->execute(kSettings); !done) {
        return failure(std::move(done.error()));
    }
    for (const char* setting : kOptionalSettings) {
        if (auto done = connection->execute(setting); !done && connection->isLost()) {
            return failure(std::move(done.error()));
        }
    }
    return connection;
}

Result<std::int64_t> readPgSchemaVersion(PgConnection& connection)
{
    const auto tables = connection.integer("SELECT count(*) FROM pg_tables WHERE schemaname = 'suanwang'");
    const auto known = connection.integer("SELECT count(to_regclass('suanwang.store'))");
    if (!tables || !known) {
        return failure(!tables ? tables.error() : known.error());
    }
    if (*tables == 0) {
        return 0;
    }
    constexpr const char* kOther = "the schema suanwang in this database is not a Suanwang store";
    if (*known == 0) {
        return failureAt(ErrorCode::BadInput, connection.name(), 0, kOther);
    }
    const auto row = connection.query("SELECT application, version FROM store");
    if (!row) {
        return failure(row.error());
    }
    if (row->count() != 1 || row->integer(0, 0) != kPgApplication) {
        return failureAt(ErrorCode::BadInput, connection.name(), 0, kOther);
    }
    const std::int64_t version = row->integer(0, 1);
    if (version > kPgSchemaVersion) {
        return failureAt(ErrorCode::Unsupported, connection.name(), 0,
                         "store schema " + std::to_string(version) + " is newer than this program's " +
                             std::to_string(kPgSchemaVersion) + "; nothing was changed");
    }
    return version;
}

namespace {

/// Not IF NOT EXISTS: who may not make schemas in the database may use one that was made for him.
Result<> makeSchema(PgConnection& connection)
{
    const auto there = connection.integer("SELECT count(to_regnamespace('suanwang'))");
    if (!there || *there != 0) {
        return there ? Result<>() : Result<>(failure(there.error()));
    }
    return connection.execute("CREATE SCHEMA suanwang");
}

} // namespace

Result<> migratePg(PgConnection& connection, std::int64_t from)
{
    for (std::int64_t version = from; version < kPgSchemaVersion; ++version) {
        auto done = transact(connection, [&]() -> Result<> {
            if (auto made = makeSchema(connection); !made) {
                return made;
            }
            return connection.execute(std::string(kSteps[static_cast<std::size_t>(version)]) +
                                      "UPDATE store SET version = " + std::to_string(version + 1));
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

Result<PgConnection> openPgStore(const std::string& location, PgConnection::Patience patience)
{
    auto connection = openPgSession(location, patience);
    if (!connection) {
        return connection;
    }
    const auto version = readPgSchemaVersion(*connection);
    if (!version) {
        return failure(version.error());
    }
    if (*version == 0) {
        return failureAt(ErrorCode::NotFound, connection->name(), 0,
                         "no Suanwang store in this database: the first program that writes to it makes one");
    }
    if (*version < kPgSchemaVersion) {
        return failureAt(ErrorCode::Unsupported, connection->name(), 0,
                         "a store of schema " + std::to_string(*version) +
                             ": the first program that writes to it brings it up to " +
                             std::to_string(kPgSchemaVersion));
    }
    return connection;
}

} // namespace twin::history
