#pragma once

#include "views/map/frame_items.h"
#include "views/map/label_sprites.h"
#include "views/map/map_palette.h"

#include <QFont>
#include <QRectF>

#include <vector>

namespace views {

/// What every layer is given: the scene, where its things stand, and how they are to look. Valid for one
/// frame; worker thread.
struct LayerContext
{
    const models::MapScene& scene;
    const FrameItems& items;
    const MapPalette& palette;
    LabelSprites& sprites;
    QFont font;
    bool chinese = true;
    std::vector<QRectF> covered; ///< MapRequest::covered, where it lies in the frame
    /// Drawn instead of what links carry; null: none, or its layer is switched off.
    const models::MapDifference* difference = nullptr;
    bool residuals = false; ///< links show how far they are from what is expected, not their utilisation

    [[nodiscard]] double kmPerPixel() const { return items.view.kmPerPixel; }

    [[nodiscard]] QRectF frame() const { return {QPointF(0, 0), items.view.size}; }

    /// The colour as it is for selected things or without a selection, dimmed otherwise.
    [[nodiscard]] QColor emphasised(const QColor& colour, bool selected) const
    {
        return scene.hasSelection && !selected ? palette.dimmed(colour) : colour;
    }
};

} // namespace views
