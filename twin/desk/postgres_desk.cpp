#include "twin/desk/postgres_desk.h"

#include "twin/desk/desk_rules.h"
#include "twin/history/pg_schema.h"
#include "twin/history/sql_integers.h"

#include <algorithm>
#include <utility>

namespace twin::desk {

using history::fromSql;
using history::PgRows;
using history::PgValues;
using history::toSql;

namespace {

constexpr std::chrono::seconds kPatience{5}; ///< for an answer; then the connection counts as lost
constexpr std::chrono::seconds kLookEvery{1};
constexpr std::int64_t kTables = 1;                      ///< version of what follows
constexpr std::int64_t kMakingLock = 0x53574E474445534B; ///< "SWNGDESK": who makes the tables

// A wait ends before its seat's patience, and a transaction whose seat fell silent soon after: a seat that
// gave up leaves nothing behind that waits, or that others wait for.
constexpr const char* kSettings = "SET search_path = suanwang_desk; SET lock_timeout = '4s'; "
                                  "SET idle_in_transaction_session_timeout = '30s'";

// `one` is the row whose lock a writer holds until its commit.
constexpr const char* kMake = R"(
    CREATE TABLE IF NOT EXISTS desk_meta(one bigint PRIMARY KEY, version bigint NOT NULL, last_order bigint NOT NULL);
    INSERT INTO desk_meta VALUES(1, 1, 0) ON CONFLICT DO NOTHING;
    CREATE TABLE IF NOT EXISTS desk_entries(entry_order bigint PRIMARY KEY, seat bytea NOT NULL,
      number bigint NOT NULL, time_ns bigint NOT NULL, kind bigint NOT NULL, item bytea NOT NULL,
      entity bytea NOT NULL, about_ns bigint NOT NULL, until_ns bigint NOT NULL, severity bigint NOT NULL,
      refers bigint NOT NULL, body bytea NOT NULL, UNIQUE(seat, number));
    CREATE TABLE IF NOT EXISTS desk_documents(name bytea NOT NULL, version bigint NOT NULL, author bytea NOT NULL,
      time_ns bigint NOT NULL, sha256 bytea NOT NULL, bytes bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY(name, version)))";

/// $1 entries, of which $2 are kept. The update waits for whoever writes now; entries that are there already
/// get no place (0) here.
constexpr const char* kAppend =
    "WITH place AS (UPDATE desk_meta SET last_order = last_order + $1 WHERE one = 1 "
    "RETURNING last_order - $1 AS last), "
    "given AS (SELECT * FROM unnest($3::bytea[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bytea[], "
    "$8::bytea[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bytea[]) WITH ORDINALITY "
    "AS t(seat, number, time_ns, kind, item, entity, about_ns, until_ns, severity, refers, body, n)), "
    "kept AS (INSERT INTO desk_entries SELECT last + n, seat, number, time_ns, kind, item, entity, about_ns, "
    "until_ns, severity, refers, body FROM place, given ORDER BY n "
    "ON CONFLICT (seat, number) DO NOTHING RETURNING entry_order), "
    "forgot AS (DELETE FROM desk_entries WHERE entry_order <= (SELECT last + $1 - $2 FROM place)) "
    "SELECT coalesce(kept.entry_order, 0), pg_notify('suanwang_desk', '')::text FROM place CROSS JOIN given "
    "LEFT JOIN kept ON kept.entry_order = place.last + given.n ORDER BY given.n";

/// Whether this user may do all that a seat does.
constexpr const char* kMayWrite =
    "SELECT (has_table_privilege('desk_meta', 'UPDATE') AND has_table_privilege('desk_entries', 'INSERT') "
    "AND "
    "has_table_privilege('desk_entries', 'DELETE') AND has_table_privilege('desk_documents', 'INSERT') AND "
    "has_table_privilege('desk_documents', 'DELETE'))::int::bigint";

constexpr const char* kInfosOfName = "SELECT name, version, author, time_ns, sha256, bytes FROM "
                                     "desk_documents WHERE name = $1 ORDER BY version";

Entry entryOf(const PgRows& rows, int row)
{
    Entry out;
    out.order = fromSql(rows.integer(row, 0));
    out.seat = rows.bytes(row, 1);
    out.number = fromSql(rows.integer(row, 2));
    out.time = rows.integer(row, 3);
    out.kind = static_cast<EntryKind>(rows.integer(row, 4));
    out.item = rows.bytes(row, 5);
    out.entity = rows.bytes(row, 6);
    out.about = rows.integer(row, 7);
    out.until = rows.integer(row, 8);
    out.severity = static_cast<state::Severity>(rows.integer(row, 9));
    out.refers = fromSql(rows.integer(row, 10));
    out.text = rows.bytes(row, 11);
    return out;
}

DocumentInfo infoOf(const PgRows& rows, int row)
{
    DocumentInfo out;
    out.name = rows.bytes(row, 0);
    out.version = fromSql(rows.integer(row, 1));
    out.author = rows.bytes(row, 2);
    out.time = rows.integer(row, 3);
    out.sha256 = rows.bytes(row, 4);
    out.bytes = fromSql(rows.integer(row, 5));
    return out;
}

Result<std::vector<DocumentInfo>> infosOf(const Result<PgRows>& rows)
{
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<DocumentInfo> out;
    for (int row = 0; row < rows->count(); ++row) {
        out.push_back(infoOf(*rows, row));
    }
    return out;
}

} // namespace

