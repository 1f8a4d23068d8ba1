#pragma once

#include "twin/history/journal.h"
#include "twin/state/sample_batch.h"
#include "twin/support/metrics.h"
#include "twin/support/units.h"

#include <cstdint>
#include <string>
#include <vector>

/// A frame in memory, before the source's numbers are resolved: what the decoder of any protocol makes.
namespace twin::ingest {

/// One metric for many entities, by the source's own numbers.
struct DecodedColumn
{
    std::uint32_t metric = 0;
    std::uint32_t firstEntity = 0;
    std::vector<std::uint32_t> entities; ///< empty: firstEntity, firstEntity + 1, …
    std::vector<double> values;
    std::vector<TimeNs> offsets;           ///< empty: all at the frame's source time
    std::vector<state::Quality> qualities; ///< empty: all good
    std::uint32_t interval_ms = 0;         ///< the source's own; 0 = the metric's period
    const MetricInfo* mergeAs = nullptr;   ///< what the queue is certain `metric` means; null = it is not

    [[nodiscard]] std::uint32_t entity(std::size_t i) const
    {
        return entities.empty() ? firstEntity + static_cast<std::uint32_t>(i) : entities[i];
    }
};

struct EntityDefinition
{
    std::uint32_t number = 0;
    EntityKind kind = EntityKind::Pool;
    std::string id;
};

struct MetricDefinition
{
    std::uint32_t number = 0;
    std::string name;
};

/// A sequenced frame: Define, Retire, Batch or Event.
struct DecodedFrame
{
    history::RecordKind kind = history::RecordKind::Batch;
    std::uint64_t sequence = 0;
    TimeNs sourceTime = 0;
    TimeNs receiveTime = 0;
    std::uint64_t samples = 0;
    bool replay = false; ///< from the journal at start: applied, not entered in the books

    std::vector<DecodedColumn> columns;         ///< Batch
    std::vector<EntityDefinition> entities;     ///< Define
    std::vector<MetricDefinition> metrics;      ///< Define
    std::vector<std::uint32_t> retiredEntities; ///< Retire
    std::vector<std::uint32_t> retiredMetrics;  ///< Retire
    std::vector<state::TwinEvent> events;       ///< Event; a note has none
};

} // namespace twin::ingest
