#pragma once

#include "twin/ingest/foreign_alarm.h"
#include "twin/support/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// Alarms of TM Forum TMF642 Alarm Management, version 4, as JSON (docs/alarms.md).
namespace twin::ingest {

inline constexpr std::size_t kMaxTmf642Bytes = 256U << 10U; ///< of one alarm
inline constexpr std::size_t kMaxTmf642Depth = 16;
inline constexpr std::size_t kMaxTmf642Values = 1'000;
inline constexpr std::size_t kMaxTmf642Text = 1'024; ///< bytes of a text that is used

/// The attributes this twin reads; none where the message has none.
struct Tmf642Alarm
{
    std::optional<std::string> ackState, ackSystemId, ackUserId, alarmDetails, alarmType, alarmedObjectType,
        alarmedObject, clearSystemId, clearUserId, externalAlarmId, plannedOutageIndicator, probableCause,
        proposedRepairedActions, reportingSystemId, sourceSystemId, specificProblem, state;
    std::optional<TimeNs> alarmRaisedTime, alarmChangedTime, alarmClearedTime, alarmReportingTime;
    std::optional<state::Severity> perceivedSeverity;
    std::optional<bool> isRootCause, serviceAffecting;
    bool hasNotPatchable = false; ///< an attribute that says which alarm it is
    std::string notPatchable;     ///< its name

    /// It says that the alarm is over.
    [[nodiscard]] bool isCleared() const;
    [[nodiscard]] std::optional<state::OperatorState> operatorState() const;
    /// Who acknowledged or cleared it.
    [[nodiscard]] std::string operatorName() const;
};

/// Errors: BadInput (no JSON, no object, an attribute of a wrong type, no time, no severity, no such state),
/// TooLarge (depth, values, length of a text), naming attribute and line.
[[nodiscard]] Result<Tmf642Alarm> decodeTmf642(std::string_view body);

/// What a new alarm (POST) says. Errors: BadInput, naming the attribute that is missing.
[[nodiscard]] Result<ForeignAlarm> foreignAlarm(const Tmf642Alarm& alarm);

} // namespace twin::ingest
