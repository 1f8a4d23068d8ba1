#include "twin/scenario/run_script.h"

#include "twin/scenario/editor.h"
#include "twin/scenario/failed_cards.h"
#include "twin/scenario/schedule.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace twin::scenario {

namespace {

template <typename... Kinds> bool isOneOf(const Action& action)
{
    return (std::holds_alternative<Kinds>(action) || ...);
}

bool changesDemand(const Action& action)
{
    return isOneOf<ScaleDemand, Growth, AddDemand, SubmitJob, MoveJob, CancelJob, Remove>(action);
}

/// Of what fails, is degraded, drained or restored; null of other actions.
const Target* targetOf(const Action& action)
{
    return std::visit(
        [](const auto& of) -> const Target* {
            if constexpr (requires { of.target; }) {
                return &of.target;
            } else {
                return nullptr;
            }
        },
        action);
}

bool changesCards(const Action& action)
{
    const Target* target = targetOf(action);
    return target != nullptr && target->kind == TargetKind::Card;
}

/// Also the cards there are, and what is worth what.
bool changesNetwork(const Action& action)
{
    const Target* target = targetOf(action);
    if (target != nullptr && (target->kind == TargetKind::Card || target->kind == TargetKind::Source)) {
        return false;
    }
    return !isOneOf<ScaleDemand, Growth, AddDemand, SubmitJob, MoveJob, CancelJob>(action);
}

/// The job that a command does something to; empty: none.
std::string jobOf(const Action& action)
{
    const auto* move = std::get_if<MoveJob>(&action);
    const auto* cancel = std::get_if<CancelJob>(&action);
    if (changesCards(action) && !isOneOf<Restore>(action)) {
        return targetOf(action)->id; // what failed under it comes back, whether it is over or not
    }
    return move != nullptr ? move->id : cancel != nullptr ? cancel->id : std::string();
}

} // namespace

RunScript::RunScript(const Ground& ground, std::span<const Command> commands, TimeNs horizon)
    : m_ground(&ground)
    , m_commands(commands)
{
    const TimeNs first = ground.moment();
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const TimeNs begin = beginOf(commands[i], first);
        const auto end = endOf(commands[i], first);
        if (end && *end <= std::max(begin, first)) {
            continue; // it is never in force
        }
        m_changes.push_back({begin, What::Begin, i});
        if (end) {
            m_changes.push_back({*end, What::End, i});
        }
    }
    for (const DatedChange& date : datesOf(ground, commands, first + horizon)) {
        m_changes.push_back({date.at, What::Date, date.number});
    }
    std::ranges::stable_sort(m_changes, [](const Change& a, const Change& b) {
        return std::tuple(a.at, a.what) < std::tuple(b.at, b.what);
    });
    m_edits.now = first;
}

std::optional<TimeNs> RunScript::next() const
{
    return m_next < m_changes.size() ? std::optional(m_changes[m_next].at) : std::nullopt;
}

void RunScript::addCards(const std::string& pool, const std::string& chipClass, std::int64_t more)
{
    m_cards[{pool, chipClass}] += more;
    m_edits.cardsTaken[{pool, chipClass}] += more;
}

void RunScript::leave(const std::string& job)
{
    m_left.insert(job);
    leaveFailedCards(m_edits, job, {});
}

/// Whether it says how things stand, and not that the command itself is wrong.
bool RunScript::isOfTheTime(const Reason& reason) const
{
    switch (reason.kind) {
    case ReasonKind::FailedAlready:
    case ReasonKind::DrainedAlready:
    case ReasonKind::NothingToRestore:
    case ReasonKind::RestoreConduit:
    case ReasonKind::RestoreProvince:
    case ReasonKind::JobHasNoCards:
    case ReasonKind::JobIsThere:
    case ReasonKind::CardsShort:
    case ReasonKind::IsDown:
    case ReasonKind::IsDrained:
    case ReasonKind::IsDownAtFirst:
    case ReasonKind::ResolverSilent:
    case ReasonKind::ResolverDrained:
    case ReasonKind::DataUnreachable:
    case ReasonKind::UsersUnreachable:
    case ReasonKind::LatencyTooHigh:
    case ReasonKind::BudgetShort:
        return true;
    case ReasonKind::Unknown:
        return reason.subject.kind == TargetKind::Card && isGone(reason.subject.id);
    case ReasonKind::UnknownJob:
        return !reason.names.empty() && isGone(reason.names.front());
    default:
        return false;
    }
}

