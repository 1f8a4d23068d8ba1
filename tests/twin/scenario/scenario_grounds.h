#pragma once

#include "small_snapshot.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"
#include "twin/scenario/fork.h"

#include <QTest>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace scenario_test {

using namespace twin::scenario;
namespace pb = twin::registry::pb;

/// The small snapshot with what scenarios look at: Beijing's pool trains by itself (J.000002, 400 cards),
/// both train together (J.000003, 200 cards each, 40 Gb/s each way), a flow of 100 GB from Xi'an to Zhongwei
/// at 50 Gb/s that must be there in 20 s.
inline void addWork(pb::SnapshotFile& file)
{
    pb::Workload& workload = *file.mutable_workload();
    const auto addJob = [&](const char* id, pb::JobKind kind,
                            std::initializer_list<std::pair<const char*, unsigned>> at) {
        pb::Job& job = *workload.add_jobs();
        job.set_id(id);
        job.set_tenant_id("tenant-1");
        job.set_kind(kind);
        job.set_state(pb::RUNNING);
        job.mutable_requirement()->set_precision(pb::FP16);
        job.mutable_requirement()->set_chip_class("NPU-320");
        for (const auto& [pool, cards] : at) {
            pb::Placement& placement = *job.add_placements();
            placement.set_pool_id(pool);
            placement.set_cards(cards);
        }
        return &job;
    };
    const auto addFlow = [&](const char* id, const char* job, const char* src, const char* dst, double bps) {
        pb::Flow& flow = *workload.add_flows();
        flow.set_id(id);
        flow.set_job_id(job);
        flow.set_tenant_id("tenant-1");
        flow.set_src(src);
        flow.set_dst(dst);
        flow.set_flow_class(pb::RDMA);
        flow.set_rate_requested_bps(bps);
        return &flow;
    };
    workload.mutable_jobs(0)->set_tenant_id("tenant-2");
    workload.mutable_jobs(0)->mutable_requirement()->set_precision(pb::FP16); // what its pool computes in
    addJob("J.000002", pb::INTRA_TRAIN, {{kBeijing, 400}});
    addJob("J.000003", pb::CROSS_TRAIN, {{kZhongwei, 200}, {kBeijing, 200}});
    addFlow("F.000002", "J.000003", kZhongwei, kBeijing, 40e9);
    addFlow("F.000003", "J.000003", kBeijing, kZhongwei, 40e9);
    pb::Flow& late = *addFlow("F.000004", "", "S.XIA", kZhongwei, 50e9);
    late.set_flow_class(pb::ELEPHANT);
    late.set_bytes_total(100'000'000'000);
    late.set_start_ns(1'000'000'000);
    late.set_deadline_ns(21'000'000'000);
    for (pb::Pool& pool : *file.mutable_registry()->mutable_pools()) {
        pool.mutable_power()->set_tariff_e4_cny_per_kwh(4'000);
    }
}

inline GroundPtr groundOf(pb::SnapshotFile& file, GroundOptions options = {})
{
    twin::registry::canonicalise(file);
    auto loaded = twin::registry::buildRegistry(file);
    if (!loaded) {
        qFatal("%s", loaded.error().text().c_str());
    }
    auto ground = Ground::of(std::move(loaded->registry), std::move(loaded->workload), options);
    if (!ground) {
        qFatal("%s", ground.error().text().c_str());
    }
    return std::move(*ground);
}

inline GroundPtr smallGround(const std::function<void(pb::SnapshotFile&)>& change = {},
                             GroundOptions options = {})
{
    auto document = smallSnapshot();
    addWork(document.message());
    if (change) {
        change(document.message());
    }
    return groundOf(document.message(), options);
}

/// A nation of the fewest pools, made once.
inline GroundPtr nationGround()
{
    static const GroundPtr ground = [] {
        auto nation = twin::generate::generateNational({1, 131, false, nullptr});
        if (!nation) {
            qFatal("%s", nation.error().text().c_str());
        }
        return groundOf(nation->file);
    }();
    return ground;
}

inline Command command(Action action)
{
    return {std::move(action), {}, {}, {}};
}

/// The fork with these done. The test ends when one cannot be.
inline ForkPtr forkOf(const GroundPtr& ground, std::initializer_list<Action> actions)
{
    ForkPtr fork = Fork::root(ground);
    for (const Action& action : actions) {
        auto next = fork->with(command(action));
        if (!next) {
            qFatal("%s: %s", text(action).c_str(), next.error().text().c_str());
        }
        fork = std::move(*next);
    }
    return fork;
}

inline SituationPtr situationOf(const ForkPtr& fork)
{
    auto situation = fork->situation();
    if (!situation) {
        qFatal("%s", situation.error().text().c_str());
    }
    return *situation;
}

inline SituationPtr after(const GroundPtr& ground, std::initializer_list<Action> actions)
{
    return situationOf(forkOf(ground, actions));
}

inline const FlowSituation& flowNamed(const GroundPtr& ground, const Situation& situation,
                                      const std::string& id)
{
    for (const FlowSituation& flow : situation.flows) {
        if (situation.fact(*ground, flow).id == id) {
            return flow;
        }
    }
    qFatal("no flow %s", id.c_str());
}

inline const JobSituation& jobNamed(const Situation& situation, const std::string& id)
{
    for (const JobSituation& job : situation.jobs) {
        if (job.job->id == id) {
            return job;
        }
    }
    qFatal("no job %s", id.c_str());
}

inline const PoolSituation& poolNamed(const Situation& situation, const std::string& id)
{
    return situation.pools[situation.world->registry->find(twin::EntityKind::Pool, id)->index];
}

inline const LinkSituation& linkNamed(const Situation& situation, const std::string& id)
{
    return situation.links[situation.world->registry->find(twin::EntityKind::Link, id)->index];
}

} // namespace scenario_test
