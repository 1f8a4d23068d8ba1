#include "twin/network/layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <utility>

namespace twin::network {

namespace {

/// Box around the nodes that have coordinates; a default one in the middle of the country when none has.
struct Extent
{
    double south = 90;
    double north = -90;
    double west = 180;
    double east = -180;

    [[nodiscard]] double size() const { return std::max({north - south, east - west, 1.0}); }
};

Extent extentOf(const NetworkFile& network)
{
    Extent out;
    for (const FileNode& node : network.nodes) {
        if (node.position) {
            out.south = std::min(out.south, node.position->lat());
            out.north = std::max(out.north, node.position->lat());
            out.west = std::min(out.west, node.position->lon());
            out.east = std::max(out.east, node.position->lon());
        }
    }
    if (out.north < out.south) {
        out = {28, 38, 100, 114};
    }
    return out;
}

/// Box around the drawn nodes; y grows to the south.
struct Box
{
    double west = 0;
    double east = 0;
    double north = 0;
    double south = 0;
};

Box boxOfDrawing(const NetworkFile& network)
{
    Box out;
    bool first = true;
    for (const FileNode& node : network.nodes) {
        if (!node.drawn) {
            continue;
        }
        const auto [x, y] = *node.drawn;
        out = first ? Box{x, x, y, y}
                    : Box{std::min(out.west, x), std::max(out.east, x), std::min(out.north, y),
                          std::max(out.south, y)};
        first = false;
    }
    return out;
}

Position bounded(double lat, double lon)
{
    return Position::fromDegrees(std::clamp(lat, -85.0, 85.0), std::clamp(lon, -179.9, 179.9));
}

/// Lays out what is missing and remembers which cells of a grid are taken, so that finding a free place is
/// cheap.
class Layout
{
  public:
    explicit Layout(NetworkFile& network)
        : m_network(network)
        , m_extent(extentOf(network))
        , m_gap(m_extent.size() * 0.012)
        , m_neighbours(network.nodes.size())
    {
        for (const FileLink& link : network.links) {
            m_neighbours[link.a].push_back(link.b);
            m_neighbours[link.b].push_back(link.a);
        }
        for (const FileNode& node : network.nodes) {
            if (node.position) {
                m_taken.insert(cellOf(*node.position));
            }
        }
    }

    /// Places every node the file draws: its drawing, scaled to fit the extent, upright and undistorted.
    void placeDrawn()
    {
        const Box box = boxOfDrawing(m_network);
        const double scale =
            1 / std::max({(box.east - box.west) / (m_extent.east - m_extent.west),
                          (box.south - box.north) / (m_extent.north - m_extent.south), 1e-300});
        for (std::uint32_t n = 0; n < m_network.nodes.size(); ++n) {
            FileNode& node = m_network.nodes[n];
            if (!node.drawn) {
                continue;
            }
            const Position place = bounded(m_extent.north - (node.drawn->y - box.north) * scale,
                                           m_extent.west + (node.drawn->x - box.west) * scale);
            if (m_drawn.emplace(place.latE6, place.lonE6).second) {
                node.position = place;
                node.computedPosition = true;
                m_taken.insert(cellOf(place));
            } else {
                settle(n, place); // two nodes at one point of the drawing
            }
        }
    }

    /// Places every node that has a placed neighbour; false when there was none.
    bool placeNextRing()
    {
        std::vector<std::pair<std::uint32_t, Position>> found;
        for (std::uint32_t n = 0; n < m_network.nodes.size(); ++n) {
            if (!m_network.nodes[n].position) {
                if (const auto centre = barycentre(n)) {
                    found.emplace_back(n, *centre);
                }
            }
        }
        for (const auto& [n, centre] : found) {
            settle(n, centre);
        }
        return !found.empty();
    }

    /// The nodes nothing leads to, on a circle around the rest; the first only, so that its neighbours follow
    /// it.
    bool placeOnCircle()
    {
        const auto missing =
            std::ranges::find_if(m_network.nodes, [](const FileNode& node) { return !node.position; });
        if (missing == m_network.nodes.end()) {
            return false;
        }
        constexpr double kGoldenAngle = std::numbers::pi * 0.7639320225;
        const double angle = kGoldenAngle * m_onCircle++;
        const double radius = m_extent.size() * 0.6;
        settle(static_cast<std::uint32_t>(missing - m_network.nodes.begin()),
               bounded((m_extent.south + m_extent.north) / 2 + radius * std::sin(angle),
                       (m_extent.west + m_extent.east) / 2 + radius * std::cos(angle)));
        return true;
    }

  private:
    using Cell = std::pair<std::int64_t, std::int64_t>;

    [[nodiscard]] Cell cellOf(Position p) const
    {
        return {static_cast<std::int64_t>(std::floor(p.lat() / m_gap)),
                static_cast<std::int64_t>(std::floor(p.lon() / m_gap))};
    }

    [[nodiscard]] std::optional<Position> barycentre(std::uint32_t n) const
    {
        double lat = 0;
        double lon = 0;
        int count = 0;
        for (const std::uint32_t other : m_neighbours[n]) {
            if (const auto& p = m_network.nodes[other].position) {
                lat += p->lat();
                lon += p->lon();
                ++count;
            }
        }
        return count == 0 ? std::nullopt : std::optional(bounded(lat / count, lon / count));
    }

    /// The free cell nearest on a spiral around `wanted`.
    void settle(std::uint32_t n, Position wanted)
    {
        Position place = wanted;
        for (int turn = 0; turn < 4096 && m_taken.contains(cellOf(place)); ++turn) {
            const double angle = turn * 0.9;
            const double radius = m_gap * (2.0 + 0.25 * turn);
            place = bounded(wanted.lat() + radius * std::sin(angle), wanted.lon() + radius * std::cos(angle));
        }
        m_taken.insert(cellOf(place));
        m_network.nodes[n].position = place;
        m_network.nodes[n].computedPosition = true;
    }

    NetworkFile& m_network;
    Extent m_extent;
    double m_gap;
    std::vector<std::vector<std::uint32_t>> m_neighbours;
    std::set<Cell> m_taken;
    std::set<std::pair<std::int32_t, std::int32_t>> m_drawn; ///< positions of drawn nodes
    int m_onCircle = 0;
};

} // namespace

void computeLayout(NetworkFile& network)
{
    const auto missing = std::ranges::count_if(network.nodes, [](const FileNode& n) { return !n.position; });
    if (missing == 0) {
        return;
    }
    const auto drawn =
        std::ranges::count_if(network.nodes, [](const FileNode& n) { return n.drawn.has_value(); });
    const bool onlyDrawn = drawn > 0 && std::cmp_equal(missing, network.nodes.size());
    Layout layout(network);
    if (onlyDrawn) { // beside nodes on the map a drawing has no scale
        layout.placeDrawn();
        network.defaultsApplied.push_back(std::to_string(drawn) +
                                          " nodes placed as the file's drawing has them, scaled to the map");
    }
    const auto left = missing - (onlyDrawn ? drawn : 0);
    if (left == 0) {
        return;
    }
    for (;;) {
        if (!layout.placeNextRing() && !layout.placeOnCircle()) {
            break;
        }
    }
    network.defaultsApplied.push_back(std::to_string(left) +
                                      " nodes without coordinates: placed by a computed layout");
}

} // namespace twin::network
