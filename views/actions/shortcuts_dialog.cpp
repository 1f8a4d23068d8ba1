#include "views/actions/shortcuts_dialog.h"

#include "views/actions/action_registry.h"
#include "views/theme/style_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace views {

namespace {

QString allKeys(const QAction& action)
{
    QStringList keys;
    const QList<QKeySequence> sequences = action.shortcuts();
    for (const QKeySequence& sequence : sequences) {
        keys.append(sequence.toString(QKeySequence::NativeText));
    }
    return keys.isEmpty() ? QStringLiteral("–") : keys.join(QStringLiteral("   "));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const ActionRegistry& actions, QWidget* parent)
    : QDialog(parent)
    , m_actions(actions)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(16, 16, 16, 16);
    columns->setSpacing(32);
    // Short categories share a column, so that the list fits a small screen.
    const QList<QList<ActionCategory>> arrangement{
        {ActionCategory::Go, ActionCategory::File},
        {ActionCategory::Map, ActionCategory::Time, ActionCategory::Help},
        {ActionCategory::Plan},
        {ActionCategory::View, ActionCategory::Handling}};
    for (const QList<ActionCategory>& categories : arrangement) {
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(16);
        grid->setVerticalSpacing(4);
        for (const ActionCategory category : categories) {
            addCategory(*grid, static_cast<int>(category), 0);
        }
        grid->setRowStretch(grid->rowCount(), 1);
        columns->addLayout(grid);
    }
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(scroll);
    layout->addWidget(buttons);
    const QSize wanted = content->sizeHint() + QSize(48, 80);
    resize(wanted.boundedTo(parent != nullptr ? parent->size() - QSize(48, 48) : QSize(1200, 760)));
}

void ShortcutsDialog::addCategory(QGridLayout& grid, int category, int column)
{
    const auto kind = static_cast<ActionCategory>(category);
    auto* heading = new QLabel(ActionRegistry::categoryText(kind).remove(u'&').section(u'(', 0, 0));
    heading->setFont(sectionFont());
    int row = grid.rowCount();
    grid.addWidget(heading, row++, column, 1, 2);
    const QList<QAction*> actions = m_actions.actions(kind);
    for (const QAction* action : actions) {
        auto* name = new QLabel(action->iconText());
        auto* keys = new QLabel(allKeys(*action));
        keys->setProperty("tone", QStringLiteral("dim"));
        name->setObjectName(QStringLiteral("shortcut.") + action->objectName());
        grid.addWidget(name, row, column);
        grid.addWidget(keys, row++, column + 1);
    }
    grid.setRowMinimumHeight(row, 12);
}

} // namespace views
