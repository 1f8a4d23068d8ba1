#pragma once

#include "twin/support/units.h"

#include <optional>
#include <string>
#include <vector>

namespace twin::scenario {

/// What a demand base beside the present and the busy hour looks at.
struct DemandTerms
{
    TimeNs from = 0; ///< of `p95`: the range [from, until)
    TimeNs until = 0;
    TimeNs at = 0; ///< of `forecast`: the date
    /// Of `forecast`: 0.05 = 5 % more a quarter. None: as the history has grown.
    std::optional<double> perQuarter;

    friend bool operator==(const DemandTerms&, const DemandTerms&) = default;
};

/// What a link carried, b/s each way; NaN = not measured.
struct LinkLoad
{
    std::string link;
    double forward_bps = 0;
    double reverse_bps = 0;
};

/// What the backbone carried on one day, all links and both ways together, the mean of the day.
struct DayLoad
{
    TimeNs begin = 0;
    double bps = 0;
};

/// What a history says of traffic, as a value: whoever has one reads it (demand_history.h), on whatever
/// thread, and gives it to Ground.
struct DemandHistory
{
    std::vector<LinkLoad> p95;
    std::vector<DayLoad> days; ///< in order
};

} // namespace twin::scenario
