#include "models/tables/flow_table.h"

#include "models/format/terms.h"
#include "models/search/related.h"

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::FlowMetric;

namespace {

struct ColumnFacts
{
    const char* title;
    bool isNumber;
    bool isLive;
};

constexpr ColumnFacts kColumns[] = {
    {QT_TRANSLATE_NOOP("models::FlowTable", "Flow"), false, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "From"), false, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "To"), false, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Tenant"), false, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Job"), false, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Class"), false, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Rate"), true, true},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Last 5 min"), false, true},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Requested"), true, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Done"), true, true},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Time left"), true, false},
    {QT_TRANSLATE_NOOP("models::FlowTable", "RTT"), true, true},
    {QT_TRANSLATE_NOOP("models::FlowTable", "Loss"), true, true},
};
static_assert(std::size(kColumns) == FlowTable::ColumnCount);

const ColumnFacts& factsOf(int column)
{
    return kColumns[static_cast<std::size_t>(column)];
}

} // namespace

FlowTable::FlowTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                     QObject* parent)
    : DirectoryTable(feed, attention, language, twin::EntityKind::Flow, TrendColumn, parent)
{}

bool FlowTable::passes(const EntityFilter& filter, int row) const
{
    return filter.passesFlow(*snapshot(), flow(row));
}

bool FlowTable::isLive(int column) const
{
    return factsOf(column).isLive;
}

SnapshotTable::Header FlowTable::header(int column) const
{
    return {tr(factsOf(column).title), factsOf(column).isNumber};
}

std::vector<DirectoryTable::Row> FlowTable::list(const Directory& directory) const
{
    return listed(directory.flows);
}

SnapshotTable::Cell FlowTable::cell(int row, int column) const
{
    const QLocale& locale = language().locale();
    switch (column) {
    case RateColumn:
        return liveCell(live(row, static_cast<std::size_t>(FlowMetric::Rate)),
                        [&](double value) { return format::bitRate(value, locale); });
    case TrendColumn:
        return {};
    case DoneColumn: {
        const LiveValue share = done(row);
        Cell out = liveCell(share, [&](double value) { return format::percent(value, locale); });
        out.ratio = out.isKnown ? share.value : -1;
        return out;
    }
    case RttColumn:
        return liveCell(live(row, static_cast<std::size_t>(FlowMetric::Rtt)),
                        [&](double value) { return format::metric(value, "ns", locale); });
    case LossColumn:
        return liveCell(live(row, static_cast<std::size_t>(FlowMetric::Loss)),
                        [&](double value) { return format::percent(value, locale); });
    default:
        return factCell(flow(row), column);
    }
}

SnapshotTable::Cell FlowTable::factCell(const Flow& flow, int column) const
{
    const auto label = [this](EntityKey::Type type, const std::string& id) {
        const QString text =
            id.empty() ? QString() : entityLabel(*snapshot(), {type, format::text(id)}, language());
        return Cell{text.isEmpty() ? format::text(id) : text};
    };
    const auto end = [&](const std::string& id) {
        const bool isPool = snapshot()->registry->find(twin::EntityKind::Pool, id).has_value();
        return label(isPool ? EntityKey::Type::Pool : EntityKey::Type::Site, id);
    };
    switch (column) {
    case IdColumn:
        return {format::text(flow.id)};
    case FromColumn:
        return end(flow.src);
    case ToColumn:
        return end(flow.dst);
    case TenantColumn:
        return label(EntityKey::Type::Enterprise, flow.tenantId);
    case JobColumn:
        return {format::text(flow.jobId)};
    case ClassColumn:
        return {Terms::of(flow.flowClass)};
    case RequestedColumn:
        return quantityCell(format::bitRate(flow.rateRequested_bps, language().locale()));
    case DeadlineColumn: {
        if (flow.deadline == 0) {
            return {format::unknown()};
        }
        const twin::TimeNs left = flow.deadline - snapshot()->time;
        //: a transfer is past its deadline by %1
        return {left >= 0 ? format::duration(left) : tr("late %1").arg(format::duration(-left))};
    }
    default:
        return {};
    }
}

LiveValue FlowTable::done(int row) const
{
    LiveValue value = live(row, static_cast<std::size_t>(FlowMetric::DoneBytes));
    const auto total = static_cast<double>(flow(row).bytesTotal);
    if (total <= 0) {
        return {};
    }
    value.value /= total;
    return value;
}

QVariant FlowTable::sortValue(int row, int column) const
{
    switch (column) {
    case RateColumn:
    case TrendColumn:
        return liveSort(live(row, static_cast<std::size_t>(FlowMetric::Rate)));
    case RequestedColumn:
        return flow(row).rateRequested_bps;
    case DoneColumn:
        return liveSort(done(row));
    case DeadlineColumn:
        return flow(row).deadline == 0 ? QVariant() : QVariant(static_cast<qlonglong>(flow(row).deadline));
    case RttColumn:
        return liveSort(live(row, static_cast<std::size_t>(FlowMetric::Rtt)));
    case LossColumn:
        return liveSort(live(row, static_cast<std::size_t>(FlowMetric::Loss)));
    default:
        return cell(row, column).text;
    }
}

SnapshotTable::Measure FlowTable::measure(int column) const
{
    switch (column) {
    case RateColumn:
    case RequestedColumn:
        return {QStringLiteral("b/s"), 1};
    case DoneColumn:
    case LossColumn:
        return {QStringLiteral("%"), 100};
    case DeadlineColumn:
        return {QStringLiteral("s"), 1e-9};
    case RttColumn:
        return {QStringLiteral("ms"), 1e-6};
    default:
        return {};
    }
}

/// The time left (negative: late), not the moment that is sorted by.
QVariant FlowTable::exportValue(int row, int column) const
{
    if (column != DeadlineColumn || flow(row).deadline == 0) {
        return SnapshotTable::exportValue(row, column);
    }
    return static_cast<double>(flow(row).deadline - snapshot()->time) * measure(column).factor;
}

/// Of what was asked for; of its own highest rate where nothing was.
QVariant FlowTable::sparkline(int row, int column) const
{
    if (column != TrendColumn) {
        return {};
    }
    const auto asked = static_cast<float>(flow(row).rateRequested_bps);
    return QVariant::fromValue(Sparklines::shares(trend(row), asked));
}

const Flow& FlowTable::flow(int row) const
{
    return *static_cast<const Flow*>(this->row(row).entry.get());
}

} // namespace models
