#include "twin/generate/small_graph.h"

#include <algorithm>

namespace twin::generate {

std::vector<bool> SmallGraph::reach(std::size_t start, std::size_t without) const
{
    std::vector<bool> seen(nodes, false);
    std::vector<std::size_t> open{start};
    seen[start] = true;
    while (!open.empty()) {
        const std::size_t node = open.back();
        open.pop_back();
        for (std::size_t e = 0; e < edges.size(); ++e) {
            const Edge& edge = edges[e];
            if (!edge.on || e == without || (edge.a != node && edge.b != node)) {
                continue;
            }
            const std::size_t other = edge.a == node ? edge.b : edge.a;
            if (!seen[other]) {
                seen[other] = true;
                open.push_back(other);
            }
        }
    }
    return seen;
}

std::size_t SmallGraph::firstBridge() const
{
    for (std::size_t e = 0; e < edges.size(); ++e) {
        if (edges[e].on && !reach(edges[e].a, e)[edges[e].b]) {
            return e;
        }
    }
    return kNone;
}

std::optional<std::vector<std::size_t>> SmallGraph::path(std::size_t a, std::size_t b, bool all,
                                                         std::size_t without) const
{
    std::vector<double> distance(nodes, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> via(nodes, kNone);
    std::vector<bool> done(nodes, false);
    distance[a] = 0;
    for (;;) {
        std::size_t node = kNone;
        for (std::size_t n = 0; n < nodes; ++n) {
            if (!done[n] &&
                distance[n] < (node == kNone ? std::numeric_limits<double>::infinity() : distance[node])) {
                node = n;
            }
        }
        if (node == kNone || node == b) {
            break;
        }
        done[node] = true;
        for (std::size_t e = 0; e < edges.size(); ++e) {
            const Edge& edge = edges[e];
            if ((!edge.on && !all) || e == without || (edge.a != node && edge.b != node)) {
                continue;
            }
            const std::size_t other = edge.a == node ? edge.b : edge.a;
            if (distance[node] + edge.length < distance[other]) {
                distance[other] = distance[node] + edge.length;
                via[other] = e;
            }
        }
    }
    if (via[b] == kNone) {
        return std::nullopt;
    }
    std::vector<std::size_t> out;
    for (std::size_t node = b; node != a;) {
        const Edge& edge = edges[via[node]];
        out.push_back(via[node]);
        node = edge.a == node ? edge.b : edge.a;
    }
    std::ranges::reverse(out);
    return out;
}

} // namespace twin::generate
