#include "app/transport/http_limits.h"

#include <sys/socket.h>

#include <algorithm>
#include <memory>

namespace app::transport {

namespace {

/// Beyond so many, those without connections are forgotten, and with them how much they asked for.
constexpr std::size_t kAddressesKept = 4'096;

} // namespace

HttpLimits::Address& HttpLimits::entry(const std::string& address)
{
    const auto [at, isNew] = m_addresses.try_emplace(address);
    if (isNew) {
        at->second.tokens = m_bounds.requestsPerSecond;
        at->second.refilled = std::chrono::steady_clock::now();
    }
    return at->second;
}

bool HttpLimits::admits(const std::string& address)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_addresses.find(address);
    return found == m_addresses.end() || found->second.connections < m_bounds.perAddress;
}

HttpLimits::Peer* HttpLimits::open(const std::string& address, int socket)
{
    auto peer = std::make_unique<Peer>(Peer{address, socket, std::chrono::steady_clock::now()});
    const std::scoped_lock lock(m_mutex);
    ++entry(address).connections;
    return *m_peers.insert(peer.release()).first;
}

void HttpLimits::close(Peer* peer)
{
    const std::unique_ptr<Peer> gone(peer);
    const std::scoped_lock lock(m_mutex);
    m_peers.erase(peer);
    const auto found = m_addresses.find(peer->address);
    if (found != m_addresses.end() && --found->second.connections == 0 &&
        m_addresses.size() > kAddressesKept) {
        m_addresses.erase(found);
    }
}

bool HttpLimits::takeRequest(const std::string& address)
{
    const std::scoped_lock lock(m_mutex);
    Address& from = entry(address);
    const SteadyTime now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - from.refilled).count();
    from.refilled = now;
    from.tokens = std::min(m_bounds.requestsPerSecond, from.tokens + seconds * m_bounds.requestsPerSecond);
    if (from.tokens < 1) {
        return false;
    }
    from.tokens -= 1;
    return true;
}

void HttpLimits::waitsForUs(Peer* peer)
{
    const std::scoped_lock lock(m_mutex);
    peer->isAnswered = false;
}

void HttpLimits::answered(Peer* peer)
{
    const std::scoped_lock lock(m_mutex);
    peer->isAnswered = true;
    peer->since = std::chrono::steady_clock::now();
}

std::size_t HttpLimits::cutSlow(SteadyTime now)
{
    const std::scoped_lock lock(m_mutex);
    std::size_t cut = 0;
    for (Peer* peer : m_peers) {
        if (peer->isAnswered && !peer->isCut && now - peer->since >= m_bounds.requestTimeout) {
            // Not closed: the server does that, when it notices, and until then the number is its own.
            ::shutdown(peer->socket, SHUT_RDWR);
            peer->isCut = true;
            ++cut;
        }
    }
    return cut;
}

} // namespace app::transport
