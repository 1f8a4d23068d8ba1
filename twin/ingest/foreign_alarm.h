#pragma once

#include "twin/ingest/foreign_series.h"
#include "twin/state/snapshot.h"
#include "twin/support/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What alarm managers and devices of other people's making say (TMF642, SNMP traps), before anything is
/// known of its meaning (docs/alarms.md). A decoder makes these, a CollectorSource takes them.
namespace twin::ingest {

enum class AlarmProtocol : std::uint8_t { Tmf642, Trap };

struct ForeignAlarm
{
    AlarmProtocol protocol = AlarmProtocol::Tmf642;
    /// The name is what rules are found by: the probable cause, or the trap's object identifier. Labels are
    /// what the message says; of a trap by numeric object identifier.
    SeriesDescription said;
    TimeNs time = 0;      ///< of this report, by the sender's clock; 0 = it has none: receipt
    TimeNs raised = 0;    ///< 0 = with this report
    std::string identity; ///< two messages with the same one are the same report; empty = it has none
    std::optional<state::OperatorState> operatorState;
    std::string operatorName;
    std::vector<state::AlarmDetail> details; ///< kept with the alarm
};

/// What became of one report.
struct AlarmFate
{
    enum class Kind : std::uint8_t {
        Taken,
        Duplicate, ///< the same report was here before
        Unmapped,  ///< no rule for it
        Ignored,   ///< a rule says that nobody wants it
        Refused,
    };

    Kind kind = Kind::Taken;
    state::Alarm alarm; ///< as the twin will see it, when taken or a duplicate
    std::string reason; ///< when refused or unmapped
};

} // namespace twin::ingest
