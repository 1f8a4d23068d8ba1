#include "models/desk/shift_log_table.h"

#include "models/desk/desk_entity.h"
#include "models/desk/desk_words.h"
#include "models/format/format.h"
#include "models/roles.h"
#include "models/search/related.h"
#include "twin/support/moment_text.h"

#include <algorithm>
#include <utility>

namespace models {

using twin::desk::Entry;
using twin::desk::EntryKind;

ShiftLogTable::ShiftLogTable(SnapshotFeed& feed, const DeskModel& desk, const Language& language,
                             QObject* parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_desk(desk)
    , m_language(language)
    , m_entries(desk.entries())
{
    connect(&desk, &DeskModel::changed, this, &ShiftLogTable::follow);
    connect(&language, &Language::changed, this, [this] {
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
        if (!m_entries.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
    });
}

int ShiftLogTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ShiftLogTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

const Entry& ShiftLogTable::entry(int row) const
{
    return *m_entries[m_entries.size() - 1 - static_cast<std::size_t>(row)];
}

/// Old entries stay as they are; at the end some come, and some that were not saved yet become saved ones.
void ShiftLogTable::follow()
{
    const auto& next = m_desk.entries();
    const auto [mine, theirs] = std::ranges::mismatch(m_entries, next);
    const auto kept = static_cast<int>(mine - m_entries.begin());
    const int gone = rowCount() - kept;
    const int come = static_cast<int>(next.end() - theirs);
    if (gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
        m_entries.resize(static_cast<std::size_t>(kept));
        endRemoveRows();
    }
    if (come > 0) {
        beginInsertRows({}, 0, come - 1);
        m_entries.insert(m_entries.end(), theirs, next.end());
        endInsertRows();
    }
}

QVariant ShiftLogTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() ||
        !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Entry& of = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(of, index.column()).replace(u'\n', u' ');
    case Qt::ToolTipRole:
        return index.column() == TextColumn && !of.item.empty()
                   ? text(of, TextColumn) + u'\n' + format::text(of.item)
                   : text(of, index.column());
    case KeyRole:
        return QVariant::fromValue(deskEntityKey(of.entity));
    case SortRole:
        return index.column() == TimeColumn ? QVariant(static_cast<qlonglong>(of.moment()))
                                            : QVariant(text(of, index.column()));
    case ExportRole:
        return index.column() == TimeColumn ? QVariant(format::text(twin::momentText(of.moment())))
                                            : QVariant(text(of, index.column()));
    case HandledRole: // what is not certain yet, and what nobody wrote, is dim
        return of.order == 0 || of.kind == EntryKind::Lapse;
    case UrgentRole:
        return of.kind == EntryKind::Handover && index.column() == TextColumn;
    default:
        return {};
    }
}

QString ShiftLogTable::text(const Entry& entry, int column) const
{
    switch (column) {
    case TimeColumn:
        return format::dateTime(entry.moment());
    case SeatColumn:
        return deskSeatText(entry);
    case KindColumn:
        return deskKindText(entry.kind);
    case AboutColumn:
        return aboutText(entry);
    case TextColumn: {
        QString text = deskEntryText(entry);
        if (entry.about != 0) {
            //: %1: a text, %2: when it was written about an earlier moment
            text = tr("%1 (written %2)").arg(text, format::dateTime(entry.time));
        }
        return entry.order != 0 ? text : tr("%1 (not saved yet)").arg(text);
    }
    default:
        return {};
    }
}

QString ShiftLogTable::aboutText(const Entry& entry) const
{
    const EntityKey key = deskEntityKey(entry.entity);
    if (!key.isValid()) {
        return {};
    }
    const auto& snapshot = m_feed.snapshot();
    const QString label = snapshot ? entityLabel(*snapshot, key, m_language) : QString();
    return label.isEmpty() ? key.id : label;
}

QVariant ShiftLogTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != ExportRole)) {
        return {};
    }
    if (role == ExportRole) {
        return true;
    }
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case SeatColumn:
        return tr("Seat");
    case KindColumn:
        return tr("Kind");
    case AboutColumn:
        return tr("About");
    case TextColumn:
        return tr("Text");
    default:
        return {};
    }
}

ShiftLogProxy::ShiftLogProxy(ShiftLogTable& table, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_table(table)
{
    setSortRole(SortRole);
    setDynamicSortFilter(true);
    setSourceModel(&table);
}

void ShiftLogProxy::setText(const QString& text)
{
    QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words != m_words) {
        m_words = std::move(words);
        invalidateFilter();
    }
}

void ShiftLogProxy::setShow(Show show)
{
    if (std::exchange(m_show, show) != show) {
        invalidateFilter();
    }
}

void ShiftLogProxy::setAbout(const EntityKey& about)
{
    std::string entity = deskEntity(about);
    if (entity != m_about) { // every selection says so, whether the log is bound to it or not
        m_about = std::move(entity);
        invalidateFilter();
    }
}

bool ShiftLogProxy::isShown(EntryKind kind) const
{
    switch (m_show) {
    case Show::Everything:
        return true;
    case Show::NotesOnly:
        return kind == EntryKind::Note || kind == EntryKind::Handover || kind == EntryKind::Comment;
    case Show::HandoversOnly:
        return kind == EntryKind::Handover;
    }
    return true;
}

bool ShiftLogProxy::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    Q_UNUSED(sourceParent)
    const Entry& entry = m_table.entry(sourceRow);
    if (!isShown(entry.kind) || (!m_about.empty() && entry.entity != m_about)) {
        return false;
    }
    if (m_words.isEmpty()) {
        return true;
    }
    const QString all = deskSeatText(entry) + u' ' + deskKindText(entry.kind) + u' ' + deskEntryText(entry) +
                        u' ' + format::text(entry.entity) + u' ' + m_table.aboutText(entry);
    return std::ranges::all_of(m_words,
                               [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace models
