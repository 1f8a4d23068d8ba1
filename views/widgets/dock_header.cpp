#include "views/widgets/dock_header.h"

#include "views/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace views {

namespace {

QToolButton* makeButton(const Theme& theme, const QString& iconName)
{
    auto* button = new QToolButton;
    button->setIcon(icon(theme, iconName));
    button->setIconSize(QSize(12, 12));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

DockHeader::DockHeader(const Theme& theme, QDockWidget& dock)
    : QWidget(&dock)
    , m_dock(dock)
    , m_title(new QLabel)
    , m_controls(new QHBoxLayout)
    , m_float(makeButton(theme, QStringLiteral("float")))
    , m_close(makeButton(theme, QStringLiteral("close")))
{
    setProperty("ground", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 4, 3);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addLayout(m_controls, 1);
    layout->addWidget(m_float);
    layout->addWidget(m_close);
    m_controls->setSpacing(8);
    connect(m_float, &QToolButton::clicked, this, [this] { m_dock.setFloating(!m_dock.isFloating()); });
    connect(m_close, &QToolButton::clicked, &m_dock, &QDockWidget::close);
    retranslate();
}

void DockHeader::addControl(QWidget* control, int stretch)
{
    m_controls->addWidget(control, stretch);
}

void DockHeader::setTitleVisible(bool visible)
{
    m_title->setVisible(visible);
}

void DockHeader::retranslate()
{
    m_title->setText(m_dock.windowTitle());
    m_float->setToolTip(tr("Take out, or put back"));
    m_float->setAccessibleName(tr("Take out, or put back"));
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close"));
}

} // namespace views
