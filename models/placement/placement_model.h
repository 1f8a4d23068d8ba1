#pragma once

#include "models/feed/asked_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/placement/course_gantt.h"
#include "models/placement/gantt_model.h"
#include "models/placement/placement_outcome.h"
#include "models/placement/placement_tables.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

class PlanCourse;
class PlannerModel;
struct PlanScenario;

/// Placement (按需获取): where jobs of a file, or those that wait in the twin, should run, and what a failure
/// makes of that. A what-if: nothing of the twin changes. Runs on a thread of its own. GUI thread.
class PlacementModel final : public QObject
{
    Q_OBJECT

  public:
    /// What the Gantt chart shows.
    enum class Shown {
        Jobs,     ///< those that hold cards at the moment on the screen
        Plan,     ///< of the last plan
        Base,     ///< over the hours of the current scenario's run, with nothing done
        Scenario, ///< over the same hours, in the current scenario
        Beside,   ///< both, pool by pool where they differ
    };
    Q_ENUM(Shown)

    PlacementModel(SnapshotFeed& feed, const Language& language, QObject* parent = nullptr);

    /// The scenario that is the current one, and its run: what Base, Scenario and Beside show. Both outlive
    /// this one's use of them; without them these show nothing.
    void setCourse(const PlannerModel& planner, const PlanCourse& course);

    /// Places the jobs of a file (empty: those that wait) at the moment that is shown. One run at a time:
    /// does nothing while one is under way or before the first snapshot.
    void run(const QString& jobsFile, const PlacementSettings& settings);
    /// What a failure of these (identifiers of pools, links, conduits, sites) makes of the last plan. Does
    /// nothing without a plan.
    void replan(const QStringList& failed);
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }

    /// The part of a run that is under way; precondition: isRunning().
    [[nodiscard]] PlacementProgress::Stage stage() const
    {
        return static_cast<PlacementProgress::Stage>(m_job.progress().stage.load());
    }

    /// The last plan, or why there is none. Null before the first run.
    [[nodiscard]] const PlacementOutcomePtr& outcome() const { return m_outcome; }

    /// Why the last run made no plan, where an older one still stands; nothing if it made one.
    [[nodiscard]] const std::optional<twin::Error>& error() const { return m_error; }

    [[nodiscard]] bool hasPlan() const { return m_outcome && m_outcome->problem; }

    /// A sentence on the last run.
    [[nodiscard]] QString summary() const;
    /// Jobs of the twin that wait for a place now.
    [[nodiscard]] std::size_t waiting() const;

    /// The plan as `suanwangctl place --json` prints it. Precondition: hasPlan().
    [[nodiscard]] QByteArray json() const;

    void setShown(Shown shown);

    [[nodiscard]] Shown shown() const { return m_shown; }

    /// Whether that is of a scenario's run.
    [[nodiscard]] bool showsCourse() const { return m_shown >= Shown::Base; }

    /// What the chart is of, in a sentence: which moment, plan or scenario.
    [[nodiscard]] QString shownText() const;
    /// What to say where it shows nothing.
    [[nodiscard]] QString emptyText() const;

    /// While nobody looks, the Gantt chart does not follow the jobs. Inactive at first.
    void setActive(bool active);

    [[nodiscard]] PlacedTable& plan() { return m_plan; }

    [[nodiscard]] RejectionTable& rejections() { return m_rejections; }

    [[nodiscard]] MoveTable& moves() { return m_moves; }

    [[nodiscard]] GanttModel& gantt() { return m_gantt; }

  Q_SIGNALS:
    /// A run began or ended.
    void changed();
    /// shown(), or the texts on it.
    void shownChanged();

  private:
    void start(PlacementOrder order);
    void take(std::optional<PlacementOutcomePtr> outcome);
    void showGantt();
    void fillGantt();
    void takeCourse();
    void showCourse();
    [[nodiscard]] const PlanScenario* scenario() const;
    [[nodiscard]] QString courseText() const;

    SnapshotFeed& m_feed;
    const Language& m_language;
    PlacementOutcomePtr m_outcome;
    std::optional<twin::Error> m_error;
    PlacedTable m_plan;
    RejectionTable m_rejections;
    MoveTable m_moves;
    GanttModel m_gantt;
    const PlannerModel* m_planner = nullptr;
    const PlanCourse* m_course = nullptr;
    CourseGantt::Counts m_counts;         ///< of Beside
    std::weak_ptr<const void> m_shownRun; ///< of a scenario, that has come to the front by itself
    Shown m_shown = Shown::Jobs;
    bool m_isActive = false;
    Throttle m_refresh;
    AskedJob<PlacementOutcomePtr, PlacementProgress> m_job;
};

} // namespace models
