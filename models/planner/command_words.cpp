#include "models/planner/command_words.h"

#include "models/format/format.h"
#include "models/planner/exact_words.h"
#include "models/planner/plan_terms.h"
#include "twin/scenario/editor.h"

#include <QStringList>

namespace models {

using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

/// One sentence an action.
struct Sentence
{
    StyledNames names;

    [[nodiscard]] const QLocale& locale() const { return names.names.language.locale(); }

    [[nodiscard]] QString percent(double ratio) const { return format::percent(ratio, locale()).text(); }

    [[nodiscard]] QString rate(double bps) const { return format::bitRate(bps, locale()).text(); }

    [[nodiscard]] QString factor(double value) const
    {
        return QStringLiteral("×") + format::number(value, locale());
    }

    [[nodiscard]] QString link(const std::string& id) const { return names.label(Type::Link, id); }

    [[nodiscard]] QString conduit(const std::string& id) const { return names.label(Type::Conduit, id); }

    [[nodiscard]] QString pool(const std::string& id) const { return names.label(Type::Pool, id); }

    [[nodiscard]] QString job(const std::string& id) const { return names.label(Type::Job, id); }

    [[nodiscard]] QString placements(const std::vector<CardsAt>& list) const
    {
        QStringList out;
        for (const CardsAt& each : list) {
            out.append(CommandWords::tr("%1: %n card(s)", nullptr, static_cast<int>(each.cards))
                           .arg(pool(each.pool)));
        }
        return out.join(CommandWords::tr(", ", "between things listed"));
    }

    [[nodiscard]] QString pools(const PoolSelection& which) const
    {
        if (!which.pool.empty()) {
            return pool(which.pool);
        }
        if (!which.subject.empty()) {
            return names.label(Type::Enterprise, which.subject);
        }
        return which.province != 0 ? names.names.province(which.province) : CommandWords::tr("all pools");
    }

    [[nodiscard]] QString demand(const DemandSelection& which) const
    {
        const QString kind = which.kind.empty()
                                 ? CommandWords::tr("all traffic")
                                 : CommandWords::tr("traffic of kind %1").arg(format::text(which.kind));
        if (!which.place.empty()) {
            return CommandWords::tr("%1 at %2").arg(kind, names.place(which.place));
        }
        return which.province != 0
                   ? CommandWords::tr("%1 at %2").arg(kind, names.names.province(which.province))
                   : kind;
    }

    QString operator()(const Fail& x) const
    {
        const bool isCut = x.target.kind == TargetKind::Conduit || x.target.kind == TargetKind::Link;
        return (isCut ? CommandWords::tr("Fail %1", "a conduit or link: it is cut")
                      : CommandWords::tr("Fail %1"))
            .arg(names.target(x.target));
    }

    QString operator()(const Degrade& x) const
    {
        return CommandWords::tr("Degrade %1: %2 left").arg(names.target(x.target), percent(x.left));
    }

    QString operator()(const Drain& x) const
    {
        return CommandWords::tr("Drain %1").arg(names.target(x.target));
    }

    QString operator()(const Restore& x) const
    {
        return CommandWords::tr("Restore %1").arg(names.target(x.target));
    }

    QString operator()(const AddLink& x) const
    {
        return CommandWords::tr("Add link %1 from %2 to %3, %4")
            .arg(format::text(x.id), names.place(x.a), names.place(x.b),
                 rate(static_cast<double>(x.capacity_bps)));
    }

    QString operator()(const AddConduit& x) const
    {
        return CommandWords::tr("Add conduit %1 from %2 to %3, %4")
            .arg(format::text(x.id), names.place(x.a), names.place(x.b),
                 format::length(static_cast<double>(x.route_m), locale()).text());
    }

    QString operator()(const AddPool& x) const
    {
        return CommandWords::tr("Add pool %1 like %2, %3")
            .arg(format::text(x.id), pool(x.like), factor(x.scale));
    }

    QString operator()(const Remove& x) const
    {
        return CommandWords::tr("Remove %1").arg(names.target(x.target));
    }

    QString operator()(const ResizeLink& x) const
    {
        return CommandWords::tr("Resize link %1 to %2")
            .arg(link(x.id), rate(static_cast<double>(x.capacity_bps)));
    }

    QString operator()(const ResizeConduit& x) const
    {
        return CommandWords::tr("Resize links of conduit %1, %2").arg(conduit(x.id), factor(x.factor));
    }

    QString operator()(const ResizePool& x) const
    {
        return CommandWords::tr("Resize pool %1, %2").arg(pool(x.id), factor(x.factor));
    }

    QString operator()(const PlannedBuilds&) const
    {
        return CommandWords::tr("Planned builds enter at their dates");
    }

    QString operator()(const SetPrice& x) const
    {
        return CommandWords::tr("Prices of %1, %2").arg(pools(x.pools), factor(x.factor));
    }

    QString operator()(const SetTariff& x) const
    {
        return CommandWords::tr("Power tariff of %1: %2 a kWh")
            .arg(pools(x.pools), format::money(x.perKwh, locale()).text());
    }

    QString operator()(const SetPue& x) const
    {
        return CommandWords::tr("PUE of %1: %2").arg(pools(x.pools), format::number(x.pue, locale()));
    }

