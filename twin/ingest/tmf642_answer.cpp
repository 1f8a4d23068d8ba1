#include "twin/ingest/tmf642_answer.h"

#include "twin/ingest/alarm_rules.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace twin::ingest {

namespace {

using Json = nlohmann::ordered_json;
using state::Alarm;
using state::OperatorState;
using state::Severity;

constexpr std::array kOwn{"id",
                          "href",
                          "state",
                          "perceivedSeverity",
                          "alarmType",
                          "probableCause",
                          "specificProblem",
                          "alarmedObject.id",
                          "alarmedObjectType",
                          "alarmRaisedTime",
                          "alarmChangedTime",
                          "alarmClearedTime",
                          "alarmDetails",
                          "ackState",
                          "ackUserId",
                          "reportingSystemId",
                          "sourceSystemId",
                          "externalAlarmId"};

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '~' || c == '-' || c == ':';
}

void addPart(std::string& out, std::string_view part)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : part) {
        if (isPlain(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '=';
        out += kHex[byte >> 4U];
        out += kHex[byte & 15U];
    }
}

std::optional<std::string> detail(const Alarm& alarm, std::string_view name)
{
    if (!alarm.details) {
        return std::nullopt;
    }
    const auto found = std::ranges::find(*alarm.details, name, &state::AlarmDetail::name);
    return found != alarm.details->end() ? std::optional(found->value) : std::nullopt;
}

/// X.733's category of one of our types, for alarms whose source named none.
std::string_view category(const Alarm& alarm)
{
    switch (alarm.kind) {
    case EntityKind::Link:
    case EntityKind::OpticalChannel:
    case EntityKind::Tunnel:
    case EntityKind::Flow:
        return "communicationsAlarm";
    case EntityKind::Site:
        return "environmentalAlarm";
    case EntityKind::ServiceNode:
    case EntityKind::Job:
        return "processingErrorAlarm";
    case EntityKind::Pool:
        break;
    }
    const bool isOfTheRoom = alarm.type == "pool.cooling-failure" || alarm.type == "pool.over-temperature" ||
                             alarm.type == "pool.power-loss";
    return isOfTheRoom ? "environmentalAlarm" : "equipmentAlarm";
}

std::string_view stateWord(const Alarm& alarm)
{
    return alarm.severity == Severity::Cleared ? "cleared" : alarm.count > 1 ? "updated" : "raised";
}

Json attributes(const Alarm& alarm)
{
    Json out;
    for (const char* name : kOwn) {
        const auto value = tmf642Attribute(alarm, name);
        if (!value) {
            continue;
        }
        if (std::string_view(name) == "alarmedObject.id") {
            out["alarmedObject"] = {{"id", *value}};
        } else {
            out[name] = *value;
        }
    }
    for (std::size_t i = 0; alarm.details && i < alarm.details->size(); ++i) {
        const auto& [name, value] = (*alarm.details)[i];
        if (!out.contains(name)) {
            out[name] = value;
        }
    }
    if (out.contains("serviceAffecting")) {
        out["serviceAffecting"] = out["serviceAffecting"] == "true";
    }
    out["@type"] = "Alarm";
    return out;
}

Json shown(const Alarm& alarm, const std::vector<std::string>& fields)
{
    Json all = attributes(alarm);
    if (fields.empty()) {
        return all;
    }
    Json out{{"id", all["id"]}, {"href", all["href"]}};
    for (const std::string& field : fields) {
        if (all.contains(field)) {
            out[field] = all[field];
        }
    }
    return out;
}

std::string text(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string tmf642Id(const Alarm& alarm)
{
    std::string out(entityKindName(alarm.kind));
    for (const std::string* part : {&alarm.resourceId, &alarm.type, &alarm.qualifier}) {
        out += '!';
        addPart(out, *part);
    }
    return out;
}

bool isTmf642Attribute(std::string_view name)
{
    return std::ranges::find(kOwn, name) != kOwn.end();
}

std::optional<std::string> tmf642Attribute(const Alarm& alarm, std::string_view name)
{
    const auto either = [&](std::string_view fallback) {
        return detail(alarm, name).value_or(std::string(fallback));
    };
    const auto some = [](const std::string& value) {
        return value.empty() ? std::nullopt : std::optional(value);
    };
    if (name == "id") {
        return tmf642Id(alarm);
    }
    if (name == "href") {
        return std::string(kTmf642Path) + '/' + tmf642Id(alarm);
    }
    if (name == "state") {
        return std::string(stateWord(alarm));
    }
    if (name == "perceivedSeverity") {
        return std::string(severityWord(alarm.severity));
    }
    if (name == "alarmType") {
        return either(category(alarm));
    }
    if (name == "probableCause") {
        return either(alarm.type);
    }
    if (name == "specificProblem") {
        return some(either(alarm.qualifier));
    }
    if (name == "alarmedObject.id") {
        return alarm.resourceId;
    }
    if (name == "alarmedObjectType") {
        return std::string(entityKindName(alarm.kind));
    }
    if (name == "alarmRaisedTime") {
        return momentText(alarm.raised);
    }
    if (name == "alarmChangedTime") {
        return momentText(alarm.changed);
    }
    if (name == "alarmClearedTime") {
        return alarm.severity == Severity::Cleared ? std::optional(momentText(alarm.changed)) : std::nullopt;
    }
    if (name == "alarmDetails") {
        return some(alarm.text);
    }
    if (name == "ackState") {
        return alarm.operatorState == OperatorState::None ? "unacknowledged" : "acknowledged";
    }
    if (name == "ackUserId") {
        return some(alarm.operatorName);
    }
    if (name == "reportingSystemId") {
        return either(alarm.source);
    }
    if (name == "sourceSystemId") {
        return either(alarm.source);
    }
    return name == "externalAlarmId" ? detail(alarm, name) : std::nullopt;
}

std::string tmf642Json(const Alarm& alarm, const std::vector<std::string>& fields)
{
    return text(shown(alarm, fields));
}

std::string tmf642Json(std::span<const Alarm* const> alarms, const std::vector<std::string>& fields)
{
    Json out = Json::array();
    for (const Alarm* alarm : alarms) {
        out.push_back(shown(*alarm, fields));
    }
    return text(out);
}

std::string tmf642Error(int status, std::string_view code, std::string_view reason)
{
    return text(
        Json{{"code", code}, {"reason", reason}, {"status", std::to_string(status)}, {"@type", "Error"}});
}

} // namespace twin::ingest
