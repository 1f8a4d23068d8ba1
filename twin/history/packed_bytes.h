#pragma once

#include "twin/history/byte_stream.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twin::history {

inline constexpr std::uint64_t kMaxUnpacked = 256ULL << 20U; ///< what is said to be larger is not believed

/// Appends `bytes` with its length, zstd-compressed where that is smaller.
void pack(std::string_view bytes, ByteWriter& out);
/// The next packed bytes. Errors: BadInput (cut, damaged), TooLarge (over `bound` unpacked).
[[nodiscard]] Result<std::string> unpack(ByteReader& in, std::uint64_t bound = kMaxUnpacked);

/// Both for a whole value.
[[nodiscard]] std::string packed(std::string_view bytes);
[[nodiscard]] Result<std::string> unpacked(std::string_view bytes);

} // namespace twin::history
