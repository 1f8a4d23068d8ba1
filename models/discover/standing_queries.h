#pragma once

#include "models/compute/compute_moment.h"
#include "models/discover/standing_tables.h"
#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "twin/compute/standing_query.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace models {

/// Queries that stay: each is asked again as the live twin moves on, and says when an offer came, went, or
/// another one is the best. They are asked whether or not anybody looks; what a person looks at in the past
/// is no news. GUI thread, asking on a thread of its own.
class StandingQueries final : public QObject
{
    Q_OBJECT

  public:
    static constexpr qsizetype kMost = 20;
    static constexpr std::size_t kMostNews = 500; ///< kept, newest first
    /// After a query is added, or the registry changed, values still come in: what that changes is no news.
    static constexpr twin::TimeNs kSettling = 10 * twin::kSecond;

    StandingQueries(SnapshotFeed& feed, std::shared_ptr<MomentMaker> moments, const Language& language,
                    QObject* parent = nullptr);

    /// @return why it is not taken: it cannot be read, stands already, or there are too many; empty: it is
    QString add(const QString& text);
    void remove(const QString& text);

    [[nodiscard]] bool contains(const QString& text) const;
    [[nodiscard]] QStringList texts() const;

    void clearNews();
    /// Asks now, not when the interval is over (tests).
    void askNow();

    [[nodiscard]] StandingTable& table() { return m_table; }

    [[nodiscard]] NewsTable& news() { return m_news; }

  Q_SIGNALS:
    /// Queries were added or removed: to be kept.
    void textsChanged();
    /// One round found changes, newest last.
    void newsCame(const std::vector<models::StandingNews>& news);
    /// A round of that moment is in the table, with its news.
    void answered(twin::TimeNs moment);

  private:
    /// A query and its memory. The memory is used by the job alone, one at a time.
    struct Entry
    {
        QString text;
        std::shared_ptr<twin::compute::StandingQuery> query;
        twin::TimeNs since = 0; ///< first asked; 0 = not yet
    };

    /// What a round found of one query.
    struct Found
    {
        QString text;
        std::optional<twin::compute::QueryFault> fault;
        std::size_t matched = 0;
        QString best;
        std::optional<twin::compute::AnswerChange> change;
    };

    struct Round
    {
        twin::TimeNs time = 0;
        std::vector<Found> found;
    };

    void ask();
    void take(const Round& round);
    void showTexts();

    SnapshotFeed& m_feed;
    std::shared_ptr<MomentMaker> m_moments;
    std::vector<Entry> m_entries;
    StandingTable m_table;
    NewsTable m_news;
    Throttle m_refresh;
    LatestJob<Round> m_job;
};

} // namespace models
