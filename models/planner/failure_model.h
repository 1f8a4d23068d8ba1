#pragma once

#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/planner/failure_search.h"
#include "models/planner/failure_table.h"
#include "models/planner/planner_model.h"
#include "twin/scenario/storm.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace models {

/// What a random storm is made of.
struct StormQuestion
{
    double days = 1; ///< 0.001 to 36,600
    quint64 seed = 1;
    double scale = 1; ///< of all rates, 0 to 1,000,000
    bool conduits = true;
    bool optics = true;
    bool sites = true;
    bool pools = true;
    bool identifiers = true;
    bool cards = false;  ///< under jobs that compute: some 33 a day in the nation, which hide the rest
    bool sources = true; ///< of telemetry

    friend bool operator==(const StormQuestion&, const StormQuestion&) = default;
};

/// What would come of it on the current scenario.
struct StormPreview
{
    StormQuestion question;
    twin::scenario::ForkPtr fork; ///< of the scenario it was worked out for; null: nothing is known
    std::vector<twin::scenario::Command> commands;
    QMap<QString, int> counts; ///< of them, by kind as files name it; `optics` are degraded links
    int left = 0;              ///< out: what the scenario already has down
    QString error;             ///< empty: all is well
};

/// Failures put into the current scenario: a schedule of them, a random storm, a past incident once more. All
/// that takes time runs on other threads; nothing is done to the scenario before `apply…`, and each of those
/// is one edit. GUI thread.
class FailureModel final : public QObject
{
    Q_OBJECT

  public:
    /// Of one storm or incident: each is tried behind those before it. The command line writes more.
    static constexpr std::size_t kMaxAtOnce = 500;

    FailureModel(PlannerModel& planner, SnapshotFeed& feed, const Language& language,
                 QObject* parent = nullptr);

    [[nodiscard]] FailureTable& table() { return m_table; }

    /// The current scenario can be edited.
    [[nodiscard]] bool isReady() const;

    /// Takes a row of the table out of the scenario.
    void remove(int row);
    /// Moves it in time, not before the beginning.
    void shift(int row, twin::TimeNs by);

    void previewStorm(const StormQuestion& question);

    [[nodiscard]] const StormPreview& storm() const { return m_storm; }

    [[nodiscard]] bool isPreviewing() const { return !m_stormJob.isIdle(); }

    /// Appends what was previewed. False when it was for another state of the scenario, or there is nothing.
    bool applyStorm();

    void findIncident(twin::state::TimeRange stretch);

    void cancelIncident() { m_search.cancel(); }

    [[nodiscard]] const FailureSearch& search() const { return m_search; }

    [[nodiscard]] const IncidentAnswer& incident() const { return m_incident; }

    bool applyIncident();

    /// What was found can be applied to that state of the scenario.
    [[nodiscard]] bool isIncidentOf(const twin::scenario::ForkPtr& fork) const
    {
        return m_incidentFork != nullptr && m_incidentFork == fork;
    }

  Q_SIGNALS:
    void readyChanged();
    void stormChanged();
    void incidentChanged();

  private:
    [[nodiscard]] twin::scenario::ForkPtr tip() const;
    bool append(const std::vector<twin::scenario::Command>& commands);

    PlannerModel& m_planner;
    SnapshotFeed& m_feed;
    FailureTable m_table;
    StormPreview m_storm;
    LatestJob<std::shared_ptr<StormPreview>> m_stormJob;
    FailureSearch m_search;
    IncidentAnswer m_incident;
    twin::scenario::ForkPtr m_incidentFork; ///< it was looked for on
};

} // namespace models
