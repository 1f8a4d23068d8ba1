#pragma once

#include "twin/state/chunk_pool.h"
#include "twin/state/sample_batch.h"
#include "twin/state/section.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace twin::state {

/// What of a batch its cells share.
struct BatchKey
{
    TimeNs sourceTime = 0;
    TimeNs receiveTime = 0;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    bool estimatedTime = false;
};

struct ColumnCount
{
    std::uint64_t applied = 0;
    std::uint64_t late = 0;
    std::uint64_t outOfRange = 0;
};

/// The writer's own copy of one section: flat, never shared, never allocated while samples arrive. A publish
/// copies the chunks written since the one before and shares the rest. Twin thread only.
class WorkingTable
{
  public:
    explicit WorkingTable(std::size_t metrics = 0)
        : m_metrics(metrics)
    {}

    [[nodiscard]] std::size_t size() const { return m_entities; }

    [[nodiscard]] std::size_t metrics() const { return m_metrics; }

    [[nodiscard]] std::span<const Cell> cells(std::uint32_t entity) const
    {
        return {m_cells.data() + entity * m_metrics, m_metrics};
    }

    /// Applies one column by the rule of Cell::isOlderThan.
    ColumnCount apply(const SampleColumn& column, const BatchKey& key);

    /// Grows or shrinks; new entities start missing.
    void resize(std::size_t entities);
    /// Overwrites an entity's cells. Precondition: entity < size(), cells.size() == metrics().
    void assign(std::uint32_t entity, std::span<const Cell> cells);
    /// Sets an entity's cells missing.
    void reset(std::uint32_t entity);

    [[nodiscard]] std::shared_ptr<const Section> publish(const std::shared_ptr<ChunkPool>& pool);

  private:
    template <bool kUniform> ColumnCount applyColumn(const SampleColumn& column, const BatchKey& key);
    [[nodiscard]] std::span<const Cell> chunkCells(std::size_t chunk) const;

    std::size_t m_entities = 0;
    std::size_t m_metrics = 0;
    std::vector<Cell> m_cells;
    std::vector<char> m_dirty; ///< by chunk: written since the last publish
    std::shared_ptr<const Section> m_published;
};

} // namespace twin::state
