#include "twin/history/sqlite.h"

#include <sqlite3.h>

#include <filesystem>

namespace twin::history {

namespace {

constexpr int kBusyTimeout_ms = 250;

tl::unexpected<Error> sqliteFailure(sqlite3* database, int result)
{
    const int primary = result & 0xFF;
    std::string reason = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(result);
    const char* file = database != nullptr ? sqlite3_db_filename(database, "main") : nullptr;
    const bool foreign = primary == SQLITE_NOTADB || primary == SQLITE_CORRUPT;
    return failureAt(foreign ? ErrorCode::BadInput : ErrorCode::Io, file != nullptr ? file : "", 0,
                     std::move(reason));
}

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

void Statement::bind(int position, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), position, value);
}

void Statement::bind(int position, std::string_view text)
{
    sqlite3_bind_text64(m_statement.get(), position, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bindBlob(int position, std::string_view bytes)
{
    sqlite3_bind_blob64(m_statement.get(), position, bytes.data(), bytes.size(), SQLITE_STATIC);
}

void Statement::bindValue(int position, const Statement& row, int column)
{
    sqlite3_bind_value(m_statement.get(), position, sqlite3_column_value(row.m_statement.get(), column));
}

int Statement::columnCount() const
{
    return sqlite3_column_count(m_statement.get());
}

Result<bool> Statement::step()
{
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW || result == SQLITE_DONE) {
        return result == SQLITE_ROW;
    }
    auto error = sqliteFailure(sqlite3_db_handle(m_statement.get()), result);
    reset();
    return error;
}

Result<> Statement::run()
{
    auto stepped = step();
    reset();
    if (!stepped) {
        return failure(std::move(stepped.error()));
    }
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::bytes(int column) const
{
    const void* data = sqlite3_column_blob(m_statement.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return {static_cast<const char*>(data), data == nullptr ? 0 : size};
}

Result<Database> Database::open(const std::string& path, Mode mode)
{
    std::error_code ignored;
    if (mode == Mode::ReadOnly && !std::filesystem::exists(path, ignored)) {
        return failureAt(ErrorCode::NotFound, path, 0, "no such store");
    }
    const int flags =
        mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database out;
    out.m_database.reset(handle);
    out.m_path = path;
    if (result != SQLITE_OK) {
        return failureAt(ErrorCode::Io, path, 0,
                         handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result));
    }
    sqlite3_busy_timeout(handle, kBusyTimeout_ms);
    return out;
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v3(m_database.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) {
        return sqliteFailure(m_database.get(), result);
    }
    return Statement(statement);
}

Result<> Database::execute(const std::string& sql)
{
    const int result = sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) {
        return sqliteFailure(m_database.get(), result);
    }
    return {};
}

Result<std::int64_t> Database::integer(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement) {
        return failure(std::move(statement.error()));
    }
    const auto row = statement->step();
    if (!row) {
        return failure(row.error());
    }
    if (!*row) {
        return failureAt(ErrorCode::NotFound, m_path, 0, "the store gave no row");
    }
    return statement->integer(0);
}

} // namespace twin::history
