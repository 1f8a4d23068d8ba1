#pragma once

#include "app/ctl/command.h"
#include "app/ctl/route_json.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace app::ctl {

/// What is asked, all of it checked.
struct RouteQuestion
{
    twin::network::NodeIndex from;
    twin::network::NodeIndex to; ///< none: only what lies near
    twin::network::PathCost cost = twin::network::PathCost::Delay;
    std::uint32_t count = 1;
    std::string disjoint; ///< empty: no pair is asked for
    std::uint64_t maxLabels = 0;
    std::vector<twin::TimeNs> within;
};

/// Opens `--network`; of a saved state with what was measured in it.
[[nodiscard]] twin::Result<RoutedNetwork> openRouted(const Args& args);

/// Reads and checks the options. Errors: BadInput; for an unknown name with the nearest ones there are.
[[nodiscard]] twin::Result<RouteQuestion> routeQuestion(const Args& args, const RoutedNetwork& in);

/// All options of `route`.
[[nodiscard]] std::vector<OptionSpec> routeOptions();

} // namespace app::ctl
