#include "twin/compute/training_size.h"

#include <cmath>

namespace twin::compute {

void check(InputCheck& checks, const TrainingSize& size)
{
    checks.within("parameters", size.parameters, 1e6, 1e14)
        .within("tokens per step", size.tokensPerStep, 1, 1e10)
        .within("cards", size.cards, 1, 1e7)
        .within("TFLOPS of a card", size.cardTflops, 0.1, 1e6)
        .within("mfu", size.mfu, 0.01, 1);
}

double computeSeconds(const TrainingSize& size)
{
    return 6 * size.parameters * size.tokensPerStep / (size.cards * size.cardTflops * 1e12 * size.mfu);
}

double trainingDays(const TrainingSize& size, double tokens, double efficiency)
{
    return computeSeconds(size) / efficiency * (tokens / size.tokensPerStep) / 86'400;
}

ModelShape shapeOf(double parameters)
{
    constexpr double kWidthPerLayer = 128;
    const double layers = std::cbrt(parameters / (12 * kWidthPerLayer * kWidthPerLayer));
    return {layers, kWidthPerLayer * layers};
}

} // namespace twin::compute
