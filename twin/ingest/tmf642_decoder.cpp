#include "twin/ingest/tmf642_decoder.h"

#include "twin/ingest/alarm_rules.h"
#include "twin/support/json_walk.h"
#include "twin/support/moment_text.h"
#include "twin/support/text_encoding.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace twin::ingest {

namespace {

using Json = nlohmann::json;
using state::OperatorState;
using state::Severity;

constexpr std::size_t kMaxDetailBytes = 200;

struct TextField
{
    const char* name;
    std::optional<std::string> Tmf642Alarm::*member;
};

constexpr std::array kTexts{
    TextField{"ackState", &Tmf642Alarm::ackState},
    TextField{"ackSystemId", &Tmf642Alarm::ackSystemId},
    TextField{"ackUserId", &Tmf642Alarm::ackUserId},
    TextField{"alarmDetails", &Tmf642Alarm::alarmDetails},
    TextField{"alarmType", &Tmf642Alarm::alarmType},
    TextField{"alarmedObjectType", &Tmf642Alarm::alarmedObjectType},
    TextField{"clearSystemId", &Tmf642Alarm::clearSystemId},
    TextField{"clearUserId", &Tmf642Alarm::clearUserId},
    TextField{"externalAlarmId", &Tmf642Alarm::externalAlarmId},
    TextField{"plannedOutageIndicator", &Tmf642Alarm::plannedOutageIndicator},
    TextField{"probableCause", &Tmf642Alarm::probableCause},
    TextField{"proposedRepairedActions", &Tmf642Alarm::proposedRepairedActions},
    TextField{"reportingSystemId", &Tmf642Alarm::reportingSystemId},
    TextField{"sourceSystemId", &Tmf642Alarm::sourceSystemId},
    TextField{"specificProblem", &Tmf642Alarm::specificProblem},
    TextField{"state", &Tmf642Alarm::state},
};

struct TimeField
{
    const char* name;
    std::optional<TimeNs> Tmf642Alarm::*member;
};

constexpr std::array kTimes{
    TimeField{"alarmRaisedTime", &Tmf642Alarm::alarmRaisedTime},
    TimeField{"alarmChangedTime", &Tmf642Alarm::alarmChangedTime},
    TimeField{"alarmClearedTime", &Tmf642Alarm::alarmClearedTime},
    TimeField{"alarmReportingTime", &Tmf642Alarm::alarmReportingTime},
};

struct FlagField
{
    const char* name;
    std::optional<bool> Tmf642Alarm::*member;
};

constexpr std::array kFlags{
    FlagField{"isRootCause", &Tmf642Alarm::isRootCause},
    FlagField{"serviceAffecting", &Tmf642Alarm::serviceAffecting},
};

/// What says which alarm it is: no change may touch it.
constexpr std::array kIdentity{"id",
                               "href",
                               "alarmedObject",
                               "alarmedObjectType",
                               "alarmType",
                               "probableCause",
                               "sourceSystemId",
                               "externalAlarmId",
                               "alarmRaisedTime"};

tl::unexpected<Error> bad(std::string reason)
{
    return failure(ErrorCode::BadInput, std::move(reason));
}

/// Depth and number of values, before any memory is spent on them.
Result<> checkShape(std::string_view body)
{
    if (body.size() > kMaxTmf642Bytes) {
        return failure(ErrorCode::TooLarge, "an alarm is at most 262144 bytes");
    }
    std::size_t values = 0;
    std::optional<Error> problem;
    auto walked = walkJson(body, [&](const JsonVisit& visit) {
        if (visit.path.size() > kMaxTmf642Depth) {
            problem = Error{ErrorCode::TooLarge, "deeper than 16 levels", {}, visit.line, 0};
        } else if (++values > kMaxTmf642Values) {
            problem = Error{ErrorCode::TooLarge, "over 1000 values", {}, visit.line, 0};
        }
        return !problem;
    });
    if (problem) {
        return failure(std::move(*problem));
    }
    return walked;
}

Result<> readTexts(const Json& json, Tmf642Alarm& out)
{
    for (const TextField& field : kTexts) {
        const auto found = json.find(field.name);
        if (found == json.end() || found->is_null()) {
            continue;
        }
        if (!found->is_string()) {
            return bad(std::string(field.name) + ": a text is wanted");
        }
        const auto& text = found->get_ref<const std::string&>();
        if (text.size() > kMaxTmf642Text) {
            return failure(ErrorCode::TooLarge, std::string(field.name) + ": over 1024 bytes");
        }
        out.*field.member = lineOfText(text, kMaxTmf642Text);
    }
    return {};
}

Result<> readTimes(const Json& json, Tmf642Alarm& out)
{
    for (const TimeField& field : kTimes) {
        const auto found = json.find(field.name);
        if (found == json.end() || found->is_null()) {
            continue;
        }
        if (!found->is_string()) {
            return bad(std::string(field.name) + ": a date and time is wanted");
        }
        const auto moment = parseMoment(found->get_ref<const std::string&>());
        if (!moment) {
            return bad(std::string(field.name) + ": " + moment.error().reason);
        }
        out.*field.member = *moment;
    }
    return {};
}

Result<> readFlags(const Json& json, Tmf642Alarm& out)
{
    for (const FlagField& field : kFlags) {
        const auto found = json.find(field.name);
        if (found == json.end() || found->is_null()) {
            continue;
        }
        if (!found->is_boolean()) {
            return bad(std::string(field.name) + ": true or false is wanted");
        }
        out.*field.member = found->get<bool>();
    }
    return {};
}

Result<> readObject(const Json& json, Tmf642Alarm& out)
{
    const auto found = json.find("alarmedObject");
    if (found == json.end() || found->is_null()) {
        return {};
    }
    const auto id = found->is_object() ? found->find("id") : found->end();
    if (!found->is_object() || id == found->end() || !id->is_string()) {
        return bad("alarmedObject: an object with an id is wanted");
    }
    const auto& text = id->get_ref<const std::string&>();
    if (text.empty() || text.size() > 256) {
        return bad("alarmedObject.id: 1 to 256 bytes are wanted");
    }
    out.alarmedObject = text;
    return {};
}

std::string plainWord(const std::optional<std::string>& word)
{
    return ruleName(AlarmProtocol::Tmf642, word.value_or(std::string()));
}

Result<> readWords(const Json& json, Tmf642Alarm& out)
{
    if (const auto found = json.find("perceivedSeverity"); found != json.end() && !found->is_null()) {
        if (found->is_string()) {
            out.perceivedSeverity = severityByWord(found->get_ref<const std::string&>());
        }
        if (!out.perceivedSeverity) {
            return bad("perceivedSeverity: one of critical, major, minor, warning, indeterminate, cleared is "
                       "wanted");
        }
    }
    const std::string ack = plainWord(out.ackState);
    if (out.ackState && ack != "acknowledged" && ack != "unacknowledged") {
        return bad("ackState: acknowledged or unacknowledged is wanted");
    }
    const std::string word = plainWord(out.state);
    if (out.state && word != "raised" && word != "updated" && word != "cleared") {
        return bad("state: raised, updated or cleared is wanted");
    }
    return {};
}

void addLabel(SeriesDescription& said, const char* name, const std::optional<std::string>& value)
{
    if (value && !value->empty()) {
        said.labels.push_back({name, *value});
    }
}

std::string identityOf(const Tmf642Alarm& alarm)
{
    std::string out;
    for (const TextField& field : kTexts) {
        out += (alarm.*field.member).value_or(std::string()) + '\x1f';
    }
    out += alarm.alarmedObject.value_or(std::string());
    for (const TimeField& field : kTimes) {
        out += '\x1f' + std::to_string((alarm.*field.member).value_or(0));
    }
    for (const FlagField& field : kFlags) {
        const auto& flag = alarm.*field.member;
        out += std::string("\x1f") + (!flag ? "-" : *flag ? "1" : "0");
    }
    out += '\x1f' + std::to_string(static_cast<int>(alarm.perceivedSeverity.value_or(Severity::Cleared)));
    return out;
}

} // namespace

