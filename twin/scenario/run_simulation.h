#pragma once

#include "twin/scenario/asked.h"
#include "twin/scenario/chain.h"
#include "twin/scenario/run.h"
#include "twin/scenario/run_flows.h"
#include "twin/scenario/run_jobs.h"
#include "twin/scenario/run_places.h"
#include "twin/scenario/run_script.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

namespace twin::scenario {

/// What all runs on a ground begin with: every flow at its rate, every job at its speed, nothing done.
struct RunStart
{
    explicit RunStart(const Ground& ground);

    RunFlows flows;
    RunJobs jobs;
    ArcPicture picture;
    RunPlaces places; ///< those that wait at the beginning are ranked
};

/// Seconds after a deadline at which it counts as missed: rounding of what is planned to the last one.
inline constexpr double kGrace_s = 1;

/// Adds up how long a service has been too far away, until a moment.
void settleLatency(RunJob& job, double now_s);

/// Takes what the network says of a listed flow now.
void refresh(RunFlow& flow, RunFlows& flows);

/// One run, event by event (run.h). It is what run.cpp and failure_days.cpp drive; others call simulateRun.
/// At each moment first everything happens that is due, then rates are shared anew, then jobs take their
/// speeds from them; so what happens at one moment is one change.
class Simulation
{
  public:
    /// @param horizon_s > 0 or 0: only the beginning
    Simulation(const Ground& ground, std::span<const Command> commands, const RunOptions& options,
               double horizon_s, RunStart start);

    /// To the horizon. Errors: as simulateRun's.
    [[nodiscard]] Judged<> run();

    [[nodiscard]] const RunFlows& flows() const { return m_flows; }

    [[nodiscard]] const RunJobs& jobs() const { return m_jobs; }

    [[nodiscard]] Chain& chain() { return m_chain; }

    [[nodiscard]] std::uint64_t moments() const { return m_moments; }

    [[nodiscard]] std::uint64_t staysLeftOut() const { return m_staysLeftOut; }

    /// Of all cards in service.
    [[nodiscard]] double cardSeconds() const { return m_cardSeconds; }

    /// FP16 GFLOPS that the network could use, and for how many seconds; in the order of time.
    [[nodiscard]] const std::vector<std::pair<std::uint64_t, double>>& usable() const { return m_usable; }

  private:
    enum class Due : std::uint8_t { FinishJob, ArriveJob, BeginFlow, FlowDeadline, JobDeadline, RestartJob };

    struct Timed
    {
        double at = 0;
        Due due = Due::FinishJob;
        std::uint32_t number = 0;
        std::uint32_t version = 0;

        friend auto operator<=>(const Timed&, const Timed&) = default;
    };

    /// As Edits has them.
    using FailedCardsOf = decltype(Edits::failedCards);

    /// What a flow was before a change.
    struct Rated
    {
        double rate_bps = 0;
        FlowState state = FlowState::Whole;
        std::uint64_t pathHash = 0;

        friend bool operator==(const Rated&, const Rated&) = default;
    };

    // run_simulation.cpp: what happens
    void takeArrivals(const Arrivals& arrivals);
    [[nodiscard]] double nextTime();
    void takeWaiting();
    [[nodiscard]] bool canAnyStart() const;
    void dropStale();
    [[nodiscard]] Judged<> step(double time);
    void takeDue(double time);
    void finishFlow(std::uint32_t flow);
    void beginFlow(std::uint32_t flow);
    std::uint32_t addFlow(std::shared_ptr<const FlowFact> fact, double begin_s);
    void end();

    // run_commands.cpp: what commands do
    [[nodiscard]] Judged<> takeCommands();
    void tellCommands(const RunScript::Step& step);
    void tellSkipped(std::size_t number, const RunScript::Step& step);
    void tellLost(std::size_t command, std::uint32_t cause);
    [[nodiscard]] Result<> takeWorld(bool changesNetwork);
    void paint();
    [[nodiscard]] PoolRoom roomNow() const;
    /// What jobs hold may be another: of pools that are too small for it, other parts are left.
    void takeRoom();
    void takeFailedCards();
    void takeSingleCards(const RunScript::Step& step);
    void takeChangedCards(const FailedCardsOf& before);
    void failCard(std::uint32_t job);
    void sendBack(RunJob& job);
    void recount();
    void takeAsked();
    void takeAskedJobs(const Asked& asked);
    void takeAskedFlows(const Asked& asked);
    void want(std::uint32_t flow, bool isWanted, double asked_bps);

