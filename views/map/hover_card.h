#pragma once

#include "views/theme/theme.h"

#include <QFont>
#include <QImage>
#include <QString>

class QPainter;

namespace views {

/// The card beside the cursor: first line what it is, then its facts in dim. GUI thread; rendered once per
/// text.
class HoverCard
{
  public:
    /// Lines split at '\n', at most 16 are shown; empty text hides the card.
    void setText(const QString& text);

    [[nodiscard]] const QString& text() const { return m_text; }

    void invalidate() { m_image = QImage(); }

    /// Beside `cursor`, moved to stay within `bounds`.
    void paint(QPainter& painter, QPointF cursor, const QRectF& bounds, const Tokens& tokens,
               const QFont& font, double devicePixelRatio);

  private:
    void render(const Tokens& tokens, const QFont& font, double devicePixelRatio);

    QString m_text;
    QImage m_image;
};

} // namespace views
