#include "models/attention/attention_model.h"

#include "models/attention/attention_sentence.h"
#include "models/format/format.h"
#include "models/format/terms.h"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace models {

using twin::alarm::AttentionItem;

namespace {

constexpr int kGone = -1;

bool isSameText(const AttentionItem& a, const AttentionItem& b)
{
    const bool isSameCause = a.cause == b.cause || (a.cause && b.cause && *a.cause == *b.cause);
    return isSameCause && std::tie(a.severity, a.value, a.threshold, a.count, a.since, a.detail) ==
                              std::tie(b.severity, b.value, b.threshold, b.count, b.since, b.detail);
}

/// Identities of the items that have a row.
std::span<const std::uint64_t> listed(const AttentionDigest& digest)
{
    return std::span(digest.identities())
        .first(std::min(digest.identities().size(), AttentionModel::kMaxRows));
}

/// Calls `visit(first, last)` for the runs of neighbours in 0 … size - 1 for which `is` holds.
template <typename Is, typename Visit> void forRuns(int size, Is is, Visit visit)
{
    for (int first = 0; first < size; ++first) {
        if (!is(first)) {
            continue;
        }
        int last = first;
        while (last + 1 < size && is(last + 1)) {
            ++last;
        }
        visit(first, last);
        first = last;
    }
}

} // namespace

AttentionModel::AttentionModel(const AttentionFeed& feed, const Language& language, QObject* parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_language(language)
    , m_digest(feed.digest())
{
    connect(&feed, &AttentionFeed::changed, this, &AttentionModel::follow);
    connect(&language, &Language::changed, this, [this] {
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
        announceAll();
    });
}

AttentionModel::~AttentionModel() = default;

int AttentionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
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
    const AttentionItem& item = m_rows[static_cast<std::size_t>(index.row())].item;
    switch (role) {
    case Qt::ToolTipRole:
        return index.column() == WhatColumn ? attentionToolTip(item, *m_digest->snapshot(), m_language)
                                            : text(item, index.column());
    case Qt::DisplayRole:
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
        return attentionSentence(item, *m_digest->snapshot(), m_language);
    case EntityColumn:
        return attentionSubject(item, *m_digest->snapshot(), m_language);
    case SinceColumn:
        return format::age(item.since, m_digest->snapshot()->time);
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

void AttentionModel::follow()
{
    const AttentionDigestPtr next = m_feed.digest();
    findPlaces(*next);
    removeGone();
    sortRows();
    m_digest = next; // the rows that are left are in both
    insertNew(*next);
    updateTexts(*next);
    count(*next);
}

void AttentionModel::findPlaces(const AttentionDigest& next)
{
    std::unordered_map<std::uint64_t, int> places;
    for (const std::uint64_t identity : listed(next)) {
        places.emplace(identity, static_cast<int>(places.size()));
    }
    for (Row& row : m_rows) {
        const auto found = places.find(row.identity);
        row.place = found == places.end() ? kGone : found->second;
    }
}

void AttentionModel::removeGone()
{
    std::vector<std::pair<int, int>> runs;
    forRuns(
        rowCount(), [this](int row) { return m_rows[static_cast<std::size_t>(row)].place == kGone; },
        [&](int first, int last) { runs.emplace_back(first, last); });
    for (const auto& [first, last] : std::views::reverse(runs)) {
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    }
}

/// Into the digest's order, all in one step: one move after the other costs the square of the rows.
void AttentionModel::sortRows()
{
    if (std::ranges::is_sorted(m_rows, {}, &Row::place)) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::uint64_t> held;
    for (const QModelIndex& index : before) {
        held.push_back(m_rows[static_cast<std::size_t>(index.row())].identity);
    }
    std::ranges::sort(m_rows, {}, &Row::place);
    std::unordered_map<std::uint64_t, int> rows;
    for (const Row& row : m_rows) {
        rows.emplace(row.identity, static_cast<int>(rows.size()));
    }
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        after.append(index(rows.at(held[static_cast<std::size_t>(i)]), before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

/// Precondition: the rows are in the digest's order and all of it.
void AttentionModel::insertNew(const AttentionDigest& next)
{
    const auto identities = listed(next);
    const auto total = static_cast<int>(identities.size());
    std::vector<bool> isHere(identities.size());
    for (const Row& row : m_rows) {
        isHere[static_cast<std::size_t>(row.place)] = true;
    }
    forRuns(
        total, [&](int place) { return !isHere[static_cast<std::size_t>(place)]; },
        [&](int first, int last) {
            beginInsertRows({}, first, last);
            std::vector<Row> rows;
            for (auto place = static_cast<std::size_t>(first); place <= static_cast<std::size_t>(last);
                 ++place) {
                rows.push_back({identities[place], next.items()[place], static_cast<int>(place)});
            }
            m_rows.insert(m_rows.begin() + first, std::make_move_iterator(rows.begin()),
                          std::make_move_iterator(rows.end()));
            endInsertRows();
        });
}

/// Precondition: row r is item r.
void AttentionModel::updateTexts(const AttentionDigest& next)
{
    std::vector<bool> isNew(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        isNew[i] = !isSameText(m_rows[i].item, next.items()[i]);
        m_rows[i].item = next.items()[i];
    }
    forRuns(
        rowCount(), [&](int row) { return isNew[static_cast<std::size_t>(row)]; },
        [this](int first, int last) { Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1)); });
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, SinceColumn), index(rowCount() - 1, SinceColumn));
    }
}

void AttentionModel::count(const AttentionDigest& next)
{
    Counts counts{};
    for (const AttentionItem& item : next.items()) {
        ++counts[static_cast<std::size_t>(item.severity)];
    }
    if (counts != m_counts) {
        m_counts = counts;
        Q_EMIT countsChanged();
    }
}

void AttentionModel::announceAll()
{
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

} // namespace models
