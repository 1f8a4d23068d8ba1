#pragma once

#include "app/ctl/command.h"
#include "twin/network/network.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <vector>

/// How traffic is routed, for the commands that compare it with what is measured.
namespace app::ctl {

/// `--cost` and `--failed`.
[[nodiscard]] std::vector<OptionSpec> routingOptions();

/// `--cost`; without it the file's weights for a network file, delays for a registry, as their networks
/// route.
[[nodiscard]] twin::network::PathCost pathCostOf(const Args& args, const twin::network::Network& network);

/// Its word: delay, metric or hops.
[[nodiscard]] std::string pathCostName(twin::network::PathCost cost);

/// By arc, non-zero where `--failed` (links, arcs or conduits joined by `;`) takes it out of service. Errors:
/// BadInput for a name the network does not have.
[[nodiscard]] twin::Result<std::vector<std::uint8_t>> failedArcsOf(const Args& args,
                                                                   const twin::network::Graph& graph);

/// Demands of an option that takes a file or the word `own` for those in the network's own file.
[[nodiscard]] twin::Result<twin::network::DemandSet> demandsNamed(const std::string& word, const Args& args,
                                                                  const twin::network::Network& network);

} // namespace app::ctl
