#include "models/time/time_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace models {

using twin::TimeNs;
using twin::state::TimeMark;
using twin::state::TimeMode;
using twin::state::TimeRange;

namespace {

constexpr TimeNs kDefaultSpan = 10 * twin::kMinute;
constexpr int kBeat_ms = 100;                      ///< the feed's own
constexpr std::size_t kMaxMarks = 2000;            ///< about one a pixel
constexpr TimeNs kLongestBeat = 2 * twin::kSecond; ///< after a stall the replay goes on, it does not leap
constexpr std::array kSpeeds{0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0};

} // namespace

std::span<const double> TimeLine::speeds()
{
    return kSpeeds;
}

TimeLine::TimeLine(SnapshotFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_span(kDefaultSpan)
    , m_marksJob([this](std::vector<TimeMark> marks) {
        if (marks != m_marks) {
            m_marks = std::move(marks);
            Q_EMIT marksChanged();
        }
    })
    , m_jumpJob([this](const Landing& landing) {
        if (landing.time) {
            seek(*landing.time);
        } else {
            Q_EMIT nothingThere(landing.direction);
        }
    })
{
    m_player.setInterval(kBeat_ms);
    m_player.setTimerType(Qt::PreciseTimer);
    connect(&m_player, &QTimer::timeout, this, [this] {
        advance(std::min<TimeNs>(m_beat.nsecsElapsed(), kLongestBeat));
        m_beat.restart();
    });
    connect(&feed, &SnapshotFeed::cursorChanged, this, &TimeLine::onCursor);
}

TimeNs TimeLine::moment() const
{
    const TimeRange kept = range();
    if (mode() == TimeMode::Live || kept.isEmpty()) {
        return kept.end;
    }
    return std::clamp(m_feed.cursor().time, kept.begin, kept.end);
}

TimeRange TimeLine::window() const
{
    if (!m_window.isEmpty()) {
        return m_window;
    }
    const TimeRange kept = range();
    const TimeNs length = std::max(kShortestWindow, std::min(m_span, kept.end - kept.begin));
    return {kept.end - length, kept.end};
}

void TimeLine::setWindow(TimeRange window)
{
    const TimeNs length = std::clamp(window.end - window.begin, kShortestWindow, kLongestWindow);
    const TimeNs middle = window.begin + (window.end - window.begin) / 2;
    window = {middle - length / 2, middle - length / 2 + length};
    if (window.end >= range().end) {
        showLast(range().end - window.begin);
        return;
    }
    m_window = window;
    Q_EMIT changed();
    refreshMarks();
}

void TimeLine::showLast(TimeNs span)
{
    m_span = std::clamp(span, kShortestWindow, kLongestWindow);
    m_window = {};
    Q_EMIT changed();
    refreshMarks();
}

void TimeLine::zoom(double factor, TimeNs fixedPoint)
{
    const TimeRange now = window();
    const double length = static_cast<double>(now.end - now.begin);
    const double wanted = std::clamp(length * factor, static_cast<double>(kShortestWindow),
                                     static_cast<double>(kLongestWindow));
    const double left = static_cast<double>(fixedPoint - now.begin) / length;
    const auto begin = fixedPoint - static_cast<TimeNs>(std::llround(left * wanted));
    const TimeRange next{begin, begin + static_cast<TimeNs>(std::llround(wanted))};
    const TimeRange kept = range();
    if (next.begin <= kept.begin && next.end >= kept.end) {
        showAll();
    } else {
        setWindow(next);
    }
}

void TimeLine::pan(TimeNs by)
{
    const TimeRange now = window();
    const TimeRange kept = range();
    const TimeNs most = std::max<TimeNs>(0, kept.end - now.end);
    const TimeNs least = std::min<TimeNs>(0, kept.begin - now.begin);
    by = std::clamp(by, least, most);
    setWindow({now.begin + by, now.end + by});
}

void TimeLine::showAll()
{
    const TimeRange kept = range();
    showLast(kept.end - kept.begin);
}

bool TimeLine::seek(TimeNs time)
{
    const TimeRange kept = range();
    if (kept.isEmpty()) {
        return false;
    }
    m_player.stop();
    move(TimeMode::Fixed, std::clamp(time, kept.begin, kept.end));
    return true;
}

void TimeLine::step(int seconds)
{
    seek(moment() + seconds * twin::kSecond);
}

void TimeLine::jump(int direction)
{
    // Not only those of the window: where the bar shows ten minutes, the last alarm may be an hour away.
    m_jumpJob.request([provider = m_feed.sharedProvider(), kept = range(), here = moment(), direction] {
        const TimeRange side = direction > 0 ? TimeRange{here, kept.end} : TimeRange{kept.begin, here - 1};
        const std::vector<TimeMark> marks = provider->marks(side, kMaxMarks);
        Landing landing{direction, std::nullopt};
        if (!marks.empty()) {
            landing.time = direction > 0 ? marks.front().time : marks.back().time;
        }
        return landing;
    });
}

void TimeLine::togglePlay()
{
    if (isPlaying()) {
        pause();
    } else if (mode() == TimeMode::Live) {
        seek(range().end);
    } else {
        play();
    }
}

void TimeLine::play()
{
    if (range().isEmpty() || isPlaying()) {
        return;
    }
    const TimeNs from = mode() == TimeMode::Live ? range().begin : moment();
    m_beat.start();
    m_player.start();
    move(TimeMode::Replay, from);
    Q_EMIT changed();
}

void TimeLine::pause()
{
    if (isPlaying()) {
        seek(moment());
    }
}

void TimeLine::goLive()
{
    m_player.stop();
    m_window = {};
    m_feed.goLive();
    Q_EMIT changed();
}

void TimeLine::setSpeed(double speed)
{
    const auto nearest = std::ranges::min_element(
        kSpeeds, {}, [speed](double offered) { return std::abs(std::log(offered / std::max(speed, 1e-3))); });
    if (m_speed != *nearest) {
        m_speed = *nearest;
        Q_EMIT changed();
    }
}

void TimeLine::changeSpeed(int direction)
{
    const auto at = std::ranges::find(kSpeeds, m_speed) - kSpeeds.begin();
    const auto last = static_cast<std::ptrdiff_t>(kSpeeds.size()) - 1;
    setSpeed(kSpeeds[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + direction, 0, last))]);
}

