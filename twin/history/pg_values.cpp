#include "twin/history/pg_values.h"

#include <libpq-fe.h>

#include <cstdlib>

namespace twin::history {

namespace {

// Object identifiers of built-in types (the server's catalog/pg_type.dat); they never change.
constexpr std::uint32_t kBytea = 17;
constexpr std::uint32_t kBigint = 20;
constexpr std::uint32_t kText = 25;
constexpr std::uint32_t kByteaArray = 1001;
constexpr std::uint32_t kBigintArray = 1016;

/// Network byte order.
template <typename T> void put(std::string& out, T value)
{
    for (int shift = static_cast<int>(sizeof(T) - 1) * 8; shift >= 0; shift -= 8) {
        out += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
    }
}

void putField(std::string& out, std::int64_t value)
{
    put<std::uint32_t>(out, sizeof(value));
    put(out, static_cast<std::uint64_t>(value));
}

void putField(std::string& out, std::string_view bytes)
{
    put(out, static_cast<std::uint32_t>(bytes.size()));
    out += bytes;
}

/// One dimension, no NULL.
template <typename T> std::string arrayOf(const std::vector<T>& values, std::uint32_t type)
{
    std::string out;
    put<std::uint32_t>(out, values.empty() ? 0 : 1);
    put<std::uint32_t>(out, 0);
    put(out, type);
    if (!values.empty()) {
        put(out, static_cast<std::uint32_t>(values.size()));
        put<std::uint32_t>(out, 1);
    }
    for (const T& value : values) {
        putField(out, value);
    }
    return out;
}

} // namespace

PgValues& PgValues::add(std::int64_t value)
{
    std::string bytes;
    put(bytes, static_cast<std::uint64_t>(value));
    m_values.push_back({kBigint, std::move(bytes)});
    return *this;
}

PgValues& PgValues::add(std::string_view bytes)
{
    m_values.push_back({kBytea, std::string(bytes)});
    return *this;
}

PgValues& PgValues::addText(std::string_view text)
{
    m_values.push_back({kText, std::string(text)});
    return *this;
}

PgValues& PgValues::add(const std::vector<std::int64_t>& values)
{
    m_values.push_back({kBigintArray, arrayOf(values, kBigint)});
    return *this;
}

PgValues& PgValues::add(const std::vector<std::string_view>& values)
{
    m_values.push_back({kByteaArray, arrayOf(values, kBytea)});
    return *this;
}

void PgRows::Clear::operator()(pg_result* result) const
{
    PQclear(result);
}

int PgRows::count() const
{
    return m_result != nullptr ? PQntuples(m_result.get()) : 0;
}

std::int64_t PgRows::integer(int row, int column) const
{
    const std::string_view field = bytes(row, column);
    if (field.empty() || field.size() > sizeof(std::int64_t)) {
        return 0;
    }
    // Shorter ones are widened with their sign.
    std::uint64_t value = (static_cast<unsigned char>(field.front()) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
    for (const char byte : field) {
        value = value << 8U | static_cast<unsigned char>(byte);
    }
    return static_cast<std::int64_t>(value);
}

std::string_view PgRows::bytes(int row, int column) const
{
    if (PQgetisnull(m_result.get(), row, column) != 0) {
        return {};
    }
    return {PQgetvalue(m_result.get(), row, column),
            static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::uint64_t PgRows::changed() const
{
    return m_result != nullptr ? std::strtoull(PQcmdTuples(m_result.get()), nullptr, 10) : 0;
}

PgCopyRows::PgCopyRows()
{
    m_bytes.assign("PGCOPY\n\377\r\n\0", 11); // the form's signature, then flags and a header of no bytes
    m_bytes.append(8, '\0');
}

PgCopyRows& PgCopyRows::row(int columns)
{
    put(m_bytes, static_cast<std::uint16_t>(columns));
    return *this;
}

PgCopyRows& PgCopyRows::add(std::int64_t value)
{
    putField(m_bytes, value);
    return *this;
}

PgCopyRows& PgCopyRows::add(std::string_view bytes)
{
    putField(m_bytes, bytes);
    return *this;
}

void PgCopyRows::finish()
{
    put<std::uint16_t>(m_bytes, 0xFFFF);
}

} // namespace twin::history
