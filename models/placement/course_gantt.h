#pragma once

#include "models/language/language.h"
#include "models/placement/gantt_model.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/run.h"

#include <QCoreApplication>

namespace models {

/// What a run of a scenario makes of jobs, by pool over time: bars from change to change. Jobs without a
/// place have a row of their own, the last one.
class CourseGantt
{
    Q_DECLARE_TR_FUNCTIONS(models::CourseGantt)

  public:
    /// How many pools jobs are in, in either run, and in how many of them anything differs.
    struct Counts
    {
        int pools = 0;
        int different = 0;
    };

    /// One run. @param ground it is of: what is not there has no name and cannot be selected
    static void show(GanttModel& gantt, const twin::scenario::Run& run, const twin::scenario::Ground& ground,
                     const Language& language);
    /// Two runs of one ground over the same hours, pool by pool where they differ: the row of the base, below
    /// it that of the scenario.
    static Counts showBeside(GanttModel& gantt, const twin::scenario::Run& base,
                             const twin::scenario::Run& run, const twin::scenario::Ground& ground,
                             const Language& language);
};

} // namespace models
