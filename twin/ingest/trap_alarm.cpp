#include "twin/ingest/trap_alarm.h"

#include "twin/support/text_encoding.h"

#include <algorithm>

namespace twin::ingest {

namespace {

constexpr std::string_view kTrapAddress = "1.3.6.1.6.3.18.1.3.0";   ///< SNMP-COMMUNITY-MIB, RFC 3584
constexpr std::string_view kTrapCommunity = "1.3.6.1.6.3.18.1.4.0"; ///< a secret: not kept

} // namespace

ForeignAlarm foreignAlarm(const TrapMessage& trap)
{
    ForeignAlarm out;
    out.protocol = AlarmProtocol::Trap;
    out.said.name = lineOfText(trap.name, kMaxTrapValueBytes);
    out.identity = trap.peer + '\x1f' + trap.name + '\x1f' + std::to_string(trap.uptime_cs);
    out.details.push_back({"snmpTrapOID", out.said.name});
    out.details.push_back({"sysUpTime", std::to_string(trap.uptime_cs)});
    std::string agent = trap.peer;
    for (const auto& [identifier, value] : trap.variables) {
        out.identity += '\x1f' + identifier + '\x1e' + value;
        if (out.said.labels.size() >= kMaxTrapVarbinds || identifier == kTrapCommunity) {
            continue;
        }
        std::string shown = lineOfText(value, kMaxTrapValueBytes);
        if (identifier == kTrapAddress) {
            agent = shown;
        }
        if (out.details.size() < kMaxTrapDetails) {
            out.details.push_back({lineOfText(identifier, kMaxTrapValueBytes), shown});
        }
        out.said.labels.push_back({identifier, std::move(shown)});
    }
    out.said.labels.push_back({"agent", std::move(agent)});
    out.said.labels.push_back({"peer", trap.peer});
    return out;
}

} // namespace twin::ingest
