#pragma once

#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/refusal.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace twin::scenario {

/// A document's commands as a run plays them: folded step by step as Schedule::editsAt folds them, and with
/// what the run itself has done to jobs. The commands must outlive it.
class RunScript
{
  public:
    /// @param commands of a scenario of the ground
    /// @param horizon until when growth and planned builds go on, from the ground's moment
    RunScript(const Ground& ground, std::span<const Command> commands, TimeNs horizon);

    /// When the next command begins, ends, or goes on by a date; none when all have.
    [[nodiscard]] std::optional<TimeNs> next() const;

    /// What a step did, by places in the list.
    struct Step
    {
        std::vector<std::size_t> began;
        std::vector<std::size_t> ended;
        /// About a job that is over, or cannot be done as things stand.
        std::vector<std::size_t> skipped;
        std::map<std::size_t, Reason> why; ///< of the latter
        std::vector<std::size_t> dated;    ///< in force, and a date of theirs has come
        bool changesNetwork = false;
        bool changesDemand = false;
        bool changesCards = false;   ///< single cards failed, or are back
        bool isOfSingleCards = true; ///< it did nothing else
    };

    /// Does what is due at a moment. Precondition: `at` >= all before.
    /// What cannot be done for how things stand at the time (what is down, whose cards are free, how long the
    /// way is) is skipped, also when it rested on what has ended now; what a job's registration bounds is
    /// judged when its move begins, and only then.
    /// @param isOver whether a job has finished in the run: it is moved and cancelled no more
    /// Errors: Invalid, of the first command that can be done at no time, naming its place (`commands.3: …`).
    [[nodiscard]] Judged<Step> advanceTo(TimeNs at,
                                         const std::function<bool(const std::string& job)>& isOver);

    [[nodiscard]] const Edits& edits() const { return m_edits; }

    /// A job has finished in the run: what has failed under it is out of the pool's, not of its cards.
    void leave(const std::string& job);
    /// Cards that a job took or gave back in the run.
    void addCards(const std::string& pool, const std::string& chipClass, std::int64_t more);

  private:
    enum class What : std::uint8_t { End, Begin, Date };

    struct Change
    {
        TimeNs at = 0;
        What what = What::Begin;
        std::size_t number = 0;
    };

    [[nodiscard]] Judged<> fold(Edits& edits, std::size_t number, Step& step);
    [[nodiscard]] Judged<> foldAll(TimeNs at, Step& step);
    [[nodiscard]] bool isOfTheTime(const Reason& reason) const;
    [[nodiscard]] bool isGone(const std::string& job) const;
    void skip(std::size_t number, Reason why, Step& step);
    void note(std::size_t number, Step& step) const;

    const Ground* m_ground;
    std::span<const Command> m_commands;
    std::vector<Change> m_changes; ///< by time; at one time as `What` has them
    std::size_t m_next = 0;
    std::vector<std::size_t> m_inForce; ///< in the order they are done
    std::set<std::size_t> m_skipped;
    std::set<std::string> m_missing; ///< jobs whose submission was skipped
    std::set<std::string> m_left;    ///< jobs that have finished
    bool m_isGrowing = false;        ///< something in force looks at the time
    CardsTaken m_cards;
    Edits m_edits;
};

} // namespace twin::scenario
