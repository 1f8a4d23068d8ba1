#include "models/planner/command_check.h"

#include "twin/scenario/schedule.h"

#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

/// One more than all others: what `with` says. In the place of another: what the whole list says.
CommandVerdict verdictOf(const ForkPtr& tip, int index, const Command& command,
                         const std::atomic<bool>& cancelled)
{
    CommandVerdict out{command, {}, {}, CommandCheck::commandsWith(*tip, index, command)};
    const std::vector<Command>& all = out.commands;
    const std::size_t place = index < 0 ? all.size() - 1 : static_cast<std::size_t>(index);
    ForkPtr fork = tip;
    while (index >= 0 && fork->depth() > place) {
        fork = fork->parent();
    }
    if (cancelled) {
        return out;
    }
    auto touch = fork->check(command);
    if (touch) {
        out.touch = *touch;
    } else if (index < 0) {
        out.refusal = std::move(touch.error());
    }
    if (index < 0 || cancelled) {
        return out;
    }
    auto next = tip->withAll(all, &cancelled);
    if (cancelled) {
        return out;
    }
    if (!next) {
        out.refusal = touch ? next.error() : touch.error();
        if (out.refusal->command == place) {
            out.refusal->command.reset(); // the one that was asked for
        }
    } else if (!touch) {
        // It stands on one that is later in the list and earlier in time.
        out.touch = Schedule(*tip->ground(), all).check(place)[place].touch.value_or(Touch{});
    }
    return out;
}

} // namespace

CommandCheck::CommandCheck(QObject* parent)
    : QObject(parent)
    , m_job([this](const std::shared_ptr<CommandVerdict>& verdict) {
        if (verdict != nullptr) {
            Q_EMIT answered(*verdict);
        }
    })
{}

CommandCheck::~CommandCheck()
{
    cancel(); // the job's end is waited for
}

void CommandCheck::request(ForkPtr tip, int index, Command command)
{
    *m_cancelled = true; // of what was asked before only the newest counts
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_job.request([tip = std::move(tip), index, command = std::move(command), flag = m_cancelled] {
        auto out = std::make_shared<CommandVerdict>(verdictOf(tip, index, command, *flag));
        return *flag ? nullptr : out; // half a verdict is none
    });
}

void CommandCheck::cancel()
{
    *m_cancelled = true;
    m_job.cancel();
}

std::vector<Command> CommandCheck::commandsWith(const Fork& tip, int index, const Command& command)
{
    std::vector<Command> out = tip.commands();
    if (index >= 0 && static_cast<std::size_t>(index) < out.size()) {
        out[static_cast<std::size_t>(index)] = command;
    } else {
        out.push_back(command);
    }
    return out;
}

} // namespace models