void TimeLine::advance(TimeNs elapsed)
{
    const TimeRange kept = range();
    const TimeNs next = moment() + static_cast<TimeNs>(std::llround(static_cast<double>(elapsed) * m_speed));
    if (kept.isEmpty() || next >= kept.end) {
        goLive(); // it has caught up with the present
        return;
    }
    move(TimeMode::Replay, next);
}

void TimeLine::refreshMarks()
{
    if (m_marksJob.isIdle()) {
        m_marksJob.request([provider = m_feed.sharedProvider(), window = window()] {
            return provider->marks(window, kMaxMarks);
        });
    }
}

void TimeLine::move(TimeMode mode, TimeNs time)
{
    if (m_window.isEmpty()) {
        m_window = window(); // a person looks at it: it no longer slides away
    }
    keepInSight(time);
    m_feed.setCursor({mode, time});
}

/// A moment that leaves the window takes it along, a tenth of it ahead.
void TimeLine::keepInSight(TimeNs time)
{
    const TimeNs length = m_window.end - m_window.begin;
    if (time > m_window.end) {
        m_window = {time - length * 9 / 10, time + length / 10};
    } else if (time < m_window.begin) {
        m_window = {time - length / 10, time + length * 9 / 10};
    } else {
        return;
    }
    refreshMarks();
}

/// Whoever moved it: a file that was opened goes live by the feed itself.
void TimeLine::onCursor()
{
    if (mode() != TimeMode::Replay) {
        m_player.stop();
    }
    if (mode() == TimeMode::Live) {
        m_window = {};
    }
    Q_EMIT changed();
}

} // namespace models
