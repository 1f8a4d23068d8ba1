#include "models/discover/standing_queries.h"

#include "models/discover/query_reason_words.h"
#include "models/format/format.h"

#include <algorithm>

namespace models {

using namespace twin::compute;

namespace {

constexpr int kRefresh_ms = 5'000;

} // namespace

StandingQueries::StandingQueries(SnapshotFeed& feed, std::shared_ptr<MomentMaker> moments,
                                 const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_moments(std::move(moments))
    , m_table(language)
    , m_news(language, kMostNews)
    , m_refresh(kRefresh_ms, [this] { ask(); })
    , m_job([this](const Round& round) { take(round); })
{
    connect(&feed, &SnapshotFeed::snapshotApplied, this, [this] {
        if (!m_entries.empty()) {
            m_refresh.request();
        }
    });
    connect(&feed, &SnapshotFeed::registryChanged, this, [this] {
        for (Entry& entry : m_entries) {
            entry.since = 0;
        }
    });
    connect(&language, &Language::changed, this, [this] {
        m_table.retranslate();
        m_news.retranslate();
        m_refresh.request(); // for what is wrong with a query, in the new language
    });
}

QString StandingQueries::add(const QString& text)
{
    const QString query = text.trimmed();
    if (contains(query)) {
        return tr("This query stands already.");
    }
    if (static_cast<qsizetype>(m_entries.size()) >= kMost) {
        return tr("At most %1 queries can stand. Remove one first.").arg(kMost);
    }
    auto parsed = parseQuery(format::utf8(query));
    if (!parsed) {
        return QueryFaultText::of(parsed.error(), query).sentence;
    }
    m_entries.push_back({query, std::make_shared<StandingQuery>(std::move(*parsed))});
    showTexts();
    Q_EMIT textsChanged();
    m_refresh.runNow();
    return {};
}

void StandingQueries::remove(const QString& text)
{
    if (std::erase_if(m_entries, [&](const Entry& entry) { return entry.text == text; }) > 0) {
        showTexts();
        Q_EMIT textsChanged();
    }
}

bool StandingQueries::contains(const QString& text) const
{
    return std::ranges::find(m_entries, text.trimmed(), &Entry::text) != m_entries.end();
}

QStringList StandingQueries::texts() const
{
    QStringList out;
    for (const Entry& entry : m_entries) {
        out.append(entry.text);
    }
    return out;
}

void StandingQueries::clearNews()
{
    m_news.clear();
}

void StandingQueries::askNow()
{
    m_refresh.runNow();
}

/// Rows of the present queries; what was known of those that stay is kept.
void StandingQueries::showTexts()
{
    std::vector<StandingRow> rows;
    for (const Entry& entry : m_entries) {
        const auto& old = m_table.list();
        const auto found = std::ranges::find(old, entry.text, &StandingRow::query);
        rows.push_back(found != old.end() ? *found : StandingRow{entry.text, {}, -1, {}, 0});
    }
    m_table.setRows(std::move(rows));
}

void StandingQueries::ask()
{
    const twin::state::SnapshotPtr& snapshot = m_feed.snapshot();
    if (!snapshot || !snapshot->live || m_entries.empty()) {
        return;
    }
    m_job.request([snapshot, entries = m_entries, moments = m_moments] {
        Round out;
        out.time = snapshot->time;
        const ComputeMomentPtr moment = moments->make(snapshot);
        for (const Entry& entry : entries) {
            Found found;
            found.text = entry.text;
            auto change = entry.query->update(moment->offers, moment->network->graph, moment->down);
            if (!change) {
                found.fault = change.error();
            } else {
                found.change = std::move(*change);
                const DiscoveryAnswer& answer = *entry.query->answer();
                found.matched = answer.matched;
                if (!answer.matches.empty()) {
                    found.best = format::text(
                        offerName(moment->offers, moment->offers.offers()[answer.matches.front().offer]));
                }
            }
            out.found.push_back(std::move(found));
        }
        return out;
    });
}

void StandingQueries::take(const Round& round)
{
    std::vector<StandingRow> rows = m_table.list();
    std::vector<StandingNews> news;
    for (const Found& found : round.found) {
        const auto entry = std::ranges::find(m_entries, found.text, &Entry::text);
        const auto row = std::ranges::find(rows, found.text, &StandingRow::query);
        if (entry == m_entries.end() || row == rows.end()) {
            continue; // was removed meanwhile
        }
        if (entry->since == 0) {
            entry->since = round.time;
        }
        row->error = found.fault ? QueryReasonWords::of(found.fault->because) : QString();
        if (found.fault) {
            continue;
        }
        row->matched = static_cast<qint64>(found.matched);
        row->best = found.best;
        if (found.change && round.time - entry->since >= kSettling) {
            row->changed = round.time;
            news.push_back({round.time, found.text, *found.change});
        }
    }
    m_table.setRows(std::move(rows));
    for (const StandingNews& each : news) {
        m_news.add(each);
    }
    if (!news.empty()) {
        Q_EMIT newsCame(news);
    }
    Q_EMIT answered(round.time);
}

} // namespace models
