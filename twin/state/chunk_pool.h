#pragma once

#include "twin/state/section.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace twin::state {

/// Makes chunks and takes their memory back when the last snapshot lets go, on whatever thread that is: a
/// publish then touches warm pages instead of asking the system for fresh ones. Thread safe. Chunks may
/// outlive the owner.
class ChunkPool : public std::enable_shared_from_this<ChunkPool>
{
  public:
    /// At most this much idle memory is kept.
    static constexpr std::size_t kMaxIdleBytes = 32ULL << 20U;

    ChunkPool() = default;
    ChunkPool(const ChunkPool&) = delete;
    ChunkPool& operator=(const ChunkPool&) = delete;

    /// A chunk holding a copy of `cells`.
    [[nodiscard]] std::shared_ptr<const Chunk> make(std::span<const Cell> cells);
    [[nodiscard]] std::size_t idleBytes() const;

  private:
    void give(std::unique_ptr<Chunk> chunk);

    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<Chunk>> m_idle;
    std::size_t m_idleBytes = 0;
};

} // namespace twin::state
