#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace app::transport {

/// One stream of messages that is read: a subject of NATS, a topic of Kafka. Counters since start.
struct BusChannelStatus
{
    std::string subject;
    std::string stream;   ///< empty while it is not known
    std::string consumer; ///< durable name, or consumer group
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
    std::uint64_t redelivered = 0;  ///< of `messages`
    std::uint64_t acknowledged = 0; ///< to the bus, after the journal's commit
    std::uint64_t refused = 0;      ///< poison: will not come again
    std::size_t inFlight = 0;       ///< messages that are here and not settled
    std::size_t inFlightBytes = 0;
    std::uint64_t behind = 0; ///< messages the bus has and we have not yet asked for
    std::string error;        ///< why nothing is read now; empty = it is
    std::string lastRefusal;  ///< reason of the last refused message
};

/// What a bus says of itself, for `serve --json` and the diagnostics.
struct BusStatus
{
    std::string kind;    ///< "nats" or "kafka"
    std::string address; ///< without credentials
    std::string state;   ///< "connecting", "connected", "reconnecting", "stopped"
    std::string error;   ///< of the connection; empty while it is up
    std::vector<BusChannelStatus> channels;
};

} // namespace app::transport
