#pragma once

#include "twin/state/snapshot.h"

#include <cstddef>
#include <string>
#include <vector>

namespace twin::state {

/// An alarm that was raised, became better or worse, or was cleared: what a time line marks and its jump keys
/// stop at.
struct TimeMark
{
    TimeNs time = 0;                       ///< from here on a past moment shows it
    Severity severity = Severity::Cleared; ///< afterwards; Cleared: gone
    Severity was = Severity::Cleared;      ///< before; Cleared: it was raised
    EntityKind kind = EntityKind::Pool;
    std::string resourceId;
    std::string type;

    friend bool operator==(const TimeMark&, const TimeMark&) = default;
};

/// What changed from one list of alarms to the next, at `time`: appended to `marks`, by resource, type and
/// qualifier. Cost: one pass over both lists, and a sort of them.
void appendMarks(std::vector<TimeMark>& marks, const std::vector<Alarm>& before,
                 const std::vector<Alarm>& after, TimeNs time);

/// At most `most` of them, still oldest first: the worst stay, and of equals the newest. A clearing counts as
/// what it cleared.
[[nodiscard]] std::vector<TimeMark> worstMarks(std::vector<TimeMark> marks, std::size_t most);

} // namespace twin::state
