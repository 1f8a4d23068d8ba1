#include "views/map/map_widget.h"

#include "views/map/map_widget_impl.h"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace views {

namespace {

constexpr int kGrabTimeout_ms = 20'000;

} // namespace

MapWidget::MapWidget(Theme& theme, models::Selection& selection, QWidget* parent)
    : QWidget(parent)
    , m_impl(std::make_unique<Impl>(*this, theme, selection))
{
    setObjectName(QStringLiteral("map"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setAccessibleName(tr("Map of the network"));
    connect(&theme, &Theme::changed, this, [this] { m_impl->rebuildStyle(); });
    connect(&m_impl->navigation, &MapNavigation::viewChanged, this, [this] {
        m_impl->requestPicture();
        update();
    });
    connect(&m_impl->renderer, &MapRenderer::pictureReady, this, [this] { m_impl->showNewestPicture(); });
    connect(&selection, &models::Selection::revealRequested, this,
            [this](const models::EntityKey& key) { m_impl->reveal(key); });
}

MapWidget::~MapWidget() = default;

void MapWidget::setScene(models::MapScenePtr scene)
{
    m_impl->scene = std::move(scene);
    if (m_impl->scene) {
        m_impl->navigation.followScene(*m_impl->scene);
        if (m_impl->revealAttempts > 0) {
            const bool found = m_impl->flyToRevealed();
            m_impl->revealAttempts = found ? 0 : m_impl->revealAttempts - 1;
        }
    }
    m_impl->requestPicture();
}

void MapWidget::setKeyOf(KeyOf keyOf)
{
    m_impl->keyOf = std::move(keyOf);
}

void MapWidget::setHoverText(HoverText text)
{
    m_impl->hoverText = std::move(text);
}

void MapWidget::setAdditionText(AdditionText text)
{
    m_impl->additionText = std::move(text);
}

void MapWidget::setEmptyHint(const QString& hint)
{
    m_impl->emptyHint = hint;
    update();
}

void MapWidget::fit()
{
    m_impl->navigation.fit();
}

void MapWidget::zoomBy(double factor)
{
    m_impl->navigation.zoomAt(QRectF(rect()).center(), factor);
}

QPointF MapWidget::screenPosition(twin::Position position) const
{
    return m_impl->navigation.view().toScreen(m_impl->navigation.projection().toPlane(position));
}

void MapWidget::setLayerVisible(MapLayer layer, bool visible)
{
    if (isLayerVisible(layer) == visible) {
        return;
    }
    m_impl->layers.set(static_cast<std::size_t>(layer), visible);
    m_impl->requestPicture();
    Q_EMIT layerVisibilityChanged();
}

bool MapWidget::isLayerVisible(MapLayer layer) const
{
    return m_impl->layers.test(static_cast<std::size_t>(layer));
}

void MapWidget::setLegendFolded(bool folded)
{
    m_impl->legendChoice = folded;
    m_impl->foldLegend(folded);
}

bool MapWidget::isLegendFolded() const
{
    return m_impl->legend.isFolded();
}

void MapWidget::setReducedMotion(bool reduced)
{
    m_impl->navigation.setReducedMotion(reduced);
}

void MapWidget::setChinese(bool chinese)
{
    m_impl->chinese = chinese;
    m_impl->rebuildStyle();
}

twin::Result<> MapWidget::setBasemapFile(const QString& path)
{
    auto map = loadBasemap(path);
    if (!map) {
        return twin::failure(map.error());
    }
    m_impl->basemap = std::move(*map);
    m_impl->navigation.setBasemap(m_impl->basemap);
    m_impl->requestPicture();
    return {};
}

QImage MapWidget::grabImage()
{
    m_impl->renderer.request(m_impl->makeRequest());
    if (m_impl->renderer.waitFor(m_impl->requested, kGrabTimeout_ms)) {
        m_impl->showNewestPicture();
    }
    const double ratio = devicePixelRatioF();
    QImage image((QSizeF(size()) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    render(&image);
    return image;
}

const MapFrameStats& MapWidget::stats() const
{
    return m_impl->stats;
}

QSize MapWidget::sizeHint() const
{
    return {1280, 760};
}

QSize MapWidget::minimumSizeHint() const
{
    return {320, 240};
}

void MapWidget::paintEvent(QPaintEvent*)
{
    QElapsedTimer timer;
    timer.start();
    QPainter painter(this);
    m_impl->paintPicture(painter);
    m_impl->paintOverlays(painter);
    painter.end();
    m_impl->stats.lastPaint_ms = static_cast<double>(timer.nsecsElapsed()) * 1e-6;
    m_impl->stats.worstPaint_ms = std::max(m_impl->stats.worstPaint_ms, m_impl->stats.lastPaint_ms);
    ++m_impl->stats.framesPainted;
    const auto& shown = m_impl->picture;
    m_impl->stats.painted = shown != nullptr && shown->scene != nullptr ? shown->scene->difference : nullptr;
}

void MapWidget::resizeEvent(QResizeEvent*)
{
    m_impl->foldLegend(m_impl->legendChoice.value_or(!MapOverlays::hasRoomForLegend(size())));
}

void MapWidget::showEvent(QShowEvent*)
{
    if (m_impl->requestDue) {
        m_impl->requestPicture();
    }
}

void MapWidget::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) {
        setAccessibleName(tr("Map of the network"));
        m_impl->rebuildStyle();
    }
    QWidget::changeEvent(event);
}

} // namespace views
