#pragma once

#include "models/selection/entity_key.h"
#include "twin/registry/entities.h"
#include "twin/registry/workload.h"
#include "twin/state/cell.h"
#include "twin/state/snapshot.h"
#include "twin/support/metrics.h"

#include <QCoreApplication>
#include <QString>

namespace models {

/// The words for enumerations and metrics in the current language (one translation context for all models).
class Terms
{
    Q_DECLARE_TR_FUNCTIONS(models::Terms)

  public:
    [[nodiscard]] static QString of(EntityKey::Type type);
    [[nodiscard]] static QString of(twin::OperState state);
    [[nodiscard]] static QString of(twin::state::Severity severity);
    [[nodiscard]] static QString of(twin::state::OperatorState state);
    [[nodiscard]] static QString of(twin::state::Quality quality);
    [[nodiscard]] static QString of(twin::state::RefusedFor reason);
    [[nodiscard]] static QString of(twin::registry::LifecycleState state);
    [[nodiscard]] static QString of(twin::registry::SubjectKind kind);
    [[nodiscard]] static QString of(twin::registry::ComputeType type);
    [[nodiscard]] static QString of(twin::registry::PoolTier tier);
    [[nodiscard]] static QString of(twin::registry::FabricKind kind);
    [[nodiscard]] static QString of(twin::registry::LoadBalancing balancing);
    [[nodiscard]] static QString of(twin::registry::SiteRole role);
    [[nodiscard]] static QString of(twin::registry::ServiceNodeLevel level);
    [[nodiscard]] static QString of(twin::registry::ConduitKind kind);
    [[nodiscard]] static QString of(twin::registry::LinkKind kind);
    [[nodiscard]] static QString of(twin::registry::Protection protection);
    [[nodiscard]] static QString of(twin::registry::PriceKind kind);
    [[nodiscard]] static QString of(twin::registry::FlowClass flowClass);
    [[nodiscard]] static QString of(twin::registry::JobKind kind);
    [[nodiscard]] static QString of(twin::registry::JobState state);
    /// A short label of a metric of metrics.json.
    [[nodiscard]] static QString metric(twin::EntityKind kind, std::size_t metric);
    /// Shown for what has never been heard.
    [[nodiscard]] static QString notHeard();
};

} // namespace models