bool Tmf642Alarm::isCleared() const
{
    return perceivedSeverity == Severity::Cleared || plainWord(state) == "cleared" ||
           (alarmClearedTime && !perceivedSeverity);
}

std::optional<OperatorState> Tmf642Alarm::operatorState() const
{
    if (!ackState) {
        return std::nullopt;
    }
    return plainWord(ackState) == "acknowledged" ? OperatorState::Acknowledged : OperatorState::None;
}

std::string Tmf642Alarm::operatorName() const
{
    return lineOfText(ackUserId.value_or(clearUserId.value_or(std::string())), kMaxDetailBytes);
}

Result<Tmf642Alarm> decodeTmf642(std::string_view body)
{
    if (auto shape = checkShape(body); !shape) {
        return failure(std::move(shape.error()));
    }
    const Json json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object()) {
        return bad("one JSON object is wanted");
    }
    Tmf642Alarm out;
    for (const auto read : {readTexts, readTimes, readFlags, readObject, readWords}) {
        if (auto done = read(json, out); !done) {
            return failure(std::move(done.error()));
        }
    }
    const auto touched =
        std::ranges::find_if(kIdentity, [&](const char* name) { return json.contains(name); });
    if (touched != kIdentity.end()) {
        out.hasNotPatchable = true;
        out.notPatchable = *touched;
    }
    return out;
}

