#include "models/planner/plan_table.h"

#include "models/roles.h"

#include <algorithm>
#include <utility>

namespace models {

PlanTable::PlanTable(std::vector<PlanColumn> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{}

std::vector<EntityKey> PlanTable::keysOf(const PlanRows& rows) const
{
    std::vector<EntityKey> out;
    if (rows.key) {
        out.reserve(static_cast<std::size_t>(rows.count));
        for (int row = 0; row < rows.count; ++row) {
            out.push_back(rows.key(row));
        }
    }
    return out;
}

void PlanTable::setRows(PlanRows rows)
{
    std::vector<EntityKey> keys = keysOf(rows);
    const bool isSame = rows.count > 0 && rows.count == m_rows.count && keys == m_keys;
    if (isSame) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(m_rows.count - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_keys = std::move(keys);
    endResetModel();
}

void PlanTable::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

EntityKey PlanTable::key(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return row >= 0 && at < m_keys.size() ? m_keys[at] : EntityKey{};
}

int PlanTable::rowOf(const EntityKey& key) const
{
    const auto found = std::ranges::find(m_keys, key);
    return key.isValid() && found != m_keys.end() ? static_cast<int>(found - m_keys.begin()) : -1;
}

int PlanTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows.count;
}

int PlanTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

bool PlanTable::isNumber(int column) const
{
    return m_columns[static_cast<std::size_t>(column)].isNumber;
}

QVariant PlanTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto cell = [&] {
        return m_rows.cell(index.row(), index.column());
    };
    switch (role) {
    case Qt::DisplayRole:
        return cell().text;
    case UnitRole:
        return cell().unit;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        const PlanCell shown = cell();
        return format::Quantity{shown.text, shown.unit}.text();
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case KeyRole:
        return QVariant::fromValue(key(index.row()));
    case SortRole:
        return cell().sort;
    case KnownRole:
        return cell().isKnown;
    case RatioRole: {
        const double ratio = cell().ratio;
        return ratio >= 0 ? QVariant(ratio) : QVariant();
    }
    default:
        return {};
    }
}

QVariant PlanTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr(m_columns[static_cast<std::size_t>(section)].title);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

PlanProxy::PlanProxy(PlanTable& table, const Language& language, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_table(table)
{
    setDynamicSortFilter(false);
    setSortRole(SortRole);
    m_sortKeys.setLocale(language.locale());
    setSourceModel(&table);
    // The rows come anew in the language, and are sorted then.
    connect(&language, &Language::changed, this,
            [this, &language] { m_sortKeys.setLocale(language.locale()); });
    const auto again = [this] {
        if (!m_words.isEmpty()) {
            invalidateFilter();
        }
        if (sortColumn() >= 0) {
            sort(sortColumn(), sortOrder());
        }
    };
    connect(&table, &QAbstractItemModel::dataChanged, this, again);
    connect(&table, &QAbstractItemModel::modelReset, this, again);
}

EntityKey PlanProxy::key(const QModelIndex& proxyIndex) const
{
    return proxyIndex.isValid() ? m_table.key(mapToSource(proxyIndex).row()) : EntityKey{};
}

QModelIndex PlanProxy::indexOf(const EntityKey& key) const
{
    const int row = m_table.rowOf(key);
    return row < 0 ? QModelIndex() : mapFromSource(m_table.index(row, 0));
}

void PlanProxy::setText(const QString& text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
    if (sortColumn() >= 0) {
        sort(sortColumn(), sortOrder());
    }
}

void PlanProxy::sort(int column, Qt::SortOrder order)
{
    m_sortKeys.prepare(m_table, column);
    QSortFilterProxyModel::sort(column, order);
    m_sortKeys.clear();
}

bool PlanProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    return m_sortKeys.isLess(left, right, sortOrder());
}

bool PlanProxy::filterAcceptsRow(int sourceRow, const QModelIndex& /*sourceParent*/) const
{
    if (m_words.isEmpty()) {
        return true;
    }
    QString all = m_table.key(sourceRow).id;
    for (int column = 0; column < m_table.columnCount(); ++column) {
        all += u'\n' + m_table.index(sourceRow, column).data().toString();
    }
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace models
