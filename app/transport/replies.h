#pragma once

#include "twin/ingest/frame_source.h"

#include <string>

/// Serialised Reply messages (without length prefix).
namespace app::transport {

/// Ranges one reply carries at most; the rest comes with later acknowledgements.
inline constexpr std::size_t kMaxReplyRanges = 1'000;

[[nodiscard]] std::string welcomeBytes(const twin::ingest::Progress& progress);
[[nodiscard]] std::string acknowledgementBytes(const twin::ingest::Progress& progress);
[[nodiscard]] std::string refusalBytes(const twin::ingest::Refusal& refusal);

} // namespace app::transport
