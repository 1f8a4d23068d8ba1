#pragma once

#include "views/map/map_palette.h"

#include <QCoreApplication>
#include <QFont>
#include <QImage>
#include <QStringList>

namespace views {

/// A round length for a scale bar: 1, 2 or 5 times a power of ten km, at most `longest_px` pixels.
struct ScaleBar
{
    double length_km = 0;
    double length_px = 0;

    [[nodiscard]] static ScaleBar forScale(double kmPerPixel, double longest_px = 110);
};

/// The bottom right block: inset, scale bar, and what must be said about the map: its caption and approval
/// number, synthetic data, computed places. GUI thread; the picture is kept until something it shows changes.
class MapCorner
{
    Q_DECLARE_TR_FUNCTIONS(views::MapCorner)

  public:
    struct Content
    {
        QString caption;
        QString approvalNumber;
        QSizeF insetRoom{1e6,
                         1e6}; ///< the inset is drawn no larger: on a small map it would cover the territory
        QString insetTitle;
        bool synthetic = false;
        bool computedPositions = false;
        double kmPerPixel = 1;
        qint64 inset = 0; ///< cache key of the inset's picture; 0: none is shown

        friend bool operator==(const Content&, const Content&) = default;
    };

    /// Makes the picture if the content, theme, font or ratio changed.
    void update(const Content& content, const QImage& inset, const MapPalette& palette, const QFont& font,
                double devicePixelRatio);

    void invalidate() { m_image = QImage(); }

    [[nodiscard]] const QImage& image() const { return m_image; }

    [[nodiscard]] QSizeF size() const { return m_image.deviceIndependentSize(); }

    /// The lines under the scale bar.
    [[nodiscard]] static QStringList notes(const Content& content);

  private:
    Content m_content;
    QImage m_image;
};

} // namespace views
