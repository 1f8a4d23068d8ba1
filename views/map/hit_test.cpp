#include "views/map/hit_test.h"

#include "views/map/line_geometry.h"
#include "views/map/site_layer.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

using models::EntityKey;

constexpr double kPoolReach_px = 3;
constexpr double kSiteReach_px = 6;
constexpr double kLinkReach_px = 4;

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

MapHit poolHit(const MapPicture& picture, const PoolMark& mark)
{
    MapHit hit{EntityKey::Type::Pool, {}, mark.at};
    for (std::uint32_t i = 0; i < mark.count; ++i) {
        hit.indices.push_back(picture.scene->pools[picture.items.members[mark.firstMember + i]].index);
    }
    return hit;
}

std::optional<MapHit> poolAt(const MapPicture& picture, QPointF point)
{
    const auto& marks = picture.items.pools; // drawn first to last, so the last that is hit is on top
    const auto found = std::find_if(marks.rbegin(), marks.rend(), [&](const PoolMark& mark) {
        return distance(mark.at, point) <= mark.radius + kPoolReach_px;
    });
    return found != marks.rend() ? std::optional(poolHit(picture, *found)) : std::nullopt;
}

bool isShown(const MapPicture& picture, const SiteMark& mark)
{
    const models::MapSite& site = picture.scene->sites[mark.of];
    return site.selected || showsSite(site.rank, picture.items.view.kmPerPixel, picture.scene->sites.size());
}

std::optional<MapHit> siteAt(const MapPicture& picture, QPointF point)
{
    const SiteMark* best = nullptr;
    double reach = kSiteReach_px;
    for (const SiteMark& mark : picture.items.sites) {
        if (const double d = distance(mark.at, point); d <= reach && isShown(picture, mark)) {
            reach = d;
            best = &mark;
        }
    }
    if (best == nullptr) {
        return std::nullopt;
    }
    return MapHit{EntityKey::Type::Site, {picture.scene->sites[best->of].index}, best->at};
}

std::optional<MapHit> linkAt(const MapPicture& picture, QPointF point)
{
    const LinkMark* best = nullptr;
    double reach = kLinkReach_px;
    for (const LinkMark& mark : picture.items.links) {
        const double d =
            std::min(distanceTo(mark.forward, point), distanceTo(mark.reverse, point)) - mark.width / 2;
        if (d <= reach) {
            reach = d;
            best = &mark;
        }
    }
    if (best == nullptr) {
        return std::nullopt;
    }
    return MapHit{EntityKey::Type::Link, {picture.scene->links[best->of].index}, best->middle()};
}

} // namespace

std::optional<MapHit> hitAt(const MapPicture& picture, QPointF point)
{
    if (auto hit = poolAt(picture, point)) {
        return hit;
    }
    if (auto hit = siteAt(picture, point)) {
        return hit;
    }
    return linkAt(picture, point);
}

MapHit hitsIn(const MapPicture& picture, const QRectF& box)
{
    MapHit hit{EntityKey::Type::Pool, {}, box.center()};
    for (const PoolMark& mark : picture.items.pools) {
        if (box.contains(mark.at)) {
            const MapHit one = poolHit(picture, mark);
            hit.indices.insert(hit.indices.end(), one.indices.begin(), one.indices.end());
        }
    }
    if (hit.indices.empty()) {
        hit.type = EntityKey::Type::Site;
        for (const SiteMark& mark : picture.items.sites) {
            if (box.contains(mark.at) && isShown(picture, mark)) {
                hit.indices.push_back(picture.scene->sites[mark.of].index);
            }
        }
    }
    if (hit.indices.empty()) {
        hit.type = EntityKey::Type::Link;
        for (const LinkMark& mark : picture.items.links) {
            if (box.contains(mark.forward.p1()) && box.contains(mark.forward.p2())) {
                hit.indices.push_back(picture.scene->links[mark.of].index);
            }
        }
    }
    std::ranges::sort(hit.indices);
    return hit;
}

} // namespace views
