#pragma once

#include "twin/network/graph.h"
#include "twin/support/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace twin::network {

/// What meters say of a network; NaN = not measured.
struct MeasuredLoads
{
    std::vector<double> arc_bps; ///< by arc number
    std::size_t measured = 0;
};

/// What enters and leaves the network at its nodes, as customer ports count it; NaN = not measured.
struct EdgeTotals
{
    std::vector<double> in_bps;  ///< by node number: traffic that starts there
    std::vector<double> out_bps; ///< traffic that ends there
    std::size_t measured = 0;    ///< cells filled
};

struct MeasurementOptions
{
    std::size_t maxBytes = 256U << 20U;
    std::size_t maxRows = 10'000'000;
};

/// Reads `arc,bps`, arcs by our names or the file's own; an arc without a row is not measured. Errors, each
/// with file and line: an arc the network does not have, one named twice, a negative, infinite or unreadable
/// rate; TooLarge.
[[nodiscard]] Result<MeasuredLoads> readLoads(const std::string& path, const Graph& graph,
                                              const MeasurementOptions& options = {});
/// The same from text; `file` names it in errors.
[[nodiscard]] Result<MeasuredLoads> parseLoads(std::string_view text, const std::string& file,
                                               const Graph& graph, const MeasurementOptions& options = {});

/// Reads `node,in_bps,out_bps`; an empty cell is not measured. Errors as those of readLoads, for nodes.
[[nodiscard]] Result<EdgeTotals> readEdgeTotals(const std::string& path, const Graph& graph,
                                                const MeasurementOptions& options = {});
[[nodiscard]] Result<EdgeTotals> parseEdgeTotals(std::string_view text, const std::string& file,
                                                 const Graph& graph, const MeasurementOptions& options = {});

} // namespace twin::network
