#pragma once

#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/refusal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace twin::scenario {

/// What a command would touch, as the ground is: the answer of a dry run.
struct Touch
{
    std::vector<std::string> links; ///< by identifier, as are the others
    std::vector<std::string> pools;
    std::vector<std::string> jobs;
    std::uint32_t flows = 0; ///< with their path over those links, or an end in those pools
    std::uint32_t demands = 0;
    double traffic_bps = 0; ///< of both
    std::uint64_t cards = 0;
    GflopsByPrecision gflops; ///< of those pools
};

/// Folds commands into edits of a ground, one after the other, and says of each what it touches or why it
/// cannot be done. Nothing changes when it cannot. One thread.
class Editor
{
  public:
    /// @param now the moment the edits are to describe
    Editor(const Ground& ground, TimeNs now)
        : m_ground(&ground)
    {
        m_edits.now = now;
    }

    /// Goes on from what commands came to before.
    Editor(const Ground& ground, Edits start)
        : m_ground(&ground)
        , m_edits(std::move(start))
    {}

    /// Errors: Invalid, with the reason (an unknown identifier with the nearest ones there are); NotFound
    /// never.
    [[nodiscard]] Judged<> apply(const Command& command);
    /// One that was done when it began: what a job's registration bounds held then and is not judged again.
    [[nodiscard]] Judged<> applyAgain(const Command& command);
    /// Does it and says what it touches. Errors: as apply's. Cost: a walk of the flows.
    [[nodiscard]] Judged<Touch> touch(const Command& command);

    [[nodiscard]] const Edits& edits() const { return m_edits; }

    [[nodiscard]] Edits take() { return std::move(m_edits); }

  private:
    const Ground* m_ground;
    Edits m_edits;
};

/// The moment a command begins, of a scenario that begins at `begin`.
[[nodiscard]] TimeNs beginOf(const Command& command, TimeNs begin);
/// The moment it ends; none: never.
[[nodiscard]] std::optional<TimeNs> endOf(const Command& command, TimeNs begin);
[[nodiscard]] TimeNs absolute(const Moment& moment, TimeNs begin);

} // namespace twin::scenario
