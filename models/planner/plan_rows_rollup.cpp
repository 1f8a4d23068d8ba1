#include "models/planner/figure_cells.h"
#include "models/planner/plan_rows.h"

#include <utility>

/// What tenants and enterprises have of it.
namespace models {

using namespace twin::scenario;
using Type = EntityKey::Type;

namespace {

PlanCell moneyMore(twin::MoneyE4 money, const QLocale& locale)
{
    return differenceCell(FigureUnit::MoneyRate, static_cast<double>(money) / 1e4, locale);
}

/// Where it was and where it is; once if that is the same to the eye.
PlanCell ratioCell(bool isKnownBefore, double before, bool isKnown, double now, const QLocale& locale)
{
    const auto number = [&locale](bool known, double value) {
        return known ? figureCell(FigureUnit::Ratio, value, locale).text : format::unknown();
    };
    if (!isKnown && !isKnownBefore) {
        return PlanCell::unknown();
    }
    PlanCell cell = isKnown ? figureCell(FigureUnit::Ratio, now, locale) : PlanCell::unknown();
    if (const QString then = number(isKnownBefore, before); then != cell.text) {
        cell.text = then + QStringLiteral(" → ") + cell.text;
    }
    return cell;
}

PlanCell networkCell(const Rollup& row, int column, const QLocale& locale)
{
    if (!row.network) {
        return PlanCell::unknown();
    }
    const RollupNetwork& network = *row.network;
    switch (column) {
    case 0:
        return ratioCell(network.isMeasured.before, 1 - network.worst_mlu.before, network.isMeasured.after,
                         1 - network.worst_mlu.after, locale);
    case 1:
        return network.isMeasured.after ? PlanCell::of(format::text(network.worstLink)) : PlanCell::unknown();
    default: {
        const auto circle = static_cast<std::size_t>(column - 2);
        return ratioCell(network.hasCards.before, network.near.before[circle], network.hasCards.after,
                         network.near.after[circle], locale);
    }
    }
}

PlanCell rollupCell(const Rollup& row, int column, Type type, const PlanNames& names)
{
    const QLocale& locale = names.language.locale();
    const auto count = [&locale](double value) {
        return figureCell(FigureUnit::Count, value, locale);
    };
    switch (column) {
    case 0:
        return PlanCell::of(names.label(type, row.id));
    case 1:
        return count(row.jobsStopped);
    case 2:
        return count(row.jobsSlowed);
    case 3:
        return count(row.jobsLate);
    case 4:
        return count(row.flowsDisconnected);
    case 5:
        return count(row.flowsSlowed);
    case 6:
        return count(row.flowsLate);
    case 7:
        return figureCell(FigureUnit::BitRate, row.lost_bps, locale);
    case 8:
        return count(row.poolsLost);
    case 9:
        return count(row.cardsIdled);
    case 10:
        return figureCell(FigureUnit::Gflops, static_cast<double>(row.stranded[twin::Precision::Fp16]),
                          locale);
    case 11:
        return moneyMore(row.energyPerHour, locale);
    case 12:
        return moneyMore(row.revenuePerHour, locale);
    case 13:
        return differenceCell(FigureUnit::CarbonRate, row.carbon_gPerHour / 1'000, locale);
    case 14:
        return count(row.jobsTooFar);
    case 20:
        return count(row.jobsWithoutPlace);
    default:
        return networkCell(row, column - 15, locale);
    }
}

/// @param list lives in what `keeps` keeps
PlanRows rollupRows(const std::vector<Rollup>& list, std::shared_ptr<const void> keeps,
                    const PlanNames& names)
{
    constexpr Type type = Type::Enterprise;
    const auto at = [&list, keeps = std::move(keeps)](int row) -> const Rollup& {
        return list[static_cast<std::size_t>(row)];
    };
    PlanRows out;
    out.count = static_cast<int>(list.size());
    out.key = [at, names](int row) {
        // A tenant can be selected where the registry knows it as an enterprise.
        const EntityKey key{type, format::text(at(row).id)};
        return names.label(type, at(row).id) != key.id ? key : EntityKey{};
    };
    out.cell = [at, names](int row, int column) {
        return rollupCell(at(row), column, type, names);
    };
    return out;
}

/// @param tenants or the enterprises
PlanRows rowsOf(const PlanResult& result, bool tenants, const PlanNames& names)
{
    if (result.owners != nullptr) {
        return rollupRows(tenants ? result.owners->tenants : result.owners->enterprises, result.owners,
                          names);
    }
    if (result.outcome != nullptr) {
        return rollupRows(tenants ? result.outcome->tenants : result.outcome->enterprises, result.outcome,
                          names);
    }
    return {};
}

} // namespace

std::vector<PlanColumn> rollupColumns()
{
    return {{QT_TRANSLATE_NOOP("models::PlanTable", "Name"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Jobs stopped"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Jobs slowed"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Jobs late"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Flows disconnected"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Flows slowed"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Flows late"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Traffic lost"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Pools lost"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Cards idled"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "FP16 stranded"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Energy cost, more"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Revenue, more"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Carbon, more"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Latency missed"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "N-1 headroom"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "N-1 fullest link"), false},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Within 1 ms"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Within 5 ms"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Within 20 ms"), true},
            {QT_TRANSLATE_NOOP("models::PlanTable", "Jobs without a place"), true}};
}

PlanRows tenantRows(const PlanResult& result, const PlanNames& names)
{
    return rowsOf(result, true, names);
}

PlanRows enterpriseRows(const PlanResult& result, const PlanNames& names)
{
    return rowsOf(result, false, names);
}

} // namespace models
