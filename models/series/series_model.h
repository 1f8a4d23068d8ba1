#pragma once

#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/language/language.h"
#include "models/selection/selection.h"

#include <QList>
#include <QObject>
#include <QPointF>

#include <vector>

namespace models {

/// One line of a chart. A gap splits it into several stretches.
struct SeriesLine
{
    QString label;
    QList<QList<QPointF>> stretches; ///< x: ms since 1970 UTC, y: in `unit`s shown (already scaled)
};

struct SeriesChoice
{
    QString id; ///< stable: "pool.utilisation", "link.rates"…
    QString label;
};

/// Everything a chart of the last minutes needs.
struct SeriesView
{
    EntityKey key;
    QString title;
    QString unit; ///< after scaling, e.g. "Tb/s" or "%"
    QList<SeriesLine> lines;
    double xMin = 0; ///< ms since 1970 UTC
    double xMax = 0;
    double yMin = 0;
    double yMax = 1;
    QList<double> bands;    ///< thresholds to draw, in shown units (70, 90, 95 for utilisation)
    bool isLoading = false; ///< a store is being read; the lines are those read before, if any
    [[nodiscard]] bool isEmpty() const;
};

/// The last minutes of the current selection's chosen metrics, at most two points per pixel column. What is
/// in memory comes at once; what a store has is read on a thread of its own. GUI thread.
class SeriesModel final : public QObject
{
    Q_OBJECT

  public:
    SeriesModel(SnapshotFeed& feed, Selection& selection, const Language& language,
                QObject* parent = nullptr);

    /// What can be charted of the current entity; the first is the default. Empty when it has no live values.
    [[nodiscard]] const QList<SeriesChoice>& choices() const { return m_choices; }

    [[nodiscard]] const QString& choice() const { return m_choice; }

    void setChoice(const QString& id);
    /// Length of the window back from the cursor's time; default 5 minutes, at most the provider's range is
    /// found.
    void setWindow(twin::TimeNs window);

    [[nodiscard]] twin::TimeNs window() const { return m_window; }

    /// Fetches again for a chart `widthPixels` wide. Call when visible: on `changed` of the entity and at 1-2
    /// Hz. What has to be read for it comes later: `arrived`, then `latest`.
    [[nodiscard]] SeriesView refresh(int widthPixels);
    /// The chart that was asked for last, with what has come of it. Asks for nothing.
    [[nodiscard]] SeriesView latest() const;

  Q_SIGNALS:
    /// Entity, choice, window or language changed.
    void changed();
    /// What `refresh` had to wait for is there.
    void arrived();

  private:
    using Points = std::vector<std::vector<twin::state::SeriesPoint>>; ///< by metric

    struct Question
    {
        EntityKey key;
        QString choice;
        twin::state::TimeRange range;
        std::size_t maxPoints = 0;

        /// Whether its points are good to look at while those of `other` are not there yet.
        [[nodiscard]] bool isLike(const Question& other) const
        {
            return key == other.key && choice == other.choice;
        }

        friend bool operator==(const Question&, const Question&) = default;
    };

    struct Answer
    {
        Question question;
        Points points;
    };

    void ask(const Question& question);
    void followSelection();
    void makeChoices();
    static Points read(const twin::state::SnapshotProvider& provider, const Question& question);
    static void fill(SeriesView& view, const Question& question, const Points& points);

    SnapshotFeed& m_feed;
    Selection& m_selection;
    const Language& m_language;
    EntityKey m_key;
    QList<SeriesChoice> m_choices;
    QString m_choice;
    twin::TimeNs m_window = 5 * twin::kMinute;
    Question m_asked; ///< last; its key is empty when there is nothing to chart
    Answer m_answer;
    LatestJob<Answer> m_job;
};

} // namespace models
