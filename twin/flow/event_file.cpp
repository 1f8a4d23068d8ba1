#include "twin/flow/event_file.h"

#include "twin/flow/fluid_engine.h"
#include "twin/network/link_lookup.h"
#include "twin/network/place_lookup.h"
#include "twin/support/csv_table.h"
#include "twin/support/file_io.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace twin::flow {

using network::Graph;

namespace {

enum Column : std::size_t { kTime, kAction, kKind, kObject, kValue };

constexpr std::array<std::string_view, 5> kColumns{"time_s", "action", "kind", "object", "value"};
constexpr std::size_t kMostEvents = 10'000'000;
constexpr std::array<std::string_view, 5> kKinds{"conduit", "link", "arc", "node", "flow"};

constexpr unsigned bit(EventKind kind)
{
    return 1U << static_cast<unsigned>(kind);
}

enum class Value : std::uint8_t { None, Optional, Needed };

struct ActionRule
{
    std::string_view name;
    unsigned kinds;
    Value value;
    double most;
};

constexpr unsigned kPipes = bit(EventKind::Link) | bit(EventKind::Arc);
constexpr unsigned kBreakable = bit(EventKind::Conduit) | bit(EventKind::Link) | bit(EventKind::Node);

/// In the order of EventAction.
constexpr std::array<ActionRule, 6> kRules{{
    {"fail", kBreakable | bit(EventKind::Arc), Value::Optional, FluidEngine::kLatest_s},
    {"restore", kBreakable | kPipes, Value::None, 0},
    {"degrade", kPipes, Value::Needed, 1},
    {"capacity", kPipes, Value::Needed, 1e18},
    {"demand", bit(EventKind::Flow), Value::Optional, 1e18},
    {"stop", bit(EventKind::Flow), Value::None, 0},
}};

using Numbers = std::unordered_map<std::string_view, std::uint32_t>;

class EventReader
{
  public:
    EventReader(const CsvTable& table, const Graph& graph, std::span<const FlowRequest> flows,
                const registry::Registry* registry);

    /// Adds the event of a row; of an interconnection point that of each of its arcs.
    Result<> read(std::size_t row, std::vector<NetworkEvent>& out);

  private:
    Result<std::vector<std::uint32_t>> find(std::size_t row, NetworkEvent& event);
    Result<std::vector<std::uint32_t>> findNode(std::size_t row);
    [[nodiscard]] std::vector<std::uint32_t> findPipe(NetworkEvent& event, const std::string& name) const;
    Result<> readWords(std::size_t row, NetworkEvent& event) const;
    Result<> readValue(std::size_t row, NetworkEvent& event) const;

    const CsvTable& m_table;
    const Graph& m_graph;
    network::LinkLookup m_links;
    network::PlaceLookup m_places;
    Numbers m_conduits;
    Numbers m_flows;
};

EventReader::EventReader(const CsvTable& table, const Graph& graph, std::span<const FlowRequest> flows,
                         const registry::Registry* registry)
    : m_table(table)
    , m_graph(graph)
    , m_links(graph)
    , m_places(graph, registry)
{
    for (std::uint32_t i = 0; i < graph.conduitCount(); ++i) {
        m_conduits.emplace(graph.conduitName(registry::ConduitIndex{i}), i);
    }
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        m_flows.emplace(flows[i].id, i);
    }
}

/// A link; an arc; or the arcs of an interconnection point, which the event is of then.
std::vector<std::uint32_t> EventReader::findPipe(NetworkEvent& event, const std::string& name) const
{
    if (event.kind == EventKind::Link) {
        if (const registry::LinkIndex link = m_links.find(name); link.isValid()) {
            return {static_cast<std::uint32_t>(link.value())};
        }
    } else if (const network::ArcIndex arc = m_graph.arcByName(name); arc.isValid()) {
        return {static_cast<std::uint32_t>(arc.value())};
    }
    event.kind = EventKind::Arc;
    return network::arcsOfPoint(m_graph, name);
}

Result<std::vector<std::uint32_t>> EventReader::findNode(std::size_t row)
{
    const auto node = m_places.find(m_table.cell(row, kObject));
    if (!node) {
        return m_table.bad(row, node.error().reason);
    }
    return std::vector{static_cast<std::uint32_t>(node->value())};
}

