#pragma once

#include "views/map/base_geometry.h"
#include "views/map/label_sprites.h"
#include "views/map/map_picture.h"

#include <memory>
#include <optional>

class QPainter;

namespace views {

struct LayerContext;

/// Draws requests into pictures, one after the other, keeping what does not change between them: the
/// simplified basemap, its picture (larger than the frame, so panning reuses it), rendered labels. Any one
/// thread at a time.
class MapPainter
{
  public:
    MapPainter();
    ~MapPainter();
    MapPainter(const MapPainter&) = delete;
    MapPainter& operator=(const MapPainter&) = delete;

    /// Draws into `picture`, whose image is reused if it has the right size.
    void draw(const MapRequest& request, MapPicture& picture);

  private:
    struct BaseKey
    {
        BasemapPtr map;
        Projection projection;
        QColor ground, land, line;
        double kmPerPixel = 0;
        double ratio = 0;
        bool shown = true;
        bool graticule = false;

        friend bool operator==(const BaseKey&, const BaseKey&) = default;
    };

    void prepareGeometry(const MapRequest& request);
    [[nodiscard]] bool baseCovers(const BaseKey& key, const Viewport& frame) const;
    void redrawBase(const MapRequest& request, const MapPalette& palette, const BaseKey& key,
                    const Viewport& frame);
    /// `frame` moved by less than a pixel so that the kept basemap fits it pixel by pixel.
    [[nodiscard]] Viewport aligned(const Viewport& frame) const;
    void copyBase(QImage& image, const Viewport& frame) const;
    void drawLayers(QPainter& painter, const MapRequest& request, const LayerContext& context);

    std::unique_ptr<BaseGeometry> m_geometry;
    std::optional<BaseKey> m_baseKey;
    QImage m_base;
    QImage m_inset;
    Viewport m_baseView;
    LabelSprites m_sprites;
};

} // namespace views
