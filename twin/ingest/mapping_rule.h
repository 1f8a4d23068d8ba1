#pragma once

#include "twin/ingest/alarm_rules.h"
#include "twin/ingest/entity_template.h"
#include "twin/ingest/label_condition.h"
#include "twin/ingest/mapping.h"
#include "twin/support/metrics.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace twin::ingest {

// Bounds of a mapping, all files together (docs/mapping.md).
inline constexpr std::size_t kMaxMappingBytes = 4U << 20U; ///< of one file
inline constexpr std::size_t kMaxMappingFiles = 64;
inline constexpr std::size_t kMaxMappingRules = 4'096;
inline constexpr std::size_t kMaxTableEntries = 200'000;
inline constexpr std::size_t kMaxMappingName = 256; ///< bytes of a metric, label, table or identifier
inline constexpr std::size_t kMaxTargetsPerSeries = 8;
inline constexpr TimeNs kDefaultMaxGap = 15 * kMinute;

/// One rule as its file says it, checked.
struct MappingRule
{
    std::vector<std::string> metrics; ///< one `*` may stand at the end
    std::vector<LabelCondition> where;
    bool ignore = false;
    std::optional<EntityTemplate> entity;
    std::string table;                    ///< what the template gives is looked up here; empty = it is not
    const MetricInfo* metric = nullptr;   ///< also for arcs "name>"
    const MetricInfo* reversed = nullptr; ///< for arcs "name<"; null = identifiers are no arcs
    StateNames states;
    MappedTarget arithmetic; ///< all but metric, entity and states
};

using MappingTable = AlarmTables::mapped_type;

/// Everything the files say.
struct MappingRules
{
    std::vector<MappingRule> rules;
    AlarmRules alarms;
    AlarmTables tables;
    std::size_t tableEntries = 0;
};

} // namespace twin::ingest
