#include "models/tables/snapshot_table.h"

namespace models {

SnapshotTable::SnapshotTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                             QObject* parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_attention(attention)
    , m_language(language)
    , m_digest(attention.digest())
{
    connect(&attention, &AttentionFeed::changed, this, &SnapshotTable::followAttention);
    connect(&feed, &SnapshotFeed::snapshotApplied, this, [this](const auto& current) { follow(current); });
    connect(&language, &Language::changed, this, &SnapshotTable::retranslate);
}

void SnapshotTable::setActive(bool active)
{
    m_active = active;
    if (active && m_feed.snapshot()) {
        follow(m_feed.snapshot());
        followAttention();
    }
}

int SnapshotTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns();
}

int SnapshotTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows();
}

QVariant SnapshotTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() ||
        !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cell(row, column).text;
    case UnitRole:
        return cell(row, column).unit;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        const Cell shown = cell(row, column);
        return format::Quantity{shown.text, shown.unit}.text();
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((header(column).isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case KeyRole:
        return QVariant::fromValue(key(row));
    case SortRole:
        return sortValue(row, column);
    case SeverityRole:
        return m_snapshot ? int{m_digest->severity(*m_snapshot, entity(row))} : 0;
    case StaleRole:
        return cell(row, column).isStale;
    case KnownRole:
        return cell(row, column).isKnown;
    case RatioRole: {
        const double ratio = cell(row, column).ratio;
        return ratio >= 0 ? QVariant(ratio) : QVariant();
    }
    case LoadRole:
        return cell(row, column).isLoad;
    case SparklineRole:
        return sparkline(row, column);
    case ExportRole:
        return exportValue(row, column);
    default:
        return {};
    }
}

QVariant SnapshotTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns()) {
        return {};
    }
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        return header(section).text;
    }
    if (role == Qt::ToolTipRole) {
        const QString help = headerHelp(section);
        return help.isEmpty() ? header(section).text : header(section).text + u'\n' + help;
    }
    if (role == UnitRole) {
        return measure(section).unit;
    }
    if (role == ExportRole) {
        return true;
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((header(section).isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    return {};
}

bool SnapshotTable::passes(const EntityFilter& /*filter*/, int /*row*/) const
{
    return true;
}

QString SnapshotTable::headerHelp(int /*column*/) const
{
    return {};
}

SnapshotTable::Measure SnapshotTable::measure(int /*column*/) const
{
    return {};
}

QVariant SnapshotTable::exportValue(int row, int column) const
{
    const double factor = measure(column).factor;
    if (factor == 0) {
        const Cell shown = cell(row, column);
        return shown.isKnown ? QVariant(shown.text) : QVariant();
    }
    const QVariant value = sortValue(row, column);
    return value.isValid() ? QVariant(value.toDouble() * factor) : QVariant();
}

QVariant SnapshotTable::sparkline(int /*row*/, int /*column*/) const
{
    return {};
}

twin::EntityRef SnapshotTable::entity(int /*row*/) const
{
    return {};
}

SnapshotTable::Cell SnapshotTable::quantityCell(const format::Quantity& quantity)
{
    return {quantity.number, quantity.unit, true, false, -1};
}

QVariant SnapshotTable::liveSort(const twin::state::LiveValue& live)
{
    return live.quality == twin::state::Quality::Missing ? QVariant() : QVariant(live.value);
}

void SnapshotTable::announce(const std::vector<int>& rows)
{
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) {
            ++last;
        }
        Q_EMIT dataChanged(index(rows[first], 0), index(rows[last], columns() - 1));
        first = last + 1;
    }
}

void SnapshotTable::announceColumn(int column)
{
    if (rows() > 0) {
        Q_EMIT dataChanged(index(0, column), index(rows() - 1, column));
    }
}

void SnapshotTable::announceAll()
{
    if (rows() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows() - 1, columns() - 1));
    }
}

void SnapshotTable::follow(const twin::state::SnapshotPtr& current)
{
    if (!m_active || current == m_snapshot) {
        return;
    }
    const twin::state::SnapshotPtr previous = m_snapshot;
    if (!previous || previous->registry != current->registry) {
        beginResetModel();
        m_snapshot = current;
        m_lastSecond = current->time;
        rebuild();
        endResetModel();
        return;
    }
    m_snapshot = current;
    applySnapshot(previous);
    if (current->time < m_lastSecond || current->time - m_lastSecond >= twin::kSecond) {
        m_lastSecond = current->time;
        secondPassed();
    }
}

void SnapshotTable::followAttention()
{
    if (!m_active || m_digest == m_attention.digest()) {
        return;
    }
    const AttentionDigestPtr before = std::exchange(m_digest, m_attention.digest());
    std::vector<int> turned;
    for (int row = 0; m_snapshot && row < rows(); ++row) {
        const twin::EntityRef who = entity(row);
        if (before->severity(*m_snapshot, who) != m_digest->severity(*m_snapshot, who)) {
            turned.push_back(row);
        }
    }
    announce(turned);
}

void SnapshotTable::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns() - 1);
    announceAll();
}

} // namespace models
