#include "models/tables/indexed_table.h"

#include "models/format/terms.h"
#include "twin/state/snapshot_diff.h"

namespace models {

using namespace twin::state;

IndexedTable::IndexedTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                           twin::EntityKind kind, int ageColumn, int trendColumn, QObject* parent)
    : SnapshotTable(feed, attention, language, parent)
    , m_kind(kind)
    , m_ageColumn(ageColumn)
    , m_trendColumn(trendColumn)
    , m_sparklines(kind, [this] { announceColumn(m_trendColumn); })
{}

EntityKey IndexedTable::key(int row) const
{
    return {keyType(m_kind), format::text(snapshot()->registry->id(entity(row)))};
}

int IndexedTable::rowOf(const EntityKey& key) const
{
    if (!snapshot() || key.type != keyType(m_kind)) {
        return -1;
    }
    const auto found = snapshot()->registry->find(m_kind, format::utf8(key.id));
    return found ? static_cast<int>(found->index) : -1;
}

int IndexedTable::rows() const
{
    return snapshot() ? static_cast<int>(snapshot()->registry->count(m_kind)) : 0;
}

twin::EntityRef IndexedTable::entity(int row) const
{
    return {m_kind, static_cast<std::uint32_t>(row)};
}

void IndexedTable::applySnapshot(const SnapshotPtr& previous)
{
    for (const IndexRun& run : changedEntities(previous->section(m_kind), snapshot()->section(m_kind))) {
        const int first = static_cast<int>(run.first);
        const int last = std::min(first + static_cast<int>(run.count), rows()) - 1;
        if (first <= last) {
            Q_EMIT dataChanged(index(first, 0), index(last, columns() - 1));
        }
    }
    if (m_sparklines.advance(*snapshot())) {
        announceColumn(m_trendColumn);
    }
}

void IndexedTable::rebuild()
{
    m_sparklines.clear();
    m_stale.clear();
}

void IndexedTable::secondPassed()
{
    std::vector<int> turned;
    m_stale.resize(static_cast<std::size_t>(rows()));
    for (int row = 0; row < rows(); ++row) {
        const bool isStale = utilisation(*snapshot(), entity(row)).stale;
        if (m_stale[static_cast<std::size_t>(row)] != isStale) {
            m_stale[static_cast<std::size_t>(row)] = isStale;
            turned.push_back(row);
        }
    }
    announce(turned);
    announceColumn(m_ageColumn);
}

LiveValue IndexedTable::live(int row, std::size_t metric) const
{
    return liveValue(*snapshot(), entity(row), metric);
}

SnapshotTable::Cell IndexedTable::stateCell(int row, twin::registry::LifecycleState lifecycle,
                                            std::size_t metric) const
{
    using twin::registry::LifecycleState;
    if (lifecycle != LifecycleState::InService && lifecycle != LifecycleState::Unspecified) {
        return {Terms::of(lifecycle), {}, true, false, -1};
    }
    const LiveValue state = live(row, metric);
    if (state.quality == Quality::Missing) {
        return {Terms::notHeard(), {}, false, false, -1};
    }
    return {Terms::of(operState(*snapshot(), entity(row))), {}, true, state.stale, -1};
}

SnapshotTable::Cell IndexedTable::ageCell(const LiveValue& live) const
{
    if (live.quality == Quality::Missing) {
        return {format::unknown(), {}, false, false, -1};
    }
    return {format::age(live.sourceTime, snapshot()->time), {}, true, live.stale, -1};
}

QVariant IndexedTable::trend(int row) const
{
    return QVariant::fromValue(
        m_sparklines.points(feed().sharedProvider(), snapshot(), static_cast<std::uint32_t>(row)));
}

} // namespace models
