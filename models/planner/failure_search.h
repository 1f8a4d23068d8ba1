#pragma once

#include "models/feed/asked_job.h"
#include "twin/scenario/incident_replay.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace models {

/// What failed in a stretch of the past, and as commands of a scenario.
struct IncidentAnswer
{
    twin::scenario::Incident incident;
    twin::scenario::Replay replay;
    QString error;          ///< empty: it is all there
    bool isTooMany = false; ///< something was found, more than can be put into a scenario: `error` says so
};

/// Looks into the past for what failed, on a thread of its own: a store is read moment by moment. One search
/// at a time; another one cancels it. GUI thread.
class FailureSearch final : public QObject
{
    Q_OBJECT

  public:
    explicit FailureSearch(QObject* parent = nullptr);

    /// @param fork the scenario it is replayed on @param note of its commands
    void search(std::shared_ptr<const twin::state::SnapshotProvider> past, twin::state::TimeRange stretch,
                twin::scenario::ForkPtr fork, const QString& note);
    /// Nothing more comes of what is under way.
    void cancel();

    [[nodiscard]] bool isSearching() const { return m_job.isRunning(); }

    /// Moments looked at, of all.
    [[nodiscard]] std::size_t done() const { return m_done; }

    [[nodiscard]] std::size_t all() const { return m_all; }

  Q_SIGNALS:
    void progressChanged();
    void found(const models::IncidentAnswer& answer);

  private:
    using Job = AskedJob<std::shared_ptr<const IncidentAnswer>>;

    void finish(const IncidentAnswer& answer);

    std::size_t m_done = 0;
    std::size_t m_all = 0;
    Job m_job;
};

} // namespace models
