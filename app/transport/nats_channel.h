#pragma once

#include "app/transport/nats_handles.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <string>

/// Streams and consumers of JetStream, as docs/bus.md promises them.
namespace app::transport {

/// How long the server waits for an acknowledgement; who needs longer says so meanwhile.
inline constexpr twin::TimeNs kNatsAckWait = 3 * twin::kSecond;
inline constexpr std::size_t kNatsInFlight = 1'024; ///< messages that are here and not acknowledged
/// The server's own bound of them. Far above ours: a server that was killed forgets acknowledgements, and
/// must not wait for them.
inline constexpr std::int64_t kNatsUnsettled = 65'536;

/// One family of subjects.
struct NatsChannel
{
    std::string subject;       ///< "suanwang.native.>"
    std::string stream;        ///< made when no stream has the subject
    std::string consumer;      ///< durable name
    bool isFromStart = false;  ///< every start reads from the first message, instead of where it left off
    std::int64_t maxBytes = 0; ///< of the stream that is made
    std::int64_t maxPerSubject = -1;
};

inline constexpr const char* kNativeSubjects = "suanwang.native.>";
inline constexpr const char* kRegistrySubjects = "registry.>";
inline constexpr const char* kTelemetrySubjects = "telemetry.>";

[[nodiscard]] NatsChannel nativeChannel(const std::string& consumer);
[[nodiscard]] NatsChannel registryChannel(const std::string& consumer);
[[nodiscard]] NatsChannel telemetryChannel(const std::string& consumer);

/// The name of the stream that has the channel's subjects; makes one if there is none. Errors: Io.
[[nodiscard]] twin::Result<std::string> ensureStream(jsCtx* stream, const NatsChannel& channel);

struct NatsConsumer
{
    std::string stream;
    std::int64_t unsettled = 0; ///< delivered to an earlier life and not acknowledged
};

/// The channel's durable consumer, which is made if there is none. Errors: Io.
[[nodiscard]] twin::Result<NatsConsumer> ensureConsumer(jsCtx* stream, const NatsChannel& channel);

} // namespace app::transport
