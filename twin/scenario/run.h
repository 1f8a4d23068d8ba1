#pragma once

#include "twin/scenario/arrivals.h"
#include "twin/scenario/chain.h"
#include "twin/scenario/document.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/refusal.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

/// Jobs and flows through time, in one event simulation (docs/scenarios.md, Runs).
namespace twin::scenario {

inline constexpr TimeNs kMostRun = 1'000 * kDay;
inline constexpr std::size_t kMostRunTransfers = 500'000; ///< of the ground and arriving, background too
inline constexpr std::size_t kMostRunJobs = 100'000;
inline constexpr std::size_t kMostChainEvents = 1'000'000;
inline constexpr std::size_t kMostStays = 1'000'000;

struct RunOptions
{
    TimeNs horizon = 0; ///< from the ground's moment on; 0: the document's, or else to its last change
    Arrivals arrivals;  ///< what comes beside the document's commands
    std::size_t mostEvents = 20'000; ///< listed; at most kMostChainEvents
    std::size_t mostStays = 0;       ///< of all jobs (JobStay); at most kMostStays
    const std::atomic<bool>* cancelled = nullptr;
    /// Seconds of the run that are over, of all; by the thread that runs it, some hundred times. May be
    /// empty.
    std::function<void(double done_s, double all_s)> onProgress;
};

/// What became of a flow that belongs to a job or has a deadline.
struct FlowRun
{
    std::string id;
    std::string job;
    std::string tenant;
    double asked_bps = 0; ///< infinite: no limit
    double rate_bps = 0;  ///< at the end of the run
    double bytes = 0;     ///< to be sent in the run; 0: steady
    double sent_bytes = 0;
    double finish_s = std::numeric_limits<double>::infinity(); ///< infinite: not in the run
    bool missesDeadline = false;
    double unavoidable_s = std::numeric_limits<double>::infinity(); ///< since when it could not be met
};

enum class JobStage : std::uint8_t {
    Expected, ///< arrives after the end of the run
    Queued,   ///< waits for cards, or has no place
    Staging,  ///< waits for its input
    Moving,   ///< waits for its checkpoint
    Running,  ///< or stopped by something that is down
    Finished,
    Cancelled,
};

/// `expected`, `queued`, `staging`, `moving`, `running`, `finished`, `cancelled`.
[[nodiscard]] std::string_view jobStageName(JobStage stage);

/// How a job stood for a while: where, at what and how fast, until something of that was another.
struct JobStay
{
    double begin_s = 0;
    double end_s = 0;
    JobStage stage = JobStage::Queued; ///< never Expected, Finished or Cancelled
    double speed = 0;                  ///< while Running, as the last event said: changes from 1 % on
    double usual = 0;                  ///< with nothing done; 0: not known
    JobPtr job;                        ///< as it was placed then
};

/// What became of a job. Hours are of the run.
struct JobRun
{
    std::string id;
    std::string tenant;
    JobStage stage = JobStage::Queued;
    std::uint32_t cards = 0;
    double speed = 0;                                         ///< at the end of the run
    double begin_s = std::numeric_limits<double>::infinity(); ///< when it first ran; 0 also: before
    double finish_s = std::numeric_limits<double>::infinity();
    double present_h = 0; ///< from when it first ran until it was over, or the run
    double up_h = 0;      ///< of those, at any speed
    double effective_h =
        0; ///< of those, each weighed with its speed beside the usual one, less what was lost
    double workedCardHours = 0;      ///< in the run: useful + lost in it
    double lostCardHours = 0;        ///< computed in vain: since the last checkpoint before a failure
    double lostEarlierCardHours = 0; ///< of those: computed before the run
    std::uint32_t setbacks = 0;      ///< times it went back to its last checkpoint
    std::vector<registry::PlacedCards> placements; ///< at the end
    bool isPlacedByRun = false;                    ///< it waited without a place
    double latency_ms = -1; ///< of a service with a class, at the end; infinite: no way; negative: none
    double tooFar_h = 0;    ///< it missed its latency class
    bool wasTooFar = false; ///< at any time
    bool missesDeadline = false;
    double unavoidable_s = std::numeric_limits<double>::infinity();
    double deadline_s = std::numeric_limits<double>::infinity(); ///< infinite: none, or over at the beginning
    std::vector<JobStay> stays; ///< in the order of time, one after the other; with RunOptions::mostStays
};

/// Sums over a run.
struct RunSums
{
    double carried_bytes = 0;    ///< by all flows
    double arrived_bytes = 0;    ///< of transfers that finished
    double underWay_bytes = 0;   ///< sent by transfers that did not
    double steady_bytes = 0;     ///< by flows without an end
    double notCarried_bytes = 0; ///< asked for by flows without an end and not carried
    double notArrived_bytes = 0; ///< left of transfers that began and did not finish
    std::uint64_t transfersFinished = 0;
    std::uint64_t transfersLate = 0; ///< missed their deadlines
    std::uint64_t jobsStarted = 0;
    std::uint64_t jobsFinished = 0;
    std::uint64_t jobsLate = 0;
    double jobHoursLost = 0; ///< of jobs that ran, beside their usual speeds
    double cardHours = 0;    ///< of all cards in service: held + free
    double cardHoursHeld = 0;
    double cardHoursWorking = 0;
    double cardHoursIdle = 0;        ///< all less those working
    double cardHoursUseful = 0;      ///< of those working: all but what failures made vain
    double cardHoursLost = 0;        ///< made vain by failures
    double cardHoursLostEarlier = 0; ///< of those: computed before the run
    std::uint64_t setbacks = 0;      ///< jobs that went back to their last checkpoints, each time
    std::uint64_t jobsPlaced = 0;    ///< that had waited without a place
    std::uint64_t jobsTooFar = 0;    ///< services that missed their latency class at any time
    double jobHoursTooFar = 0;       ///< and how long, all together
};

/// What a run comes to for a tenant (its jobs and flows) or an enterprise (jobs in its pools at the end,
/// flows that end there): its part of the sums. Of an enterprise hours of cards are those of its own; what
/// has two enterprises counts for both in all other figures.
struct RunOwner
{
    std::string id; ///< empty: what has none, so that parts add up to the sums
    std::uint64_t transfersLate = 0;
    std::uint64_t jobsLate = 0;
    std::uint64_t jobsTooFar = 0;
    std::uint64_t setbacks = 0;
    double jobHoursLost = 0;
    double jobHoursTooFar = 0;
    double cardHoursWorking = 0;
    double cardHoursLost = 0;
    double cardHoursLostEarlier = 0; ///< of those
    double notCarried_bytes = 0;
    double notArrived_bytes = 0;

