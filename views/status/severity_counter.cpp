#include "views/status/severity_counter.h"

#include <QPainter>

namespace views {

namespace {

constexpr int kShape = 12;
constexpr int kGap = 4;

} // namespace

SeverityCounter::SeverityCounter(const Theme& theme, twin::state::Severity severity, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_severity(severity)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SeverityCounter::setCount(int count)
{
    if (count != m_count) {
        m_count = count;
        updateGeometry();
        update();
    }
}

QString SeverityCounter::label() const
{
    return severityMark(m_severity).mid(1) + u' ' + QString::number(m_count);
}

QSize SeverityCounter::sizeHint() const
{
    return {kShape + kGap + fontMetrics().horizontalAdvance(label()) + 4, 22};
}

void SeverityCounter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = m_theme.tokens();
    if (m_count == 0) {
        painter.setOpacity(0.45);
    }
    paintSeverityShape(painter, QRectF(0, 0, kShape, height()), m_severity, tokens);
    painter.setOpacity(1.0);
    painter.setPen(m_count == 0 ? tokens.dim : tokens.text);
    painter.drawText(rect().adjusted(kShape + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, label());
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace views
