#include "app/transport/gnmi_messages.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace app::transport {

namespace {

constexpr std::chrono::seconds kReloadEvery{1};
constexpr std::size_t kLaneWindow = 4U << 20U; ///< bytes of a device's frames that are not committed
constexpr std::size_t kLaneSeries = 50'000;

} // namespace

std::string_view gnmiTargetOf(std::string_view subject)
{
    constexpr std::string_view kPrefix = "telemetry.";
    if (!subject.starts_with(kPrefix)) {
        return {};
    }
    subject.remove_prefix(kPrefix.size());
    return subject.substr(0, subject.find('.'));
}

GnmiMessages::GnmiMessages(twin::ingest::FrameSink& sink, std::shared_ptr<twin::ingest::MappingStore> mapping,
                           std::string transport, std::string peer)
    : m_sink(sink)
    , m_mapping(std::move(mapping))
    , m_transport(std::move(transport))
    , m_peer(std::move(peer))
{}

GnmiMessages::~GnmiMessages() = default;

twin::Result<GnmiLane*> GnmiMessages::laneOf(const std::string& target)
{
    auto at = m_lanes.find(target);
    if (at != m_lanes.end() && !at->second->isClosed()) {
        return at->second.get();
    }
    if (at == m_lanes.end() && m_lanes.size() >= kMaxGnmiTargets) {
        return twin::failure(twin::ErrorCode::TooLarge, "over 1024 gNMI targets at a time");
    }
    twin::ingest::CollectorOptions options;
    options.hello.source = "gnmi/" + target;
    options.hello.transport = m_transport;
    options.hello.peer = m_peer;
    options.mapping = m_mapping;
    options.windowBytes = kLaneWindow;
    options.maxSeries = kLaneSeries;
    auto source = twin::ingest::CollectorSource::open(m_sink, std::move(options),
                                                      [bell = m_bell](std::uint64_t) { bell->ring(); });
    if (!source) {
        return twin::failure(std::move(source.error()));
    }
    if (at != m_lanes.end()) {
        std::ranges::copy(at->second->giveBack(), std::back_inserter(m_again));
    }
    auto lane = std::make_unique<GnmiLane>(std::move(*source));
    at = m_lanes.insert_or_assign(target, std::move(lane)).first;
    return at->second.get();
}

void GnmiMessages::take(const BusMessage& message)
{
    const auto target = m_decoder.read(message.payload, gnmiTargetOf(message.subject));
    if (!target) {
        m_settled.push_back({message.id, false, target.error().reason});
        return;
    }
    const auto lane = laneOf(*target);
    if (!lane) {
        m_settled.push_back({message.id, false, lane.error().reason});
        return;
    }
    (*lane)->take(message, m_decoder, *target);
    m_isFull |= (*lane)->isFull();
}

bool GnmiMessages::isFull() const
{
    return m_isFull;
}

void GnmiMessages::reloadMapping()
{
    if (Clock::now() - m_lastReload > kReloadEvery) {
        m_lastReload = Clock::now();
        m_mapping->reloadIfChanged();
    }
}

/// The engine closed a device's session: somebody else speaks for it, or it ends. What was not committed goes
/// into a new one; a value that comes twice is the same value.
void GnmiMessages::takeAgain()
{
    for (const auto& [target, lane] : m_lanes) {
        if (lane->isClosed()) {
            std::ranges::copy(lane->giveBack(), std::back_inserter(m_again));
        }
    }
    for (const BusMessage& message : std::exchange(m_again, {})) {
        take(message);
    }
}

std::vector<SettledMessage> GnmiMessages::settle()
{
    reloadMapping();
    takeAgain();
    m_isFull = false;
    for (const auto& [target, lane] : m_lanes) {
        lane->settle(m_settled);
        m_isFull |= lane->isFull();
    }
    std::erase_if(m_lanes, [](const auto& entry) { return entry.second->isSilent(); });
    return std::exchange(m_settled, {});
}

void GnmiMessages::wait(twin::TimeNs timeout)
{
    m_bell->wait(timeout);
}

void GnmiMessages::close()
{
    m_lanes.clear();
    m_again.clear();
    m_settled.clear();
}

} // namespace app::transport
