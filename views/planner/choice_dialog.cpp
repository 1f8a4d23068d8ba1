#include "views/planner/choice_dialog.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace views {

namespace {

constexpr int kWidth = 460;
constexpr int kHeight = 420;

} // namespace

ChoiceDialog::ChoiceDialog(const Question& question, const QList<Choice>& choices, Take take, QWidget* parent)
    : QDialog(parent)
    , m_choices(choices)
    , m_take(std::move(take))
    , m_filter(new QLineEdit)
    , m_list(new QListWidget)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(question.name);
    setWindowTitle(question.title);
    resize(kWidth, kHeight);
    auto* about = new QLabel(question.about);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_filter->setObjectName(QStringLiteral("choiceFilter"));
    m_filter->setPlaceholderText(tr("Type to narrow the list"));
    m_filter->setAccessibleName(tr("Type to narrow the list"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("choiceList"));
    m_list->setAccessibleName(question.title);
    m_list->setUniformItemSizes(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_buttons);
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    auto* accept = m_buttons->addButton(question.take, QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("choiceTake"));
    accept->setDefault(true);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ChoiceDialog::takeIt);
    connect(m_list, &QListWidget::itemActivated, this, &ChoiceDialog::takeIt);
    connect(m_filter, &QLineEdit::textChanged, this, &ChoiceDialog::narrow);
    narrow({});
    m_filter->setFocus();
}

void ChoiceDialog::narrow(const QString& text)
{
    m_list->clear();
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        const Choice& choice = m_choices[i];
        if (text.isEmpty() || choice.text.contains(text, Qt::CaseInsensitive) ||
            choice.key.id.contains(text, Qt::CaseInsensitive)) {
            auto* item = new QListWidgetItem(
                choice.detail.isEmpty() ? choice.text : tr("%1 — %2").arg(choice.text, choice.detail),
                m_list);
            item->setData(Qt::UserRole, i);
            item->setToolTip(choice.key.id);
        }
    }
    m_list->setCurrentRow(0);
    m_buttons->findChild<QPushButton*>(QStringLiteral("choiceTake"))->setEnabled(m_list->count() > 0);
}

void ChoiceDialog::takeIt()
{
    // Enter in the list activates the row and then the default button.
    if (const QListWidgetItem* item = m_list->currentItem(); item != nullptr && isVisible()) {
        const Take take = m_take;
        const models::EntityKey key = m_choices[item->data(Qt::UserRole).toLongLong()].key;
        accept();
        take(key);
    }
}

/// Arrows walk the list while the text is being typed.
bool ChoiceDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace views
