#include "twin/flow/flow_file.h"

#include "twin/flow/fluid_engine.h"
#include "twin/network/place_lookup.h"
#include "twin/support/csv_table.h"
#include "twin/support/file_io.h"
#include "twin/support/name_list.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace twin::flow {

using network::Graph;
using network::NodeIndex;

namespace {

enum Column : std::size_t { kId, kSrc, kDst, kBytes, kStart, kCap, kWeight, kPath, kPriority };

constexpr std::array<std::string_view, 9> kColumns{"id",           "src",    "dst",  "bytes",   "start_s",
                                                   "rate_cap_bps", "weight", "path", "priority"};
constexpr double kMostBytes = 1e18;
constexpr std::size_t kMostArcs = 4096;

class FlowReader
{
  public:
    FlowReader(const CsvTable& table, const Graph& graph, const registry::Registry* registry)
        : m_table(table)
        , m_graph(graph)
        , m_places(graph, registry)
    {}

    Result<FlowRequest> read(std::size_t row);

  private:
    Result<> readNumbers(std::size_t row, FlowRequest& flow) const;
    Result<> readEnds(std::size_t row, FlowRequest& flow);
    Result<> readPath(std::size_t row, FlowRequest& flow) const;
    Result<> addNamedArc(std::size_t row, const std::string& name, FlowRequest& flow) const;
    [[nodiscard]] bool bridge(std::uint32_t from, std::uint32_t to, FlowRequest& flow) const;

    const CsvTable& m_table;
    const Graph& m_graph;
    network::PlaceLookup m_places;
    std::unordered_set<std::string> m_ids;
};

Result<> FlowReader::readNumbers(std::size_t row, FlowRequest& flow) const
{
    const auto bytes = m_table.number(row, kBytes, kSteady_bytes, 0, kMostBytes);
    const auto start = m_table.number(row, kStart, 0, 0, FluidEngine::kLatest_s);
    const auto cap = m_table.number(row, kCap, kNoLimit, 0, 1e18);
    const auto weight = m_table.number(row, kWeight, 1, kLeastWeight, kMostWeight);
    const auto priority = m_table.number(row, kPriority, 0, 0, kPriorities - 1);
    for (const auto* number : {&bytes, &start, &cap, &weight, &priority}) {
        if (!*number) {
            return failure(number->error());
        }
    }
    flow.bytes = *bytes;
    flow.start_s = *start;
    flow.terms = {*weight, *cap, static_cast<std::uint32_t>(*priority)};
    if (*priority != flow.terms.priority) {
        return m_table.bad(row, "priority is a whole number");
    }
    return {};
}

Result<> FlowReader::readEnds(std::size_t row, FlowRequest& flow)
{
    for (const auto& [column, node] : {std::pair{kSrc, &flow.src}, {kDst, &flow.dst}}) {
        const std::string& name = m_table.cell(row, column);
        if (name.empty() && !m_table.cell(row, kPath).empty()) {
            continue; // an end of the path
        }
        const auto found = m_places.find(name);
        if (!found) {
            return m_table.bad(row, found.error().reason);
        }
        *node = *found;
    }
    return {};
}

/// Goes from one node to another over an arc that has no name: between a place and a router in it.
bool FlowReader::bridge(std::uint32_t from, std::uint32_t to, FlowRequest& flow) const
{
    if (from == to) {
        return true;
    }
    for (std::uint32_t arc = m_graph.firstOut(from); arc < m_graph.firstOut(from + 1); ++arc) {
        if (m_graph.to()[arc] == to && m_graph.arcName(arc).empty()) {
            flow.path.push_back(arc);
            return true;
        }
    }
    return false;
}

Result<> FlowReader::addNamedArc(std::size_t row, const std::string& name, FlowRequest& flow) const
{
    const network::ArcIndex arc = m_graph.arcByName(name);
    if (!arc.isValid()) {
        return m_table.bad(row, "arc " + name.substr(0, 80) + " is not in the network");
    }
    if (std::ranges::find(flow.path, arc.value()) != flow.path.end()) {
        return m_table.bad(row, "arc " + name.substr(0, 80) + " is on the path twice");
    }
    const std::uint32_t from = m_graph.from()[arc.value()];
    if (!flow.src.isValid()) {
        flow.src = NodeIndex{from};
    }
    const std::uint32_t at = flow.path.empty() ? flow.src.value() : m_graph.to()[flow.path.back()];
    if (!bridge(at, from, flow)) {
        return m_table.bad(row, "the path breaks off before arc " + name.substr(0, 80));
    }
    flow.path.push_back(arc.value());
    return {};
}

Result<> FlowReader::readPath(std::size_t row, FlowRequest& flow) const
{
    const std::string& cell = m_table.cell(row, kPath);
    const auto names = splitNames(cell, kMostArcs);
    if (!names) {
        return m_table.bad(row, names.error().reason);
    }
    flow.isRouted = names->empty();
    for (const std::string& name : *names) {
        if (auto added = addNamedArc(row, name, flow); !added) {
            return added;
        }
    }
    if (flow.isRouted) {
        return {};
    }
    const std::uint32_t end = m_graph.to()[flow.path.back()];
    if (!flow.dst.isValid()) {
        flow.dst = NodeIndex{end};
    }
    if (!bridge(end, flow.dst.value(), flow)) {
        return m_table.bad(row, "the path does not lead to " + m_graph.nodeName(flow.dst.value()));
    }
    return {};
}

Result<FlowRequest> FlowReader::read(std::size_t row)
{
    FlowRequest flow;
    flow.id = m_table.cell(row, kId);
    if (flow.id.empty() || !m_ids.insert(flow.id).second) {
        return m_table.bad(row, flow.id.empty() ? "a flow without an id"
                                                : "id " + flow.id.substr(0, 80) + " is there twice");
    }
    if (auto read = readNumbers(row, flow); !read) {
        return failure(std::move(read.error()));
    }
    if (auto read = readEnds(row, flow); !read) {
        return failure(std::move(read.error()));
    }
    if (auto read = readPath(row, flow); !read) {
        return failure(std::move(read.error()));
    }
    if (flow.src == flow.dst) {
        return m_table.bad(row, "a flow from a node to itself");
    }
    return flow;
}

} // namespace

Result<std::vector<FlowRequest>> parseFlows(std::string_view text, const std::string& file,
                                            const Graph& graph, const FlowFileOptions& options)
{
    const auto table = CsvTable::parse(text, file, kColumns, 1, options.maxFlows);
    if (!table) {
        return failure(table.error());
    }
    FlowReader reader(*table, graph, options.registry);
    std::vector<FlowRequest> out;
    out.reserve(table->rowCount());
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        auto flow = reader.read(row);
        if (!flow) {
            return failure(std::move(flow.error()));
        }
        out.push_back(std::move(*flow));
    }
    return out;
}

Result<std::vector<FlowRequest>> readFlows(const std::string& path, const Graph& graph,
                                           const FlowFileOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseFlows(*bytes, path, graph, options);
}

} // namespace twin::flow
