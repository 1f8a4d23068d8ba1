#include "views/planner/command_dialog.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "models/planner/reason_words.h"
#include "twin/scenario/document.h"
#include "views/planner/field_editor.h"
#include "views/planner/touch_text.h"
#include "views/widgets/reason_label.h"
#include "views/widgets/tone.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace views {

using models::CommandForms;
using models::FormValues;

namespace {

constexpr int kPause_ms = 150;
constexpr QSize kSize(860, 560);
constexpr int kKindsWidth = 230;

std::size_t s_last = 0; // what was chosen last: the same kind is often wanted again

} // namespace

CommandDialog* CommandDialog::create(const ViewContext& context, int action, QWidget* parent)
{
    auto* dialog = new CommandDialog(context, -1, parent);
    dialog->choose(action < 0 ? s_last : static_cast<std::size_t>(action));
    dialog->show();
    return dialog;
}

CommandDialog* CommandDialog::edit(const ViewContext& context, int index, QWidget* parent)
{
    const models::PlanScenario* scenario = context.models.planner.current();
    if (scenario == nullptr || !scenario->isReady()) {
        return nullptr;
    }
    const auto commands = scenario->tip()->commands();
    if (index < 0 || static_cast<std::size_t>(index) >= commands.size()) {
        return nullptr;
    }
    const twin::scenario::Command& command = commands[static_cast<std::size_t>(index)];
    auto* dialog = new CommandDialog(context, index, parent);
    dialog->choose(command.action.index());
    dialog->fill(models::formValues(command));
    dialog->show();
    return dialog;
}

CommandDialog::CommandDialog(const ViewContext& context, int index, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_index(index)
    , m_search(new QLineEdit)
    , m_kinds(new QListWidget)
    , m_help(new QLabel)
    , m_area(new QScrollArea)
    , m_answer(new QLabel)
    , m_reason(new ReasonLabel(QStringLiteral("commandReason")))
    , m_use(new QPushButton)
    , m_fork(new QPushButton)
    , m_accept(nullptr)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("commandDialog"));
    setWindowTitle(index < 0 ? tr("New command") : tr("Command %1").arg(index + 1));
    m_edited = index < 0 ? nullptr : tip();
    makeLayout();
    fillKinds();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause_ms);
    connect(&m_pause, &QTimer::timeout, this, &CommandDialog::ask);
    connect(&m_check, &models::CommandCheck::answered, this, &CommandDialog::take);
    models::PlannerModel& planner = context.models.planner;
    connect(&planner, &models::PlannerModel::commandsChanged, this, &CommandDialog::update);
    connect(&planner, &models::PlannerModel::scenariosChanged, this, &CommandDialog::updateFork);
    connect(&planner, &models::PlannerModel::currentChanged, this, &CommandDialog::updateFork);
    resize(parent != nullptr ? kSize.boundedTo(parent->window()->size() - QSize(48, 48)) : kSize);
    m_search->setFocus();
}

void CommandDialog::makeLayout()
{
    m_search->setObjectName(QStringLiteral("commandSearch"));
    m_search->setPlaceholderText(tr("Find a command…"));
    m_search->setAccessibleName(tr("Find a command…"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_kinds->setObjectName(QStringLiteral("commandKinds"));
    m_kinds->setAccessibleName(tr("Commands"));
    m_kinds->setUniformItemSizes(true);
    m_help->setWordWrap(true);
    setTone(*m_help, QStringLiteral("dim"));
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_answer->setObjectName(QStringLiteral("commandAnswer"));
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_reason->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_use->setObjectName(QStringLiteral("commandUse"));
    m_use->setAutoDefault(false);
    m_use->hide();
    m_fork->setObjectName(QStringLiteral("commandFork"));
    m_fork->setText(tr("Fork this moment"));
    m_fork->setAutoDefault(false);
    auto* left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_kinds, 1);
    m_search->setFixedWidth(kKindsWidth);
    m_kinds->setFixedWidth(kKindsWidth);
    auto* words = new QVBoxLayout;
    words->addWidget(m_answer);
    words->addWidget(m_reason);
    words->addStretch(1);
    auto* place = new QWidget; // of one height, whatever is said
    place->setMinimumHeight(3 * fontMetrics().lineSpacing());
    words->setContentsMargins(0, 0, 0, 0);
    place->setLayout(words);
    auto* answer = new QHBoxLayout;
    answer->addWidget(place, 1);
    answer->addWidget(m_use, 0, Qt::AlignTop);
    answer->addWidget(m_fork, 0, Qt::AlignTop);
    auto* right = new QVBoxLayout;
    right->addWidget(m_help);
    right->addWidget(m_area, 1);
    right->addLayout(answer);
    auto* both = new QHBoxLayout;
    both->setSpacing(16);
    both->addLayout(left);
    both->addLayout(right, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    m_accept = buttons->addButton(m_index < 0 ? tr("Do it") : tr("Change it"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("commandTake"));
    m_accept->setToolTip(tr("Ctrl+Enter"));
    m_accept->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(both, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &CommandDialog::apply);
    connect(m_search, &QLineEdit::textChanged, this, &CommandDialog::fillKinds);
    connect(m_use, &QPushButton::clicked, this, &CommandDialog::useNearest);
    connect(m_fork, &QPushButton::clicked, this, [this] {
        m_context.models.planner.fork(twin::scenario::DemandKind::ThisInstant);
        m_editors.front()->setFocus(); // the button goes
    });
    connect(m_kinds, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item != nullptr && item->data(Qt::UserRole).isValid()) {
            choose(item->data(Qt::UserRole).toULongLong());
        }
    });
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        connect(new QShortcut(QKeySequence(Qt::ControlModifier | static_cast<Qt::Key>(key)), this),
                &QShortcut::activated, this, &CommandDialog::apply);
    }
}

