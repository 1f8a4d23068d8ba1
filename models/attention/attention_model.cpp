#include "models/attention/attention_model.h"

#include "models/attention/attention_sentence.h"
#include "models/desk/desk_words.h"
#include "models/format/format.h"
#include "models/format/terms.h"

#include <algorithm>
#include <iterator>
#include <ranges>
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

void AttentionModel::setDesk(const DeskModel& desk)
{
    m_desk = &desk;
    connect(&desk, &DeskModel::changed, this, [this] {
        follow();
        announceAll();
    });
}

const twin::desk::ItemHandling* AttentionModel::handling(const std::string& key) const
{
    return m_desk == nullptr ? nullptr : m_desk->handling(key);
}

AttentionModel::Standing AttentionModel::standing(const std::string& key,
                                                  twin::state::Severity severity) const
{
    const twin::desk::ItemHandling* found = handling(key);
    if (found == nullptr) {
        return Standing::Open;
    }
    const auto& snapshot = m_feed.digest()->snapshot();
    if (snapshot != nullptr && found->isShelved(snapshot->time)) {
        return Standing::Shelved;
    }
    return found->isAcknowledged(severity) ? Standing::Acknowledged : Standing::Open;
}

DeskTarget AttentionModel::target(int row) const
{
    const Row& of = m_rows.at(static_cast<std::size_t>(row));
    return {of.key, attentionKey(of.item), of.item.severity, of.item.since};
}

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
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const AttentionItem& item = row.item;
    switch (role) {
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, index.column());
    case UrgentRole:
        return index.column() == WhatColumn && standing(row.key, item.severity) == Standing::Open;
    case HandledRole:
        return standing(row.key, item.severity) != Standing::Open;
    case KeyRole:
        return QVariant::fromValue(attentionKey(item));
    case SeverityRole:
        return static_cast<int>(item.severity);
    case SortRole:
        return index.column() == SeverityColumn ? QVariant(static_cast<qlonglong>(item.severity))
               : index.column() == SinceColumn  ? QVariant(static_cast<qlonglong>(item.since))
                                                : QVariant(text(row, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (index.column() == SinceColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

QString AttentionModel::toolTip(const Row& row, int column) const
{
    switch (column) {
    case WhatColumn:
        return attentionToolTip(row.item, *m_digest->snapshot(), m_language);
    case HandlingColumn: {
        const twin::desk::ItemHandling* found = handling(row.key);
        return found == nullptr ? QString()
                                : handlingToolTip(*found, row.item.severity, m_digest->snapshot()->time);
    }
    default:
        return text(row, column);
    }
}

QString AttentionModel::text(const Row& row, int column) const
{
    const AttentionItem& item = row.item;
    switch (column) {
    case SeverityColumn:
        return Terms::of(item.severity);
    case WhatColumn:
        return attentionSentence(item, *m_digest->snapshot(), m_language);
    case EntityColumn:
        return attentionSubject(item, *m_digest->snapshot(), m_language);
    case SinceColumn:
        return format::age(item.since, m_digest->snapshot()->time);
    case HandlingColumn: {
        const twin::desk::ItemHandling* found = handling(row.key);
        return found == nullptr ? QString() : handlingText(*found, item.severity, m_digest->snapshot()->time);
    }
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
    case HandlingColumn:
        return tr("Handled by");
    default:
        return {};
    }
}

void AttentionModel::follow()
{
    const AttentionDigestPtr next = m_feed.digest();
    const Order order = arrange(*next);
    findPlaces(*next, order);
    removeGone();
    sortRows();
    m_digest = next; // the rows that are left are in both
    insertNew(*next, order);
    updateTexts(*next, order);
    count(*next);
}

AttentionModel::Order AttentionModel::arrange(const AttentionDigest& next)
{
    std::array<Order, 3> parts;
    for (std::size_t i = 0; i < next.items().size(); ++i) {
        const Standing of = standing(next.keys()[i], next.items()[i].severity);
        parts[static_cast<std::size_t>(of)].push_back(i);
    }
    const auto acknowledged = static_cast<int>(parts[1].size());
    const auto shelved = static_cast<int>(parts[2].size());
    const bool isNew = std::exchange(m_acknowledged, acknowledged) != acknowledged ||
                       std::exchange(m_shelved, shelved) != shelved;
    Order order = std::move(parts[0]);
    order.insert(order.end(), parts[1].begin(), parts[1].end());
    order.insert(order.end(), parts[2].begin(), parts[2].end());
    order.resize(std::min(order.size(), kMaxRows));
    if (isNew) {
        Q_EMIT countsChanged();
    }
    return order;
}

void AttentionModel::findPlaces(const AttentionDigest& next, const Order& order)
{
    std::unordered_map<std::uint64_t, int> places;
    for (const std::size_t i : order) {
        places.emplace(next.identities()[i], static_cast<int>(places.size()));
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

/// Into their order, all in one step: one move after the other costs the square of the rows.
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

/// Precondition: the rows are in `order` and all of it.
void AttentionModel::insertNew(const AttentionDigest& next, const Order& order)
{
    const auto total = static_cast<int>(order.size());
    std::vector<bool> isHere(order.size());
    for (const Row& row : m_rows) {
        isHere[static_cast<std::size_t>(row.place)] = true;
    }
    forRuns(
        total, [&](int place) { return !isHere[static_cast<std::size_t>(place)]; },
        [&](int first, int last) {
            beginInsertRows({}, first, last);
            std::vector<Row> rows;
            for (int place = first; place <= last; ++place) {
                const std::size_t i = order[static_cast<std::size_t>(place)];
                rows.push_back({next.identities()[i], next.items()[i], next.keys()[i], place});
            }
            m_rows.insert(m_rows.begin() + first, std::make_move_iterator(rows.begin()),
                          std::make_move_iterator(rows.end()));
            endInsertRows();
        });
}

/// Precondition: row r is item order[r].
void AttentionModel::updateTexts(const AttentionDigest& next, const Order& order)
{
    std::vector<bool> isNew(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const AttentionItem& item = next.items()[order[i]];
        isNew[i] = !isSameText(m_rows[i].item, item);
        m_rows[i].item = item;
        m_rows[i].key = next.keys()[order[i]];
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
