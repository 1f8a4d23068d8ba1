#include "models/geo/difference_text.h"

#include "models/format/format.h"
#include "models/format/nothing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace models {

using namespace twin::scenario;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::DifferenceText)
};

QString stateText(ElementState state)
{
    switch (state) {
    case ElementState::Up:
        return Words::tr("in service");
    case ElementState::Degraded:
        return Words::tr("degraded");
    case ElementState::Drained:
        return Words::tr("drained");
    case ElementState::Down:
        return Words::tr("down");
    case ElementState::Removed:
        break;
    }
    return Words::tr("not there");
}

/// "+12" or "−12"; "0.0" without a sign, which says no more than that arithmetic left something over.
QString withSign(double value, const QString& magnitude)
{
    return format::isNothing(magnitude) ? magnitude
                                        : (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + magnitude;
}

QString changeLine(const QString& what, const QString& before, const QString& after)
{
    //: %1 a figure, %2 before, %3 after
    return Words::tr("%1: %2 → %3").arg(what, before, after);
}

QString changeLine(const QString& what, const QString& before, const QString& after,
                   const QString& difference)
{
    //: %1 a figure, %2 before, %3 after, %4 the difference with its sign
    return Words::tr("%1: %2 → %3 (%4)").arg(what, before, after, difference);
}

QString rateLine(const QString& what, const BeforeAfter<double>& rate, const QLocale& locale)
{
    const double by = rate.after - rate.before;
    return changeLine(what, format::bitRate(rate.before, locale).text(),
                      format::bitRate(rate.after, locale).text(),
                      withSign(by, format::bitRate(std::abs(by), locale).text()));
}

QString cardsLine(const QString& what, double before, double after, const QLocale& locale)
{
    const double by = std::round(after) - std::round(before);
    return changeLine(what, format::count(std::round(before), locale),
                      format::count(std::round(after), locale),
                      withSign(by, format::count(std::abs(by), locale)));
}

QString strandedLine(const twin::GflopsByPrecision& stranded, const QLocale& locale)
{
    const auto fp16 = stranded[twin::Precision::Fp16];
    const twin::Precision precision = fp16 > 0 ? twin::Precision::Fp16 : twin::Precision::Fp64;
    return stranded[precision] == 0
               ? QString()
               //: compute nobody can use: %1 with its unit, %2 precision
               : Words::tr("Stranded: %1 %2")
                     .arg(format::flops(static_cast<double>(stranded[precision]), locale).text(),
                          format::precision(precision));
}

QString heading(const MapDifference& difference)
{
    //: %1 is the name of the scenario
    return Words::tr("In “%1”:").arg(difference.name);
}

QStringList linkLines(const LinkChange& change, const Language& language)
{
    const QLocale& locale = language.locale();
    QStringList out;
    if (change.state.differs()) {
        out.append(
            changeLine(Words::tr("State"), stateText(change.state.before), stateText(change.state.after)));
    }
    if (change.capacity_bps.differs() && change.state.after != ElementState::Removed) {
        out.append(rateLine(Words::tr("Capacity"), change.capacity_bps, locale));
    }
    out.append(changeLine(Words::tr("Utilisation"), format::percent(change.utilisation.before, locale).text(),
                          format::percent(change.utilisation.after, locale).text(),
                          pointsText(change.utilisation.after - change.utilisation.before, language)));
    out.append(rateLine(Words::tr("Load"), change.load_bps, locale));
    return out;
}

QStringList poolLines(const PoolChange& change, const Language& language)
{
    const QLocale& locale = language.locale();
    QStringList out;
    if (change.state.differs()) {
        out.append(
            changeLine(Words::tr("State"), stateText(change.state.before), stateText(change.state.after)));
    }
    if (change.isReachable.before && !change.isReachable.after) {
        out.append(Words::tr("Cut off from the larger part of the network"));
    }
    out.append(
        cardsLine(Words::tr("Cards at work"), change.cardsWorking.before, change.cardsWorking.after, locale));
    if (change.cardsUsable.differs()) {
        out.append(cardsLine(Words::tr("Cards usable"), change.cardsUsable.before, change.cardsUsable.after,
                             locale));
    }
    if (const QString line = strandedLine(change.stranded.after, locale); !line.isEmpty()) {
        out.append(line);
    }
    return out;
}

QStringList addedLinkLines(const Situation& after, const std::string& id, const Language& language)
{
    const twin::registry::Registry& registry = *after.world->registry;
    const auto found = registry.find(twin::EntityKind::Link, id);
    if (!found) {
        return {};
    }
    const QLocale& locale = language.locale();
    const twin::registry::Link& link = registry.links[found->index];
    const LinkSituation& now = after.links[found->index];
    const QString a = language.name(registry.name(link.a));
    const QString b = language.name(registry.name(link.b));
    const auto direction = [&](const QString& from, const QString& to, int side) {
        const double capacity = now.capacity_bps[side];
        const QString use = format::percent(capacity > 0 ? now.load_bps[side] / capacity : 0, locale).text();
        //: traffic from %1 to %2: part of the capacity, and how much that is
        return Words::tr("%1 → %2: %3, %4")
            .arg(from, to, use, format::bitRate(now.load_bps[side], locale).text());
    };
    return {Words::tr("%1: %2", "a figure and its value")
                .arg(Words::tr("Capacity"), format::bitRate(now.capacity_bps[0], locale).text()),
            direction(a, b, 0), direction(b, a, 1)};
}

QStringList addedPoolLines(const Situation& after, const std::string& id, const Language& language)
{
    const auto found = after.world->registry->find(twin::EntityKind::Pool, id);
    if (!found) {
        return {};
    }
    const QLocale& locale = language.locale();
    const PoolSituation& now = after.pools[found->index];
    const twin::Precision precision =
        now.declared[twin::Precision::Fp16] > 0 ? twin::Precision::Fp16 : twin::Precision::Fp64;
    QStringList out{Words::tr("Compute: %1 %2")
                        .arg(format::flops(static_cast<double>(now.declared[precision]), locale).text(),
                             format::precision(precision)),
                    Words::tr("Cards at work: %1 of %2")
                        .arg(format::count(std::round(now.cardsWorking), locale),
                             format::count(std::uint64_t{now.cards}, locale))};
    if (!now.isReachable) {
        out.append(Words::tr("Cut off from the larger part of the network"));
    }
    return out;
}

template <typename Row> const Row* rowOf(const std::vector<Row>& rows, const EntityKey& key)
{
    const auto found = std::ranges::find(rows, format::utf8(key.id), &Row::id);
    return found != rows.end() ? &*found : nullptr;
}

} // namespace