/// The columns of a batch, as arrays of one query.
struct PostgresDesk::Columns
{
    std::vector<std::string_view> seats, items, entities, texts;
    std::vector<std::int64_t> numbers, times, kinds, abouts, untils, severities, refers;

    explicit Columns(std::span<const Entry> entries)
    {
        for (const Entry& entry : entries) {
            seats.emplace_back(entry.seat);
            items.emplace_back(entry.item);
            entities.emplace_back(entry.entity);
            texts.emplace_back(entry.text);
            numbers.push_back(toSql(entry.number));
            times.push_back(entry.time);
            kinds.push_back(static_cast<std::uint8_t>(entry.kind));
            abouts.push_back(entry.about);
            untils.push_back(entry.until);
            severities.push_back(static_cast<std::uint8_t>(entry.severity));
            refers.push_back(toSql(entry.refers));
        }
    }
};

Result<std::unique_ptr<DeskStore>> PostgresDesk::open(const std::string& location)
{
    auto connection = history::openPgSession(location, kPatience);
    if (!connection) {
        return failure(std::move(connection.error()));
    }
    if (auto set = connection->execute(kSettings); !set) {
        return failure(std::move(set.error()));
    }
    std::unique_ptr<PostgresDesk> desk(new PostgresDesk(std::move(*connection)));
    if (auto prepared = desk->prepare(); !prepared) {
        return failure(std::move(prepared.error()));
    }
    return std::unique_ptr<DeskStore>(std::move(desk));
}

Result<> PostgresDesk::prepare()
{
    const auto readOnly = m_connection.integer(
        "SELECT (pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on')::int::bigint");
    if (!readOnly) {
        return failure(readOnly.error());
    }
    // Seats that may write but make no tables use those that are there.
    const auto there = m_connection.integer("SELECT count(to_regclass('suanwang_desk.desk_meta'))");
    if (!there) {
        return failure(there.error());
    }
    if (*readOnly != 0) {
        m_readOnly = "the server takes reading only (a standby, or a user without the right to write)";
    } else if (*there == 0) {
        if (auto made = history::transact(m_connection, [this] { return make(); }); !made) {
            return made;
        }
    }
    const auto version = m_connection.integer("SELECT version FROM desk_meta WHERE one = 1");
    if (!version) {
        return failure(version.error());
    }
    if (*version > kTables) {
        return failureAt(ErrorCode::Unsupported, m_connection.name(), 0,
                         "the shift log's tables are of version " + std::to_string(*version) +
                             ", newer than this program's " + std::to_string(kTables));
    }
    const auto mayWrite = m_connection.integer(kMayWrite);
    if (!mayWrite) {
        return failure(mayWrite.error());
    }
    if (m_readOnly.empty() && *mayWrite == 0) {
        m_readOnly = "this user may only read the shift log: INSERT, UPDATE and DELETE on the tables of "
                     "suanwang_desk are not granted";
    }
    return m_connection.execute("LISTEN suanwang_desk");
}

