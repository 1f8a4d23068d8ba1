#include "twin/scenario/planned_snapshot.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/registry/workload_proto.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/registry_edits.h"
#include "twin/scenario/schedule.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

namespace twin::scenario {

namespace pb = registry::pb;

namespace {

template <typename T>
std::vector<std::shared_ptr<const T>> present(const std::vector<std::shared_ptr<const T>>& slots)
{
    std::vector<std::shared_ptr<const T>> out;
    std::ranges::copy_if(slots, std::back_inserter(out), [](const auto& slot) { return slot != nullptr; });
    return out;
}

Result<> writeGround(const Ground& ground, pb::SnapshotFile& file)
{
    if (auto written = registry::toProto(*ground.world()->registry, *file.mutable_registry()); !written) {
        return written;
    }
    const registry::Workload& workload = *ground.workload();
    const state::Snapshot* snapshot = ground.snapshot().get();
    const auto flows = present(snapshot != nullptr ? snapshot->directory->flows : workload.flows);
    const auto jobs = present(snapshot != nullptr ? snapshot->directory->jobs : workload.jobs);
    return registry::toProto(workload, flows, jobs, *file.mutable_workload());
}

/// Jobs that are over are not the scenario's: they stay as they were.
void keepEnded(const pb::Workload& before, pb::Workload& after)
{
    for (const pb::Job& job : before.jobs()) {
        if (job.state() == pb::DONE || job.state() == pb::FAILED || job.state() == pb::CANCELLED) {
            *after.add_jobs() = job;
        }
    }
}

/// Reservations go with the jobs they are for.
void dropReservations(pb::Workload& workload)
{
    std::set<std::string_view> jobs;
    for (const pb::Job& job : workload.jobs()) {
        jobs.insert(job.id());
    }
    auto& list = *workload.mutable_reservations();
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const pb::Reservation& reservation) {
                                  return !reservation.job_id().empty() &&
                                         !jobs.contains(reservation.job_id());
                              }),
               list.end());
}

void nameSource(pb::Origin& origin, const Document& document, const Ground& ground)
{
    origin.set_note((origin.note().empty() ? "" : origin.note() + "; ") + "scenario" +
                    (document.name.empty() ? "" : " '" + document.name + "'") + " on registry " +
                    ground.world()->registry->sha256.substr(0, 12));
}

} // namespace

Result<registry::SnapshotDocument> plannedSnapshot(const Ground& ground, const Document& document, TimeNs at)
{
    const auto edits = Schedule(ground, document.commands).editsAt(at);
    if (!edits) {
        return failure(edits.error());
    }
    registry::SnapshotDocument out;
    pb::SnapshotFile& file = out.message();
    if (auto written = writeGround(ground, file); !written) {
        return failure(std::move(written.error()));
    }
    RegistryEdits changes(file, at);
    for (const Command& command : inForce(ground, document.commands, at)) {
        if (auto done = changes.apply(command.action); !done) {
            return failure(std::move(done.error()));
        }
    }
    const pb::Workload before = file.workload();
    writeAsked(ground, askedOf(ground, *edits), *file.mutable_workload());
    keepEnded(before, *file.mutable_workload());
    dropReservations(*file.mutable_workload());
    nameSource(*file.mutable_registry()->mutable_origin(), document, ground);
    file.mutable_registry()->clear_sha256();
    file.mutable_workload()->clear_sha256();
    registry::canonicalise(file);
    if (auto valid = registry::buildRegistry(file); !valid) {
        return failure(std::move(valid.error()));
    }
    return out;
}

} // namespace twin::scenario
