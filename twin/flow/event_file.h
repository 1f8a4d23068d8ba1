#pragma once

#include "twin/flow/flow_file.h"
#include "twin/network/graph.h"
#include "twin/support/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twin::flow {

enum class EventAction : std::uint8_t { Fail, Restore, Degrade, Capacity, Demand, Stop };
enum class EventKind : std::uint8_t { Conduit, Link, Arc, Node, Flow };

/// Something that happens to a network at a time.
struct NetworkEvent
{
    double time_s = 0;
    EventAction action = EventAction::Fail;
    EventKind kind = EventKind::Conduit;
    std::uint32_t object = 0; ///< number of the conduit, link, arc, node, or flow in its file
    /// Fail: seconds until repair; Degrade: part of the capacity left; Capacity: b/s; Demand: rate cap in
    /// b/s.
    std::optional<double> value;
};

/// Reads an events CSV: `time_s,action,kind,object,value`.
/// | action | kinds | value |
/// | fail | conduit, link, node, arc | seconds until the repair; empty = the usual |
/// | restore | conduit, link, arc, node | – |
/// | degrade | link, arc | part of the capacity that is left, 0 to 1 |
/// | capacity | link, arc | b/s |
/// | demand | flow | rate cap in b/s; empty = none |
/// | stop | flow | – |
/// Links are found as network::LinkLookup finds them, places as PlaceLookup does with the names of `registry`
/// (may be null). An interconnection point is a `link`, too, and gives an event for each of its arcs; only
/// such arcs fail on their own.
/// Errors, each with file and line: an unknown action, kind, object or column, an action that does not go
/// with the kind, a value that is missing, superfluous or out of range.
[[nodiscard]] Result<std::vector<NetworkEvent>> readEvents(const std::string& path,
                                                           const network::Graph& graph,
                                                           std::span<const FlowRequest> flows,
                                                           const registry::Registry* registry = nullptr);
[[nodiscard]] Result<std::vector<NetworkEvent>> parseEvents(std::string_view text, const std::string& file,
                                                            const network::Graph& graph,
                                                            std::span<const FlowRequest> flows,
                                                            const registry::Registry* registry = nullptr);

} // namespace twin::flow
