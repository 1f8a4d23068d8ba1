#pragma once

#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "twin/scenario/ground_kit.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace models {

/// Holds what forks of the shown registry have in common (GroundKit), made shortly after the registry is
/// shown: the first scenario of a shift then comes as soon as the next ones. Lives on the GUI thread, works
/// on one of its own.
class GroundWarmer final : public QObject
{
    Q_OBJECT

  public:
    static constexpr int kRest_ms = 2'000; ///< the console has its first frames before
    /// Flows and demands of a network; a larger one is not held for who may never plan.
    static constexpr std::size_t kMostFlows = 100'000;

    explicit GroundWarmer(SnapshotFeed& feed, QObject* parent = nullptr);

    /// Null before it is made.
    [[nodiscard]] const std::shared_ptr<const twin::scenario::GroundKit>& kit() const { return m_kit; }

  Q_SIGNALS:
    void made();

  private:
    void follow(const twin::state::SnapshotPtr& current, const twin::state::SnapshotPtr& previous);
    void warm();

    SnapshotFeed& m_feed;
    QTimer m_rest;
    std::shared_ptr<const twin::scenario::GroundKit> m_kit;
    LatestJob<std::shared_ptr<const twin::scenario::GroundKit>> m_job;
};

} // namespace models
