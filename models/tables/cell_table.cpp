#include "models/tables/cell_table.h"

#include "models/roles.h"

namespace models {

namespace {

QVariant alignment(bool isNumber)
{
    return QVariant::fromValue(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

int CellTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows();
}

int CellTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns();
}

QVariant CellTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == KeyRole) {
        return QVariant::fromValue(key(index.row()));
    }
    if (role == Qt::TextAlignmentRole) {
        return alignment(header(index.column()).isNumber);
    }
    const bool isCells = role == Qt::DisplayRole || role == Qt::AccessibleTextRole ||
                         role == Qt::ToolTipRole || role == UnitRole || role == StaleRole ||
                         role == KnownRole || role == RatioRole || role == LoadRole;
    if (!isCells) {
        return {};
    }
    const Cell cell = this->cell(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::AccessibleTextRole:
        return cell.unit.isEmpty() ? cell.text : cell.text + u' ' + cell.unit;
    case Qt::ToolTipRole:
        return cell.help;
    case UnitRole:
        return cell.unit;
    case StaleRole:
        return cell.isStale;
    case KnownRole:
        return cell.isKnown;
    case RatioRole:
        return cell.ratio < 0 ? QVariant() : QVariant(cell.ratio);
    default: // LoadRole
        return false;
    }
}

QVariant CellTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return header(section).text;
    case Qt::ToolTipRole:
        return header(section).help;
    case Qt::TextAlignmentRole:
        return alignment(header(section).isNumber);
    default:
        return {};
    }
}

EntityKey CellTable::key(int /*row*/) const
{
    return {};
}

void CellTable::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns() - 1);
    if (rows() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows() - 1, columns() - 1));
    }
}

void CellTable::replace(bool sameRows, const std::function<void()>& change)
{
    if (!sameRows) {
        beginResetModel();
        change();
        endResetModel();
        return;
    }
    change();
    if (rows() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows() - 1, columns() - 1));
    }
}

} // namespace models
