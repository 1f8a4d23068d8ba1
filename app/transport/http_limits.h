#pragma once

#include "twin/support/units.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace app::transport {

/// How many connections and requests each address has, and since when each connection owes a request.
/// Thread safe.
class HttpLimits
{
  public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    struct Bounds
    {
        std::size_t perAddress = 0;
        double requestsPerSecond = 0;
        std::chrono::nanoseconds requestTimeout{0};
    };

    /// One open connection.
    struct Peer
    {
        std::string address;
        int socket = -1;
        SteadyTime since;       ///< of what it owes
        bool isAnswered = true; ///< false: it waits for us, and owes nothing
        bool isCut = false;
    };

    explicit HttpLimits(Bounds bounds)
        : m_bounds(bounds)
    {}

    /// Whether another connection of the address may come.
    [[nodiscard]] bool admits(const std::string& address);
    [[nodiscard]] Peer* open(const std::string& address, int socket);
    void close(Peer* peer);

    /// False when the address asks too often.
    [[nodiscard]] bool takeRequest(const std::string& address);
    void waitsForUs(Peer* peer);
    void answered(Peer* peer);

    /// Shuts the sockets of those who owe a request for too long; returns how many.
    std::size_t cutSlow(SteadyTime now);

  private:
    struct Address
    {
        std::size_t connections = 0;
        double tokens = 0;
        SteadyTime refilled;
    };

    Address& entry(const std::string& address);

    const Bounds m_bounds;
    std::mutex m_mutex;
    std::map<std::string, Address> m_addresses;
    std::set<Peer*> m_peers;
};

} // namespace app::transport