QString pointsText(double ratio, const Language& language)
{
    // Digits as in the tables.
    const QString points = format::percent(std::abs(ratio), language.locale()).number;
    //: percentage points; %1 a number with its sign
    return Words::tr("%1 points").arg(withSign(ratio, points));
}

HoverText additionText(const MapDifference& difference, const MapAddition& addition, const Language& language)
{
    const Situation& after = *difference.outcome->after;
    HoverText out;
    switch (addition.kind) {
    case MapAddition::Kind::Link: {
        const std::string& id = difference.addedLinks[addition.row].id;
        out = {Words::tr("New link %1").arg(format::text(id)), addedLinkLines(after, id, language)};
        break;
    }
    case MapAddition::Kind::Conduit:
        out.title = Words::tr("New conduit %1").arg(format::text(difference.addedConduits[addition.row].id));
        break;
    case MapAddition::Kind::Pool: {
        const std::string& id = difference.addedPools[addition.row].id;
        out = {Words::tr("New pool %1").arg(format::text(id)), addedPoolLines(after, id, language)};
        break;
    }
    }
    out.lines.prepend(heading(difference));
    return out;
}

QStringList differenceLines(const MapDifference& difference, const EntityKey& key, const Language& language)
{
    QStringList out;
    if (key.type == EntityKey::Type::Link) {
        if (const LinkChange* change = rowOf(difference.outcome->links, key)) {
            out = linkLines(*change, language);
        }
    } else if (key.type == EntityKey::Type::Pool) {
        if (const PoolChange* change = rowOf(difference.outcome->pools, key)) {
            out = poolLines(*change, language);
        }
    }
    if (!out.isEmpty()) {
        out.prepend(heading(difference));
    }
    return out;
}

QStringList differenceLines(const MapDifference& difference, const std::vector<std::uint32_t>& pools,
                            const Language& language)
{
    double before = 0;
    double after = 0;
    twin::GflopsByPrecision stranded;
    int changed = 0;
    for (const std::uint32_t pool : pools) {
        const std::uint32_t row =
            pool < difference.rowOfPool.size() ? difference.rowOfPool[pool] : kNoDifference;
        if (row == kNoDifference) {
            continue;
        }
        const PoolChange* change =
            rowOf(difference.outcome->pools,
                  {EntityKey::Type::Pool, format::text(difference.registry->pools[pool].id)});
        if (change != nullptr) {
            ++changed;
            before += change->cardsWorking.before;
            after += change->cardsWorking.after;
            for (std::size_t i = 0; i < stranded.value.size(); ++i) {
                stranded.value[i] += change->stranded.after.value[i];
            }
        }
    }
    if (changed == 0) {
        return {};
    }
    const QLocale& locale = language.locale();
    QStringList out{heading(difference), Words::tr("%n pool(s) differ", nullptr, changed),
                    cardsLine(Words::tr("Cards at work"), before, after, locale)};
    if (const QString line = strandedLine(stranded, locale); !line.isEmpty()) {
        out.append(line);
    }
    return out;
}

} // namespace models
