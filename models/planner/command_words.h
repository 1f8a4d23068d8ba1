#pragma once

#include "models/planner/plan_names.h"
#include "twin/scenario/command.h"

#include <QCoreApplication>
#include <QString>

namespace models {

/// What commands of a scenario say, in sentences of the current language.
class CommandWords
{
    Q_DECLARE_TR_FUNCTIONS(models::CommandWords)

  public:
    /// "Fail conduit Beijing ↔ Langfang".
    [[nodiscard]] static QString sentence(const twin::scenario::Command& command, const PlanNames& names);
    /// "2. Fail conduit Beijing ↔ Langfang", as the list of commands counts from 1.
    /// @param place in the list, from 0
    [[nodiscard]] static QString numbered(std::size_t place, const twin::scenario::Command& command,
                                          const PlanNames& names);
    /// "from the beginning", "at 14:00:00 until 16:00:00"; moments as wall clock with the date where it is
    /// not that of `begin`, the scenario's beginning.
    [[nodiscard]] static QString time(const twin::scenario::Command& command, twin::TimeNs begin);
    /// The entity it is about; of several the first; invalid without any.
    [[nodiscard]] static EntityKey key(const twin::scenario::Command& command);
};

} // namespace models
