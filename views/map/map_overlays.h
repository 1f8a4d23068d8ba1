#pragma once

#include <QRectF>
#include <QSizeF>

namespace views {

/// Where the blocks over the map stand: legend bottom left, corner (scale, caption) bottom right, words of an
/// empty map in the middle. On a small map the legend moves up and the words aside, so that none covers
/// another.
struct MapOverlays
{
    static constexpr double kGap_px = 12;

    QRectF legend;
    QRectF corner;

    [[nodiscard]] static MapOverlays place(QSizeF map, QSizeF legend, QSizeF corner);

    /// Whether an open legend leaves most of the map to the map.
    [[nodiscard]] static bool hasRoomForLegend(QSizeF map);

    /// Where words of this size go: the middle, else right of the legend, else above both blocks.
    [[nodiscard]] QRectF wordsAt(QSizeF map, QSizeF words) const;
};

} // namespace views
