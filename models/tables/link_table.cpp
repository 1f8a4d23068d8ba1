#include "models/tables/link_table.h"

#include "models/format/terms.h"
#include "models/residual/residual_words.h"
#include "models/search/related.h"

#include <cmath>

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::LinkMetric;

namespace {

struct ColumnFacts
{
    const char* title;
    bool isNumber;
    bool isLive;
};

constexpr ColumnFacts kColumns[] = {
    {QT_TRANSLATE_NOOP("models::LinkTable", "Link"), false, false},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Carrier"), false, false},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Kind"), false, false},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Capacity"), true, false},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Use A→B"), true, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Use B→A"), true, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Last 5 min"), false, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Residual"), true, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Uncertainty"), true, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Significance"), true, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Drops"), true, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Delay"), true, false},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Conduits"), true, false},
    {QT_TRANSLATE_NOOP("models::LinkTable", "State"), false, true},
    {QT_TRANSLATE_NOOP("models::LinkTable", "Age"), true, true},
};
static_assert(std::size(kColumns) == LinkTable::ColumnCount);

const ColumnFacts& factsOf(int column)
{
    return kColumns[static_cast<std::size_t>(column)];
}

} // namespace

LinkTable::LinkTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                     QObject* parent)
    : IndexedTable(feed, attention, language, twin::EntityKind::Link, AgeColumn, TrendColumn, parent)
{}

void LinkTable::setResiduals(const ResidualModel& residuals)
{
    m_residuals = &residuals;
    connect(&residuals, &ResidualModel::changed, this, [this] {
        if (isActive() && rowCount() > 0) {
            Q_EMIT dataChanged(index(0, ResidualColumn), index(rowCount() - 1, SignificanceColumn));
        }
    });
}

bool LinkTable::passes(const EntityFilter& filter, int row) const
{
    return filter.passesLink(*snapshot(), static_cast<std::uint32_t>(row));
}

bool LinkTable::isLive(int column) const
{
    return factsOf(column).isLive;
}

SnapshotTable::Header LinkTable::header(int column) const
{
    return {tr(factsOf(column).title), factsOf(column).isNumber};
}

QString LinkTable::headerHelp(int column) const
{
    switch (column) {
    case ResidualColumn:
        return tr("Measured less expected load of the worse direction. Expected is what the known flows and "
                  "demands would put on the link.");
    case UncertaintyColumn:
        return tr("Standard deviation of the residual: how far it may lie from zero by measurement and model "
                  "alone.");
    case SignificanceColumn:
        return tr("Residual over its uncertainty, without sign: from about 5 on it is no chance.");
    default:
        return {};
    }
}

SnapshotTable::Cell LinkTable::cell(int row, int column) const
{
    switch (column) {
    case ForwardColumn:
        return useCell(row, true);
    case ReverseColumn:
        return useCell(row, false);
    case TrendColumn:
        return {};
    case ResidualColumn:
    case UncertaintyColumn:
    case SignificanceColumn:
        return residualCell(row, column);
    case DropsColumn:
        return liveCell(drops(row),
                        [&](double value) { return format::percent(value, language().locale()); });
    case StateColumn:
        return stateCell(row, link(row).asset.state, static_cast<std::size_t>(LinkMetric::State));
    case AgeColumn:
        return ageCell(utilisation(*snapshot(), entity(row)));
    default:
        return factCell(link(row), column);
    }
}

SnapshotTable::Cell LinkTable::factCell(const Link& link, int column) const
{
    const Registry& registry = *snapshot()->registry;
    switch (column) {
    case NameColumn:
        return {endsLabel(registry, link.a, link.b, language())};
    case CarrierColumn:
        return {link.carrier ? language().name(registry[link.carrier].name) : format::unknown()};
    case KindColumn:
        return {Terms::of(link.kind)};
    case CapacityColumn:
        return quantityCell(format::bitRate(static_cast<double>(link.capacity_bps), language().locale()));
    case DelayColumn:
        return quantityCell(format::milliseconds(link.delay, language().locale()));
    case ConduitsColumn:
        return {format::count(std::uint64_t{link.conduits.size()}, language().locale())};
    default:
        return {};
    }
}

