#pragma once

#include "twin/network/network.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twin::network {

/// The node people mean by `name`: an identifier (pool, site, `SITE@CARRIER`), or the name of a pool or site
/// in either language when no other bears it. Errors: BadInput; for an unknown name with the nearest ones
/// there are, for an ambiguous one with the identifiers of those that bear it.
[[nodiscard]] Result<NodeIndex> findPlace(const Network& network, std::string_view name);

/// Arcs out of service when the named things are, one byte per arc: links and interconnection points (both
/// directions), single arcs (`NAME>`, or as the file names them), conduits, pools, sites, and a carrier's
/// router at a site. Errors: BadInput, as findPlace's.
[[nodiscard]] Result<std::vector<std::uint8_t>> failedArcs(const Network& network,
                                                           const std::vector<std::string>& names);

} // namespace twin::network
