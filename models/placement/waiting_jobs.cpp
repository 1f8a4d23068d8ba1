#include "models/placement/waiting_jobs.h"

#include "twin/compute/registered_request.h"

#include <algorithm>
#include <unordered_map>

namespace models {

using namespace twin::registry;
using twin::compute::PlacementRequest;

namespace {

bool isWaiting(const Job& job)
{
    return job.state == JobState::Draft || job.state == JobState::Queued || job.state == JobState::Matched;
}

} // namespace

std::size_t waitingCount(const twin::state::Snapshot& snapshot)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        snapshot.directory->jobs, [](const auto& job) { return job && isWaiting(*job); }));
}

twin::compute::PlacementRequests waitingRequests(const twin::state::Snapshot& snapshot, twin::TimeNs origin)
{
    twin::compute::PlacementRequests out;
    std::unordered_map<std::string, std::vector<twin::compute::FlowOfJob>> flows;
    for (const auto& flow : snapshot.directory->flows) {
        if (flow && !flow->jobId.empty()) {
            flows[flow->jobId].push_back(
                {flow->src, static_cast<double>(flow->bytesTotal), flow->rateRequested_bps});
        }
    }
    for (const auto& job : snapshot.directory->jobs) {
        if (!job || !isWaiting(*job) || out.jobs.size() == twin::compute::kMostRequests) {
            continue;
        }
        out.jobs.push_back(requestOf(*job, flows[job->id], *snapshot.registry, {snapshot.time, origin}));
    }
    std::ranges::sort(out.jobs, {}, &PlacementRequest::id);
    return out;
}

} // namespace models
