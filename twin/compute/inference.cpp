#include "twin/compute/inference.h"

#include "twin/compute/input_check.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin::compute {

namespace {

constexpr double kP95 = 0.95;

Result<> checked(const InferenceInput& input)
{
    return InputCheck()
        .within("parameters", input.parameters, 1e6, 1e14)
        .within("cards", input.cards, 1, 1e6)
        .within("cards per replica", input.cardsPerReplica, 1, 4'096)
        .require(input.cards >= input.cardsPerReplica, "fewer cards than one replica needs")
        .within("TFLOPS of a card", input.cardTflops, 0.1, 1e6)
        .within("memory bandwidth (B/s)", input.memory_Bps, 1e9, 1e15)
        .within("bytes per parameter", input.bytesPerParameter, 0.25, 8)
        .within("prefill use", input.prefillUse, 0.01, 1)
        .within("batch", input.batch, 1, 4'096)
        .within("requests per second", input.requestsPerSecond, 1e-6, 1e7)
        .within("prompt tokens", input.promptTokens, 1, 1e7)
        .within("answer tokens", input.answerTokens, 1, 1e6)
        .within("one-way latency (ms)", input.oneWay_ms, 0, 1'000)
        .within("latency class (ms)", input.latencyClass_ms, 0.1, 1'000)
        .within("first token (ms)", input.firstToken_ms, 1, 1e6)
        .result();
}

/// Shares of requests by how long they wait: none at all, or exponentially.
struct Waiting
{
    double chance = 1;
    double mean_s = std::numeric_limits<double>::infinity(); ///< of those that wait

    [[nodiscard]] double shareWithin(double seconds) const
    {
        return seconds < 0 ? 0 : std::isinf(mean_s) ? 0 : 1 - chance * std::exp(-seconds / mean_s);
    }

    [[nodiscard]] double quantile(double share) const
    {
        return chance <= 1 - share ? 0 : mean_s * std::log(chance / (1 - share));
    }
};

} // namespace

double erlangC(std::uint32_t places, double erlangs)
{
    double blocked = 1; // Erlang B by its recurrence
    for (std::uint32_t k = 1; k <= places; ++k) {
        blocked = erlangs * blocked / (k + erlangs * blocked);
    }
    const double load = erlangs / places;
    return blocked / (1 - load * (1 - blocked));
}

Result<InferenceAnswer> inference(const InferenceInput& input)
{
    if (const auto fine = checked(input); !fine) {
        return failure(fine.error());
    }
    InferenceAnswer out;
    const double cards = input.cardsPerReplica;
    const std::uint32_t replicas = input.cards / input.cardsPerReplica;
    out.places = replicas * input.batch;
    out.network_ms = 2 * input.oneWay_ms;
    out.isWithinClass = input.oneWay_ms <= input.latencyClass_ms;
    const double prefill_s =
        2 * input.parameters * input.promptTokens / (cards * input.cardTflops * 1e12 * input.prefillUse);
    const double pass_s = std::max(input.parameters * input.bytesPerParameter / (cards * input.memory_Bps),
                                   2 * input.parameters * input.batch / (cards * input.cardTflops * 1e12));
    // A prompt that is read holds up the whole batch: each answer also waits for the other places' prompts.
    const double hold_s = input.batch * prefill_s + input.answerTokens * pass_s;
    out.prefill_ms = 1e3 * prefill_s;
    out.tokenGap_ms = 1e3 * (pass_s + (input.batch - 1) * prefill_s / input.answerTokens);
    out.capacityTokens = out.places * input.answerTokens / hold_s;
    const double erlangs = input.requestsPerSecond * hold_s;
    out.load = erlangs / out.places;
    Waiting waiting;
    if (out.load < 1) {
        waiting.chance = erlangC(out.places, erlangs);
        waiting.mean_s = hold_s / (out.places - erlangs);
    }
    out.chanceOfWaiting = waiting.chance;
    out.queue_ms = 1e3 * waiting.chance * waiting.mean_s;
    const double fixed_ms = out.network_ms + out.prefill_ms + 1e3 * pass_s;
    out.firstToken_ms = fixed_ms + out.queue_ms;
    out.firstTokenP95_ms = fixed_ms + 1e3 * waiting.quantile(kP95);
    out.answer_ms = out.firstToken_ms + (input.answerTokens - 1) * out.tokenGap_ms;
    out.tokensPerSecond = std::min(input.requestsPerSecond * input.answerTokens, out.capacityTokens);
    out.efficiency = waiting.shareWithin((input.firstToken_ms - fixed_ms) / 1e3);
    return out;
}

} // namespace twin::compute
