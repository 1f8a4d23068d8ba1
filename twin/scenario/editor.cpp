#include "twin/scenario/editor.h"

#include "twin/scenario/editor_doing.h"
#include "twin/scenario/touch.h"

namespace twin::scenario {

Judged<> Editor::apply(const Command& command)
{
    return std::visit(Doing(*m_ground, m_edits, command, false), command.action);
}

Judged<> Editor::applyAgain(const Command& command)
{
    return std::visit(Doing(*m_ground, m_edits, command, true), command.action);
}

Judged<Touch> Editor::touch(const Command& command)
{
    Touch out = touchOf(*m_ground, m_edits, command.action); // what is not there touches nothing
    if (auto done = apply(command); !done) {
        return refused(std::move(done.error()));
    }
    return out;
}

TimeNs absolute(const Moment& moment, TimeNs begin)
{
    return moment.isAbsolute ? moment.ns : begin + moment.ns;
}

TimeNs beginOf(const Command& command, TimeNs begin)
{
    return command.at ? absolute(*command.at, begin) : begin;
}

std::optional<TimeNs> endOf(const Command& command, TimeNs begin)
{
    return command.until ? std::optional(absolute(*command.until, begin)) : std::nullopt;
}

} // namespace twin::scenario
