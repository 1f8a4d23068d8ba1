#include "views/planner/plan_menu.h"

#include "models/console_models.h"
#include "models/planner/quick_commands.h"
#include "models/search/related.h"
#include "views/planner/quick_plan_commands.h"

#include <QCoreApplication>
#include <QMenu>

#include <algorithm>

namespace views {

using models::EntityKey;
using models::QuickVerb;
using Type = EntityKey::Type;

namespace {

constexpr qsizetype kMaxConduits = 30; // of a link, as entries

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::PlanMenu)

  public:
    static QString of(QuickVerb verb, Type type)
    {
        switch (verb) {
        case QuickVerb::Fail:
            return type == Type::Link || type == Type::Conduit ? tr("&Cut it") : tr("Let it &fail");
        case QuickVerb::Drain:
            return tr("&Drain it");
        case QuickVerb::Degrade:
            return tr("De&grade it to half…");
        case QuickVerb::Restore:
            return tr("Res&tore it");
        case QuickVerb::Remove:
            return tr("Re&move it");
        case QuickVerb::Resize:
            break;
        }
        return type == Type::Pool ? tr("Do&uble its cards") : tr("Do&uble its capacity");
    }
};

/// The selection if the entity is a part of it, so far as it is of one kind with it; else the entity alone.
QList<EntityKey> meant(const ViewContext& context, const EntityKey& key)
{
    QList<EntityKey> out;
    if (context.models.selection.contains(key)) {
        for (const EntityKey& each : context.models.selection.keys()) {
            if (each.type == key.type) {
                out.append(each);
            }
        }
    }
    return out.isEmpty() ? QList<EntityKey>{key} : out;
}

QString label(const ViewContext& context, const EntityKey& key)
{
    const auto& snapshot = context.models.feed.snapshot();
    const QString known = snapshot ? models::entityLabel(*snapshot, key, context.models.language) : QString();
    return QString(known.isEmpty() ? key.id : known).replace(u'&', QStringLiteral("&&"));
}

void addVerbs(QMenu& menu, const ViewContext& context, const EntityKey& key)
{
    for (const QuickVerb verb : models::kQuickVerbs) {
        if (models::canBe(verb, key.type)) {
            menu.addAction(Words::of(verb, key.type),
                           [&context, verb, keys = meant(context, key)] { context.plan->apply(verb, keys); });
        }
    }
}

void addConduits(QMenu& menu, const ViewContext& context, const EntityKey& link)
{
    const auto& snapshot = context.models.feed.snapshot();
    const QList<EntityKey> conduits =
        snapshot ? models::conduitsOf(link, *snapshot->registry) : QList<EntityKey>();
    for (const EntityKey& conduit : conduits.first(std::min(conduits.size(), kMaxConduits))) {
        //: %1 is a conduit, named by its ends
        menu.addAction(Words::tr("Cut its conduit %1").arg(label(context, conduit)),
                       [&context, conduit] { context.plan->apply(QuickVerb::Fail, {conduit}); });
    }
}

/// To the other place that is selected.
void addLinkEntry(QMenu& menu, const ViewContext& context, const EntityKey& key)
{
    for (const EntityKey& other : context.models.selection.keys()) {
        const bool isPlace = other.type == Type::Site || other.type == Type::Pool;
        const bool canJoin = key.type == Type::Site || other.type == Type::Site;
        if (isPlace && canJoin && other != key && context.models.selection.keys().size() <= 2) {
            //: %1 is a place
            menu.addAction(Words::tr("&Add a link from %1…").arg(label(context, other)),
                           [&context, other, key] { context.plan->addLink(other, key); });
        }
    }
}

} // namespace

void addPlanMenu(QMenu& menu, const ViewContext& context, const EntityKey& key)
{
    if (context.plan == nullptr) {
        return;
    }
    auto* plan = new QMenu(Words::tr("&What if"), &menu);
    plan->setObjectName(QStringLiteral("planMenu"));
    addVerbs(*plan, context, key);
    if (key.type == Type::Link) {
        addConduits(*plan, context, key);
    } else if (key.type == Type::Site || key.type == Type::Pool) {
        addLinkEntry(*plan, context, key);
    } else if (key.type == Type::Job) {
        plan->addAction(Words::tr("&Move it…"), [&context, key] { context.plan->chooseMove(key, {}); });
        plan->addAction(Words::tr("&Cancel it"),
                        [&context, keys = meant(context, key)] { context.plan->cancelJobs(keys); });
    }
    if (plan->isEmpty()) {
        delete plan;
    } else {
        menu.addMenu(plan);
    }
}

} // namespace views
