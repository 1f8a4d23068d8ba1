#include "twin/scenario/ground.h"

#include "twin/flow/background.h"
#include "twin/network/demands.h"
#include "twin/registry/workload_moment.h"
#include "twin/scenario/arc_picture.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/ground_kit.h"
#include "twin/scenario/job_reach.h"
#include "twin/scenario/n1_base.h"
#include "twin/scenario/registry_edits.h"
#include "twin/scenario/situation.h"
#include "twin/state/expectation.h"
#include "twin/state/state_hash.h"
#include "twin/support/moment_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace twin::scenario {

namespace {

/// Weight of a flow: what it asks in Gb/s, so that at a full link everybody gets the same part of what he
/// asks.
double weightOf(double asked_bps)
{
    return std::clamp(asked_bps / 1e9, flow::kLeastWeight, flow::kMostWeight);
}

bool isDown(const state::Snapshot& snapshot, EntityKind kind, std::size_t entity)
{
    return operState(snapshot, {kind, static_cast<std::uint32_t>(entity)}) == OperState::Down;
}

} // namespace

bool takesCards(registry::JobState state)
{
    using enum registry::JobState;
    return state == Unspecified || state == Staging || state == Running || state == Checkpointing ||
           state == Degraded || state == Migrating;
}

/// Fills a ground step by step.
struct Ground::Maker
{
    Ground& out;

    [[nodiscard]] const registry::Registry& registry() const { return *out.m_world->registry; }

    /// A workload is kept by identifier already; the flows and jobs of a moment stand in slots.
    template <typename T>
    static std::vector<std::shared_ptr<const T>> sorted(const std::vector<std::shared_ptr<const T>>& slots)
    {
        std::vector<std::shared_ptr<const T>> all;
        std::ranges::copy_if(slots, std::back_inserter(all),
                             [](const auto& slot) { return slot != nullptr; });
        std::ranges::sort(all, {}, [](const auto& one) -> const std::string& { return one->id; });
        return all;
    }

    void takeMoment()
    {
        out.m_moment = out.m_snapshot != nullptr ? out.m_snapshot->time : registry::momentOf(*out.m_workload);
    }

    void takeReference()
    {
        BaseRef& base = out.m_reference;
        base.registrySha256 = registry().sha256;
        base.workloadSha256 = out.m_workload->sha256;
        if (out.m_snapshot != nullptr) {
            base.kind = out.m_snapshot->live ? BaseKind::Live : BaseKind::State;
            base.stateSha256 = state::stateHash(*out.m_snapshot);
            base.time = out.m_snapshot->time;
        }
    }

    void takeStates()
    {
        const state::Snapshot* snapshot = out.m_snapshot.get();
        out.m_downLinks.assign(registry().links.size(), 0);
        out.m_downSites.assign(registry().sites.size(), 0);
        out.m_downPools.assign(registry().pools.size(), 0);
        out.m_liveShare.assign(registry().links.size(), 1);
        if (snapshot == nullptr) {
            return;
        }
        const auto fill = [&](std::vector<std::uint8_t>& down, EntityKind kind) {
            for (std::size_t i = 0; i < down.size(); ++i) {
                down[i] = isDown(*snapshot, kind, i) ? 1 : 0;
            }
        };
        fill(out.m_downLinks, EntityKind::Link);
        fill(out.m_downSites, EntityKind::Site);
        fill(out.m_downPools, EntityKind::Pool);
        for (std::uint32_t i = 0; i < out.m_liveShare.size(); ++i) {
            const auto declared = static_cast<double>(registry().links[i].capacity_bps);
            const state::LiveValue live =
                liveValue(*snapshot, {EntityKind::Link, i}, static_cast<std::size_t>(LinkMetric::Capacity));
            out.m_liveShare[i] =
                live.isUsable() && live.value > 0 && declared > 0 ? live.value / declared : 1;
        }
    }

