#pragma once

#include "twin/scenario/ground.h"
#include "twin/support/result.h"

#include <atomic>
#include <functional>

namespace models {

/// Reads what a history says of traffic, as twin::scenario::readDemandHistory does, for a moment and its
/// registry. Called on another thread, by one at a time; errors are its own and Cancelled.
using DemandHistoryReader = std::function<twin::Result<twin::scenario::DemandHistory>(
    const twin::registry::Registry& registry, twin::scenario::DemandKind kind,
    const twin::scenario::DemandTerms& terms, twin::TimeNs moment, const std::atomic<bool>* cancelled)>;

/// Whether that traffic cannot be told without a history.
[[nodiscard]] bool needsHistory(twin::scenario::DemandKind kind, const twin::scenario::DemandTerms& terms);

/// What scenarios fork from, of a moment; its history is read first, where the traffic needs one and there is
/// a reader. Errors: those of Ground::of and of the reader. Any thread.
[[nodiscard]] twin::Result<twin::scenario::GroundPtr> planGround(twin::state::SnapshotPtr snapshot,
                                                                 twin::scenario::GroundOptions options,
                                                                 const DemandHistoryReader& history);

} // namespace models
