#include "twin/ingest/frame_codec.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

void appendFrame(std::string& out, std::string_view frame)
{
    auto length = frame.size();
    while (length >= 0x80) {
        out.push_back(static_cast<char>((length & 0x7F) | 0x80));
        length >>= 7U;
    }
    out.push_back(static_cast<char>(length));
    out.append(frame);
}

namespace {

Result<std::size_t> checkedLength(std::uint64_t length)
{
    if (length == 0 || length > kMaxFrameBytes) {
        return failure(length == 0 ? ErrorCode::BadInput : ErrorCode::TooLarge,
                       "a frame's length is " + std::to_string(length) + "; 1 to 4194304 bytes are allowed");
    }
    return static_cast<std::size_t>(length);
}

} // namespace

Result<std::string_view> takeFrame(std::string_view& bytes)
{
    std::uint64_t claimed = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == kMaxPrefixBytes) {
            return failure(ErrorCode::TooLarge, "a frame's length is over 4 MiB");
        }
        const auto byte = static_cast<std::uint8_t>(bytes[i]);
        claimed |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * i);
        if ((byte & 0x80U) != 0) {
            continue;
        }
        const auto length = checkedLength(claimed);
        if (!length) {
            return failure(length.error());
        }
        bytes.remove_prefix(i + 1);
        if (*length > bytes.size()) {
            break;
        }
        const std::string_view out = bytes.substr(0, *length);
        bytes.remove_prefix(*length);
        return out;
    }
    return failure(ErrorCode::BadInput, "a frame is cut short");
}

/// True when the length is known.
Result<bool> FrameSplitter::readPrefix(std::string_view& stream)
{
    while (!stream.empty()) {
        if (m_prefixBytes == kMaxPrefixBytes) {
            return failure(ErrorCode::TooLarge, "a frame's length is over 4 MiB");
        }
        const auto byte = static_cast<std::uint8_t>(stream.front());
        stream.remove_prefix(1);
        m_length |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * m_prefixBytes);
        ++m_prefixBytes;
        if ((byte & 0x80U) != 0) {
            continue;
        }
        if (const auto length = checkedLength(m_length); !length) {
            return failure(length.error());
        }
        m_lengthKnown = true;
        return true;
    }
    return false;
}

Result<std::optional<std::string>> FrameSplitter::next(std::string_view& stream)
{
    if (!m_lengthKnown) {
        const auto known = readPrefix(stream);
        if (!known) {
            return failure(known.error());
        }
        if (!*known) {
            return std::optional<std::string>();
        }
    }
    const std::size_t take = std::min<std::size_t>(m_length - m_frame.size(), stream.size());
    m_frame.append(stream.substr(0, take));
    stream.remove_prefix(take);
    if (m_frame.size() < m_length) {
        return std::optional<std::string>();
    }
    m_length = 0;
    m_prefixBytes = 0;
    m_lengthKnown = false;
    return std::optional<std::string>(std::exchange(m_frame, std::string()));
}

} // namespace twin::ingest
