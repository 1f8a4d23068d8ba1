#pragma once

#include "twin/support/result.h"

#include <cstdint>

/// How much of the time a job computes, given that cards fail and checkpoints are written.
namespace twin::compute {

struct EffectiveTimeInput
{
    std::uint32_t cards = 1;
    double cardHoursPerStop = 50'700; ///< training_size.h
    double checkpointBytes = 0;
    double writeRate_bps = 0; ///< of storage, for the whole job; > 0
    double restart_s = 600;   ///< from a stop to computing again: found, replaced, loaded (assumed)
    double interval_s = 0;    ///< of computing between checkpoints; 0 = the best one
};

struct EffectiveTime
{
    double efficiency = 1; ///< computing that lasts, over wall time
    double meanBetweenStops_s = 0;
    double checkpoint_s = 0;      ///< to write one; the job waits
    double interval_s = 0;        ///< as given, or the best one
    double lostToCheckpoints = 0; ///< shares of wall time; with the efficiency they sum up to 1
    double lostToStops = 0;       ///< computed in vain, and restarts
};

/// Stops come as a Poisson process, also while a checkpoint is written or the job restarts. Wall time for an
/// interval of computing: M · e^(R/M) · (e^((τ+δ)/M) − 1) with M mean time between stops, τ interval,
/// δ checkpoint, R restart; the best τ by Daly's estimate √(2δM)·(1 + √(δ/2M)/3 + δ/18M) − δ.
/// Source: Daly, Future Generation Computer Systems 22 (2006).
/// Errors: BadInput (out of range).
[[nodiscard]] Result<EffectiveTime> effectiveTime(const EffectiveTimeInput& input);

} // namespace twin::compute
