#pragma once

#include "app/transport/nats_channel.h"
#include "app/transport/nats_handles.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace app::transport {

/// What the subject of an acknowledgement says of the message.
struct NatsDelivery
{
    std::uint64_t times = 1;  ///< delivered so often
    std::uint64_t behind = 0; ///< messages after it that were not delivered yet
};

/// Reads `$JS.ACK.STREAM.CONSUMER.TIMES.SEQUENCE.SEQUENCE.TIME.BEHIND`, also in its longer form.
[[nodiscard]] NatsDelivery natsDeliveryOf(std::string_view reply);

/// Pulls messages of a durable consumer. By JetStream's own requests rather than the library's fetch: that of
/// libnats 3.4 writes past its list when more messages wait than it was asked for. One thread.
class NatsPull
{
  public:
    /// Finds or makes stream and consumer, and subscribes. Errors: Io.
    [[nodiscard]] static twin::Result<std::unique_ptr<NatsPull>> open(nats::ConnectionPtr connection,
                                                                      const NatsChannel& channel);

    /// Sees that the server has a request of ours, for at most `room` messages.
    void ask(std::size_t room);
    /// The next message; null if none came within `timeout`, which may be 0.
    [[nodiscard]] nats::Owned<natsMsg> next(twin::TimeNs timeout);

    /// Messages that were asked for and may still come.
    [[nodiscard]] std::size_t wanted() const { return m_wanted; }

    /// False when somebody deleted the consumer. Asks the server.
    [[nodiscard]] bool isThere();

    [[nodiscard]] const std::string& stream() const { return m_stream; }

    /// Delivered to an earlier life of the consumer, and not acknowledged.
    [[nodiscard]] std::int64_t unsettled() const { return m_unsettled; }

    [[nodiscard]] const nats::ConnectionPtr& connection() const { return m_connection; }

  private:
    using Clock = std::chrono::steady_clock;

    NatsPull() = default;
    [[nodiscard]] twin::Result<> subscribe();
    void noteStatus(const natsMsg* message);

    nats::ConnectionPtr m_connection; ///< before what needs it
    nats::Owned<jsCtx> m_context;
    nats::Owned<natsSubscription> m_subscription;
    std::string m_stream;
    std::string m_consumer;
    std::string m_inbox;
    std::string m_requestSubject;
    std::int64_t m_unsettled = 0;
    std::uint64_t m_request = 0; ///< number of the last one
    std::size_t m_wanted = 0;
    Clock::time_point m_overAt; ///< of the last request
};

} // namespace app::transport