/// The kinds whose title or file's name has all words of the search, under the headings of their groups.
void CommandDialog::fillKinds()
{
    const QSignalBlocker blocker(m_kinds);
    const QStringList words = m_search->text().toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    m_kinds->clear();
    int group = -1;
    for (const models::CommandForm& form : CommandForms::all()) {
        const QString text =
            (form.title + u' ' + form.name + u' ' + CommandForms::groupTitle(form.group)).toCaseFolded();
        if (!std::ranges::all_of(words, [&](const QString& word) { return text.contains(word); })) {
            continue;
        }
        if (static_cast<int>(form.group) != group) {
            group = static_cast<int>(form.group);
            auto* heading = new QListWidgetItem(CommandForms::groupTitle(form.group), m_kinds);
            heading->setFlags(Qt::NoItemFlags);
        }
        QString title = form.title;
        auto* item = new QListWidgetItem(QStringLiteral("    ") + title.remove(u'…'), m_kinds);
        item->setData(Qt::UserRole, QVariant::fromValue<qulonglong>(form.action));
        if (form.action == m_form.action && !m_form.name.isEmpty()) {
            m_kinds->setCurrentItem(item);
        }
    }
}

bool CommandDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int step = key == Qt::Key_Down ? 1 : -1;
            int row = m_kinds->currentRow() + step;
            while (row >= 0 && row < m_kinds->count() && m_kinds->item(row)->flags() == Qt::NoItemFlags) {
                row += step;
            }
            if (row >= 0 && row < m_kinds->count()) {
                m_kinds->setCurrentRow(row);
            }
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            for (int row = 0; m_kinds->currentItem() == nullptr && row < m_kinds->count(); ++row) {
                if (m_kinds->item(row)->flags() != Qt::NoItemFlags) {
                    m_kinds->setCurrentRow(row);
                }
            }
            if (!m_editors.isEmpty()) {
                m_editors.front()->setFocus();
            }
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

FieldEditor* CommandDialog::editor(const QString& name) const
{
    const auto found =
        std::ranges::find_if(m_editors, [&](const FieldEditor* one) { return one->field().name == name; });
    return found == m_editors.end() ? nullptr : *found;
}

void CommandDialog::choose(std::size_t action)
{
    if (m_form.name.isEmpty() || m_form.action != action) {
        m_form = CommandForms::of(action);
        s_last = action;
        makeFields();
        fillKinds();
        fill(models::valuesFor(m_form, m_context.models.selection.keys()));
    }
}

void CommandDialog::makeFields()
{
    m_editors.clear();
    auto* content = new QWidget;
    m_fields = new QFormLayout(content);
    m_fields->setContentsMargins(0, 0, 8, 0);
    m_fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fields->setRowWrapPolicy(QFormLayout::DontWrapRows);
    for (const models::FormField& field : m_form.fields) {
        const auto choices = [this, field] {
            const models::FormChoices all(tip(), m_context.models.feed.snapshot(), m_context.models.language);
            if (field.kind != models::FormField::Kind::Targets) {
                const FieldEditor* what = editor(QStringLiteral("what"));
                return all.of(field.source, what != nullptr ? what->value() : QString());
            }
            QList<models::FormChoice> out;
            for (const char* kind : {"conduit", "link", "site", "pool"}) {
                const QString word = CommandForms::word(QString::fromLatin1(kind));
                for (const models::FormChoice& one :
                     all.of(models::FieldSource::Target, QString::fromLatin1(kind))) {
                    out.append({word + u' ' + one.id, one.label});
                }
            }
            return out;
        };
        auto* editor = new FieldEditor(field, choices);
        m_editors.append(editor);
        const QString label = field.isRequired ? field.label : tr("%1 (optional)").arg(field.label);
        m_fields->addRow(field.kind == models::FormField::Kind::Flag ? QString() : label, editor);
        connect(editor, &FieldEditor::changed, this, &CommandDialog::update);
    }
    m_area->setWidget(content);
    m_help->setText(m_form.help);
    QWidget* last = m_kinds;
    for (const FieldEditor* each : m_editors) {
        setTabOrder(last, each->input());
        last = each->input();
    }
}

