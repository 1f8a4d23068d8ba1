#include "twin/network/measurement_file.h"

#include "twin/support/csv_table.h"
#include "twin/support/file_io.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace twin::network {

namespace {

constexpr double kMaxRate_bps = 1e18;
constexpr double kUnmeasured = std::numeric_limits<double>::quiet_NaN();

} // namespace

Result<MeasuredLoads> parseLoads(std::string_view text, const std::string& file, const Graph& graph,
                                 const MeasurementOptions& options)
{
    constexpr std::array<std::string_view, 2> kColumns{"arc", "bps"};
    const auto table =
        CsvTable::parse(text, file, kColumns, kColumns.size(), options.maxRows, OtherColumns::Ignored);
    if (!table) {
        return failure(table.error());
    }
    MeasuredLoads out;
    out.arc_bps.assign(graph.arcCount(), kUnmeasured);
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        const std::string& name = table->cell(row, 0);
        const ArcIndex arc = graph.arcByName(name);
        if (!arc.isValid()) {
            return table->bad(row, "arc " + name + " is not in the network");
        }
        double& load = out.arc_bps[arc.value()];
        if (!std::isnan(load)) {
            return table->bad(row, "arc " + name + " has a row already");
        }
        if (table->cell(row, 1).empty()) {
            return table->bad(row, "bps is missing");
        }
        const auto rate = table->number(row, 1, kUnmeasured, 0, kMaxRate_bps);
        if (!rate) {
            return failure(rate.error());
        }
        load = *rate;
        ++out.measured;
    }
    return out;
}

Result<EdgeTotals> parseEdgeTotals(std::string_view text, const std::string& file, const Graph& graph,
                                   const MeasurementOptions& options)
{
    constexpr std::array<std::string_view, 3> kColumns{"node", "in_bps", "out_bps"};
    const auto table =
        CsvTable::parse(text, file, kColumns, kColumns.size(), options.maxRows, OtherColumns::Ignored);
    if (!table) {
        return failure(table.error());
    }
    EdgeTotals out;
    out.in_bps.assign(graph.nodeCount(), kUnmeasured);
    out.out_bps.assign(graph.nodeCount(), kUnmeasured);
    std::vector<std::uint8_t> seen(graph.nodeCount(), 0);
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        const std::string& name = table->cell(row, 0);
        const NodeIndex node = graph.nodeByName(name);
        if (!node.isValid()) {
            return table->bad(row, "node " + name + " is not in the network");
        }
        if (std::exchange(seen[node.value()], 1) != 0) {
            return table->bad(row, "node " + name + " has a row already");
        }
        const auto in = table->number(row, 1, kUnmeasured, 0, kMaxRate_bps);
        const auto leaving = table->number(row, 2, kUnmeasured, 0, kMaxRate_bps);
        if (!in || !leaving) {
            return failure(in ? leaving.error() : in.error());
        }
        out.in_bps[node.value()] = *in;
        out.out_bps[node.value()] = *leaving;
        out.measured += (std::isnan(*in) ? 0U : 1U) + (std::isnan(*leaving) ? 0U : 1U);
    }
    return out;
}

Result<MeasuredLoads> readLoads(const std::string& path, const Graph& graph,
                                const MeasurementOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseLoads(*bytes, path, graph, options);
}

Result<EdgeTotals> readEdgeTotals(const std::string& path, const Graph& graph,
                                  const MeasurementOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseEdgeTotals(*bytes, path, graph, options);
}

} // namespace twin::network
