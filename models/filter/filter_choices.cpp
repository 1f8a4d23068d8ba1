#include "models/filter/filter_choices.h"

#include "models/format/format.h"

#include <set>

namespace models {

namespace {

template <typename Entity>
QList<FilterChoice> listed(const QString& all, const std::vector<Entity>& entities, const Language& language)
{
    QList<FilterChoice> out{{QString(), all}};
    for (const Entity& entity : entities) {
        const QString id = format::text(entity.id);
        const QString name = language.name(entity.name);
        out.append({id, name.isEmpty() ? id : name});
    }
    return out;
}

} // namespace

FilterChoices::FilterChoices(SnapshotFeed& feed, const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_language(language)
{
    connect(&feed, &SnapshotFeed::registryChanged, this, &FilterChoices::refresh);
    connect(&language, &Language::changed, this, &FilterChoices::refresh);
    refresh();
}

void FilterChoices::refresh()
{
    static const twin::registry::Registry kNothing;
    const auto& snapshot = m_feed.snapshot();
    const twin::registry::Registry& registry = snapshot ? *snapshot->registry : kNothing;
    m_carriers = listed(tr("All carriers"), registry.carriers, m_language);
    m_enterprises = listed(tr("All enterprises"), registry.subjects, m_language);
    m_hubs = listed(tr("All hubs"), registry.hubs, m_language);
    if (!registry.hubs.empty()) {
        m_hubs.append({QStringLiteral("-"), tr("Outside the hubs")});
    }
    std::set<std::string> classes;
    for (const auto& pool : registry.pools) {
        for (const auto& chip : pool.chips) {
            classes.insert(chip.chipClass);
        }
    }
    m_chipClasses = {{QString(), tr("All chips")}};
    for (const std::string& chipClass : classes) {
        m_chipClasses.append({format::text(chipClass), format::text(chipClass)});
    }
    Q_EMIT changed();
}

} // namespace models
