#include "twin/scenario/arc_keys.h"

#include "twin/flow/flow_key.h"

namespace twin::scenario {

std::vector<std::uint64_t> arcKeys(const network::Graph& graph)
{
    std::vector<std::uint64_t> out;
    out.reserve(graph.arcCount());
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        out.push_back(flow::flowKey(graph.arcName(arc)));
    }
    return out;
}

/// FNV-1a over the keys.
std::uint64_t pathKey(std::span<const std::uint32_t> path, std::span<const std::uint64_t> keys)
{
    constexpr std::uint64_t kBasis = 0xCBF29CE484222325ULL;
    constexpr std::uint64_t kPrime = 0x100000001B3ULL;
    std::uint64_t out = kBasis;
    for (const std::uint32_t arc : path) {
        out = (out ^ keys[arc]) * kPrime;
    }
    return path.empty() ? 0 : out;
}

} // namespace twin::scenario
