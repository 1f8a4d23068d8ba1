#pragma once

#include "app/transport/bell.h"
#include "app/transport/bus_message.h"
#include "app/transport/native_lane.h"
#include "twin/ingest/frame_bundle.h"
#include "twin/ingest/frame_source.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace app::transport {

/// Messages with native frames (docs/bus.md): each names its (source, epoch), for which a session is opened
/// as if it were a connection, and is settled when the journal has all its sequences. A frame that comes
/// again is a duplicate to the engine, so a bus may deliver as often as it likes. What the engine does not
/// keep (journal full or failing) is offered to it again. One thread.
class NativeMessages final : public MessageHandler
{
  public:
    /// `transport` and `peer` as the sources' status shows them.
    NativeMessages(twin::ingest::FrameSink& sink, std::string transport, std::string peer);
    ~NativeMessages() override;

    void take(const BusMessage& message) override;
    [[nodiscard]] bool isFull() const override;
    [[nodiscard]] std::vector<SettledMessage> settle() override;
    void wait(twin::TimeNs timeout) override;
    void close() override;

  private:
    using Key = std::pair<std::string, std::uint64_t>; ///< source, epoch

    /// The lane of this Hello, speaking; null with `problem` set when the engine does not take the source.
    [[nodiscard]] NativeLane* laneOf(twin::ingest::SourceHello hello, std::string& problem);

    twin::ingest::FrameSink& m_sink;
    const std::string m_transport;
    const std::string m_peer;
    std::shared_ptr<Bell> m_bell = std::make_shared<Bell>();
    twin::ingest::FrameBundleReader m_reader;
    std::map<Key, std::unique_ptr<NativeLane>> m_lanes;
    std::vector<SettledMessage> m_settled;
};

} // namespace app::transport
