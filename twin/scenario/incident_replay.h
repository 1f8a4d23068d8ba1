#pragma once

#include "twin/scenario/fork.h"
#include "twin/scenario/incident.h"

#include <string>
#include <vector>

namespace twin::scenario {

/// An outage that is not replayed, and why.
struct NotReplayed
{
    Target target;
    bool isMissing = false; ///< this network does not have it
    Refusal refusal;
};

/// A past incident as commands of a scenario.
struct Replay
{
    std::vector<Command> commands; ///< in order of time
    std::vector<NotReplayed> left; ///< out
    ForkPtr fork;                  ///< with all commands done
};

/// The incident on another network, that of `from`: every outage at the same distance from the scenario's
/// beginning as it had from that of the stretch, for as long as it lasted. What cannot be done is left out
/// and listed. @param note of every command, at most 256 bytes. Errors: Cancelled.
[[nodiscard]] Result<Replay> replay(const Incident& incident, const ForkPtr& from, const std::string& note,
                                    const std::atomic<bool>* cancelled = nullptr);

} // namespace twin::scenario
