#include "views/map/base_geometry.h"

#include "views/map/territory_mask.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace views {

namespace {

constexpr double kTolerance_px = 0.4;
constexpr int kFinestLevel = -3; // 125 m a pixel: finer than the built-in map's points

using Grid = std::pair<std::int32_t, std::int32_t>; // a point in 1e-4 degrees

Grid gridOf(twin::GeoPoint p)
{
    return {static_cast<std::int32_t>(std::lround(static_cast<double>(p.lon) * 1e4)),
            static_cast<std::int32_t>(std::lround(static_cast<double>(p.lat) * 1e4))};
}

struct Edge
{
    Grid low;
    Grid high;

    Edge(Grid a, Grid b)
        : low(std::min(a, b))
        , high(std::max(a, b))
    {}

    friend bool operator==(const Edge&, const Edge&) = default;
};

struct EdgeHash
{
    std::size_t operator()(const Edge& e) const
    {
        std::uint64_t h = 0;
        for (const std::int32_t part : {e.low.first, e.low.second, e.high.first, e.high.second}) {
            h = (h ^ static_cast<std::uint32_t>(part)) * 0x9E3779B97F4A7C15ULL;
            h ^= h >> 29U;
        }
        return h;
    }
};

using EdgeUse = std::unordered_map<Edge, int, EdgeHash>; // rings that have the edge; 0 once it was emitted

EdgeUse countEdges(const BasemapLayer& layer)
{
    EdgeUse use;
    for (const twin::Ring& ring : layer.rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            ++use[Edge(gridOf(ring[i]), gridOf(ring[(i + 1) % ring.size()]))];
        }
    }
    return use;
}

BaseShape shapeOf(QPolygonF points)
{
    const QRectF box = points.boundingRect();
    return {std::move(points), box};
}

/// Cuts one ring into runs of inner border and runs of outer edge, leaving out what a neighbour's ring has
/// already given, so that each border is one line.
class BorderCutter
{
  public:
    BorderCutter(const TerritoryMask& mask, EdgeUse use, BaseShapes& out)
        : m_mask(mask)
        , m_use(std::move(use))
        , m_out(out)
    {}

    void cut(const twin::Ring& ring, const QPolygonF& plane)
    {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const std::size_t next = (i + 1) % ring.size();
            const QPointF from = plane[static_cast<qsizetype>(i)];
            const QPointF to = plane[static_cast<qsizetype>(next)];
            const int uses = std::exchange(m_use[Edge(gridOf(ring[i]), gridOf(ring[next]))], 0);
            if (uses == 0) {
                finish();
                continue;
            }
            const bool inner = uses > 1 || m_mask.isInside(from, to);
            if (inner != m_inner) {
                finish();
                m_inner = inner;
            }
            if (m_run.isEmpty()) {
                m_run.append(from);
            }
            m_run.append(to);
        }
        finish();
    }

  private:
    void finish()
    {
        if (!m_run.isEmpty()) {
            (m_inner ? m_out.innerBorders : m_out.outerBorders).push_back(shapeOf(std::exchange(m_run, {})));
        }
    }

    const TerritoryMask& m_mask;
    EdgeUse m_use;
    BaseShapes& m_out;
    QPolygonF m_run;
    bool m_inner = false;
};

QPolygonF toPlane(const twin::Ring& ring, const Projection& projection)
{
    QPolygonF out;
    out.reserve(static_cast<qsizetype>(ring.size()));
    for (const twin::GeoPoint p : ring) {
        out.append(projection.toPlane(p));
    }
    return out;
}

void appendTerritory(const BasemapLayer& layer, const Projection& projection, BaseShapes& out)
{
    std::vector<QPolygonF> rings;
    rings.reserve(layer.rings.size());
    for (const twin::Ring& ring : layer.rings) {
        rings.push_back(toPlane(ring, projection));
    }
    const TerritoryMask mask(rings);
    BorderCutter cutter(mask, countEdges(layer), out);
    for (std::size_t i = 0; i < rings.size(); ++i) {
        cutter.cut(layer.rings[i], rings[i]);
        out.territory.push_back(shapeOf(std::move(rings[i])));
    }
}

