#include "app/console/preferences.h"

#include "app/console/translators.h"

#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace app::console {

namespace {

const QString kLanguageKey = QStringLiteral("ui/language");
const QString kThemeKey = QStringLiteral("ui/theme");

} // namespace

models::Language::Tongue preferredTongue(const ConsoleOptions& options, const QSettings& settings)
{
    if (!options.language.isEmpty()) {
        return tongueOf(options.language);
    }
    return tongueOf(settings.value(kLanguageKey, QLocale::system().name()).toString());
}

views::Theme::Variant preferredTheme(const ConsoleOptions& options, const QSettings& settings)
{
    const QString name = options.theme.isEmpty()
                             ? settings.value(kThemeKey, QStringLiteral("dark")).toString()
                             : options.theme;
    return name == QStringLiteral("light") ? views::Theme::Variant::Light : views::Theme::Variant::Dark;
}

void rememberTongue(QSettings& settings, models::Language::Tongue tongue)
{
    settings.setValue(kLanguageKey, nameOf(tongue));
}

void rememberTheme(QSettings& settings, views::Theme::Variant variant)
{
    settings.setValue(kThemeKey, variant == views::Theme::Variant::Light ? QStringLiteral("light")
                                                                         : QStringLiteral("dark"));
}

QString settingsFile(const ConsoleOptions& options, const QTemporaryDir& scratch)
{
    if (!options.screenshot.isEmpty()) {
        return scratch.filePath(QStringLiteral("settings.ini"));
    }
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/suanwang/suanwang.ini");
}

} // namespace app::console
