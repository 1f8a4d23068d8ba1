#include "models/paths/reach_table.h"

#include "models/format/format.h"
#include "models/roles.h"

#include <array>

namespace models {

using twin::network::LatencyCircle;

namespace {

constexpr std::array<const char*, ReachTable::ColumnCount> kTitles{
    QT_TRANSLATE_NOOP("models::ReachTable", "Within, one way"),
    QT_TRANSLATE_NOOP("models::ReachTable", "Pools"),
    QT_TRANSLATE_NOOP("models::ReachTable", "Sites"),
    QT_TRANSLATE_NOOP("models::ReachTable", "FP16"),
    QT_TRANSLATE_NOOP("models::ReachTable", "FP64"),
    QT_TRANSLATE_NOOP("models::ReachTable", "INT8"),
};

twin::Precision precisionOf(int column)
{
    switch (column) {
    case ReachTable::Fp64Column:
        return twin::Precision::Fp64;
    case ReachTable::Int8Column:
        return twin::Precision::Int8;
    default:
        return twin::Precision::Fp16;
    }
}

} // namespace

ReachTable::ReachTable(const Language& language, QObject* parent)
    : QAbstractTableModel(parent)
    , m_language(language)
{}

void ReachTable::setAnswer(PathAnswerPtr answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    endResetModel();
}

void ReachTable::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int ReachTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(m_answer->reach.circles.size());
}

int ReachTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

ReachTable::Text ReachTable::text(const LatencyCircle& circle, int column) const
{
    const QLocale& locale = m_language.locale();
    const auto of = [](const format::Quantity& quantity) {
        return Text{quantity.number, quantity.unit};
    };
    switch (column) {
    case WithinColumn:
        return of(format::milliseconds(circle.bound, locale));
    case PoolsColumn:
        return {format::count(std::uint64_t{circle.pools}, locale), {}};
    case SitesColumn:
        return {format::count(std::uint64_t{circle.sites}, locale), {}};
    default:
        return of(format::flops(static_cast<double>(circle.gflops[precisionOf(column)]), locale));
    }
}

QVariant ReachTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Text shown = text(m_answer->reach.circles[static_cast<std::size_t>(index.row())], index.column());
    switch (role) {
    case Qt::DisplayRole:
        return shown.number;
    case Qt::AccessibleTextRole:
        return format::Quantity{shown.number, shown.unit}.text();
    case UnitRole:
        return shown.unit;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    default:
        return {};
    }
}

QVariant ReachTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return tr(kTitles[static_cast<std::size_t>(section)]);
    }
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight)
                                         : QVariant();
}

} // namespace models
