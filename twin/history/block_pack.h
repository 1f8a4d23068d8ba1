#pragma once

#include "twin/history/byte_stream.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twin::history {

/// A row holds the blocks of several chunks up to about this size: rows smaller than a database page waste
/// half of it.
inline constexpr std::size_t kPackBytes = 128U << 10U;

/// Blocks of chunks in ascending order, in one piece with a directory before them.
class BlockPack
{
  public:
    void add(std::uint64_t chunk, std::string block);

    [[nodiscard]] bool isEmpty() const { return m_blocks.empty(); }

    [[nodiscard]] bool isFull() const { return m_bytes >= kPackBytes; }

    [[nodiscard]] std::uint64_t firstChunk() const { return m_blocks.front().first; }

    [[nodiscard]] std::uint64_t lastChunk() const { return m_blocks.back().first; }

    /// Its bytes; it is empty afterwards.
    [[nodiscard]] std::string take();

  private:
    std::vector<std::pair<std::uint64_t, std::string>> m_blocks;
    std::size_t m_bytes = 0;
};

/// Calls `visit(chunk, block)` for each, until it gives false or an error. Errors: BadInput, those of
/// `visit`.
[[nodiscard]] Result<>
forEachInPack(std::string_view pack,
              const std::function<Result<bool>(std::uint64_t chunk, std::string_view block)>& visit);

/// The block of one chunk; none. Errors: BadInput.
[[nodiscard]] Result<std::optional<std::string_view>> findInPack(std::string_view pack, std::uint64_t chunk);

} // namespace twin::history
