#pragma once

#include "twin/scenario/command.h"
#include "twin/scenario/ground.h"
#include "twin/support/result.h"

#include <cstdint>
#include <vector>

namespace twin::scenario {

/// How often things fail and how long that lasts, means; 0 a year = never. Defaults are the field's
/// (docs/scenarios.md has their sources); conduits have rates of their own in the registry.
struct StormRates
{
    bool conduits = true;             ///< the backbone's, as flow::reliabilityOf has them
    double opticsPer1000kmYear = 0.3; ///< degraded optics on a backbone link: half its capacity is left
    double optics_h = 4;
    double siteYear = 0.2; ///< each
    double site_h = 4;
    double poolYear = 0.2; ///< loss of power or cooling, each
    double pool_h = 4;
    double identifierYear = 1.5; ///< each identifier service
    double identifier_h = 1;
    double scale = 1; ///< of all rates
};

/// Failures and repairs as they might come within `horizon` from the ground's moment on: each thing on its
/// own, exponential times with these means. Ordered by time. A pure function of its arguments; each thing has
/// a random stream of its own, by its identifier. Errors: TooLarge (over kMaxCommands: a shorter horizon, or
/// fewer kinds).
[[nodiscard]] Result<std::vector<Command>> randomFailures(const Ground& ground, TimeNs horizon,
                                                          std::uint64_t seed, const StormRates& rates = {});

} // namespace twin::scenario
