#pragma once

#include "models/planner/plan_names.h"
#include "twin/scenario/refusal.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace models {

/// Why something of a scenario cannot be, or may not, in the current language: by the kind of the reason and
/// what it is about. One line a kind in the source; a kind without one is said in the engine's English.
class ReasonWords
{
    Q_DECLARE_TR_FUNCTIONS(models::ReasonWords)

  public:
    /// "there is no conduit D.X; the nearest: D.Y".
    [[nodiscard]] static QString of(const twin::scenario::Reason& reason, const PlanNames& names);
    /// With the command it is about, as the list of commands counts and calls it.
    /// @param commands the list that the refusal is of
    [[nodiscard]] static QString of(const twin::scenario::Refusal& refusal,
                                    const std::vector<twin::scenario::Command>& commands,
                                    const PlanNames& names);
    /// Whether there are words for the kind.
    [[nodiscard]] static bool has(twin::scenario::ReasonKind kind);
};

} // namespace models
