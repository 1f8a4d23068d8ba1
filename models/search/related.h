#pragma once

#include "models/language/language.h"
#include "models/selection/entity_key.h"
#include "twin/state/snapshot.h"

#include <QList>
#include <QString>

namespace models {

/// One entity reached from another: the label a person knows it by, and a short detail.
struct RelatedEntity
{
    EntityKey key;
    QString label;
    QString detail;
};

/// "Pools", "Jobs", "Flows"…; `total` may exceed the entities listed.
struct RelatedGroup
{
    QString title;
    QList<RelatedEntity> entities;
    int total = 0;
};

/// Neighbours of an entity along enterprise → pools and jobs → flows → links → conduits and back; at most
/// `maxPerGroup` each (the largest first where there is a size, else by identifier). Empty when it does not
/// exist.
[[nodiscard]] QList<RelatedGroup> relatedTo(const twin::state::Snapshot& snapshot, const EntityKey& key,
                                            const Language& language, int maxPerGroup = 50);

/// The label of any entity in the language: its name, or its identifier when it has none.
[[nodiscard]] QString entityLabel(const twin::state::Snapshot& snapshot, const EntityKey& key,
                                  const Language& language);

/// "A ↔ B" of a link's or conduit's ends.
[[nodiscard]] QString endsLabel(const twin::registry::Registry& registry, const twin::registry::Endpoint& a,
                                const twin::registry::Endpoint& b, const Language& language);

} // namespace models
