#pragma once

/// Alarm types this project gives a meaning to (docs/alarms.md). A source may use any other: those are shown
/// by the source's own name and text.
namespace twin::alarm {

inline constexpr const char* kAlarmLossOfLight = "link.loss-of-light";
inline constexpr const char* kAlarmLinkDown = "link.down";
inline constexpr const char* kAlarmLinkDegraded = "link.degraded";
inline constexpr const char* kAlarmLinkCongested = "link.congested";
inline constexpr const char* kAlarmCooling = "pool.cooling-failure";
inline constexpr const char* kAlarmHot = "pool.over-temperature";
inline constexpr const char* kAlarmPower = "pool.power-loss";
inline constexpr const char* kAlarmPoolDown = "pool.down";
inline constexpr const char* kAlarmCards = "pool.card-failure";
inline constexpr const char* kAlarmSitePower = "site.power-loss";
inline constexpr const char* kAlarmSiteDown = "site.down";
inline constexpr const char* kAlarmSiteBattery = "site.on-battery";
inline constexpr const char* kAlarmOptics = "optical.degraded";
inline constexpr const char* kAlarmOpticsLoss = "optical.loss-of-signal";
inline constexpr const char* kAlarmNodeDown = "service-node.down";
inline constexpr const char* kAlarmRestarted = "device.restarted";

inline constexpr const char* kAlarmTypes[] = {
    kAlarmLossOfLight, kAlarmLinkDown,   kAlarmLinkDegraded, kAlarmLinkCongested,
    kAlarmCooling,     kAlarmHot,        kAlarmPower,        kAlarmPoolDown,
    kAlarmCards,       kAlarmSitePower,  kAlarmSiteDown,     kAlarmSiteBattery,
    kAlarmOptics,      kAlarmOpticsLoss, kAlarmNodeDown,     kAlarmRestarted};

} // namespace twin::alarm
