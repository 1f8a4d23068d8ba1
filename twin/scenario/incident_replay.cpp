#include "twin/scenario/incident_replay.h"

#include <utility>

namespace twin::scenario {

namespace {

/// Of files: whole milliseconds.
Moment after(TimeNs time)
{
    return {false, time / kMillisecond * kMillisecond};
}

Command commandOf(const Outage& outage, TimeNs begin, const std::string& note)
{
    Command out;
    out.action =
        outage.left > 0 ? Action(Degrade{outage.target, outage.left}) : Action(Fail{outage.target, true});
    if (const Moment at = after(outage.begin - begin); at.ns > 0) {
        out.at = at;
    }
    if (outage.end) {
        const Moment until = after(*outage.end - begin);
        const TimeNs least = (out.at ? out.at->ns : 0) + kMillisecond;
        out.until = Moment{false, std::max(until.ns, least)};
    }
    out.note = note;
    return out;
}

} // namespace

Result<Replay> replay(const Incident& incident, const ForkPtr& from, const std::string& note,
                      const std::atomic<bool>* cancelled)
{
    Replay out;
    out.fork = from;
    for (const Outage& outage : incident.outages) {
        if (cancelled != nullptr && *cancelled) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        Command command = commandOf(outage, incident.stretch.begin, note);
        auto next = out.fork->with(command);
        if (!next) {
            Refusal& refusal = next.error();
            const bool isMissing = refusal.because.kind == ReasonKind::Unknown && !refusal.command;
            out.left.push_back({outage.target, isMissing, std::move(refusal)});
            continue;
        }
        out.fork = std::move(*next);
        out.commands.push_back(std::move(command));
    }
    return out;
}

} // namespace twin::scenario
