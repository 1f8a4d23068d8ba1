#pragma once

#include "models/planner/plan_result.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

namespace models {

/// A scenario somebody works on: a moment of the twin, and a row of forks of it that undo and redo walk
/// along.
struct PlanScenario
{
    int id = 0;
    int parent = 0; ///< the scenario it was branched from; 0: none, or that one was closed
    QString name;
    QString file; ///< it was opened from or saved to; empty: neither

    twin::scenario::GroundPtr ground;             ///< null while it is being prepared, or with `error`
    std::vector<twin::scenario::ForkPtr> history; ///< at [0] as it began; one an edit
    std::size_t position = 0;                     ///< of the one shown
    twin::scenario::ForkPtr saved;                ///< what `file` holds

    PlanResult result;   ///< of tip(), as far as it is known
    QString error;       ///< why there is no ground
    bool isCopy = false; ///< opened from an automatic copy

    /// As it stands; null while it is being prepared.
    [[nodiscard]] twin::scenario::ForkPtr tip() const
    {
        return history.empty() ? nullptr : history[position];
    }

    [[nodiscard]] bool isReady() const { return !history.empty(); }

    [[nodiscard]] bool canUndo() const { return position > 0; }

    [[nodiscard]] bool canRedo() const { return position + 1 < history.size(); }

    /// There is work that no file holds.
    [[nodiscard]] bool isModified() const
    {
        return isReady() && tip() != saved && (tip()->depth() > 0 || saved != nullptr);
    }
};

} // namespace models