/// One seat after the other.
Result<> PostgresDesk::make()
{
    const std::string lock = "SELECT pg_advisory_xact_lock(" + std::to_string(kMakingLock) + ")";
    if (auto locked = m_connection.execute(lock); !locked) {
        return locked;
    }
    const auto schema = m_connection.integer("SELECT count(to_regnamespace('suanwang_desk'))");
    if (!schema) {
        return failure(schema.error());
    }
    const std::string first = *schema == 0 ? "CREATE SCHEMA suanwang_desk;" : "";
    return m_connection.execute(first + kMake);
}

Result<> PostgresDesk::canWrite() const
{
    return m_readOnly.empty() ? Result<>() : failureAt(ErrorCode::Io, m_connection.name(), 0, m_readOnly);
}

/// All or nothing, after all writers before it; the others hear of it.
Result<> PostgresDesk::transact(const std::function<Result<>()>& work)
{
    if (auto may = canWrite(); !may) {
        return may;
    }
    return history::transact(m_connection, [&]() -> Result<> {
        const auto locked = m_connection.query("SELECT one FROM desk_meta WHERE one = 1 FOR UPDATE");
        if (!locked) {
            return failure(locked.error());
        }
        auto done = work();
        return done ? m_connection.execute("NOTIFY suanwang_desk") : done;
    });
}

/// One statement and one answer, so that a slow network costs one way there and back.
Result<std::vector<std::uint64_t>> PostgresDesk::append(std::span<const Entry> entries)
{
    if (auto checked = checkEntries(entries); !checked) {
        return failure(std::move(checked.error()));
    }
    if (auto may = canWrite(); !may) {
        return failure(std::move(may.error()));
    }
    const Columns columns(entries);
    PgValues all;
    all.add(static_cast<std::int64_t>(entries.size())).add(static_cast<std::int64_t>(kMaxEntries));
    all.add(columns.seats).add(columns.numbers).add(columns.times).add(columns.kinds).add(columns.items);
    all.add(columns.entities).add(columns.abouts).add(columns.untils).add(columns.severities);
    all.add(columns.refers).add(columns.texts);
    const auto kept = m_connection.query(kAppend, all);
    if (!kept) {
        return failure(kept.error());
    }
    std::vector<std::uint64_t> orders;
    for (int row = 0; row < kept->count(); ++row) {
        orders.push_back(fromSql(kept->integer(row, 0)));
    }
    return std::ranges::find(orders, std::uint64_t{0}) == orders.end() ? orders : placesOf(columns);
}

/// Of entries that were there before.
Result<std::vector<std::uint64_t>> PostgresDesk::placesOf(const Columns& columns)
{
    const auto found = m_connection.query(
        "SELECT coalesce(e.entry_order, 0) FROM unnest($1::bytea[], $2::bigint[]) WITH ORDINALITY AS "
        "t(seat, number, n) LEFT JOIN desk_entries e ON e.seat = t.seat AND e.number = t.number ORDER BY t.n",
        PgValues().add(columns.seats).add(columns.numbers));
    if (!found) {
        return failure(found.error());
    }
    std::vector<std::uint64_t> orders;
    for (int row = 0; row < found->count(); ++row) {
        orders.push_back(fromSql(found->integer(row, 0)));
    }
    return orders;
}

Result<std::vector<Entry>> PostgresDesk::entries(std::uint64_t after, std::size_t limit)
{
    const auto rows =
        m_connection.query("SELECT entry_order, seat, number, time_ns, kind, item, entity, about_ns, "
                           "until_ns, severity, refers, "
                           "body FROM desk_entries WHERE entry_order > $1 ORDER BY entry_order LIMIT $2",
                           PgValues().add(toSql(after)).add(static_cast<std::int64_t>(limit)));
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<Entry> out;
    for (int row = 0; row < rows->count(); ++row) {
        out.push_back(entryOf(*rows, row));
    }
    return out;
}

