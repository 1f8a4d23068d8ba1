#include "models/planner/plan_ground.h"

#include <memory>
#include <utility>

namespace models {

using namespace twin::scenario;

bool needsHistory(DemandKind kind, const DemandTerms& terms)
{
    return kind == DemandKind::P95 || (kind == DemandKind::Forecast && !terms.perQuarter);
}

twin::Result<GroundPtr> planGround(twin::state::SnapshotPtr snapshot, GroundOptions options,
                                   const DemandHistoryReader& history)
{
    if (history && snapshot->registry != nullptr && needsHistory(options.demand, options.demandTerms)) {
        auto read = history(*snapshot->registry, options.demand, options.demandTerms, snapshot->time,
                            options.cancelled);
        if (!read) {
            return twin::failure(std::move(read.error()));
        }
        options.history = std::make_shared<const DemandHistory>(std::move(*read));
    }
    return Ground::of(std::move(snapshot), options);
}

} // namespace models
