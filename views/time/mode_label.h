#pragma once

#include "twin/state/time_cursor.h"

#include <QString>

class QLabel;

namespace views {

/// LIVE, FIXED or REPLAY in its plain colour (console.qss knows them by the property "mode").
void setModeLabel(QLabel& label, const QString& text, twin::state::TimeMode mode);

} // namespace views
