#include "twin/scenario/asked.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/workload_proto.h"
#include "twin/scenario/editor.h"
#include "twin/scenario/job_pace.h"
#include "twin/scenario/names.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace twin::scenario {

namespace pb = registry::pb;

namespace {

/// The flows of jobs that move, begin and end.
class JobFlows
{
  public:
    JobFlows(const Ground& ground, const Edits& edits, Asked& out)
        : m_ground(ground)
        , m_edits(edits)
        , m_registry(*ground.world()->registry)
        , m_out(out)
    {}

    void run()
    {
        for (std::size_t i = 0; i < m_ground.flows().size(); ++i) {
            const FlowFact& flow = m_ground.flows()[i];
            if (flow.job.empty()) {
                continue;
            }
            if (m_edits.cancelled.contains(flow.job)) {
                m_out.flow_bps[i] = Asked::kGone;
            } else if (const auto moved = m_edits.moved.find(flow.job); moved != m_edits.moved.end()) {
                move(i, moved->second);
            }
        }
        for (const auto& [id, ring] : m_rings) {
            addRing(id, ring.tenant, m_edits.moved.at(id), ring.rate_bps);
        }
        for (const auto& [id, job] : m_edits.submitted) {
            if (m_edits.cancelled.contains(id) || job.wan_bps <= 0) {
                continue;
            }
            const auto moved = m_edits.moved.find(id);
            addRing(id, job.tenant, moved == m_edits.moved.end() ? job.placements : moved->second,
                    job.wan_bps);
        }
    }

  private:
    /// What goes from each pool of a job to the next one, to be laid anew.
    struct Ring
    {
        std::string tenant;
        double rate_bps = 0; ///< of the fullest leg
        std::map<std::pair<std::string, std::string>, double> legs;
    };

    void move(std::size_t number, const std::vector<CardsAt>& to)
    {
        const FlowFact& flow = m_ground.flows()[number];
        const JobPtr job = m_ground.job(flow.job);
        if (job == nullptr || job->placements.empty()) {
            return;
        }
        const double asked_bps = m_out.flow_bps[number];
        m_out.flow_bps[number] = Asked::kGone;
        const bool isInner = isPlacedIn(*job, flow.src) && isPlacedIn(*job, flow.dst);
        if (isInner && job->placements.size() != to.size()) {
            Ring& ring = m_rings[flow.job];
            ring.tenant = flow.tenant;
            ring.rate_bps = std::max(ring.rate_bps, ring.legs[{flow.src, flow.dst}] += asked_bps);
            return;
        }
        FlowFact moved = flow;
        moved.asked_bps = asked_bps;
        setEnds(moved, placeNow(*job, to, flow.src), placeNow(*job, to, flow.dst));
        if (moved.src != moved.dst) {
            m_out.added.push_back(std::move(moved));
        }
    }

    /// Where what a pool had of a job is now.
    static std::string placeNow(const registry::Job& job, const std::vector<CardsAt>& to,
                                const std::string& place)
    {
        for (std::size_t i = 0; i < job.placements.size(); ++i) {
            if (job.placements[i].poolId == place) {
                return to[job.placements.size() == to.size() ? i : 0].pool;
            }
        }
        return place;
    }

    void addRing(const std::string& job, const std::string& tenant, const std::vector<CardsAt>& pools,
                 double rate_bps)
    {
        if (pools.size() < 2 || rate_bps <= 0) {
            return;
        }
        for (std::size_t i = 0; i < pools.size(); ++i) {
            FlowFact leg;
            leg.id = job + "/wan/" + std::to_string(i + 1);
            leg.job = job;
            leg.tenant = tenant;
            leg.flowClass = registry::FlowClass::Rdma;
            leg.asked_bps = rate_bps;
            setEnds(leg, pools[i].pool, pools[(i + 1) % pools.size()].pool);
            m_out.added.push_back(std::move(leg));
        }
    }

    void setEnds(FlowFact& flow, const std::string& src, const std::string& dst) const
    {
        flow.src = src;
        flow.dst = dst;
        flow.srcProvince = provinceOfPlace(m_registry, src);
        flow.dstProvince = provinceOfPlace(m_registry, dst);
    }

    const Ground& m_ground;
    const Edits& m_edits;
    const registry::Registry& m_registry;
    Asked& m_out;
    std::map<std::string, Ring> m_rings;
};

void scaleFlows(const Ground& ground, const Edits& edits, Asked& out)
{
    for (const auto& [which, factor] : edits.scales) {
        for (std::size_t i = 0; i < out.flow_bps.size(); ++i) {
            if (isMeant(which, traitsOf(ground.flows()[i]))) {
                out.flow_bps[i] *= factor;
            }
        }
    }
}

void addDemands(const Ground& ground, const Edits& edits, Asked& out)
{
    const registry::Registry& registry = *ground.world()->registry;
    for (const auto& [demand, begin] : edits.demands) {
        FlowFact flow;
        flow.begin = begin;
        flow.id = demand.id;
        flow.src = demand.src;
        flow.dst = demand.dst;
        flow.tenant = demand.tenant;
        flow.job = demand.job;
        flow.flowClass = registry::FlowClass::Elephant;
        flow.asked_bps = demand.bps;
        flow.bytes = demand.bytes;
        flow.deadline = demand.deadline ? absolute(*demand.deadline, ground.moment()) : 0;
        flow.srcProvince = provinceOfPlace(registry, flow.src);
        flow.dstProvince = provinceOfPlace(registry, flow.dst);
        out.added.push_back(std::move(flow));
    }
}

/// What ends in a pool that is no more is no more.
void dropRemoved(const Ground& ground, const Edits& edits, Asked& out)
{
    std::set<std::string> gone;
    for (const Target& target : edits.removed) {
        if (target.kind == TargetKind::Pool) {
            gone.insert(target.id);
        }
    }
    if (gone.empty()) {
        return;
    }
    const auto ends = [&](const FlowFact& flow) {
        return gone.contains(flow.src) || gone.contains(flow.dst);
    };
    for (std::size_t i = 0; i < out.flow_bps.size(); ++i) {
        out.flow_bps[i] = ends(ground.flows()[i]) ? Asked::kGone : out.flow_bps[i];
    }
    std::erase_if(out.added, ends);
    for (JobPtr& job : out.jobs) {
        if (std::ranges::any_of(job->placements,
                                [&](const auto& placed) { return gone.contains(placed.poolId); })) {
            auto left = std::make_shared<registry::Job>(*job);
            std::erase_if(left->placements, [&](const auto& placed) { return gone.contains(placed.poolId); });
            if (left->placements.empty()) {
                left->state = registry::JobState::Queued;
            }
            job = std::move(left);
        }
    }
}

} // namespace

