#pragma once

#include "twin/scenario/editor.h"
#include "twin/support/result.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace twin::scenario {

/// Commands in the order of time: by when they begin, then as they stand in the list.
class Schedule
{
  public:
    Schedule(const Ground& ground, std::span<const Command> commands);

    /// Those in force at a moment folded, in that order. Errors: Invalid, of the first command that cannot be
    /// done, naming its place in the list (`commands.3: …`).
    [[nodiscard]] Result<Edits> editsAt(TimeNs at) const;

    /// Moments at which something begins or ends, ascending, each once, not before the ground's.
    [[nodiscard]] const std::vector<TimeNs>& changes() const { return m_changes; }

    /// The last begin, at least the ground's moment.
    [[nodiscard]] TimeNs lastBegin() const { return m_lastBegin; }

    /// What each command comes to.
    struct Verdict
    {
        std::size_t number = 0; ///< in the list
        TimeNs at = 0;
        std::optional<Touch> touch; ///< none: it cannot be done
        std::string reason;
    };

    /// The dry run: every command on those before it that are in force when it begins and could be done.
    /// @param touchFrom of those before it in the list, what they touch is not asked
    [[nodiscard]] std::vector<Verdict> check(std::size_t touchFrom = 0) const;

    /// Places in the list of those in force at a moment, in the order they are done.
    [[nodiscard]] std::vector<std::size_t> inForceAt(TimeNs at) const;

  private:
    struct Entry
    {
        std::size_t number = 0;
        TimeNs begin = 0;
        std::optional<TimeNs> end;
    };

    [[nodiscard]] bool isInForce(const Entry& entry, TimeNs at) const;

    const Ground& m_ground;
    std::span<const Command> m_commands;
    std::vector<Entry> m_entries;
    std::vector<TimeNs> m_changes;
    TimeNs m_lastBegin = 0;
};

/// Commands in force at a moment, in the order they are done.
[[nodiscard]] std::vector<Command> inForce(const Ground& ground, std::span<const Command> commands,
                                           TimeNs at);

/// `commands.3`, as errors name a command.
[[nodiscard]] std::string placeOf(std::size_t number);

} // namespace twin::scenario
