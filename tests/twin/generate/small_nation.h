#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/workload.h"

#include <memory>
#include <string>

/// A nation one can check by hand:
///
///         S.A ====60 of 100 Gb/s==== S.B        every link 100 Gb/s, in a duct of its own (D.A~B …)
///            \                       /          demand at 21:00: A to B 60 Gb/s, A to C and C to B 35 Gb/s
///           35 of 100          35 of 100        so cutting D.A~B brings A~C and C~B to 95 Gb/s
///               \                 /
///                ------ S.C -----
///
/// Four pools at each pair of sites, each with 1,000 cards and two access links of 100 Gb/s; a training job
/// over two of them with a steady flow of 1 Gb/s, and an ingress flow that is about to end.
namespace smallnation {

using namespace twin::registry;
using twin::Position;

inline Position at(double lat, double lon)
{
    return Position::fromDegrees(lat, lon);
}

inline std::shared_ptr<Registry> registry()
{
    auto nation = std::make_shared<Registry>();
    nation->version = "1";
    nation->subjects.push_back({});
    nation->subjects[0].id = "E001";
    const char* siteIds[] = {"S.A", "S.B", "S.C"};
    const Position places[] = {at(40.0, 110.0), at(40.0, 114.0), at(37.0, 112.0)};
    for (int i = 0; i < 3; ++i) {
        Site site;
        site.id = siteIds[i];
        site.position = places[i];
        site.role = SiteRole::Core;
        nation->sites.push_back(site);
    }
    for (std::uint32_t i = 0; i < 4; ++i) {
        Pool pool;
        pool.id = "CN.15.E001.150100-00" + std::to_string(i + 1);
        pool.subject = SubjectIndex(0U);
        pool.position = places[i % 3];
        pool.computeType = ComputeType::Intelligent;
        pool.cards = 1000;
        pool.chips.push_back({"NPU-320", "", "", "", 1000, 64'000'000'000ULL, {}});
        pool.storage = {1'000'000'000'000'000ULL, 400'000'000'000ULL, 200'000'000'000ULL};
        pool.power.itMax_w = 1'000'000;
        pool.power.pue = 1.2;
        pool.asset.state = LifecycleState::InService;
        nation->pools.push_back(pool);
    }
    // Sorted by identifier, conduits and links alike: the backbone's `A~B` come before the pools' `CN…`.
    const int ends[3][2] = {{0, 1}, {0, 2}, {1, 2}};
    const char* names[] = {"A~B", "A~C", "B~C"};
    for (std::uint32_t i = 0; i < 3; ++i) {
        Conduit conduit;
        conduit.id = std::string("D.") + names[i];
        conduit.a = SiteIndex(std::uint32_t(ends[i][0]));
        conduit.b = SiteIndex(std::uint32_t(ends[i][1]));
        conduit.route_m = 450'000;
        conduit.kind = ConduitKind::Rail;
        conduit.links.push_back(LinkIndex(i));
        nation->conduits.push_back(conduit);
        Link link;
        link.id = std::string("L.") + names[i];
        link.a = conduit.a;
        link.b = conduit.b;
        link.kind = LinkKind::Backbone;
        link.capacity_bps = link.capacityReverse_bps = 100 * twin::kGigabit;
        link.conduits.push_back(ConduitIndex(i));
        link.delay = i == 0 ? 2 * twin::kMillisecond : 3 * twin::kMillisecond;
        link.teMetric = 1;
        link.protection = Protection::Frr;
        link.asset.state = LifecycleState::InService;
        nation->links.push_back(link);
        OpticalChannel channel;
        channel.id = std::string("W.") + names[i] + "/01";
        channel.link = LinkIndex(i);
        channel.bps = 100 * twin::kGigabit;
        channel.osnrMargin_db = 4;
        nation->channels.push_back(channel);
        Tunnel tunnel;
        tunnel.id = std::string("T.") + names[i];
        tunnel.src = conduit.a;
        tunnel.dst = conduit.b;
        tunnel.arcs.push_back(link.id + ">");
        tunnel.probe = true;
        nation->tunnels.push_back(tunnel);
    }
    for (std::uint32_t pool = 0; pool < 4; ++pool) {
        for (std::uint32_t k = 0; k < 2; ++k) {
            const LinkIndex index(nation->links.size());
            const SiteIndex site((pool + k) % 3);
            Link link;
            link.id = "L." + nation->pools[pool].id + "/" + std::to_string(k + 1);
            link.a = PoolIndex(pool);
            link.b = site;
            link.kind = LinkKind::Access;
            link.capacity_bps = link.capacityReverse_bps = 100 * twin::kGigabit;
            link.delay = 100 * twin::kMicrosecond;
            link.teMetric = 1;
            link.asset.state = LifecycleState::InService;
            nation->pools[pool].access.push_back(index);
            nation->sites[site.value()].links.push_back(index);
            nation->links.push_back(link);
        }
    }
    for (std::uint32_t i = 0; i < 3; ++i) {
        nation->sites[std::size_t(ends[i][0])].links.push_back(LinkIndex(i));
        nation->sites[std::size_t(ends[i][1])].links.push_back(LinkIndex(i));
    }
    ServiceNode node;
    node.id = "SN.0";
    node.level = ServiceNodeLevel::National;
    nation->serviceNodes.push_back(node);
    nation->indexIdentifiers();
    return nation;
}

inline std::shared_ptr<Workload> workload()
{
    auto asked = std::make_shared<Workload>();
    asked->busyHour = 21;
    HourProfile profile;
    profile.name = "day";
    profile.factor.fill(0.5);
    profile.factor[20] = profile.factor[21] = profile.factor[22] = 1.0;
    asked->profiles.push_back(profile);
    const auto demand = [&](const char* id, const char* src, const char* dst, double gigabits) {
        Demand wanted;
        wanted.id = id;
        wanted.src = src;
        wanted.dst = dst;
        wanted.busy_bps = gigabits * 1e9;
        asked->demands.push_back(wanted);
    };
    demand("B.000001", "S.A", "S.B", 60);
    demand("B.000002", "S.A", "S.C", 35);
    demand("B.000003", "S.C", "S.B", 35);
    Job job;
    job.id = "J.000001";
    job.kind = JobKind::CrossTrain;
    job.state = JobState::Running;
    job.progress = 0.4;
    job.expectedEnd = 10 * twin::kDay;
    job.placements = {{"CN.15.E001.150100-001", 600}, {"CN.15.E001.150100-002", 600}};
    asked->jobs.push_back(std::make_shared<const Job>(job));
    Flow steady;
    steady.id = "F.000001";
    steady.jobId = job.id;
    steady.src = "CN.15.E001.150100-001";
    steady.dst = "CN.15.E001.150100-002";
    steady.flowClass = FlowClass::Rdma;
    steady.rateRequested_bps = 1e9;
    Flow ending = steady;
    ending.id = "F.000002";
    ending.jobId.clear();
    ending.flowClass = FlowClass::Elephant;
    ending.bytesTotal = 1'000'000'000; // 8 s at 1 Gb/s
    asked->flows = {std::make_shared<const Flow>(steady), std::make_shared<const Flow>(ending)};
    asked->notableCuts.push_back({"D.A~B", "L.A~C>", 0.95});
    return asked;
}

} // namespace smallnation
