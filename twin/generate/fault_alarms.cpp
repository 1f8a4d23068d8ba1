#include "twin/generate/fault_alarms.h"

#include "twin/alarm/alarm_types.h"

#include <string>

namespace twin::generate {

using namespace twin::alarm;

namespace {

void fill(wire::AlarmChange& alarm, wire::EntityKind kind, const std::string& id, const char* type,
          bool raised, wire::Severity severity)
{
    alarm.set_kind(kind);
    alarm.set_resource_id(id);
    alarm.set_alarm_type(type);
    alarm.set_severity(raised ? severity : wire::CLEARED);
}

void poolAlarm(const registry::Registry& registry, const FaultChange& change, const char* type,
               wire::Severity severity, const std::string& text, const std::function<wire::Event&()>& event)
{
    wire::AlarmChange& alarm = *event().mutable_alarm();
    const bool raised = beginsTrouble(change.action);
    fill(alarm, wire::POOL, registry.pools[change.object].id, type, raised, severity);
    if (raised) {
        alarm.set_text(text);
    }
}

void cutAlarms(const registry::Registry& registry, const FaultChange& change,
               const std::function<wire::Event&()>& event)
{
    const registry::Conduit& conduit = registry.conduits[change.object];
    const bool raised = change.action == FaultAction::CutConduit;
    for (const registry::LinkIndex link : conduit.links) {
        wire::AlarmChange& alarm = *event().mutable_alarm();
        fill(alarm, wire::LINK, registry[link].id, kAlarmLossOfLight, raised, wire::CRITICAL);
        alarm.set_qualifier(conduit.id);
        alarm.add_root_causes(conduit.id);
        if (raised) {
            alarm.set_text("No light: conduit " + conduit.id + " is cut");
        }
    }
}

} // namespace

void raiseAlarms(const registry::Registry& registry, const FaultChange& change,
                 const std::function<wire::Event&()>& event)
{
    switch (change.action) {
    case FaultAction::CutConduit:
    case FaultAction::RepairConduit:
        cutAlarms(registry, change, event);
        return;
    case FaultAction::FailCooling:
    case FaultAction::RestoreCooling:
        poolAlarm(registry, change, kAlarmCooling, wire::MAJOR,
                  "Chillers stopped: inlet temperature is rising", event);
        return;
    case FaultAction::LosePower:
    case FaultAction::RestorePower:
        poolAlarm(registry, change, kAlarmPower, wire::CRITICAL, "Mains and backup power lost", event);
        return;
    case FaultAction::FailCards:
    case FaultAction::ReplaceCards:
        poolAlarm(registry, change, kAlarmCards, wire::MINOR, "A group of servers failed", event);
        return;
    case FaultAction::DegradeOptics:
    case FaultAction::RestoreOptics: {
        wire::AlarmChange& alarm = *event().mutable_alarm();
        const bool raised = change.action == FaultAction::DegradeOptics;
        fill(alarm, wire::OPTICAL_CHANNEL, registry.channels[change.object].id, kAlarmOptics, raised,
             wire::WARNING);
        if (raised) {
            alarm.set_text("Signal to noise is falling: an amplifier is failing");
        }
        return;
    }
    default:
        return;
    }
}

} // namespace twin::generate
