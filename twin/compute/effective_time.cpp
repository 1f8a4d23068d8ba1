#include "twin/compute/effective_time.h"

#include "twin/compute/input_check.h"

#include <algorithm>
#include <cmath>

namespace twin::compute {

namespace {

double bestInterval(double checkpoint_s, double between_s)
{
    if (checkpoint_s >= 2 * between_s) {
        return between_s; // Daly's estimate ends here
    }
    const double half = checkpoint_s / (2 * between_s);
    return std::sqrt(2 * checkpoint_s * between_s) * (1 + std::sqrt(half) / 3 + half / 9) - checkpoint_s;
}

} // namespace

Result<EffectiveTime> effectiveTime(const EffectiveTimeInput& input)
{
    const auto checked = InputCheck()
                             .within("cards", input.cards, 1, 1e7)
                             .within("card hours per stop", input.cardHoursPerStop, 1, 1e9)
                             .within("checkpoint bytes", input.checkpointBytes, 0, 1e18)
                             .within("write rate (b/s)", input.writeRate_bps, 1e6, 1e16)
                             .within("restart (s)", input.restart_s, 0, 1e6)
                             .within("checkpoint interval (s)", input.interval_s, 0, 1e8)
                             .result();
    if (!checked) {
        return failure(checked.error());
    }
    EffectiveTime out;
    out.meanBetweenStops_s = input.cardHoursPerStop * 3'600 / input.cards;
    out.checkpoint_s = 8 * input.checkpointBytes / input.writeRate_bps;
    constexpr double kShortest_s = 1; // nothing to write: checkpoints cost nothing, still one step apart
    out.interval_s = input.interval_s > 0
                         ? input.interval_s
                         : std::max(kShortest_s, bestInterval(out.checkpoint_s, out.meanBetweenStops_s));
    const double between = out.meanBetweenStops_s;
    const double wall = between * std::exp(input.restart_s / between) *
                        std::expm1((out.interval_s + out.checkpoint_s) / between);
    out.efficiency = std::isfinite(wall) ? out.interval_s / wall : 0;
    out.lostToCheckpoints = std::isfinite(wall) ? out.checkpoint_s / wall : 0;
    out.lostToStops = std::max(0.0, 1 - out.efficiency - out.lostToCheckpoints);
    return out;
}

} // namespace twin::compute
