#include "twin/state/chunk_pool.h"

namespace twin::state {

std::shared_ptr<const Chunk> ChunkPool::make(std::span<const Cell> cells)
{
    std::unique_ptr<Chunk> chunk;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            chunk = std::move(m_idle.back());
            m_idle.pop_back();
            m_idleBytes -= chunk->cells.capacity() * sizeof(Cell);
        }
    }
    if (!chunk) {
        chunk = std::make_unique<Chunk>();
    }
    chunk->cells.assign(cells.begin(), cells.end());
    return {chunk.release(), [pool = shared_from_this()](const Chunk* done) {
                // The pool made it from a mutable Chunk, so it may be written again once nobody reads it.
                pool->give(std::unique_ptr<Chunk>(const_cast<Chunk*>(done)));
            }};
}

std::size_t ChunkPool::idleBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_idleBytes;
}

void ChunkPool::give(std::unique_ptr<Chunk> chunk)
{
    const std::size_t bytes = chunk->cells.capacity() * sizeof(Cell);
    const std::scoped_lock lock(m_mutex);
    if (m_idleBytes + bytes <= kMaxIdleBytes) {
        m_idle.push_back(std::move(chunk));
        m_idleBytes += bytes;
    }
}

} // namespace twin::state
