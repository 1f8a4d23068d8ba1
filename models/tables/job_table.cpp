#include "models/tables/job_table.h"

#include "models/format/terms.h"
#include "models/search/related.h"
#include "twin/state/job_end.h"

namespace models {

using namespace twin::registry;
using namespace twin::state;
using twin::JobMetric;

namespace {

struct ColumnFacts
{
    const char* title;
    bool isNumber;
    bool isLive;
};

constexpr ColumnFacts kColumns[] = {
    {QT_TRANSLATE_NOOP("models::JobTable", "Job"), false, false},
    {QT_TRANSLATE_NOOP("models::JobTable", "Identifier"), false, false},
    {QT_TRANSLATE_NOOP("models::JobTable", "Tenant"), false, false},
    {QT_TRANSLATE_NOOP("models::JobTable", "Kind"), false, false},
    {QT_TRANSLATE_NOOP("models::JobTable", "State"), false, false},
    {QT_TRANSLATE_NOOP("models::JobTable", "Cards"), true, true},
    {QT_TRANSLATE_NOOP("models::JobTable", "Pools"), false, false},
    {QT_TRANSLATE_NOOP("models::JobTable", "Progress"), true, true},
    {QT_TRANSLATE_NOOP("models::JobTable", "Last 5 min"), false, true},
    {QT_TRANSLATE_NOOP("models::JobTable", "Effective time"), true, true},
    {QT_TRANSLATE_NOOP("models::JobTable", "Expected end"), true, true},
};
static_assert(std::size(kColumns) == JobTable::ColumnCount);

const ColumnFacts& factsOf(int column)
{
    return kColumns[static_cast<std::size_t>(column)];
}

} // namespace

JobTable::JobTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                   QObject* parent)
    : DirectoryTable(feed, attention, language, twin::EntityKind::Job, TrendColumn, parent)
{}

bool JobTable::passes(const EntityFilter& filter, int row) const
{
    return filter.passesJob(*snapshot(), job(row));
}

bool JobTable::isLive(int column) const
{
    return factsOf(column).isLive;
}

SnapshotTable::Header JobTable::header(int column) const
{
    return {tr(factsOf(column).title), factsOf(column).isNumber};
}

QString JobTable::headerHelp(int column) const
{
    switch (column) {
    case EffectiveColumn:
        return tr("Share of the time in which the cards do useful work: waiting for the network, checkpoints "
                  "and failures take the rest.");
    case EtaColumn:
        return tr("From its progress at the planned pace; the plan where no progress is heard.");
    default:
        return {};
    }
}

std::vector<DirectoryTable::Row> JobTable::list(const Directory& directory) const
{
    return listed(directory.jobs);
}

SnapshotTable::Cell JobTable::cell(int row, int column) const
{
    const QLocale& locale = language().locale();
    const auto percent = [&](double value) {
        return format::percent(value, locale);
    };
    switch (column) {
    case CardsColumn:
        return liveCell(cards(row), [&](double value) {
            return format::Quantity{format::count(value, locale), {}};
        });
    case ProgressColumn: {
        Cell out = liveCell(progress(row), percent);
        out.ratio = out.isKnown ? progress(row).value : -1;
        out.isLoad = false;
        return out;
    }
    case TrendColumn:
        return {};
    case EffectiveColumn:
        return liveCell(live(row, static_cast<std::size_t>(JobMetric::Effective)), percent);
    case EtaColumn: {
        const auto end = expectedEnd(*snapshot(), entity(row).index);
        return {format::dateTime(end.value_or(0))};
    }
    default:
        return factCell(job(row), column);
    }
}

SnapshotTable::Cell JobTable::factCell(const Job& job, int column) const
{
    switch (column) {
    case NameColumn: {
        const QString name = language().name(job.name);
        return {name.isEmpty() ? format::text(job.id) : name};
    }
    case IdColumn:
        return {format::text(job.id)};
    case TenantColumn: {
        const QString tenant =
            entityLabel(*snapshot(), {EntityKey::Type::Enterprise, format::text(job.tenantId)}, language());
        return {tenant.isEmpty() ? format::text(job.tenantId) : tenant};
    }
    case KindColumn:
        return {Terms::of(job.kind)};
    case StateColumn:
        return {Terms::of(job.state)};
    case PoolsColumn: {
        QStringList names;
        for (const PlacedCards& placed : job.placements) {
            const QString name =
                entityLabel(*snapshot(), {EntityKey::Type::Pool, format::text(placed.poolId)}, language());
            names.append(name.isEmpty() ? format::text(placed.poolId) : name);
        }
        return {names.isEmpty() ? format::unknown() : names.join(QStringLiteral(", "))};
    }
    default:
        return {};
    }
}

LiveValue JobTable::progress(int row) const
{
    const LiveValue heard = live(row, static_cast<std::size_t>(JobMetric::Progress));
    if (heard.quality != Quality::Missing) {
        return heard;
    }
    return {job(row).progress, job(row).start, Quality::Estimated, false};
}

LiveValue JobTable::cards(int row) const
{
    const LiveValue heard = live(row, static_cast<std::size_t>(JobMetric::Cards));
    if (heard.quality != Quality::Missing) {
        return heard;
    }
    return {static_cast<double>(job(row).cards), job(row).start, Quality::Estimated, false};
}

QVariant JobTable::sortValue(int row, int column) const
{
    switch (column) {
    case CardsColumn:
        return liveSort(cards(row));
    case ProgressColumn:
    case TrendColumn:
        return liveSort(progress(row));
    case EffectiveColumn:
        return liveSort(live(row, static_cast<std::size_t>(JobMetric::Effective)));
    case EtaColumn: {
        const auto end = expectedEnd(*snapshot(), entity(row).index);
        return end ? QVariant(static_cast<qlonglong>(*end)) : QVariant();
    }
    default:
        return cell(row, column).text;
    }
}

SnapshotTable::Measure JobTable::measure(int column) const
{
    switch (column) {
    case CardsColumn:
        return {{}, 1};
    case ProgressColumn:
    case EffectiveColumn:
        return {QStringLiteral("%"), 100};
    default:
        return {};
    }
}

QVariant JobTable::sparkline(int row, int column) const
{
    return column == TrendColumn ? QVariant::fromValue(trend(row)) : QVariant();
}

const Job& JobTable::job(int row) const
{
    return *static_cast<const Job*>(this->row(row).entry.get());
}

} // namespace models
