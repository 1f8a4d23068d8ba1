#pragma once

#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/refusal.h"

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace twin::scenario {

/// One thing to do, and how the network stands once it is done.
struct ChangeStep
{
    std::size_t command = 0; ///< its place in the list
    TimeNs at = 0;
    std::string what; ///< `add_link L.NEW from S.A to S.B`
    double base_mlu = 0;
    double worst_mlu = 0;                ///< over all single cuts of conduits
    std::string worstCut;                ///< empty: nothing cut is the worst
    std::uint64_t disconnectedPairs = 0; ///< of the cut that disconnects most, often another one
    std::string disconnectingCut;        ///< which that is; empty: none disconnects any
    bool isSafe = true; ///< no cut is beyond the limit and worse than the same one at that moment without any
                        ///< step (worseCuts)
    std::optional<Reason> reason; ///< unless safe: the worst of those, with both figures
    /// Step (its place in the list) that first broke what `reason` names, if this one breaks nothing that was
    /// not broken before it, and makes none of it worse: it is only behind that step.
    std::optional<std::size_t> brokenBy;
};

/// The order in which a scenario's changes are to be made. What is assumed (failures, restorations, demand)
/// is in force from the beginning.
struct ChangeList
{
    TimeNs start = 0;          ///< the base's moment
    double startBase_mlu = 0;  ///< before the first step, nothing cut
    double startWorst_mlu = 0; ///< over all single cuts
    std::string startWorstCut; ///< empty: nothing cut is the worst
    std::uint64_t startDisconnectedPairs = 0;
    std::string startDisconnectingCut; ///< the cut that disconnects most
    double limit = 1;                  ///< of utilisation
    std::vector<ChangeStep> steps;
    std::size_t assumed = 0; ///< commands that are no steps
    std::string stateHash;

    /// No step is worse than the limit, or than what was before the first. Says nothing of that itself.
    [[nodiscard]] bool isSafe() const;

    /// Nothing, and no single cut, fills a link above the limit before the first step.
    [[nodiscard]] bool startsWithinLimit() const { return startWorst_mlu <= limit; }
};

struct ChangeListOptions
{
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// Steps by their time; of one time, what adds comes before what moves, and that before what takes away. Each
/// is checked for every single cut with those before it done, against the same moment with none done: what is
/// assumed by then is no step's fault. Errors: Invalid, of a command that cannot be done, is dated before the
/// ground's moment or ends before it begins; those of evaluate;
/// Cancelled. Cost: an N-1 table a step, and one whenever something assumed has changed.
[[nodiscard]] Judged<ChangeList> changeList(const Ground& ground, const Document& document,
                                            const ChangeListOptions& options = {});

} // namespace twin::scenario
