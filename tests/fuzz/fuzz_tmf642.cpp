#include "twin/ingest/mapping.h"
#include "twin/ingest/tmf642_answer.h"
#include "twin/ingest/tmf642_decoder.h"
#include "twin/support/text_encoding.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// A body of a TMF642 alarm, what the shipped rules make of it, and how it would be shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::ingest;
    const auto decoded = decodeTmf642({reinterpret_cast<const char*>(data), size});
    if (!decoded) {
        if (decoded.error().reason.empty()) {
            __builtin_trap(); // a refusal says why
        }
        return 0;
    }
    const auto foreign = foreignAlarm(*decoded);
    if (!foreign) {
        return 0;
    }
    const AlarmAnswer answer = twin::ingest::Mapping::shipped()->mapAlarm(*foreign);
    static_cast<void>(suggestAlarmRule(foreign->said));
    if (!answer.alarm) {
        return 0;
    }
    twin::state::Alarm alarm;
    alarm.kind = answer.alarm->kind;
    alarm.resourceId = answer.alarm->entity;
    alarm.type = answer.alarm->type;
    alarm.qualifier = answer.alarm->qualifier;
    alarm.text = answer.alarm->text;
    alarm.details = std::make_shared<const std::vector<twin::state::AlarmDetail>>(foreign->details);
    for (const std::string* text : {&alarm.resourceId, &alarm.type, &alarm.qualifier, &alarm.text}) {
        if (!twin::isUtf8(*text)) {
            __builtin_trap(); // it becomes a string of Protobuf
        }
    }
    if (alarm.resourceId.empty() || alarm.type.empty() || tmf642Json(alarm, {}).empty()) {
        __builtin_trap();
    }
    return 0;
}
