#include "models/tables/source_table.h"

#include <algorithm>

namespace models {

using twin::state::SourceStatus;

namespace {

struct ColumnFacts
{
    const char* title;
    bool isNumber;
};

constexpr ColumnFacts kColumns[] = {
    {QT_TRANSLATE_NOOP("models::SourceTable", "Source"), false},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Transport"), false},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Peer"), false},
    {QT_TRANSLATE_NOOP("models::SourceTable", "State"), false},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Rate"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Last 5 min"), false},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Received"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Applied"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Merged"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Late"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Duplicate"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Refused"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Clock skew"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Last heard"), true},
    {QT_TRANSLATE_NOOP("models::SourceTable", "Last error"), false},
};
static_assert(std::size(kColumns) == SourceTable::ColumnCount);

/// The counter of a column; null for columns that are none.
const std::uint64_t* counterOf(const SourceStatus& status, int column)
{
    switch (column) {
    case SourceTable::ReceivedColumn:
        return &status.received;
    case SourceTable::AppliedColumn:
        return &status.applied;
    case SourceTable::MergedColumn:
        return &status.merged;
    case SourceTable::LateColumn:
        return &status.late;
    case SourceTable::DuplicateColumn:
        return &status.duplicate;
    case SourceTable::RefusedColumn:
        return &status.refused;
    default:
        return nullptr;
    }
}

} // namespace

SourceTable::SourceTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                         QObject* parent)
    : SnapshotTable(feed, attention, language, parent)
{
    // Nothing else keeps what a source sent, so this goes on while the table is hidden.
    connect(&feed, &SnapshotFeed::snapshotApplied, this,
            [this](const auto& current) { followTrend(*current); });
}

EntityKey SourceTable::key(int row) const
{
    return {EntityKey::Type::Source, format::text(this->row(row).status.name)};
}

int SourceTable::rowOf(const EntityKey& key) const
{
    const auto isIt = [&](const Row& row) {
        return format::text(row.status.name) == key.id;
    };
    const auto found = std::ranges::find_if(m_rows, isIt);
    return key.type == EntityKey::Type::Source && found != m_rows.end()
               ? static_cast<int>(found - m_rows.begin())
               : -1;
}

bool SourceTable::isLive(int column) const
{
    return column >= StateColumn;
}

SnapshotTable::Header SourceTable::header(int column) const
{
    const ColumnFacts& facts = kColumns[static_cast<std::size_t>(column)];
    return {tr(facts.title), facts.isNumber};
}

SnapshotTable::Cell SourceTable::cell(int row, int column) const
{
    const SourceStatus& status = this->row(row).status;
    if (const std::uint64_t* counter = counterOf(status, column)) {
        return {format::count(*counter, language().locale())};
    }
    switch (column) {
    case NameColumn:
        return {format::text(status.name)};
    case TransportColumn:
        return {format::text(status.transport)};
    case PeerColumn:
        return {format::text(status.peer)};
    case StateColumn:
        //: state of a telemetry source
        return {status.connected ? tr("Connected") : tr("Disconnected"), {}, true, !status.connected};
    case RateColumn:
        return this->row(row).samplesPerSecond < 0
                   ? Cell{format::unknown(), {}, false}
                   : Cell{format::count(this->row(row).samplesPerSecond, language().locale()),
                          tr("samples/s")};
    case SkewColumn:
        return quantityCell(format::milliseconds(status.clockSkew, language().locale()));
    case LastHeardColumn:
        return {format::age(status.lastReceive, snapshot()->time),
                {},
                status.lastReceive != 0,
                !status.connected};
    case LastErrorColumn:
        return {format::text(status.lastError)};
    default:
        return {};
    }
}

QVariant SourceTable::sortValue(int row, int column) const
{
    const SourceStatus& status = this->row(row).status;
    if (const std::uint64_t* counter = counterOf(status, column)) {
        return static_cast<double>(*counter);
    }
    switch (column) {
    case RateColumn:
    case TrendColumn:
        return this->row(row).samplesPerSecond < 0 ? QVariant() : QVariant(this->row(row).samplesPerSecond);
    case SkewColumn:
        return static_cast<qlonglong>(status.clockSkew);
    case LastHeardColumn:
        return status.lastReceive == 0
                   ? QVariant()
                   : QVariant(static_cast<qlonglong>(snapshot()->time - status.lastReceive));
    default:
        return cell(row, column).text;
    }
}

SnapshotTable::Measure SourceTable::measure(int column) const
{
    switch (column) {
    case RateColumn:
        return {tr("samples/s"), 1};
    case SkewColumn:
        return {QStringLiteral("ms"), 1e-6};
    case LastHeardColumn:
        return {QStringLiteral("s"), 1e-9};
    default:
        return {{}, column >= ReceivedColumn && column <= RefusedColumn ? 1.0 : 0.0};
    }
}

/// Of the source's own highest rate.
QVariant SourceTable::sparkline(int row, int column) const
{
    if (column != TrendColumn) {
        return {};
    }
    const QList<float> rates = m_trend.points(this->row(row).status.name, snapshot()->time);
    return QVariant::fromValue(Sparklines::shares(rates, 0));
}

void SourceTable::followTrend(const twin::state::Snapshot& snapshot)
{
    if (m_trend.note(snapshot) && isActive()) {
        announceColumn(TrendColumn);
    }
}

void SourceTable::rebuild()
{
    std::vector<Row> before = std::move(m_rows);
    m_rows.clear();
    for (const SourceStatus& status : *snapshot()->sources) {
        const auto known =
            std::ranges::find(before, status.name, [](const Row& row) { return row.status.name; });
        m_rows.push_back(known == before.end() ? Row{} : *known);
        m_rows.back().status = status;
        count(m_rows.back());
    }
    m_listed = snapshot()->sources;
}

void SourceTable::applySnapshot(const twin::state::SnapshotPtr& /*previous*/)
{
    if (snapshot()->sources == m_listed) {
        return;
    }
    m_listed = snapshot()->sources;
    syncNames();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].status = (*m_listed)[i];
        count(m_rows[i]);
    }
    announceAll();
}

/// Both lists are sorted by name: takes out what is gone, puts in what is new.
void SourceTable::syncNames()
{
    const auto nameOf = [](const Row& row) {
        return row.status.name;
    };
    for (int i = rows() - 1; i >= 0; --i) {
        if (!std::ranges::binary_search(*m_listed, row(i).status.name, {}, &SourceStatus::name)) {
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
    }
    for (const SourceStatus& status : *m_listed) {
        const auto at = std::ranges::lower_bound(m_rows, status.name, {}, nameOf);
        if (at == m_rows.end() || at->status.name != status.name) {
            const int position = static_cast<int>(at - m_rows.begin());
            beginInsertRows({}, position, position);
            m_rows.insert(at, Row{status});
            endInsertRows();
        }
    }
}

void SourceTable::count(Row& row) const
{
    const twin::TimeNs now = snapshot()->time;
    const twin::TimeNs passed = now - row.countedAt;
    const bool isFirst = row.countedAt == 0 || passed < 0 || row.status.received < row.countedReceived;
    if (isFirst) {
        row.samplesPerSecond = -1;
    } else if (passed < twin::kSecond) {
        return;
    } else {
        row.samplesPerSecond = static_cast<double>(row.status.received - row.countedReceived) /
                               (static_cast<double>(passed) / static_cast<double>(twin::kSecond));
    }
    row.countedReceived = row.status.received;
    row.countedAt = now;
}

void SourceTable::secondPassed()
{
    announceColumn(LastHeardColumn);
}

} // namespace models
