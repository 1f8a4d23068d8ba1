#pragma once

#include "models/language/language.h"
#include "models/selection/entity_key.h"
#include "twin/state/snapshot.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace models {

/// What a hover card says of an entity: a title and two to five short lines.
struct HoverText
{
    QString title;
    QStringList lines;
};

/// Empty title when the entity does not exist.
[[nodiscard]] HoverText hoverText(const twin::state::Snapshot& snapshot, const EntityKey& key,
                                  const Language& language);

/// Of several pools drawn as one: how many, and their sums. Precondition: numbers of the snapshot's registry.
[[nodiscard]] HoverText hoverTextOfPools(const twin::state::Snapshot& snapshot,
                                         const std::vector<std::uint32_t>& pools, const Language& language);

} // namespace models
