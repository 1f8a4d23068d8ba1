#pragma once

#include "tests/twin/flow/flow_networks.h"
#include "twin/support/rng.h"

#include <cstdint>
#include <string>

namespace flow_test {

/// A connected network of `nodes` nodes n0, n1, … with weights 1 to 3, so that equal paths are common:
/// a random tree and about as many links again, both directions with weights of their own, 1 Mb/s.
inline twin::network::Network randomNetwork(int nodes, std::uint64_t seed)
{
    twin::Rng random(seed, "test.network", static_cast<std::uint64_t>(nodes));
    std::string names;
    std::string arcs;
    const auto link = [&](std::uint64_t a, std::uint64_t b) {
        const std::string ends[2] = {"n" + std::to_string(a), "n" + std::to_string(b)};
        for (const int from : {0, 1}) {
            arcs +=
                ends[from] + " " + ends[1 - from] + " " + std::to_string(1 + random.below(3)) + " 1000 1\n";
        }
    };
    const auto all = static_cast<std::uint64_t>(nodes);
    for (std::uint64_t i = 0; i < all; ++i) {
        names += "n" + std::to_string(i) + " ";
        if (i > 0) {
            link(i, random.below(i));
        }
    }
    for (std::uint64_t i = 0; i < all; ++i) {
        const std::uint64_t a = random.below(all);
        const std::uint64_t b = random.below(all);
        if (a != b) {
            link(a, b);
        }
    }
    return networkFrom(names, arcs);
}

} // namespace flow_test
