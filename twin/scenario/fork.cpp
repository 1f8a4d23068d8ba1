#include "twin/scenario/fork.h"

#include "twin/scenario/schedule.h"

#include <algorithm>
#include <utility>

namespace twin::scenario {

ForkPtr Fork::root(GroundPtr ground, Document header)
{
    std::shared_ptr<Fork> out(new Fork);
    out->m_ground = std::move(ground);
    header.commands.clear();
    header.base = out->m_ground->reference();
    header.demand = out->m_ground->options().demand;
    header.seed = out->m_ground->options().seed;
    header.assumptions = out->m_ground->options().assumptions;
    out->m_header = std::make_shared<const Document>(std::move(header));
    return out;
}

/// One after the other: ten thousand forks that each hold the one before would otherwise be ten thousand
/// calls deep.
Fork::~Fork()
{
    ForkPtr next = std::move(m_parent);
    while (next != nullptr && next.use_count() == 1) {
        next = std::exchange(const_cast<Fork&>(*next).m_parent, nullptr);
    }
}

std::vector<Command> Fork::commands() const
{
    std::vector<Command> out;
    for (const Fork* fork = this; fork->m_parent != nullptr; fork = fork->m_parent.get()) {
        out.push_back(fork->m_command);
    }
    std::ranges::reverse(out);
    return out;
}

Document Fork::document() const
{
    Document out = *m_header;
    out.commands = commands();
    return out;
}

Result<Edits> Fork::editsAt(TimeNs at) const
{
    const std::vector<Command> list = commands();
    return Schedule(*m_ground, list).editsAt(at);
}

Result<Touch> Fork::check(const Command& command) const
{
    const TimeNs begin = beginOf(command, m_ground->moment());
    const auto end = endOf(command, m_ground->moment());
    if (begin < m_ground->moment()) {
        return failure(ErrorCode::Invalid, "it begins before the scenario does");
    }
    if (end && *end <= begin) {
        return failure(ErrorCode::Invalid, "it ends before it begins");
    }
    std::vector<Command> list = commands();
    if (list.size() >= kMaxCommands) {
        return failure(ErrorCode::TooLarge,
                       "a scenario has at most " + std::to_string(kMaxCommands) + " commands");
    }
    list.push_back(command);
    // Later ones that stand on it, or that it takes the ground from, count too.
    auto verdicts = Schedule(*m_ground, list).check(list.size() - 1);
    for (Schedule::Verdict& verdict : verdicts) {
        if (!verdict.touch) {
            const bool isItself = verdict.number + 1 == list.size();
            return failure(ErrorCode::Invalid,
                           isItself ? verdict.reason
                                    : placeOf(verdict.number) + " could not be done then: " + verdict.reason);
        }
    }
    return std::move(*verdicts.back().touch);
}

Result<ForkPtr> Fork::with(Command command) const
{
    if (auto touch = check(command); !touch) {
        return failure(std::move(touch.error()));
    }
    std::shared_ptr<Fork> out(new Fork);
    out->m_ground = m_ground;
    out->m_parent = shared_from_this();
    out->m_header = m_header;
    out->m_command = std::move(command);
    out->m_depth = m_depth + 1;
    return ForkPtr(std::move(out));
}

TimeNs Fork::lastChange() const
{
    TimeNs out = m_ground->moment();
    for (const Fork* fork = this; fork->m_parent != nullptr; fork = fork->m_parent.get()) {
        out = std::max(out, beginOf(fork->m_command, m_ground->moment()));
    }
    return out;
}

Result<SituationPtr> Fork::situation(TimeNs at, const EvaluateOptions& options) const
{
    const bool isUsual = at == lastChange() && !options.coverage;
    if (isUsual) {
        const std::lock_guard lock(m_mutex);
        if (m_situation != nullptr) {
            return m_situation;
        }
    }
    auto edits = editsAt(at);
    if (!edits) {
        return failure(std::move(edits.error()));
    }
    auto out = evaluate(*m_ground, std::make_shared<const Edits>(std::move(*edits)), options);
    if (out && isUsual) {
        const std::lock_guard lock(m_mutex);
        m_situation = *out;
    }
    return out;
}

Result<N1Ptr> Fork::n1(const N1Options& options) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_n1 != nullptr) {
            return m_n1;
        }
    }
    const auto now = situation();
    if (!now) {
        return failure(now.error());
    }
    auto out = std::make_shared<const N1Table>(n1Table(*m_ground, **now, options));
    if (out->isWhole()) {
        const std::lock_guard lock(m_mutex);
        m_n1 = out;
    }
    return N1Ptr(std::move(out));
}

} // namespace twin::scenario
