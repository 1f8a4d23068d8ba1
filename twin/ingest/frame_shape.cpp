#include "twin/ingest/frame_shape.h"

#include <cstdint>
#include <optional>
#include <string>

namespace twin::ingest {

namespace {

constexpr std::uint64_t kLengthDelimited = 2;
constexpr std::uint64_t kEventField = 5;            ///< of Frame
constexpr std::size_t kMaxEventBytes = 256U << 10U; ///< an event has parts below those counted here

struct Field
{
    std::uint64_t number = 0;
    std::uint64_t wireType = 0;
    std::string_view payload; ///< of a length-delimited one
};

std::optional<std::uint64_t> readVarint(std::string_view& bytes)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0) {
            return value;
        }
    }
    return std::nullopt;
}

bool skip(std::string_view& bytes, std::uint64_t count)
{
    if (count > bytes.size()) {
        return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
    return true;
}

/// Moves past one field.
bool readField(std::string_view& bytes, Field& field)
{
    const auto tag = readVarint(bytes);
    if (!tag) {
        return false;
    }
    field = {*tag >> 3U, *tag & 7U, {}};
    switch (field.wireType) {
    case 0:
        return readVarint(bytes).has_value();
    case 1:
        return skip(bytes, 8);
    case 5:
        return skip(bytes, 4);
    case kLengthDelimited:
        break;
    default:
        return false; // groups are not used
    }
    const auto length = readVarint(bytes);
    if (!length || *length > bytes.size()) {
        return false;
    }
    field.payload = bytes.substr(0, static_cast<std::size_t>(*length));
    return skip(bytes, *length);
}

/// Length-delimited fields of one message, or none if it is not one.
std::optional<std::size_t> countParts(std::string_view body, std::size_t maxParts)
{
    std::size_t parts = 0;
    while (!body.empty() && parts <= maxParts) {
        Field field;
        if (!readField(body, field)) {
            return std::nullopt;
        }
        ++parts;
    }
    return parts;
}

} // namespace

Result<> checkFrameShape(std::string_view bytes, std::size_t maxParts)
{
    std::size_t parts = 0;
    while (!bytes.empty()) {
        Field field;
        if (!readField(bytes, field)) {
            return failure(ErrorCode::BadInput, "not a telemetry frame");
        }
        if (field.number == kEventField && field.payload.size() > kMaxEventBytes) {
            return failure(ErrorCode::TooLarge, "an event is over 256 KiB");
        }
        const auto inside = field.wireType == kLengthDelimited ? countParts(field.payload, maxParts) : 1;
        if (!inside) {
            return failure(ErrorCode::BadInput, "not a telemetry frame");
        }
        parts += 1 + *inside;
        if (parts > maxParts) {
            return failure(ErrorCode::TooLarge, "a frame has over " + std::to_string(maxParts) + " parts");
        }
    }
    return {};
}

} // namespace twin::ingest