    [[nodiscard]] Result<std::vector<double>> levels()
    {
        switch (out.m_options.demand) {
        case DemandKind::P95:
            return percentileLevels();
        case DemandKind::Forecast:
            return forecastLevels();
        case DemandKind::ThisInstant:
            out.m_hour = state::localHour(out.m_moment);
            return out.m_snapshot != nullptr ? fittedLevels({}) : flow::levelsAt(*out.m_workload, out.m_hour);
        case DemandKind::BusyHour:
            break;
        }
        out.m_hour = out.m_workload->busyHour;
        return flow::levelsAt(*out.m_workload, out.m_hour);
    }

    /// Of the background, fitted to what links carry at the moment, or to `measured_bps` by arc.
    [[nodiscard]] Result<std::vector<double>> fittedLevels(std::span<const double> measured_bps)
    {
        state::ExpectationOptions options;
        options.hour = out.m_hour;
        options.threads = out.m_options.threads;
        options.cancelled = out.m_options.cancelled;
        state::Expectation expectation(options);
        auto residuals = expectation.compare(out.m_snapshot, measured_bps);
        if (!residuals) {
            return failure(std::move(residuals.error()));
        }
        return residuals->levels;
    }

    [[nodiscard]] Result<std::vector<double>> percentileLevels()
    {
        if (out.m_snapshot == nullptr) {
            return failure(ErrorCode::Invalid,
                           "demand 'p95' needs what links carried, and a registry alone has no telemetry: "
                           "take a moment of a store as base");
        }
        if (out.m_options.history == nullptr || out.m_options.history->p95.empty()) {
            return failure(ErrorCode::Invalid,
                           "demand 'p95' needs a history of the links' loads, and this base has none: take a "
                           "moment of a store as base");
        }
        out.m_hour = out.m_workload->busyHour;
        const network::Graph& graph = *out.m_world->graph;
        std::vector<double> measured_bps(graph.arcCount(), std::numeric_limits<double>::quiet_NaN());
        std::size_t known = 0;
        for (const LinkLoad& load : out.m_options.history->p95) {
            const auto link = registry().find(EntityKind::Link, load.link);
            for (const bool isReverse : {false, true}) {
                const auto arc =
                    link ? graph.arc(registry::LinkIndex(link->index), isReverse) : network::ArcIndex();
                if (arc.isValid()) {
                    measured_bps[arc.value()] = isReverse ? load.reverse_bps : load.forward_bps;
                    known += std::isnan(measured_bps[arc.value()]) ? 0 : 1;
                }
            }
        }
        if (known == 0) {
            return failure(ErrorCode::Invalid, "demand 'p95': the history knows no link of this registry");
        }
        return fittedLevels(measured_bps);
    }

    [[nodiscard]] Result<std::vector<double>> forecastLevels()
    {
        const DemandTerms& terms = out.m_options.demandTerms;
        if (terms.at < out.m_moment) {
            return failure(ErrorCode::Invalid, "demand 'forecast': its date, " + momentText(terms.at) +
                                                   ", is before the scenario's beginning, " +
                                                   momentText(out.m_moment));
        }
        double factor = 1;
        if (terms.perQuarter) {
            factor = std::pow(1 + *terms.perQuarter, static_cast<double>(terms.at - out.m_moment) /
                                                         static_cast<double>(kQuarterYear));
        } else if (out.m_options.history == nullptr) {
            return failure(
                ErrorCode::Invalid,
                "demand 'forecast' without 'per_quarter' follows the growth of a history, and this "
                "base has none: state 'per_quarter', or take a moment of a store as base");
        } else {
            auto fit = fitGrowth(out.m_options.history->days, out.m_moment, terms.at);
            if (!fit) {
                return failure(fit.error().code, "demand 'forecast': " + fit.error().reason);
            }
            factor = fit->factor;
            out.m_growth = *fit;
        }
        out.m_hour = out.m_workload->busyHour;
        std::vector<double> levels = flow::levelsAt(*out.m_workload, out.m_hour);
        for (double& level : levels) {
            level *= factor;
        }
        return levels;
    }

