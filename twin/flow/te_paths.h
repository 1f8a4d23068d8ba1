#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace twin::flow {

/// One path of a commodity and what flows on it.
struct TeRoute
{
    double flow = 0;
    std::uint32_t first = 0;  ///< of its arcs in the store
    std::uint32_t length = 0; ///< arcs
    std::uint32_t next = 0;   ///< the commodity's next route, or TePaths::kEnd
};

/// The paths found so far, by commodity, in two flat arrays: a chain of routes for each commodity, the arcs
/// of all of them in one store. Routes keep their number until compact().
class TePaths
{
  public:
    static constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();

    explicit TePaths(std::size_t commodities)
        : m_head(commodities, kEnd)
    {}

    [[nodiscard]] std::size_t commodityCount() const { return m_head.size(); }

    [[nodiscard]] std::uint32_t head(std::size_t commodity) const { return m_head[commodity]; }

    [[nodiscard]] TeRoute& route(std::uint32_t index) { return m_routes[index]; }

    [[nodiscard]] const TeRoute& route(std::uint32_t index) const { return m_routes[index]; }

    [[nodiscard]] std::span<const std::uint32_t> arcsOf(const TeRoute& route) const
    {
        return {m_arcs.data() + route.first, route.length};
    }

    /// Σ price over the route's arcs.
    [[nodiscard]] double costOf(const TeRoute& route, std::span<const double> price) const
    {
        double sum = 0;
        for (const std::uint32_t arc : arcsOf(route)) {
            sum += price[arc];
        }
        return sum;
    }

    /// True if the commodity has more than one route.
    [[nodiscard]] bool hasChoice(std::size_t commodity) const
    {
        return m_head[commodity] != kEnd && m_routes[m_head[commodity]].next != kEnd;
    }

    /// Adds a path at the end of the commodity's chain, unless it has that path. True: it was new.
    bool add(std::size_t commodity, std::span<const std::uint32_t> arcs, double flow);
    /// Takes the routes without flow out of the chain (the first route stays when none has any).
    void dropIdle(std::size_t commodity);
    /// Lays routes and arcs out anew, in the order of the commodities, when most of the store is garbage.
    void compact();

    /// Calls `visit(route)` for each route of the commodity.
    template <typename Visit> void forEach(std::size_t commodity, Visit visit)
    {
        for (std::uint32_t at = m_head[commodity]; at != kEnd; at = m_routes[at].next) {
            visit(m_routes[at]);
        }
    }

    template <typename Visit> void forEach(std::size_t commodity, Visit visit) const
    {
        for (std::uint32_t at = m_head[commodity]; at != kEnd; at = m_routes[at].next) {
            visit(m_routes[at]);
        }
    }

  private:
    [[nodiscard]] bool equals(const TeRoute& route, std::span<const std::uint32_t> arcs) const;

    std::vector<std::uint32_t> m_head; ///< by commodity
    std::vector<TeRoute> m_routes;
    std::vector<std::uint32_t> m_arcs;
    std::size_t m_liveArcs = 0;
};

} // namespace twin::flow
