#include "views/theme/theme.h"

#include "twin/support/assert.h"
#include "views/theme/style_sheet.h"
#include "views/theme/theme_file.h"

#include <QApplication>
#include <QFile>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

/// Q_INIT_RESOURCE declares a global function, so it cannot stand in a namespace.
static void initThemeResources()
{
    Q_INIT_RESOURCE(theme);
    Q_INIT_RESOURCE(icons);
}

namespace views {

using twin::state::Severity;

QColor Tokens::utilisation(double ratio) const
{
    const double at =
        std::clamp(std::isnan(ratio) ? 0.0 : ratio, 0.0, 1.0) * double(utilisationStops.size() - 1);
    const auto lower = std::min(static_cast<qsizetype>(at), utilisationStops.size() - 2);
    const double part = at - double(lower);
    const QColor& from = utilisationStops[lower];
    const QColor& to = utilisationStops[lower + 1];
    const auto mix = [part](int a, int b) {
        return qRound(a + (b - a) * part);
    };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

QColor Tokens::severity(Severity severity) const
{
    switch (severity) {
    case Severity::Critical:
        return critical;
    case Severity::Major:
        return major;
    case Severity::Minor:
        return minor;
    case Severity::Warning:
        return warning;
    case Severity::Indeterminate:
        return indeterminate;
    case Severity::Cleared:
        break;
    }
    return normal;
}

bool Tokens::isOutlined(Severity severity) const
{
    return (severity == Severity::Major && outlineMajor) || (severity == Severity::Minor && outlineMinor);
}

Theme::Theme(QObject* parent, Variant variant)
    : QObject(parent)
    , m_variant(variant)
{
    initThemeResources();
    if (qobject_cast<QApplication*>(QCoreApplication::instance()) != nullptr) {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        QApplication::setFont(bodyFont());
    }
    apply();
}

void Theme::setVariant(Variant variant)
{
    if (variant == m_variant) {
        return;
    }
    m_variant = variant;
    apply();
    Q_EMIT changed();
}

void Theme::apply()
{
    const bool dark = m_variant == Variant::Dark;
    QFile file(dark ? QStringLiteral(":/theme/dark.json") : QStringLiteral(":/theme/light.json"));
    const bool opened = file.open(QIODevice::ReadOnly);
    auto tokens = parseTheme(opened ? file.readAll() : QByteArray());
    TWIN_ASSERT(tokens.has_value(), "the theme files are built in and tested");
    if (tokens) {
        m_tokens = *tokens;
    }
    if (qobject_cast<QApplication*>(QCoreApplication::instance()) != nullptr) {
        QApplication::setPalette(palette(m_tokens));
        static_cast<QApplication*>(QCoreApplication::instance())->setStyleSheet(styleSheet(m_tokens));
    }
}

} // namespace views
