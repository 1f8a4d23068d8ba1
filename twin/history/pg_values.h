#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct pg_result;

/// Values to and from PostgreSQL, in its binary form: numbers are bigint, names and bodies bytea. Names are
/// bytea because text in a database has an encoding of its own and no zero byte.
namespace twin::history {

/// The parameters of one query, $1 first.
class PgValues
{
  public:
    PgValues& add(std::int64_t value);
    PgValues& add(std::string_view bytes);
    PgValues& addText(std::string_view text);               ///< for the server's own functions and catalogues
    PgValues& add(const std::vector<std::int64_t>& values); ///< bigint[]
    PgValues& add(const std::vector<std::string_view>& values); ///< bytea[]

  private:
    friend class PgConnection;

    struct Value
    {
        std::uint32_t type = 0;
        std::string bytes;
    };

    std::vector<Value> m_values;
};

/// Rows of one answer. Values of no type but bigint (and shorter integers), bytea and text are asked for;
/// NULL is 0 or nothing.
class PgRows
{
  public:
    PgRows() = default;

    explicit PgRows(pg_result* result)
        : m_result(result)
    {}

    [[nodiscard]] int count() const;
    [[nodiscard]] std::int64_t integer(int row, int column) const;
    /// Valid as long as the rows are.
    [[nodiscard]] std::string_view bytes(int row, int column) const;
    /// Rows that an INSERT, UPDATE or DELETE changed.
    [[nodiscard]] std::uint64_t changed() const;

    [[nodiscard]] const pg_result* get() const { return m_result.get(); }

  private:
    struct Clear
    {
        void operator()(pg_result* result) const;
    };

    std::unique_ptr<pg_result, Clear> m_result;
};

/// Rows for COPY … FROM STDIN (FORMAT binary): `row` with the number of columns, then each of them.
class PgCopyRows
{
  public:
    PgCopyRows();

    PgCopyRows& row(int columns);
    PgCopyRows& add(std::int64_t value);
    PgCopyRows& add(std::string_view bytes);

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

    /// What has come together since the last call.
    [[nodiscard]] std::string take() { return std::exchange(m_bytes, {}); }

    /// The mark that ends all.
    void finish();

  private:
    std::string m_bytes;
};

} // namespace twin::history
