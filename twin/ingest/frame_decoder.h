#pragma once

#include "twin/ingest/decoded_frame.h"
#include "twin/ingest/frame_source.h"
#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace twin::ingest {

// Bounds of one source's dictionary and of one frame; a peer beyond them is refused
// (docs/telemetry-protocol.md).
inline constexpr std::uint32_t kMaxEntityNumber = (1U << 20U) - 1;
inline constexpr std::uint32_t kMaxMetricNumber = 4095;
inline constexpr std::uint32_t kMaxInterval_ms = 86'400'000; ///< a source's own interval
inline constexpr std::size_t kMaxIdBytes = 256;
inline constexpr std::size_t kMaxTextBytes = 4096;
inline constexpr std::size_t kMaxAlarmDetails = 32;
inline constexpr TimeNs kMaxAlarmLasts = 7 * kDay;
inline constexpr std::size_t kMaxPartsPerFrame = 65'536; ///< columns, dictionary entries, path arcs…
inline constexpr std::size_t kMaxSourceNameBytes = 128;
inline constexpr std::uint32_t kProtocolVersion = 1;

struct HeartbeatFrame
{
    TimeNs sourceTime = 0;
    std::uint64_t sentFrames = 0;
    std::uint64_t sentSamples = 0;
};

/// What a frame can be: an opening, a sign of life, or a sequenced frame.
using AnyFrame = std::variant<SourceHello, HeartbeatFrame, DecodedFrame>;

/// Turns the bytes of a native Frame into memory; keeps one message to parse into, so a stream of like frames
/// allocates little. Checks shape and bounds, not meaning: whether a number is known, the dictionary says.
/// One thread.
class FrameDecoder
{
  public:
    FrameDecoder();
    ~FrameDecoder();
    FrameDecoder(const FrameDecoder&) = delete;
    FrameDecoder& operator=(const FrameDecoder&) = delete;

    /// `sourceName` becomes the source of alarms. Errors: BadInput (not a Frame, empty, a column whose parts
    /// differ in length, a missing sequence, an unknown kind), TooLarge (over a bound), Unsupported (protocol
    /// version).
    [[nodiscard]] Result<AnyFrame> decode(std::string_view bytes, std::string_view sourceName);

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The wire's reason for a decoding error.
[[nodiscard]] RefuseReason refuseReasonFor(const Error& error);

} // namespace twin::ingest
