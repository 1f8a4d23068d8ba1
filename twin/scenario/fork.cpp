#include "twin/scenario/fork.h"

#include "twin/scenario/schedule.h"

#include <algorithm>
#include <utility>

namespace twin::scenario {

namespace {

Refusal tooMany()
{
    return tooLarge(Reason(ReasonKind::TooManyCommands).with({double{kMaxCommands}}));
}

} // namespace

ForkPtr Fork::root(GroundPtr ground, Document header)
{
    std::shared_ptr<Fork> out(new Fork);
    out->m_ground = std::move(ground);
    header.commands.clear();
    header.base = out->m_ground->reference();
    header.demand = out->m_ground->options().demand;
    header.demandTerms = out->m_ground->options().demandTerms;
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

Judged<Edits> Fork::editsAt(TimeNs at) const
{
    const std::vector<Command> list = commands();
    return Schedule(*m_ground, list).editsAt(at);
}

Judged<Touch> Fork::check(const Command& command) const
{
    const TimeNs begin = beginOf(command, m_ground->moment());
    const auto end = endOf(command, m_ground->moment());
    if (begin < m_ground->moment()) {
        return cannot(ReasonKind::BeginsTooEarly);
    }
    if (end && *end <= begin) {
        return cannot(ReasonKind::EndsFirst);
    }
    std::vector<Command> list = commands();
    if (list.size() >= kMaxCommands) {
        return refused(tooMany());
    }
    list.push_back(command);
    // Later ones that stand on it, or that it takes the ground from, count too.
    auto verdicts = Schedule(*m_ground, list).check(list.size() - 1);
    for (Schedule::Verdict& verdict : verdicts) {
        if (!verdict.touch) {
            const bool isItself = verdict.number + 1 == list.size();
            Refusal refusal(std::move(verdict.reason));
            return refused(isItself ? std::move(refusal)
                                    : std::move(refusal).of(verdict.number, placeOf(verdict.number) +
                                                                                " could not be done then: "));
        }
    }
    return std::move(*verdicts.back().touch);
}

Judged<ForkPtr> Fork::with(Command command) const
{
    if (auto touch = check(command); !touch) {
        return refused(std::move(touch.error()));
    }
    return next(std::move(command));
}

Judged<ForkPtr> Fork::withAll(std::vector<Command> commands, const std::atomic<bool>* cancelled) const
{
    if (commands.size() > kMaxCommands) {
        return refused(tooMany());
    }
    auto verdicts = Schedule(*m_ground, commands).check(commands.size(), cancelled);
    if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
        return failure(ErrorCode::Cancelled, "checking the commands was cancelled");
    }
    for (Schedule::Verdict& verdict : verdicts) {
        if (!verdict.touch) {
            return refused(
                Refusal(std::move(verdict.reason)).of(verdict.number, placeOf(verdict.number) + ": "));
        }
    }
    ForkPtr out = shared_from_this();
    while (out->m_parent != nullptr) {
        out = out->m_parent;
    }
    for (Command& command : commands) {
        out = out->next(std::move(command));
    }
    return out;
}

/// With one more, which has been checked.
ForkPtr Fork::next(Command command) const
{
    std::shared_ptr<Fork> out(new Fork);
    out->m_ground = m_ground;
    out->m_parent = shared_from_this();
    out->m_header = m_header;
    out->m_command = std::move(command);
    out->m_depth = m_depth + 1;
    return out;
}

TimeNs Fork::lastChange() const
{
    LastMoment out(m_ground->moment(), m_header->horizon);
    for (const Fork* fork = this; fork->m_parent != nullptr; fork = fork->m_parent.get()) {
        out.add(fork->m_command);
    }
    return out.value();
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

void Fork::forget() const
{
    SituationPtr situation; // freed when the lock is open again
    N1Ptr n1;
    const std::lock_guard lock(m_mutex);
    situation.swap(m_situation);
    n1.swap(m_n1);
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
