#include "models/paths/path_table.h"

#include "models/format/format.h"
#include "models/roles.h"
#include "models/search/related.h"

#include <array>

namespace models {

using twin::registry::LinkIndex;
using twin::registry::Registry;
using twin::state::Known;
using twin::state::RouteRoom;

namespace {

struct ColumnFacts
{
    const char* title;
    bool isNumber;
};

constexpr std::array kColumns{
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Path"), false},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Latency, one way"), true},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Hops"), true},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Carriers"), false},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Bottleneck"), false},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Free"), true},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Capacity"), true},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Links measured"), true},
    ColumnFacts{QT_TRANSLATE_NOOP("models::PathTable", "Way"), false},
};
static_assert(kColumns.size() == PathTable::ColumnCount);

const ColumnFacts& factsOf(int column)
{
    return kColumns[static_cast<std::size_t>(column)];
}

} // namespace

PathTable::PathTable(const Language& language, QObject* parent)
    : QAbstractTableModel(parent)
    , m_language(language)
{}

void PathTable::setAnswer(PathAnswerPtr answer, const twin::state::SnapshotPtr& snapshot)
{
    beginResetModel();
    m_answer = std::move(answer);
    m_rows = m_answer && m_answer->graph ? pathRows(*m_answer) : std::vector<PathRow>();
    if (m_answer && snapshot && snapshot->registry == m_answer->registry) {
        setRooms(m_rows, *m_answer, *snapshot);
    }
    endResetModel();
}

void PathTable::setValues(const twin::state::SnapshotPtr& snapshot)
{
    if (m_rows.empty() || !snapshot || snapshot->registry != m_answer->registry) {
        return;
    }
    setRooms(m_rows, *m_answer, *snapshot);
    Q_EMIT dataChanged(index(0, BottleneckColumn), index(rowCount() - 1, MeasuredColumn));
}

void PathTable::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int PathTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PathTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant PathTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PathRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cell(row, index.column()).text;
    case Qt::AccessibleTextRole:
        return format::Quantity{cell(row, index.column()).text, cell(row, index.column()).unit}.text();
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (factsOf(index.column()).isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case KeyRole:
        return QVariant::fromValue(bottleneckKey(row));
    case UnitRole:
        return cell(row, index.column()).unit;
    case StaleRole:
        return cell(row, index.column()).isStale;
    case KnownRole:
        return cell(row, index.column()).isKnown;
    case RatioRole: {
        const double ratio = cell(row, index.column()).ratio;
        return ratio < 0 ? QVariant() : QVariant(ratio);
    }
    default:
        return {};
    }
}