DemandTraits traitsOf(const FlowFact& flow)
{
    return {flow.isBackground, flow.flowClass,   flow.trafficClass, flow.src,
            flow.dst,          flow.srcProvince, flow.dstProvince};
}

std::uint32_t provinceOfPlace(const registry::Registry& registry, const std::string& id)
{
    if (const auto pool = registry.find(EntityKind::Pool, id)) {
        return provinceCode(registry.pools[pool->index].adcode);
    }
    const auto site = registry.find(EntityKind::Site, id);
    return site ? provinceCode(registry.sites[site->index].adcode) : 0;
}

Asked askedOf(const Ground& ground, const Edits& edits)
{
    Asked out;
    out.flow_bps.reserve(ground.flows().size());
    for (const FlowFact& flow : ground.flows()) {
        out.flow_bps.push_back(flow.asked_bps);
    }
    scaleFlows(ground, edits, out);
    const Names names(ground, edits);
    for (const JobPtr& job : ground.jobs()) {
        if (!edits.cancelled.contains(job->id)) {
            out.jobs.push_back(edits.moved.contains(job->id) ? names.job(job->id) : job);
        }
    }
    for (const auto& [id, job] : edits.submitted) {
        if (JobPtr now = names.job(id)) {
            out.jobs.push_back(std::move(now));
        }
    }
    std::ranges::sort(out.jobs, {}, [](const JobPtr& job) -> const std::string& { return job->id; });
    JobFlows(ground, edits, out).run();
    addDemands(ground, edits, out);
    dropRemoved(ground, edits, out);
    return out;
}

namespace {

template <typename List, typename IsGone> void eraseIf(List& list, IsGone isGone)
{
    list.erase(std::remove_if(list.begin(), list.end(), isGone), list.end());
}

void writeFlows(const Ground& ground, const Asked& asked, pb::Workload& workload)
{
    std::unordered_map<std::string_view, std::size_t> known;
    for (std::size_t i = 0; i < ground.flows().size(); ++i) {
        known.emplace(ground.flows()[i].id, i);
    }
    const auto now = [&](const std::string& id) {
        const auto found = known.find(id);
        return found == known.end() ? std::optional<std::size_t>() : std::optional(found->second);
    };
    eraseIf(*workload.mutable_flows(), [&](const pb::Flow& flow) {
        const auto number = now(flow.id());
        return number && asked.flow_bps[*number] < 0;
    });
    for (pb::Flow& flow : *workload.mutable_flows()) {
        const auto number = now(flow.id());
        if (number && asked.flow_bps[*number] != ground.flows()[*number].asked_bps) {
            flow.set_rate_requested_bps(asked.flow_bps[*number]);
        }
    }
    for (pb::Demand& demand : *workload.mutable_demands()) {
        const auto number = now(demand.id());
        if (number && ground.flows()[*number].asked_bps > 0) {
            demand.set_busy_bps(demand.busy_bps() *
                                (asked.flow_bps[*number] / ground.flows()[*number].asked_bps));
        }
    }
    for (const FlowFact& fact : asked.added) {
        pb::Flow& flow = *workload.add_flows();
        flow.set_id(fact.id);
        flow.set_job_id(fact.job);
        flow.set_src(fact.src);
        flow.set_dst(fact.dst);
        flow.set_tenant_id(fact.tenant);
        flow.set_flow_class(static_cast<pb::FlowClass>(fact.flowClass));
        flow.set_bytes_total(fact.bytes);
        flow.set_rate_requested_bps(fact.asked_bps);
        flow.set_start_ns(std::max(fact.begin, ground.moment()));
        flow.set_deadline_ns(fact.deadline);
    }
}

} // namespace

void writeAsked(const Ground& ground, const Asked& asked, pb::Workload& workload)
{
    writeFlows(ground, asked, workload);
    google::protobuf::RepeatedPtrField<pb::Job> before;
    before.Swap(workload.mutable_jobs());
    std::unordered_map<std::string_view, const pb::Job*> known;
    for (const pb::Job& job : before) {
        known.emplace(job.id(), &job);
    }
    for (const JobPtr& job : asked.jobs) {
        pb::Job& out = *workload.add_jobs();
        if (const auto found = known.find(job->id); found != known.end()) {
            out = *found->second;
        }
        registry::toProto(*job, out);
    }
}

} // namespace twin::scenario
