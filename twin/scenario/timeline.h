#pragma once

#include "twin/scenario/document.h"
#include "twin/scenario/situation.h"
#include "twin/support/result.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace twin::scenario {

/// The steady state between two changes.
struct TimelineStep
{
    TimeNs begin = 0;
    TimeNs end = 0;
    std::vector<std::size_t> begun; ///< commands by their place in the list
    std::vector<std::size_t> ended;
    Totals totals;
    std::string stateHash;
};

/// A scenario through its steady states: each holds until the next command begins or ends,
/// a quarter of a growth has passed or a planned build enters. What happens
/// between two steady states (protection, reconvergence) is `simulate`'s.
struct Timeline
{
    std::vector<TimelineStep> steps;
    // Beside what would have been with nothing done, over the whole time.
    double lost_bytes = 0;          ///< not carried
    double idledCardHours = 0;      ///< of cards that would have worked
    double strandedGflopsHours = 0; ///< FP16, in pools that are down or unreachable
    double energyMore_e4 = 0;       ///< cost, 0.0001 CNY
    double revenueLess_e4 = 0;
    double carbonMore_g = 0;
    std::string stateHash; ///< of all steps
};

struct TimelineOptions
{
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
    std::function<void(std::size_t done, std::size_t all)> onProgress; ///< by any thread; may be empty
};

/// From the ground's moment to the document's horizon (0: to its last change). The same bits on any number of
/// threads. Errors: Invalid, of a command that cannot be done; those of evaluate; Cancelled.
[[nodiscard]] Result<Timeline> runTimeline(const Ground& ground, const Document& document,
                                           const TimelineOptions& options = {});

} // namespace twin::scenario
