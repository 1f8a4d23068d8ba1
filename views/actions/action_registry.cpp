#include "views/actions/action_registry.h"

#include "twin/support/assert.h"
#include "views/theme/icons.h"

#include <QCoreApplication>

namespace views {

namespace {

constexpr const char* kCategoryProperty = "category";

QList<QKeySequence> keySequences(const char* shortcuts)
{
    QList<QKeySequence> sequences;
    const QStringList parts = QString::fromLatin1(shortcuts).split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        sequences.append(QKeySequence(part, QKeySequence::PortableText));
    }
    return sequences;
}

} // namespace

ActionRegistry::ActionRegistry(const Theme& theme, QObject* parent)
    : QObject(parent)
{
    for (const ActionSpec& spec : actionTable()) {
        auto* action = new QAction(this);
        const QString id = QString::fromLatin1(spec.id);
        action->setObjectName(id);
        action->setCheckable(spec.checkable);
        action->setShortcuts(keySequences(spec.shortcuts));
        action->setProperty(kCategoryProperty, static_cast<int>(spec.category));
        action->setMenuRole(QAction::NoRole);
        action->setIconVisibleInMenu(!spec.checkable); // its place is the check mark's
        if (*spec.icon != '\0') {
            action->setIcon(icon(theme, QString::fromLatin1(spec.icon)));
        }
        m_actions.append(action);
        m_byId.insert(id, action);
        m_unbound.append(id);
    }
    retranslate();
}

QAction* ActionRegistry::action(const QString& id) const
{
    QAction* action = m_byId.value(id);
    TWIN_ASSERT(action != nullptr, "actions are asked for by an id of the table");
    return action;
}

QList<QAction*> ActionRegistry::actions(ActionCategory category) const
{
    QList<QAction*> result;
    for (QAction* action : m_actions) {
        if (ActionRegistry::category(*action) == category) {
            result.append(action);
        }
    }
    return result;
}

ActionCategory ActionRegistry::category(const QAction& action)
{
    return static_cast<ActionCategory>(action.property(kCategoryProperty).toInt());
}

QString ActionRegistry::categoryText(ActionCategory category)
{
    switch (category) {
    case ActionCategory::File:
        return tr("&File");
    case ActionCategory::Go:
        return tr("&Go");
    case ActionCategory::Map:
        return tr("&Map");
    case ActionCategory::Time:
        return tr("&Time");
    case ActionCategory::Handling:
        //: menu: what people do about problems
        return tr("Han&dling");
    case ActionCategory::Plan:
        //: menu: what if, scenarios
        return tr("&Plan");
    case ActionCategory::View:
        return tr("&View");
    case ActionCategory::Help:
        break;
    }
    return tr("&Help");
}

void ActionRegistry::bind(const QString& id, QObject* context, std::function<void(bool)> effect)
{
    connect(action(id), &QAction::triggered, context, std::move(effect));
    m_unbound.removeAll(id);
}

QStringList ActionRegistry::unbound() const
{
    return m_unbound;
}

void ActionRegistry::retranslate()
{
    const std::span<const ActionSpec> table = actionTable();
    for (std::size_t i = 0; i < table.size(); ++i) {
        QAction* action = m_actions[static_cast<qsizetype>(i)];
        action->setText(QCoreApplication::translate("views::ActionRegistry", table[i].text));
        QString tip = action->text().remove(u'&').remove(u'…');
        // A Chinese mnemonic stands in brackets after the word: "(F)".
        if (const qsizetype bracket = tip.lastIndexOf(u'('); bracket > 0 && tip.size() - bracket == 3) {
            tip.truncate(bracket);
        }
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
        action->setIconText(tip);
    }
}

} // namespace views
