#include "views/map/severity_layer.h"

#include "views/map/layer_context.h"
#include "views/map/map_symbols.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

using twin::state::Severity;

struct Mark
{
    Severity severity = Severity::Cleared;
    QPointF at;
    bool dimmed = false;
};

std::vector<Mark> collect(const LayerContext& context)
{
    std::vector<Mark> marks;
    const bool dims = context.scene.hasSelection;
    for (const LinkMark& link : context.items.links) {
        const models::MapLink& from = context.scene.links[link.of];
        if (from.severity > 0) {
            marks.push_back({static_cast<Severity>(from.severity), link.middle(), dims && !from.selected});
        }
    }
    for (const PoolMark& pool : context.items.pools) {
        if (pool.severity > 0) {
            const double aside = std::max(pool.radius, 4.0) * 0.75 + 4;
            marks.push_back({static_cast<Severity>(pool.severity), pool.at + QPointF(aside, -aside),
                             dims && !pool.selected});
        }
    }
    std::ranges::stable_sort(marks, {}, &Mark::severity);
    return marks;
}

} // namespace

void drawSeverityLayer(QPainter& painter, const LayerContext& context)
{
    for (const Mark& mark : collect(context)) {
        const QImage& image =
            context.sprites.severity(mark.severity, context.palette, context.font, mark.dimmed);
        const QSizeF size = image.deviceIndependentSize();
        painter.drawImage(mark.at - QPointF(size.width() / 2, size.height() / 2), image);
    }
}

} // namespace views
