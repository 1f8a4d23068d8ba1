#include "twin/state/working_table.h"

#include <algorithm>

namespace twin::state {

template <bool kUniform>
ColumnCount WorkingTable::applyColumn(const SampleColumn& column, const BatchKey& key)
{
    ColumnCount count;
    const std::size_t n = std::min(column.entities.size(), column.values.size());
    const Quality best = key.estimatedTime ? Quality::Estimated : Quality::Good;
    Cell fresh{0, key.sourceTime, key.receiveTime, key.epoch, key.sequence, best, column.interval_ms};
    Cell* const cells = m_cells.data() + column.metric;
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t entity = column.entities[i];
        if (entity >= m_entities) [[unlikely]] {
            ++count.outOfRange;
            continue;
        }
        if constexpr (!kUniform) {
            fresh.sourceTime = column.uniformTime ? key.sourceTime : column.times[i];
            fresh.quality = column.allGood ? best : std::max(best, column.qualities[i]);
        }
        fresh.value = column.values[i];
        Cell& held = cells[entity * m_metrics];
        if (held.sourceTime < fresh.sourceTime || fresh.supersedes(held)) [[likely]] {
            held = fresh;
            m_dirty[entity / kChunkEntities] = 1;
            ++count.applied;
        } else {
            ++count.late;
        }
    }
    return count;
}

ColumnCount WorkingTable::apply(const SampleColumn& column, const BatchKey& key)
{
    const bool hasTimes = column.uniformTime || column.times.size() >= column.values.size();
    const bool hasQualities = column.allGood || column.qualities.size() >= column.values.size();
    if (column.metric >= m_metrics || !hasTimes || !hasQualities) {
        return {0, 0, column.values.size()};
    }
    return column.uniformTime && column.allGood ? applyColumn<true>(column, key)
                                                : applyColumn<false>(column, key);
}

void WorkingTable::resize(std::size_t entities)
{
    if (entities == m_entities) {
        return;
    }
    m_cells.resize(entities * m_metrics);
    const std::size_t edge =
        std::min(entities, m_entities) / kChunkEntities; // first chunk whose length may change
    m_dirty.resize((entities + kChunkEntities - 1) / kChunkEntities);
    std::fill(m_dirty.begin() + static_cast<std::ptrdiff_t>(std::min(edge, m_dirty.size())), m_dirty.end(),
              1);
    m_entities = entities;
}

void WorkingTable::assign(std::uint32_t entity, std::span<const Cell> cells)
{
    std::copy(cells.begin(), cells.end(), m_cells.begin() + static_cast<std::ptrdiff_t>(entity * m_metrics));
    m_dirty[entity / kChunkEntities] = 1;
}

void WorkingTable::reset(std::uint32_t entity)
{
    std::fill_n(m_cells.begin() + static_cast<std::ptrdiff_t>(entity * m_metrics), m_metrics, Cell{});
    m_dirty[entity / kChunkEntities] = 1;
}

std::span<const Cell> WorkingTable::chunkCells(std::size_t chunk) const
{
    const std::size_t first = chunk * kChunkEntities;
    const std::size_t count = std::min(kChunkEntities, m_entities - first);
    return {m_cells.data() + first * m_metrics, count * m_metrics};
}

std::shared_ptr<const Section> WorkingTable::publish(const std::shared_ptr<ChunkPool>& pool)
{
    auto dirty = std::find(m_dirty.begin(), m_dirty.end(), 1);
    if (m_published && m_published->size() == m_entities && dirty == m_dirty.end()) {
        return m_published;
    }
    std::vector<std::shared_ptr<const ChunkGroup>> groups;
    if (m_published) {
        groups = m_published->groups();
    }
    groups.resize((m_dirty.size() + kGroupChunks - 1) / kGroupChunks);
    while (dirty != m_dirty.end()) {
        const auto groupNumber = static_cast<std::size_t>(dirty - m_dirty.begin()) / kGroupChunks;
        const auto groupEnd =
            m_dirty.begin() +
            static_cast<std::ptrdiff_t>(std::min(m_dirty.size(), (groupNumber + 1) * kGroupChunks));
        auto& shared = groups[groupNumber];
        auto group = shared ? std::make_shared<ChunkGroup>(*shared) : std::make_shared<ChunkGroup>();
        for (; dirty != groupEnd; dirty = std::find(dirty, groupEnd, 1)) {
            if (*dirty != 0) {
                *dirty = 0;
                const auto chunk = static_cast<std::size_t>(dirty - m_dirty.begin());
                group->chunks[chunk % kGroupChunks] = pool->make(chunkCells(chunk));
            }
        }
        shared = std::move(group);
        dirty = std::find(groupEnd, m_dirty.end(), 1);
    }
    m_published = std::make_shared<const Section>(m_entities, m_metrics, std::move(groups));
    return m_published;
}

} // namespace twin::state
