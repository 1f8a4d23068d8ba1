#include "views/theme/style_sheet.h"

#include <QFile>
#include <QGuiApplication>
#include <QScreen>

namespace views {

namespace {

QFont fontOf(int pixelsAt96Dpi)
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")});
    const QScreen* screen = QGuiApplication::primaryScreen();
    const double scale = screen != nullptr ? screen->logicalDotsPerInch() / 96.0 : 1.0;
    font.setPixelSize(qMax(8, qRound(pixelsAt96Dpi * scale)));
    return font;
}

} // namespace

QFont bodyFont()
{
    return fontOf(13);
}

QFont smallFont()
{
    return fontOf(12);
}

QFont sectionFont()
{
    return fontOf(15);
}

QFont figureFont()
{
    QFont font = fontOf(22);
    font.setBold(true);
    return font;
}

QPalette palette(const Tokens& tokens)
{
    QPalette palette;
    palette.setColor(QPalette::Window, tokens.bg0);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.bg1);
    palette.setColor(QPalette::AlternateBase, tokens.bg2);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::Button, tokens.bg2);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::BrightText, tokens.text);
    palette.setColor(QPalette::ToolTipBase, tokens.bg2);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.dim);
    palette.setColor(QPalette::Highlight, tokens.accent);
    palette.setColor(QPalette::HighlightedText, tokens.bg1);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.accent);
    palette.setColor(QPalette::Mid, tokens.line);
    palette.setColor(QPalette::Dark, tokens.line);
    palette.setColor(QPalette::Light, tokens.bg2);
    palette.setColor(QPalette::Shadow, tokens.bg0);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, tokens.dim);
    }
    return palette;
}

QString styleSheet(const Tokens& tokens)
{
    QFile file(QStringLiteral(":/theme/console.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<QString, QColor> colours[] = {
        {QStringLiteral("@bg0"), tokens.bg0},
        {QStringLiteral("@bg1"), tokens.bg1},
        {QStringLiteral("@bg2"), tokens.bg2},
        {QStringLiteral("@line"), tokens.line},
        {QStringLiteral("@text"), tokens.text},
        {QStringLiteral("@dim"), tokens.dim},
        {QStringLiteral("@accent"), tokens.accent},
        {QStringLiteral("@critical"), tokens.critical},
        {QStringLiteral("@differenceHigh"), tokens.differenceHigh},
        {QStringLiteral("@onDifference"), tokens.dark ? tokens.bg0 : tokens.text},
    };
    for (const auto& [name, colour] : colours) {
        sheet.replace(name, colour.name());
    }
    return sheet.replace(QStringLiteral("@variant"),
                         tokens.dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

} // namespace views
