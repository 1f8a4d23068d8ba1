#pragma once

#include "models/language/language.h"
#include "models/selection/entity_key.h"
#include "twin/scenario/command.h"
#include "twin/state/snapshot.h"

#include <QString>

#include <string>

namespace models {

/// What things are called in a scenario: by the names of the moment it forks from; what commands added has
/// only its identifier.
struct PlanNames
{
    const Language& language;
    twin::state::SnapshotPtr snapshot; ///< null: identifiers only

    [[nodiscard]] QString label(EntityKey::Type type, const std::string& id) const;
    /// `conduit Beijing ↔ Langfang`.
    [[nodiscard]] QString target(const twin::scenario::Target& target) const;
    /// A pool, site or the identifier as it is.
    [[nodiscard]] QString place(const std::string& id) const;
    [[nodiscard]] QString province(std::uint32_t adcode) const;
};

/// The entity a target is; invalid for what cannot be selected.
[[nodiscard]] EntityKey keyOf(const twin::scenario::Target& target);
/// The entity an arc of the network belongs to (`LINK>`, `LINK<`).
[[nodiscard]] EntityKey linkOfArc(const std::string& arc);

} // namespace models
