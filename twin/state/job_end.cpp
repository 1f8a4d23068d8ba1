#include "twin/state/job_end.h"

#include <algorithm>
#include <cmath>

namespace twin::state {

using registry::JobState;

std::optional<TimeNs> expectedEnd(const Snapshot& snapshot, std::uint32_t job)
{
    const registry::Job& facts = *snapshot.directory->jobs[job];
    if (facts.expectedEnd == 0) {
        return std::nullopt;
    }
    const TimeNs planned = facts.expectedEnd - facts.start;
    const LiveValue progress =
        liveValue(snapshot, {EntityKind::Job, job}, static_cast<std::size_t>(JobMetric::Progress));
    const bool isOver = facts.state == JobState::Done || facts.state == JobState::Failed ||
                        facts.state == JobState::Cancelled;
    if (isOver || planned <= 0 || !progress.isUsable()) {
        return facts.expectedEnd;
    }
    const double left = std::clamp(1.0 - progress.value, 0.0, 1.0) * static_cast<double>(planned);
    const TimeNs end = progress.sourceTime + static_cast<TimeNs>(std::llround(left));
    return end - end % kMinute;
}

} // namespace twin::state
