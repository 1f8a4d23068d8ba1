#pragma once

#include "twin/network/graph.h"
#include "twin/network/latency_reach.h"
#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/support/units.h"

#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace twin::scenario {

enum class ElementState : std::uint8_t { Up, Degraded, Drained, Down, Removed };

/// `up`, `degraded`, `drained`, `down`, `removed`.
[[nodiscard]] std::string_view elementStateName(ElementState state);

/// A link, forward then reverse.
struct LinkSituation
{
    ElementState state = ElementState::Up;
    double capacity_bps[2]{}; ///< what it can carry now
    double load_bps[2]{};

    /// Of the fuller direction; 0 while it carries nothing.
    [[nodiscard]] double utilisation() const;
};

enum class FlowState : std::uint8_t {
    Whole,        ///< gets what it asks
    Slowed,       ///< less: a full link holds it back
    Disconnected, ///< no way
};

struct FlowSituation
{
    std::uint32_t fact = 0; ///< number in Situation::facts
    FlowState state = FlowState::Whole;
    bool missesDeadline = false; ///< at its present rate
    double asked_bps = 0;        ///< infinite: no limit
    double rate_bps = 0;
    double finish_s = 0; ///< from the scenario's beginning on, if things stood so; infinite: never, or steady
    std::uint64_t pathHash = 0;
    TimeNs delay = 0; ///< one way along its path
};

struct PoolSituation
{
    ElementState state = ElementState::Up;
    bool isReachable = true; ///< from the larger part of the network
    std::uint32_t cards = 0; ///< there are
    std::uint32_t cardsUsable = 0;
    std::uint64_t cardsTaken = 0; ///< of running jobs
    double cardsWorking = 0;      ///< of those, working rather than waiting for something
    double facility_w = 0;
    double carbon_gPerHour = 0;
    MoneyE4 energyPerHour = 0;  ///< cost
    MoneyE4 revenuePerHour = 0; ///< of working cards at the price on demand
    GflopsByPrecision declared;
    GflopsByPrecision
        stranded; ///< declared less what can be used by the network: down, degraded or unreachable
};

enum class JobCondition : std::uint8_t { Running, Slowed, Stopped, Waiting };

/// `running`, `slowed`, `stopped`, `waiting`.
[[nodiscard]] std::string_view jobConditionName(JobCondition condition);

struct JobSituation
{
    JobPtr job;
    JobCondition condition = JobCondition::Running;
    double speed = 0;        ///< fraction of ideal
    std::uint32_t cards = 0; ///< placed
    double wan_bps = 0;      ///< of the slowest leg between its pools
    bool inputWaits = false; ///< a transfer towards it has no way
    /// It waits and has no pool for what commands did: its own was removed, or it was submitted without one.
    /// What waits in the base has its queue, and is not meant.
    bool isWithoutPlace = false;
    double finish_s =
        0; ///< from the scenario's beginning on, if things stood so; infinite: never; negative: not known
    bool missesDeadline = false;
    /// Of an inference service with a latency class: one way from its users to the farthest of its pools
    /// (job_reach.h); network::kUnreachable without a way. None: nothing to hold against a class.
    std::optional<TimeNs> latency;
    bool missesLatency = false; ///< more than its class
};

/// What an operator does not see: its telemetry came from failed sources alone (sight.h).
struct Unseen
{
    std::uint32_t links = 0;
    std::uint32_t pools = 0;
    std::uint32_t conduits = 0; ///< none of whose links is seen any more
    GflopsByPrecision gflops;   ///< declared, of those pools

    friend bool operator==(const Unseen&, const Unseen&) = default;
};

