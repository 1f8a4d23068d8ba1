#include "views/planner/failure_pick_page.h"

#include "models/console_models.h"
#include "models/planner/field_text.h"
#include "models/planner/reason_words.h"
#include "twin/scenario/document.h"
#include "views/planner/field_editor.h"
#include "views/planner/touch_text.h"
#include "views/widgets/tone.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace views {

using models::CommandForms;
using twin::scenario::Action;

namespace {

constexpr int kPause_ms = 150;
/// In the order of Action: fail, degrade, drain, restore.
constexpr std::size_t kEffects = 4;
constexpr std::size_t kDegrade = 1;

} // namespace

FailurePickPage::FailurePickPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_grid(new QGridLayout(this))
    , m_effect(new QComboBox)
    , m_left(new QLineEdit(QStringLiteral("50")))
    , m_at(new QLineEdit)
    , m_for(new QLineEdit)
    , m_answer(new QLabel)
    , m_selection(new QPushButton)
    , m_inject(new QPushButton)
{
    m_effect->setObjectName(QStringLiteral("pickEffect"));
    m_left->setObjectName(QStringLiteral("pickLeft"));
    m_at->setObjectName(QStringLiteral("pickAt"));
    m_for->setObjectName(QStringLiteral("pickFor"));
    m_answer->setObjectName(QStringLiteral("pickAnswer"));
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_selection->setObjectName(QStringLiteral("pickSelection"));
    m_inject->setObjectName(QStringLiteral("pickInject"));
    m_grid->setContentsMargins(8, 6, 8, 6);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    for (int i = 0; i < 6; ++i) {
        m_labels.append(new QLabel);
        setTone(*m_labels.back(), QStringLiteral("dim"));
        m_grid->addWidget(m_labels.back(), 0, i);
    }
    m_grid->addWidget(m_effect, 1, 0);
    m_grid->addWidget(m_left, 1, 3);
    m_grid->addWidget(m_at, 1, 4);
    m_grid->addWidget(m_for, 1, 5);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_inject);
    buttons->addWidget(m_selection);
    buttons->addStretch(1);
    m_grid->addLayout(buttons, 2, 0, 1, 6);
    m_grid->addWidget(m_answer, 3, 0, 1, 6);
    m_grid->setRowStretch(3, 1);
    m_grid->setColumnStretch(2, 3);
    m_grid->setColumnStretch(4, 2);
    m_grid->setColumnStretch(5, 1);
    m_left->setMaximumWidth(80);
    for (QLineEdit* line : {m_left, m_at, m_for}) {
        connect(line, &QLineEdit::textChanged, this, &FailurePickPage::update);
        connect(line, &QLineEdit::returnPressed, this, &FailurePickPage::inject);
    }
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause_ms);
    connect(&m_pause, &QTimer::timeout, this, &FailurePickPage::ask);
    connect(&m_check, &models::CommandCheck::answered, this, &FailurePickPage::take);
    connect(m_effect, &QComboBox::currentIndexChanged, this, &FailurePickPage::update);
    connect(m_selection, &QPushButton::clicked, this, &FailurePickPage::useSelection);
    connect(m_inject, &QPushButton::clicked, this, &FailurePickPage::inject);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) { // as in the form of a command
        connect(new QShortcut(QKeySequence(Qt::ControlModifier | static_cast<Qt::Key>(key)), this, nullptr,
                              nullptr, Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this, &FailurePickPage::inject);
    }
    models::PlannerModel& planner = context.models.planner;
    connect(&planner, &models::PlannerModel::commandsChanged, this, &FailurePickPage::update);
    connect(&planner, &models::PlannerModel::scenariosChanged, this, &FailurePickPage::update);
    connect(&planner, &models::PlannerModel::currentChanged, this, &FailurePickPage::update);
    connect(&context.models.selection, &models::Selection::changed, this, &FailurePickPage::update);
}

twin::scenario::ForkPtr FailurePickPage::tip() const
{
    const models::PlanScenario* scenario = m_context.models.planner.current();
    return scenario != nullptr ? scenario->tip() : nullptr;
}

void FailurePickPage::begin()
{
    m_effect->setFocus();
}

/// The editors say words: made anew in another language.
void FailurePickPage::makeFields()
{
    const QString what = m_what != nullptr ? m_what->value() : QString();
    const QString id = m_id != nullptr ? m_id->value() : QString();
    delete m_what;
    delete m_id;
    m_form = CommandForms::of(0);
    m_what = new FieldEditor(*m_form.field(QStringLiteral("what")), {});
    m_id = new FieldEditor(*m_form.field(QStringLiteral("id")), [this] {
        return models::FormChoices(tip(), m_context.models.feed.snapshot(), m_context.models.language)
            .of(models::FieldSource::Target, m_what->value());
    });
    m_grid->addWidget(m_what, 1, 1, Qt::AlignTop);
    m_grid->addWidget(m_id, 1, 2, Qt::AlignTop);
    m_what->setValue(what.isEmpty() ? QStringLiteral("conduit") : what);
    m_id->setValue(id);
    connect(m_what, &FieldEditor::changed, this, &FailurePickPage::update);
    connect(m_id, &FieldEditor::changed, this, &FailurePickPage::update);
    const auto* line = qobject_cast<QLineEdit*>(m_id->input());
    connect(line, &QLineEdit::returnPressed, this, [this, line] {
        const QCompleter* completer = line->completer();
        // The line hears Enter before the list of completions does, which it is meant for.
        if (completer == nullptr || !completer->popup()->isVisible()) {
            inject();
        }
    });
    QWidget* last = m_effect;
    for (QWidget* next : {m_what->input(), m_id->input(), static_cast<QWidget*>(m_left),
                          static_cast<QWidget*>(m_at), static_cast<QWidget*>(m_for),
                          static_cast<QWidget*>(m_inject), static_cast<QWidget*>(m_selection)}) {
        setTabOrder(last, next);
        last = next;
    }
}

