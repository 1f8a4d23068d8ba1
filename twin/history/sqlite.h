#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// The little of SQLite the store needs, with errors as Results. One thread per connection.
namespace twin::history {

class Statement
{
  public:
    Statement() = default;

    explicit Statement(sqlite3_stmt* statement)
        : m_statement(statement)
    {}

    void bind(int position, std::int64_t value);
    void bind(int position, std::string_view text);
    /// The bytes are not copied: they stay until the next reset.
    void bindBlob(int position, std::string_view bytes);

    /// The value of a row of another statement, of whatever type.
    void bindValue(int position, const Statement& row, int column);

    /// True: a row is there. False: done. Errors: Io with SQLite's reason.
    [[nodiscard]] Result<bool> step();
    /// For statements without rows: step, then reset.
    [[nodiscard]] Result<> run();
    void reset();

    [[nodiscard]] int columnCount() const;
    [[nodiscard]] std::int64_t integer(int column) const;
    /// Valid until the next step or reset.
    [[nodiscard]] std::string_view bytes(int column) const;

  private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const;
    };

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

class Database
{
  public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Errors: NotFound (ReadOnly and absent), Io.
    [[nodiscard]] static Result<Database> open(const std::string& path, Mode mode);

    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// Runs one or more statements without results.
    [[nodiscard]] Result<> execute(const std::string& sql);
    /// First column of the first row. Errors: Io; NotFound without a row.
    [[nodiscard]] Result<std::int64_t> integer(std::string_view sql);

    [[nodiscard]] const std::string& path() const { return m_path; }

  private:
    struct Close
    {
        void operator()(sqlite3* database) const;
    };

    std::unique_ptr<sqlite3, Close> m_database;
    std::string m_path;
};

} // namespace twin::history
