#include "models/planner/ground_warmer.h"

#include "twin/scenario/document.h"

#include <utility>

namespace models {

using twin::scenario::GroundKit;

GroundWarmer::GroundWarmer(SnapshotFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_job([this](std::shared_ptr<const GroundKit> kit) {
        m_kit = std::move(kit);
        Q_EMIT made();
    })
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &GroundWarmer::warm);
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &GroundWarmer::follow);
}

void GroundWarmer::follow(const twin::state::SnapshotPtr& current, const twin::state::SnapshotPtr& previous)
{
    if (previous == nullptr || current->registry != previous->registry ||
        current->workload != previous->workload) {
        m_job.cancel();
        m_kit = nullptr;
        m_rest.start(kRest_ms);
    }
}

void GroundWarmer::warm()
{
    const auto& snapshot = m_feed.snapshot();
    if (snapshot == nullptr || snapshot->registry == nullptr || snapshot->workload == nullptr ||
        snapshot->workload->flows.size() + snapshot->workload->demands.size() > kMostFlows) {
        return;
    }
    m_job.request([registry = snapshot->registry, workload = snapshot->workload] {
        auto kit = GroundKit::of(registry, workload);
        kit->warm(*workload, twin::scenario::GroundOptions{}.seed);
        return kit;
    });
}

} // namespace models
