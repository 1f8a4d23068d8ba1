#pragma once

#include "twin/support/units.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twin::generate {

/// What can happen to the network of a feed; each trouble and its end.
enum class FaultAction : std::uint8_t {
    CutConduit, ///< everything in the duct goes dark; traffic goes round after the protection delay
    RepairConduit,
    FailCooling, ///< inlet temperature climbs, then cards throttle
    RestoreCooling,
    LosePower, ///< the pool stops; its jobs wait
    RestorePower,
    FailCards, ///< about 4 % of the pool's cards
    ReplaceCards,
    DegradeOptics, ///< the optical channel's error rate climbs
    RestoreOptics,
    SilencePool, ///< its telemetry stops: values become stale, the pool itself is well
    ResumePool,
    SilenceSite, ///< telemetry of a site and of the links that begin there stops
    ResumeSite,
    BeginUnlisted, ///< the pool sends to another one, and no source says so
    EndUnlisted,
};

[[nodiscard]] std::string_view faultActionName(FaultAction action);

/// One step of a script. `object` is the identifier of a conduit, pool, optical channel or site, as the
/// action asks; a step with an unknown object does nothing.
struct DrillStep
{
    double atSeconds = 0; ///< simulated seconds from the start
    FaultAction action = FaultAction::CutConduit;
    std::string object;

    friend bool operator==(const DrillStep&, const DrillStep&) = default;
};

/// How a feed runs. Everything it sends is a function of these, the registry and the workload.
struct FeedOptions
{
    std::string sourceName = "feed";
    std::uint64_t seed = 1;
    TimeNs startTime = 0; ///< source time of the first pass, ns since 1970 UTC
    double speed = 1;     ///< simulated seconds per second; source times are stamped in real seconds
    double rate = 0;      ///< target samples/s; 0 = each metric at its own period
    bool randomFaults = true;
    /// Random faults are this many times as frequent, and repaired this many times as fast, as in the field
    /// (fibre cuts 1.5 per 1,000 km and year, repaired in 8 h), since nobody watches for a month.
    double faultAcceleration = 120;
    /// Hour of the day (UTC+8, 0..24) at the start, advancing with simulated time. None: the hour of
    /// `startTime`.
    std::optional<double> startHour;
    std::vector<DrillStep> drill; ///< in order of time
    /// Asked for more steps when the script is played: (cycle from 0, seconds of the last step). Empty = no
    /// more.
    std::function<std::vector<DrillStep>(std::uint32_t cycle, double fromSeconds)> nextDrill;
    /// So many pools, the largest, also send the detail of their cards, as if somebody had subscribed to it.
    std::uint32_t detailPools = 20;
    bool births = true; ///< finished flows and jobs make room for new ones
};

} // namespace twin::generate
