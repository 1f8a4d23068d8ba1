#include "twin/desk/sqlite_desk.h"

#include "twin/desk/desk_rules.h"
#include "twin/history/journal_schema.h"
#include "twin/history/sql_integers.h"

#include <utility>

namespace twin::desk {

using history::Database;
using history::fromSql;
using history::Statement;
using history::toSql;

namespace {

constexpr const char* kEntryColumns = "entry_order, seat, number, time_ns, kind, item, entity, about_ns, "
                                      "until_ns, severity, refers, body";
constexpr const char* kInfoColumns = "name, version, author, time_ns, sha256, bytes";

Entry entryOf(const Statement& row)
{
    Entry out;
    out.order = fromSql(row.integer(0));
    out.seat = row.bytes(1);
    out.number = fromSql(row.integer(2));
    out.time = row.integer(3);
    out.kind = static_cast<EntryKind>(row.integer(4));
    out.item = row.bytes(5);
    out.entity = row.bytes(6);
    out.about = row.integer(7);
    out.until = row.integer(8);
    out.severity = static_cast<state::Severity>(row.integer(9));
    out.refers = fromSql(row.integer(10));
    out.text = row.bytes(11);
    return out;
}

DocumentInfo infoOf(const Statement& row)
{
    DocumentInfo out;
    out.name = row.bytes(0);
    out.version = fromSql(row.integer(1));
    out.author = row.bytes(2);
    out.time = row.integer(3);
    out.sha256 = row.bytes(4);
    out.bytes = fromSql(row.integer(5));
    return out;
}

/// Adds `read(row)` of every row; the statement's parameters are bound.
template <typename T, typename Read> Result<std::vector<T>> all(Statement& select, Read read)
{
    std::vector<T> out;
    for (;;) {
        const auto row = select.step();
        if (!row) {
            return failure(row.error());
        }
        if (!*row) {
            return out;
        }
        out.push_back(read(select));
    }
}

} // namespace

Result<std::unique_ptr<DeskStore>> SqliteDesk::open(const std::string& path, DeskAccess access,
                                                    WriterTurn turn)
{
    std::optional<history::Journal> lock;
    if (access == DeskAccess::Write && !turn) {
        auto journal = history::Journal::open(path, {});
        if (!journal) {
            return failure(std::move(journal.error()));
        }
        lock = std::move(*journal);
    }
    auto database = Database::open(path, access == DeskAccess::Write ? Database::Mode::ReadWrite
                                                                     : Database::Mode::ReadOnly);
    if (!database) {
        return failure(std::move(database.error()));
    }
    const auto version = history::readSchemaVersion(*database);
    if (!version) {
        return failure(version.error());
    }
    if (*version < history::kDeskSchemaVersion) {
        return failureAt(ErrorCode::Unsupported, path, 0,
                         "a store of schema " + std::to_string(*version) +
                             " has no shift log yet; it gets one when a console next writes to it");
    }
    if (auto set = database->execute("PRAGMA synchronous=FULL"); !set) {
        return failure(std::move(set.error()));
    }
    std::unique_ptr<SqliteDesk> desk(new SqliteDesk(std::move(*database), access, std::move(turn)));
    desk->m_lock = std::move(lock);
    return std::unique_ptr<DeskStore>(std::move(desk));
}

Result<std::unique_ptr<DeskStore>> SqliteDesk::openInMemory()
{
    auto database = Database::open(":memory:", Database::Mode::ReadWrite);
    if (!database) {
        return failure(std::move(database.error()));
    }
    if (auto made = history::migrate(*database, 0); !made) {
        return failure(std::move(made.error()));
    }
    return std::unique_ptr<DeskStore>(new SqliteDesk(std::move(*database), DeskAccess::Write, {}));
}

Result<> SqliteDesk::canWrite() const
{
    if (m_access == DeskAccess::Read) {
        return failureAt(ErrorCode::Io, m_database.path(), 0,
                         "open for reading only: a store file has one writer, the console that keeps it; "
                         "several seats write to a store on a PostgreSQL server");
    }
    return {};
}

/// All or nothing, in the writer's turn.
Result<> SqliteDesk::transact(const std::function<Result<>()>& work)
{
    if (auto may = canWrite(); !may) {
        return may;
    }
    const auto whole = [&]() -> Result<> {
        if (auto begun = m_database.execute("BEGIN IMMEDIATE"); !begun) {
            return begun;
        }
        auto done = work();
        if (done) {
            done = m_database.execute("COMMIT");
        }
        if (!done) {
            static_cast<void>(m_database.execute("ROLLBACK"));
        }
        return done;
    };
    return m_turn ? m_turn(whole) : whole();
}

Result<std::vector<std::uint64_t>> SqliteDesk::append(std::span<const Entry> entries)
{
    if (auto checked = checkEntries(entries); !checked) {
        return failure(std::move(checked.error()));
    }
    std::vector<std::uint64_t> orders;
    auto done = transact([&]() -> Result<> {
        orders.clear();
        for (const Entry& entry : entries) {
            const auto order = keep(entry);
            if (!order) {
                return failure(order.error());
            }
            orders.push_back(*order);
        }
        return forgetOld();
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return orders;
}

Result<std::uint64_t> SqliteDesk::keep(const Entry& entry)
{
    auto insert = m_database.prepare("INSERT INTO desk_entries(seat, number, time_ns, kind, item, entity, "
                                     "about_ns, until_ns, severity, refers, body) "
                                     "VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(seat, number) DO NOTHING");
    auto find = m_database.prepare("SELECT entry_order FROM desk_entries WHERE seat = ? AND number = ?");
    if (!insert || !find) {
        return failure(insert ? find.error() : insert.error());
    }
    insert->bind(1, entry.seat);
    insert->bind(2, toSql(entry.number));
    insert->bind(3, entry.time);
    insert->bind(4, std::int64_t{static_cast<std::uint8_t>(entry.kind)});
    insert->bind(5, entry.item);
    insert->bind(6, entry.entity);
    insert->bind(7, entry.about);
    insert->bind(8, entry.until);
    insert->bind(9, std::int64_t{static_cast<std::uint8_t>(entry.severity)});
    insert->bind(10, toSql(entry.refers));
    insert->bind(11, entry.text);
    if (auto done = insert->run(); !done) {
        return failure(std::move(done.error()));
    }
    find->bind(1, entry.seat);
    find->bind(2, toSql(entry.number));
    const auto row = find->step();
    if (!row) {
        return failure(row.error());
    }
    if (!*row) {
        return failureAt(ErrorCode::Internal, m_database.path(), 0, "an entry of the shift log did not stay");
    }
    return fromSql(find->integer(0));
}

Result<> SqliteDesk::forgetOld()
{
    const auto beyond = m_database.integer("SELECT coalesce((SELECT max(entry_order) FROM desk_entries) - "
                                           "(SELECT min(entry_order) FROM desk_entries) + 1, 0)");
    if (!beyond) {
        return failure(beyond.error());
    }
    if (fromSql(*beyond) <= kMaxEntries) {
        return {};
    }
    auto forget = m_database.prepare("DELETE FROM desk_entries WHERE entry_order <= "
                                     "(SELECT max(entry_order) FROM desk_entries) - ?");
    if (!forget) {
        return failure(std::move(forget.error()));
    }
    forget->bind(1, static_cast<std::int64_t>(kMaxEntries));
    return forget->run();
}

Result<std::vector<Entry>> SqliteDesk::entries(std::uint64_t after, std::size_t limit)
{
    auto select = m_database.prepare(std::string("SELECT ") + kEntryColumns +
                                     " FROM desk_entries WHERE entry_order > ? ORDER BY entry_order LIMIT ?");
    if (!select) {
        return failure(std::move(select.error()));
    }
    select->bind(1, toSql(after));
    select->bind(2, static_cast<std::int64_t>(limit));
    return all<Entry>(*select, entryOf);
}

Result<bool> SqliteDesk::hasNews()
{
    // Counts commits of other connections; telemetry's too, which cost a look at the newest place.
    const auto version = m_database.integer("PRAGMA data_version");
    if (!version) {
        return failure(version.error());
    }
    return std::exchange(m_dataVersion, *version) != *version;
}

Result<std::vector<DocumentInfo>> SqliteDesk::infos(std::string_view sql, const std::string& name)
{
    auto select = m_database.prepare(sql);
    if (!select) {
        return failure(std::move(select.error()));
    }
    if (!name.empty()) {
        select->bind(1, name);
    }
    return all<DocumentInfo>(*select, infoOf);
}

Result<std::vector<DocumentInfo>> SqliteDesk::versions(const std::string& name)
{
    if (auto checked = checkDocument({name, 0, kConsoleSeat, 1, {}, 0}, 0); !checked) {
        return failure(std::move(checked.error()));
    }
    return infos(
        std::string("SELECT ") + kInfoColumns + " FROM desk_documents WHERE name = ? ORDER BY version", name);
}

Result<std::vector<DocumentInfo>> SqliteDesk::documents()
{
    return infos(std::string("SELECT ") + kInfoColumns +
                     " FROM desk_documents AS d WHERE sha256 <> '' AND version = "
                     "(SELECT max(version) FROM desk_documents WHERE name = d.name) ORDER BY name",
                 {});
}

Result<Document> SqliteDesk::document(const std::string& name, std::uint64_t version)
{
    auto select = m_database.prepare(std::string("SELECT ") + kInfoColumns +
                                     ", body FROM desk_documents WHERE name = ? AND (? = 0 OR version = ?) "
                                     "ORDER BY version DESC LIMIT 1");
    if (!select) {
        return failure(std::move(select.error()));
    }
    select->bind(1, name);
    select->bind(2, toSql(version));
    select->bind(3, toSql(version));
    const auto row = select->step();
    if (!row) {
        return failure(row.error());
    }
    Document out;
    if (*row) {
        out.info = infoOf(*select);
        out.bytes = select->bytes(6);
    }
    return checkedDocument(std::move(out), name, version);
}

/// The newest version there is; one of number 0 when the name is new.
Result<DocumentInfo> SqliteDesk::newest(const std::string& name)
{
    const auto found = infos(std::string("SELECT ") + kInfoColumns +
                                 " FROM desk_documents WHERE name = ? ORDER BY version DESC LIMIT 1",
                             name);
    if (!found) {
        return failure(found.error());
    }
    return found->empty() ? DocumentInfo{} : found->front();
}

/// A new name; of removed ones the longest gone makes room.
Result<> SqliteDesk::makeRoomForName(const std::string& name)
{
    const auto names = m_database.integer("SELECT count(DISTINCT name) FROM desk_documents");
    if (!names) {
        return failure(names.error());
    }
    if (fromSql(*names) < kMaxDocuments) {
        return {};
    }
    auto forget = m_database.prepare(
        "DELETE FROM desk_documents WHERE name = (SELECT name FROM desk_documents AS d WHERE sha256 = '' "
        "AND version = (SELECT max(version) FROM desk_documents WHERE name = d.name) "
        "ORDER BY time_ns LIMIT 1)");
    if (!forget) {
        return failure(std::move(forget.error()));
    }
    if (auto done = forget->run(); !done) {
        return done;
    }
    const auto left = m_database.integer("SELECT count(DISTINCT name) FROM desk_documents");
    if (!left) {
        return failure(left.error());
    }
    return fromSql(*left) < kMaxDocuments ? Result<>() : tooManyDocuments(name);
}

Result<> SqliteDesk::insertVersion(const Document& document)
{
    auto insert = m_database.prepare("INSERT INTO desk_documents VALUES(?,?,?,?,?,?,?)");
    if (!insert) {
        return failure(insert.error());
    }
    insert->bind(1, document.info.name);
    insert->bind(2, toSql(document.info.version));
    insert->bind(3, document.info.author);
    insert->bind(4, document.info.time);
    insert->bind(5, document.info.sha256);
    insert->bind(6, toSql(document.info.bytes));
    insert->bindBlob(7, document.bytes);
    return insert->run();
}

Result<> SqliteDesk::forgetVersions(const std::string& name, std::uint64_t upTo)
{
    auto forget = m_database.prepare("DELETE FROM desk_documents WHERE name = ? AND version <= ?");
    if (!forget) {
        return failure(forget.error());
    }
    forget->bind(1, name);
    forget->bind(2, toSql(upTo));
    return forget->run();
}

} // namespace twin::desk
