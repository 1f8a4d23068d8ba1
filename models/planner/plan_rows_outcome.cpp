#include "models/planner/figure_cells.h"
#include "models/planner/plan_rows.h"
#include "models/planner/plan_terms.h"

#include <cmath>

/// What differs, a row a link, pool, flow or job.
namespace models {

using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

/// Cells both kinds of tables need.
struct Cells
{
    PlanNames names;

    [[nodiscard]] const QLocale& locale() const { return names.language.locale(); }

    [[nodiscard]] PlanCell name(Type type, const std::string& id) const
    {
        return PlanCell::of(names.label(type, id));
    }

    [[nodiscard]] PlanCell value(FigureUnit unit, double number) const
    {
        return figureCell(unit, number, locale());
    }

    /// With a bar behind it.
    [[nodiscard]] PlanCell filled(double ratio) const
    {
        PlanCell out = value(FigureUnit::Ratio, ratio);
        out.ratio = ratio;
        return out;
    }

    [[nodiscard]] PlanCell more(FigureUnit unit, double difference) const
    {
        return differenceCell(unit, difference, locale());
    }

    [[nodiscard]] PlanCell more(FigureUnit unit, const BeforeAfter<double>& pair) const
    {
        return more(unit, pair.after - pair.before);
    }

    [[nodiscard]] PlanCell moneyMore(const BeforeAfter<twin::MoneyE4>& pair) const
    {
        return more(FigureUnit::MoneyRate, static_cast<double>(pair.after - pair.before) / 1e4);
    }

    /// "Up → Down", or the one word where it stays.
    template <typename State>
    [[nodiscard]] static PlanCell turn(const BeforeAfter<State>& pair, const QString& before,
                                       const QString& after)
    {
        return PlanCell::of(pair.differs() || before != after ? before + QStringLiteral(" → ") + after
                                                              : after);
    }

    /// Time until it ends.
    [[nodiscard]] static PlanCell finish(double seconds)
    {
        if (seconds < 0 || std::isnan(seconds)) {
            return PlanCell::unknown();
        }
        if (!std::isfinite(seconds) || seconds > 100.0 * 366 * 86'400) {
            return {PlanTerms::tr("never", "a job or transfer never ends"), {}, 1e300};
        }
        return {format::duration(static_cast<twin::TimeNs>(seconds * 1e9)), {}, seconds};
    }

    /// "7.20 ms of 5 ms: missed"; empty of what is held against no class.
    [[nodiscard]] PlanCell latency(const JobChange& row) const
    {
        const double now = row.latency_ms.after;
        if (row.latencyClass_ms == 0 || now < 0) {
            return PlanCell::of(QString());
        }
        const QString most = format::count(std::uint64_t{row.latencyClass_ms}, locale());
        if (!std::isfinite(now)) {
            return PlanCell::of(PlanTerms::tr("no way to its users"));
        }
        const QString of = format::number(now, locale());
        return PlanCell::of(
            row.missesLatency.after
                ? PlanTerms::tr("%1 ms of %2 ms: missed", "latency of a service, of its class").arg(of, most)
                : PlanTerms::tr("%1 ms of %2 ms", "latency of a service, and of its class").arg(of, most));
    }

    [[nodiscard]] static PlanCell late(const BeforeAfter<bool>& pair)
    {
        if (pair.after) {
            return PlanCell::of(pair.before ? PlanTerms::tr("late as before") : PlanTerms::tr("late"));
        }
        return PlanCell::of(pair.before ? PlanTerms::tr("in time again") : QString());
    }
};

/// A list of an outcome as rows: its number, keys, and cells by `cell`.
template <typename Row, typename KeyOf, typename CellOf>
PlanRows rowsOf(const OutcomePtr& outcome, const std::vector<Row> Outcome::*list, KeyOf keyOf, CellOf cellOf)
{
    if (outcome == nullptr) {
        return {};
    }
    const auto at = [outcome, list](int row) -> const Row& {
        return ((*outcome).*list)[static_cast<std::size_t>(row)];
    };
    PlanRows out;
    out.count = static_cast<int>(((*outcome).*list).size());
    out.key = [at, keyOf](int row) {
        return keyOf(at(row));
    };
    out.cell = [at, cellOf](int row, int column) {
        return cellOf(at(row), column);
    };
    return out;
}

EntityKey keyFor(Type type, const std::string& id)
{
    return {type, format::text(id)};
}

} // namespace

std::vector<PlanColumn> linkColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Link"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "State"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Utilisation before"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "After"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Difference"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Load"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "More load"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Capacity"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "More capacity"), true}};
}

PlanRows linkRows(const OutcomePtr& outcome, const PlanNames& names)
{
    const Cells cells{names};
    return rowsOf(
        outcome, &Outcome::links, [](const LinkChange& row) { return keyFor(Type::Link, row.id); },
        [cells](const LinkChange& row, int column) -> PlanCell {
            switch (column) {
            case 0:
                return cells.name(Type::Link, row.id);
            case 1:
                return Cells::turn(row.state, PlanTerms::of(row.state.before),
                                   PlanTerms::of(row.state.after));
            case 2:
                return cells.filled(row.utilisation.before);
            case 3:
                return cells.filled(row.utilisation.after);
            case 4:
                return cells.more(FigureUnit::Ratio, row.utilisation);
            case 5:
                return cells.value(FigureUnit::BitRate, row.load_bps.after);
            case 6:
                return cells.more(FigureUnit::BitRate, row.load_bps);
            case 7:
                return cells.value(FigureUnit::BitRate, row.capacity_bps.after);
            default:
                return cells.more(FigureUnit::BitRate, row.capacity_bps);
            }
        });
}

