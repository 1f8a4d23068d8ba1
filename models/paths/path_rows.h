#pragma once

#include "models/paths/path_answer.h"
#include "twin/state/live_network.h"

#include <vector>

namespace models {

/// One path of an answer: what is fixed with the network, and the room it has now.
struct PathRow
{
    int rank = 0;       ///< 1 the shortest, 2… its alternatives; 0 only a member of the pair
    int pairMember = 0; ///< 1 the shorter of the disjoint pair, 2 its backup; 0 neither
    twin::network::RouteFacts facts;
    twin::state::RouteRoom room;
};

/// The rows of an answer: the shortest path, its alternatives, and what the disjoint pair adds. Rooms are
/// those of no snapshot yet.
[[nodiscard]] std::vector<PathRow> pathRows(const PathAnswer& answer);

/// Sets the rooms by a snapshot of the answer's registry.
void setRooms(std::vector<PathRow>& rows, const PathAnswer& answer, const twin::state::Snapshot& snapshot);

} // namespace models
