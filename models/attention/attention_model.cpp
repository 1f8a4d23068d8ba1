#include "models/attention/attention_model.h"

#include "models/attention/attention_digest.h"
#include "models/attention/attention_sentence.h"
#include "models/format/format.h"
#include "models/format/terms.h"

#include <algorithm>
#include <tuple>

namespace models {

using twin::alarm::AttentionItem;

namespace {

constexpr int kInterval_ms = 500; ///< people cannot read faster; rows stay put in between

/// What makes two items of different snapshots the same problem.
auto identityOf(const AttentionItem& item)
{
    return std::tie(item.code, item.subject, item.entity.kind, item.id, item.direction, item.type);
}

using Identity = std::tuple<twin::alarm::AttentionCode, twin::alarm::AttentionSubject, twin::EntityKind,
                            std::string, twin::alarm::LinkDirection, std::string>;

bool isSameText(const AttentionItem& a, const AttentionItem& b)
{
    return std::tie(a.severity, a.value, a.threshold, a.count, a.since, a.detail) ==
           std::tie(b.severity, b.value, b.threshold, b.count, b.since, b.detail);
}

} // namespace

AttentionModel::AttentionModel(SnapshotFeed& feed, const Language& language, QObject* parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_language(language)
    , m_throttle(kInterval_ms, [this] { refresh(); })
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, [this] { m_throttle.request(); });
    connect(&feed, &SnapshotFeed::registryChanged, this, [this] { m_throttle.runNow(); });
    connect(&language, &Language::changed, this, [this] {
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
        announceAll();
    });
}

AttentionModel::~AttentionModel() = default;

int AttentionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int AttentionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

QVariant AttentionModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() ||
        !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const AttentionItem& item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return text(item, index.column());
    case KeyRole:
        return QVariant::fromValue(attentionKey(item));
    case SeverityRole:
        return static_cast<int>(item.severity);
    case SortRole:
        return index.column() == SeverityColumn ? QVariant(static_cast<qlonglong>(item.severity))
               : index.column() == SinceColumn  ? QVariant(static_cast<qlonglong>(item.since))
                                                : QVariant(text(item, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (index.column() == SinceColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

QString AttentionModel::text(const AttentionItem& item, int column) const
{
    switch (column) {
    case SeverityColumn:
        return Terms::of(item.severity);
    case WhatColumn:
        return attentionSentence(item, m_language);
    case EntityColumn:
        return attentionSubject(item, *m_snapshot, m_language);
    case SinceColumn:
        return format::age(item.since, m_snapshot->time);
    default:
        return {};
    }
}

QVariant AttentionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case WhatColumn:
        return tr("What is wrong");
    case EntityColumn:
        return tr("Where");
    case SinceColumn:
        return tr("Age");
    default:
        return {};
    }
}

int AttentionModel::severityOf(const EntityKey& key) const
{
    int worst = 0;
    for (const AttentionItem& item : m_items) {
        worst = attentionKey(item) == key ? std::max(worst, static_cast<int>(item.severity)) : worst;
    }
    return worst;
}

void AttentionModel::refresh()
{
    if (!m_feed.snapshot() || m_feed.snapshot() == m_snapshot) {
        return;
    }
    m_snapshot = m_feed.snapshot();
    const auto digest = AttentionDigest::of(m_snapshot);
    removeGone(digest->items());
    placeAll(digest->items());
    if (!m_items.empty()) {
        Q_EMIT dataChanged(index(0, SinceColumn), index(rowCount({}) - 1, SinceColumn));
    }
    Counts counts{};
    for (const AttentionItem& item : m_items) {
        ++counts[static_cast<std::size_t>(item.severity)];
    }
    if (counts != m_counts) {
        m_counts = counts;
        Q_EMIT countsChanged();
    }
}

void AttentionModel::removeGone(const std::vector<AttentionItem>& next)
{
    std::vector<Identity> staying;
    staying.reserve(next.size());
    for (const AttentionItem& item : next) {
        staying.emplace_back(identityOf(item));
    }
    std::ranges::sort(staying);
    for (int row = rowCount({}) - 1; row >= 0; --row) {
        if (!std::ranges::binary_search(staying,
                                        Identity(identityOf(m_items[static_cast<std::size_t>(row)])))) {
            beginRemoveRows({}, row, row);
            m_items.erase(m_items.begin() + row);
            endRemoveRows();
        }
    }
}

/// Brings the rows into the order of `next`, moving those that are here and inserting those that are not.
void AttentionModel::placeAll(const std::vector<AttentionItem>& next)
{
    for (std::size_t at = 0; at < next.size(); ++at) {
        const auto from = static_cast<std::ptrdiff_t>(at);
        const auto here = std::find_if(m_items.begin() + from, m_items.end(), [&](const AttentionItem& item) {
            return identityOf(item) == identityOf(next[at]);
        });
        const int row = static_cast<int>(at);
        if (here == m_items.end()) {
            beginInsertRows({}, row, row);
            m_items.insert(m_items.begin() + from, next[at]);
            endInsertRows();
            continue;
        }
        const int old = static_cast<int>(here - m_items.begin());
        if (old != row) {
            beginMoveRows({}, old, old, {}, row);
            std::rotate(m_items.begin() + from, here, here + 1);
            endMoveRows();
        }
        const bool isSame = isSameText(m_items[at], next[at]);
        m_items[at] = next[at];
        if (!isSame) {
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    // Alarms that differ only in what is not shown have one identity: there may be fewer of them now.
    if (m_items.size() > next.size()) {
        beginRemoveRows({}, static_cast<int>(next.size()), rowCount({}) - 1);
        m_items.resize(next.size());
        endRemoveRows();
    }
}

void AttentionModel::announceAll()
{
    if (!m_items.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount({}) - 1, ColumnCount - 1));
    }
}

} // namespace models
