#include "views/widgets/entity_menu.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "models/search/related.h"
#include "models/tables/unmapped_names.h"
#include "views/actions/action_registry.h"
#include "views/planner/plan_menu.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace views {

namespace {

constexpr qsizetype kMaxMapActions = 40; ///< those with the most points; `suanwangctl sources` has them all

QString text(const char* source)
{
    return QCoreApplication::translate("views::EntityMenu", source);
}

/// The enterprise an entity belongs to, or an empty text.
QString enterpriseOf(const ViewContext& context, const models::EntityKey& key)
{
    const twin::state::SnapshotPtr& snapshot = context.models.feed.snapshot();
    if (key.type == models::EntityKey::Type::Enterprise) {
        return key.id;
    }
    if (!snapshot || key.type != models::EntityKey::Type::Pool) {
        return {};
    }
    const auto found = snapshot->find(twin::EntityKind::Pool, key.id.toStdString());
    if (!found) {
        return {};
    }
    const twin::registry::Registry& registry = *snapshot->registry;
    const twin::registry::SubjectIndex subject = registry.pools[found->index].subject;
    return subject.isValid() ? QString::fromStdString(registry[subject].id) : QString();
}

/// The one place selected, if paths can lead from it to `key`; else no key.
models::EntityKey startTowards(const ViewContext& context, const models::EntityKey& key)
{
    const models::PathsModel& paths = context.models.paths;
    const bool fits = paths.subject() == models::PathsModel::Subject::OnePlace &&
                      models::PathsModel::isPlace(key) && paths.from() != key;
    return fits ? paths.from() : models::EntityKey();
}

void showReach(const ViewContext& context, const models::EntityKey& key)
{
    models::PathsModel& paths = context.models.paths;
    context.models.selection.select(key);
    if (paths.circles().none()) {
        paths.setCircles(models::CircleChoice().set());
    }
    context.actions.action(QStringLiteral("go.paths"))->trigger();
}

/// How one comes upon paths and circles without having read of them.
void addPathActions(QMenu& menu, const ViewContext& context, const models::EntityKey& key)
{
    models::PathsModel& paths = context.models.paths;
    QAction* show = context.actions.action(QStringLiteral("go.paths"));
    if (paths.subject() == models::PathsModel::Subject::Pair) {
        menu.addAction(text(QT_TRANSLATE_NOOP("views::EntityMenu", "Paths between the two selected places")),
                       show, &QAction::trigger);
    }
    if (const models::EntityKey start = startTowards(context, key); start.isValid()) {
        //: %1 is the selected place
        const QString words = text(QT_TRANSLATE_NOOP("views::EntityMenu", "Paths from %1 to here"));
        const QString name = paths.fromName().replace(u'&', QStringLiteral("&&"));
        menu.addAction(words.arg(name), [&context, start, key, show] {
            context.models.selection.selectMany({start, key});
            show->trigger();
        });
    }
    if (models::PathsModel::isPlace(key)) {
        menu.addAction(text(QT_TRANSLATE_NOOP("views::EntityMenu", "Reach within 1, 5 and 20 ms")),
                       [&context, key] { showReach(context, key); });
    }
}

/// The series of a source that no mapping rule takes, each with a rule to copy and fill in.
void addMapActions(QMenu& menu, const ViewContext& context, const models::EntityKey& key)
{
    const QList<models::UnmappedName> names = models::unmappedNames(context.models.feed.snapshot(), key);
    if (names.isEmpty()) {
        return;
    }
    QMenu* rules = menu.addMenu(
        text(QT_TRANSLATE_NOOP("views::EntityMenu", "Map this: copy a rule for an unmapped series")));
    rules->setObjectName(QStringLiteral("mapMenu"));
    for (const models::UnmappedName& name : names.first(std::min(names.size(), kMaxMapActions))) {
        //: %1 is the name of a series, %2 how many points of it came
        const QString words = text(QT_TRANSLATE_NOOP("views::EntityMenu", "%1 (%2 points)"));
        const QString shown = QString(name.name).replace(u'&', QStringLiteral("&&"));
        rules->addAction(
            words.arg(shown, models::format::count(name.points, context.models.language.locale())),
            [rule = name.rule] { QGuiApplication::clipboard()->setText(rule); });
    }
}

} // namespace

void popupEntityMenu(const ViewContext& context, const models::EntityKey& key, const QPoint& globalPosition)
{
    auto* menu = new QMenu;
    menu->setObjectName(QStringLiteral("entityMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(text(QT_TRANSLATE_NOOP("views::EntityMenu", "Show everywhere")),
                    [&context, key] { context.models.selection.select(key, true); });
    menu->addAction(text(QT_TRANSLATE_NOOP("views::EntityMenu", "Copy identifier")),
                    [key] { QGuiApplication::clipboard()->setText(key.id); });
    const QString enterprise = enterpriseOf(context, key);
    if (!enterprise.isEmpty()) {
        menu->addAction(text(QT_TRANSLATE_NOOP("views::EntityMenu", "Only this enterprise")),
                        [&context, enterprise] {
                            models::FilterSpec spec = context.models.filter.spec();
                            spec.enterpriseId = enterprise;
                            context.models.filter.setSpec(spec);
                        });
    }
    addPathActions(*menu, context, key);
    addPlanMenu(*menu, context, key);
    addMapActions(*menu, context, key);
    menu->popup(globalPosition);
}

} // namespace views
