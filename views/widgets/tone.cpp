#include "views/widgets/tone.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace views {

void setTone(QWidget& widget, const QString& tone)
{
    if (widget.property("tone").toString() == tone) {
        return;
    }
    widget.setProperty("tone", tone);
    // Selectors on properties are looked at only when a widget is polished.
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace views