Result<ForeignAlarm> foreignAlarm(const Tmf642Alarm& alarm)
{
    if (!alarm.alarmRaisedTime) {
        return bad("alarmRaisedTime is missing");
    }
    if (!alarm.perceivedSeverity) {
        return bad("perceivedSeverity is missing");
    }
    if (!alarm.alarmedObject) {
        return bad("alarmedObject is missing");
    }
    if (!alarm.probableCause || ruleName(AlarmProtocol::Tmf642, *alarm.probableCause).empty()) {
        return bad("probableCause is missing");
    }
    if (!alarm.sourceSystemId) {
        return bad("sourceSystemId is missing");
    }
    ForeignAlarm out;
    out.protocol = AlarmProtocol::Tmf642;
    out.said.name = *alarm.probableCause;
    for (const TextField& field : kTexts) {
        addLabel(out.said, field.name, alarm.*field.member);
    }
    addLabel(out.said, "alarmedObject", alarm.alarmedObject);
    addLabel(out.said, "kind", plainWord(alarm.alarmedObjectType));
    const bool isCleared = alarm.isCleared();
    addLabel(out.said, "perceivedSeverity",
             std::string(severityWord(isCleared ? Severity::Cleared : *alarm.perceivedSeverity)));
    out.raised = *alarm.alarmRaisedTime;
    out.time = isCleared ? alarm.alarmClearedTime.value_or(alarm.alarmChangedTime.value_or(out.raised))
                         : alarm.alarmChangedTime.value_or(out.raised);
    out.identity = identityOf(alarm);
    out.operatorState = alarm.operatorState();
    out.operatorName = alarm.operatorName();
    for (const char* name :
         {"alarmType", "probableCause", "specificProblem", "externalAlarmId", "sourceSystemId",
          "reportingSystemId", "proposedRepairedActions", "plannedOutageIndicator"}) {
        const auto label = std::ranges::find(out.said.labels, name, &ForeignLabel::name);
        if (label != out.said.labels.end()) {
            out.details.push_back({name, lineOfText(label->value, kMaxDetailBytes)});
        }
    }
    if (alarm.serviceAffecting) {
        out.details.push_back({"serviceAffecting", *alarm.serviceAffecting ? "true" : "false"});
    }
    return out;
}

} // namespace twin::ingest
