#pragma once

#include "twin/generate/national_draft.h"
#include "twin/registry/registry.h"

#include <cstdint>
#include <vector>

/// Steps that make the workload; nothing outside includes this.
namespace twin::generate {

/// Local hour (UTC+8) with the most traffic.
inline constexpr std::uint32_t kBusyHour = 21;

/// Three daily curves, 1 at the busy hour: homes, offices, replication between centres.
void writeProfiles(pb::Workload& workload);

/// Background between the carriers' sites by gravity, 1 b/s in all before scaling (busy_bps holds shares).
void writeDemands(const Draft& draft, pb::Workload& workload);

/// Jobs placed on the pools' cards, to a utilisation of about a third. `busyCards` by pool of the draft.
void writeJobs(const Draft& draft, pb::Workload& workload);

/// Flows of jobs and of data on its way to the pools, bounded by the pools' access.
void writeFlows(const Draft& draft, const registry::Registry& registry, pb::Workload& workload);

/// Cards and bandwidth booked for jobs.
void writeReservations(const Draft& draft, pb::Workload& workload);

/// Jobs and flows grow with the nation when it is scaled, up to a bound that keeps a file readable.
[[nodiscard]] std::uint32_t scaledCount(const NationalOptions& options, std::uint32_t national,
                                        std::uint32_t most);

/// Distance at which demand falls to 1/e.
inline constexpr double kGravity_m = 1'100'000;

} // namespace twin::generate
