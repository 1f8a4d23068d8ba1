#pragma once

#include <cstdint>
#include <string_view>

namespace twin::flow {

/// What routes a flow among equally short ways (FlowRouter): FNV-1a over its identifier, so it does not
/// depend on where the flow stands in a file. Names of arcs and nodes, too.
[[nodiscard]] constexpr std::uint64_t flowKey(std::string_view id)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : id) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return hash;
}

} // namespace twin::flow
