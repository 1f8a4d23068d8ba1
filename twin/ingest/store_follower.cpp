#include "twin/ingest/store_follower.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace {

constexpr std::chrono::seconds kLookEvery{1};

} // namespace

Result<std::unique_ptr<StoreFollower>> StoreFollower::open(const std::string& location,
                                                           std::shared_ptr<const Clock> clock)
{
    auto reader = PastReader::open(location);
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    if (clock == nullptr) {
        clock = std::make_shared<const SystemClock>();
    }
    return std::unique_ptr<StoreFollower>(new StoreFollower(location, std::move(*reader), std::move(clock)));
}

StoreFollower::StoreFollower(std::string location, std::unique_ptr<PastReader> reader,
                             std::shared_ptr<const Clock> clock)
    : m_location(std::move(location))
    , m_clock(std::move(clock))
    , m_reader(std::move(reader))
    , m_recent(std::make_shared<state::RecentHistory>())
    , m_provider(std::make_shared<const PastProvider>(m_recent, m_location))
    , m_grew(std::chrono::steady_clock::now())
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{}

StoreFollower::~StoreFollower()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

void StoreFollower::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const auto looked = look(stop);
        if (!looked) {
            m_reader.reset(); // opened anew: a server that was away, a file that was replaced
        }
        const bool isQuiet = std::chrono::steady_clock::now() - m_grew >= kQuietAfter;
        if (m_moment != nullptr && !stop.stop_requested()) {
            show(!looked || isQuiet, looked ? m_provider->error() : looked.error().text());
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, kLookEvery, [] { return false; });
    }
}

/// The newest moment is what is live: at its own time while the store grows, so that only the keeper's clock
/// counts; at the present time if `isPassing`. From there it goes no little step back.
void StoreFollower::show(bool isPassing, const std::string& error)
{
    const state::SnapshotPtr shown = m_recent->at({});
    TimeNs time = isPassing ? std::max(m_clock->now(), m_moment->time) : m_moment->time;
    if (shown != nullptr) {
        time = std::clamp(shown->time, time, time + std::chrono::nanoseconds(kQuietAfter).count());
    }
    if (shown != nullptr && m_shown == m_moment && shown->time == time &&
        shown->totals.historyError == error) {
        return;
    }
    auto snapshot = std::make_shared<state::Snapshot>(*m_moment);
    snapshot->live = true;
    snapshot->time = time;
    snapshot->version = ++m_version;
    snapshot->totals.historyError = error;
    if (shown != nullptr && shown->registry->sha256 == snapshot->registry->sha256) {
        snapshot->registry = shown->registry; // of a reader before: nothing on the screen is built anew
    }
    m_recent->record(std::move(snapshot));
    m_shown = m_moment;
}

/// Takes the newest moment when there is a newer one.
Result<> StoreFollower::look(const std::stop_token& stop)
{
    if (m_reader == nullptr) {
        auto opened = PastReader::open(m_location);
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        m_reader = std::move(*opened);
    }
    const auto range = m_reader->range();
    if (!range) {
        return failure(range.error());
    }
    if (range->end == m_newest) {
        return {};
    }
    const auto moment = m_reader->stateAt(range->end, stop);
    if (!moment) {
        return failure(moment.error());
    }
    m_newest = range->end;
    m_grew = std::chrono::steady_clock::now();
    m_moment = *moment; // null: no registry yet
    return {};
}

} // namespace twin::ingest
