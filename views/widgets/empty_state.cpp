#include "views/widgets/empty_state.h"

#include "views/theme/style_sheet.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace views {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_explanation(new QLabel)
    , m_button(new QPushButton)
{
    setObjectName(QStringLiteral("emptyState"));
    setProperty("ground", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_explanation->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_explanation->setWordWrap(true);
    m_explanation->setProperty("tone", QStringLiteral("dim"));
    m_title->setFont(sectionFont());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->addStretch();
    layout->addWidget(m_title);
    layout->addWidget(m_explanation);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_action != nullptr) {
            m_action->trigger();
        }
    });
}

void EmptyState::present(const QString& title, const QString& explanation, QAction* action)
{
    m_action = action;
    m_title->setText(title);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_button->setVisible(action != nullptr);
    if (action != nullptr) {
        m_button->setText(action->iconText());
    }
    setVisible(true);
    raise();
}

} // namespace views