    void addFlow(const registry::Flow& flow, const state::LiveValue& done)
    {
        FlowFact fact;
        fact.id = flow.id;
        fact.src = flow.src;
        fact.dst = flow.dst;
        fact.tenant = flow.tenantId;
        fact.job = flow.jobId;
        fact.flowClass = flow.flowClass;
        fact.asked_bps = std::max(0.0, flow.rateRequested_bps);
        fact.bytes = flow.bytesTotal;
        fact.deadline = flow.deadline;
        const double ran_s = static_cast<double>(std::max<TimeNs>(0, out.m_moment - flow.start)) / 1e9;
        fact.done_bytes = done.quality != state::Quality::Missing ? done.value : ran_s * fact.asked_bps / 8;
        fact.done_bytes = std::min(fact.done_bytes, static_cast<double>(flow.bytesTotal));
        GroundKit::Ends ends;
        if (!out.m_kit->place(fact, ends)) {
            ++out.m_unknownFlows;
            return;
        }
        out.m_ends.push_back(ends);
        out.m_flows.push_back(std::move(fact));
    }

    void addDemand(const GroundKit::PlacedDemand& demand, double level)
    {
        const double asked_bps = demand.fact.asked_bps * level;
        if (asked_bps <= 0) {
            return;
        }
        if (!demand.isPlaced) {
            ++out.m_unknownFlows;
            return;
        }
        out.m_ends.push_back(demand.ends);
        out.m_flows.push_back(demand.fact);
        out.m_flows.back().asked_bps = asked_bps;
    }

    void takeFlows(std::span<const double> levels)
    {
        const bool isMeasured = out.m_snapshot != nullptr;
        const auto flows = sorted(isMeasured ? out.m_snapshot->directory->flows : out.m_workload->flows);
        out.m_flows.reserve(flows.size() + out.m_workload->demands.size());
        out.m_ends.reserve(out.m_flows.capacity());
        for (const auto& flow : flows) {
            state::LiveValue done{0, 0, state::Quality::Missing, false};
            if (const auto slot =
                    isMeasured ? out.m_snapshot->directory->flowById.find(flow->id) : std::nullopt) {
                done = liveValue(*out.m_snapshot, {EntityKind::Flow, *slot},
                                 static_cast<std::size_t>(FlowMetric::DoneBytes));
            }
            addFlow(*flow, done);
        }
        const std::vector<GroundKit::PlacedDemand>& demands = out.m_kit->demands();
        for (std::size_t i = 0; i < demands.size(); ++i) {
            const std::size_t group = out.m_workload->demands[i].profile;
            addDemand(demands[i], levels[std::min(group, levels.size() - 1)]);
        }
    }

    void takeJobs()
    {
        out.m_jobs =
            sorted(out.m_snapshot != nullptr ? out.m_snapshot->directory->jobs : out.m_workload->jobs);
        std::erase_if(out.m_jobs, [](const JobPtr& job) {
            using enum registry::JobState;
            return job->state == Done || job->state == Failed || job->state == Cancelled;
        });
        out.m_cardsTaken.assign(registry().pools.size(), 0);
        for (const JobPtr& job : out.m_jobs) {
            for (const registry::PlacedCards& placed : job->placements) {
                const auto pool = registry().find(EntityKind::Pool, placed.poolId);
                if (pool && takesCards(job->state)) {
                    out.m_cardsTaken[pool->index] += placed.cards;
                }
            }
        }
    }

    /// All flows on the whole network; evaluate() takes out what is down.
    void share()
    {
        std::vector<flow::FlowRequest> requests;
        requests.reserve(out.m_flows.size());
        for (std::size_t i = 0; i < out.m_flows.size(); ++i) {
            flow::FlowRequest& one = requests.emplace_back();
            one.id = out.m_flows[i].id;
            std::tie(one.src, one.dst) = out.m_ends[i];
            one.terms = Ground::termsOf(out.m_flows[i]);
        }
        out.m_steady = out.m_kit->share(requests, out.m_options.seed);
    }

    Result<> make(const registry::RegistryPtr& of)
    {
        if (out.m_workload == nullptr) {
            return failure(ErrorCode::BadInput,
                           "there is no workload: a scenario needs flows, jobs or demands");
        }
        out.m_kit = GroundKit::of(of, out.m_workload);
        out.m_world = out.m_kit->world();
        takeMoment();
        takeReference();
        takeStates();
        const auto levels = this->levels();
        if (!levels) {
            return failure(levels.error());
        }
        takeFlows(*levels);
        takeJobs();
        share();
        Edits none;
        none.now = out.m_moment;
        out.m_reach = std::make_unique<const JobReach>(*out.m_world, out.m_jobs, out.m_flows,
                                                       arcPicture(out, *out.m_world, none).down);
        auto before = evaluate(out, std::make_shared<const Edits>(std::move(none)), {true});
        if (!before) {
            return failure(std::move(before.error()));
        }
        out.m_before = std::move(*before);
        out.m_options.cancelled = nullptr; // the ground outlives who could have cancelled it
        return {};
    }
};

