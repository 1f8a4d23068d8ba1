#pragma once

#include "twin/flow/reliability.h"
#include "twin/flow/sweep.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Cuts and repairs simulated at most.
inline constexpr double kMostOutageEvents = 20'000'000;
/// Sums over those events of how many conduits are down, and over the sets of them of the pairs without path.
inline constexpr double kMostOutageEntries = 200'000'000;

struct AvailabilityOptions
{
    double years = 1000; ///< simulated in all; above 0
    std::uint64_t seed = 1;
    bool includeAccess = false;
    SweepRouting routing = SweepRouting::Ecmp; ///< or MaxMin
    network::PathCost cost = network::PathCost::Delay;
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// A mean and its 95 % confidence interval.
struct Estimated
{
    double mean = 0;
    double low = 0;
    double high = 0;
};

/// A pair of nodes with demand between them.
struct PairAvailability
{
    network::NodeIndex src;
    network::NodeIndex dst;
    double demand_bps = 0;
    Estimated availability; ///< share of time with a path
};

struct AvailabilityResult
{
    std::uint64_t states = 0;            ///< sets of conduits cut at once that occurred
    std::vector<PairAvailability> pairs; ///< by destination, then source
    Estimated lost_gbpsHoursPerYear;     ///< demand not served, Gb/s · h a year
    Estimated allConnected;              ///< share of time in which every pair has a path
};

/// Monte Carlo over cuts and repairs of conduits: how long each pair of nodes has a path, and how much
/// traffic is lost (Ecmp: for want of a path; MaxMin: also what full links do not let through).
///
/// The years are simulated in 20 stretches of their own, whose means give the interval (Student's t, 19
/// degrees of freedom). A pair that was never down gets what three outages of the longest mean repair would
/// make (the "rule of three": at 95 % it is no worse). Sets of cut conduits that occur are routed once each.
/// Same bits on any number of threads.
/// @param reliability one for each conduit that may fail (reliabilityOf)
/// Errors: BadInput (years, routing), TooLarge (kMostOutageEvents, kMostOutageEntries), Cancelled.
/// Cost: O(events · log conduits + states · what they touch).
[[nodiscard]] Result<AvailabilityResult> simulateAvailability(const network::Graph& graph,
                                                              std::span<const network::NodeDemand> demands,
                                                              std::span<const ConduitReliability> reliability,
                                                              const AvailabilityOptions& options);

/// SHA-256 over all results, for comparing runs.
[[nodiscard]] std::string digestOf(const AvailabilityResult& result);

} // namespace twin::flow
