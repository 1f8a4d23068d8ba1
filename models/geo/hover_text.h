#pragma once

#include "models/language/language.h"
#include "models/selection/entity_key.h"
#include "twin/state/snapshot.h"

#include <QString>
#include <QStringList>

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

} // namespace models
