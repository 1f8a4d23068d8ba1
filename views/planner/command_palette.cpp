#include "views/planner/command_palette.h"

#include "models/planner/command_form.h"
#include "models/search/search_model.h"
#include "views/actions/action_registry.h"
#include "views/planner/command_dialog.h"
#include "views/search/hit_delegate.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace views {

namespace {

constexpr QSize kSize(560, 420);
constexpr int kActionRole = Qt::UserRole;   ///< object name of an action
constexpr int kFormRole = Qt::UserRole + 1; ///< number of a planner's command

/// A category as it stands in a menu, without its mnemonic.
QString plain(QString text)
{
    return text.remove(u'&').section(u'(', 0, 0);
}

} // namespace

CommandPalette::CommandPalette(const ViewContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_input(new QLineEdit)
    , m_list(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Commands"));
    m_input->setObjectName(QStringLiteral("paletteInput"));
    m_input->setPlaceholderText(tr("What is to be done…"));
    m_input->setAccessibleName(tr("What is to be done…"));
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setItemDelegate(new HitDelegate(context.theme, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_input);
    layout->addWidget(m_list, 1);
    m_input->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::run);
    resize(kSize);
    fill();
}

void CommandPalette::fill()
{
    const QStringList words = m_input->text().toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    m_list->clear();
    const auto add = [&](const QString& text, const QString& detail, int role, const QVariant& value) {
        const QString all = (text + u' ' + detail).toCaseFolded();
        if (std::ranges::all_of(words, [&](const QString& word) { return all.contains(word); })) {
            auto* item = new QListWidgetItem(text, m_list);
            item->setData(role, value);
            item->setData(models::SearchModel::DetailRole, detail);
        }
    };
    for (const QAction* action : m_context.actions.actions()) {
        if (action->isEnabled() && action->objectName() != u"go.palette") {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            const QString category = plain(ActionRegistry::categoryText(ActionRegistry::category(*action)));
            add(action->iconText(), keys.isEmpty() ? category : QStringLiteral("%1 · %2").arg(category, keys),
                kActionRole, action->objectName());
        }
    }
    for (const models::CommandForm& form : models::CommandForms::all()) {
        add(form.title, models::CommandForms::groupTitle(form.group), kFormRole,
            QVariant::fromValue<qulonglong>(form.action));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr) {
        return;
    }
    const QString id = item->data(kActionRole).toString();
    const QVariant form = item->data(kFormRole);
    close(); // what is done may open a window of its own
    if (!id.isEmpty()) {
        m_context.actions.action(id)->trigger();
    } else if (form.isValid()) {
        CommandDialog::create(m_context, static_cast<int>(form.toULongLong()), parentWidget());
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int page = qMax(1, m_list->viewport()->height() / qMax(1, m_list->sizeHintForRow(0)));
        const int step = key == Qt::Key_Down       ? 1
                         : key == Qt::Key_Up       ? -1
                         : key == Qt::Key_PageDown ? page
                         : key == Qt::Key_PageUp   ? -page
                                                   : 0;
        if (step != 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            run();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace views
