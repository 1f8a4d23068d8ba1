#pragma once

#include "views/map/legend_difference.h"
#include "views/map/map_palette.h"

#include <QCoreApplication>
#include <QFont>
#include <QImage>

class QPainter;

namespace views {

/// What the marks mean, drawn by the layers' own code at the map's own scale. GUI thread; the picture is kept
/// until something it shows changes.
class MapLegend
{
    Q_DECLARE_TR_FUNCTIONS(views::MapLegend)

  public:
    static constexpr double kWidth_px = 236;

    static constexpr double kAnyRoom_px = 1e6;

    /// Makes the picture if the scale, theme, font, ratio, folding or room changed since the last; 2-4 ms
    /// then.
    /// @param room_px its height at most: widths of links, sizes of pools, then marks are left out for it
    void update(const MapPalette& palette, const QFont& font, double kmPerPixel, double devicePixelRatio,
                double room_px = kAnyRoom_px);

    /// Rows for what is on the map only at times.
    struct Content
    {
        bool hasPaths = false;
        bool hasCircles = false;
        bool hasResiduals = false;   ///< the links' colours are of residuals: a ramp of theirs stands first
        LegendDifference difference; ///< in place of the ramps, while it is shown

        friend bool operator==(const Content&, const Content&) = default;
    };

    void setContent(const Content& content);

    /// Makes it again at the next `update`: language or theme changed.
    void invalidate() { m_image = QImage(); }

    void setFolded(bool folded);

    [[nodiscard]] bool isFolded() const { return m_folded; }

    [[nodiscard]] const QImage& image() const { return m_image; }

    [[nodiscard]] QSizeF size() const { return m_image.deviceIndependentSize(); }

    /// The strip that folds it, in its own coordinates; folded, it is narrower.
    [[nodiscard]] static QRectF header() { return {0, 0, kWidth_px, 24}; }

    /// Everything it says, top to bottom: for screen readers and tests.
    [[nodiscard]] static QStringList texts();
    /// What it says of residuals.
    [[nodiscard]] static QStringList residualTexts();

  private:
    bool m_folded = false;
    Content m_content;
    double m_kmPerPixel = 0;
    double m_room_px = kAnyRoom_px;
    QImage m_image;
};

} // namespace views
