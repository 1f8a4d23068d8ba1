#include "twin/scenario/schedule.h"

#include <algorithm>
#include <utility>

namespace twin::scenario {

namespace {

Result<Touch> withoutTouch(Result<> done)
{
    return done ? Result<Touch>(Touch{}) : failure(std::move(done.error()));
}

} // namespace

std::string placeOf(std::size_t number)
{
    return "commands." + std::to_string(number);
}

Schedule::Schedule(const Ground& ground, std::span<const Command> commands)
    : m_ground(ground)
    , m_commands(commands)
    , m_lastBegin(ground.moment())
{
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Entry entry{i, beginOf(commands[i], ground.moment()), endOf(commands[i], ground.moment())};
        m_entries.push_back(entry);
        m_lastBegin = std::max(m_lastBegin, entry.begin);
        m_changes.push_back(entry.begin);
        if (entry.end) {
            m_changes.push_back(*entry.end);
        }
    }
    m_changes.push_back(ground.moment());
    std::erase_if(m_changes, [&](TimeNs time) { return time < ground.moment(); });
    std::ranges::sort(m_changes);
    const auto [first, last] = std::ranges::unique(m_changes);
    m_changes.erase(first, last);
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

Result<Edits> Schedule::editsAt(TimeNs at) const
{
    Editor editor(m_ground, at);
    for (const std::size_t number : inForceAt(at)) {
        if (auto done = editor.apply(m_commands[number]); !done) {
            done.error().reason =
                placeOf(number) + ": " + text(m_commands[number].action) + ": " + done.error().reason;
            return failure(std::move(done.error()));
        }
    }
    return editor.take();
}

std::vector<Schedule::Verdict> Schedule::check(std::size_t touchFrom) const
{
    std::vector<Verdict> out(m_commands.size());
    std::vector<const Entry*> active;
    Editor editor(m_ground, m_ground.moment());
    for (const Entry& entry : m_entries) {
        const auto isOver = [&](const Entry* other) {
            return !isInForce(*other, entry.begin);
        };
        if (std::ranges::any_of(active, isOver)) {
            std::erase_if(active, isOver);
            editor = Editor(m_ground, entry.begin);
            // What could be done before may rest on what has ended now, as on a link that was added for a
            // time.
            std::erase_if(active, [&](const Entry* other) {
                const auto again = editor.apply(m_commands[other->number]);
                if (!again) {
                    out[other->number].touch.reset();
                    out[other->number].reason = again.error().reason;
                }
                return !again;
            });
        }
        Verdict& verdict = out[entry.number];
        verdict.number = entry.number;
        verdict.at = entry.begin;
        const Command& command = m_commands[entry.number];
        if (entry.end && *entry.end <= entry.begin) {
            verdict.reason = "it ends before it begins";
            continue;
        }
        if (entry.begin < m_ground.moment()) {
            verdict.reason = "it begins before the scenario does";
            continue;
        }
        const bool isTouched = entry.number >= touchFrom;
        auto touch = isTouched ? editor.touch(command) : withoutTouch(editor.apply(command));
        if (!touch) {
            verdict.reason = touch.error().reason;
            continue;
        }
        verdict.touch = std::move(*touch);
        active.push_back(&entry);
    }
    return out;
}

} // namespace twin::scenario