    // run_lifecycle.cpp: jobs come, move and go
    void tryStart(std::uint32_t job);
    void tryQueue();
    [[nodiscard]] bool lookForPlaces();
    [[nodiscard]] bool givePlace(std::uint32_t job, const CardsTaken& held);
    void layRing(std::uint32_t job, double rate_bps);
    void waitFor(std::uint32_t job);
    void enqueue(std::uint32_t job);
    void giveCards(RunJob& job);
    void startJob(std::uint32_t job);
    void finishJob(std::uint32_t job);
    void cancelJob(std::uint32_t job);
    void bringBack(std::uint32_t job);
    void moveJob(std::uint32_t job, const JobPtr& moved);
    void sendCheckpoints(std::uint32_t job);
    void hold(std::uint32_t job);
    void countCards(const RunJob& job, std::int64_t sign);

    // run_services.cpp: how far services are from their users
    void takeServices();
    void takeLatency(std::uint32_t job, std::optional<TimeNs> latency);
    // run_stays.cpp: how jobs stand, for who wants to see it
    void note(std::uint32_t job);
    void noteAll();
    void keepStays();
    void keepStay(RunJob& job);
    void endStay(RunJob& job) const;

    // run_changes.cpp: what that makes of rates, speeds and deadlines
    void takeChangedFlows();
    void tellFlow(RunFlow& flow, const Rated& before);
    void takeDirtyJobs();
    void takeSpeed(std::uint32_t job);
    void tellJob(RunJob& job, bool isFresh);
    void tellLoss(RunJob& job, std::uint32_t cause);
    void judge(RunFlow& flow);
    void judge(RunJob& job);
    void missFlow(std::uint32_t flow);
    void missJob(std::uint32_t job);

    void touch(std::uint32_t job);
    std::uint32_t tell(ChainKind kind, ChainSubject about, const std::string& subject, std::uint32_t cause,
                       double before = 0, double after = 0, std::uint32_t command = kNoCommand,
                       std::string detail = {});
    std::uint32_t tellAt(double time, ChainKind kind, ChainSubject about, const std::string& subject,
                         std::uint32_t cause);

    /// What caused things at this moment, unless something nearer is known.
    [[nodiscard]] std::uint32_t cause() const { return m_command != kNoCause ? m_command : m_other; }

    [[nodiscard]] std::uint32_t commandOn(const std::string& subject) const;

    const Ground& m_ground;
    std::span<const Command> m_commands;
    const RunOptions& m_options;
    double m_horizon_s;
    RunFlows m_flows;
    RunJobs m_jobs;
    ArcPicture m_picture;
    RunPlaces m_places;
    RunScript m_script;
    Chain m_chain;
    std::priority_queue<Timed, std::vector<Timed>, std::greater<>> m_due;
    std::map<std::string, std::uint32_t> m_added; ///< flows that commands made, by identifier and ends
    std::vector<std::uint32_t> m_queue;           ///< jobs that wait for cards, first come first
    std::vector<std::uint32_t> m_fresh;           ///< flows that began at this moment
    std::vector<std::uint32_t> m_dirty;           ///< jobs whose speed may change
    std::vector<std::uint32_t> m_noted;           ///< jobs that may stand otherwise; some twice
    std::vector<std::uint32_t> m_missedFlows;
    std::vector<std::uint32_t> m_missedJobs;
    std::map<std::string, std::uint32_t> m_commandOf; ///< events of commands on flows and jobs at this moment
    std::map<std::size_t, std::uint32_t> m_growing;   ///< events of commands that go on by dates
    std::uint32_t m_command = kNoCause;               ///< event of a command at this moment
    std::uint32_t m_other = kNoCause;
    bool m_isCardFreed = false;
    bool m_isReachChanged = false; ///< or where a service runs
    double m_now = 0;
    std::uint64_t m_moments = 0;
    std::uint64_t m_cards = 0;
    std::uint64_t m_usableNow = 0;
    double m_countedUntil_s = 0;
    double m_cardSeconds = 0;
    std::vector<std::pair<std::uint64_t, double>> m_usable;
    std::uint32_t m_checkpoints = 0;
    std::size_t m_stays = 0;
    std::uint64_t m_staysLeftOut = 0;
};

} // namespace twin::scenario
