#pragma once

#include "twin/scenario/editor.h"
#include "twin/scenario/n1_table.h"
#include "twin/scenario/refusal.h"
#include "twin/scenario/situation.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace twin::scenario {

class Fork;
using ForkPtr = std::shared_ptr<const Fork>;

/// A ground and the commands that were done to it: immutable, so undo is the fork before (`parent`), redo the
/// one that was left, and several forks of one make a tree. A fork holds one command and what was computed of
/// it; the network, the flows and everything before are shared. Any thread; live data is never touched.
class Fork : public std::enable_shared_from_this<Fork>
{
  public:
    /// @param header name, note, guarantees… of the scenario; its commands are not looked at
    [[nodiscard]] static ForkPtr root(GroundPtr ground, Document header = {});
    ~Fork();
    Fork(const Fork&) = delete;
    Fork& operator=(const Fork&) = delete;

    /// The fork with one command more. Errors: those of Editor::apply; the command's moment is that of its
    /// `at`.
    [[nodiscard]] Judged<ForkPtr> with(Command command) const;
    /// The root with all of these instead: checked as one scenario, so one may stand on another that is later
    /// in the list and earlier in time. Errors: Invalid, of the first that cannot be done (`commands.3: …`);
    /// TooLarge; Cancelled, within a command once anybody sets `cancelled`.
    [[nodiscard]] Judged<ForkPtr> withAll(std::vector<Command> commands,
                                          const std::atomic<bool>* cancelled = nullptr) const;
    /// What the command would touch, or why it cannot be done. Errors: as above.
    [[nodiscard]] Judged<Touch> check(const Command& command) const;

    [[nodiscard]] const GroundPtr& ground() const { return m_ground; }

    /// Null at the root.
    [[nodiscard]] const ForkPtr& parent() const { return m_parent; }

    /// Null at the root.
    [[nodiscard]] const Command* command() const { return m_parent != nullptr ? &m_command : nullptr; }

    [[nodiscard]] std::size_t depth() const { return m_depth; }

    /// In the order they were done.
    [[nodiscard]] std::vector<Command> commands() const;
    /// The scenario as a file has it, base and demand included.
    [[nodiscard]] Document document() const;

    /// When everything planned has happened (LastMoment in schedule.h): the last begin; with a horizon and
    /// something that grows in force then, its end.
    [[nodiscard]] TimeNs lastChange() const;
    /// The steady state at a moment, under the commands in force then. Errors: those of evaluate. That at
    /// lastChange() is kept.
    [[nodiscard]] Result<SituationPtr> situation(TimeNs at, const EvaluateOptions& options = {}) const;

    [[nodiscard]] Result<SituationPtr> situation() const { return situation(lastChange()); }

    /// The N-1 table of situation(); a whole one is kept. Errors: those of evaluate.
    [[nodiscard]] Result<N1Ptr> n1(const N1Options& options = {}) const;

    /// Drops what is kept of situation() and n1(): they are computed anew when somebody asks. Whoever holds
    /// them keeps them. Any thread.
    void forget() const;

  private:
    Fork() = default;
    [[nodiscard]] ForkPtr next(Command command) const;
    [[nodiscard]] Judged<Edits> editsAt(TimeNs at) const;

    GroundPtr m_ground;
    ForkPtr m_parent;
    std::shared_ptr<const Document> m_header;
    Command m_command;
    std::size_t m_depth = 0;
    mutable std::mutex m_mutex; ///< of what is kept
    mutable SituationPtr m_situation;
    mutable N1Ptr m_n1;
};

} // namespace twin::scenario
