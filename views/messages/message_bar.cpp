#include "views/messages/message_bar.h"

#include "views/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace views {

namespace {

QLabel* makeLabel(const QString& tone)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setProperty("tone", tone);
    return label;
}

} // namespace

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_what(makeLabel(QString()))
    , m_rest(makeLabel(QStringLiteral("dim")))
    , m_detail(makeLabel(QStringLiteral("dim")))
    , m_more(new QPushButton)
    , m_close(new QToolButton)
{
    setObjectName(QStringLiteral("messageBar"));
    m_what->setObjectName(QStringLiteral("messageWhat"));
    m_rest->setObjectName(QStringLiteral("messageRest"));
    m_detail->setObjectName(QStringLiteral("messageDetail"));
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setIcon(icon(theme, QStringLiteral("close")));
    m_more->setCheckable(true);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_what);
    texts->addWidget(m_rest);
    texts->addWidget(m_detail);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addLayout(texts, 1);
    layout->addWidget(m_more, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_more, &QPushButton::toggled, m_detail, &QLabel::setVisible);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::closeNewest);
    retranslate();
}

void MessageBar::show(const Message& message)
{
    m_messages.append(message);
    if (m_messages.size() > kKept) {
        m_messages.removeFirst();
    }
    m_more->setChecked(false);
    update();
}

void MessageBar::closeNewest()
{
    if (!m_messages.isEmpty()) {
        m_messages.removeLast();
    }
    m_more->setChecked(false);
    update();
}

void MessageBar::retranslate()
{
    m_more->setText(tr("Details"));
    m_close->setToolTip(tr("Close message"));
    m_close->setAccessibleName(tr("Close message"));
    update();
}

void MessageBar::update()
{
    setVisible(!m_messages.isEmpty());
    if (m_messages.isEmpty()) {
        return;
    }
    const Message& message = m_messages.last();
    const int older = static_cast<int>(m_messages.size()) - 1;
    m_what->setText(older > 0 ? tr("%1 (%n older message(s))", nullptr, older).arg(message.what)
                              : message.what);
    m_rest->setText(message.todo.isEmpty() ? message.meaning : message.meaning + u' ' + message.todo);
    m_rest->setVisible(!m_rest->text().isEmpty());
    m_detail->setText(message.detail);
    m_more->setVisible(!message.detail.isEmpty());
    m_detail->setVisible(m_more->isChecked() && !message.detail.isEmpty());
}

} // namespace views