/// A job whose submission was skipped, or that was cancelled.
bool RunScript::isGone(const std::string& job) const
{
    return m_missing.contains(job) || m_edits.cancelled.contains(job);
}

void RunScript::skip(std::size_t number, Reason why, Step& step)
{
    m_skipped.insert(number);
    std::erase(m_inForce, number);
    std::erase(step.began, number);
    step.skipped.push_back(number);
    step.why.emplace(number, std::move(why));
    if (const auto* submit = std::get_if<SubmitJob>(&m_commands[number].action)) {
        m_missing.insert(submit->id);
    }
    note(number, step);
}

void RunScript::note(std::size_t number, Step& step) const
{
    const Action& action = m_commands[number].action;
    const bool isOfCards = changesCards(action);
    step.changesNetwork = step.changesNetwork || changesNetwork(action);
    step.changesDemand = step.changesDemand || changesDemand(action);
    step.changesCards = step.changesCards || isOfCards;
    step.isOfSingleCards = step.isOfSingleCards && isOfCards;
}

Judged<> RunScript::fold(Edits& edits, std::size_t number, Step& step)
{
    const Command& command = m_commands[number];
    const bool isNew = std::ranges::find(step.began, number) != step.began.end();
    Editor editor(*m_ground, std::move(edits));
    auto done = isNew ? editor.apply(command) : editor.applyAgain(command);
    edits = editor.take();
    if (done) {
        return {};
    }
    if (!isOfTheTime(done.error().because)) {
        return refused(inList(std::move(done.error()), number, command));
    }
    skip(number, std::move(done.error().because), step);
    return {};
}

Judged<> RunScript::foldAll(TimeNs at, Step& step)
{
    Edits edits;
    edits.now = at;
    edits.cardsTaken = m_cards;
    for (const std::size_t number : std::vector(m_inForce)) {
        if (auto done = fold(edits, number, step); !done) {
            return done;
        }
    }
    for (const std::string& job : m_left) {
        leaveFailedCards(edits, job, {});
    }
    m_edits = std::move(edits);
    return {};
}

Judged<RunScript::Step> RunScript::advanceTo(TimeNs at,
                                             const std::function<bool(const std::string& job)>& isOver)
{
    Step step;
    for (; m_next < m_changes.size() && m_changes[m_next].at <= at; ++m_next) {
        const Change& change = m_changes[m_next];
        const Action& action = m_commands[change.number].action;
        if (change.what == What::Date) {
            step.dated.push_back(change.number);
        } else if (change.what == What::End) {
            if (m_skipped.erase(change.number) != 0) {
                continue;
            }
            std::erase(m_inForce, change.number);
            step.ended.push_back(change.number);
        } else if (const std::string job = jobOf(action); !job.empty() && isOver(job)) {
            m_skipped.insert(change.number);
            step.skipped.push_back(change.number);
            continue;
        } else {
            m_inForce.push_back(change.number);
            step.began.push_back(change.number);
            m_isGrowing = m_isGrowing || isDated(action);
        }
        note(change.number, step);
    }
    m_edits.now = at;
    if (m_isGrowing || !step.ended.empty()) {
        step.changesDemand = step.changesDemand || m_isGrowing;
        step.changesNetwork = step.changesNetwork || m_isGrowing;
        if (auto done = foldAll(at, step); !done) {
            return refused(std::move(done.error()));
        }
        return step;
    }
    for (const std::size_t number : std::vector(step.began)) {
        if (auto done = fold(m_edits, number, step); !done) {
            return refused(std::move(done.error()));
        }
    }
    return step;
}

} // namespace twin::scenario
