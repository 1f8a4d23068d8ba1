#include "twin/scenario/run_csv.h"

#include "twin/support/csv.h"
#include "twin/support/number_text.h"

#include <cmath>
#include <utility>
#include <vector>

namespace twin::scenario {

namespace {

void add(std::string& out, const char* kind, const std::string& id, const char* what, double value)
{
    out += std::string(kind) + "," + (id.empty() ? "" : csvListCell(id)) + "," + what + ",," +
           (std::isfinite(value) ? exactText(value) : "") + ",\n";
}

void addSums(std::string& out, const RunSums& sums)
{
    const std::pair<const char*, double> rows[]{
        {"carried_bytes", sums.carried_bytes},
        {"not_carried_bytes", sums.notCarried_bytes},
        {"not_arrived_bytes", sums.notArrived_bytes},
        {"transfers_finished", static_cast<double>(sums.transfersFinished)},
        {"transfers_late", static_cast<double>(sums.transfersLate)},
        {"jobs_started", static_cast<double>(sums.jobsStarted)},
        {"jobs_finished", static_cast<double>(sums.jobsFinished)},
        {"jobs_late", static_cast<double>(sums.jobsLate)},
        {"jobs_placed", static_cast<double>(sums.jobsPlaced)},
        {"jobs_too_far", static_cast<double>(sums.jobsTooFar)},
        {"job_hours_too_far", sums.jobHoursTooFar},
        {"job_hours_lost", sums.jobHoursLost},
        {"setbacks", static_cast<double>(sums.setbacks)},
        {"card_hours", sums.cardHours},
        {"card_hours_held", sums.cardHoursHeld},
        {"card_hours_working", sums.cardHoursWorking},
        {"card_hours_useful", sums.cardHoursUseful},
        {"card_hours_lost", sums.cardHoursLost},
        {"card_hours_lost_earlier", sums.cardHoursLostEarlier}};
    for (const auto& [what, value] : rows) {
        add(out, "run", "", what, value);
    }
}

/// @param kind what has no owner is without an identifier
void addOwners(std::string& out, const char* kind, const std::vector<RunOwner>& owners)
{
    for (const RunOwner& owner : owners) {
        const std::pair<const char*, double> rows[]{
            {"transfers_late", static_cast<double>(owner.transfersLate)},
            {"jobs_late", static_cast<double>(owner.jobsLate)},
            {"jobs_too_far", static_cast<double>(owner.jobsTooFar)},
            {"setbacks", static_cast<double>(owner.setbacks)},
            {"job_hours_lost", owner.jobHoursLost},
            {"job_hours_too_far", owner.jobHoursTooFar},
            {"card_hours_lost", owner.cardHoursLost},
            {"card_hours_lost_earlier", owner.cardHoursLostEarlier},
            {"not_carried_bytes", owner.notCarried_bytes},
            {"not_arrived_bytes", owner.notArrived_bytes}};
        for (const auto& [what, value] : rows) {
            if (value != 0) {
                add(out, kind, owner.id, what, value);
            }
        }
    }
}

} // namespace

std::string runCsv(const Run& run)
{
    std::string out;
    addSums(out, run.sums);
    for (const JobRun& job : run.jobs) {
        if (job.setbacks == 0 && !job.missesDeadline && !job.isPlacedByRun && !job.wasTooFar) {
            continue;
        }
        add(out, "run_job", job.id, "finish_s", job.finish_s);
        add(out, "run_job", job.id, "late", job.missesDeadline ? 1 : 0);
        add(out, "run_job", job.id, "setbacks", job.setbacks);
        add(out, "run_job", job.id, "worked_card_hours", job.workedCardHours);
        add(out, "run_job", job.id, "lost_card_hours", job.lostCardHours);
        add(out, "run_job", job.id, "lost_earlier_card_hours", job.lostEarlierCardHours);
        if (job.wasTooFar) {
            add(out, "run_job", job.id, "too_far_h", job.tooFar_h);
        }
    }
    addOwners(out, "run_tenant", run.tenants);
    addOwners(out, "run_enterprise", run.enterprises);
    return out;
}

} // namespace twin::scenario
