#pragma once

#include "models/selection/entity_key.h"
#include "twin/registry/registry.h"
#include "twin/scenario/edits.h"
#include "twin/scenario/fork.h"

#include <QList>
#include <QString>

#include <optional>
#include <vector>

/// What a gesture or a menu entry means as a command of a scenario. Pure functions, any thread; whether the
/// command can be done is the fork's to say.
namespace models {

/// What can be done to a thing at once.
enum class QuickVerb : std::uint8_t { Fail, Drain, Degrade, Restore, Remove, Resize };

inline constexpr QuickVerb kQuickVerbs[]{QuickVerb::Fail,    QuickVerb::Drain,  QuickVerb::Degrade,
                                         QuickVerb::Restore, QuickVerb::Remove, QuickVerb::Resize};

/// A command, or why there is none (translated).
struct QuickAnswer
{
    std::optional<twin::scenario::Command> command;
    QString reason;
};

/// What a scenario calls the thing; none of kinds it does not touch.
[[nodiscard]] std::optional<twin::scenario::Target> planTarget(const EntityKey& key);

/// The thing a scenario's target is; invalid where the console has none of its kind.
[[nodiscard]] EntityKey keyOfTarget(const twin::scenario::Target& target);

/// Whether a scenario knows the verb for things of that type.
[[nodiscard]] bool canBe(QuickVerb verb, EntityKey::Type type);

/// @param amount of Degrade the part that is left (0 to 1), of Resize the factor
/// @param edits what has been done so far: a link is resized from the size it has there
[[nodiscard]] QuickAnswer quickCommand(QuickVerb verb, const EntityKey& key,
                                       const twin::registry::Registry& registry,
                                       const twin::scenario::Edits& edits, double amount);

/// The conduits a link runs through, from its end a to b.
[[nodiscard]] QList<EntityKey> conduitsOf(const EntityKey& link, const twin::registry::Registry& registry);

/// The conduit of a link that runs nearest to a place; invalid if it has none.
[[nodiscard]] EntityKey conduitAt(const EntityKey& link, twin::Position place,
                                  const twin::registry::Registry& registry);

/// Cuts the conduit of the link that runs nearest to `place`, or the link where no conduit is known; restores
/// it if that is what the scenario has failed.
[[nodiscard]] QuickAnswer cutOrRestore(const EntityKey& link, twin::Position place,
                                       const twin::registry::Registry& registry,
                                       const twin::scenario::Edits& edits);

/// Everything a fork's commands come to once the last has begun, without working out a steady state. Those
/// whose time is over then are left out.
[[nodiscard]] twin::scenario::Edits editsOf(const twin::scenario::Fork& fork);

} // namespace models
