#pragma once

#include "twin/compute/training_size.h"
#include "twin/compute/wan_transport.h"
#include "twin/support/result.h"

#include <cstdint>
#include <span>
#include <vector>

/// Training across centres (算间): data parallel between sites, gradients over the wide-area network.
namespace twin::compute {

inline constexpr std::uint32_t kMostTrainingSites = 64;

struct InterCentreInput
{
    TrainingSize size;
    std::uint32_t sites = 2;
    double distance_km = 500; ///< of fibre between neighbours in the ring of sites
    double extraDelay_s = 0;  ///< of equipment, one way
    WanLine line;             ///< of a site, each way; rtt_s < 0 = from the distance
    double overlap = 0;       ///< part of the exchange hidden behind computing
};

struct InterCentreAnswer
{
    double efficiency = 1; ///< of the same cards in one place
    double step_s = 0;
    double compute_s = 0;
    double exchange_s = 0; ///< bytes of a step at the goodput
    double exposed_s = 0;  ///< of it not hidden
    double latency_s = 0;  ///< rounds of the ring, and what was lost at the end
    double bytesPerSite = 0;
    double rtt_s = 0;
    WanRate wan;
};

/// Ring all-reduce between sites: 2(k−1)/k · parameters · 2 bytes sent by every site and step, (k−1) round
/// trips. efficiency = t / (t + (1 − overlap) · exchange + rounds · RTT).
/// Errors: BadInput (out of range).
[[nodiscard]] Result<InterCentreAnswer> interCentre(const InterCentreInput& input);

/// A place where part of a job may run.
struct TrainingSite
{
    std::uint32_t key = 0; ///< the caller's
    std::uint32_t cards = 0;
};

/// What lies between two sites.
struct SitePair
{
    double rate_bps = 0; ///< that can be allocated; 0 = no way
    double rtt_s = 0;
};

struct SiteChoice
{
    std::vector<std::uint32_t> sites; ///< positions in what was given, ascending
    std::uint32_t cards = 0;          ///< of all together, at most what the job asks for
    InterCentreAnswer answer;
    double effectiveTflops = 0; ///< cards · TFLOPS · mfu · efficiency
};

/// The sets of `count` sites that have the cards, best first by effective TFLOPS, then efficiency, then
/// positions. The ring of a set goes at its slowest pair and longest round trip.
/// @param pairs by (a, b) row by row, sites × sites
/// Cost: all subsets, sites^count; at most kMostSiteSets are looked at, those of the first sites.
/// Errors: BadInput: a value of `job` out of range, sizes that do not fit.
[[nodiscard]] Result<std::vector<SiteChoice>> chooseSites(const InterCentreInput& job,
                                                          std::span<const TrainingSite> sites,
                                                          std::span<const SitePair> pairs, std::size_t most);

inline constexpr std::size_t kMostSiteSets = 200'000;

} // namespace twin::compute
