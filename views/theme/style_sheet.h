#pragma once

#include "views/theme/theme.h"

#include <QFont>
#include <QPalette>

namespace views {

/// The widgets' palette for a theme.
[[nodiscard]] QPalette palette(const Tokens& tokens);
/// resources/theme/console.qss with the tokens' colours put in.
[[nodiscard]] QString styleSheet(const Tokens& tokens);
/// Noto Sans with its Chinese companion, 13 px at 96 dpi.
[[nodiscard]] QFont bodyFont();
/// The same, 12 px at 96 dpi.
[[nodiscard]] QFont smallFont();
/// The same, 15 px at 96 dpi: titles of sections.
[[nodiscard]] QFont sectionFont();
/// Key figures: 22 px at 96 dpi, bold.
[[nodiscard]] QFont figureFont();

} // namespace views
