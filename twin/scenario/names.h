#pragma once

#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/refusal.h"

#include <string>
#include <vector>

namespace twin::scenario {

/// What there is by name on a ground under edits: the registry's, what was added, without what was removed.
class Names
{
  public:
    Names(const Ground& ground, const Edits& edits)
        : m_ground(ground)
        , m_edits(edits)
    {}

    [[nodiscard]] bool has(const Target& target) const;
    /// Errors: Unknown with the nearest there are, Removed, NoSources.
    [[nodiscard]] Judged<> need(const Target& target) const;
    /// A pool or site.
    [[nodiscard]] Judged<> needPlace(const std::string& id) const;

    [[nodiscard]] bool hasPool(const std::string& id) const { return has({TargetKind::Pool, id}); }

    [[nodiscard]] bool hasPlace(const std::string& id) const
    {
        return hasPool(id) || has({TargetKind::Site, id});
    }

    /// The pool of the registry an added or own pool takes its facts from, and its size beside that one.
    struct PoolFacts
    {
        const registry::Pool* pool = nullptr; ///< null: there is none
        double scale = 1;
    };

    [[nodiscard]] PoolFacts pool(const std::string& id) const;
    /// A job of the ground or one that was submitted, with where it is placed now; null when there is none,
    /// or it was cancelled.
    [[nodiscard]] JobPtr job(const std::string& id) const;
    /// Whether the base itself has it down (of a conduit: a link in it).
    [[nodiscard]] bool isDownInGround(const Target& target) const;
    [[nodiscard]] bool knowsFlow(const std::string& id) const;
    /// Ends of a conduit; empty when there is none.
    [[nodiscard]] std::pair<std::string, std::string> ends(const std::string& conduit) const;

  private:
    [[nodiscard]] bool isAdded(const Target& target) const;
    [[nodiscard]] std::vector<std::string> all(TargetKind kind) const;

    const Ground& m_ground;
    const Edits& m_edits;
};

/// As registry.proto names it in lower case; none of another word.
[[nodiscard]] std::optional<registry::JobKind> jobKindFromName(std::string_view name);
/// A job as it is once its command is done.
/// @param start the scenario's beginning
[[nodiscard]] JobPtr jobOf(const SubmitJob& command, TimeNs start);

} // namespace twin::scenario
