#pragma once

#include "app/ctl/command.h"
#include "twin/network/network.h"
#include "twin/network/shortest_paths.h"
#include "twin/support/result.h"

#include <string>

/// How traffic is routed, the same for all commands.
namespace app::ctl {

/// `--cost`.
[[nodiscard]] OptionSpec costOption();

/// `--cost`; without it the file's weights for a network file, delays for a registry, as their networks
/// route.
[[nodiscard]] twin::network::PathCost pathCostOf(const Args& args, const twin::network::Network& network);

/// Its word: delay, metric or hops.
[[nodiscard]] std::string pathCostName(twin::network::PathCost cost);

/// Demands of an option that takes a file or the word `own` for those in the network's own file.
[[nodiscard]] twin::Result<twin::network::DemandSet> demandsNamed(const std::string& word, const Args& args,
                                                                  const twin::network::Network& network);

} // namespace app::ctl
