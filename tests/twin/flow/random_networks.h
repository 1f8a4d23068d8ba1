#pragma once

#include "twin/network/demands.h"
#include "twin/network/graph_assembler.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

/// Networks drawn at random, to hold what is clever against what is plain: equal paths by the dozen, parallel
/// links, one-way links, islands, ducts with many links, leaves with several doors and leaves with none.
namespace flow_test {

struct RandomNetwork
{
    twin::network::Graph graph;
    std::vector<twin::network::NodeDemand> demands;
};

struct RandomShape
{
    std::uint32_t core = 8;
    std::uint32_t links = 14;
    std::uint32_t leaves = 0;
    std::uint32_t demands = 30;
    std::uint32_t ducts = 10;
    std::uint64_t longest = 3; ///< delays are 1 to this
    double oneWay = 0.1;       ///< share of links
};

class RandomNetworkMaker
{
  public:
    RandomNetworkMaker(std::uint64_t seed, const RandomShape& shape)
        : m_rng(seed, "random.network")
        , m_shape(shape)
    {}

    RandomNetwork make()
    {
        addNodes();
        for (std::uint32_t i = 0; i < m_shape.ducts; ++i) {
            m_assembler.addConduit("duct" + std::to_string(i), false);
        }
        for (std::uint32_t i = 0; i < m_shape.links; ++i) {
            addLink(pick(m_shape.core), pick(m_shape.core));
        }
        for (std::uint32_t leaf = m_shape.core; leaf < m_shape.core + m_shape.leaves; ++leaf) {
            for (std::uint64_t doors = m_rng.below(4); doors > 0; --doors) {
                addLink(leaf, pick(m_shape.core));
            }
        }
        auto demands = drawDemands();
        return {m_assembler.finish(), std::move(demands)};
    }

  private:
    [[nodiscard]] std::uint32_t pick(std::uint32_t bound)
    {
        return static_cast<std::uint32_t>(m_rng.below(bound));
    }

    void addNodes()
    {
        const std::uint32_t count = m_shape.core + m_shape.leaves;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (i == m_shape.core) {
                m_assembler.endCore();
            }
            const twin::network::NodeIndex node{
                m_assembler.addNode(twin::registry::SiteIndex{std::size_t{i}}, {}, "n" + std::to_string(i))};
            m_assembler.siteNodes().push_back(node);
            m_assembler.carrierNodes().push_back({node});
        }
        if (m_shape.leaves == 0) {
            m_assembler.endCore();
        }
    }

    void addLink(std::uint32_t a, std::uint32_t b)
    {
        std::vector<twin::registry::ConduitIndex> ducts;
        for (std::uint64_t count = 1 + m_rng.below(2); count > 0 && m_shape.ducts > 0; --count) {
            ducts.emplace_back(m_rng.below(m_shape.ducts));
        }
        const std::string name = "l" + std::to_string(m_links);
        m_assembler.addLink(name, false, std::move(ducts));
        if (a == b) {
            ++m_links; // a link that is not in service
            return;
        }
        twin::network::ArcPair pair;
        pair.from = a;
        pair.to = b;
        pair.capacity_bps = 1 + m_rng.below(10'000'000'000);
        pair.capacityReverse_bps = m_rng.uniform() < m_shape.oneWay ? 0 : pair.capacity_bps;
        pair.delay = static_cast<twin::TimeNs>(1 + m_rng.below(m_shape.longest));
        pair.delayReverse =
            m_rng.below(4) == 0 ? 1 + static_cast<twin::TimeNs>(m_rng.below(m_shape.longest)) : pair.delay;
        pair.metric = pair.metricReverse = static_cast<std::uint32_t>(pair.delay);
        pair.link = twin::registry::LinkIndex{m_links++};
        pair.name = name;
        m_assembler.addPair(pair);
    }

    std::vector<twin::network::NodeDemand> drawDemands()
    {
        std::vector<twin::network::NodeDemand> out;
        for (std::uint32_t i = 0; i < m_shape.demands; ++i) {
            const twin::network::NodeIndex src{pick(m_shape.core + m_shape.leaves)};
            const twin::network::NodeIndex dst{pick(m_shape.core + m_shape.leaves)};
            const double bps = m_rng.below(8) == 0 ? 0 : m_rng.uniform(0, 1e9);
            out.push_back({src, dst, bps});
        }
        return out;
    }

    twin::Rng m_rng;
    RandomShape m_shape;
    twin::network::GraphAssembler m_assembler;
    std::size_t m_links = 0;
};

/// A shape drawn from the seed, too.
inline RandomShape randomShape(std::uint64_t seed)
{
    twin::Rng rng(seed, "random.shape");
    RandomShape shape;
    shape.core = 2 + static_cast<std::uint32_t>(rng.below(14));
    shape.links = 1 + static_cast<std::uint32_t>(rng.below(3 * shape.core));
    shape.leaves = rng.below(2) == 0 ? 0 : 1 + static_cast<std::uint32_t>(rng.below(6));
    shape.demands = static_cast<std::uint32_t>(rng.below(80));
    shape.ducts = 1 + static_cast<std::uint32_t>(rng.below(10));
    shape.longest = 1 + rng.below(5);
    shape.oneWay = rng.below(3) == 0 ? 0.5 : 0.05;
    return shape;
}

inline RandomNetwork randomNetwork(std::uint64_t seed, const RandomShape& shape)
{
    return RandomNetworkMaker(seed, shape).make();
}

} // namespace flow_test
