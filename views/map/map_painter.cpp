#include "views/map/map_painter.h"

#include "views/map/basemap_layer.h"
#include "views/map/coverage_layer.h"
#include "views/map/difference_layer.h"
#include "views/map/flow_layer.h"
#include "views/map/label_layer.h"
#include "views/map/layer_context.h"
#include "views/map/link_layer.h"
#include "views/map/path_layer.h"
#include "views/map/pool_layer.h"
#include "views/map/segment_raster.h"
#include "views/map/severity_layer.h"
#include "views/map/site_layer.h"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double kBaseMargin_px = 224; // around the frame: that far panning redraws no basemap

bool has(const MapRequest& request, MapLayer layer)
{
    return request.layers.test(static_cast<std::size_t>(layer));
}

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

/// An image of this logical size; the old one if it fits, so that no frame asks the system for memory.
void fitImage(QImage& image, QSizeF logical, double ratio)
{
    const QSize pixels(static_cast<int>(std::ceil(logical.width() * ratio)),
                       static_cast<int>(std::ceil(logical.height() * ratio)));
    if (image.size() != pixels) {
        image = QImage(pixels, QImage::Format_RGB32);
    }
    image.setDevicePixelRatio(ratio);
}

} // namespace

MapPainter::MapPainter() = default;
MapPainter::~MapPainter() = default;

void MapPainter::prepareGeometry(const MapRequest& request)
{
    const BasemapPtr map = request.basemap ? request.basemap : defaultBasemap();
    if (!m_geometry || m_geometry->map() != map || !(m_geometry->projection() == request.projection)) {
        m_geometry = std::make_unique<BaseGeometry>(map, request.projection);
        m_baseKey.reset();
    }
}

bool MapPainter::baseCovers(const BaseKey& key, const Viewport& frame) const
{
    if (!m_baseKey || !(*m_baseKey == key)) {
        return false;
    }
    const QPointF corner = m_baseView.toScreen(frame.toPlane({0, 0}));
    return corner.x() >= 1 && corner.y() >= 1 &&
           corner.x() + frame.size.width() <= m_baseView.size.width() - 1 &&
           corner.y() + frame.size.height() <= m_baseView.size.height() - 1;
}

void MapPainter::redrawBase(const MapRequest& request, const MapPalette& palette, const BaseKey& key,
                            const Viewport& frame)
{
    const bool restyled = !m_baseKey || m_baseKey->ground != key.ground || m_baseKey->ratio != key.ratio ||
                          m_baseKey->map != key.map || m_baseKey->projection != key.projection;
    m_baseView = frame.grown(kBaseMargin_px);
    m_baseKey = key;
    fitImage(m_base, m_baseView.size, request.devicePixelRatio);
    QPainter painter(&m_base);
    if (key.shown) {
        drawBasemapLayer(painter, *m_geometry, palette, m_baseView, request.graticule);
    } else {
        painter.fillRect(QRectF(QPointF(0, 0), m_baseView.size), palette.ground);
    }
    if (restyled) {
        m_inset = drawInset(*m_geometry, palette, request.devicePixelRatio);
    }
}

Viewport MapPainter::aligned(const Viewport& frame) const
{
    const double ratio = m_baseKey ? m_baseKey->ratio : 1;
    const QPointF corner = m_baseView.toScreen(frame.toPlane({0, 0}));
    const QPointF whole(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio);
    Viewport out = frame;
    out.centre_km += (whole - corner) * frame.kmPerPixel;
    return out;
}

void MapPainter::copyBase(QImage& image, const Viewport& frame) const
{
    const double ratio = m_baseKey ? m_baseKey->ratio : 1;
    const QPoint corner = (m_baseView.toScreen(frame.toPlane({0, 0})) * ratio).toPoint();
    const int width = std::min(image.width(), m_base.width() - corner.x());
    const int height = std::min(image.height(), m_base.height() - corner.y());
    for (int y = 0; y < height; ++y) {
        const uchar* from = m_base.constScanLine(y + corner.y()) + corner.x() * qsizetype{sizeof(QRgb)};
        std::copy_n(from, width * qsizetype{sizeof(QRgb)}, image.scanLine(y));
    }
}

void MapPainter::drawLayers(QPainter& painter, const MapRequest& request, const LayerContext& context)
{
    painter.setFont(request.font);
    // What flows now is not what would flow: beside a scenario only what is selected is shown.
    if (has(request, MapLayer::Flows) && (context.difference == nullptr || context.scene.hasSelection)) {
        drawFlowLayer(painter, context, request.projection);
    }
    drawPathLayer(painter, context, request.projection);
    drawDifferenceLines(painter, context, request.projection);
    drawSiteLayer(painter, context);
    drawPoolLayer(painter, context);
    drawDifferenceMarks(painter, context, request.projection);
    if (has(request, MapLayer::Labels)) {
        drawLabelLayer(painter, context, *m_geometry->map(), request.projection,
                       has(request, MapLayer::Basemap));
    }
    if (has(request, MapLayer::Severity)) {
        drawSeverityLayer(painter, context);
    }
}

void MapPainter::draw(const MapRequest& request, MapPicture& picture)
{
    static const auto kNoScene = std::make_shared<const models::MapScene>();
    QElapsedTimer timer;
    timer.start();
    prepareGeometry(request);
    const MapPalette palette(request.tokens);
    m_sprites.configure(request.devicePixelRatio, palette);
    const Viewport wanted = request.view.grown(request.margin_px);
    const BaseKey key{
        m_geometry->map(),   request.projection, palette.ground,           request.tokens.land,
        request.tokens.line, wanted.kmPerPixel,  request.devicePixelRatio, has(request, MapLayer::Basemap),
        request.graticule};
    picture.base_ms = 0;
    if (!baseCovers(key, wanted)) {
        redrawBase(request, palette, key, wanted);
        picture.base_ms = milliseconds(timer);
    }
    const Viewport frame = aligned(wanted);
    picture.scene = request.scene ? request.scene : kNoScene;
    picture.projection = request.projection;
    picture.number = request.number;
    picture.inset = m_inset;
    picture.items = FrameItems::layOut(*picture.scene, request.projection, frame,
                                       {has(request, MapLayer::Pools), has(request, MapLayer::Links),
                                        has(request, MapLayer::AccessLinks), has(request, MapLayer::Sites)});
    fitImage(picture.image, frame.size, request.devicePixelRatio);
    copyBase(picture.image, frame);
    LayerContext context{*picture.scene,
                         picture.items,
                         palette,
                         m_sprites,
                         request.font,
                         request.chinese,
                         {},
                         nullptr,
                         has(request, MapLayer::Residual)};
    if (has(request, MapLayer::Difference)) {
        context.difference = context.scene.difference.get();
    }
    for (const QRectF& block : request.covered) {
        context.covered.push_back(block.translated(request.margin_px, request.margin_px));
    }
    std::vector<CoverageLabel> bounds;
    if (!context.scene.circles.empty()) {
        QPainter under(&picture.image);
        bounds = drawCoverageLayer(under, context, request.projection);
    }
    SegmentRaster raster(picture.image);
    drawLinkLayer(raster, context);
    drawDifferenceLinks(raster, context);
    QPainter painter(&picture.image);
    drawCoverageLabels(painter, context, bounds);
    drawLayers(painter, request, context);
    painter.end();
    picture.draw_ms = milliseconds(timer);
}

} // namespace views
