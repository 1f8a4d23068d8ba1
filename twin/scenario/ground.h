#pragma once

#include "twin/flow/steady_state.h"
#include "twin/network/graph.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/scenario/document.h"
#include "twin/scenario/growth_fit.h"
#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::scenario {

/// What exists: a registry and the network built from it. Immutable, shared by every scenario that does not
/// add to it; the network also by all grounds of one registry.
struct World
{
    registry::RegistryPtr registry;
    std::shared_ptr<const network::Graph> graph;
};

using WorldPtr = std::shared_ptr<const World>;

/// A flow, or a background demand that is shared out like one.
struct FlowFact
{
    std::string id;
    std::string src;
    std::string dst;
    std::string srcCarrier; ///< of background demands
    std::string dstCarrier;
    std::string tenant;
    std::string job;
    std::string trafficClass; ///< of background demands
    registry::FlowClass flowClass = registry::FlowClass::Unspecified;
    bool isBackground = false;
    double asked_bps = 0;    ///< 0: as much as there is room for
    std::uint64_t bytes = 0; ///< 0 = steady
    double done_bytes = 0;   ///< at the scenario's beginning
    TimeNs deadline = 0;     ///< 0 = none
    TimeNs begin = 0;        ///< of what a command made; 0: it has begun
    std::uint32_t srcProvince = 0;
    std::uint32_t dstProvince = 0;
};

using JobPtr = std::shared_ptr<const registry::Job>;

/// True for a job that holds cards.
[[nodiscard]] bool takesCards(registry::JobState state);

struct Situation;
class GroundKit;
class JobReach;
class N1Base;

struct GroundOptions
{
    DemandKind demand = DemandKind::BusyHour;
    DemandTerms demandTerms; ///< of P95 and Forecast
    /// What a history says of traffic (readDemandHistory): needed by P95, and by Forecast without a stated
    /// growth.
    std::shared_ptr<const DemandHistory> history;
    Assumptions assumptions;
    std::uint64_t seed = 1; ///< of the choice among equally short ways
    unsigned threads = 1;
    const std::atomic<bool>* cancelled = nullptr;
};

/// What scenarios fork from: one moment of the twin, immutable, with its steady state. Made once, shared by
/// all forks and threads; a fork costs nothing of it.
class Ground
{
  public:
    /// Of a moment, live or past. Errors: BadInput (no registry, no workload), Invalid (a demand base that
    /// this one cannot have, with what is missing), those of Expectation, Cancelled.
    [[nodiscard]] static Result<std::shared_ptr<const Ground>> of(state::SnapshotPtr snapshot,
                                                                  const GroundOptions& options = {});
    /// Of a registry alone: nothing is measured, everything in service is up. Its moment is that of the last
    /// start of a flow or job, and flows are taken to have sent at their requested rates until then.
    [[nodiscard]] static Result<std::shared_ptr<const Ground>>
    of(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
       const GroundOptions& options = {});
    ~Ground();
    Ground(const Ground&) = delete;
    Ground& operator=(const Ground&) = delete;

    [[nodiscard]] const GroundOptions& options() const { return m_options; }

    [[nodiscard]] const WorldPtr& world() const { return m_world; }

    [[nodiscard]] const std::shared_ptr<const registry::Workload>& workload() const { return m_workload; }

    /// Who holds it makes the next ground of the same registry and workload sooner.
    [[nodiscard]] const std::shared_ptr<const GroundKit>& kit() const { return m_kit; }

    /// None of a registry alone.
    [[nodiscard]] const state::SnapshotPtr& snapshot() const { return m_snapshot; }

    [[nodiscard]] TimeNs moment() const { return m_moment; }

    /// Hour of the day (UTC+8) whose background is asked.
    [[nodiscard]] double hour() const { return m_hour; }

    /// What a history's growth makes of the traffic; only of a forecast without a stated growth.
    [[nodiscard]] const std::optional<GrowthFit>& growth() const { return m_growth; }

    /// How a scenario file names this base.
    [[nodiscard]] const BaseRef& reference() const { return m_reference; }

    /// Flows first, then background demands.
    [[nodiscard]] const std::vector<FlowFact>& flows() const { return m_flows; }

    /// Ends of a flow on the ground's own graph.
    [[nodiscard]] std::pair<network::NodeIndex, network::NodeIndex> ends(std::size_t flow) const
    {
        return m_ends[flow];
    }

