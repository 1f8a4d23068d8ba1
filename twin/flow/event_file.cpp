#include "twin/flow/event_file.h"

#include "twin/flow/fluid_engine.h"
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
    {"fail", kBreakable, Value::Optional, FluidEngine::kLatest_s},
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
    EventReader(const CsvTable& table, const Graph& graph, std::span<const FlowRequest> flows);

    Result<NetworkEvent> read(std::size_t row) const;

  private:
    [[nodiscard]] std::optional<std::uint32_t> find(EventKind kind, const std::string& name) const;
    Result<> readWords(std::size_t row, NetworkEvent& event) const;
    Result<> readValue(std::size_t row, NetworkEvent& event) const;

    const CsvTable& m_table;
    const Graph& m_graph;
    Numbers m_conduits;
    Numbers m_links;
    Numbers m_flows;
};

EventReader::EventReader(const CsvTable& table, const Graph& graph, std::span<const FlowRequest> flows)
    : m_table(table)
    , m_graph(graph)
{
    for (std::uint32_t i = 0; i < graph.conduitCount(); ++i) {
        m_conduits.emplace(graph.conduitName(registry::ConduitIndex{i}), i);
    }
    for (std::uint32_t i = 0; i < graph.linkCount(); ++i) {
        m_links.emplace(graph.linkName(registry::LinkIndex{i}), i);
    }
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        m_flows.emplace(flows[i].id, i);
    }
}

std::optional<std::uint32_t> EventReader::find(EventKind kind, const std::string& name) const
{
    const auto in = [&](const Numbers& numbers) {
        const auto found = numbers.find(name);
        return found == numbers.end() ? std::nullopt : std::optional(found->second);
    };
    const auto valid = [](auto index) {
        return index.isValid() ? std::optional(index.value()) : std::nullopt;
    };
    switch (kind) {
    case EventKind::Conduit:
        return in(m_conduits);
    case EventKind::Link:
        return in(m_links);
    case EventKind::Arc:
        return valid(m_graph.arcByName(name));
    case EventKind::Node:
        return valid(m_graph.nodeByName(name));
    default:
        return in(m_flows);
    }
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
    const std::string& object = m_table.cell(row, kObject);
    const auto number = find(event.kind, object);
    if (!number) {
        return m_table.bad(row, kind + " " + object.substr(0, 80) + " does not exist");
    }
    event.object = *number;
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

Result<NetworkEvent> EventReader::read(std::size_t row) const
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
        return failure(std::move(words.error()));
    }
    if (auto value = readValue(row, event); !value) {
        return failure(std::move(value.error()));
    }
    return event;
}

} // namespace

Result<std::vector<NetworkEvent>> parseEvents(std::string_view text, const std::string& file,
                                              const Graph& graph, std::span<const FlowRequest> flows)
{
    const auto table = CsvTable::parse(text, file, kColumns, 4, kMostEvents);
    if (!table) {
        return failure(table.error());
    }
    const EventReader reader(*table, graph, flows);
    std::vector<NetworkEvent> out;
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        auto event = reader.read(row);
        if (!event) {
            return failure(std::move(event.error()));
        }
        out.push_back(*event);
    }
    return out;
}

Result<std::vector<NetworkEvent>> readEvents(const std::string& path, const Graph& graph,
                                             std::span<const FlowRequest> flows)
{
    const auto bytes = readFile(path, std::size_t{1} << 30U);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseEvents(*bytes, path, graph, flows);
}

} // namespace twin::flow