Ground::~Ground() = default;

Result<std::shared_ptr<const Ground>> Ground::of(state::SnapshotPtr snapshot, const GroundOptions& options)
{
    if (snapshot == nullptr || snapshot->registry == nullptr) {
        return failure(ErrorCode::BadInput, "there is no registry at that moment");
    }
    std::shared_ptr<Ground> out(new Ground);
    out->m_options = options;
    out->m_snapshot = std::move(snapshot);
    out->m_workload = out->m_snapshot->workload;
    if (auto made = Maker{*out}.make(out->m_snapshot->registry); !made) {
        return failure(std::move(made.error()));
    }
    return std::shared_ptr<const Ground>(std::move(out));
}

Result<std::shared_ptr<const Ground>> Ground::of(registry::RegistryPtr registry,
                                                 std::shared_ptr<const registry::Workload> workload,
                                                 const GroundOptions& options)
{
    if (registry == nullptr) {
        return failure(ErrorCode::BadInput, "there is no registry");
    }
    std::shared_ptr<Ground> out(new Ground);
    out->m_options = options;
    out->m_workload = std::move(workload);
    if (auto made = Maker{*out}.make(registry); !made) {
        return failure(std::move(made.error()));
    }
    return std::shared_ptr<const Ground>(std::move(out));
}

JobPtr Ground::job(const std::string& id) const
{
    const auto byId = [](const JobPtr& job) -> const std::string& {
        return job->id;
    };
    const auto found = std::ranges::lower_bound(m_jobs, id, {}, byId);
    return found != m_jobs.end() && (*found)->id == id ? *found : nullptr;
}

flow::FlowTerms Ground::termsOf(const FlowFact& flow)
{
    flow::FlowTerms out;
    out.weight = flow.asked_bps > 0 ? weightOf(flow.asked_bps) : 1;
    out.cap_bps = flow.asked_bps > 0 ? flow.asked_bps : flow::kNoLimit;
    return out;
}

flow::FlowRequest Ground::request(const FlowFact& flow, const World& world)
{
    flow::FlowRequest out;
    out.id = flow.id;
    out.src = network::demandNode(*world.registry, *world.graph, flow.src, flow.srcCarrier);
    out.dst = network::demandNode(*world.registry, *world.graph, flow.dst, flow.dstCarrier);
    out.terms = termsOf(flow);
    return out;
}

std::shared_ptr<const N1Base> Ground::n1Base(unsigned threads, const std::atomic<bool>* cancelled) const
{
    const std::lock_guard lock(m_n1Mutex);
    if (m_n1Base == nullptr) {
        auto made = std::make_shared<const N1Base>(*this, std::max(1U, threads), cancelled);
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            return nullptr; // it may be half of it
        }
        m_n1Base = std::move(made);
    }
    return m_n1Base;
}

void Ground::forgetN1() const
{
    std::shared_ptr<const N1Base> base; // freed when the locks are open again
    std::shared_ptr<const Ground> busy;
    {
        const std::lock_guard lock(m_n1Mutex);
        base.swap(m_n1Base);
    }
    // While it is being made somebody is about to use it, and who forgets is a screen that cannot wait.
    if (const std::unique_lock lock(m_busyMutex, std::try_to_lock); lock) {
        busy.swap(m_busy);
    }
}

WorldPtr Ground::knownWorld(const std::string& commands) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_worlds.find(commands);
    return found == m_worlds.end() ? nullptr : found->second.lock();
}

void Ground::rememberWorld(const std::string& commands, const WorldPtr& world) const
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_worlds, [](const auto& entry) { return entry.second.expired(); });
    m_worlds[commands] = world;
}

} // namespace twin::scenario
