#pragma once

#include "twin/generate/faults.h"
#include "twin/generate/feed_traffic.h"
#include "twin/generate/flow_signals.h"
#include "twin/generate/frame_packer.h"
#include "twin/generate/job_signals.h"
#include "twin/generate/link_signals.h"
#include "twin/generate/optical_signals.h"
#include "twin/generate/place_signals.h"
#include "twin/generate/pool_signals.h"
#include "twin/generate/tunnel_signals.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace twin::generate {

/// The simulated nation behind a feed: what is broken, what is routed where, which flows and jobs live, and
/// the signals that follow from it. `step` moves it on and tells what happened as events.
class FeedWorld
{
  public:
    FeedWorld(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
              const FeedOptions& options);

    /// Everything that changes from the moment before to this one: faults, rerouting, ends and births. Events
    /// and dictionary changes go to `packer`; entities whose values jumped are added to `urgent`.
    void step(const FeedMoment& moment, FramePacker& packer, std::set<EntityRef>& urgent);

    [[nodiscard]] Signals& signals(EntityKind kind) { return *m_signals[static_cast<std::size_t>(kind)]; }

    /// Identifier of an entity now (flows and jobs: of the slot).
    [[nodiscard]] const std::string& id(EntityKind kind, std::uint32_t entity) const;

  private:
    void takeFaults(const FeedMoment& moment, FramePacker& packer, std::set<EntityRef>& urgent);
    void takeFault(const FaultChange& change, std::set<EntityRef>& urgent);
    void takeCut(const FaultChange& change, std::set<EntityRef>& urgent);
    void takePower(std::uint32_t pool);
    void reroute(const FeedMoment& moment, FramePacker& packer, std::set<EntityRef>& urgent);
    void announcePlans(FramePacker& packer) const;
    void liveOn(const FeedMoment& moment, FramePacker& packer);
    void announceFlow(FramePacker& packer, std::uint32_t slot) const;
    void announceJobs(FramePacker& packer, const std::vector<JobSignals::Change>& changes) const;

    registry::RegistryPtr m_registry;
    std::shared_ptr<const registry::Workload> m_workload;
    Faults m_faults;
    FeedTraffic m_traffic;
    JobSignals m_jobs;
    FlowSignals m_flows;
    PoolSignals m_pools;
    LinkSignals m_links;
    OpticalSignals m_optics;
    TunnelSignals m_tunnels;
    ServiceNodeSignals m_serviceNodes;
    SiteSignals m_sites;
    std::array<Signals*, kEntityKindCount> m_signals;
    std::vector<std::vector<std::uint32_t>> m_channelsOfLink;
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> m_flowsOfEnd; ///< by pool id
    bool m_hasAnnounced = false;                                                 ///< the plans
    std::optional<double> m_rerouteAt;                                           ///< simulated seconds
    TimeNs m_refreshedAt = -1; ///< source time of the last refresh of loads
    TimeNs m_livedAt = 0;      ///< source time of the last look at ends and births
};

} // namespace twin::generate
