#include "twin/compute/intra_centre.h"

#include <algorithm>
#include <cmath>

namespace twin::compute {

namespace {

Result<> checked(const IntraCentreInput& input)
{
    const ParallelInput& parallel = input.parallel;
    const double ranks = static_cast<double>(parallel.tensor) * parallel.pipeline;
    InputCheck checks;
    check(checks, input.size);
    checks.within("port (b/s)", input.fabric.port_bps, 1e9, 1e14)
        .within("oversubscription", input.fabric.oversubscription, 1, 1'000)
        .within("scale-up rate (b/s)", input.fabric.scaleUp_bps, 1e9, 1e15)
        .within("message delay (s)", input.fabric.messageDelay_s, 0, 1)
        .within("cards per server", input.fabric.cardsPerServer, 1, 4'096)
        .within("tensor-parallel size", parallel.tensor, 1, 4'096)
        .within("pipeline stages", parallel.pipeline, 1, 4'096)
        .within("data-parallel size", parallel.data, 0, 1e7)
        .within("micro batches", parallel.microBatches, 0, 1e6)
        .within("overlap", parallel.gradientOverlap, 0, 1)
        .require(std::fmod(input.size.cards, ranks) == 0,
                 "cards are no multiple of tensor-parallel size times pipeline stages")
        .require(parallel.data == 0 || ranks * parallel.data == input.size.cards,
                 "tensor, pipeline and data sizes do not make up the cards");
    return checks.result();
}

/// Activations of all tokens of a data-parallel rank, one layer's width.
double activationBytes(const IntraCentreInput& input, std::uint32_t data)
{
    return input.size.tokensPerStep / data * shapeOf(input.size.parameters).width * kBytesPerNumber;
}

/// Four all-reduces of activations a layer (two forward, two backward), if tensor parallelism spans servers.
double tensorSeconds(const IntraCentreInput& input, const IntraCentreAnswer& answer)
{
    const ParallelInput& parallel = input.parallel;
    if (parallel.tensor <= input.fabric.cardsPerServer) {
        return 0;
    }
    const double layers = shapeOf(input.size.parameters).layers / parallel.pipeline;
    const double each = activationBytes(input, answer.data) / answer.microBatches;
    const CollectiveTime one =
        allReduce({parallel.tensor, each, answer.port_bps, input.fabric.messageDelay_s}, Collective::Fastest);
    return 4 * layers * answer.microBatches * one.seconds;
}

/// A stage sends activations on and gradients back while it computes the next micro batch: what takes longer
/// than that is seen, and once each way to fill the pipeline.
double pipelineSeconds(const IntraCentreInput& input, const IntraCentreAnswer& answer)
{
    if (input.parallel.pipeline < 2) {
        return 0;
    }
    const double bytes = activationBytes(input, answer.data) / answer.microBatches / input.parallel.tensor;
    const double send_s = 8 * bytes / answer.port_bps + input.fabric.messageDelay_s;
    const double computing_s =
        answer.compute_s / answer.microBatches / 2; // a forward or backward half, about
    const double seen = std::max(0.0, send_s - computing_s) * 2 * answer.microBatches;
    return seen + 2 * send_s * (input.parallel.pipeline - 1);
}

/// Reduces over the cards of a server first where they hold the same part, then between servers.
CollectiveTime gradientExchange(const IntraCentreInput& input, const IntraCentreAnswer& answer)
{
    const ParallelInput& parallel = input.parallel;
    const double bytes =
        input.size.parameters * kBytesPerNumber / (static_cast<double>(parallel.tensor) * parallel.pipeline);
    const std::uint32_t inServer =
        std::min(answer.data, std::max(1U, input.fabric.cardsPerServer / parallel.tensor));
    if (answer.data <= inServer) {
        return allReduce({answer.data, bytes, input.fabric.scaleUp_bps, input.fabric.messageDelay_s},
                         parallel.collective);
    }
    return allReduce({answer.data, bytes, answer.port_bps, input.fabric.messageDelay_s}, parallel.collective);
}

} // namespace

Result<IntraCentreAnswer> intraCentre(const IntraCentreInput& input)
{
    if (const auto fine = checked(input); !fine) {
        return failure(fine.error());
    }
    IntraCentreAnswer out;
    const auto balancing = balancingEfficiency(input.fabric.balancing);
    if (!balancing) {
        return failure(balancing.error());
    }
    out.balancing = *balancing;
    out.data = input.size.cards / (input.parallel.tensor * input.parallel.pipeline);
    out.microBatches =
        input.parallel.microBatches > 0 ? input.parallel.microBatches : 4 * input.parallel.pipeline;
    out.port_bps = input.fabric.port_bps * out.balancing.efficiency / input.fabric.oversubscription;
    out.compute_s = computeSeconds(input.size);
    out.bubble_s = out.compute_s * (input.parallel.pipeline - 1) / out.microBatches;
    out.tensor_s = tensorSeconds(input, out);
    out.pipeline_s = pipelineSeconds(input, out);
    const CollectiveTime exchange = gradientExchange(input, out);
    out.collective = exchange.used;
    out.gradientWhole_s = exchange.seconds;
    out.gradient_s = (1 - input.parallel.gradientOverlap) * exchange.seconds;
    out.step_s = out.compute_s + out.bubble_s + out.tensor_s + out.pipeline_s + out.gradient_s;
    out.network = out.compute_s / out.step_s;
    const auto failures =
        effectiveTime({input.size.cards, input.cardHoursPerStop, checkpointBytes(input.size.parameters),
                       input.writeRate_bps, input.restart_s, input.checkpointInterval_s});
    if (!failures) {
        return failure(failures.error());
    }
    out.failures = *failures;
    out.efficiency = out.network * out.failures.efficiency;
    return out;
}

} // namespace twin::compute
