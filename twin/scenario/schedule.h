#pragma once

#include "twin/scenario/editor.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace twin::scenario {

/// Most dates of growths, and of planned builds, that one scenario looks at. Of more, every n-th counts, and
/// what was due before enters with it.
inline constexpr std::size_t kMostDates = 500;

/// True for what goes on by itself while it is in force: Growth by quarters, PlannedBuilds by dates.
[[nodiscard]] bool isDated(const Action& action);

/// A moment at which a command in force does more than it did before.
struct DatedChange
{
    TimeNs at = 0;
    std::size_t number = 0; ///< of the command, in the list
};

/// Those of all commands up to a moment (with it): quarters of growths since they began, and in-service dates
/// of what the registry plans. Of one list in the order of time.
[[nodiscard]] std::vector<DatedChange> datesOf(const Ground& ground, std::span<const Command> commands,
                                               TimeNs until);

/// When everything planned has happened: the last begin, or with a horizon the end of that if something dated
/// is in force then. One way to say it for who has a list and who walks forks.
class LastMoment
{
  public:
    /// @param first the ground's moment @param horizon from it on; 0: none
    LastMoment(TimeNs first, TimeNs horizon)
        : m_first(first)
        , m_horizon(horizon)
        , m_last(first)
    {}

    void add(const Command& command);

    [[nodiscard]] TimeNs value() const { return m_last; }

  private:
    TimeNs m_first;
    TimeNs m_horizon;
    TimeNs m_last;
};

/// Commands in the order of time: by when they begin, then as they stand in the list.
class Schedule
{
  public:
    /// @param horizon until when growth and planned builds go on, from the ground's moment; 0: to the last
    /// begin or end
    Schedule(const Ground& ground, std::span<const Command> commands, TimeNs horizon = 0);

    /// Those in force at a moment folded, in that order. Errors: Invalid, of the first command that cannot be
    /// done, naming its place in the list (`commands.3: …`).
    [[nodiscard]] Judged<Edits> editsAt(TimeNs at) const;

    /// Moments at which something begins, ends or goes on by a date (datesOf), ascending, each once, not
    /// before the ground's.
    [[nodiscard]] const std::vector<TimeNs>& changes() const { return m_changes; }

    /// When everything planned has happened (LastMoment).
    [[nodiscard]] TimeNs lastMoment() const { return m_lastMoment; }

    /// What each command comes to.
    struct Verdict
    {
        std::size_t number = 0; ///< in the list
        TimeNs at = 0;
        std::optional<Touch> touch; ///< none: it cannot be done
        Reason reason;              ///< without `touch`
    };

    /// The dry run: every command on those before it that are in force when it begins and could be done.
    /// @param touchFrom of those before it in the list, what they touch is not asked
    /// @param cancelled set by anybody: what has not been looked at by then is without a verdict
    [[nodiscard]] std::vector<Verdict> check(std::size_t touchFrom = 0,
                                             const std::atomic<bool>* cancelled = nullptr) const;

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
    TimeNs m_lastMoment = 0;
};

/// Commands in force at a moment, in the order they are done.
[[nodiscard]] std::vector<Command> inForce(const Ground& ground, std::span<const Command> commands,
                                           TimeNs at);

/// `commands.3`, as errors name a command.
[[nodiscard]] std::string placeOf(std::size_t number);
/// The refusal of one of a list, naming it: `commands.3: fail conduit D.BEJ~XIA: …`.
[[nodiscard]] Refusal inList(Refusal refusal, std::size_t number, const Command& command);

} // namespace twin::scenario
