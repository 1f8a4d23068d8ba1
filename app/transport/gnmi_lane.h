#pragma once

#include "app/transport/bus_message.h"
#include "twin/ingest/collector_source.h"
#include "twin/ingest/gnmi_decoder.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace app::transport {

/// One device on its way into the journal: the messages that were given out and are not yet committed. One
/// thread.
class GnmiLane
{
  public:
    using Clock = std::chrono::steady_clock;

    explicit GnmiLane(std::unique_ptr<twin::ingest::CollectorSource> source);

    /// What `decoder` read last is this device's.
    void take(const BusMessage& message, const twin::ingest::GnmiDecoder& decoder, std::string_view target);

    [[nodiscard]] bool isFull() const { return m_source->isFull(); }

    [[nodiscard]] bool isClosed() const { return m_source->isClosed(); }

    /// Of a closed one: the messages that another must take again, in order.
    [[nodiscard]] std::vector<BusMessage> giveBack();

    /// Appends what is settled now.
    void settle(std::vector<SettledMessage>& out);
    /// Nothing is kept, and nothing came for ten minutes.
    [[nodiscard]] bool isSilent() const;

  private:
    struct Waiting
    {
        BusMessage message;
        std::uint64_t upTo = 0;
    };

    std::unique_ptr<twin::ingest::CollectorSource> m_source;
    twin::ingest::GnmiPlaces m_places;
    std::vector<BusMessage> m_fresh; ///< taken since the last finish
    std::deque<Waiting> m_waiting;
    Clock::time_point m_lastHeard;
    Clock::time_point m_lastResend;
};

} // namespace app::transport
