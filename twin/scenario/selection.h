#pragma once

#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/scenario/command.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twin::scenario {

/// 640000 of any adcode in it.
[[nodiscard]] constexpr std::uint32_t provinceCode(std::uint32_t adcode)
{
    return adcode / 10'000 * 10'000;
}

/// The province a target names by its adcode; 0 when it is none.
[[nodiscard]] std::uint32_t provinceFromText(std::string_view text);

[[nodiscard]] bool isMeant(const PoolSelection& which, std::string_view pool, std::string_view subject,
                           std::uint32_t adcode);

/// One demand or flow, as a selection looks at it.
struct DemandTraits
{
    bool isBackground = false;
    registry::FlowClass flowClass = registry::FlowClass::Unspecified; ///< of flows
    std::string_view trafficClass;                                    ///< of background demands
    std::string_view src;
    std::string_view dst;
    std::uint32_t srcProvince = 0; ///< 0 = not known
    std::uint32_t dstProvince = 0;
};

[[nodiscard]] bool isMeant(const DemandSelection& which, const DemandTraits& demand);

/// Whether a service node has a part in resolving a pool's identifier: the national one of all, a regional
/// one of those in its province.
[[nodiscard]] bool resolves(const registry::ServiceNode& node, const registry::Pool& pool);

} // namespace twin::scenario
