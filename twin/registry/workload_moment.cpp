#include "twin/registry/workload_moment.h"

#include <algorithm>

namespace twin::registry {

TimeNs momentOf(const Workload& workload)
{
    TimeNs moment = 0;
    for (const auto& flow : workload.flows) {
        moment = std::max(moment, flow->start);
    }
    for (const auto& job : workload.jobs) {
        moment = std::max(moment, job->start);
    }
    return moment;
}

} // namespace twin::registry
