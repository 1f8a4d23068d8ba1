#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace twin::ingest {

/// The answer to an export: empty bytes when nothing was rejected, else a partial success.
[[nodiscard]] std::string otlpResponse(std::uint64_t rejectedPoints, std::string_view reason);

/// google.rpc.Status, which an OTLP answer other than 200 carries.
[[nodiscard]] std::string otlpStatus(int code, std::string_view message);

} // namespace twin::ingest
