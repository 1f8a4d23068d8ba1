#include "views/widgets/reason_label.h"

#include "views/widgets/tone.h"

namespace views {

ReasonLabel::ReasonLabel(const QString& objectName, QWidget* parent)
    : QLabel(parent)
{
    setObjectName(objectName);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTone(*this, QStringLiteral("dim"));
    hide();
}

void ReasonLabel::setReason(const QString& reason)
{
    setText(reason);
    setVisible(!reason.isEmpty());
}

} // namespace views
