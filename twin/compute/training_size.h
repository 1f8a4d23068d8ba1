#pragma once

#include "twin/compute/input_check.h"

#include <cstdint>

/// What a training job computes, wherever it runs.
namespace twin::compute {

/// Gradients and activations travel as two-byte numbers.
inline constexpr double kBytesPerNumber = 2;
/// Parameters, gradients and Adam's moments as they are saved.
inline constexpr double kCheckpointBytesPerParameter = 14;
/// One unexpected stop of a job in so many card hours (Llama 3 405B: 419 stops of 16,384 cards in 54 days).
inline constexpr double kCardHoursPerStop = 50'700;

struct TrainingSize
{
    double parameters = 177e9;
    double tokensPerStep = 4e6;
    std::uint32_t cards = 1'024;
    double cardTflops = 320; ///< peak, at the precision trained in
    double mfu = 0.40;       ///< part of the peak that the computing alone reaches inside a server
};

/// Checks the sizes: parameters 1e6 to 1e14, tokens 1 to 1e10, cards up to 10 million, TFLOPS 0.1 to 1e6,
/// mfu 0.01 to 1.
void check(InputCheck& checks, const TrainingSize& size);

/// Seconds of one step if nothing but computing took time: 6 · parameters · tokens / (cards · peak · mfu).
[[nodiscard]] double computeSeconds(const TrainingSize& size);

/// Days that `tokens` take at an efficiency.
[[nodiscard]] double trainingDays(const TrainingSize& size, double tokens, double efficiency);

[[nodiscard]] inline double checkpointBytes(double parameters)
{
    return parameters * kCheckpointBytesPerParameter;
}

/// Layers and width of a model of this many parameters, in the proportions of GPT-3: width = 128 · layers,
/// 12 · width² parameters a layer.
struct ModelShape
{
    double layers = 0;
    double width = 0;
};

[[nodiscard]] ModelShape shapeOf(double parameters);

} // namespace twin::compute
