#pragma once

#include "twin/support/result.h"
#include "views/theme/theme.h"

#include <QByteArray>

namespace views {

/// Reads a theme file. Errors: BadInput when a token is missing or is not a colour.
[[nodiscard]] twin::Result<Tokens> parseTheme(const QByteArray& json);

} // namespace views
