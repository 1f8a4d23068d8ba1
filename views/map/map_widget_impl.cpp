#include "views/map/map_widget_impl.h"

#include "models/format/format.h"
#include "views/map/addition_marks.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

using models::EntityKey;

constexpr double kMargin_px = 128; // drawn around the widget, to pan into
constexpr double kReveal_kmPerPixel = 1.2;
constexpr int kRevealScenes = 4; // an entity just selected is in one of the next scenes, or has no place

bool has(const MapLayers& layers, MapLayer layer)
{
    return layers.test(static_cast<std::size_t>(layer));
}

} // namespace

MapWidget::Impl::Impl(MapWidget& widget, Theme& usedTheme, models::Selection& usedSelection)
    : q(widget)
    , theme(usedTheme)
    , selection(usedSelection)
    , palette(usedTheme.tokens())
    , basemap(defaultBasemap())
{}

MapRequest MapWidget::Impl::makeRequest()
{
    MapRequest out;
    out.scene = scene;
    out.basemap = basemap;
    out.projection = navigation.projection();
    out.view = navigation.view();
    out.margin_px = kMargin_px;
    out.devicePixelRatio = q.devicePixelRatioF();
    out.tokens = theme.tokens();
    out.font = q.font();
    out.layers = layers;
    out.chinese = chinese;
    covered = coveredByOverlays();
    out.covered = covered;
    out.graticule = navigation.isForeign() && scene && !scene->anyComputedPosition;
    out.number = ++requested;
    return out;
}

void MapWidget::Impl::requestPicture()
{
    requestDue = !q.isVisible();
    if (!requestDue) {
        renderer.request(makeRequest());
    }
}

void MapWidget::Impl::showNewestPicture()
{
    std::unique_ptr<MapPicture> newest = renderer.take();
    if (!newest) {
        return;
    }
    std::swap(picture, newest);
    renderer.recycle(std::move(newest));
    ++stats.framesDrawn;
    stats.sceneVersion = picture->scene->version;
    stats.lastDraw_ms = picture->draw_ms;
    stats.lastBase_ms = picture->base_ms;
    if (!card.text().isEmpty() && !dragging && !boxing) {
        updateHover(lastMouse);
    }
    q.update();
    Q_EMIT q.frameShown();
}

void MapWidget::Impl::rebuildStyle()
{
    palette = MapPalette(theme.tokens());
    legend.invalidate();
    corner.invalidate();
    card.invalidate();
    requestPicture();
    q.update();
}

QPointF MapWidget::Impl::toPicture(QPointF position) const
{
    return picture->items.view.toScreen(navigation.view().toPlane(position));
}

std::optional<MapHit> MapWidget::Impl::hit(QPointF position) const
{
    // A picture of another projection says nothing about this place.
    if (!picture || !(picture->projection == navigation.projection()) ||
        overlays().legend.contains(position)) {
        return std::nullopt;
    }
    return hitAt(*picture, toPicture(position));
}

QList<EntityKey> MapWidget::Impl::keys(const MapHit& hit) const
{
    QList<EntityKey> out;
    for (const std::uint32_t index : hit.indices) {
        if (const EntityKey key = keyOf ? keyOf(hit.type, index) : EntityKey(); key.isValid()) {
            out.append(key);
        }
    }
    return out;
}

QString MapWidget::Impl::hoverTextOf(const MapHit& hit) const
{
    const QList<EntityKey> found = keys(hit);
    if (found.isEmpty()) {
        return {};
    }
    const QString text = hoverText ? hoverText(found) : found.first().id;
    return found.size() == 1
               ? text
               : text + u'\n' + MapWidget::tr("Click to select them, double-click to come nearer");
}

QString MapWidget::Impl::additionTextAt(QPointF position, const std::optional<MapHit>& below) const
{
    const bool isShown = picture && picture->projection == navigation.projection() &&
                         has(layers, MapLayer::Difference) && additionText &&
                         !overlays().legend.contains(position);
    const auto added = isShown ? additionAt(*picture, toPicture(position)) : std::nullopt;
    const bool isOnTop = added && (added->kind == models::MapAddition::Kind::Pool || !below ||
                                   below->type == EntityKey::Type::Link);
    return isOnTop ? additionText(*added) : QString();
}

void MapWidget::Impl::updateHover(QPointF position)
{
    lastMouse = position;
    const auto found = hit(position);
    QString text = additionTextAt(position, found);
    if (text.isEmpty() && found) {
        text = hoverTextOf(*found);
    }
    q.setCursor(found ? Qt::PointingHandCursor : planMode ? Qt::CrossCursor : Qt::ArrowCursor);
    if (text.isEmpty() && card.text().isEmpty()) {
        return;
    }
    card.setText(text);
    q.update();
}

