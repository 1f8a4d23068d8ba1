#include "twin/alarm/alarm_meaning.h"

#include "twin/alarm/alarm_types.h"

#include <algorithm>
#include <array>

namespace twin::alarm {

namespace {

using enum AttentionCode;

constexpr std::array kDown{Down, ConduitCut};
constexpr std::array kDegraded{Degraded};
constexpr std::array kOverload{LinkOverload};
constexpr std::array kHot{Hot};
constexpr std::array kCards{CardsFailed};
constexpr std::array kOptics{OpticalNearLimit};
constexpr std::span<const AttentionCode> kNothing;

constexpr std::array<AlarmMeaning, std::size(kAlarmTypes)> kMeanings{{
    {kAlarmLossOfLight, kDown},
    {kAlarmLinkDown, kDown},
    {kAlarmLinkDegraded, kDegraded},
    {kAlarmLinkCongested, kOverload},
    {kAlarmCooling, kHot},
    {kAlarmHot, kHot},
    {kAlarmPower, kDown},
    {kAlarmPoolDown, kDown},
    {kAlarmCards, kCards},
    {kAlarmSitePower, kDown},
    {kAlarmSiteDown, kDown},
    {kAlarmSiteBattery, kNothing},
    {kAlarmOptics, kOptics},
    {kAlarmOpticsLoss, kDown},
    {kAlarmNodeDown, kDown},
    {kAlarmRestarted, kNothing},
}};

} // namespace

std::span<const AlarmMeaning> alarmMeanings()
{
    return kMeanings;
}

bool saysTheSame(std::string_view type, AttentionCode code)
{
    const auto meaning = std::ranges::find(kMeanings, type, &AlarmMeaning::type);
    return meaning != kMeanings.end() && std::ranges::find(meaning->codes, code) != meaning->codes.end();
}

} // namespace twin::alarm
