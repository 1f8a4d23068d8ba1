#pragma once

#include "models/feed/latest_job.h"
#include "twin/scenario/fork.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace models {

/// What a command would touch, or why it cannot be done.
struct CommandVerdict
{
    twin::scenario::Command command;
    twin::scenario::Touch touch; ///< without `refusal`
    /// None: it can be done. The command it is about is another one of `commands`, or none.
    std::optional<twin::scenario::Refusal> refusal;
    std::vector<twin::scenario::Command> commands; ///< of the scenario with it

    [[nodiscard]] bool canBeDone() const { return !refusal; }
};

/// Tries a command of a form on another thread: as one more of a scenario, or in the place of one of its
/// commands, with those behind it. Of several asked for at once only the newest is answered. GUI thread.
class CommandCheck final : public QObject
{
    Q_OBJECT

  public:
    explicit CommandCheck(QObject* parent = nullptr);
    ~CommandCheck() override;

    /// @param index of the command it takes the place of; < 0: one more
    void request(twin::scenario::ForkPtr tip, int index, twin::scenario::Command command);

    /// What was asked for is no longer wanted.
    void cancel();

    /// The commands of a scenario with that one in the place of another, or behind all.
    [[nodiscard]] static std::vector<twin::scenario::Command>
    commandsWith(const twin::scenario::Fork& tip, int index, const twin::scenario::Command& command);

  Q_SIGNALS:
    void answered(const models::CommandVerdict& verdict);

  private:
    std::shared_ptr<std::atomic<bool>> m_cancelled = std::make_shared<std::atomic<bool>>(false);
    LatestJob<std::shared_ptr<CommandVerdict>> m_job;
};

} // namespace models
