#pragma once

#include "twin/flow/availability.h"
#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/storm.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Days of random failures, for the availability of jobs (docs/scenarios.md, Random-failure days).
namespace twin::scenario {

inline constexpr std::uint32_t kMostFailureDays = 100'000;

struct FailureDaysOptions
{
    std::uint32_t days = 1'000; ///< 2 to kMostFailureDays
    std::uint64_t seed = 1;
    StormRates rates;
    TimeNs length = kDay;    ///< of each, 1 min to 31 days
    TimeNs runIn = 4 * kDay; ///< of failures before it, so that it begins with what is down by then
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
    /// By any thread, one at a time; may be empty.
    std::function<void(std::uint32_t done, std::uint32_t all)> onProgress;
};

/// How available jobs are: shares of the time in which they were there, over all days.
struct JobAvailability
{
    std::string id; ///< of the job, tenant or enterprise; of kinds `intra_train`…
    std::uint32_t jobs = 1;
    flow::Estimated up;        ///< it runs, at any speed
    flow::Estimated effective; ///< mean of speed beside its usual one
    double hoursDown = 0;      ///< of all days together
};

struct FailureDays
{
    std::uint32_t days = 0;
    std::uint64_t failures = 0;        ///< commands of all days
    std::vector<JobAvailability> jobs; ///< by identifier; those that ran
    std::vector<JobAvailability> kinds;
    std::vector<JobAvailability> tenants;
    std::vector<JobAvailability> enterprises; ///< owners of the pools
    JobAvailability all;
    /// FP16 that the network can use: the mean, and what there is at least in that share of the time.
    double mean_gflops = 0;
    double at99_gflops = 0;
    double at999_gflops = 0;
    double declared_gflops = 0;
    std::string stateHash;
};

/// So many days from the ground's moment on under the document's commands and random failures, each day with
/// failures of its own drawn by the seed and its number, jobs and flows as simulateRun has them; what the
/// document itself fails, drains, restores or removes fails in no other way. The interval is that of a ratio
/// over days (Student's t; 95 %); of what was never down, three outages of 8 hours make its lower end (the
/// rule of three). The same bits on any number of threads. Errors: BadInput (days, length), Invalid (a
/// command that cannot be done), TooLarge (of randomFailures), Cancelled.
[[nodiscard]] Result<FailureDays> simulateFailureDays(const Ground& ground, const Document& document,
                                                      const FailureDaysOptions& options);

} // namespace twin::scenario
