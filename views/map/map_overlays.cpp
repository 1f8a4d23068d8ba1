#include "views/map/map_overlays.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr QSizeF kLeastForLegend_px(900,
                                    400); // it takes 236 × about 290, and the corner as much on the right

QRectF centred(const QRectF& area, QSizeF size)
{
    return {std::round(area.center().x() - size.width() / 2),
            std::round(area.center().y() - size.height() / 2), size.width(), size.height()};
}

} // namespace

MapOverlays MapOverlays::place(QSizeF map, QSizeF legend, QSizeF corner)
{
    MapOverlays out;
    out.corner = QRectF({std::floor(map.width() - corner.width() - kGap_px),
                         std::floor(map.height() - corner.height() - kGap_px)},
                        corner);
    double bottom = map.height() - kGap_px;
    const bool wouldMeet = kGap_px + legend.width() + kGap_px > out.corner.left();
    const double above = out.corner.top() - kGap_px;
    if (wouldMeet && above - legend.height() >= kGap_px) {
        bottom = above;
    }
    out.legend = QRectF({kGap_px, bottom - legend.height()}, legend);
    return out;
}

bool MapOverlays::hasRoomForLegend(QSizeF map)
{
    return map.width() >= kLeastForLegend_px.width() && map.height() >= kLeastForLegend_px.height();
}

QRectF MapOverlays::wordsAt(QSizeF map, QSizeF words) const
{
    const QRectF whole(QPointF(0, 0), map);
    const double top = std::min(legend.top(), corner.top());
    const QRectF beside(QPointF(legend.right(), 0), QPointF(map.width(), corner.top()));
    const QRectF above(QPointF(0, 0), QPointF(map.width(), top));
    for (const QRectF& area : {whole, beside}) {
        const QRectF place = centred(area, words);
        const bool isFree = !place.intersects(legend) && !place.intersects(corner);
        if (isFree && whole.contains(place)) {
            return place;
        }
    }
    return centred(above, words);
}

} // namespace views
