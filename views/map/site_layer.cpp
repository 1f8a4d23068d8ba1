#include "views/map/site_layer.h"

#include "views/map/layer_context.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace views {

namespace {

// Farthest scale (km per pixel) of each rank; a few dozen sites never crowd the screen.
constexpr std::array<double, 4> kFarthest{1e9, 4.6, 2.2, 1.1};
constexpr std::size_t kFewSites = 60;

} // namespace

bool showsSite(std::uint8_t rank, double kmPerPixel, std::size_t sites)
{
    return sites <= kFewSites || kmPerPixel <= kFarthest[std::min<std::size_t>(rank, kFarthest.size() - 1)];
}

void drawSiteLayer(QPainter& painter, const LayerContext& context)
{
    const MapPalette& palette = context.palette;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const SiteMark& mark : context.items.sites) {
        const models::MapSite& site = context.scene.sites[mark.of];
        if (!site.selected && !showsSite(site.rank, context.kmPerPixel(), context.scene.sites.size())) {
            continue;
        }
        const double half = site.selected ? 4 : site.rank == 0 ? 2.8 : site.rank == 1 ? 2.2 : 1.7;
        const QRectF box(mark.at.x() - half, mark.at.y() - half, 2 * half, 2 * half);
        const QColor edge =
            site.selected ? palette.tokens.accent : context.emphasised(palette.tokens.dim, site.isPassed);
        painter.setPen(QPen(edge, site.selected ? 2 : 1.1));
        painter.setBrush(palette.ground);
        if (site.computedPosition) {
            painter.drawEllipse(box); // a place that was worked out, not surveyed, is round
        } else {
            painter.drawRect(box);
        }
    }
}

} // namespace views
