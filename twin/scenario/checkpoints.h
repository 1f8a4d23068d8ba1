#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/scenario/document.h"

/// When jobs save what they have computed: so much is lost when their cards fail.
namespace twin::scenario {

/// Where nothing says how much a job has to write.
inline constexpr double kUnknownCheckpoint_s = 3'600;
/// Of storage, where the registry is silent (as `efficiency` assumes).
inline constexpr double kUnknownWrite_bps = 1.6e12;

/// True for a job that computes towards a result: training and batch. A service or a transfer of data has
/// nothing to lose.
[[nodiscard]] bool losesWork(const registry::Job& job);

/// Seconds of computing between two checkpoints: the assumed ones, or else the best by Daly's estimate
/// (compute/effective_time.h) for 14 bytes a parameter, written in every pool of the job at its cards' part
/// of the pool's storage, and one stop in 50,700 card hours; kUnknownCheckpoint_s where the parameters or
/// cards are not known. Precondition: losesWork.
[[nodiscard]] double checkpointInterval_s(const registry::Job& job, const registry::Registry& registry,
                                          const Assumptions& assumptions);

} // namespace twin::scenario
