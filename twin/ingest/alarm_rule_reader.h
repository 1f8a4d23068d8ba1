#pragma once

#include "twin/ingest/mapping_rule.h"
#include "twin/support/json_fields.h"

namespace twin::ingest {

/// Adds one rule of a mapping file's list `alarms`. False when something is wrong: it is noted in the
/// document.
[[nodiscard]] bool readAlarmRule(JsonFields& fields, MappingRules& all);

/// Reads `where`, the same in rules of series and of alarms.
[[nodiscard]] bool readWhere(JsonFields& fields, std::vector<LabelCondition>& out);

} // namespace twin::ingest