void MapWidget::Impl::clearHover()
{
    if (!card.text().isEmpty()) {
        card.setText(QString());
        q.update();
    }
}

void MapWidget::Impl::click(QPointF position, Qt::KeyboardModifiers modifiers)
{
    if (overlays().legend.contains(position)) {
        if (MapLegend::header().translated(overlays().legend.topLeft()).contains(position)) {
            q.setLegendFolded(!legend.isFolded());
        }
        return;
    }
    const auto found = hit(position);
    const QList<EntityKey> chosen = found ? keys(*found) : QList<EntityKey>();
    if (planMode && modifiers == Qt::NoModifier && chosen.size() == 1 &&
        chosen.first().type == EntityKey::Type::Link) {
        Q_EMIT q.cutRequested(chosen.first(), geoAt(position));
        return;
    }
    if (modifiers.testFlag(Qt::ControlModifier)) {
        for (const EntityKey& key : chosen) {
            selection.toggle(key);
        }
    } else if (chosen.isEmpty()) {
        selection.clear();
    } else if (chosen.size() == 1) {
        selection.select(chosen.first());
    } else {
        selection.selectMany(chosen);
    }
}

void MapWidget::Impl::finishBox()
{
    boxing = false;
    q.update();
    if (!picture || !pressed) {
        return;
    }
    const QRectF box = QRectF(toPicture(*pressed), toPicture(lastMouse)).normalized();
    selection.selectMany(keys(hitsIn(*picture, box)));
}

void MapWidget::Impl::reveal(const EntityKey& key)
{
    revealing = key;
    revealAttempts = flyToRevealed() ? 0 : kRevealScenes;
}

bool MapWidget::Impl::flyToRevealed()
{
    if (!scene) {
        return false;
    }
    QPolygonF places;
    const auto add = [&](twin::Position p) {
        places.append(navigation.projection().toPlane(p));
    };
    const auto is = [&](EntityKey::Type type, std::uint32_t index, bool selected) {
        return revealing.type == type ? keyOf && keyOf(type, index) == revealing
                                      : selected && scene->hasSelection;
    };
    // The entity itself where it has a place; else what its selection lights up: a hub's pools, a flow's
    // path.
    for (const models::MapPool& pool : scene->pools) {
        if (is(EntityKey::Type::Pool, pool.index, pool.selected)) {
            add(pool.position);
        }
    }
    for (const models::MapLink& link : scene->links) {
        if (is(EntityKey::Type::Link, link.index, link.selected)) {
            add(link.a);
            add(link.b);
        }
    }
    for (const models::MapSite& site : scene->sites) {
        if (is(EntityKey::Type::Site, site.index, site.selected)) {
            add(site.position);
        }
    }
    for (const models::MapFlowLeg& leg : scene->flows) {
        if (leg.ofSelection &&
            (revealing.type == EntityKey::Type::Flow || revealing.type == EntityKey::Type::Job)) {
            add(leg.from);
            add(leg.to);
        }
    }
    if (places.isEmpty()) {
        return false;
    }
    navigation.flyTo(places.boundingRect(), kReveal_kmPerPixel);
    return true;
}

MapOverlays MapWidget::Impl::overlays() const
{
    return MapOverlays::place(q.size(), legend.size(), corner.size());
}

std::vector<QRectF> MapWidget::Impl::coveredByOverlays() const
{
    const MapOverlays places = overlays();
    std::vector<QRectF> out{places.legend, places.corner};
    if (const auto words = emptyState()) {
        out.push_back(places.wordsAt(q.size(), words->size(q.width())));
    }
    return out;
}

void MapWidget::Impl::foldLegend(bool folded)
{
    if (folded != legend.isFolded()) {
        legend.setFolded(folded);
        Q_EMIT q.legendFoldedChanged(folded);
    }
    navigation.resize(q.size(), folded ? 0 : MapLegend::kWidth_px);
    q.update();
}

