#include "twin/scenario/busy_ground.h"

#include <mutex>

namespace twin::scenario {

namespace {

Result<GroundPtr> make(const Ground& ground, unsigned threads, const std::atomic<bool>* cancelled)
{
    GroundOptions options = ground.options();
    options.demand = DemandKind::BusyHour;
    options.demandTerms = {};
    options.history = nullptr;
    options.threads = threads;
    options.cancelled = cancelled;
    auto made = ground.snapshot() != nullptr
                    ? Ground::of(ground.snapshot(), options)
                    : Ground::of(ground.world()->registry, ground.workload(), options);
    if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
        return failure(ErrorCode::Cancelled, "making the ground of the busy hour was cancelled");
    }
    return made;
}

} // namespace

Result<GroundPtr> busyGround(const Ground& ground, unsigned threads, const std::atomic<bool>* cancelled)
{
    const DemandKind demand = ground.options().demand;
    if (demand == DemandKind::BusyHour || demand == DemandKind::Forecast) {
        return GroundPtr();
    }
    const std::lock_guard lock(ground.m_busyMutex);
    if (ground.m_busy != nullptr) {
        return ground.m_busy;
    }
    auto made = make(ground, threads, cancelled);
    if (made) {
        ground.m_busy = *made;
    }
    return made;
}

} // namespace twin::scenario
