#include "views/desk/handling_dialog.h"

#include "models/format/format.h"
#include "twin/desk/desk_entry.h"
#include "views/widgets/tone.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <array>

namespace views {

namespace {

constexpr std::array kDurations{15 * twin::kMinute, twin::kHour,      4 * twin::kHour,
                                8 * twin::kHour,    24 * twin::kHour, twin::desk::kMaxShelving};
constexpr int kUsualDuration = 1;
constexpr int kWidth = 420;

} // namespace

HandlingDialog::HandlingDialog(const Question& question, Take take, QWidget* parent)
    : QDialog(parent)
    , m_isTextNeeded(question.isTextNeeded)
    , m_take(std::move(take))
    , m_text(new QPlainTextEdit(question.text))
    , m_refusal(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(question.name);
    setWindowTitle(question.title);
    setMinimumWidth(kWidth);
    auto* about = new QLabel(question.about);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("handlingText"));
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(question.label);
    m_text->setFixedHeight(4 * fontMetrics().lineSpacing() + 12);
    m_text->selectAll();
    m_refusal->setObjectName(QStringLiteral("handlingRefusal"));
    m_refusal->setTextFormat(Qt::PlainText);
    m_refusal->setWordWrap(true);
    m_refusal->hide();
    setTone(*m_refusal, QStringLiteral("critical"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    auto* form = new QFormLayout;
    if (question.asksDuration) {
        m_duration = new QComboBox;
        addDurations();
        form->addRow(tr("For how long"), m_duration);
    }
    form->addRow(question.label, m_text);
    layout->addLayout(form);
    layout->addWidget(m_refusal);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    m_accept = buttons->addButton(question.take, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("handlingTake"));
    m_accept->setToolTip(tr("Ctrl+Enter"));
    m_accept->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &HandlingDialog::takeIt);
    connect(m_text, &QPlainTextEdit::textChanged, this, &HandlingDialog::update);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        connect(new QShortcut(QKeySequence(Qt::ControlModifier | static_cast<Qt::Key>(key)), this),
                &QShortcut::activated, this, &HandlingDialog::takeIt);
    }
    update();
    m_text->setFocus();
}

void HandlingDialog::addDurations()
{
    m_duration->setObjectName(QStringLiteral("handlingDuration"));
    m_duration->setAccessibleName(tr("For how long"));
    for (const twin::TimeNs duration : kDurations) {
        m_duration->addItem(models::format::duration(duration), QVariant::fromValue<qlonglong>(duration));
    }
    m_duration->setCurrentIndex(kUsualDuration);
}

void HandlingDialog::update()
{
    m_accept->setEnabled(!m_isTextNeeded || !m_text->toPlainText().trimmed().isEmpty());
}

void HandlingDialog::takeIt()
{
    if (!m_accept->isEnabled()) {
        return;
    }
    const twin::TimeNs duration = m_duration == nullptr ? 0 : m_duration->currentData().toLongLong();
    const QString refusal = m_take(m_text->toPlainText(), duration);
    m_refusal->setText(refusal);
    m_refusal->setVisible(!refusal.isEmpty());
    if (refusal.isEmpty()) {
        accept();
    }
}

} // namespace views
