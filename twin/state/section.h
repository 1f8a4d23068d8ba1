#pragma once

#include "twin/state/cell.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace twin::state {

inline constexpr std::size_t kChunkEntities = 16;

/// Cells of up to kChunkEntities consecutive entities, entity-major. Immutable once published.
struct Chunk
{
    std::vector<Cell> cells;
};

/// All values of one kind of entity: a table of shared chunks. Chunks that did not change between two snapshots
/// are the same pointer, so a difference costs what changed. Immutable; share freely.
class Section
{
  public:
    Section() = default;
    Section(std::size_t entities, std::size_t metrics, std::vector<std::shared_ptr<const Chunk>> chunks)
        : m_entities(entities), m_metrics(metrics), m_chunks(std::move(chunks))
    {
    }

    [[nodiscard]] std::size_t size() const { return m_entities; }
    [[nodiscard]] std::size_t metrics() const { return m_metrics; }
    [[nodiscard]] std::size_t chunkCount() const { return m_chunks.size(); }
    [[nodiscard]] const std::shared_ptr<const Chunk>& chunk(std::size_t i) const { return m_chunks[i]; }

    /// Precondition: entity < size(), metric < metrics().
    [[nodiscard]] const Cell& cell(std::uint32_t entity, std::size_t metric) const
    {
        return m_chunks[entity / kChunkEntities]->cells[entity % kChunkEntities * m_metrics + metric];
    }

    [[nodiscard]] std::span<const Cell> cells(std::uint32_t entity) const
    {
        return {&cell(entity, 0), m_metrics};
    }

  private:
    std::size_t m_entities = 0;
    std::size_t m_metrics = 0;
    std::vector<std::shared_ptr<const Chunk>> m_chunks;
};

} // namespace twin::state
