#pragma once

#include "twin/compute/collective.h"
#include "twin/compute/effective_time.h"
#include "twin/compute/hash_imbalance.h"
#include "twin/compute/training_size.h"
#include "twin/registry/entities.h"
#include "twin/support/result.h"

#include <cstdint>

/// Training inside one centre (算内).
namespace twin::compute {

struct FabricInput
{
    double port_bps = 400e9;      ///< of a card: 200, 400 or 800 Gb/s
    double oversubscription = 1;  ///< servers' ports over uplinks, >= 1
    double scaleUp_bps = 3.2e12;  ///< between the cards of a server, each way (assumed: 400 GB/s)
    double messageDelay_s = 5e-6; ///< between servers, software and switches
    std::uint32_t cardsPerServer = 8;
    BalancingInput balancing; ///< of the flows that leave a leaf switch together
};

struct ParallelInput
{
    std::uint32_t tensor = 8;
    std::uint32_t pipeline = 1;
    std::uint32_t data = 0;         ///< 0 = what cards leave
    std::uint32_t microBatches = 0; ///< of a step, per pipeline; 0 = 4 for each stage
    Collective collective = Collective::Fastest;
    double gradientOverlap = 0.5; ///< part of the gradient exchange hidden behind the backward pass (assumed)
};

struct IntraCentreInput
{
    TrainingSize size;
    FabricInput fabric;
    ParallelInput parallel;
    double writeRate_bps = 1.6e12; ///< of storage, for checkpoints
    double restart_s = 600;
    double checkpointInterval_s = 0; ///< 0 = the best one
    double cardHoursPerStop = kCardHoursPerStop;
};

/// One step and where its time goes; seconds.
struct IntraCentreAnswer
{
    double efficiency = 1; ///< computing that lasts over wall time: network and failures
    double network = 1;    ///< of it: computing over the step
    double step_s = 0;
    double compute_s = 0;  ///< 6ND / (cards · peak · mfu)
    double bubble_s = 0;   ///< pipeline stages that wait: (stages − 1) / micro batches of the computing
    double tensor_s = 0;   ///< tensor parallelism beyond a server; inside it belongs to mfu
    double pipeline_s = 0; ///< activations between stages that are not hidden
    double gradient_s = 0; ///< gradient exchange that is not hidden
    double gradientWhole_s = 0; ///< all of it
    double port_bps = 0;        ///< of a card, after oversubscription and imbalance
    std::uint32_t data = 0;     ///< data-parallel ranks
    std::uint32_t microBatches = 0;
    Collective collective = Collective::Ring;
    BalancingAnswer balancing;
    EffectiveTime failures;
};

/// Errors: BadInput: a value out of range, or cards that tensor · pipeline · data does not make up.
[[nodiscard]] Result<IntraCentreAnswer> intraCentre(const IntraCentreInput& input);

} // namespace twin::compute
