#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace twin::ingest {

/// One field of a Protobuf message as it stands in the bytes.
struct WireField
{
    enum Type : std::uint8_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

    std::uint64_t number = 0;
    std::uint8_t type = Varint;
    std::uint64_t value = 0; ///< of the number types
    std::string_view bytes;  ///< of text, bytes and messages

    [[nodiscard]] bool isBytes(std::uint64_t wanted) const { return number == wanted && type == Bytes; }

    [[nodiscard]] double asDouble() const { return std::bit_cast<double>(value); }
};

/// Reads a Protobuf message field by field without copying or allocating: nothing a peer sends can grow into
/// more than it is. Groups are refused, as proto3 has none. A plain value.
class WireReader
{
  public:
    explicit WireReader(std::string_view message)
        : m_rest(message)
    {}

    /// False at the end, or when the bytes are no message.
    bool next(WireField& out)
    {
        if (m_rest.empty() || m_isBad) {
            return false;
        }
        m_isBad = !read(out);
        return !m_isBad;
    }

    [[nodiscard]] bool isBad() const { return m_isBad; }

  private:
    [[nodiscard]] bool readVarint(std::uint64_t& out)
    {
        out = 0;
        for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = static_cast<std::uint8_t>(m_rest.front());
            m_rest.remove_prefix(1);
            out |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if ((byte & 0x80U) == 0) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool readFixed(std::size_t size, std::uint64_t& out)
    {
        if (m_rest.size() < size) {
            return false;
        }
        out = 0;
        for (std::size_t i = size; i-- > 0;) {
            out = out << 8U | static_cast<std::uint8_t>(m_rest[i]);
        }
        m_rest.remove_prefix(size);
        return true;
    }

    [[nodiscard]] bool read(WireField& out)
    {
        std::uint64_t tag = 0;
        if (!readVarint(tag) || tag >> 3U == 0) {
            return false;
        }
        out.number = tag >> 3U;
        out.type = static_cast<std::uint8_t>(tag & 7U);
        out.bytes = {};
        switch (out.type) {
        case WireField::Varint:
            return readVarint(out.value);
        case WireField::Fixed64:
            return readFixed(8, out.value);
        case WireField::Fixed32:
            return readFixed(4, out.value);
        case WireField::Bytes:
            break;
        default:
            return false;
        }
        if (!readVarint(out.value) || out.value > m_rest.size()) {
            return false;
        }
        out.bytes = m_rest.substr(0, static_cast<std::size_t>(out.value));
        m_rest.remove_prefix(out.bytes.size());
        return true;
    }

    std::string_view m_rest;
    bool m_isBad = false;
};

} // namespace twin::ingest
