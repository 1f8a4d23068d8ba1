#include "twin/scenario/schedule.h"

#include <algorithm>
#include <utility>

namespace twin::scenario {

namespace {

Judged<Touch> withoutTouch(Judged<> done)
{
    return done ? Judged<Touch>(Touch{}) : refused(std::move(done.error()));
}

} // namespace

std::string placeOf(std::size_t number)
{
    return "commands." + std::to_string(number);
}

Refusal inList(Refusal refusal, std::size_t number, const Command& command)
{
    return std::move(refusal).of(number, placeOf(number) + ": " + text(command.action) + ": ");
}

Schedule::Schedule(const Ground& ground, std::span<const Command> commands, TimeNs horizon)
    : m_ground(ground)
    , m_commands(commands)
{
    LastMoment last(ground.moment(), horizon);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Entry entry{i, beginOf(commands[i], ground.moment()), endOf(commands[i], ground.moment())};
        m_entries.push_back(entry);
        last.add(commands[i]);
        m_changes.push_back(entry.begin);
        if (entry.end) {
            m_changes.push_back(*entry.end);
        }
    }
    m_lastMoment = last.value();
    m_changes.push_back(ground.moment());
    const TimeNs until = horizon > 0 ? ground.moment() + horizon : std::ranges::max(m_changes);
    for (const DatedChange& date : datesOf(ground, commands, until)) {
        m_changes.push_back(date.at);
    }
    std::erase_if(m_changes, [&](TimeNs time) { return time < ground.moment(); });
    std::ranges::sort(m_changes);
    const auto again = std::ranges::unique(m_changes);
    m_changes.erase(again.begin(), again.end());
    std::ranges::stable_sort(m_entries, {}, &Entry::begin);
}

bool Schedule::isInForce(const Entry& entry, TimeNs at) const
{
    return entry.begin <= at && (!entry.end || at < *entry.end);
}

std::vector<std::size_t> Schedule::inForceAt(TimeNs at) const
{
    std::vector<std::size_t> out;
    for (const Entry& entry : m_entries) {
        if (isInForce(entry, at)) {
            out.push_back(entry.number);
        }
    }
    return out;
}

std::vector<Command> inForce(const Ground& ground, std::span<const Command> commands, TimeNs at)
{
    std::vector<Command> out;
    for (const std::size_t number : Schedule(ground, commands).inForceAt(at)) {
        out.push_back(commands[number]);
    }
    return out;
}

Judged<Edits> Schedule::editsAt(TimeNs at) const
{
    Editor editor(m_ground, at);
    for (const std::size_t number : inForceAt(at)) {
        if (auto done = editor.apply(m_commands[number]); !done) {
            return refused(inList(std::move(done.error()), number, m_commands[number]));
        }
    }
    return editor.take();
}

std::vector<Schedule::Verdict> Schedule::check(std::size_t touchFrom,
                                               const std::atomic<bool>* cancelled) const
{
    std::vector<Verdict> out(m_commands.size());
    std::vector<const Entry*> active;
    Editor editor(m_ground, m_ground.moment());
    for (const Entry& entry : m_entries) {
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            break;
        }
        const auto isOver = [&](const Entry* other) {
            return !isInForce(*other, entry.begin);
        };
        if (std::ranges::any_of(active, isOver)) {
            std::erase_if(active, isOver);
            editor = Editor(m_ground, entry.begin);
            // What could be done before may rest on what has ended now, as on a link that was added for a
            // time.
            std::erase_if(active, [&](const Entry* other) {
                auto again = editor.apply(m_commands[other->number]);
                if (!again) {
                    out[other->number].touch.reset();
                    out[other->number].reason = std::move(again.error().because);
                }
                return !again;
            });
        }
        Verdict& verdict = out[entry.number];
        verdict.number = entry.number;
        verdict.at = entry.begin;
        const Command& command = m_commands[entry.number];
        if (entry.end && *entry.end <= entry.begin) {
            verdict.reason = ReasonKind::EndsFirst;
            continue;
        }
        if (entry.begin < m_ground.moment()) {
            verdict.reason = ReasonKind::BeginsTooEarly;
            continue;
        }
        const bool isTouched = entry.number >= touchFrom;
        auto touch = isTouched ? editor.touch(command) : withoutTouch(editor.apply(command));
        if (!touch) {
            verdict.reason = std::move(touch.error().because);
            continue;
        }
        verdict.touch = std::move(*touch);
        active.push_back(&entry);
    }
    return out;
}

} // namespace twin::scenario
