#pragma once

#include <QString>

class QWidget;

namespace views {

/// Gives a widget one of the style sheet's tones ("dim", "accent", "critical", empty = normal) and shows it
/// at once.
void setTone(QWidget& widget, const QString& tone);

} // namespace views