void FailurePickPage::useSelection()
{
    const models::FormValues values = models::valuesFor(m_form, m_context.models.selection.keys());
    if (values.contains(QStringLiteral("id"))) {
        m_what->setValue(values[QStringLiteral("what")]);
        m_id->setValue(values[QStringLiteral("id")]);
        update();
    }
}

models::FormAnswer FailurePickPage::read() const
{
    const auto action = static_cast<std::size_t>(qMax(0, m_effect->currentIndex()));
    const models::CommandForm form = CommandForms::of(action);
    models::FormValues values{{QStringLiteral("what"), m_what->value()},
                              {QStringLiteral("id"), m_id->value()},
                              {QStringLiteral("at"), m_at->text()}};
    if (action == kDegrade) {
        values[QStringLiteral("left")] = m_left->text();
    }
    models::FormAnswer answer = models::FormReader::read(form, values);
    const QString typed = m_for->text().trimmed();
    if (!answer.command || typed.isEmpty()) {
        return answer;
    }
    const auto duration = models::field_text::momentFromText(typed.startsWith(u'+') ? typed : u'+' + typed);
    if (!duration || duration->isAbsolute || duration->ns <= 0) {
        return {std::nullopt, QStringLiteral("for"), tr("How long: 4h, 90m or 1:30"), false};
    }
    twin::scenario::Moment until = answer.command->at.value_or(twin::scenario::Moment{});
    until.ns += duration->ns;
    values[QStringLiteral("until")] = models::field_text::momentText(until);
    return models::FormReader::read(form, values);
}

void FailurePickPage::update()
{
    if (m_what == nullptr) {
        return;
    }
    const models::FormAnswer answer = read();
    const bool hasScenario = tip() != nullptr;
    m_labels[3]->setVisible(m_effect->currentIndex() == int(kDegrade));
    m_left->setVisible(m_effect->currentIndex() == int(kDegrade));
    m_selection->setEnabled(
        models::valuesFor(m_form, m_context.models.selection.keys()).contains(QStringLiteral("id")));
    m_command = answer.command;
    m_check.cancel();
    m_pause.stop();
    m_inject->setEnabled(false);
    const bool isWrong = !m_command && !answer.isIncomplete;
    setTone(*m_answer, isWrong ? QStringLiteral("critical") : QStringLiteral("dim"));
    if (!hasScenario) {
        m_answer->setText(m_context.models.planner.current() == nullptr
                              ? tr("There is no scenario yet: fork this moment first.")
                              : tr("The scenario is being prepared…"));
    } else if (!m_command) {
        m_answer->setText(answer.reason);
    } else {
        m_answer->setText(tr("Trying it…"));
        m_pause.start();
    }
}

void FailurePickPage::ask()
{
    if (m_command && tip() != nullptr) {
        m_check.request(tip(), -1, *m_command);
    }
}

void FailurePickPage::take(const models::CommandVerdict& verdict)
{
    if (!m_command || commandText(verdict.command) != commandText(*m_command)) {
        return;
    }
    const bool canBe = verdict.canBeDone();
    m_inject->setEnabled(canBe);
    setTone(*m_answer, canBe ? QStringLiteral("dim") : QStringLiteral("critical"));
    const models::ConsoleModels& models = m_context.models;
    m_answer->setText(
        canBe ? TouchText::of(verdict.touch, models.language.locale())
              : tr("It cannot be done: %1")
                    .arg(models::ReasonWords::of(*verdict.refusal, verdict.commands,
                                                 models.planTables.names(models.planner.current()))));
}

void FailurePickPage::inject()
{
    if (m_command && m_inject->isEnabled()) {
        m_context.models.planner.apply(*m_command);
    }
}

void FailurePickPage::retranslate()
{
    {
        const QSignalBlocker blocker(m_effect);
        const int current = qMax(0, m_effect->currentIndex());
        m_effect->clear();
        for (std::size_t action = 0; action < kEffects; ++action) {
            m_effect->addItem(CommandForms::title(action).remove(u'…'));
        }
        m_effect->setCurrentIndex(current);
    }
    const QStringList labels{tr("What happens"), tr("To what"),   tr("Which"),
                             tr("Left, %"),      tr("From when"), tr("For how long")};
    for (int i = 0; i < labels.size(); ++i) {
        m_labels[i]->setText(labels[i]);
    }
    m_effect->setAccessibleName(labels[0]);
    m_left->setAccessibleName(labels[3]);
    m_at->setAccessibleName(labels[4]);
    m_for->setAccessibleName(labels[5]);
    m_at->setPlaceholderText(tr("now; or +1:30, 2026-11-27 21:03"));
    m_for->setPlaceholderText(tr("for good; or 4h"));
    m_selection->setText(tr("Use the selection"));
    m_inject->setText(tr("Inject"));
    m_inject->setToolTip(tr("Ctrl+Enter"));
    makeFields();
    update();
}

} // namespace views
