#include "views/planner/field_editor.h"

#include "views/theme/style_sheet.h"
#include "views/widgets/tone.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace views {

using models::FieldSource;
using models::FormField;
using Kind = models::FormField::Kind;

namespace {

constexpr int kLines = 3;
constexpr int kMostShown = 12;

/// Finds by any part of identifier or name; gives the identifier.
class IdCompleter final : public QCompleter
{
  public:
    using QCompleter::QCompleter;

    [[nodiscard]] QString pathFromIndex(const QModelIndex& index) const override
    {
        return index.data(Qt::UserRole).toString();
    }

    [[nodiscard]] QStringList splitPath(const QString& path) const override { return {path}; }
};

} // namespace

FieldEditor::FieldEditor(const FormField& field, Choices choices, QWidget* parent)
    : QWidget(parent)
    , m_field(field)
    , m_choices(std::move(choices))
    , m_problem(new QLabel)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    switch (field.kind) {
    case Kind::Choice:
        makeChoice();
        break;
    case Kind::Flag:
        makeFlag();
        break;
    case Kind::Texts:
    case Kind::Placements:
    case Kind::Targets:
        makeLines();
        break;
    default:
        makeLine();
        break;
    }
    m_input->setObjectName(QStringLiteral("field.") + field.name);
    m_input->setAccessibleName(field.label);
    m_input->setToolTip(field.help);
    setFocusProxy(m_input);
    m_problem->setObjectName(QStringLiteral("problem.") + field.name);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setFont(smallFont());
    setTone(*m_problem, QStringLiteral("critical"));
    m_problem->hide();
    layout->addWidget(m_problem);
}

void FieldEditor::makeLine()
{
    m_line = new QLineEdit;
    m_input = m_line;
    m_line->setPlaceholderText(m_field.help);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_line, 1);
    if (!m_field.unit.isEmpty()) {
        auto* unit = new QLabel(m_field.unit);
        setTone(*unit, QStringLiteral("dim"));
        row->addWidget(unit);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    if (m_field.source != FieldSource::None) {
        m_line->installEventFilter(this);
    }
    connect(m_line, &QLineEdit::textChanged, this, &FieldEditor::changed);
}

void FieldEditor::makeChoice()
{
    m_choice = new QComboBox;
    m_input = m_choice;
    if (!m_field.isRequired) {
        m_choice->addItem(QStringLiteral("–"), QString());
    }
    for (const QString& word : m_field.words) {
        m_choice->addItem(models::CommandForms::word(word), word);
    }
    layout()->addWidget(m_choice);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &FieldEditor::changed);
}

void FieldEditor::makeFlag()
{
    m_flag = new QCheckBox(m_field.label);
    m_input = m_flag;
    m_flag->setChecked(true);
    layout()->addWidget(m_flag);
    connect(m_flag, &QCheckBox::toggled, this, &FieldEditor::changed);
}

void FieldEditor::makeLines()
{
    m_lines = new QPlainTextEdit;
    m_input = m_lines;
    m_lines->setTabChangesFocus(true);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_lines->setFixedHeight(kLines * fontMetrics().lineSpacing() + 14);
    m_lines->setPlaceholderText(m_field.help);
    m_adding = new QLineEdit;
    m_adding->setObjectName(QStringLiteral("add.") + m_field.name);
    m_adding->setPlaceholderText(tr("Find and add: Enter"));
    m_adding->setAccessibleName(tr("Find and add: Enter"));
    m_adding->installEventFilter(this);
    layout()->addWidget(m_lines);
    layout()->addWidget(m_adding);
    connect(m_lines, &QPlainTextEdit::textChanged, this, &FieldEditor::changed);
}

void FieldEditor::addLine()
{
    const QString line = m_adding->text().trimmed();
    if (line.isEmpty()) {
        return;
    }
    QString all = m_lines->toPlainText();
    if (!all.isEmpty() && !all.endsWith(u'\n')) {
        all += u'\n';
    }
    m_lines->setPlainText(all + line + (m_field.kind == Kind::Placements ? QStringLiteral(" ") : QString()));
    m_adding->clear();
    if (m_field.kind == Kind::Placements) { // its cards are still to be said
        m_lines->setFocus();
        m_lines->moveCursor(QTextCursor::End);
    }
}

/// What there is to name changes with the scenario and with other fields.
void FieldEditor::complete(QLineEdit& line)
{
    auto* completer = new IdCompleter(&line);
    auto* model = new QStandardItemModel(completer);
    for (const models::FormChoice& choice : m_choices()) {
        auto* item = new QStandardItem(
            choice.label.isEmpty() ? choice.id : QStringLiteral("%1   %2").arg(choice.id, choice.label));
        item->setData(choice.id, Qt::UserRole);
        model->appendRow(item);
    }
    completer->setModel(model);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(kMostShown);
    delete line.completer();
    line.setCompleter(completer);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event)
{
    auto* line = qobject_cast<QLineEdit*>(watched);
    if (event->type() == QEvent::FocusIn && line != nullptr &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason) {
        complete(*line);
    }
    if (event->type() == QEvent::KeyPress && watched == m_adding) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            addLine();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString FieldEditor::value() const
{
    if (m_choice != nullptr) {
        return m_choice->currentData().toString();
    }
    if (m_flag != nullptr) {
        return m_flag->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    }
    return m_lines != nullptr ? m_lines->toPlainText() : m_line->text();
}

void FieldEditor::setValue(const QString& value)
{
    const QSignalBlocker blocker(this);
    if (m_choice != nullptr) {
        m_choice->setCurrentIndex(qMax(0, m_choice->findData(value)));
    } else if (m_flag != nullptr) {
        m_flag->setChecked(value != u"false");
    } else if (m_lines != nullptr) {
        m_lines->setPlainText(value);
    } else {
        m_line->setText(value);
    }
}

void FieldEditor::setProblem(const QString& reason)
{
    m_problem->setText(reason);
    m_problem->setVisible(!reason.isEmpty());
}

} // namespace views
