#pragma once

#include "twin/network/network.h"
#include "twin/support/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace twin::network {

struct DemandOptions
{
    std::size_t maxBytes = 256U << 20U;
    std::size_t maxDemands = 10'000'000;
    SndlibOptions sndlib; ///< its unit and demands
};

/// Reads the traffic matrix of `path` for `network`, by the path's ending, or else by how it begins:
/// `.demands` REPETITA: `DEMANDS n`, `label src dest bw`, nodes by their number in the network file, kb/s;
/// `.csv` with the columns `src,dst,bps[,class]`, nodes by name;
/// SNDlib (`.txt`, `.xml`): the demands of that file, nodes by name; its links are not looked at.
/// Demands from a node to itself are left out and said. Errors, each with file and line: a node that does not
/// exist, a negative, infinite or unreadable rate, more than maxDemands; Unsupported where it is none of
/// these.
[[nodiscard]] Result<DemandSet> readDemands(const std::string& path, const Network& network,
                                            const DemandOptions& options = {});

/// The same from text; `file` names it in errors and its ending says the format.
[[nodiscard]] Result<DemandSet> parseDemands(std::string_view text, const std::string& file,
                                             const Network& network, const DemandOptions& options = {});

} // namespace twin::network
