#pragma once

#include "twin/ingest/foreign_alarm.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twin::ingest {

inline constexpr std::size_t kMaxTrapVarbinds = 64;    ///< of one trap that are read
inline constexpr std::size_t kMaxTrapValueBytes = 256; ///< of a value; the rest is cut
inline constexpr std::size_t kMaxTrapDetails = 16;     ///< variables kept with the alarm

/// An SNMPv2 trap or inform, decoded and authenticated. Object identifiers are numeric, without a dot in
/// front.
struct TrapMessage
{
    std::string peer;                                           ///< address of the sender
    std::string name;                                           ///< snmpTrapOID.0
    std::uint64_t uptime_cs = 0;                                ///< sysUpTime.0, in 1/100 s
    std::vector<std::pair<std::string, std::string>> variables; ///< all others: identifier and value
};

/// What a trap says: a label for each variable by its object identifier, `agent` for the device it is about
/// (snmpTrapAddress.0 of a trap that was passed on, else the peer), `peer`. A trap has no time of day.
[[nodiscard]] ForeignAlarm foreignAlarm(const TrapMessage& trap);

} // namespace twin::ingest
