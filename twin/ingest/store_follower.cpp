#include "twin/ingest/store_follower.h"

#include "twin/ingest/past_provider.h"

#include <chrono>
#include <utility>

namespace twin::ingest {

namespace {

constexpr std::chrono::seconds kLookEvery{1};

} // namespace

Result<std::unique_ptr<StoreFollower>> StoreFollower::open(const std::string& location)
{
    auto reader = PastReader::open(location);
    if (!reader) {
        return failure(std::move(reader.error()));
    }
    return std::unique_ptr<StoreFollower>(new StoreFollower(location, std::move(*reader)));
}

StoreFollower::StoreFollower(std::string location, std::unique_ptr<PastReader> reader)
    : m_location(std::move(location))
    , m_reader(std::move(reader))
    , m_recent(std::make_shared<state::RecentHistory>())
    , m_provider(std::make_shared<const PastProvider>(m_recent, m_location))
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{}

StoreFollower::~StoreFollower()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

std::string StoreFollower::error() const
{
    const std::scoped_lock lock(m_mutex);
    return m_error;
}

void StoreFollower::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const auto looked = look(stop);
        if (!looked) {
            m_reader.reset(); // opened anew: a server that was away, a file that was replaced
        }
        std::unique_lock lock(m_mutex);
        m_error = looked ? std::string() : looked.error().text();
        m_wake.wait_for(lock, stop, kLookEvery, [] { return false; });
    }
}

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
    if (*moment == nullptr) {
        return {}; // no registry yet
    }
    auto snapshot = std::make_shared<state::Snapshot>(**moment);
    snapshot->live = true;
    snapshot->version = ++m_version;
    m_recent->record(std::move(snapshot));
    return {};
}

} // namespace twin::ingest