/// Numbers of what the row is about.
Result<std::vector<std::uint32_t>> EventReader::find(std::size_t row, NetworkEvent& event)
{
    if (event.kind == EventKind::Node) {
        return findNode(row);
    }
    const std::string& name = m_table.cell(row, kObject);
    std::vector<std::uint32_t> out;
    if (event.kind == EventKind::Link || event.kind == EventKind::Arc) {
        out = findPipe(event, name);
    } else {
        const Numbers& numbers = event.kind == EventKind::Conduit ? m_conduits : m_flows;
        const auto found = numbers.find(name);
        out.assign(found == numbers.end() ? 0 : 1, found == numbers.end() ? 0 : found->second);
    }
    if (out.empty()) {
        return m_table.bad(row, m_table.cell(row, kKind) + " '" + name.substr(0, 80) + "' does not exist");
    }
    return out;
}

Result<> EventReader::readWords(std::size_t row, NetworkEvent& event) const
{
    const std::string& action = m_table.cell(row, kAction);
    const auto rule = std::ranges::find(kRules, action, &ActionRule::name);
    if (rule == kRules.end()) {
        return m_table.bad(row, "action " + action.substr(0, 40) +
                                    " is none of fail, restore, degrade, capacity, demand, stop");
    }
    event.action = static_cast<EventAction>(rule - kRules.begin());
    const std::string& kind = m_table.cell(row, kKind);
    const auto found = std::ranges::find(kKinds, kind);
    event.kind = static_cast<EventKind>(found - kKinds.begin());
    if (found == kKinds.end() || (rule->kinds & bit(event.kind)) == 0) {
        return m_table.bad(row, action + " does not go with kind " + kind.substr(0, 40));
    }
    return {};
}

Result<> EventReader::readValue(std::size_t row, NetworkEvent& event) const
{
    const ActionRule& rule = kRules[static_cast<std::size_t>(event.action)];
    const bool isThere = !m_table.cell(row, kValue).empty();
    if (isThere && rule.value == Value::None) {
        return m_table.bad(row, std::string(rule.name) + " takes no value");
    }
    if (!isThere && rule.value == Value::Needed) {
        return m_table.bad(row, std::string(rule.name) + " needs a value");
    }
    if (isThere) {
        const auto value = m_table.number(row, kValue, 0, 0, rule.most);
        if (!value) {
            return failure(value.error());
        }
        event.value = *value;
    }
    return {};
}

Result<> EventReader::read(std::size_t row, std::vector<NetworkEvent>& out)
{
    NetworkEvent event;
    if (m_table.cell(row, kTime).empty()) {
        return m_table.bad(row, "an event without a time");
    }
    const auto time = m_table.number(row, kTime, 0, 0, FluidEngine::kLatest_s);
    if (!time) {
        return failure(time.error());
    }
    event.time_s = *time;
    if (auto words = readWords(row, event); !words) {
        return words;
    }
    if (auto value = readValue(row, event); !value) {
        return value;
    }
    const auto objects = find(row, event);
    if (!objects) {
        return failure(objects.error());
    }
    for (const std::uint32_t object : *objects) {
        event.object = object;
        if (event.action == EventAction::Fail && event.kind == EventKind::Arc &&
            m_graph.link(object).isValid()) {
            return m_table.bad(row,
                               "an arc of a link does not fail on its own: fail the link, or degrade the "
                               "arc to 0");
        }
        out.push_back(event);
    }
    return {};
}

} // namespace

Result<std::vector<NetworkEvent>> parseEvents(std::string_view text, const std::string& file,
                                              const Graph& graph, std::span<const FlowRequest> flows,
                                              const registry::Registry* registry)
{
    const auto table = CsvTable::parse(text, file, kColumns, 4, kMostEvents);
    if (!table) {
        return failure(table.error());
    }
    EventReader reader(*table, graph, flows, registry);
    std::vector<NetworkEvent> out;
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        if (auto read = reader.read(row, out); !read) {
            return failure(std::move(read.error()));
        }
    }
    return out;
}

Result<std::vector<NetworkEvent>> readEvents(const std::string& path, const Graph& graph,
                                             std::span<const FlowRequest> flows,
                                             const registry::Registry* registry)
{
    const auto bytes = readFile(path, std::size_t{1} << 30U);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseEvents(*bytes, path, graph, flows, registry);
}

} // namespace twin::flow
