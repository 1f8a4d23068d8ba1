#include "twin/scenario/optimum.h"

#include "twin/flow/engineering.h"
#include "twin/scenario/n1_base.h"

namespace twin::scenario {

Result<Optimum> optimumOf(const Ground& ground, const Situation& situation, const OptimumOptions& options)
{
    flow::EngineeringOptions engineering;
    engineering.gap = options.gap;
    engineering.threads = options.threads;
    engineering.failed = situation.arcsDown;
    engineering.capacity_bps = situation.arcCapacity;
    engineering.cancelled = options.cancelled;
    const auto best = flow::engineer(*situation.world->graph, demandsOf(ground, situation), engineering);
    if (!best) {
        return failure(best.error());
    }
    return Optimum{best->value, best->bound, best->gap, best->gapReached,
                   static_cast<std::uint32_t>(best->disconnected.size())};
}

} // namespace twin::scenario
