#pragma once

#include "views/actions/action_table.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QHash>
#include <QList>
#include <QObject>

#include <functional>

namespace views {

/// Every command of the console, once: a QAction per line of the action table. Menus, tool buttons, shortcuts
/// and the list of shortcuts take them from here, so they say the same in every place. GUI thread.
class ActionRegistry final : public QObject
{
    Q_OBJECT

  public:
    /// `theme` colours the icons and outlives the registry.
    explicit ActionRegistry(const Theme& theme, QObject* parent = nullptr);

    /// Precondition: `id` is in the table.
    [[nodiscard]] QAction* action(const QString& id) const;

    /// In the table's order.
    [[nodiscard]] const QList<QAction*>& actions() const { return m_actions; }

    [[nodiscard]] QList<QAction*> actions(ActionCategory category) const;
    [[nodiscard]] static ActionCategory category(const QAction& action);
    [[nodiscard]] static QString categoryText(ActionCategory category);

    /// Gives the action its effect; `checked` is false for actions that are not checkable.
    void bind(const QString& id, QObject* context, std::function<void(bool checked)> effect);
    /// Actions without an effect yet (none once the main window stands).
    [[nodiscard]] QStringList unbound() const;

    /// Texts in the current language.
    void retranslate();

  private:
    QList<QAction*> m_actions;
    QHash<QString, QAction*> m_byId;
    QStringList m_unbound;
};

} // namespace views
