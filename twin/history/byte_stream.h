#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// Variable-length integers for the store's own records.
namespace twin::history {

/// Small magnitudes of either sign become small unsigned numbers.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}

[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1U));
}

/// Sums and differences that wrap around, so that any two numbers have a difference.
[[nodiscard]] constexpr std::int64_t wrapAdd(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

[[nodiscard]] constexpr std::int64_t wrapSub(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

class ByteWriter
{
  public:
    void byte(std::uint8_t value) { m_bytes.push_back(static_cast<char>(value)); }

    void varint(std::uint64_t value)
    {
        while (value >= 0x80) {
            byte(static_cast<std::uint8_t>(value | 0x80U));
            value >>= 7U;
        }
        byte(static_cast<std::uint8_t>(value));
    }

    void signedVarint(std::int64_t value) { varint(zigzag(value)); }

    void fixed64(std::uint64_t value)
    {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            byte(static_cast<std::uint8_t>(value >> shift));
        }
    }

    void text(std::string_view value)
    {
        varint(value.size());
        m_bytes.append(value);
    }

    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

    [[nodiscard]] std::string take() { return std::move(m_bytes); }

  private:
    std::string m_bytes;
};

/// Reads what ByteWriter wrote. Past the end or on a malformed number it gives zeros and `failed` stays true:
/// callers check once.
class ByteReader
{
  public:
    explicit ByteReader(std::string_view bytes)
        : m_bytes(bytes)
    {}

    std::uint8_t byte()
    {
        if (m_bytes.empty()) {
            m_failed = true;
            return 0;
        }
        const auto value = static_cast<std::uint8_t>(m_bytes.front());
        m_bytes.remove_prefix(1);
        return value;
    }

    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
            if ((next & 0x80U) == 0) {
                return value;
            }
        }
        m_failed = true;
        return 0;
    }

    std::int64_t signedVarint() { return unzigzag(varint()); }

    std::uint64_t fixed64()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 8) {
            value |= static_cast<std::uint64_t>(byte()) << shift;
        }
        return value;
    }

    /// The next `size` bytes, or fewer than asked and failed.
    std::string_view bytes(std::uint64_t size)
    {
        if (size > m_bytes.size()) {
            m_failed = true;
            return {};
        }
        const std::string_view out = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return out;
    }

    std::string_view text() { return bytes(varint()); }

    [[nodiscard]] std::size_t left() const { return m_bytes.size(); }

    [[nodiscard]] bool failed() const { return m_failed; }

  private:
    std::string_view m_bytes;
    bool m_failed = false;
};

} // namespace twin::history
