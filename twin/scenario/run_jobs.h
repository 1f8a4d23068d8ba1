#pragma once

#include "twin/scenario/arc_picture.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/job_pace.h"
#include "twin/scenario/run.h"
#include "twin/scenario/run_flows.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace twin::scenario {

/// A job of a run. Work is counted in seconds at ideal speed.
struct RunJob
{
    static constexpr double kNever = std::numeric_limits<double>::infinity();
    static constexpr std::uint32_t kNoAsk = 0xFFFFFFFF;

    JobPtr job; ///< as it is placed now
    JobStage stage = JobStage::Queued;
    JobStage before = JobStage::Queued;           ///< it was cancelled in
    std::vector<registry::PlacedCards> ranAt;     ///< where its state is; empty: nowhere yet
    std::vector<std::uint32_t> flows;             ///< that bear its identifier
    std::vector<std::vector<std::uint32_t>> legs; ///< of those, from one of its pools to another, by ends
    bool isLegsKnown = false;
    bool holdsCards = false;
    std::uint32_t cards = 0;
    double speed = 0;
    double shown = 0; ///< speed as the last event said
    double usual = 0; ///< speed with nothing done; of new ones, that at which they started. 0: not known
    double left_s = kNever;   ///< work; infinite: without an end
    bool isWorkKnown = false; ///< `left_s` goes on from where it was before
    JobPtr sizedFor;          ///< as it was placed when its work was counted in seconds
    double since_s = 0;       ///< of speed
    // What a failure of its cards would cost it.
    double save_s = kNever;      ///< of computing between two checkpoints; infinite: it loses nothing
    double sinceSave_s = 0;      ///< of computing since the last one
    double unsaved_s = 0;        ///< work since then
    double unsavedEarlier_s = 0; ///< of it: done before the run
    std::vector<double> shares;  ///< of its cards that can work, by placement, as of its speed
    double toTell_h = 0;         ///< card hours lost at this moment
    bool isSetBack = false;      ///< at this moment
    double restart_s = 0;        ///< until then it is brought up again after a failed card
    std::uint32_t version = 0;   ///< of its expected finish
    double begin_s = kNever;
    double finish_s = kNever;
    double deadline_s = kNever;
    double unavoidable_s = kNever;
    bool isStarted = false; ///< in the run: it did not run before
    bool isMissed = false;
    // Integrals until `since_s`, seconds.
    double present_s = 0;
    double up_s = 0;
    double effective_s = 0;
    double lost_s = 0;
    double held_s = 0;        ///< times cards
    double working_s = 0;     ///< times cards
    double vain_s = 0;        ///< of work lost, times cards
    double vainEarlier_s = 0; ///< of it: done before the run
    std::uint32_t setbacks = 0;
    std::uint32_t lastEvent = 0xFFFFFFFF;
    std::uint32_t verdict = 0xFFFFFFFF;   ///< event: its deadline cannot be met
    std::uint32_t stepCause = 0xFFFFFFFF; ///< of what happens to it at this moment
    bool isDirty = false;
    bool isArrival = false; ///< came by itself, not by the ground or a command
    bool isWaitShown = false;
    bool isCredited = false;    ///< commands have been told that its cards are free
    bool isPlacedByRun = false; ///< it had waited without a place
    std::uint32_t ask = kNoAsk; ///< what it waits for (run_places.h), once that is known
    // Of services: how far their users are (job_reach.h), and how long that was more than their class.
    std::optional<TimeNs> latency;      ///< none: not held against a class
    std::optional<TimeNs> shownLatency; ///< the last one that was known
    bool isTooFar = false;
    bool isTooFarShown = false; ///< as the last event said
    bool wasTooFar = false;     ///< at any time
    double tooFarSince_s = 0;
    double tooFar_s = 0;        ///< until then
    std::vector<JobStay> stays; ///< with RunOptions::mostStays; the last one has no end yet

    [[nodiscard]] bool isOver() const { return stage == JobStage::Finished || stage == JobStage::Cancelled; }
};

/// True for a job that waits for cards; a draft does not.
[[nodiscard]] bool waitsForCards(registry::JobState state);

/// The jobs of a run: where they are, how fast, and how much they have done. Copyable. The ground must
/// outlive it.
class RunJobs
{
  public:
    /// The ground's, as they are at its moment.
    explicit RunJobs(const Ground& ground);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_jobs.size()); }

    [[nodiscard]] RunJob& operator[](std::uint32_t job) { return m_jobs[job]; }

    [[nodiscard]] const RunJob& operator[](std::uint32_t job) const { return m_jobs[job]; }

    [[nodiscard]] std::optional<std::uint32_t> find(const std::string& id) const;
    /// One that is new, expected. Flows that bear its identifier become its own.
    std::uint32_t add(JobPtr job, RunFlows& flows);
    /// A flow that bears an identifier of a job, known or to come.
    void addFlow(RunFlows& flows, std::uint32_t flow);

    /// It starts to compute where it is placed: from here on it saves what it has computed.
    /// @param computed_s without a checkpoint, until now: before the run
    void beginSaving(RunJob& job, const World& world, double computed_s) const;
    /// All it has computed is where it goes on.
    static void save(RunJob& job);
    /// Whether fewer of its cards can work than when its speed was taken.
    [[nodiscard]] static bool losesCards(const RunJob& job, const ArcPicture& picture, const World& world);
    /// Back to its last checkpoint. Precondition: its sums are of now.
    static void goBack(RunJob& job);
    /// Brings its sums and work to a moment.
    void settle(RunJob& job, double now) const;
    /// How fast its work goes: a service ends at its time, whatever it served until then.
    [[nodiscard]] static double paceOf(const RunJob& job);
    /// Its speed by what flows, pools and its cards are now; 0 while it restarts.
    [[nodiscard]] double speedOf(RunJob& job, const RunFlows& flows, const ArcPicture& picture,
                                 const World& world, const Edits& edits, double now) const;
    /// Its work, once it starts at `job.usual`.
    void takeWork(RunJob& job, const World& world, double now) const;
    /// It is placed elsewhere now: as much is left to compute, on other cards. A service goes on to its time.
    void moveWork(RunJob& job, const World& world) const;

    /// Whether it must wait for a transfer to where it is placed (checkpoints: `isCheckpoint`).
    [[nodiscard]] bool waitsFor(const RunJob& job, const RunFlows& flows, bool isCheckpoint) const;
    /// Whether a flow runs between two of its pools.
    [[nodiscard]] static bool isInner(const RunJob& job, const RunFlow& flow);

    /// Whether its pools take jobs under the edits, and have the cards of its placements free beside what is
    /// held.
    [[nodiscard]] bool areCardsFree(const RunJob& job, const Edits& edits, const CardsTaken& held) const;
    void takeCards(RunJob& job);
    void giveCards(RunJob& job);

    [[nodiscard]] const CardsTaken& held() const { return m_held; }

    /// The run has found it a place.
    static void place(RunJob& job, std::vector<registry::PlacedCards> placements);

  private:
    std::uint32_t enter(JobPtr job);
    void findLegs(RunJob& job, const RunFlows& flows) const;
    void countCards(const RunJob& job, std::int64_t sign);

    const Ground* m_ground;
    std::vector<RunJob> m_jobs;
    std::unordered_map<std::string, std::uint32_t> m_byId;
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_orphans; ///< flows of jobs not there yet
    CardsTaken m_held;
};

} // namespace twin::scenario
