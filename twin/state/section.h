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
inline constexpr std::size_t kGroupChunks = 64; ///< chunks shared together: 1,024 entities

/// Cells of up to kChunkEntities consecutive entities, entity-major. Immutable once published.
struct Chunk
{
    std::vector<Cell> cells;
};

/// Consecutive chunks; the second level of sharing, so that a publish copies the pointers near a change only.
struct ChunkGroup
{
    std::array<std::shared_ptr<const Chunk>, kGroupChunks> chunks;
};

/// All values of one kind of entity: a table of shared chunks. Chunks that did not change between two
/// snapshots are the same pointer, so a difference costs what changed. Immutable; share freely.
class Section
{
  public:
    Section() = default;
    Section(std::size_t entities, std::size_t metrics,
            const std::vector<std::shared_ptr<const Chunk>>& chunks);

    Section(std::size_t entities, std::size_t metrics, std::vector<std::shared_ptr<const ChunkGroup>> groups)
        : m_entities(entities)
        , m_metrics(metrics)
        , m_groups(std::move(groups))
    {}

    [[nodiscard]] std::size_t size() const { return m_entities; }

    [[nodiscard]] std::size_t metrics() const { return m_metrics; }

    [[nodiscard]] std::size_t chunkCount() const
    {
        return (m_entities + kChunkEntities - 1) / kChunkEntities;
    }

    [[nodiscard]] const std::shared_ptr<const Chunk>& chunk(std::size_t i) const
    {
        return m_groups[i / kGroupChunks]->chunks[i % kGroupChunks];
    }

    [[nodiscard]] const std::vector<std::shared_ptr<const ChunkGroup>>& groups() const { return m_groups; }

    /// Precondition: entity < size(), metric < metrics().
    [[nodiscard]] const Cell& cell(std::uint32_t entity, std::size_t metric) const
    {
        return chunk(entity / kChunkEntities)->cells[entity % kChunkEntities * m_metrics + metric];
    }

    /// All metrics of one entity. Precondition: entity < size().
    [[nodiscard]] std::span<const Cell> cells(std::uint32_t entity) const
    {
        return {&cell(entity, 0), m_metrics};
    }

  private:
    std::size_t m_entities = 0;
    std::size_t m_metrics = 0;
    std::vector<std::shared_ptr<const ChunkGroup>> m_groups;
};

/// A section of `entities` entities whose values are all missing.
[[nodiscard]] std::shared_ptr<const Section> emptySection(std::size_t entities, std::size_t metrics);

} // namespace twin::state
