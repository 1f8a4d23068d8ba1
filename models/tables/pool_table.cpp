#include "models/tables/pool_table.h"

#include "models/format/terms.h"

#include <algorithm>

namespace models {

using namespace twin::registry;
using twin::MoneyE4;
using twin::PoolMetric;
using twin::Precision;

namespace {

struct ColumnFacts
{
    const char* title;
    bool isNumber;
    int metric; ///< PoolMetric shown, -1 for a fact of the registry
};

constexpr int of(PoolMetric metric)
{
    return static_cast<int>(metric);
}

constexpr ColumnFacts kColumns[] = {
    {QT_TRANSLATE_NOOP("models::PoolTable", "Pool"), false, -1},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Enterprise"), false, -1},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Province"), false, -1},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Hub"), false, -1},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Compute FP16"), true, -1},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Chips"), false, -1},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Utilisation"), true, of(PoolMetric::Utilisation)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Last 5 min"), false, of(PoolMetric::Utilisation)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Cards free"), true, of(PoolMetric::CardsFree)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Power"), true, of(PoolMetric::FacilityPower)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "PUE"), true, of(PoolMetric::Pue)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Inlet"), true, of(PoolMetric::Inlet)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Queue"), true, of(PoolMetric::QueueJobs)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Price"), true, -1},
    {QT_TRANSLATE_NOOP("models::PoolTable", "State"), false, of(PoolMetric::State)},
    {QT_TRANSLATE_NOOP("models::PoolTable", "Age"), true, of(PoolMetric::Utilisation)},
};
static_assert(std::size(kColumns) == PoolTable::ColumnCount);

const ColumnFacts& factsOf(int column)
{
    return kColumns[static_cast<std::size_t>(column)];
}

QString chipsText(const Pool& pool, const QLocale& locale)
{
    QStringList parts;
    for (const Chip& chip : pool.chips) {
        parts.append(format::count(std::uint64_t{chip.count}, locale) + QStringLiteral(" × ") +
                     format::text(chip.chipClass));
    }
    return parts.join(QStringLiteral(", "));
}

/// Cheapest price on demand (or of any kind when there is none); none: 0.
MoneyE4 priceOf(const Pool& pool)
{
    MoneyE4 best = 0;
    bool bestIsOnDemand = false;
    for (const Price& price : pool.prices) {
        const bool isOnDemand = price.kind == PriceKind::OnDemand;
        const bool isBetter = best == 0 || (isOnDemand && !bestIsOnDemand) ||
                              (isOnDemand == bestIsOnDemand && price.perCardHour < best);
        if (isBetter) {
            best = price.perCardHour;
            bestIsOnDemand = isOnDemand;
        }
    }
    return best;
}

} // namespace

PoolTable::PoolTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                     QObject* parent)
    : IndexedTable(feed, attention, language, twin::EntityKind::Pool, AgeColumn, TrendColumn, parent)
{}

bool PoolTable::passes(const EntityFilter& filter, int row) const
{
    return filter.passesPool(*snapshot(), static_cast<std::uint32_t>(row));
}

bool PoolTable::isLive(int column) const
{
    return factsOf(column).metric >= 0;
}

SnapshotTable::Header PoolTable::header(int column) const
{
    return {tr(factsOf(column).title), factsOf(column).isNumber};
}

SnapshotTable::Cell PoolTable::cell(int row, int column) const
{
    switch (column) {
    case TrendColumn:
        return {};
    case StateColumn:
        return stateCell(row, pool(row).asset.state, static_cast<std::size_t>(PoolMetric::State));
    case AgeColumn:
        return ageCell(live(row, static_cast<std::size_t>(PoolMetric::Utilisation)));
    default:
        return isLive(column) ? metricCell(row, column) : factCell(pool(row), column);
    }
}

