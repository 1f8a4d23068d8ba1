#include "models/paths/path_rows.h"

#include <algorithm>

namespace models {

using twin::network::Route;

namespace {

/// Marks the row of a member of the pair, or adds one.
void markMember(std::vector<PathRow>& rows, const PathAnswer& answer, const Route& route, int member)
{
    const auto listed = std::ranges::find(answer.routes, route);
    if (listed != answer.routes.end()) {
        rows[static_cast<std::size_t>(listed - answer.routes.begin())].pairMember = member;
        return;
    }
    rows.push_back({0, member, routeFacts(*answer.graph, answer.fromNode, route.arcs), {}});
}

} // namespace

std::vector<PathRow> pathRows(const PathAnswer& answer)
{
    std::vector<PathRow> rows;
    for (const Route& route : answer.routes) {
        const int rank = static_cast<int>(rows.size()) + 1;
        rows.push_back({rank, 0, routeFacts(*answer.graph, answer.fromNode, route.arcs), {}});
    }
    if (answer.pair && answer.pair->pair) {
        markMember(rows, answer, answer.pair->pair->first, 1);
        markMember(rows, answer, answer.pair->pair->second, 2);
    }
    return rows;
}

void setRooms(std::vector<PathRow>& rows, const PathAnswer& answer, const twin::state::Snapshot& snapshot)
{
    for (PathRow& row : rows) {
        row.room = twin::state::routeRoom(snapshot, *answer.graph, row.facts.arcs);
    }
}

} // namespace models
