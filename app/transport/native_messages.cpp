#include "app/transport/native_messages.h"

#include <utility>

namespace app::transport {

NativeMessages::NativeMessages(twin::ingest::FrameSink& sink, std::string transport, std::string peer)
    : m_sink(sink)
    , m_transport(std::move(transport))
    , m_peer(std::move(peer))
{}

NativeMessages::~NativeMessages() = default;

NativeLane* NativeMessages::laneOf(twin::ingest::SourceHello hello, std::string& problem)
{
    hello.transport = m_transport;
    hello.peer = m_peer;
    const Key key(hello.source, hello.epoch);
    auto [at, isNew] = m_lanes.try_emplace(key);
    if (isNew) {
        at->second = std::make_unique<NativeLane>(m_sink, std::move(hello), m_bell);
    }
    if (const auto open = at->second->speak(); !open) {
        problem = open.error().reason;
        if (isNew) {
            m_lanes.erase(at);
        }
        return nullptr;
    }
    return at->second.get();
}

void NativeMessages::take(const BusMessage& message)
{
    auto bundle = m_reader.read(message.payload);
    if (!bundle) {
        m_settled.push_back({message.id, false, bundle.error().reason});
        return;
    }
    std::string problem;
    if (NativeLane* lane = laneOf(std::move(bundle->hello), problem)) {
        lane->take(message.id, *bundle);
    } else {
        m_settled.push_back({message.id, false, std::move(problem)});
    }
}

bool NativeMessages::isFull() const
{
    for (const auto& [key, lane] : m_lanes) {
        if (lane->isWaiting()) {
            return true;
        }
    }
    return false;
}

std::vector<SettledMessage> NativeMessages::settle()
{
    for (const auto& [key, lane] : m_lanes) {
        lane->settle(m_settled);
    }
    std::erase_if(m_lanes, [](const auto& entry) { return entry.second->isSilent(); });
    return std::exchange(m_settled, {});
}

void NativeMessages::wait(twin::TimeNs timeout)
{
    m_bell->wait(timeout);
}

void NativeMessages::close()
{
    m_lanes.clear();
    m_settled.clear();
}

} // namespace app::transport