QVariant PathTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return tr(factsOf(section).title);
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (factsOf(section).isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

PathTable::Cell PathTable::cell(const PathRow& row, int column) const
{
    const QLocale& locale = m_language.locale();
    const auto of = [](const format::Quantity& quantity) {
        return Cell{quantity.number, quantity.unit};
    };
    switch (column) {
    case PathColumn:
        return {pathText(row)};
    case LatencyColumn:
        return of(format::milliseconds(row.facts.delay, locale));
    case HopsColumn:
        return {format::count(std::uint64_t{row.facts.hops}, locale)};
    case CarriersColumn:
        return {carriersText(row)};
    case BottleneckColumn:
        return {bottleneckText(row)};
    case FreeColumn:
        return freeCell(row.room);
    case CapacityColumn:
        return row.room.tightest.isValid() ? of(format::bitRate(row.room.room.capacity_bps, locale))
                                           : Cell{format::unknown()};
    case MeasuredColumn:
        return {measuredText(row), {}, row.room.unmeasured == 0, row.room.stale > 0};
    case RouteColumn:
        return {routeText(row)};
    default:
        return {};
    }
}

/// What is not measured anywhere on the path makes the figure an upper bound.
PathTable::Cell PathTable::freeCell(const RouteRoom& room) const
{
    if (!room.tightest.isValid()) {
        return {format::unknown(), {}, false};
    }
    const format::Quantity free = format::bitRate(room.room.free_bps, m_language.locale());
    Cell out{free.number, free.unit};
    if (room.unmeasured > 0) {
        out.text.prepend(QStringLiteral("≤ "));
    }
    out.isKnown = room.room.known != Known::Nothing;
    out.isStale = room.room.known == Known::Stale;
    if (out.isKnown && room.room.capacity_bps > 0) {
        out.ratio = room.room.load_bps / room.room.capacity_bps;
    }
    return out;
}

QString PathTable::pathText(const PathRow& row) const
{
    if (row.rank == 0) {
        return row.pairMember == 1 ? tr("Working path of the pair") : tr("Backup");
    }
    const QString name = row.rank == 1 ? tr("Shortest") : tr("Alternative %1").arg(row.rank - 1);
    if (row.pairMember == 2) {
        return tr("%1, backup").arg(name);
    }
    return row.pairMember == 1 && row.rank > 1 ? tr("%1, working path").arg(name) : name;
}

QString PathTable::carriersText(const PathRow& row) const
{
    QStringList names;
    for (const auto carrier : row.facts.carriers) {
        names.append(m_language.name((*m_answer->registry)[carrier].name));
    }
    return names.isEmpty() ? format::unknown() : names.join(QStringLiteral(" → "));
}

QString PathTable::bottleneckText(const PathRow& row) const
{
    if (!row.room.tightest.isValid()) {
        return format::unknown();
    }
    const twin::network::Graph& graph = *m_answer->graph;
    const std::uint32_t arc = row.room.tightest.value();
    const Registry& registry = *m_answer->registry;
    const auto nameAt = [&](std::uint32_t node) {
        return m_language.name(registry.name(graph.place(node)));
    };
    if (!graph.link(arc).isValid()) {
        return tr("Interconnection point, %1").arg(nameAt(graph.from()[arc]));
    }
    //: the bottleneck lies from %1 to %2
    return tr("%1 → %2").arg(nameAt(graph.from()[arc]), nameAt(graph.to()[arc]));
}

QString PathTable::measuredText(const PathRow& row) const
{
    const QLocale& locale = m_language.locale();
    return tr("%1 of %2")
        .arg(format::count(std::uint64_t{row.facts.hops - row.room.unmeasured}, locale),
             format::count(std::uint64_t{row.facts.hops}, locale));
}

QString PathTable::toolTip(const PathRow& row, int column) const
{
    QStringList lines;
    if (column == RouteColumn) {
        lines.append(routeText(row));
    } else if (column >= BottleneckColumn) {
        lines.append(bottleneckText(row));
        if (row.room.unmeasured > 0) {
            lines.append(
                tr("%n link(s) of the path not measured", nullptr, static_cast<int>(row.room.unmeasured)));
        }
        if (row.room.stale > 0) {
            lines.append(tr("%n measurement(s) stale", nullptr, static_cast<int>(row.room.stale)));
        }
    }
    return lines.join(u'\n');
}

/// Places in order; a site passed on several carriers' routers is one.
QString PathTable::routeText(const PathRow& row) const
{
    const twin::network::Graph& graph = *m_answer->graph;
    QStringList places;
    for (std::size_t i = 0; i < row.facts.nodes.size(); ++i) {
        const std::uint32_t node = row.facts.nodes[i];
        if (i == 0 || graph.place(node) != graph.place(row.facts.nodes[i - 1])) {
            places.append(m_language.name(m_answer->registry->name(graph.place(node))));
        }
    }
    return places.join(QStringLiteral(" → "));
}

EntityKey PathTable::bottleneckKey(const PathRow& row) const
{
    if (!row.room.tightest.isValid()) {
        return {};
    }
    const LinkIndex link = m_answer->graph->link(row.room.tightest.value());
    return link.isValid() ? EntityKey{EntityKey::Type::Link, format::text((*m_answer->registry)[link].id)}
                          : EntityKey{};
}

} // namespace models
