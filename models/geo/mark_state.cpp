#include "models/geo/mark_state.h"

namespace models {

using namespace twin::state;
using twin::registry::LifecycleState;

namespace {

/// Lifecycle of a pool or link; in service for other kinds.
LifecycleState lifecycle(const twin::registry::Registry& registry, twin::EntityRef entity)
{
    switch (entity.kind) {
    case twin::EntityKind::Pool:
        return registry.pools[entity.index].asset.state;
    case twin::EntityKind::Link:
        return registry.links[entity.index].asset.state;
    default:
        return LifecycleState::InService;
    }
}

/// The value that says whether an entity is heard of: its utilisation, or its first metric.
LiveValue mainValue(const Snapshot& snapshot, twin::EntityRef entity)
{
    const bool hasUtilisation =
        entity.kind == twin::EntityKind::Pool || entity.kind == twin::EntityKind::Link;
    return hasUtilisation ? utilisation(snapshot, entity) : liveValue(snapshot, entity, 0);
}

} // namespace

MarkState markState(const Snapshot& snapshot, twin::EntityRef entity)
{
    const LifecycleState life = lifecycle(*snapshot.registry, entity);
    if (life == LifecycleState::Planned || life == LifecycleState::Building) {
        return MarkState::Planned;
    }
    if (operState(snapshot, entity) == twin::OperState::Down) {
        return MarkState::Down;
    }
    const LiveValue value = mainValue(snapshot, entity);
    if (value.quality == Quality::Missing) {
        return MarkState::Unknown;
    }
    return value.stale ? MarkState::Stale : MarkState::Normal;
}

} // namespace models
