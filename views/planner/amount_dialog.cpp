#include "views/planner/amount_dialog.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace views {

namespace {

constexpr int kWidth = 380;

} // namespace

AmountDialog::AmountDialog(const Question& question, Take take, QWidget* parent)
    : QDialog(parent)
    , m_take(std::move(take))
    , m_amount(new QDoubleSpinBox)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(question.name);
    setWindowTitle(question.title);
    setMinimumWidth(kWidth);
    auto* about = new QLabel(question.about);
    about->setObjectName(QStringLiteral("amountAbout"));
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_amount->setObjectName(QStringLiteral("amount"));
    m_amount->setAccessibleName(question.label);
    m_amount->setDecimals(question.decimals);
    m_amount->setRange(question.least, question.most);
    m_amount->setSuffix(question.unit.isEmpty() ? QString() : QChar(u' ') + question.unit);
    m_amount->setValue(question.value);
    m_amount->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    auto* form = new QFormLayout;
    form->addRow(question.label, m_amount);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    auto* accept = buttons->addButton(question.take, QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("amountTake"));
    accept->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addLayout(form);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const Take taken = m_take;
        const double amount = m_amount->value();
        this->accept();
        taken(amount);
    });
    m_amount->setFocus();
    m_amount->selectAll();
}

} // namespace views
