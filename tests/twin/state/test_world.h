#pragma once

#include "twin/registry/registry.h"
#include "twin/state/twin_state.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Small worlds for tests of state: entities with identifiers and the few facts that are looked at.
namespace test {

inline constexpr twin::TimeNs kNoon = 1'780'000'000 * twin::kSecond;

struct WorldSize
{
    std::size_t pools = 20;
    std::size_t links = 10;
    std::size_t channels = 4;
    std::size_t tunnels = 2;
    std::size_t nodes = 2;
    std::size_t sites = 4;
    std::size_t conduits = 3;
};

inline std::string idOf(const char* prefix, std::size_t i)
{
    char text[48];
    std::snprintf(text, sizeof text, "%s-%06zu", prefix, i);
    return text;
}

inline std::shared_ptr<twin::registry::Registry> mutableWorld(const WorldSize& size)
{
    using namespace twin::registry;
    auto world = std::make_shared<Registry>();
    world->version = "test";
    for (std::size_t i = 0; i < size.sites; ++i) {
        Site& site = world->sites.emplace_back();
        site.id = idOf("site", i);
    }
    for (std::size_t i = 0; i < size.conduits; ++i) {
        world->conduits.emplace_back().id = idOf("conduit", i);
    }
    for (std::size_t i = 0; i < size.pools; ++i) {
        Pool& pool = world->pools.emplace_back();
        pool.id = idOf("pool", i);
        pool.cards = 1000;
        pool.asset.state = LifecycleState::InService;
    }
    for (std::size_t i = 0; i < size.links; ++i) {
        Link& link = world->links.emplace_back();
        link.id = idOf("link", i);
        link.a = SiteIndex(i % size.sites);
        link.b = SiteIndex((i + 1) % size.sites);
        link.capacity_bps = 100 * twin::kGigabit;
        link.asset.state = LifecycleState::InService;
        world->sites[i % size.sites].links.push_back(LinkIndex(i));
        world->sites[(i + 1) % size.sites].links.push_back(LinkIndex(i));
        if (size.conduits > 0) {
            link.conduits.push_back(ConduitIndex(i % size.conduits));
            world->conduits[i % size.conduits].links.push_back(LinkIndex(i));
        }
    }
    for (std::size_t i = 0; i < size.channels; ++i) {
        auto& channel = world->channels.emplace_back();
        channel.id = idOf("wave", i);
        if (i < size.links) {
            channel.link = LinkIndex(i);
        }
    }
    for (std::size_t i = 0; i < size.tunnels; ++i) {
        world->tunnels.emplace_back().id = idOf("tunnel", i);
    }
    for (std::size_t i = 0; i < size.nodes; ++i) {
        world->serviceNodes.emplace_back().id = idOf("node", i);
    }
    return world;
}

inline twin::registry::RegistryPtr world(const WorldSize& size = {})
{
    auto out = mutableWorld(size);
    out->indexIdentifiers();
    return out;
}

/// One metric for entities [first, first + values.size()).
inline twin::state::SampleColumn column(twin::EntityKind kind, std::size_t metric, std::uint32_t first,
                                        std::vector<double> values)
{
    twin::state::SampleColumn out;
    out.kind = kind;
    out.metric = static_cast<std::uint8_t>(metric);
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        out.entities.push_back(first + i);
    }
    out.values = std::move(values);
    return out;
}

template <typename Metric>
twin::state::SampleColumn column(twin::EntityKind kind, Metric metric, std::uint32_t first,
                                 std::vector<double> values)
{
    return column(kind, static_cast<std::size_t>(metric), first, std::move(values));
}

inline twin::state::SampleBatch batch(twin::TimeNs time, std::uint64_t sequence,
                                      std::vector<twin::state::SampleColumn> columns)
{
    twin::state::SampleBatch out;
    out.epoch = 1;
    out.sequence = sequence;
    out.sourceTime = time;
    out.receiveTime = time + 20 * twin::kMillisecond;
    out.columns = std::move(columns);
    return out;
}

inline std::shared_ptr<const twin::registry::Flow> flow(std::string id, double rate = 1e9)
{
    auto out = std::make_shared<twin::registry::Flow>();
    out->id = std::move(id);
    out->src = "pool-000000";
    out->dst = "pool-000001";
    out->rateRequested_bps = rate;
    return out;
}

inline twin::state::SampleBatch flowEvent(twin::TimeNs time, std::uint64_t sequence, const std::string& id,
                                          bool begins)
{
    twin::state::SampleBatch out = batch(time, sequence, {});
    out.events.emplace_back(begins ? twin::state::FlowChange{flow(id), {}}
                                   : twin::state::FlowChange{nullptr, id});
    return out;
}

/// Random samples of every kind with colliding times, so that all tie rules are met.
inline std::vector<twin::state::SampleBatch> randomBatches(const twin::registry::Registry& registry,
                                                           std::uint64_t seed, std::size_t count)
{
    twin::Rng rng(seed, "test.batches");
    std::vector<twin::state::SampleBatch> out;
    for (std::size_t i = 0; i < count; ++i) {
        auto next = batch(kNoon + static_cast<twin::TimeNs>(rng.below(8)) * twin::kSecond, rng.below(6), {});
        next.epoch = 1 + rng.below(2);
        for (int c = 0; c < 3; ++c) {
            const auto kind = static_cast<twin::EntityKind>(rng.below(6));
            const auto size = static_cast<std::uint32_t>(registry.count(kind));
            auto samples = column(kind, rng.below(twin::metricsOf(kind).size()), 0, {});
            const std::size_t n = 1 + rng.below(6);
            samples.uniformTime = rng.below(2) == 0;
            samples.allGood = rng.below(2) == 0;
            for (std::size_t s = 0; s < n; ++s) {
                samples.entities.push_back(static_cast<std::uint32_t>(rng.below(size)));
                samples.values.push_back(static_cast<double>(rng.below(5)));
                if (!samples.uniformTime) {
                    samples.times.push_back(next.sourceTime +
                                            static_cast<twin::TimeNs>(rng.below(3)) * twin::kSecond);
                }
                if (!samples.allGood) {
                    samples.qualities.push_back(static_cast<twin::state::Quality>(rng.below(3)));
                }
            }
            next.columns.push_back(std::move(samples));
        }
        out.push_back(std::move(next));
    }
    return out;
}

template <typename T> void shuffle(std::vector<T>& items, twin::Rng& rng)
{
    for (std::size_t i = items.size(); i > 1; --i) {
        std::swap(items[i - 1], items[rng.below(i)]);
    }
}

} // namespace test
