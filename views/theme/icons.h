#pragma once

#include "views/theme/theme.h"

#include <QIcon>
#include <QString>

namespace views {

/// A line icon of resources/icons by its file's name without ending, drawn in the theme's text colour (dim
/// when disabled) at any device ratio. It follows the theme. `theme` outlives the icon. A name that does not
/// exist gives a null icon.
[[nodiscard]] QIcon icon(const Theme& theme, const QString& name);

} // namespace views