/// Sums over everything. Money and FLOPS are whole numbers: parts add up to them exactly.
struct Totals
{
    std::uint32_t linksDown = 0; ///< or drained
    std::uint32_t poolsDown = 0;
    std::uint32_t poolsUnreachable = 0;
    std::uint32_t flowsSlowed = 0; ///< of flows; background counts in b/s only
    std::uint32_t flowsDisconnected = 0;
    std::uint32_t flowsLate = 0; ///< miss their deadlines
    std::uint32_t jobsSlowed = 0;
    std::uint32_t jobsStopped = 0;
    std::uint32_t jobsLate = 0;
    std::uint32_t jobsTooFar = 0;          ///< services that miss their latency class
    std::uint32_t jobsWithoutPlace = 0;    ///< wait, for what commands did to their pools
    std::uint32_t demandsDisconnected = 0; ///< background
    Unseen unseen;                         ///< for want of all sources that have failed
    /// Whose identifiers, with those of their services, nobody can resolve once caches have run out.
    std::uint32_t poolsUnresolvable = 0;
    std::uint32_t poolsClosed = 0; ///< take no job, because a service node of theirs is drained
    double asked_bps = 0;
    double served_bps = 0;
    double peakUtilisation = 0;
    std::string peakLink;
    std::uint64_t cards = 0;
    std::uint64_t cardsUsable = 0;
    std::uint64_t cardsTaken = 0;
    double cardsWorking = 0;
    double facility_w = 0;
    double carbon_gPerHour = 0;
    MoneyE4 energyPerHour = 0;
    MoneyE4 revenuePerHour = 0;
    GflopsByPrecision declared;
    GflopsByPrecision stranded; ///< in pools that are down, degraded or unreachable
    GflopsByPrecision waiting;  ///< of cards of running jobs that wait for the network or for a pool
};

/// What lies within a bound of one-way latency, the mean over all sites that are up.
struct Coverage
{
    TimeNs bound = 0;
    double share = 0; ///< of the FP16 FLOPS in service
};

/// Of all sites that are up, the share from which something lies within each of network::kLatencyCircles.
using NearShares = std::array<double, std::size(network::kLatencyCircles)>;

/// A service node that does not answer.
struct LostService
{
    Target target;
    std::uint32_t pools = 0; ///< whose identifiers nobody can resolve once caches have run out
    std::uint32_t ttl_s = 0;
};

/// A service node that is drained: it answers, but nothing new goes where it is asked for.
struct DrainedService
{
    Target target;
    std::uint32_t pools = 0; ///< it resolves: no job is placed in them
};

/// A source of telemetry that has failed.
struct LostSource
{
    std::string name;
    Unseen unseen; ///< for want of it alone
};

/// The twin in a steady state after some commands: every flow at its fair rate on its shortest way, every job
/// at the speed its pools and flows allow. Immutable.
struct Situation
{
    WorldPtr world;
    TimeNs moment = 0;
    std::shared_ptr<const Edits> edits;
    std::vector<FlowFact> added;            ///< flows that commands made or changed
    std::vector<LinkSituation> links;       ///< by LinkIndex of the world
    std::vector<PoolSituation> pools;       ///< by PoolIndex
    std::vector<FlowSituation> flows;       ///< flows, then background demands; without those that are gone
    std::vector<JobSituation> jobs;         ///< by identifier
    std::vector<std::uint8_t> arcsDown;     ///< by arc
    std::vector<std::uint64_t> arcCapacity; ///< b/s by arc, when it is up
    std::vector<LostService> lostServices;
    std::vector<DrainedService> drainedServices;
    std::vector<LostSource> lostSources; ///< by name
    std::vector<Coverage> coverage;      ///< only when it is asked for
    std::vector<NearShares> poolNear;    ///< by PoolIndex; only with coverage
    Totals totals;
    std::string stateHash; ///< of all of it

    /// What a flow of `flows` is: the ground's own, or one that commands made.
    [[nodiscard]] const FlowFact& fact(const Ground& ground, const FlowSituation& flow) const
    {
        const std::size_t known = ground.flows().size();
        return flow.fact < known ? ground.flows()[flow.fact] : added[flow.fact - known];
    }

    /// Memory it alone holds, about.
    [[nodiscard]] std::size_t bytes() const;
};

using SituationPtr = std::shared_ptr<const Situation>;

struct EvaluateOptions
{
    bool coverage = false; ///< latency circles: a Dijkstra a site
};

/// The steady state of a ground under edits. The same bits whatever was evaluated before.
/// Errors: those of building a network with what is added; Cancelled. Cost: a copy of the ground's steady
/// state and what the edits change; with additions, building the network anew.
[[nodiscard]] Result<SituationPtr> evaluate(const Ground& ground, std::shared_ptr<const Edits> edits,
                                            const EvaluateOptions& options = {});

} // namespace twin::scenario
