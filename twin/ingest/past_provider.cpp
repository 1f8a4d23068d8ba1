#include "twin/ingest/past_provider.h"

#include "twin/ingest/frame_decoder.h"
#include "twin/state/series_shape.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <tuple>
#include <utility>
#include <variant>

namespace twin::ingest {

using state::Severity;
using state::SnapshotPtr;
using state::TimeMark;
using state::TimeMode;
using state::TimeRange;

namespace {

constexpr auto kLookInterval = std::chrono::seconds(5);
constexpr auto kFirstLook = std::chrono::milliseconds(250);
constexpr std::size_t kMaxEvents = 20'000;

/// The least and the greatest of each column, in its two halves: what a chart draws as an envelope.
std::vector<state::SeriesPoint> pointsOf(const history::SeriesColumns& columns, TimeNs period, TimeNs now)
{
    std::vector<state::SeriesPoint> points;
    const auto count = static_cast<TimeNs>(std::max<std::size_t>(1, columns.columns.size()));
    const TimeNs length = columns.range.end - columns.range.begin;
    TimeNs start = columns.range.begin;
    for (std::size_t i = 0; i < columns.columns.size(); ++i) {
        const history::SeriesColumn& column = columns.columns[i];
        const TimeNs end = columns.range.begin +
                           static_cast<TimeNs>(static_cast<double>(length) * static_cast<double>(i + 1) /
                                               static_cast<double>(count));
        if (column.count == 1 || (column.count > 0 && column.min == column.max)) {
            points.push_back({start, static_cast<float>(column.last), true});
        } else if (column.count > 0) {
            points.push_back({start, static_cast<float>(column.min), true});
            points.push_back({start + (end - start) / 2, static_cast<float>(column.max), true});
        }
        start = end;
    }
    const TimeNs grain = std::max({period, columns.bucket, length / count});
    const TimeNs patience = period > 0 ? grain * 5 / 2 : std::numeric_limits<TimeNs>::max() / 4;
    return state::withGaps(std::move(points), patience, std::min(now, columns.range.end));
}

} // namespace

/// Alarm events in their order, as marks; what an alarm was before the first of them is not known.
std::vector<TimeMark> marksOf(const std::vector<history::EventRow>& events)
{
    using Key = std::tuple<EntityKind, std::string, std::string, std::string>;
    std::map<Key, Severity> severities;
    std::vector<TimeMark> marks;
    FrameDecoder decoder;
    for (const history::EventRow& event : events) {
        const auto decoded = decoder.decode(event.body, event.source);
        const auto* frame = decoded ? std::get_if<DecodedFrame>(&*decoded) : nullptr;
        if (frame == nullptr) {
            continue;
        }
        for (const state::TwinEvent& change : frame->events) {
            const auto* report = std::get_if<state::AlarmReport>(&change);
            if (report == nullptr) {
                continue;
            }
            const state::Alarm& alarm = report->alarm;
            const Key key{alarm.kind, alarm.resourceId, alarm.type, alarm.qualifier};
            const auto [held, isNew] = severities.try_emplace(key, Severity::Cleared);
            if (isNew || held->second != alarm.severity) {
                marks.push_back(
                    {event.time, alarm.severity, held->second, alarm.kind, alarm.resourceId, alarm.type});
            }
            held->second = alarm.severity;
        }
    }
    return marks;
}

PastProvider::PastProvider(std::shared_ptr<const state::SnapshotProvider> recent, std::string location)
    : m_recent(std::move(recent))
    , m_location(std::move(location))
    , m_looking([this](const std::stop_token& stop) { keepLooking(stop); })
{}

template <typename Answer, typename Ask>
Answer PastProvider::fromStore(Desk& desk, Answer otherwise, const Ask& ask) const
{
    const std::scoped_lock lock(desk.mutex);
    std::string error;
    if (!desk.reader) {
        auto opened = PastReader::open(m_location);
        if (opened) {
            desk.reader = std::move(*opened);
        } else {
            error = opened.error().text();
        }
    }
    if (desk.reader) {
        auto answer = ask(*desk.reader);
        if (answer) {
            otherwise = std::move(*answer);
        } else {
            error = answer.error().text();
            desk.reader.reset(); // opened anew the next time: a file that was replaced, a disk that came back
        }
    }
    const std::scoped_lock own(m_mutex);
    m_error = std::move(error);
    return otherwise;
}

std::string PastProvider::error() const
{
    const std::scoped_lock lock(m_mutex);
    return m_error;
}

void PastProvider::look(Desk& desk) const
{
    const TimeRange stored = fromStore(desk, TimeRange{}, [](PastReader& reader) { return reader.range(); });
    const std::scoped_lock lock(m_mutex);
    m_stored = stored;
    m_hasLooked = true;
    m_looked.notify_all();
}

/// What the store has grows and is trimmed as time passes.
void PastProvider::keepLooking(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        look(m_ranges);
        std::unique_lock lock(m_mutex);
        m_looked.wait_for(lock, stop, kLookInterval, [] { return false; });
    }
}

