#pragma once

#include "twin/flow/share_problem.h"
#include "twin/network/graph.h"
#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twin::flow {

/// A flow as a file asks for it.
struct FlowRequest
{
    std::string id;
    network::NodeIndex src;
    network::NodeIndex dst;
    double bytes = kNoLimit; ///< infinite: steady
    double start_s = 0;
    FlowTerms terms;
    bool isRouted = true;
    std::vector<std::uint32_t> path; ///< arcs, unless routed
};

struct FlowFileOptions
{
    std::size_t maxBytes = std::size_t{1} << 30U;
    std::size_t maxFlows = 10'000'000;
    /// Whose places may be called by their names; null = nodes by identifier only.
    const registry::Registry* registry = nullptr;
};

/// Reads a flows CSV: `id,src,dst,bytes,start_s,rate_cap_bps,weight,path` in any order, plus `priority`; `id`
/// must be there, and `src,dst` or `path`. Empty bytes: steady; empty start: 0; empty cap: none; empty
/// weight: 1; empty path: routed. A path is a list of arc names that leads from src to dst (the arcs without
/// a name inside a place may be left out). Places are found as network::PlaceLookup finds them. Errors, each
/// with file and line: an unknown column, node or arc, an id used twice, a number out of range, a path that
/// is none, more than maxFlows.
[[nodiscard]] Result<std::vector<FlowRequest>> readFlows(const std::string& path, const network::Graph& graph,
                                                         const FlowFileOptions& options = {});

/// The same from text; `file` names it in errors.
[[nodiscard]] Result<std::vector<FlowRequest>> parseFlows(std::string_view text, const std::string& file,
                                                          const network::Graph& graph,
                                                          const FlowFileOptions& options = {});

} // namespace twin::flow