void MapWidget::Impl::paintPicture(QPainter& painter) const
{
    if (!picture || !(picture->projection == navigation.projection())) {
        painter.fillRect(q.rect(), palette.ground);
        return;
    }
    const Viewport& drawn = picture->items.view;
    const Viewport& wanted = navigation.view();
    const double ratio = picture->image.devicePixelRatio();
    const double scale = drawn.kmPerPixel / wanted.kmPerPixel;
    const QPointF topLeft = wanted.toScreen(drawn.toPlane({0, 0}));
    QRectF target;
    if (std::abs(scale - 1) < 1e-9) {
        // Whole pixels: a plain copy, sharp while it moves.
        const QPointF whole(std::round(topLeft.x() * ratio) / ratio, std::round(topLeft.y() * ratio) / ratio);
        target = QRectF(whole, drawn.size);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.drawImage(whole, picture->image);
    } else {
        target = QRectF(topLeft, drawn.size * scale);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.drawImage(target, picture->image, QRectF(picture->image.rect()));
    }
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    if (!target.contains(QRectF(q.rect()))) {
        for (const QRect& bare : QRegion(q.rect()).subtracted(target.toAlignedRect())) {
            painter.fillRect(bare, palette.ground);
        }
    }
}

void MapWidget::Impl::paintOverlays(QPainter& painter)
{
    const double ratio = q.devicePixelRatioF();
    const double kmPerPixel = navigation.view().kmPerPixel;
    legend.setContent({scene && !scene->paths.empty(), scene && !scene->circles.empty(),
                       has(layers, MapLayer::Residual), legendDifference()});
    legend.update(palette, q.font(), kmPerPixel, ratio, q.height() - 2 * MapOverlays::kGap_px);
    const bool inset =
        picture && !picture->inset.isNull() && navigation.wantsInset() && has(layers, MapLayer::Basemap);
    const MapCorner::Content content{.caption = basemap->caption(chinese),
                                     .approvalNumber = basemap->approvalNumber,
                                     .insetRoom = QSizeF(q.width() / 4, q.height() / 3),
                                     .insetTitle = MapCorner::tr("South China Sea Islands"),
                                     .synthetic = scene && scene->synthetic,
                                     .computedPositions = scene && scene->anyComputedPosition,
                                     .kmPerPixel = kmPerPixel,
                                     .inset = inset ? picture->inset.cacheKey() : 0};
    corner.update(content, inset ? picture->inset : QImage(), palette, q.font(), ratio);
    const MapOverlays places = overlays();
    painter.drawImage(places.legend.topLeft(), legend.image());
    painter.drawImage(places.corner.topLeft(), corner.image());
    if (covered != coveredByOverlays()) {
        requestPicture(); // without names half below a block
    }
    paintEmptyState(painter);
    if (band) {
        band->paint(painter, palette);
    } else if (boxing) {
        paintBox(painter);
    } else if (!dragging) {
        card.paint(painter, lastMouse, QRectF(q.rect()).adjusted(4, 4, -4, -4), palette.tokens, q.font(),
                   ratio);
    }
    if (keyboardFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette.tokens.accent, 1));
        painter.drawRect(q.rect().adjusted(0, 0, -1, -1));
    }
}

LegendDifference MapWidget::Impl::legendDifference() const
{
    LegendDifference out;
    if (scene && scene->difference != nullptr && has(layers, MapLayer::Difference)) {
        out.name = scene->difference->name;
        out.moment = models::format::dateTime(scene->difference->moment);
        out.full = static_cast<double>(scene->difference->full);
    }
    return out;
}

std::optional<MapEmptyState> MapWidget::Impl::emptyState() const
{
    const bool empty = !scene || (scene->pools.empty() && scene->sites.empty());
    const bool filteredOut =
        !empty && !scene->pools.empty() &&
        std::ranges::none_of(scene->pools, [](const models::MapPool& pool) { return pool.passes; }) &&
        std::ranges::none_of(scene->links, [](const models::MapLink& link) { return link.passes; });
    if (!empty && !filteredOut) {
        return std::nullopt;
    }
    const QString title =
        empty ? MapWidget::tr("No network is open") : MapWidget::tr("Nothing passes the filter");
    const QString hint = filteredOut           ? MapWidget::tr("Clear the filter to see the network.")
                         : emptyHint.isEmpty() ? MapWidget::tr("Pools, links and flows appear here when a "
                                                               "registry snapshot or a network file is open.")
                                               : emptyHint;
    return MapEmptyState(title, hint, q.font());
}

void MapWidget::Impl::paintEmptyState(QPainter& painter) const
{
    if (const auto words = emptyState()) {
        words->paint(painter, overlays().wordsAt(q.size(), words->size(q.width())), palette);
    }
}

void MapWidget::Impl::paintBox(QPainter& painter) const
{
    if (!pressed) {
        return;
    }
    QColor fill = palette.tokens.accent;
    fill.setAlphaF(0.12F);
    painter.setPen(QPen(palette.tokens.accent, 1));
    painter.setBrush(fill);
    painter.drawRect(QRectF(*pressed, lastMouse).normalized());
}

} // namespace views