void appendLayer(const BasemapLayer& layer, const Projection& projection, BaseShapes& out)
{
    if (layer.kind == BasemapLayer::Kind::Territory) {
        appendTerritory(layer, projection, out);
        return;
    }
    auto& shapes = layer.kind == BasemapLayer::Kind::Land ? out.land : out.boundaries;
    for (const twin::Ring& ring : layer.rings) {
        shapes.push_back(shapeOf(toPlane(ring, projection)));
    }
}

double distanceToSegment(QPointF p, QPointF a, QPointF b)
{
    const QPointF way = b - a;
    const double length2 = QPointF::dotProduct(way, way);
    const double part = length2 > 0 ? std::clamp(QPointF::dotProduct(p - a, way) / length2, 0.0, 1.0) : 0;
    const QPointF off = p - (a + way * part);
    return std::hypot(off.x(), off.y());
}

std::vector<BaseShape> simplifiedShapes(const std::vector<BaseShape>& shapes, double tolerance,
                                        double smallest)
{
    std::vector<BaseShape> out;
    for (const BaseShape& shape : shapes) {
        if (std::max(shape.box.width(), shape.box.height()) >= smallest) {
            out.push_back({simplifiedLine(shape.points, tolerance), shape.box});
        }
    }
    return out;
}

} // namespace

QPolygonF simplifiedLine(const QPolygonF& line, double tolerance)
{
    if (line.size() < 3) {
        return line;
    }
    std::vector<bool> kept(static_cast<std::size_t>(line.size()), false);
    kept.front() = kept.back() = true;
    std::vector<std::pair<qsizetype, qsizetype>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        double worst = tolerance;
        qsizetype at = -1;
        for (qsizetype i = first + 1; i < last; ++i) {
            if (const double d = distanceToSegment(line[i], line[first], line[last]); d > worst) {
                worst = d;
                at = i;
            }
        }
        if (at >= 0) {
            kept[static_cast<std::size_t>(at)] = true;
            open.emplace_back(first, at);
            open.emplace_back(at, last);
        }
    }
    QPolygonF out;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (kept[static_cast<std::size_t>(i)]) {
            out.append(line[i]);
        }
    }
    return out;
}

BaseGeometry::BaseGeometry(BasemapPtr map, const Projection& projection)
    : m_map(std::move(map))
    , m_projection(projection)
{
    for (const BasemapLayer& layer : m_map->layers) {
        appendLayer(layer, m_projection, m_full);
    }
}

BaseShapes BaseGeometry::simplified(double tolerance_km) const
{
    const double pixel_km = tolerance_km / kTolerance_px;
    BaseShapes out;
    out.land = simplifiedShapes(m_full.land, tolerance_km, pixel_km);
    out.territory = simplifiedShapes(m_full.territory, tolerance_km, pixel_km);
    out.innerBorders = simplifiedShapes(m_full.innerBorders, tolerance_km, 0);
    out.outerBorders = simplifiedShapes(m_full.outerBorders, tolerance_km, pixel_km);
    out.boundaries = simplifiedShapes(m_full.boundaries, tolerance_km, 0);
    for (const BaseShape& shape : m_full.territory) {
        if (std::max(shape.box.width(), shape.box.height()) < 3 * pixel_km) {
            out.islets.push_back(shape.box.center());
        }
    }
    return out;
}

const BaseShapes& BaseGeometry::atScale(double kmPerPixel)
{
    const int level = static_cast<int>(std::floor(std::log2(std::max(kmPerPixel, 1e-6))));
    if (level < kFinestLevel) {
        return m_full;
    }
    auto found = m_levels.find(level);
    if (found == m_levels.end()) {
        found = m_levels.emplace(level, simplified(kTolerance_px * std::exp2(level))).first;
    }
    return found->second;
}

} // namespace views
