#include "twin/generate/feed_world.h"

#include "twin/generate/fault_alarms.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::generate {

namespace {

constexpr TimeNs kRefreshEvery = 5 * kSecond; ///< loads follow the hour at the links' own period
constexpr TimeNs kLiveEvery = kSecond;
constexpr std::size_t kFlowEndsAtOnce = 20; ///< so that a fast clock does not flood the line with births
constexpr double kFastProtection_s = 0.05;  ///< FRR, 1+1, optical restoration
constexpr double kRoutingProtocol_s = 5.0;  ///< links without protection wait for the routing protocol
constexpr double kLoadJump = 0.02;          ///< of capacity: a change worth telling before the period is over

} // namespace

FeedWorld::FeedWorld(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload,
                     const FeedOptions& options)
    : m_registry(std::move(registry))
    , m_workload(std::move(workload))
    , m_faults(m_registry, options)
    , m_traffic(m_registry, m_workload, options.seed)
    , m_jobs(m_registry, m_workload, m_traffic, m_faults, options)
    , m_flows(m_workload, m_traffic, options)
    , m_pools(m_registry, m_traffic, m_jobs, m_faults, options)
    , m_links(m_registry, m_traffic, m_faults, options.seed)
    , m_optics(m_registry, m_traffic, m_faults, options.seed)
    , m_tunnels(m_registry, m_traffic, options.seed)
    , m_serviceNodes(m_registry, options.seed)
    , m_sites(m_registry, m_faults)
    , m_signals{&m_pools, &m_links, &m_optics, &m_tunnels, &m_serviceNodes, &m_sites, &m_flows, &m_jobs}
    , m_channelsOfLink(m_registry->links.size())
{
    for (std::uint32_t i = 0; i < m_registry->channels.size(); ++i) {
        m_channelsOfLink[m_registry->channels[i].link.value()].push_back(i);
    }
    for (std::uint32_t i = 0; i < m_flows.size(); ++i) {
        m_flowsOfEnd[m_flows.shape(i).src].push_back(i);
        m_flowsOfEnd[m_flows.shape(i).dst].push_back(i);
    }
}

const std::string& FeedWorld::id(EntityKind kind, std::uint32_t entity) const
{
    switch (kind) {
    case EntityKind::Flow:
        return m_flows.id(entity);
    case EntityKind::Job:
        return m_jobs.id(entity);
    default:
        return m_registry->id({kind, entity});
    }
}

void FeedWorld::step(const FeedMoment& moment, FramePacker& packer, std::set<EntityRef>& urgent)
{
    if (!std::exchange(m_hasAnnounced, true)) {
        announcePlans(packer);
    }
    takeFaults(moment, packer, urgent);
    if (m_rerouteAt && moment.seconds >= *m_rerouteAt) {
        m_rerouteAt.reset();
        reroute(moment, packer, urgent);
    } else if (m_refreshedAt < 0 || moment.time - m_refreshedAt >= kRefreshEvery) {
        m_traffic.refresh(moment);
        m_refreshedAt = moment.time;
    }
    if (moment.time - m_livedAt >= kLiveEvery) {
        m_livedAt = moment.time;
        liveOn(moment, packer);
    }
}

void FeedWorld::takeFaults(const FeedMoment& moment, FramePacker& packer, std::set<EntityRef>& urgent)
{
    const std::vector<FaultChange> changes = m_faults.advance(moment.seconds);
    if (changes.empty()) {
        return;
    }
    for (const FaultChange& change : changes) {
        takeFault(change, urgent);
        raiseAlarms(*m_registry, change, [&packer]() -> wire::Event& { return packer.event(); });
    }
    m_pools.updateSilence();
    m_links.updateSilence();
    std::vector<JobSignals::Change> jobs;
    m_jobs.followPools(jobs);
    announceJobs(packer, jobs);
}

void FeedWorld::takeFault(const FaultChange& change, std::set<EntityRef>& urgent)
{
    switch (change.action) {
    case FaultAction::CutConduit:
    case FaultAction::RepairConduit:
        takeCut(change, urgent);
        return;
    case FaultAction::LosePower:
    case FaultAction::RestorePower:
        takePower(change.object);
        break;
    case FaultAction::BeginUnlisted:
    case FaultAction::EndUnlisted:
        m_traffic.setUnlisted(m_faults.unlistedSenders());
        m_refreshedAt = -1;
        return;
    case FaultAction::DegradeOptics:
    case FaultAction::RestoreOptics:
        urgent.insert({EntityKind::OpticalChannel, change.object});
        return;
    case FaultAction::SilenceSite:
    case FaultAction::ResumeSite:
        urgent.insert({EntityKind::Site, change.object});
        return;
    default:
        break;
    }
    urgent.insert({EntityKind::Pool, change.object});
}

