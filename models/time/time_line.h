#pragma once

#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>
#include <span>
#include <vector>

namespace models {

/// The console's time: which stretch of the past is shown (the window), which moment everything stands at,
/// and the player that moves it. The cursor itself is the feed's; this is what moves it. Going back never
/// stops the twin. GUI thread.
class TimeLine final : public QObject
{
    Q_OBJECT

  public:
    explicit TimeLine(SnapshotFeed& feed, QObject* parent = nullptr);

    [[nodiscard]] twin::state::TimeMode mode() const { return m_feed.cursor().mode; }

    /// What can be gone back to; empty before the first snapshot and over a saved moment.
    [[nodiscard]] twin::state::TimeRange range() const { return m_feed.range(); }

    /// The moment everything shows; while live the newest.
    [[nodiscard]] twin::TimeNs moment() const;

    /// The stretch a time track shows. While live, and until it is set otherwise, its end is the newest
    /// moment.
    [[nodiscard]] twin::state::TimeRange window() const;
    /// Shows that stretch, at least kShortestWindow, at most kLongestWindow; it stays when time goes on,
    /// unless it reaches the newest moment.
    void setWindow(twin::state::TimeRange window);
    /// The last `span` up to the newest moment, going along with it.
    void showLast(twin::TimeNs span);

    /// Of a window that goes along with time: its length; 0 of one that stays.
    [[nodiscard]] twin::TimeNs followedSpan() const { return m_window.isEmpty() ? m_span : 0; }

    /// The window becomes `factor` times as long around `fixedPoint`.
    void zoom(double factor, twin::TimeNs fixedPoint);
    /// Shifts the window; not beyond what there is.
    void pan(twin::TimeNs by);
    /// Everything there is.
    void showAll();

    /// Holds that moment, or the nearest there is; ends a replay. False without a past.
    bool seek(twin::TimeNs time);
    /// Moves by seconds, from the newest moment if it is live; holds it.
    void step(int seconds);
    /// To the next (1) or previous (-1) mark of all there are, looked for on a thread of its own; says
    /// `nothingThere` when there is none on that side.
    void jump(int direction);
    /// Holds the present moment if live or replaying; else plays on from where it stands.
    void togglePlay();
    void play();
    void pause();
    void goLive();

    [[nodiscard]] bool isPlaying() const { return m_player.isActive(); }

    /// Times as fast as it happened: one of speeds().
    [[nodiscard]] double speed() const { return m_speed; }

    /// The nearest of speeds().
    void setSpeed(double speed);
    /// One step faster (1) or slower (-1).
    void changeSpeed(int direction);
    [[nodiscard]] static std::span<const double> speeds();

    /// What happened in the window, oldest first, as last worked out.
    [[nodiscard]] const std::vector<twin::state::TimeMark>& marks() const { return m_marks; }

    /// Works the marks out anew on a thread of its own; call while something shows them, at about 1 Hz.
    void refreshMarks();

    /// The player's beat: `elapsed` has passed for the person who watches.
    void advance(twin::TimeNs elapsed);

    static constexpr twin::TimeNs kShortestWindow = 10 * twin::kSecond;
    static constexpr twin::TimeNs kLongestWindow = 4000 * 24 * twin::kHour;

  Q_SIGNALS:
    /// Mode, moment, window, playing or speed.
    void changed();
    void marksChanged();
    /// A jump found nothing to stop at, after (1) or before (-1) the moment.
    void nothingThere(int direction);

  private:
    struct Landing
    {
        int direction = 1;
        std::optional<twin::TimeNs> time;
    };

    void move(twin::state::TimeMode mode, twin::TimeNs time);
    void keepInSight(twin::TimeNs time);
    void onCursor();

    SnapshotFeed& m_feed;
    twin::TimeNs m_span;               ///< of a window that goes along
    twin::state::TimeRange m_window{}; ///< one that stays; empty = goes along
    QTimer m_player;
    QElapsedTimer m_beat;
    double m_speed = 1;
    std::vector<twin::state::TimeMark> m_marks;
    LatestJob<std::vector<twin::state::TimeMark>> m_marksJob;
    LatestJob<Landing> m_jumpJob;
};

} // namespace models
