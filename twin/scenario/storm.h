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
    double cardHours = 50'700; ///< of a job's cards, for one of them to fail: jobs that compute, 0 = never
    double card_h = 24;
    double sourceYear = 5; ///< each source of telemetry that the ground knows
    double source_h = 1;
    double scale = 1; ///< of all rates
};

/// Failures and repairs as they might come within `horizon` from the ground's moment on (or, with a `runIn`,
/// from so long before it: times are from there on): each thing on its
/// own, exponential times with these means. Ordered by time. A pure function of its arguments; each thing has
/// a random stream of its own, by its kind and identifier, so that what fails of one kind is the same
/// whatever else may. Cards fail under the training and batch jobs that have cards at the ground's moment,
/// until they are planned to end, each failure on its own (one may last while the next comes, but never more
/// at once than the job has cards): a failure under nobody, or a service that goes on with the others, takes
/// no work away. Errors: TooLarge (over
/// kMaxCommands: a shorter horizon, or fewer kinds), BadInput (a horizon, a scale or a rate out of range).
[[nodiscard]] Result<std::vector<Command>> randomFailures(const Ground& ground, TimeNs horizon,
                                                          std::uint64_t seed, const StormRates& rates = {},
                                                          TimeNs runIn = 0);

} // namespace twin::scenario
