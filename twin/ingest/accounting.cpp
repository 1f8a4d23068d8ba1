#include "twin/ingest/accounting.h"

#include <algorithm>

namespace twin::ingest {

namespace {

/// Weight of a new observation in the smoothed clock skew: about eight frames to settle.
constexpr TimeNs kSkewShare = 8;

void addUnknown(state::SourceStatus& status, const std::string& name, std::uint64_t count)
{
    const bool known = status.unknownNames.contains(name);
    if (known || status.unknownNames.size() + 1 < kMaxUnknownNames) {
        status.unknownNames[name] += count;
    } else {
        status.unknownNames[std::string(kOtherNames)] += count;
    }
}

/// For names that are listed. Copied, since snapshots share what was there before.
void addRules(state::SourceStatus& status, const std::map<std::string, std::string>& rules)
{
    auto all = status.mappingRules != nullptr
                   ? std::make_shared<std::map<std::string, std::string>>(*status.mappingRules)
                   : std::make_shared<std::map<std::string, std::string>>();
    for (const auto& [name, rule] : rules) {
        if (status.unknownNames.contains(name)) {
            all->insert_or_assign(name, rule);
        }
    }
    status.mappingRules = std::move(all);
}

template <typename Counters> void addTo(Counters& counters, const Tally& tally)
{
    counters.received += tally.received();
    counters.applied += tally.applied;
    counters.merged += tally.merged;
    counters.late += tally.late;
    counters.duplicate += tally.duplicate;
    counters.refused += tally.refused;
}

void addAlarms(state::AlarmCounts& counters, const state::AlarmCounts& more)
{
    counters.applied += more.applied;
    counters.late += more.late;
    counters.duplicate += more.duplicate;
    counters.refused += more.refused;
    counters.received += more.applied + more.late + more.duplicate + more.refused;
}

} // namespace

Result<std::uint32_t> Accounting::number(std::string_view name)
{
    const std::scoped_lock lock(m_mutex);
    const std::string key(name);
    if (const auto found = m_numbers.find(key); found != m_numbers.end()) {
        return found->second;
    }
    if (m_sources.size() >= kMaxSources) {
        return failure(ErrorCode::TooLarge, "over 4096 sources");
    }
    const auto next = static_cast<std::uint32_t>(m_sources.size());
    m_sources.emplace_back().name = key;
    m_numbers.emplace(key, next);
    m_published.reset();
    return next;
}

void Accounting::opened(std::uint32_t source, const SourceHello& hello, TimeNs now)
{
    const std::scoped_lock lock(m_mutex);
    state::SourceStatus& status = m_sources[source];
    status.transport = hello.transport;
    status.peer = hello.peer;
    status.connected = true;
    status.epoch = hello.epoch;
    status.heartbeat = hello.heartbeat;
    status.lastReceive = now;
    if (hello.sourceTime != 0) {
        status.clockSkew = hello.sourceTime - now;
    }
    m_published.reset();
}

void Accounting::closed(std::uint32_t source)
{
    const std::scoped_lock lock(m_mutex);
    m_sources[source].connected = false;
    m_published.reset();
}

void Accounting::heard(std::uint32_t source, std::uint64_t bytes, TimeNs receiveTime, TimeNs sourceTime)
{
    const std::scoped_lock lock(m_mutex);
    state::SourceStatus& status = m_sources[source];
    const bool first = status.clockSkew == 0; // frames before it may have said nothing of the clock
    ++status.frames;
    status.bytes += bytes;
    status.lastReceive = receiveTime;
    if (sourceTime != 0) {
        const TimeNs skew = sourceTime - receiveTime;
        status.clockSkew = first ? skew : status.clockSkew + (skew - status.clockSkew) / kSkewShare;
    }
    m_published.reset();
}

void Accounting::enter(std::uint32_t source, const Tally& tally, TimeNs now)
{
    const std::scoped_lock lock(m_mutex);
    state::SourceStatus& status = m_sources[source];
    addTo(status, tally);
    for (std::size_t reason = 0; reason < tally.refusedFor.size(); ++reason) {
        status.refusedFor[reason] += tally.refusedFor[reason];
    }
    addTo(m_totals, tally);
    addAlarms(status.alarms, tally.alarms);
    for (const auto& [name, count] : tally.unknownNames) {
        addUnknown(status, name, count);
    }
    if (!tally.mappingRules.empty()) {
        addRules(status, tally.mappingRules);
    }
    if (!tally.error.empty()) {
        status.lastError = tally.error;
        status.lastErrorTime = now;
    }
    m_published.reset();
}

void Accounting::failed(std::uint32_t source, std::string_view error, TimeNs now)
{
    const std::scoped_lock lock(m_mutex);
    m_sources[source].lastError = std::string(error);
    m_sources[source].lastErrorTime = now;
    m_published.reset();
}

std::shared_ptr<const std::vector<state::SourceStatus>> Accounting::sources() const
{
    const std::scoped_lock lock(m_mutex);
    if (m_published == nullptr) {
        auto copy = std::make_shared<std::vector<state::SourceStatus>>(m_sources);
        std::sort(copy->begin(), copy->end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        m_published = std::move(copy);
    }
    return m_published;
}

state::Totals Accounting::totals() const
{
    const std::scoped_lock lock(m_mutex);
    return m_totals;
}

} // namespace twin::ingest
