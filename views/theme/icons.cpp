#include "views/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace views {

namespace {

/// Renders one SVG whose strokes are `currentColor` with a token's colour.
class TokenIconEngine final : public QIconEngine
{
  public:
    TokenIconEngine(const Theme& theme, QByteArray svg)
        : m_theme(theme)
        , m_svg(std::move(svg))
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const Tokens& tokens = m_theme.tokens();
        const QColor colour = mode == QIcon::Disabled ? tokens.line : tokens.text;
        QByteArray coloured = m_svg;
        coloured.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(coloured);
        renderer.render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TokenIconEngine(m_theme, m_svg); }

  private:
    const Theme& m_theme;
    QByteArray m_svg;
};

} // namespace

QIcon icon(const Theme& theme, const QString& name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QIcon(new TokenIconEngine(theme, file.readAll()));
}

} // namespace views