    [[nodiscard]] const std::vector<JobPtr>& jobs() const { return m_jobs; } ///< by identifier

    /// By identifier; null.
    [[nodiscard]] JobPtr job(const std::string& id) const;

    /// Where the users of jobs are, and how far.
    [[nodiscard]] const JobReach& reach() const { return *m_reach; }

    /// Cards of running jobs in a pool.
    [[nodiscard]] std::uint64_t cardsTaken(registry::PoolIndex pool) const
    {
        return m_cardsTaken[pool.value()];
    }

    // What is down at the moment, by number; drained the same.
    [[nodiscard]] const std::vector<std::uint8_t>& downLinks() const { return m_downLinks; }

    [[nodiscard]] const std::vector<std::uint8_t>& downSites() const { return m_downSites; }

    [[nodiscard]] const std::vector<std::uint8_t>& downPools() const { return m_downPools; }

    /// Live capacity of each link over the declared one, at most 1 where nothing is known.
    [[nodiscard]] const std::vector<double>& liveShare() const { return m_liveShare; }

    /// The flows at their fair rates, nothing done: what steady states of scenarios start from.
    [[nodiscard]] const flow::SteadyState& steady() const { return *m_steady; }

    /// The situation with nothing done.
    [[nodiscard]] const std::shared_ptr<const Situation>& before() const { return m_before; }

    /// What a flow asks of its way.
    [[nodiscard]] static flow::FlowTerms termsOf(const FlowFact& flow);
    /// A flow as a request on a graph; one whose ends it does not have is without them.
    [[nodiscard]] static flow::FlowRequest request(const FlowFact& flow, const World& world);

    /// A world others have made of this one by the same commands, or null; and one to remember while somebody
    /// holds it. Any thread.
    [[nodiscard]] WorldPtr knownWorld(const std::string& commands) const;
    void rememberWorld(const std::string& commands, const WorldPtr& world) const;

    /// What N-1 tables of forks start from; made by who asks first, the others wait. Any thread.
    /// Null when it was cancelled, and nobody had made it.
    [[nodiscard]] std::shared_ptr<const N1Base> n1Base(unsigned threads,
                                                       const std::atomic<bool>* cancelled = nullptr) const;
    /// Drops it, and the ground of the busy hour (busyGround) with its own; they are made anew when somebody
    /// asks. Whoever holds them keeps them. Any thread.
    void forgetN1() const;

    [[nodiscard]] std::uint64_t unknownFlows() const
    {
        return m_unknownFlows;
    } ///< left out: ends not in the registry

  private:
    Ground() = default;
    struct Maker;
    friend Result<std::shared_ptr<const Ground>> busyGround(const Ground& ground, unsigned threads,
                                                            const std::atomic<bool>* cancelled);

    GroundOptions m_options;
    std::shared_ptr<const GroundKit> m_kit;
    WorldPtr m_world;
    std::shared_ptr<const registry::Workload> m_workload;
    state::SnapshotPtr m_snapshot;
    TimeNs m_moment = 0;
    double m_hour = 0;
    std::optional<GrowthFit> m_growth;
    BaseRef m_reference;
    std::vector<FlowFact> m_flows;
    std::vector<std::pair<network::NodeIndex, network::NodeIndex>> m_ends; ///< by flow
    std::vector<JobPtr> m_jobs;
    std::unique_ptr<const JobReach> m_reach;
    std::vector<std::uint64_t> m_cardsTaken;
    std::vector<std::uint8_t> m_downLinks;
    std::vector<std::uint8_t> m_downSites;
    std::vector<std::uint8_t> m_downPools;
    std::vector<double> m_liveShare;
    std::shared_ptr<const flow::SteadyState> m_steady;
    std::shared_ptr<const Situation> m_before;
    std::uint64_t m_unknownFlows = 0;
    mutable std::mutex m_mutex; ///< of the worlds
    mutable std::unordered_map<std::string, std::weak_ptr<const World>> m_worlds;
    mutable std::mutex m_n1Mutex;
    mutable std::shared_ptr<const N1Base> m_n1Base;
    mutable std::mutex m_busyMutex;
    mutable std::shared_ptr<const Ground> m_busy; ///< null: nobody has asked, or it is busy itself
};

using GroundPtr = std::shared_ptr<const Ground>;

} // namespace twin::scenario
