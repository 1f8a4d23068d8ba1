#pragma once

#include "twin/support/result.h"

#include <cstdint>

/// Inference near users.
namespace twin::compute {

struct InferenceInput
{
    double parameters = 70e9; ///< active for a token
    std::uint32_t cards = 16; ///< of the service
    std::uint32_t cardsPerReplica = 8;
    double cardTflops = 320;
    double memory_Bps = 1.6e12;   ///< bandwidth of a card's memory
    double bytesPerParameter = 2; ///< as held in memory
    double prefillUse = 0.4;      ///< part of the peak while a prompt is read
    std::uint32_t batch = 16;     ///< requests a replica answers at once
    double requestsPerSecond = 2;
    double promptTokens = 1'000;
    double answerTokens = 300;
    double oneWay_ms = 5;         ///< user to pool
    double latencyClass_ms = 5;   ///< what the network part may take one way: 1, 5 or 20
    double firstToken_ms = 1'000; ///< what users wait for at most
};

struct InferenceAnswer
{
    double efficiency = 0; ///< share of requests whose first token comes in time
    double network_ms = 0; ///< there and back
    double queue_ms = 0;   ///< mean wait for a place in a batch
    double prefill_ms = 0;
    double tokenGap_ms = 0;   ///< between tokens of one answer
    double firstToken_ms = 0; ///< mean
    double firstTokenP95_ms = 0;
    double answer_ms = 0;       ///< mean, to the last token
    double tokensPerSecond = 0; ///< that users get
    double capacityTokens = 0;  ///< that the cards could give
    double load = 0;            ///< requests at work over places; >= 1: the queue grows without end
    double chanceOfWaiting = 0; ///< Erlang C
    std::uint32_t places = 0;   ///< replicas · batch
    bool isWithinClass = false; ///< of latency
};

/// A replica reads a prompt at 2 · parameters · tokens FLOP and gives tokens as fast as its memory lets the
/// parameters through, the same pass for a whole batch. Requests come as a Poisson process and find replicas
/// · batch places of exponential holding time (M/M/c): chance of waiting by Erlang C, wait exponential
/// beyond. Source: Kleinrock, Queueing Systems I, 3.5; memory-bound decoding as in Pope et al., MLSys 2023.
/// Errors: BadInput (out of range, fewer cards than one replica).
[[nodiscard]] Result<InferenceAnswer> inference(const InferenceInput& input);

/// Erlang's C: chance that a request must wait, of `load` < `places` Erlangs.
[[nodiscard]] double erlangC(std::uint32_t places, double erlangs);

} // namespace twin::compute
