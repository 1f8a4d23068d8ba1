#include "twin/flow/te_paths.h"

#include <algorithm>
#include <utility>

namespace twin::flow {

bool TePaths::equals(const TeRoute& route, std::span<const std::uint32_t> arcs) const
{
    return std::ranges::equal(arcsOf(route), arcs);
}

bool TePaths::add(std::size_t commodity, std::span<const std::uint32_t> arcs, double flow)
{
    std::uint32_t last = kEnd;
    for (std::uint32_t at = m_head[commodity]; at != kEnd; at = m_routes[at].next) {
        if (equals(m_routes[at], arcs)) {
            return false;
        }
        last = at;
    }
    const auto added = static_cast<std::uint32_t>(m_routes.size());
    (last == kEnd ? m_head[commodity] : m_routes[last].next) = added;
    m_routes.push_back(
        {flow, static_cast<std::uint32_t>(m_arcs.size()), static_cast<std::uint32_t>(arcs.size()), kEnd});
    m_arcs.insert(m_arcs.end(), arcs.begin(), arcs.end());
    m_liveArcs += arcs.size();
    return true;
}

void TePaths::dropIdle(std::size_t commodity)
{
    std::uint32_t kept = kEnd;
    for (std::uint32_t at = m_head[commodity]; at != kEnd; at = m_routes[at].next) {
        if (m_routes[at].flow > 0 || (kept == kEnd && m_routes[at].next == kEnd)) {
            (kept == kEnd ? m_head[commodity] : m_routes[kept].next) = at;
            kept = at;
        } else {
            m_liveArcs -= m_routes[at].length;
        }
    }
    if (kept != kEnd) {
        m_routes[kept].next = kEnd;
    }
}

void TePaths::compact()
{
    if (m_arcs.size() < 2 * m_liveArcs + 4096) {
        return;
    }
    std::vector<TeRoute> routes;
    std::vector<std::uint32_t> arcs;
    arcs.reserve(m_liveArcs);
    for (std::uint32_t& head : m_head) {
        std::uint32_t* link = &head;
        for (std::uint32_t at = head; at != kEnd;) {
            TeRoute moved = m_routes[at];
            const auto from = arcsOf(moved);
            at = moved.next;
            moved.first = static_cast<std::uint32_t>(arcs.size());
            moved.next = kEnd;
            arcs.insert(arcs.end(), from.begin(), from.end());
            *link = static_cast<std::uint32_t>(routes.size());
            routes.push_back(moved);
            link = &routes.back().next; // valid until the next push: it is written before that
        }
    }
    m_routes = std::move(routes);
    m_arcs = std::move(arcs);
}

} // namespace twin::flow
