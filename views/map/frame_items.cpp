#include "views/map/frame_items.h"

#include "views/map/map_symbols.h"
#include "views/map/pool_clusters.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

using models::MapLink;
using models::MapScene;

constexpr double kLaneGap_px = 2.0;

bool mayCross(const QRectF& frame, QPointF a, QPointF b)
{
    return std::max(a.x(), b.x()) >= frame.left() && std::min(a.x(), b.x()) <= frame.right() &&
           std::max(a.y(), b.y()) >= frame.top() && std::min(a.y(), b.y()) <= frame.bottom();
}

/// Unit normal to the right of the way from the lesser to the greater end: the same for all links of a pair,
/// whichever way each was declared, so that lanes do not fall on each other.
QPointF laneNormal(const MapLink& link, QPointF a, QPointF b)
{
    const auto order = [](twin::Position p) {
        return std::pair(p.lonE6, p.latE6);
    };
    const QPointF way = order(link.a) <= order(link.b) ? b - a : a - b;
    const double length = std::hypot(way.x(), way.y());
    return length > 0 ? QPointF(-way.y() / length, way.x() / length) : QPointF(0, 0);
}

LinkMark layOutLink(const MapLink& link, std::uint32_t number, QPointF a, QPointF b, double kmPerPixel)
{
    LinkMark mark;
    mark.of = number;
    mark.thin = link.access;
    mark.width = link.access ? 1 : linkWidth_px(static_cast<double>(link.capacity_tbps), kmPerPixel);
    const QPointF normal = laneNormal(link, a, b);
    const double pitch = 2 * mark.width + LinkMark::kDirectionGap_px + kLaneGap_px;
    const QPointF lane = normal * (pitch * (link.lane - (link.lanes - 1) / 2.0));
    // Traffic keeps right: seen along a → b, on a screen whose y points down, the right is (-dy, dx).
    const QPointF way = b - a;
    const double length = std::max(1e-9, std::hypot(way.x(), way.y()));
    const QPointF right = QPointF(-way.y(), way.x()) / length;
    const QPointF aside = mark.thin ? QPointF() : right * ((mark.width + LinkMark::kDirectionGap_px) / 2);
    mark.forward = QLineF(a + lane + aside, b + lane + aside);
    mark.reverse = QLineF(b + lane - aside, a + lane - aside);
    return mark;
}

void layOutLinks(const MapScene& scene, const Projection& projection, FrameItems& out,
                 const FrameItems::Visibility& visible)
{
    const QRectF frame = QRectF(QPointF(0, 0), out.view.size).adjusted(-30, -30, 30, 30);
    const bool access = visible.accessLinks && showsAccessLinks(out.view.kmPerPixel);
    for (std::uint32_t i = 0; i < scene.links.size(); ++i) {
        const MapLink& link = scene.links[i];
        const bool wanted = link.access ? access || link.selected : visible.links;
        if (!link.passes || !wanted) {
            continue;
        }
        const QPointF a = out.view.toScreen(projection.toPlane(link.a));
        const QPointF b = out.view.toScreen(projection.toPlane(link.b));
        if (mayCross(frame, a, b)) {
            out.links.push_back(layOutLink(link, i, a, b, out.view.kmPerPixel));
        }
    }
}

} // namespace

FrameItems FrameItems::layOut(const MapScene& scene, const Projection& projection, const Viewport& view,
                              const Visibility& visible)
{
    FrameItems out;
    out.view = view;
    if (visible.pools) {
        clusterPools(scene, projection, out);
    }
    layOutLinks(scene, projection, out, visible);
    if (visible.sites) {
        const QRectF frame = QRectF(QPointF(0, 0), view.size).adjusted(-200, -30, 200, 30); // room for labels
        for (std::uint32_t i = 0; i < scene.sites.size(); ++i) {
            const QPointF at = view.toScreen(projection.toPlane(scene.sites[i].position));
            if (frame.contains(at)) {
                out.sites.push_back({at, i});
            }
        }
    }
    return out;
}

} // namespace views
