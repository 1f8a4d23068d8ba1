#pragma once

#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/frame_source.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twin::ingest {

inline constexpr std::size_t kMaxBundleBytes = 8U
                                               << 20U; ///< 8 MiB: a Hello and a frame as large as they come
inline constexpr std::size_t kMaxBundleFrames = 4'096;

/// One frame of a bundle. `bytes` are those of the bundle: they live as long as it does.
struct BundledFrame
{
    std::string_view bytes;     ///< without the length before it
    std::uint64_t sequence = 0; ///< 0: not sequenced (a heartbeat), or not readable
    std::string error;          ///< why it is not readable; empty = it is
};

/// The native payload of one message of a bus: who speaks, and what it says.
struct FrameBundle
{
    SourceHello hello;
    std::vector<BundledFrame> frames; ///< at least one
};

/// Reads the native payload of a bus (docs/bus.md): a Hello and 1 to kMaxBundleFrames other frames, each with
/// its length before it, as a connection would begin. So a message stands by itself: whoever reads it, in any
/// order and after any restart, knows its (source, epoch, sequence). One thread.
class FrameBundleReader
{
  public:
    /// Frames that cannot be decoded are in the answer, with their error: they are the source's, for its
    /// books. Errors: TooLarge (over a bound), BadInput (a length that does not fit, no Hello before
    /// everything else or a second one, nothing after it), Unsupported (protocol).
    [[nodiscard]] Result<FrameBundle> read(std::string_view message);

  private:
    [[nodiscard]] Result<SourceHello> readHello(std::string_view bytes);
    [[nodiscard]] BundledFrame readFrame(std::string_view bytes);

    FrameDecoder m_decoder;
};

/// The payload that says `hello` and then `frames` (each the bytes of one Frame, without length).
[[nodiscard]] std::string bundleBytes(std::string_view hello, const std::vector<std::string_view>& frames);

} // namespace twin::ingest
