#pragma once

#include "models/discover/discover_answer.h"
#include "models/discover/discover_table.h"
#include "models/discover/query_reason_words.h"
#include "models/discover/score_table.h"
#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

/// Discovery (实时发现): one query over the snapshot that is shown, live or past, evaluated on a thread of
/// its own and asked again as snapshots come. GUI thread.
class DiscoverModel final : public QObject
{
    Q_OBJECT

  public:
    DiscoverModel(SnapshotFeed& feed, std::shared_ptr<MomentMaker> moments, const Language& language,
                  QObject* parent = nullptr);

    /// Reads the text at once; what can be read is asked soon, what cannot leaves the last answer standing.
    void setQuery(const QString& text);

    [[nodiscard]] const QString& query() const { return m_text; }

    /// A hidden panel asks nothing; it catches up when it is shown. Inactive at first.
    void setActive(bool active);

    /// Of the text, or of its evaluation (a place that is none).
    [[nodiscard]] std::optional<QueryFaultText> fault() const;

    /// No answer to the present text yet.
    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }

    /// Sentence on the last answer: how many matched, of how many, what is not known, when. Empty without
    /// one.
    [[nodiscard]] QString summary() const;

    [[nodiscard]] DiscoverTable& table() { return m_table; }

    [[nodiscard]] ScoreTable& score() { return m_score; }

    /// The offer whose score is shown; it stays while it is found. Empty: none.
    void setShown(const QString& offer);

    [[nodiscard]] const QString& shown() const { return m_shown; }

    [[nodiscard]] QueryCompletion complete(const QString& text, qsizetype cursor) const;

  Q_SIGNALS:
    /// Another text, answer or fault.
    void changed();
    /// The first answer to another query is in the table; comes after changed(). What is asked again as
    /// snapshots come is not told.
    void answered();

  private:
    void follow();
    void ask();
    void take(DiscoverAnswerPtr answer);
    void showScore();

    SnapshotFeed& m_feed;
    std::shared_ptr<MomentMaker> m_moments;
    const Language& m_language;
    DiscoverTable m_table;
    ScoreTable m_score;
    QString m_text;
    QString m_shown;
    std::optional<twin::compute::Query> m_query;
    std::optional<twin::compute::QueryFault> m_fault;
    QueryWordsPtr m_words;
    quint64 m_asked = 0; ///< number of the present text
    bool m_isActive = false;
    bool m_isWaiting = true;
    Throttle m_refresh;
    LatestJob<std::pair<quint64, DiscoverAnswerPtr>> m_job;
};

} // namespace models