void CommandDialog::fill(const FormValues& values)
{
    for (FieldEditor* each : m_editors) {
        if (values.contains(each->field().name)) {
            each->setValue(values[each->field().name]);
        }
    }
    update();
}

FormValues CommandDialog::values() const
{
    FormValues out;
    for (const FieldEditor* each : m_editors) {
        out[each->field().name] = each->value();
    }
    return out;
}

twin::scenario::ForkPtr CommandDialog::tip() const
{
    const models::PlanScenario* scenario = m_context.models.planner.current();
    return scenario != nullptr ? scenario->tip() : nullptr;
}

/// A scenario has come, gone or become ready.
void CommandDialog::updateFork()
{
    m_fork->setVisible(m_context.models.planner.current() == nullptr);
    update();
}

void CommandDialog::update()
{
    if (m_form.name.isEmpty()) {
        return;
    }
    const FormValues all = values();
    const models::FormAnswer answer = models::FormReader::read(m_form, all);
    for (FieldEditor* each : m_editors) {
        const bool isWrong = each->field().name == answer.field && !answer.isIncomplete;
        each->setProblem(isWrong ? answer.reason : QString());
        m_fields->setRowVisible(each, models::isAsked(each->field(), all));
    }
    m_command = answer.command;
    m_canApply = false;
    m_isWanted = false;
    m_check.cancel();
    m_use->hide();
    m_fork->setVisible(m_context.models.planner.current() == nullptr);
    m_accept->setEnabled(m_command.has_value() && tip() != nullptr);
    m_pause.stop();
    if (!m_command) {
        say(answer.isIncomplete ? answer.reason
                                : tr("This cannot be done as it stands: %1").arg(answer.reason),
            !answer.isIncomplete);
    } else if (tip() == nullptr) {
        say(m_context.models.planner.current() == nullptr
                ? tr("There is no scenario yet: fork this moment first.")
                : tr("The scenario is being prepared…"),
            false);
    } else {
        say(tr("Trying it…"), false);
        m_pause.start();
    }
}

void CommandDialog::ask()
{
    if (m_command && tip() != nullptr) {
        m_check.request(tip(), m_index, *m_command);
    }
}

void CommandDialog::take(const models::CommandVerdict& verdict)
{
    if (!m_command || commandText(verdict.command) != commandText(*m_command)) {
        return; // of what stood here before
    }
    m_canApply = verdict.canBeDone();
    m_accept->setEnabled(m_canApply);
    if (!m_canApply) {
        say(tr("It cannot be done."), true);
        const models::ConsoleModels& models = m_context.models;
        m_reason->setReason(models::ReasonWords::of(*verdict.refusal, verdict.commands,
                                                    models.planTables.names(models.planner.current())));
        offer(*verdict.refusal);
        return;
    }
    say(TouchText::of(verdict.touch, m_context.models.language.locale()), false);
    if (m_isWanted) {
        apply();
    }
}

void CommandDialog::say(const QString& text, bool isProblem)
{
    m_answer->setText(text);
    m_reason->setReason({});
    setTone(*m_answer, isProblem ? QStringLiteral("critical") : QStringLiteral("dim"));
}

/// The nearest identifier, at one key; of another command's there is nothing to change here.
void CommandDialog::offer(const twin::scenario::Refusal& refusal)
{
    const twin::scenario::Reason& reason = refusal.because;
    const bool isHere = !refusal.command && !reason.nearest.empty();
    m_missing = isHere ? models::format::text(reason.subject.id) : QString();
    m_nearest = isHere ? models::format::text(reason.nearest.front()) : QString();
    m_use->setText(tr("Use %1").arg(m_nearest));
    m_use->setVisible(isHere);
}

void CommandDialog::useNearest()
{
    for (FieldEditor* each : m_editors) {
        if (each->value().trimmed() == m_missing) {
            each->setValue(m_nearest);
        } else if (each->field().kind == models::FormField::Kind::Texts ||
                   each->field().kind == models::FormField::Kind::Placements ||
                   each->field().kind == models::FormField::Kind::Targets) {
            each->setValue(each->value().replace(m_missing, m_nearest));
        }
    }
    update();
    m_accept->setFocus();
}

void CommandDialog::apply()
{
    if (!m_command || tip() == nullptr || !m_accept->isEnabled()) {
        return;
    }
    if (!m_canApply) {
        m_isWanted = true;
        m_pause.stop();
        ask();
        return;
    }
    models::PlannerModel& planner = m_context.models.planner;
    if (m_index < 0) {
        planner.apply(*m_command);
    } else if (m_edited != tip()) {
        say(tr("The scenario has changed meanwhile: open the command again."), true);
        return;
    } else {
        planner.setCommands(tip(), models::CommandCheck::commandsWith(*tip(), m_index, *m_command));
    }
    accept();
}

} // namespace views