std::vector<PlanColumn> poolColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Pool"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Enterprise"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "State"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Reachable"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Cards usable"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Difference"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Cards at work"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Difference"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "FP16 stranded"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Power"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Energy cost, more"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Revenue, more"), true}};
}

PlanRows poolRows(const OutcomePtr& outcome, const PlanNames& names)
{
    const Cells cells{names};
    return rowsOf(
        outcome, &Outcome::pools, [](const PoolChange& row) { return keyFor(Type::Pool, row.id); },
        [cells](const PoolChange& row, int column) -> PlanCell {
            const auto yes = [](bool reachable) {
                return reachable ? PlanTerms::tr("Yes") : PlanTerms::tr("No");
            };
            switch (column) {
            case 0:
                return cells.name(Type::Pool, row.id);
            case 1:
                return cells.name(Type::Enterprise, row.subject);
            case 2:
                return Cells::turn(row.state, PlanTerms::of(row.state.before),
                                   PlanTerms::of(row.state.after));
            case 3:
                return Cells::turn(row.isReachable, yes(row.isReachable.before), yes(row.isReachable.after));
            case 4:
                return cells.value(FigureUnit::Count, row.cardsUsable.after);
            case 5:
                return cells.more(FigureUnit::Count,
                                  double{0} + row.cardsUsable.after - row.cardsUsable.before);
            case 6:
                return cells.value(FigureUnit::Count, row.cardsWorking.after);
            case 7:
                return cells.more(FigureUnit::Count, row.cardsWorking.after - row.cardsWorking.before);
            case 8:
                return turnCell(
                    FigureUnit::Gflops, static_cast<double>(row.stranded.before[twin::Precision::Fp16]),
                    static_cast<double>(row.stranded.after[twin::Precision::Fp16]), cells.locale());
            case 9:
                return cells.value(FigureUnit::Power, row.facility_w.after);
            case 10:
                return cells.moneyMore(row.energyPerHour);
            default:
                return cells.moneyMore(row.revenuePerHour);
            }
        });
}

std::vector<PlanColumn> flowColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Flow"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Tenant"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Job"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "State"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Rate before"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "After"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Difference"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Way"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Ends in, before"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "After"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Deadline"), false}};
}

PlanRows flowRows(const OutcomePtr& outcome, const PlanNames& names)
{
    const Cells cells{names};
    return rowsOf(
        outcome, &Outcome::flows,
        [](const FlowChange& row) { return row.isBackground ? EntityKey{} : keyFor(Type::Flow, row.id); },
        [cells](const FlowChange& row, int column) -> PlanCell {
            switch (column) {
            case 0:
                return PlanCell::of(format::text(row.id));
            case 1:
                return row.isBackground ? PlanCell::of(PlanTerms::tr("background"))
                                        : PlanCell::of(format::text(row.tenant));
            case 2:
                return row.job.empty() ? PlanCell::of(QString()) : cells.name(Type::Job, row.job);
            case 3:
                return Cells::turn(row.state, PlanTerms::of(row.state.before, row.exists.before),
                                   PlanTerms::of(row.state.after, row.exists.after));
            case 4:
                return cells.value(FigureUnit::BitRate, row.rate_bps.before);
            case 5:
                return cells.value(FigureUnit::BitRate, row.rate_bps.after);
            case 6:
                return cells.more(FigureUnit::BitRate, row.rate_bps);
            case 7:
                return PlanCell::of(row.isRerouted ? PlanTerms::tr("another way") : QString());
            case 8:
                return Cells::finish(row.finish_s.before);
            case 9:
                return Cells::finish(row.finish_s.after);
            default:
                return Cells::late(row.missesDeadline);
            }
        });
}

std::vector<PlanColumn> jobColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Job"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Tenant"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Cards"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "State"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Speed before"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "After"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Difference"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Ends in, before"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "After"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Deadline"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Input"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Latency"), false}};
}

PlanRows jobRows(const OutcomePtr& outcome, const PlanNames& names)
{
    const Cells cells{names};
    return rowsOf(
        outcome, &Outcome::jobs, [](const JobChange& row) { return keyFor(Type::Job, row.id); },
        [cells](const JobChange& row, int column) -> PlanCell {
            switch (column) {
            case 0:
                return cells.name(Type::Job, row.id);
            case 1:
                return PlanCell::of(format::text(row.tenant));
            case 2:
                return cells.value(FigureUnit::Count, row.cards);
            case 3:
                return Cells::turn(row.condition, PlanTerms::of(row.condition.before, row.exists.before),
                                   PlanTerms::of(row.condition.after, row.exists.after));
            case 4:
                return cells.value(FigureUnit::Ratio, row.speed.before);
            case 5:
                return cells.value(FigureUnit::Ratio, row.speed.after);
            case 6:
                return cells.more(FigureUnit::Ratio, row.speed);
            case 7:
                return Cells::finish(row.finish_s.before);
            case 8:
                return Cells::finish(row.finish_s.after);
            case 9:
                return Cells::late(row.missesDeadline);
            case 10:
                return PlanCell::of(row.inputWaits ? PlanTerms::tr("its input cannot come") : QString());
            default:
                return cells.latency(row);
            }
        });
}

} // namespace models
