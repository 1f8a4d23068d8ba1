#pragma once

#include "models/selection/entity_key.h"
#include "twin/state/snapshot.h"

#include <QList>
#include <QString>

namespace models {

/// A series that no mapping rule takes.
struct UnmappedName
{
    QString name;
    std::uint64_t points = 0;
    QString rule; ///< JSON to start from
};

/// Those of one source, the most points first; empty of other entities. Null snapshots have none.
[[nodiscard]] QList<UnmappedName> unmappedNames(const twin::state::SnapshotPtr& snapshot,
                                                const EntityKey& source);

} // namespace models
