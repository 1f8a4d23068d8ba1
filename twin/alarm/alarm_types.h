#pragma once

/// Alarm types this project gives a meaning to (docs/telemetry-protocol.md). A source may use any other:
/// those are shown by the source's own name and text.
namespace twin::alarm {

inline constexpr const char* kAlarmLossOfLight = "link.loss-of-light";
inline constexpr const char* kAlarmCooling = "pool.cooling-failure";
inline constexpr const char* kAlarmPower = "pool.power-loss";
inline constexpr const char* kAlarmCards = "pool.card-failure";
inline constexpr const char* kAlarmOptics = "optical.degraded";

inline constexpr const char* kAlarmTypes[] = {kAlarmLossOfLight, kAlarmCooling, kAlarmPower, kAlarmCards,
                                              kAlarmOptics};

} // namespace twin::alarm
