#pragma once

#include "twin/network/demand_file.h"
#include "twin/network/network_file.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fuzz {

/// A network of four nodes, `a` to `d`.
inline const twin::network::Network& fourNodes()
{
    using namespace twin::network;
    static const Network network = [] {
        const auto file =
            parseNetwork("NODES 4\nlabel x y\na 1 1\nb 1 2\nc 1 3\nd 1 4\nEDGES 0\nlabel src dest\n",
                         NetworkFormat::Repetita, "four.graph");
        if (!file) {
            std::abort();
        }
        return Network{"four", "repetita", Graph::build(*file), nullptr, nullptr, {}, 4, 0, {}, {}};
    }();
    return network;
}

/// Any bytes are demands between nodes that exist, at rates that can be added up, or refused.
inline void tryDemands(std::string_view bytes, const std::string& file)
{
    using namespace twin::network;
    DemandOptions options;
    options.maxDemands = 10'000;
    const Network& network = fourNodes();
    const auto demands = parseDemands(bytes, file, network, options);
    if (!demands) {
        return;
    }
    for (const NodeDemand& demand : demands->demands) {
        if (demand.src.value() >= network.graph.nodeCount() ||
            demand.dst.value() >= network.graph.nodeCount() || demand.src == demand.dst ||
            !std::isfinite(demand.bps) || demand.bps < 0) {
            std::abort();
        }
    }
    if (!demands->classes.empty() && demands->classes.size() != demands->demands.size()) {
        std::abort();
    }
}

} // namespace fuzz