void FeedWorld::takeCut(const FaultChange& change, std::set<EntityRef>& urgent)
{
    m_traffic.setCut(m_faults.cutConduits());
    double protection_s = kFastProtection_s;
    for (const registry::LinkIndex link : m_registry->conduits[change.object].links) {
        urgent.insert({EntityKind::Link, link.value()});
        for (const std::uint32_t channel : m_channelsOfLink[link.value()]) {
            urgent.insert({EntityKind::OpticalChannel, channel});
        }
        if ((*m_registry)[link].protection == registry::Protection::None) {
            protection_s = kRoutingProtocol_s;
        }
    }
    m_rerouteAt = std::max(m_rerouteAt.value_or(0.0), change.atSeconds + protection_s);
}

void FeedWorld::takePower(std::uint32_t pool)
{
    const bool powered = !m_faults.power()[pool].isOn();
    if (const auto flows = m_flowsOfEnd.find(m_registry->pools[pool].id); flows != m_flowsOfEnd.end()) {
        for (const std::uint32_t flow : flows->second) {
            m_traffic.setFlowActive(flow, powered);
        }
    }
    m_refreshedAt = -1; // loads without these flows, at once
}

void FeedWorld::reroute(const FeedMoment& moment, FramePacker& packer, std::set<EntityRef>& urgent)
{
    std::vector<double> before(m_registry->links.size());
    for (std::uint32_t link = 0; link < before.size(); ++link) {
        before[link] = m_traffic.askedForward(link) + m_traffic.askedReverse(link);
    }
    const std::vector<std::uint32_t> moved = m_traffic.reroute();
    m_traffic.refresh(moment);
    m_refreshedAt = moment.time;
    for (std::uint32_t link = 0; link < before.size(); ++link) {
        const double now = m_traffic.askedForward(link) + m_traffic.askedReverse(link);
        if (std::abs(now - before[link]) > kLoadJump * m_traffic.capacityForward(link)) {
            urgent.insert({EntityKind::Link, link});
        }
    }
    for (const std::uint32_t flow : moved) {
        announceFlow(packer, flow);
        urgent.insert({EntityKind::Flow, flow});
    }
}

void FeedWorld::liveOn(const FeedMoment& moment, FramePacker& packer)
{
    std::vector<FlowSignals::Succession> flows;
    m_flows.advance(moment, kFlowEndsAtOnce, flows);
    for (const FlowSignals::Succession& flow : flows) {
        wire::FlowChange& ended = *packer.event().mutable_flow();
        ended.set_id(flow.endedId);
        ended.set_ended(true);
        packer.retire(EntityKind::Flow, flow.slot);
        announceFlow(packer, flow.slot);
        packer.define(EntityKind::Flow, flow.slot, m_flows.id(flow.slot));
    }
    std::vector<JobSignals::Change> jobs;
    m_jobs.advance(moment, jobs);
    announceJobs(packer, jobs);
}

/// The workload's deadlines and ends are those of its own moment; the feed plays it now and says when they
/// are.
void FeedWorld::announcePlans(FramePacker& packer) const
{
    for (std::uint32_t slot = 0; slot < m_flows.size(); ++slot) {
        if (m_flows.deadline(slot) != m_flows.shape(slot).deadline) {
            announceFlow(packer, slot);
        }
    }
    announceJobs(packer, m_jobs.planned());
}

void FeedWorld::announceFlow(FramePacker& packer, std::uint32_t slot) const
{
    const registry::Flow& shape = m_flows.shape(slot);
    wire::FlowChange& flow = *packer.event().mutable_flow();
    flow.set_id(m_flows.id(slot));
    flow.set_job_id(shape.jobId);
    flow.set_src(shape.src);
    flow.set_dst(shape.dst);
    flow.set_tenant_id(shape.tenantId);
    flow.set_flow_class(static_cast<std::uint32_t>(shape.flowClass));
    flow.set_bytes_total(m_flows.bytesTotal(slot));
    flow.set_rate_requested_bps(shape.rateRequested_bps);
    flow.set_start_ns(m_flows.begun(slot));
    flow.set_deadline_ns(m_flows.deadline(slot));
    for (std::string& arc : m_traffic.flowArcs(slot)) {
        flow.add_arcs(std::move(arc));
    }
}

void FeedWorld::announceJobs(FramePacker& packer, const std::vector<JobSignals::Change>& changes) const
{
    for (const JobSignals::Change& change : changes) {
        const registry::Job& shape = m_jobs.shape(change.slot);
        wire::JobChange& job = *packer.event().mutable_job();
        job.set_id(change.id);
        job.set_state(static_cast<std::uint32_t>(change.state));
        job.set_tenant_id(shape.tenantId);
        job.set_kind(static_cast<std::uint32_t>(shape.kind));
        job.set_start_ns(m_jobs.start(change.slot));
        job.set_expected_end_ns(m_jobs.plannedEnd(change.slot));
        job.set_deadline_ns(m_jobs.deadline(change.slot));
        job.set_name_zh(shape.name.zh);
        job.set_name_en(shape.name.en);
        for (const registry::PlacedCards& placed : shape.placements) {
            job.add_pool_ids(placed.poolId);
            job.add_cards(placed.cards);
        }
        if (change.state == registry::JobState::Done) {
            packer.retire(EntityKind::Job, change.slot);
        } else if (change.born) {
            packer.define(EntityKind::Job, change.slot, change.id);
        }
    }
}

} // namespace twin::generate
