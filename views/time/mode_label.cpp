#include "views/time/mode_label.h"

#include <QLabel>
#include <QStyle>

namespace views {

using twin::state::TimeMode;

void setModeLabel(QLabel& label, const QString& text, TimeMode mode)
{
    label.setText(text);
    const QString name = mode == TimeMode::Live     ? QStringLiteral("live")
                         : mode == TimeMode::Replay ? QStringLiteral("replay")
                                                    : QStringLiteral("fixed");
    if (label.property("mode") != name) {
        label.setProperty("mode", name);
        label.style()->unpolish(&label);
        label.style()->polish(&label);
    }
}

} // namespace views