TimeRange PastProvider::range() const
{
    const TimeRange recent = m_recent->range();
    if (recent.isEmpty()) {
        return recent; // nothing is live yet: there is nothing to come back to
    }
    std::unique_lock lock(m_mutex);
    if (!std::exchange(m_hasWaited, true)) { // once in all: the screen asks several times a second
        m_looked.wait_for(lock, kFirstLook, [this] { return m_hasLooked; });
    }
    return {m_stored.isEmpty() ? recent.begin : std::min(m_stored.begin, recent.begin), recent.end};
}

bool PastProvider::isAtHand(TimeRange stretch) const
{
    const TimeRange recent = m_recent->range();
    return recent.isEmpty() || stretch.begin >= recent.begin;
}

SnapshotPtr PastProvider::at(const state::TimeCursor& cursor) const
{
    if (cursor.mode == TimeMode::Live) {
        return m_recent->at(cursor);
    }
    if (cursor.time < range().begin) {
        look(m_moments); // it may have more by now
    }
    const TimeRange all = range();
    const TimeNs time = std::clamp(cursor.time, std::min(all.begin, all.end), all.end);
    const TimeRange recent = m_recent->range();
    if (recent.isEmpty() || time >= recent.begin) {
        return m_recent->at({cursor.mode, time});
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (m_cached && m_cached->time == time) {
            return m_cached;
        }
    }
    SnapshotPtr moment = momentOf(time);
    if (!moment) {
        return m_recent->at({cursor.mode, recent.begin});
    }
    const std::scoped_lock lock(m_mutex);
    m_cached = moment;
    return moment;
}

/// In the present registry's own object when it is the same one: then nothing on the screen is built anew.
SnapshotPtr PastProvider::momentOf(TimeNs time) const
{
    SnapshotPtr moment =
        fromStore(m_moments, SnapshotPtr(), [time](PastReader& reader) { return reader.stateAt(time); });
    const SnapshotPtr present = m_recent->at({});
    const bool isSame =
        moment && present && moment->registry && present->registry && moment->registry != present->registry &&
        moment->registry->sha256 == present->registry->sha256 && !present->registry->sha256.empty();
    if (!isSame) {
        return moment;
    }
    auto shared = std::make_shared<state::Snapshot>(*moment);
    shared->registry = present->registry;
    return shared;
}

std::vector<state::SeriesPoint> PastProvider::series(const state::SeriesSubject& of, TimeRange range,
                                                     std::size_t maxPoints) const
{
    const TimeRange recent = m_recent->range();
    const auto metrics = metricsOf(of.kind);
    if (recent.isEmpty() || range.begin >= recent.begin || of.metric >= metrics.size() || maxPoints < 2 ||
        range.isEmpty()) {
        return m_recent->series(of, range, maxPoints);
    }
    const history::SeriesKey key{of.kind, of.id, std::string(metrics[of.metric].name)};
    const auto columns = fromStore(m_curves, history::SeriesColumns(), [&](PastReader& reader) {
        return reader.series(key, range, std::max<std::size_t>(1, maxPoints / 2));
    });
    const SnapshotPtr present = m_recent->at({});
    const auto entity = present ? present->find(of.kind, of.id) : std::nullopt;
    const TimeNs interval =
        entity ? state::widestInterval(*present, *entity, of.metric) : metrics[of.metric].period;
    auto points = pointsOf(columns, interval, present ? present->time : range.end);
    return state::decimated(std::move(points), range, maxPoints);
}

std::vector<TimeMark> PastProvider::marks(TimeRange range, std::size_t maxMarks) const
{
    const TimeRange recent = m_recent->range();
    std::vector<TimeMark> marks;
    if (!recent.isEmpty() && range.begin < recent.begin) {
        const TimeRange old{range.begin + 1, std::min(range.end, recent.begin) + 1};
        marks = marksOf(fromStore(m_moments, std::vector<history::EventRow>(),
                                  [&](PastReader& reader) { return reader.events(old, kMaxEvents); }));
    }
    const std::vector<TimeMark> newer =
        m_recent->marks({std::max(range.begin, recent.begin), range.end}, maxMarks);
    marks.insert(marks.end(), newer.begin(), newer.end());
    return state::worstMarks(std::move(marks), maxMarks);
}

} // namespace twin::ingest