SnapshotTable::Cell LinkTable::useCell(int row, bool forward) const
{
    const LiveValue use = arcUtilisation(*snapshot(), static_cast<std::uint32_t>(row), forward);
    Cell out = liveCell(use, [&](double value) { return format::percent(value, language().locale()); });
    out.ratio = out.isKnown ? use.value : -1;
    return out;
}

const LinkResidual* LinkTable::residual(int row) const
{
    const LinkResiduals* all = m_residuals != nullptr ? m_residuals->of(snapshot()->registry) : nullptr;
    if (all == nullptr) {
        return nullptr;
    }
    const LinkResidual& worst = all->at(all->worst(static_cast<std::uint32_t>(row)));
    return worst.isKnown() ? &worst : nullptr;
}

SnapshotTable::Cell LinkTable::residualCell(int row, int column) const
{
    const LinkResidual* one = residual(row);
    if (one == nullptr) {
        return {format::unknown(), {}, false, false, -1};
    }
    switch (column) {
    case ResidualColumn:
        return quantityCell(signedRate(one->residual_bps, language().locale()));
    case UncertaintyColumn: {
        format::Quantity deviation = format::bitRate(one->deviation_bps, language().locale());
        deviation.number.prepend(QStringLiteral("± "));
        return quantityCell(deviation);
    }
    default:
        return {format::fixed(std::abs(one->significance()), 1, language().locale())};
    }
}

QVariant LinkTable::residualSort(int row, int column) const
{
    const LinkResidual* one = residual(row);
    if (one == nullptr) {
        return {};
    }
    return column == ResidualColumn      ? one->residual_bps
           : column == UncertaintyColumn ? one->deviation_bps
                                         : std::abs(one->significance());
}

LiveValue LinkTable::drops(int row) const
{
    const LiveValue forward = live(row, static_cast<std::size_t>(LinkMetric::ForwardDrop));
    const LiveValue reverse = live(row, static_cast<std::size_t>(LinkMetric::ReverseDrop));
    if (forward.quality == Quality::Missing || reverse.quality == Quality::Missing) {
        return forward.quality == Quality::Missing ? reverse : forward;
    }
    return reverse.value > forward.value ? reverse : forward;
}

QVariant LinkTable::sortValue(int row, int column) const
{
    switch (column) {
    case CapacityColumn:
        return static_cast<double>(link(row).capacity_bps);
    case ForwardColumn:
        return liveSort(arcUtilisation(*snapshot(), static_cast<std::uint32_t>(row), true));
    case ReverseColumn:
        return liveSort(arcUtilisation(*snapshot(), static_cast<std::uint32_t>(row), false));
    case TrendColumn:
        return liveSort(utilisation(*snapshot(), entity(row)));
    case ResidualColumn:
    case UncertaintyColumn:
    case SignificanceColumn:
        return residualSort(row, column);
    case DropsColumn:
        return liveSort(drops(row));
    case DelayColumn:
        return static_cast<qlonglong>(link(row).delay);
    case ConduitsColumn:
        return static_cast<qlonglong>(link(row).conduits.size());
    case AgeColumn: {
        const LiveValue value = utilisation(*snapshot(), entity(row));
        return value.quality == Quality::Missing
                   ? QVariant()
                   : QVariant(static_cast<qlonglong>(snapshot()->time - value.sourceTime));
    }
    default:
        return cell(row, column).text;
    }
}

SnapshotTable::Measure LinkTable::measure(int column) const
{
    switch (column) {
    case CapacityColumn:
    case ResidualColumn:
    case UncertaintyColumn:
        return {QStringLiteral("b/s"), 1};
    case ForwardColumn:
    case ReverseColumn:
    case DropsColumn:
        return {QStringLiteral("%"), 100};
    case DelayColumn:
        return {QStringLiteral("ms"), 1e-6};
    case AgeColumn:
        return {QStringLiteral("s"), 1e-9};
    case SignificanceColumn:
    case ConduitsColumn:
        return {{}, 1};
    default:
        return {};
    }
}

QVariant LinkTable::sparkline(int row, int column) const
{
    return column == TrendColumn ? trend(row) : QVariant();
}

const Link& LinkTable::link(int row) const
{
    return snapshot()->registry->links[static_cast<std::size_t>(row)];
}

} // namespace models
