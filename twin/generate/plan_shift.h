#pragma once

#include "twin/generate/feed_options.h"
#include "twin/registry/workload_moment.h"

#include <algorithm>

namespace twin::generate {

/// A workload is a picture of one moment; a feed plays it as if that moment were its start. What its starts,
/// ends and deadlines are later by, ns; 0 where the workload has no times.
[[nodiscard]] inline TimeNs planShift(const registry::Workload& workload, const FeedOptions& options)
{
    const TimeNs moment = registry::momentOf(workload);
    return moment > 0 ? options.startTime - moment : 0;
}

/// A time of the workload in the feed's; 0 stays "none".
[[nodiscard]] inline TimeNs shifted(TimeNs time, TimeNs shift)
{
    return time > 0 ? std::max<TimeNs>(1, time + shift) : 0;
}

} // namespace twin::generate
