#pragma once

#include "app/transport/nats_handles.h"
#include "app/transport/nats_settings.h"
#include "twin/support/result.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace app::transport {

/// The one connection of a source to its server. The library keeps it up; where the library gives up (it does
/// when it is refused twice) it is made anew. Thread safe.
class NatsLink
{
  public:
    /// Errors: those of natsOptionsOf.
    [[nodiscard]] static twin::Result<std::unique_ptr<NatsLink>> create(const NatsSettings& settings);

    /// The connection when it is up, else null. May block as long as connecting takes (2 s).
    [[nodiscard]] nats::ConnectionPtr connection();

    /// "connecting", "connected", "reconnecting" or "stopped".
    [[nodiscard]] std::string state() const;
    /// Why it is not up; empty while it is.
    [[nodiscard]] std::string error() const;

    /// Ends it for good; what was published is sent first.
    void close();

  private:
    using Clock = std::chrono::steady_clock;

    explicit NatsLink(nats::Owned<natsOptions> options);
    void connect(std::unique_lock<std::mutex>& lock);

    nats::Owned<natsOptions> m_options;
    mutable std::mutex m_mutex;
    nats::ConnectionPtr m_connection;
    std::string m_error; ///< of the last attempt
    Clock::time_point m_nextAttempt;
    bool m_isConnecting =
        false; ///< by one of the readers, without the mutex: others ask for the state meanwhile
    bool m_wasUp = false;
    bool m_isClosed = false;
};

} // namespace app::transport
