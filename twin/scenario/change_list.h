#pragma once

#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstddef>
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
    std::uint64_t disconnectedPairs = 0; ///< of the cut that disconnects most
    bool isSafe = true; ///< no worse than the limit, or than before the first step; nobody disconnected more
    std::string reason; ///< unless safe
};

/// The order in which a scenario's changes are to be made. What is assumed (failures, restorations, demand)
/// is in force from the beginning.
struct ChangeList
{
    double startWorst_mlu = 0;
    std::uint64_t startDisconnectedPairs = 0;
    double limit = 1; ///< of utilisation
    std::vector<ChangeStep> steps;
    std::size_t assumed = 0; ///< commands that are no steps
    std::string stateHash;

    [[nodiscard]] bool isSafe() const;
};

struct ChangeListOptions
{
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// Steps by their time; of one time, what adds comes before what moves, and that before what takes away. Each
/// is checked for every single cut with those before it done. Errors: Invalid, of a command that cannot be
/// done; those of evaluate; Cancelled. Cost: an N-1 table a step.
[[nodiscard]] Result<ChangeList> changeList(const Ground& ground, const Document& document,
                                            const ChangeListOptions& options = {});

} // namespace twin::scenario
