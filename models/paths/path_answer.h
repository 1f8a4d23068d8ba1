#pragma once

#include "models/selection/entity_key.h"
#include "twin/network/disjoint_pair.h"
#include "twin/network/graph.h"
#include "twin/network/latency_reach.h"
#include "twin/network/route.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace models {

/// What is asked: ways from a place to another, or, without the other, what lies near the first. Values and
/// shared immutable things only: it is answered in another thread.
struct PathRequest
{
    std::uint64_t number = 0;          ///< growing; a later one replaces all before
    twin::state::SnapshotPtr snapshot; ///< of the network to use, and of what is down in it
    EntityKey from;                    ///< a pool or site
    EntityKey to;                      ///< likewise, or none
    std::uint32_t count = 5;           ///< the shortest path and its alternatives
    twin::network::Disjointness apart = twin::network::Disjointness::Srlg; ///< of the backup
};

/// The answer to one request.
struct PathAnswer
{
    std::uint64_t number = 0;
    EntityKey from;
    EntityKey to;
    twin::registry::RegistryPtr registry; ///< whose numbers the graph and everything below use
    std::shared_ptr<const twin::network::Graph> graph;
    twin::network::NodeIndex fromNode; ///< none: the place is not in the registry; then nothing below is set
    twin::network::NodeIndex toNode;
    std::vector<std::uint8_t> failed; ///< by arc: down in the snapshot
    std::vector<twin::network::Route> routes;
    std::optional<twin::network::DisjointAnswer> pair; ///< none without a second place
    twin::network::LatencyReach reach;                 ///< from `from`, circles of kLatencyCircles
};

using PathAnswerPtr = std::shared_ptr<const PathAnswer>;

} // namespace models
