#include "twin/ingest/job_changes.h"

#include <memory>
#include <utility>
#include <variant>

namespace twin::ingest {

void completeJobs(std::vector<state::TwinEvent>& events, const state::TwinState& state,
                  const state::Snapshot& known)
{
    for (state::TwinEvent& event : events) {
        auto* change = std::get_if<state::JobChange>(&event);
        if (change == nullptr || change->job == nullptr) {
            continue;
        }
        const std::uint32_t slot = state.resolve(EntityKind::Job, change->job->id);
        const auto& jobs = known.directory->jobs;
        if (slot >= jobs.size() || jobs[slot] == nullptr || jobs[slot]->id != change->job->id) {
            continue;
        }
        auto whole = std::make_shared<registry::Job>(*jobs[slot]);
        whole->state = change->job->state;
        whole->placements = change->job->placements;
        whole->cards = change->job->cards > 0 ? change->job->cards : whole->cards;
        whole->kind = change->job->kind != registry::JobKind::Unspecified ? change->job->kind : whole->kind;
        whole->name =
            change->job->name.zh.empty() && change->job->name.en.empty() ? whole->name : change->job->name;
        whole->tenantId = change->job->tenantId.empty() ? whole->tenantId : change->job->tenantId;
        whole->start = change->job->start > 0 ? change->job->start : whole->start;
        whole->expectedEnd = change->job->expectedEnd > 0 ? change->job->expectedEnd : whole->expectedEnd;
        whole->deadline = change->job->deadline > 0 ? change->job->deadline : whole->deadline;
        change->job = std::move(whole);
    }
}

} // namespace twin::ingest
