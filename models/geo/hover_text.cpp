#include "models/geo/hover_text.h"

#include "models/format/format.h"
#include "models/format/terms.h"
#include "models/geo/mark_state.h"
#include "models/geo/pool_sum.h"
#include "models/search/related.h"

#include <QCoreApplication>

namespace models {

using namespace twin::registry;
using namespace twin::state;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::HoverText)
};

/// "42.3 %", "42.3 %, 31 s old", or that it was never heard.
QString useText(const LiveValue& use, const Snapshot& snapshot, const QLocale& locale)
{
    if (use.quality == Quality::Missing) {
        return Terms::notHeard();
    }
    const QString value = format::percent(use.value, locale).text();
    return use.stale ? Words::tr("%1, %2 old").arg(value, format::age(use.sourceTime, snapshot.time)) : value;
}

/// Says what is not normal about the mark; empty when nothing is.
QString stateLine(const Snapshot& snapshot, twin::EntityRef entity)
{
    switch (markState(snapshot, entity)) {
    case MarkState::Planned:
        return Words::tr("Planned");
    case MarkState::Down:
        return Words::tr("Down");
    case MarkState::Normal:
    case MarkState::Stale:
    case MarkState::Unknown:
        break;
    }
    return {};
}

QStringList poolLines(const Snapshot& snapshot, std::uint32_t index, const Language& language)
{
    const Pool& pool = snapshot.registry->pools[index];
    const QLocale& locale = language.locale();
    const twin::EntityRef entity{twin::EntityKind::Pool, index};
    QStringList lines;
    if (pool.subject) {
        lines.append(language.name((*snapshot.registry)[pool.subject].name));
    }
    lines.append(Words::tr("In use: %1").arg(useText(utilisation(snapshot, entity), snapshot, locale)));
    const bool hasFp16 = pool.declared[twin::Precision::Fp16] > 0;
    const twin::Precision precision = hasFp16 ? twin::Precision::Fp16 : twin::Precision::Fp64;
    lines.append(Words::tr("Compute: %1 %2")
                     .arg(format::flops(static_cast<double>(pool.declared[precision]), locale).text(),
                          format::precision(precision)));
    const LiveValue free = liveValue(snapshot, entity, static_cast<std::size_t>(twin::PoolMetric::CardsFree));
    if (free.isUsable()) {
        lines.append(
            Words::tr("Cards free: %1 of %2")
                .arg(format::count(free.value, locale), format::count(std::uint64_t{pool.cards}, locale)));
    }
    return lines;
}

QStringList linkLines(const Snapshot& snapshot, std::uint32_t index, const Language& language)
{
    const Registry& registry = *snapshot.registry;
    const Link& link = registry.links[index];
    const QLocale& locale = language.locale();
    QStringList lines;
    const QString capacity = format::bitRate(static_cast<double>(link.capacity_bps), locale).text();
    lines.append(link.carrier ? Words::tr("%1, %2").arg(language.name(registry[link.carrier].name), capacity)
                              : Words::tr("Capacity: %1").arg(capacity));
    const auto side = [&](const Endpoint& end) {
        return language.name(registry.name(end));
    };
    const auto line = [&](const Endpoint& from, const Endpoint& to, bool forward) {
        //: traffic from %1 to %2: %3 of the capacity
        return Words::tr("%1 → %2: %3")
            .arg(side(from), side(to), useText(arcUtilisation(snapshot, index, forward), snapshot, locale));
    };
    lines.append(line(link.a, link.b, true));
    lines.append(line(link.b, link.a, false));
    lines.append(Words::tr("Delay: %1").arg(format::milliseconds(link.delay, locale).text()));
    return lines;
}

QStringList siteLines(const Snapshot& snapshot, std::uint32_t index)
{
    const Site& site = snapshot.registry->sites[index];
    QStringList lines{Terms::of(site.role),
                      Words::tr("%n link(s)", nullptr, static_cast<int>(site.links.size()))};
    if (site.computedPosition) {
        lines.append(Words::tr("Position computed, not surveyed"));
    }
    return lines;
}

} // namespace

HoverText hoverText(const Snapshot& snapshot, const EntityKey& key, const Language& language)
{
    HoverText out{entityLabel(snapshot, key, language), {}};
    const auto entity =
        isLiveType(key.type) ? snapshot.find(entityKind(key.type), format::utf8(key.id)) : std::nullopt;
    if (!entity) {
        return out;
    }
    switch (entity->kind) {
    case twin::EntityKind::Pool:
        out.lines = poolLines(snapshot, entity->index, language);
        break;
    case twin::EntityKind::Link:
        out.lines = linkLines(snapshot, entity->index, language);
        break;
    case twin::EntityKind::Site:
        out.lines = siteLines(snapshot, entity->index);
        break;
    default:
        break;
    }
    if (const QString state = stateLine(snapshot, *entity); !state.isEmpty()) {
        out.lines.prepend(state);
    }
    return out;
}

HoverText hoverTextOfPools(const Snapshot& snapshot, const std::vector<std::uint32_t>& pools,
                           const Language& language)
{
    PoolSum sum;
    for (const std::uint32_t pool : pools) {
        sum.add(snapshot, pool);
    }
    const QLocale& locale = language.locale();
    HoverText out{Words::tr("%n pool(s)", nullptr, sum.pools), {}};
    out.lines.append(
        Words::tr("Compute: %1 %2")
            .arg(format::flops(sum.gflops, locale).text(), format::precision(twin::Precision::Fp16)));
    const double use = sum.utilisation();
    out.lines.append(
        Words::tr("In use: %1").arg(use < 0 ? Terms::notHeard() : format::percent(use, locale).text()));
    if (sum.silent < sum.pools) {
        out.lines.append(Words::tr("Cards free: %1 of %2")
                             .arg(format::count(sum.free, locale), format::count(sum.cards, locale)));
    }
    if (sum.silent > 0) {
        out.lines.append(Words::tr("%1 of %2 pools stale or not heard").arg(sum.silent).arg(sum.pools));
    }
    return out;
}

} // namespace models
