#include "twin/ingest/mapping.h"
#include "twin/ingest/trap_alarm.h"
#include "twin/support/text_encoding.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

constexpr const char* kRules = R"({"format": "suanwang.mapping.v1",
  "include": ["snmp_standard", "snmp_environment"],
  "tables": {"interfaces": {"a/e": "L>"}, "devices": {"a": "S"}},
  "alarms": [{"trap": "*", "varbinds": {"v": "1.3.6.1.4.1", "w": "1"}, "entity": "{v,v.index,w}", "kind": "pool",
              "type": "{w.index,v}", "qualifier": "{agent}", "text": "{v}{w}", "severity": "{w,v}",
              "severities": {"1": "major", "2": "cleared"}}]})";

} // namespace

/// A decoded trap made of the bytes (lines: peer, name, then identifier=value), and what rules make of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::ingest;
    static const MappingPtr mapping = Mapping::parse({{"fuzz.json", kRules}}).value();
    TrapMessage trap;
    std::string text(reinterpret_cast<const char*>(data), size);
    for (std::size_t at = 0, line = 0; at <= text.size() && line < 200; ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string part = text.substr(at, end - at);
        const std::size_t equals = part.find('=');
        if (line == 0) {
            trap.peer = part;
        } else if (line == 1) {
            trap.name = part;
        } else if (equals != std::string::npos) {
            trap.variables.emplace_back(part.substr(0, equals), part.substr(equals + 1));
        }
        at = end + 1;
    }
    const ForeignAlarm foreign = foreignAlarm(trap);
    static_cast<void>(suggestAlarmRule(foreign.said));
    const AlarmAnswer answer = mapping->mapAlarm(foreign);
    if (!answer.alarm) {
        return 0;
    }
    const MappedAlarm& alarm = *answer.alarm;
    for (const std::string* part : {&alarm.entity, &alarm.type, &alarm.qualifier, &alarm.text}) {
        if (!twin::isUtf8(*part)) {
            __builtin_trap(); // it becomes a string of Protobuf
        }
    }
    if (alarm.entity.empty() || alarm.entity.size() > 256 || alarm.type.empty()) {
        __builtin_trap();
    }
    return 0;
}
