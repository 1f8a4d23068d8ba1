#pragma once

#include "twin/state/snapshot.h"

#include <QColor>
#include <QFont>
#include <QHash>
#include <QImage>
#include <QString>

namespace views {

struct MapPalette;

/// Texts with a halo, rendered once and kept: stroking a text's outline costs half a millisecond, blitting it
/// microseconds. Worker thread.
class LabelSprites
{
  public:
    /// Forgets everything when theme or device ratio changed.
    void configure(double devicePixelRatio, const MapPalette& palette);

    /// The picture of `text`; its logical size is `image.deviceIndependentSize()`.
    [[nodiscard]] const QImage& sprite(const QString& text, const QFont& font, const QColor& colour);

    /// The mark of a severity; `dimmed` at 35 % (marks are few and small, so these may be translucent).
    [[nodiscard]] const QImage& severity(twin::state::Severity severity, const MapPalette& palette,
                                         const QFont& font, bool dimmed);

  private:
    QHash<QString, QImage> m_images; ///< by text, font and colour
    double m_ratio = 0;
    QColor m_halo;
    bool m_dark = true;
};

} // namespace views
