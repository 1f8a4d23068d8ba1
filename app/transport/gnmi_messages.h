#pragma once

#include "app/transport/bell.h"
#include "app/transport/bus_message.h"
#include "app/transport/gnmi_lane.h"
#include "twin/ingest/frame_source.h"
#include "twin/ingest/gnmi_decoder.h"
#include "twin/ingest/mapping_store.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace app::transport {

inline constexpr std::size_t kMaxGnmiTargets = 1'024; ///< devices of one bus that are heard at a time

/// Messages with gNMI notifications (docs/bus.md): each device is a source of its own, named `gnmi/<target>`;
/// what it says is mapped like the series of any other collector. Settled when the journal has what it made.
/// One thread.
class GnmiMessages final : public MessageHandler
{
  public:
    /// `transport` and `peer` as the sources' status shows them. Looks once a second whether the mapping
    /// changed.
    GnmiMessages(twin::ingest::FrameSink& sink, std::shared_ptr<twin::ingest::MappingStore> mapping,
                 std::string transport, std::string peer);
    ~GnmiMessages() override;

    void take(const BusMessage& message) override;
    [[nodiscard]] bool isFull() const override;
    [[nodiscard]] std::vector<SettledMessage> settle() override;
    void wait(twin::TimeNs timeout) override;
    void close() override;

  private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] twin::Result<GnmiLane*> laneOf(const std::string& target);
    void reloadMapping();
    void takeAgain();

    twin::ingest::FrameSink& m_sink;
    std::shared_ptr<twin::ingest::MappingStore> m_mapping;
    const std::string m_transport;
    const std::string m_peer;
    std::shared_ptr<Bell> m_bell = std::make_shared<Bell>();
    twin::ingest::GnmiDecoder m_decoder;
    std::map<std::string, std::unique_ptr<GnmiLane>, std::less<>> m_lanes; ///< by target
    std::vector<SettledMessage> m_settled;
    std::vector<BusMessage> m_again; ///< of lanes that were closed before they were settled
    bool m_isFull = false;
    Clock::time_point m_lastReload;
};

/// The device of `telemetry.<target>.<subscription>`; empty if the subject is another. A subject's part has
/// no dots: a message that names its target itself is better.
[[nodiscard]] std::string_view gnmiTargetOf(std::string_view subject);

} // namespace app::transport
