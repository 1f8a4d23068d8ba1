#include "views/map/pool_clusters.h"

#include "views/map/map_symbols.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace views {

namespace {

using models::MapPool;
using models::MapScene;
using models::MarkState;

constexpr std::uint32_t kNoMark = ~0U;

/// Cells of the cluster distance, anchored at the plane's origin so that panning moves none; each holds its
/// seeds.
class SeedGrid
{
  public:
    explicit SeedGrid(double cell_km)
        : m_cell_km(cell_km)
    {}

    void add(QPointF plane, std::uint32_t mark)
    {
        m_cells[key(column(plane.x()), column(plane.y()))].push_back({plane, mark});
    }

    /// The nearest seed within one cell's length, or kNoMark.
    [[nodiscard]] std::uint32_t nearest(QPointF plane) const
    {
        double best = m_cell_km * m_cell_km;
        std::uint32_t found = kNoMark;
        for (std::int64_t dy = -1; dy <= 1; ++dy) {
            for (std::int64_t dx = -1; dx <= 1; ++dx) {
                const auto cell = m_cells.find(key(column(plane.x()) + dx, column(plane.y()) + dy));
                if (cell == m_cells.end()) {
                    continue;
                }
                for (const Seed& seed : cell->second) {
                    const QPointF way = seed.plane - plane;
                    if (const double d = QPointF::dotProduct(way, way); d < best) {
                        best = d;
                        found = seed.mark;
                    }
                }
            }
        }
        return found;
    }

  private:
    struct Seed
    {
        QPointF plane;
        std::uint32_t mark;
    };

    [[nodiscard]] std::int64_t column(double km) const
    {
        return static_cast<std::int64_t>(std::floor(km / m_cell_km));
    }

    [[nodiscard]] static std::int64_t key(std::int64_t x, std::int64_t y) { return x * 0x1000003 + y; }

    double m_cell_km;
    std::unordered_map<std::int64_t, std::vector<Seed>> m_cells;
};

/// Better first: what one member knows is said for the cluster, what none knows is not.
int stateRank(MarkState state)
{
    switch (state) {
    case MarkState::Normal:
        return 0;
    case MarkState::Stale:
        return 1;
    case MarkState::Down:
        return 2;
    case MarkState::Unknown:
        return 3;
    case MarkState::Planned:
        return 4;
    }
    return 3;
}

std::vector<std::uint32_t> largestFirst(const MapScene& scene)
{
    std::vector<std::uint32_t> order;
    order.reserve(scene.pools.size());
    for (std::uint32_t i = 0; i < scene.pools.size(); ++i) {
        if (scene.pools[i].passes) {
            order.push_back(i);
        }
    }
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        const float x = scene.pools[a].eflopsFp16;
        const float y = scene.pools[b].eflopsFp16;
        return x != y ? x > y : a < b;
    });
    return order;
}

/// Sums of one cluster before it becomes a mark.
struct Gathering
{
    QPointF plane;
    double eflops = 0;
    double busy = 0;  ///< utilisation x eflops of the members in the cluster's state
    double known = 0; ///< eflops of those
    MarkState state = MarkState::Planned;
    std::uint8_t severity = 0;
    bool selected = false;
    bool isNear = false;
    std::vector<std::uint32_t> members;

    void add(const MapPool& pool, std::uint32_t number)
    {
        const double weight =
            std::max(1e-9, static_cast<double>(pool.eflopsFp16)); // a size of 0 still counts once
        eflops += weight;
        if (members.empty() || stateRank(pool.state) < stateRank(state)) {
            state = pool.state;
            busy = 0;
            known = 0;
        }
        if (pool.state == state) {
            busy += static_cast<double>(pool.utilisation) * weight;
            known += weight;
        }
        severity = std::max(severity, pool.severity);
        selected = selected || pool.selected;
        isNear = isNear || pool.isNear;
        members.push_back(number);
    }
};

PoolMark markOf(const Gathering& from, FrameItems& out)
{
    PoolMark mark;
    mark.at = out.view.toScreen(from.plane);
    mark.eflops = static_cast<float>(from.eflops);
    mark.radius = poolRadius_px(from.eflops, out.view.kmPerPixel);
    mark.utilisation = static_cast<float>(from.known > 0 ? from.busy / from.known : 0);
    mark.state = from.state;
    mark.severity = from.severity;
    mark.selected = from.selected;
    mark.isNear = from.isNear;
    mark.firstMember = static_cast<std::uint32_t>(out.members.size());
    mark.count = static_cast<std::uint32_t>(from.members.size());
    out.members.insert(out.members.end(), from.members.begin(), from.members.end());
    return mark;
}

} // namespace

void clusterPools(const MapScene& scene, const Projection& projection, FrameItems& out)
{
    SeedGrid grid(clusterDistance_px(out.view.kmPerPixel) * out.view.kmPerPixel);
    std::vector<Gathering> gatherings;
    for (const std::uint32_t number : largestFirst(scene)) {
        const MapPool& pool = scene.pools[number];
        const QPointF plane = projection.toPlane(pool.position);
        std::uint32_t target = pool.selected ? kNoMark : grid.nearest(plane);
        if (target == kNoMark) {
            target = static_cast<std::uint32_t>(gatherings.size());
            gatherings.push_back({.plane = plane, .members = {}});
            if (!pool.selected) {
                grid.add(plane, target);
            }
        }
        gatherings[target].add(pool, number);
    }
    std::ranges::stable_sort(gatherings, [](const Gathering& a, const Gathering& b) {
        return a.selected != b.selected ? b.selected : a.eflops > b.eflops;
    });
    const QRectF frame = QRectF(QPointF(0, 0), out.view.size).adjusted(-60, -60, 60, 60);
    for (const Gathering& gathering : gatherings) {
        if (frame.contains(out.view.toScreen(gathering.plane))) {
            out.pools.push_back(markOf(gathering, out));
        }
    }
}

} // namespace views