Result<bool> PostgresDesk::hasNews()
{
    const auto heard = m_connection.notifications(std::chrono::milliseconds(0));
    if (!heard) {
        return failure(heard.error());
    }
    const auto now = std::chrono::steady_clock::now();
    if (heard->empty() && now < m_lookAt) {
        return false;
    }
    m_lookAt = now + kLookEvery;
    return true;
}

Result<std::vector<DocumentInfo>> PostgresDesk::versions(const std::string& name)
{
    if (auto checked = checkDocument({name, 0, kConsoleSeat, 1, {}, 0}, 0); !checked) {
        return failure(std::move(checked.error()));
    }
    return infosOf(m_connection.query(kInfosOfName, PgValues().add(name)));
}

Result<std::vector<DocumentInfo>> PostgresDesk::documents()
{
    return infosOf(m_connection.query(
        "SELECT name, version, author, time_ns, sha256, bytes FROM (SELECT DISTINCT ON (name) name, version, "
        "author, "
        "time_ns, sha256, bytes FROM desk_documents ORDER BY name, version DESC) AS newest "
        "WHERE length(sha256) > 0 ORDER BY name"));
}

Result<Document> PostgresDesk::document(const std::string& name, std::uint64_t version)
{
    const auto rows =
        m_connection.query("SELECT name, version, author, time_ns, sha256, bytes, body FROM desk_documents "
                           "WHERE name = $1 AND ($2 = 0 OR version = $2) ORDER BY version DESC LIMIT 1",
                           PgValues().add(name).add(toSql(version)));
    if (!rows) {
        return failure(rows.error());
    }
    Document out;
    if (rows->count() > 0) {
        out.info = infoOf(*rows, 0);
        out.bytes = rows->bytes(0, 6);
    }
    return checkedDocument(std::move(out), name, version);
}

/// The newest version there is; one of number 0 when the name is new.
Result<DocumentInfo> PostgresDesk::newest(const std::string& name)
{
    const auto found = infosOf(m_connection.query(kInfosOfName, PgValues().add(name)));
    if (!found) {
        return failure(found.error());
    }
    return found->empty() ? DocumentInfo{} : found->back();
}

/// A new name; of removed ones the longest gone makes room.
Result<> PostgresDesk::makeRoomForName(const std::string& name)
{
    const std::string count = "SELECT count(DISTINCT name) FROM desk_documents";
    const auto names = m_connection.integer(count);
    if (!names) {
        return failure(names.error());
    }
    if (fromSql(*names) < kMaxDocuments) {
        return {};
    }
    const auto forgot = m_connection.query(
        "DELETE FROM desk_documents WHERE name = (SELECT name FROM (SELECT DISTINCT ON (name) name, time_ns, "
        "sha256 "
        "FROM desk_documents ORDER BY name, version DESC) AS newest WHERE length(sha256) = 0 "
        "ORDER BY time_ns LIMIT 1)");
    if (!forgot) {
        return failure(forgot.error());
    }
    return forgot->changed() > 0 ? Result<>() : tooManyDocuments(name);
}

Result<> PostgresDesk::insertVersion(const Document& document)
{
    const DocumentInfo& info = document.info;
    PgValues values;
    values.add(info.name).add(toSql(info.version)).add(info.author).add(info.time).add(info.sha256);
    values.add(toSql(info.bytes)).add(document.bytes);
    const auto inserted =
        m_connection.query("INSERT INTO desk_documents VALUES($1, $2, $3, $4, $5, $6, $7)", values);
    return inserted ? Result<>() : failure(inserted.error());
}

Result<> PostgresDesk::forgetVersions(const std::string& name, std::uint64_t upTo)
{
    const auto forgot = m_connection.query("DELETE FROM desk_documents WHERE name = $1 AND version <= $2",
                                           PgValues().add(name).add(toSql(upTo)));
    return forgot ? Result<>() : failure(forgot.error());
}

} // namespace twin::desk
