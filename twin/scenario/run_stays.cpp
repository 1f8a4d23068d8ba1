#include "twin/scenario/run_simulation.h"

#include <algorithm>
#include <cmath>
#include <utility>

/// How jobs stand from moment to moment. Nothing of a run depends on it, nor does its hash.
namespace twin::scenario {

namespace {

/// Told speeds differ by 1 % or are the same: what is less is rounding.
constexpr double kSameSpeed = 1e-9;

bool isSamePlace(const JobPtr& a, const JobPtr& b)
{
    return a == b || std::ranges::equal(a->placements, b->placements, [](const auto& x, const auto& y) {
               return x.poolId == y.poolId && x.cards == y.cards;
           });
}

bool isSame(const JobStay& a, const JobStay& b)
{
    return a.stage == b.stage && std::abs(a.speed - b.speed) <= kSameSpeed && isSamePlace(a.job, b.job);
}

} // namespace

void Simulation::note(std::uint32_t job)
{
    if (m_options.mostStays > 0) {
        m_noted.push_back(job);
    }
}

/// As they stand when the run begins.
void Simulation::noteAll()
{
    for (std::uint32_t job = 0; job < m_jobs.count(); ++job) {
        const JobStage stage = m_jobs[job].stage;
        // One that comes later waits for nothing yet, nor does a draft.
        const bool isIdle = stage == JobStage::Queued && (!waitsForCards(m_jobs[job].job->state) ||
                                                          m_jobs[job].job->start > m_ground.moment());
        if (!isIdle) {
            note(job);
        }
    }
    keepStays();
}

void Simulation::keepStays()
{
    for (const std::uint32_t job : std::exchange(m_noted, {})) {
        keepStay(m_jobs[job]);
    }
}

void Simulation::keepStay(RunJob& job)
{
    if (job.stage == JobStage::Expected) {
        return;
    }
    if (job.isOver()) {
        endStay(job);
        return;
    }
    const bool isRunning = job.stage == JobStage::Running;
    JobStay now{m_now, RunJob::kNever, job.stage, isRunning ? job.shown : 0, job.usual, job.job};
    const bool isOpen = !job.stays.empty() && job.stays.back().end_s == RunJob::kNever;
    if (isOpen && isSame(job.stays.back(), now)) {
        return;
    }
    if (isOpen && job.stays.back().begin_s == m_now) { // it was so for no time at all
        job.stays.pop_back();
        --m_stays;
        if (!job.stays.empty() && job.stays.back().end_s == m_now && isSame(job.stays.back(), now)) {
            job.stays.back().end_s = RunJob::kNever;
            return;
        }
    } else if (isOpen) {
        job.stays.back().end_s = m_now;
    }
    if (m_stays >= m_options.mostStays) {
        ++m_staysLeftOut;
        return;
    }
    ++m_stays;
    job.stays.push_back(std::move(now));
}

void Simulation::endStay(RunJob& job) const
{
    if (!job.stays.empty() && job.stays.back().end_s == RunJob::kNever) {
        job.stays.back().end_s = m_now;
        if (job.stays.back().begin_s == m_now) {
            job.stays.pop_back();
        }
    }
}

} // namespace twin::scenario
