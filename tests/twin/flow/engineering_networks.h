#pragma once

#include "twin/network/demands.h"
#include "twin/network/graph.h"
#include "twin/network/graph_assembler.h"
#include "twin/support/rng.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

/// Random networks with demands for the property tests of the flow engine, as plain lists, so that a test can
/// permute or scale them before they become a graph.
namespace flow_test {

struct RandomLink
{
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint64_t capacity_bps = 0;
    std::uint64_t capacityReverse_bps = 0; ///< 0 = one way
    twin::TimeNs delay = 1;
};

struct RandomCase
{
    std::uint32_t nodes = 0;
    std::uint32_t leaves = 0; ///< the last ones of the nodes
    std::vector<RandomLink> links;
    std::vector<twin::network::NodeDemand> demands;

    [[nodiscard]] twin::network::Graph graph() const
    {
        twin::network::GraphAssembler assembler;
        for (std::uint32_t node = 0; node < nodes; ++node) {
            if (node == nodes - leaves) {
                assembler.endCore();
            }
            (void)assembler.addNode(twin::registry::SiteIndex{node}, {}, "n" + std::to_string(node));
        }
        if (leaves == 0) {
            assembler.endCore();
        }
        for (std::uint32_t i = 0; i < links.size(); ++i) {
            const RandomLink& link = links[i];
            const std::string name = "l" + std::to_string(i);
            assembler.addConduit("duct:" + name, false);
            assembler.addLink(name, false, {twin::registry::ConduitIndex{i}});
            twin::network::ArcPair pair;
            pair.from = link.a;
            pair.to = link.b;
            pair.capacity_bps = link.capacity_bps;
            pair.capacityReverse_bps = link.capacityReverse_bps;
            pair.delay = pair.delayReverse = link.delay;
            pair.link = twin::registry::LinkIndex{i};
            pair.name = name;
            assembler.addPair(pair);
        }
        return assembler.finish();
    }
};

struct RandomShape
{
    std::uint32_t nodes = 6;
    std::uint32_t leaves = 0;
    std::uint32_t links = 9;
    std::uint32_t demands = 6;
    double capacityDecades = 1; ///< capacities from 1 Mb/s up to 10^decades Mb/s
    double oneWay = 0.1;        ///< share of links with one direction only
};

/// Mostly connected; parallel links and several demands of one pair occur.
inline RandomCase randomCase(std::uint64_t seed, const RandomShape& shape)
{
    twin::Rng rng(seed, "flow_test.case");
    RandomCase out;
    out.nodes = shape.nodes;
    out.leaves = shape.leaves;
    const std::uint32_t core = shape.nodes - shape.leaves;
    const auto capacity = [&] {
        return static_cast<std::uint64_t>(1e6 * std::pow(10.0, rng.uniform(0, shape.capacityDecades)));
    };
    const auto add = [&](std::uint32_t a, std::uint32_t b) {
        const bool isOneWay = rng.uniform() < shape.oneWay;
        out.links.push_back({a, b, capacity(), isOneWay ? 0 : capacity(),
                             static_cast<twin::TimeNs>(1 + rng.below(10)) * twin::kMillisecond});
    };
    for (std::uint32_t node = 1; node < shape.nodes; ++node) {
        add(static_cast<std::uint32_t>(rng.below(std::min(node, core))), node);
        if (node >= core) { // leaves have two homes
            add(static_cast<std::uint32_t>(rng.below(core)), node);
        }
    }
    while (out.links.size() < shape.links) {
        const auto a = static_cast<std::uint32_t>(rng.below(core));
        const auto b = static_cast<std::uint32_t>(rng.below(core));
        if (a != b) {
            add(a, b);
        }
    }
    while (out.demands.size() < shape.demands) {
        const twin::network::NodeIndex src{static_cast<std::uint32_t>(rng.below(shape.nodes))};
        const twin::network::NodeIndex dst{static_cast<std::uint32_t>(rng.below(shape.nodes))};
        if (src != dst) {
            out.demands.push_back({src, dst, std::floor(rng.lognormal(1e6, 1))});
        }
    }
    return out;
}

} // namespace flow_test