    QString operator()(const ScaleDemand& x) const
    {
        return CommandWords::tr("Scale %1, %2").arg(demand(x.which), factor(x.factor));
    }

    QString operator()(const Growth& x) const
    {
        return CommandWords::tr("Growth of %1: %2 a quarter").arg(demand(x.which), percent(x.perQuarter));
    }

    QString operator()(const AddDemand& x) const
    {
        return CommandWords::tr("Add flow %1 from %2 to %3, %4")
            .arg(format::text(x.id), names.place(x.src), names.place(x.dst), rate(x.bps));
    }

    QString operator()(const SubmitJob& x) const
    {
        if (x.placements.empty()) {
            return CommandWords::tr("Submit job %1 (%n card(s), where there is room)", nullptr,
                                    static_cast<int>(x.cards))
                .arg(format::text(x.id));
        }
        return CommandWords::tr("Submit job %1 (%2)").arg(format::text(x.id), placements(x.placements));
    }

    QString operator()(const MoveJob& x) const
    {
        return CommandWords::tr("Move job %1 (%2)").arg(job(x.id), placements(x.placements));
    }

    QString operator()(const CancelJob& x) const { return CommandWords::tr("Cancel job %1").arg(job(x.id)); }

    QString operator()(const SetPolicy& x) const
    {
        QStringList out;
        if (x.routing) {
            out.append(*x.routing == RoutingCost::Delay    ? CommandWords::tr("paths short in delay")
                       : *x.routing == RoutingCost::Metric ? CommandWords::tr("paths short in metric")
                                                           : CommandWords::tr("paths short in hops"));
        }
        if (x.utilisationLimit) {
            out.append(CommandWords::tr("N-1 limit %1").arg(percent(*x.utilisationLimit)));
        }
        return CommandWords::tr("Policy: %1").arg(out.join(CommandWords::tr(", ", "between things listed")));
    }

    QString operator()(const PlannedWork& x) const
    {
        QStringList out;
        for (const Target& element : x.elements) {
            out.append(names.target(element));
        }
        const QString all = out.join(CommandWords::tr(", ", "between things listed"));
        return x.isDrained ? CommandWords::tr("Planned work %1, traffic moved away first: %2")
                                 .arg(format::text(x.id), all)
                           : CommandWords::tr("Planned work %1, cut off: %2").arg(format::text(x.id), all);
    }
};

/// What an action is about.
struct Subject
{
    static EntityKey key(Type type, const std::string& id) { return {type, format::text(id)}; }

    EntityKey operator()(const Fail& x) const { return keyOf(x.target); }

    EntityKey operator()(const Degrade& x) const { return keyOf(x.target); }

    EntityKey operator()(const Drain& x) const { return keyOf(x.target); }

    EntityKey operator()(const Restore& x) const { return keyOf(x.target); }

    EntityKey operator()(const Remove& x) const { return keyOf(x.target); }

    EntityKey operator()(const AddLink& x) const { return key(Type::Site, x.a); }

    EntityKey operator()(const AddConduit& x) const { return key(Type::Site, x.a); }

    EntityKey operator()(const AddPool& x) const { return key(Type::Pool, x.like); }

    EntityKey operator()(const ResizeLink& x) const { return key(Type::Link, x.id); }

    EntityKey operator()(const ResizeConduit& x) const { return key(Type::Conduit, x.id); }

    EntityKey operator()(const ResizePool& x) const { return key(Type::Pool, x.id); }

    EntityKey operator()(const MoveJob& x) const { return key(Type::Job, x.id); }

    EntityKey operator()(const CancelJob& x) const { return key(Type::Job, x.id); }

    EntityKey operator()(const PlannedWork& x) const
    {
        return x.elements.empty() ? EntityKey{} : keyOf(x.elements.front());
    }

    template <typename Other> EntityKey operator()(const Other&) const { return {}; }
};

/// A moment as short as it is clear.
QString momentText(twin::TimeNs at, twin::TimeNs begin)
{
    return format::date(at) == format::date(begin) ? format::clock(at) : format::dateTime(at);
}

} // namespace

QString CommandWords::sentence(const Command& command, const PlanNames& names)
{
    return sentenceIn(NameStyle::Short, command, names);
}

QString sentenceIn(NameStyle style, const Command& command, const PlanNames& names)
{
    return std::visit(Sentence{{names, style}}, command.action);
}

QString CommandWords::numbered(std::size_t place, const Command& command, const PlanNames& names)
{
    return tr("%1. %2", "number of a command and what it does")
        .arg(QString::number(place + 1), sentence(command, names));
}

QString CommandWords::time(const Command& command, twin::TimeNs begin)
{
    const QString from = momentText(beginOf(command, begin), begin);
    const auto end = endOf(command, begin);
    if (!end) {
        return command.at ? tr("from %1 on").arg(from) : tr("from the beginning");
    }
    const QString until = momentText(*end, begin);
    return command.at ? tr("from %1 until %2").arg(from, until) : tr("until %1").arg(until);
}

EntityKey CommandWords::key(const Command& command)
{
    return std::visit(Subject{}, command.action);
}

} // namespace models
