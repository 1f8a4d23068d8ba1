#include "twin/ingest/frame_shape.h"

#include "twin/ingest/wire_reader.h"

#include <cstdint>
#include <optional>
#include <string>

namespace twin::ingest {

namespace {

constexpr std::uint64_t kEventField = 5;            ///< of Frame
constexpr std::size_t kMaxEventBytes = 256U << 10U; ///< an event has parts below those counted here

/// Length-delimited fields of one message, or none if it is not one.
std::optional<std::size_t> countParts(std::string_view body, std::size_t maxParts)
{
    WireReader reader(body);
    WireField field;
    std::size_t parts = 0;
    while (parts <= maxParts && reader.next(field)) {
        ++parts;
    }
    return reader.isBad() ? std::nullopt : std::optional(parts);
}

} // namespace

Result<> checkFrameShape(std::string_view bytes, std::size_t maxParts)
{
    WireReader reader(bytes);
    WireField field;
    std::size_t parts = 0;
    while (reader.next(field)) {
        if (field.number == kEventField && field.bytes.size() > kMaxEventBytes) {
            return failure(ErrorCode::TooLarge, "an event is over 256 KiB");
        }
        const auto inside = field.type == WireField::Bytes ? countParts(field.bytes, maxParts) : 1;
        if (!inside) {
            return failure(ErrorCode::BadInput, "not a telemetry frame");
        }
        parts += 1 + *inside;
        if (parts > maxParts) {
            return failure(ErrorCode::TooLarge, "a frame has over " + std::to_string(maxParts) + " parts");
        }
    }
    if (reader.isBad()) {
        return failure(ErrorCode::BadInput, "not a telemetry frame");
    }
    return {};
}

} // namespace twin::ingest
