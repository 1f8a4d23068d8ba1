#pragma once

#include "twin/generate/feed_options.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace twin::generate {

/// Simulated seconds from the demo's start to its first fibre cut, and to that cut's repair.
inline constexpr double kFirstCutSeconds = 20;
inline constexpr double kFirstRepairSeconds = 260;
/// Length of one cycle of the script.
inline constexpr double kDrillCycleSeconds = 1'080;

/// One cycle of the demo's script, beginning at `fromSeconds`: three of the workload's notable cuts one after
/// the other (the first cycle opens with the one that overloads a link most), a pool that loses cooling, one
/// that loses power, one whose telemetry falls silent, a silent site, failing cards, a sick amplifier and a
/// transfer that nobody listed; each repaired minutes later. Who is hit varies with `seed` and `cycle`.
/// Deterministic. Without notable cuts the busiest ducts are taken.
[[nodiscard]] std::vector<DrillStep> demoDrillCycle(const registry::Registry& registry,
                                                    const registry::Workload* workload, std::uint64_t seed,
                                                    std::uint32_t cycle, double fromSeconds);

/// How `suanwang --demo` feeds: the busy hour of the workload at the start, the script above for ever, no
/// random faults beside it.
[[nodiscard]] FeedOptions demoFeedOptions(registry::RegistryPtr registry,
                                          std::shared_ptr<const registry::Workload> workload,
                                          std::uint64_t seed);

} // namespace twin::generate
