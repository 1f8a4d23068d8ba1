#include "twin/flow/te_engine.h"

#include "twin/flow/te_linear.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr std::uint32_t kDescentRounds = 30;
constexpr double kExactGap = 1e-10;
constexpr double kWarmGap = 1e-3; ///< where the linear program of an exact answer starts

} // namespace

TeOutcome solveGoal(const TeNetwork& network, TeDescent& descent, TeGoal& goal, const TeEffort& effort,
                    const TeSettings& settings)
{
    const double gap = effort.exact ? std::min(kWarmGap, effort.gap) : effort.gap;
    const std::uint32_t already = descent.rounds();
    TeOutcome out;
    out.result = descent.run(gap, std::min(kDescentRounds, settings.maxRounds), effort.enough);
    out.price = descent.bestPrice();
    out.rounds = descent.rounds() - already;
    const bool isEnough = out.result.value <= effort.enough;
    if (isEnough || (out.result.gap <= gap && !effort.exact) || settings.isCancelled()) {
        return out;
    }
    const double size = goal.sizeOf(out.result.value);
    if (!(size > 0)) {
        return out; // nothing is loaded, or nothing carried
    }
    TeLinear linear(network, descent.commodities(), goal, descent.pricer(), descent.paths(), size, settings);
    const TeAssessment polished = linear.run(effort.exact ? kExactGap : gap, settings.maxRounds);
    if (linear.rounds() > 0) {
        out.result.value = polished.value;
        if (polished.bound > out.result.bound) {
            out.result.bound = polished.bound;
            out.price = linear.bestPrice();
        }
        out.result.gap = goal.gapOf(out.result.value, out.result.bound);
        out.rounds += linear.rounds();
    }
    return out;
}

} // namespace twin::flow