    /// Something was late, lost, or left.
    [[nodiscard]] bool isAny() const
    {
        return transfersLate != 0 || jobsLate != 0 || jobsTooFar != 0 || setbacks != 0 || jobHoursLost > 0 ||
               cardHoursLost > 0 || notCarried_bytes > 0 || notArrived_bytes > 0;
    }
};

struct Run
{
    TimeNs begin = 0;
    TimeNs end = 0;
    std::vector<ChainEvent> events;                  ///< by time
    std::array<std::uint64_t, kChainKinds> counts{}; ///< of all that happened, listed or not
    std::uint64_t eventsLeftOut = 0;
    std::uint64_t staysLeftOut = 0; ///< beyond RunOptions::mostStays
    std::uint64_t moments = 0;      ///< at which something happened
    RunSums sums;
    std::vector<FlowRun> flows;    ///< by identifier
    std::vector<JobRun> jobs;      ///< by identifier
    std::vector<RunOwner> tenants; ///< by identifier, all that have jobs or flows
    std::vector<RunOwner> enterprises;
    std::string stateHash; ///< of all of it
};

/// Plays the document's commands on the ground from its moment to the horizon, while transfers, jobs and what
/// arrives go on. The same input gives the same bytes; any number may run at once.
/// Errors: Invalid, of a command that cannot be done (`commands.3: …`); TooLarge (kMostRun,
/// kMostRunTransfers, kMostRunJobs, kMostChainEvents); those of evaluate; Cancelled.
/// Cost: what every event changes (FluidNetwork), and a walk of all flows for every command.
[[nodiscard]] Judged<Run> simulateRun(const Ground& ground, const Document& document,
                                      const RunOptions& options = {});

} // namespace twin::scenario
