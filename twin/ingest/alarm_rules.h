#pragma once

#include "twin/ingest/entity_template.h"
#include "twin/ingest/foreign_alarm.h"
#include "twin/ingest/label_condition.h"
#include "twin/support/metrics.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::ingest {

inline constexpr std::size_t kMaxVarbindNames = 64; ///< of one rule

/// What a rule makes of a foreign alarm.
struct MappedAlarm
{
    EntityKind kind = EntityKind::Pool;
    std::string entity;
    std::string type;
    std::string qualifier;
    std::string text;
    state::Severity severity = state::Severity::Indeterminate;
    TimeNs lasts = 0; ///< 0 = until it is cleared
};

struct AlarmAnswer
{
    std::optional<MappedAlarm> alarm;
    bool isIgnored = false;
    std::string problem; ///< without an alarm: why; empty = there is no rule for the name
};

/// One rule as its file says it, checked.
struct AlarmRule
{
    AlarmProtocol protocol = AlarmProtocol::Tmf642;
    std::vector<std::string> names; ///< as ruleName makes them; one `*` may stand at the end
    std::vector<std::pair<std::string, std::string>> varbinds; ///< label for an object identifier's column
    std::vector<LabelCondition> where;
    bool ignore = false;
    bool clear = false;
    TimeNs lasts = 0;
    std::optional<EntityTemplate> entity;
    std::string table; ///< what the template gives is looked up here; empty = it is not
    std::optional<EntityTemplate> kind;
    std::optional<EntityTemplate> type;
    std::optional<EntityTemplate> qualifier;
    std::optional<EntityTemplate> text;
    std::optional<EntityTemplate> severity;
    std::unordered_map<std::string, state::Severity> severities; ///< the sender's words
};

using AlarmTables = std::unordered_map<std::string, std::unordered_map<std::string, std::string>>;

/// Rules for alarms, found by name. The last rule that fits and finds its entity decides, so a file overrides
/// what it includes. Immutable after `index`; any thread.
class AlarmRules
{
  public:
    std::vector<AlarmRule> rules;

    void index();
    [[nodiscard]] AlarmAnswer map(const ForeignAlarm& alarm, const AlarmTables& tables) const;

  private:
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_byName;
    std::vector<std::pair<std::string, std::uint32_t>> m_byPrefix;
};

/// A name as rules are found by it: of TMF642 probable causes letters and digits alone, in lower case, so
/// that "Loss of signal" and "lossOfSignal" are one; of traps as it is. A `*` at the end stays.
[[nodiscard]] std::string ruleName(AlarmProtocol protocol, std::string_view name);

/// By RFC 8632 or TMF642 word, whatever its case.
[[nodiscard]] std::optional<state::Severity> severityByWord(std::string_view word);
[[nodiscard]] std::string_view severityWord(state::Severity severity);
[[nodiscard]] std::optional<EntityKind> entityKindByWord(std::string_view word);

/// A rule in JSON that would take an alarm nobody mapped, with places to fill in. A name of digits and dots
/// is that of a trap.
[[nodiscard]] std::string suggestAlarmRule(const SeriesDescription& said);

} // namespace twin::ingest
