#include "models/discover/standing_tables.h"

#include "models/format/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::StandingNews)
};

/// The first few names, and how many more there are.
QString names(const std::vector<std::string>& offers)
{
    constexpr std::size_t kNamed = 3;
    QStringList out;
    for (std::size_t i = 0; i < std::min(kNamed, offers.size()); ++i) {
        out.append(format::text(offers[i]));
    }
    const int more = static_cast<int>(offers.size() - static_cast<std::size_t>(out.size()));
    const QString list = out.join(QStringLiteral(", "));
    return more > 0 ? Words::tr("%1 and %n more", nullptr, more).arg(list) : list;
}

QString poolOf(const std::string& offer)
{
    return format::text(offer).section(u' ', 0, 0);
}

} // namespace

QString newsSentence(const StandingNews& news)
{
    QStringList parts;
    if (!news.change.entered.empty()) {
        parts << Words::tr("came: %1").arg(names(news.change.entered));
    }
    if (!news.change.left.empty()) {
        parts << Words::tr("went: %1").arg(names(news.change.left));
    }
    if (news.change.best != news.change.bestBefore) {
        parts << (news.change.best.empty() ? Words::tr("nothing matches now")
                                           : Words::tr("best now: %1").arg(format::text(news.change.best)));
    }
    return parts.join(QStringLiteral("; "));
}

StandingTable::StandingTable(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void StandingTable::setRows(std::vector<StandingRow> rows)
{
    const bool same = std::ranges::equal(m_rows, rows, {}, &StandingRow::query, &StandingRow::query);
    replace(same, [&] { m_rows = std::move(rows); });
}

CellTable::Header StandingTable::header(int column) const
{
    switch (column) {
    case QueryColumn:
        return {tr("Standing query")};
    case MatchedColumn:
        return {tr("Matches"), true};
    case BestColumn:
        return {tr("Best now")};
    default:
        return {tr("Last change")};
    }
}

CellTable::Cell StandingTable::cell(int row, int column) const
{
    const StandingRow& of = m_rows[static_cast<std::size_t>(row)];
    switch (column) {
    case QueryColumn:
        return {of.query.isEmpty() ? tr("(every offer)") : of.query, {}, true, false, -1, of.query};
    case MatchedColumn:
        return of.matched < 0
                   ? Cell{format::unknown(), {}, false}
                   : Cell{format::count(static_cast<std::uint64_t>(of.matched), m_language.locale())};
    case BestColumn:
        return of.error.isEmpty() ? Cell{of.best.isEmpty() ? format::unknown() : of.best}
                                  : Cell{of.error, {}, false, false, -1, of.error};
    default:
        return {format::clock(of.changed)};
    }
}

NewsTable::NewsTable(const Language& language, std::size_t most, QObject* parent)
    : CellTable(parent)
    , m_language(language)
    , m_most(most)
{}

void NewsTable::add(const StandingNews& news)
{
    beginInsertRows({}, 0, 0);
    m_rows.push_front(news);
    endInsertRows();
    if (m_rows.size() > m_most) {
        const int last = rows() - 1;
        beginRemoveRows({}, last, last);
        m_rows.pop_back();
        endRemoveRows();
    }
}

void NewsTable::clear()
{
    replace(false, [this] { m_rows.clear(); });
}

EntityKey NewsTable::key(int row) const
{
    const twin::compute::AnswerChange& change = m_rows[static_cast<std::size_t>(row)].change;
    const std::string& offer = !change.entered.empty() ? change.entered.front()
                               : !change.left.empty()  ? change.left.front()
                                                       : change.best;
    return offer.empty() ? EntityKey{} : EntityKey{EntityKey::Type::Pool, poolOf(offer)};
}

CellTable::Header NewsTable::header(int column) const
{
    switch (column) {
    case TimeColumn:
        return {tr("Time")};
    case WhatColumn:
        return {tr("What changed")};
    case MatchedColumn:
        return {tr("Matches"), true};
    default:
        return {tr("Standing query")};
    }
}

CellTable::Cell NewsTable::cell(int row, int column) const
{
    const StandingNews& of = m_rows[static_cast<std::size_t>(row)];
    const QLocale& locale = m_language.locale();
    switch (column) {
    case TimeColumn:
        return {format::clock(of.time)};
    case WhatColumn:
        return {newsSentence(of)};
    case MatchedColumn:
        return {format::count(std::uint64_t{of.change.matchedBefore}, locale) + QStringLiteral(" → ") +
                format::count(std::uint64_t{of.change.matched}, locale)};
    default:
        return {of.query.isEmpty() ? tr("(every offer)") : of.query};
    }
}

} // namespace models
