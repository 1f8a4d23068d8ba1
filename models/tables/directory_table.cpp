#include "models/tables/directory_table.h"

#include "twin/state/snapshot_diff.h"

#include <algorithm>

namespace models {

using namespace twin::state;

DirectoryTable::DirectoryTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                               twin::EntityKind kind, int trendColumn, QObject* parent)
    : SnapshotTable(feed, attention, language, parent)
    , m_kind(kind)
    , m_trendColumn(trendColumn)
    , m_sparklines(kind, [this] { announceColumn(m_trendColumn); })
{}

EntityKey DirectoryTable::key(int row) const
{
    return {keyType(m_kind), format::text(this->row(row).id)};
}

int DirectoryTable::rowOf(const EntityKey& key) const
{
    if (key.type != keyType(m_kind)) {
        return -1;
    }
    const std::string id = format::utf8(key.id);
    const auto found = std::ranges::lower_bound(m_rows, id, {}, &Row::id);
    return found != m_rows.end() && found->id == id ? static_cast<int>(found - m_rows.begin()) : -1;
}

twin::EntityRef DirectoryTable::entity(int row) const
{
    return {m_kind, this->row(row).slot};
}

LiveValue DirectoryTable::live(int row, std::size_t metric) const
{
    return liveValue(*snapshot(), entity(row), metric);
}

QList<float> DirectoryTable::trend(int row) const
{
    const std::uint32_t slot = this->row(row).slot;
    return slot == twin::EntityRef::kNone ? QList<float>()
                                          : m_sparklines.points(feed().sharedProvider(), snapshot(), slot);
}

void DirectoryTable::rebuild()
{
    m_sparklines.clear();
    m_rows = sortedRows();
    m_listed = snapshot()->directory;
    m_replaced.clear();
}

std::vector<DirectoryTable::Row> DirectoryTable::sortedRows() const
{
    std::vector<Row> rows = list(*snapshot()->directory);
    std::ranges::sort(rows, {}, &Row::id);
    return rows;
}

void DirectoryTable::applySnapshot(const SnapshotPtr& previous)
{
    m_replaced.clear();
    if (snapshot()->directory != m_listed) {
        const std::vector<Row> next = sortedRows();
        adopt(next);
        removeGone();
        insertNew(next);
        m_listed = snapshot()->directory;
    }
    announceChanged(*previous);
    if (m_sparklines.advance(*snapshot())) {
        announceColumn(m_trendColumn);
    }
}

/// Rows that stay take their new entry and slot before any signal, so that a view that reads in the middle of
/// the step sees the new snapshot through right numbers; rows that go lose their slot.
void DirectoryTable::adopt(const std::vector<Row>& next)
{
    auto wanted = next.begin();
    for (Row& row : m_rows) {
        while (wanted != next.end() && wanted->id < row.id) {
            ++wanted;
        }
        if (wanted == next.end() || wanted->id != row.id) {
            m_sparklines.forget(row.slot);
            row.slot = twin::EntityRef::kNone;
            continue;
        }
        if (row.slot != wanted->slot || row.entry != wanted->entry) {
            m_sparklines.forget(row.slot);
            row.slot = wanted->slot;
            row.entry = wanted->entry;
            m_replaced.push_back(row.id);
        }
    }
}

void DirectoryTable::removeGone()
{
    for (auto last = static_cast<std::ptrdiff_t>(m_rows.size()) - 1; last >= 0;) {
        const auto isGone = [this](std::ptrdiff_t i) {
            return m_rows[static_cast<std::size_t>(i)].slot == twin::EntityRef::kNone;
        };
        if (!isGone(last)) {
            --last;
            continue;
        }
        std::ptrdiff_t first = last;
        while (first > 0 && isGone(first - 1)) {
            --first;
        }
        beginRemoveRows({}, static_cast<int>(first), static_cast<int>(last));
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
}

/// Precondition: every row of the table is in `next`.
void DirectoryTable::insertNew(const std::vector<Row>& next)
{
    const auto isHere = [this](std::size_t at, const std::string& id) {
        return at < m_rows.size() && m_rows[at].id == id;
    };
    for (std::size_t at = 0; at < next.size();) {
        if (isHere(at, next[at].id)) {
            ++at;
            continue;
        }
        const std::size_t old = at; // rows from here on are later identifiers
        std::size_t end = at + 1;
        while (end < next.size() && !isHere(old, next[end].id)) {
            ++end;
        }
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(end) - 1);
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at),
                      next.begin() + static_cast<std::ptrdiff_t>(at),
                      next.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        at = end;
    }
}

void DirectoryTable::announceChanged(const Snapshot& previous)
{
    const auto runs = changedEntities(previous.section(m_kind), snapshot()->section(m_kind));
    if (runs.empty() && m_replaced.empty()) {
        return;
    }
    std::vector<bool> changedSlots(snapshot()->section(m_kind).size());
    for (const IndexRun& run : runs) {
        for (std::size_t slot = run.first;
             slot < std::min<std::size_t>(run.first + run.count, changedSlots.size()); ++slot) {
            changedSlots[slot] = true;
        }
    }
    std::vector<int> changed;
    auto replaced = m_replaced.begin(); // ascending, as the rows are
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const bool isReplaced = replaced != m_replaced.end() && *replaced == row.id;
        replaced += isReplaced ? 1 : 0;
        if (isReplaced || (row.slot < changedSlots.size() && changedSlots[row.slot])) {
            changed.push_back(static_cast<int>(i));
        }
    }
    announce(changed);
}

} // namespace models
