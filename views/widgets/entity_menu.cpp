#include "views/widgets/entity_menu.h"

#include "models/console_models.h"
#include "models/search/related.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace views {

namespace {

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

} // namespace

void popupEntityMenu(const ViewContext& context, const models::EntityKey& key, const QPoint& globalPosition)
{
    auto* menu = new QMenu;
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
    menu->popup(globalPosition);
}

} // namespace views
