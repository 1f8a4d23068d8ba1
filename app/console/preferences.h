#pragma once

#include "app/console/console_options.h"
#include "models/language/language.h"
#include "views/theme/theme.h"

class QSettings;
class QTemporaryDir;

namespace app::console {

/// The person's choices: of the command line, else remembered, else the system's.
[[nodiscard]] models::Language::Tongue preferredTongue(const ConsoleOptions& options,
                                                       const QSettings& settings);
[[nodiscard]] views::Theme::Variant preferredTheme(const ConsoleOptions& options, const QSettings& settings);
void rememberTongue(QSettings& settings, models::Language::Tongue tongue);
void rememberTheme(QSettings& settings, views::Theme::Variant variant);

/// The settings file: the person's own, or one in `scratch` for a run that only takes a picture.
[[nodiscard]] QString settingsFile(const ConsoleOptions& options, const QTemporaryDir& scratch);

} // namespace app::console