SnapshotTable::Cell PoolTable::factCell(const Pool& pool, int column) const
{
    const Registry& registry = *snapshot()->registry;
    const QLocale& locale = language().locale();
    switch (column) {
    case NameColumn: {
        const QString name = language().name(pool.name);
        return {name.isEmpty() ? format::text(pool.id) : name};
    }
    case EnterpriseColumn:
        return {pool.subject ? language().name(registry[pool.subject].name) : format::unknown()};
    case ProvinceColumn: {
        const twin::Province* province = twin::provinceOf(pool.adcode);
        return {province != nullptr ? language().name(province->shortName) : format::unknown()};
    }
    case HubColumn:
        return {pool.hub ? language().name(registry[pool.hub].name) : tr("Outside the hubs")};
    case ComputeColumn: {
        const auto fp16 = static_cast<double>(pool.declared[Precision::Fp16]);
        const auto fp64 = static_cast<double>(pool.declared[Precision::Fp64]);
        if (fp16 == 0 && fp64 > 0) { // CPUs and supercomputers: never under a column's FP16 without saying so
            const format::Quantity quantity = format::flops(fp64, locale);
            return {quantity.number, quantity.unit + QStringLiteral(" FP64")};
        }
        return quantityCell(format::flops(fp16, locale));
    }
    case ChipsColumn:
        return {chipsText(pool, locale)};
    case PriceColumn: {
        const MoneyE4 price = priceOf(pool);
        //: unit of a price: yuan per card and hour
        return price > 0 ? Cell{format::money(price, locale).number, tr("CNY/card·h")}
                         : Cell{format::unknown(), {}, false};
    }
    default:
        return {};
    }
}

SnapshotTable::Cell PoolTable::metricCell(int row, int column) const
{
    const QLocale& locale = language().locale();
    Cell out = liveCell(live(row, static_cast<std::size_t>(factsOf(column).metric)), [&](double value) {
        switch (column) {
        case UtilisationColumn:
            return format::percent(value, locale);
        case PowerColumn:
            return format::power(value, locale);
        case PueColumn:
            return format::Quantity{format::fixed(value, 2, locale), {}};
        case InletColumn:
            return format::metric(value, "°C", locale);
        default:
            return format::Quantity{format::count(value, locale), {}};
        }
    });
    if (column == UtilisationColumn && out.isKnown) {
        out.ratio = live(row, static_cast<std::size_t>(PoolMetric::Utilisation)).value;
    }
    return out;
}

QVariant PoolTable::sortValue(int row, int column) const
{
    switch (column) {
    case ComputeColumn: {
        const Pool& facts = pool(row); // pools without FP16 after all others, by their FP64
        const auto fp16 = static_cast<double>(facts.declared[Precision::Fp16]);
        return fp16 > 0 ? fp16 : static_cast<double>(facts.declared[Precision::Fp64]) * 1e-12;
    }
    case ChipsColumn:
        return static_cast<qlonglong>(pool(row).cards);
    case PriceColumn: {
        const MoneyE4 price = priceOf(pool(row));
        return price > 0 ? QVariant(static_cast<qlonglong>(price)) : QVariant();
    }
    case AgeColumn: {
        const auto value = live(row, static_cast<std::size_t>(PoolMetric::Utilisation));
        return value.quality == twin::state::Quality::Missing
                   ? QVariant()
                   : QVariant(static_cast<qlonglong>(snapshot()->time - value.sourceTime));
    }
    case StateColumn:
        return cell(row, column).text;
    default:
        return isLive(column) ? liveSort(live(row, static_cast<std::size_t>(factsOf(column).metric)))
                              : QVariant(factCell(pool(row), column).text);
    }
}

SnapshotTable::Measure PoolTable::measure(int column) const
{
    switch (column) {
    case ComputeColumn:
        return {QStringLiteral("GFLOPS"), 1};
    case UtilisationColumn:
        return {QStringLiteral("%"), 100};
    case PowerColumn:
        return {QStringLiteral("W"), 1};
    case InletColumn:
        return {QStringLiteral("°C"), 1};
    case PriceColumn:
        return {tr("CNY/card·h"), 1e-4};
    case AgeColumn:
        return {QStringLiteral("s"), 1e-9};
    case CardsFreeColumn:
    case PueColumn:
    case QueueColumn:
        return {{}, 1};
    default:
        return {};
    }
}

/// Pools without FP16 have none, whatever they are sorted by.
QVariant PoolTable::exportValue(int row, int column) const
{
    return column == ComputeColumn ? QVariant(static_cast<double>(pool(row).declared[Precision::Fp16]))
                                   : SnapshotTable::exportValue(row, column);
}

QVariant PoolTable::sparkline(int row, int column) const
{
    return column == TrendColumn ? trend(row) : QVariant();
}

const Pool& PoolTable::pool(int row) const
{
    return snapshot()->registry->pools[static_cast<std::size_t>(row)];
}

} // namespace models
