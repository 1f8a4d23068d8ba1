#include "views/map/label_layer.h"

#include "views/map/basemap.h"
#include "views/map/layer_context.h"
#include "views/map/site_layer.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace views {

namespace {

constexpr double kObstacleRadius_px = 6; // smaller discs may lie under a name
constexpr double kPadding_px = 2;
constexpr double kSiteGap_px = 5;
constexpr double kCell_px = 64;
constexpr double kProvincesFrom_kmPerPixel = 0.45; // nearer, a province is larger than the window

/// Rectangles already taken, in cells so that a test looks at few of them.
class Occupied
{
  public:
    void add(const QRectF& box)
    {
        forCells(box, [&](std::int64_t key) {
            m_cells[key].push_back(box);
            return false;
        });
    }

    [[nodiscard]] bool isFree(const QRectF& box)
    {
        return !forCells(box, [&](std::int64_t key) {
            const auto cell = m_cells.find(key);
            return cell != m_cells.end() && std::ranges::any_of(cell->second, [&](const QRectF& other) {
                       return other.intersects(box);
                   });
        });
    }

  private:
    template <typename Visit> static bool forCells(const QRectF& box, Visit visit)
    {
        const auto cell = [](double at) {
            return static_cast<std::int64_t>(std::floor(at / kCell_px));
        };
        for (std::int64_t y = cell(box.top()); y <= cell(box.bottom()); ++y) {
            for (std::int64_t x = cell(box.left()); x <= cell(box.right()); ++x) {
                if (visit(x * 0x1000003 + y)) {
                    return true;
                }
            }
        }
        return false;
    }

    std::unordered_map<std::int64_t, std::vector<QRectF>> m_cells;
};

class LabelPlacer
{
  public:
    LabelPlacer(QPainter& painter, const LayerContext& context)
        : m_painter(painter)
    {
        for (const QRectF& block : context.covered) {
            m_occupied.add(block);
        }
        for (const PoolMark& mark : context.items.pools) {
            if (mark.radius >= kObstacleRadius_px || mark.count > 1) {
                const double r = mark.radius;
                m_occupied.add({mark.at.x() - r, mark.at.y() - r, 2 * r, 2 * r});
            }
        }
    }

    /// Right, left, above, below; `gap` from the point.
    void placeAround(QPointF at, const QImage& image, double gap)
    {
        const QSizeF s = image.deviceIndependentSize();
        const QPointF places[] = {{gap, -s.height() / 2},
                                  {-gap - s.width(), -s.height() / 2},
                                  {-s.width() / 2, -gap - s.height() + 2},
                                  {-s.width() / 2, gap - 2}};
        for (const QPointF& place : places) {
            if (tryAt(at + place, image)) {
                return;
            }
        }
    }

    void placeOn(QPointF at, const QImage& image)
    {
        const QSizeF s = image.deviceIndependentSize();
        tryAt(at - QPointF(s.width() / 2, s.height() / 2), image);
    }

  private:
    bool tryAt(QPointF corner, const QImage& image)
    {
        const QRectF box(corner, image.deviceIndependentSize());
        if (!m_occupied.isFree(box)) {
            return false;
        }
        m_occupied.add(box.adjusted(-kPadding_px, -kPadding_px, kPadding_px, kPadding_px));
        m_painter.drawImage(QPointF(corner.toPoint()), image);
        return true;
    }

    QPainter& m_painter;
    Occupied m_occupied;
};

/// How far a site's name must keep from the site: past the disc that covers it, if one does.
double clearance(const LayerContext& context, QPointF at)
{
    double out = kSiteGap_px;
    for (const PoolMark& mark : context.items.pools) {
        const QPointF way = mark.at - at;
        if (mark.radius > kSiteGap_px && QPointF::dotProduct(way, way) < mark.radius * mark.radius) {
            out = std::max(out, mark.radius + 3);
        }
    }
    return out;
}

void placeSites(LabelPlacer& placer, const LayerContext& context, int fromRank, int toRank)
{
    const MapPalette& palette = context.palette;
    for (int rank = fromRank; rank <= toRank; ++rank) {
        for (const SiteMark& mark : context.items.sites) {
            const models::MapSite& site = context.scene.sites[mark.of];
            const bool shown = showsSite(site.rank, context.kmPerPixel(), context.scene.sites.size());
            const int effective = site.selected ? 0 : site.rank;
            if (std::min(effective, 4) != rank || site.label.isEmpty() || (!shown && !site.selected)) {
                continue;
            }
            QFont font = context.font;
            font.setPixelSize(effective == 0 ? 13 : 12);
            const QColor colour =
                site.selected ? palette.tokens.accent
                              : context.emphasised(effective <= 1 ? palette.tokens.text : palette.tokens.dim,
                                                   site.isPassed);
            placer.placeAround(mark.at, context.sprites.sprite(site.label, font, colour),
                               clearance(context, mark.at));
        }
    }
}

void placeProvinces(LabelPlacer& placer, const LayerContext& context, const Basemap& map,
                    const Projection& projection)
{
    if (context.kmPerPixel() < kProvincesFrom_kmPerPixel) {
        return;
    }
    QFont font = context.font;
    font.setPixelSize(context.kmPerPixel() > 2.5 ? 11 : 13);
    const QColor colour = mixed(context.palette.tokens.line, context.palette.tokens.dim, 0.65);
    const QRectF frame = context.frame().adjusted(-80, -20, 80, 20);
    for (const BasemapLabel& label : map.labels) {
        const QPointF at = context.items.view.toScreen(projection.toPlane(label.position));
        const QString& text = context.chinese ? label.zh : label.en;
        if (frame.contains(at) && !text.isEmpty()) {
            placer.placeOn(at, context.sprites.sprite(text, font, colour));
        }
    }
}

} // namespace

void drawLabelLayer(QPainter& painter, const LayerContext& context, const Basemap& map,
                    const Projection& projection, bool provinces)
{
    // Of a network without pools the sites are what one looks for; beside pools the lesser ones give way.
    const int ranksBefore = context.scene.pools.empty() ? 4 : 1;
    LabelPlacer placer(painter, context);
    placeSites(placer, context, 0, ranksBefore);
    if (provinces) {
        placeProvinces(placer, context, map, projection);
    }
    placeSites(placer, context, ranksBefore + 1, 4);
}

} // namespace views
