#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twin::ingest {

inline constexpr std::size_t kMaxFrameBytes = 4U << 20U; ///< 4 MiB
inline constexpr std::size_t kMaxPrefixBytes = 4;        ///< a varint of kMaxFrameBytes takes four

/// Appends the varint length of `frame`, then `frame`. Precondition: frame.size() <= kMaxFrameBytes.
void appendFrame(std::string& out, std::string_view frame);

/// The first frame of `bytes`, which is moved past it. For bytes that are all there. Errors: BadInput (a
/// length of 0, or of more than there is), TooLarge (over 4 MiB).
[[nodiscard]] Result<std::string_view> takeFrame(std::string_view& bytes);

/// Cuts a byte stream into frames: varint length, then that many bytes. Memory grows with the bytes that
/// came, never with what a length claims. A plain value; after an error it stays in error, since the stream
/// has lost its step.
class FrameSplitter
{
  public:
    /// Takes bytes from the front of `stream` (which is moved past them) until one frame is whole.
    /// None: everything was taken and more is needed. Errors: TooLarge (length over 4 MiB), BadInput (length
    /// 0).
    [[nodiscard]] Result<std::optional<std::string>> next(std::string_view& stream);

    /// Something of a frame has come, but not all.
    [[nodiscard]] bool isInsideFrame() const { return m_prefixBytes > 0; }

  private:
    [[nodiscard]] Result<bool> readPrefix(std::string_view& stream);

    std::uint64_t m_length = 0;
    std::size_t m_prefixBytes = 0;
    bool m_lengthKnown = false;
    std::string m_frame;
};

} // namespace twin::ingest
