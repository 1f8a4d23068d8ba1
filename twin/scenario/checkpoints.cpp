#include "twin/scenario/checkpoints.h"

#include "twin/compute/effective_time.h"
#include "twin/compute/training_size.h"

#include <algorithm>

namespace twin::scenario {

namespace {

/// Each of its pools writes the whole of it: the slowest counts.
double writeRate(const registry::Job& job, const registry::Registry& registry)
{
    double out = kUnknownWrite_bps;
    bool isKnown = false;
    for (const registry::PlacedCards& placed : job.placements) {
        const auto found = registry.find(EntityKind::Pool, placed.poolId);
        if (!found) {
            continue;
        }
        const registry::Pool& pool = registry.pools[found->index];
        if (pool.storage.write_bps == 0 || pool.cards == 0) {
            continue;
        }
        const double part = std::min(1.0, static_cast<double>(placed.cards) / pool.cards);
        const double rate_bps = static_cast<double>(pool.storage.write_bps) * part;
        out = isKnown ? std::min(out, rate_bps) : rate_bps;
        isKnown = true;
    }
    return out;
}

} // namespace

bool losesWork(const registry::Job& job)
{
    return job.kind != registry::JobKind::Infer && job.kind != registry::JobKind::Ingest;
}

double checkpointInterval_s(const registry::Job& job, const registry::Registry& registry,
                            const Assumptions& assumptions)
{
    if (assumptions.checkpoint_s > 0) {
        return assumptions.checkpoint_s;
    }
    compute::EffectiveTimeInput input;
    input.cards = 0;
    for (const registry::PlacedCards& placed : job.placements) {
        input.cards += placed.cards;
    }
    input.checkpointBytes = compute::checkpointBytes(static_cast<double>(job.parameters));
    input.writeRate_bps = writeRate(job, registry);
    if (job.parameters == 0 || input.cards == 0) {
        return kUnknownCheckpoint_s;
    }
    const auto answer = compute::effectiveTime(input);
    return answer ? answer->interval_s : kUnknownCheckpoint_s;
}

} // namespace twin::scenario
