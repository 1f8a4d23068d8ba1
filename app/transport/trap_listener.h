#pragma once

#include "app/transport/trap_access.h"
#include "twin/ingest/frame_source.h"
#include "twin/ingest/mapping_store.h"
#include "twin/support/clock.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace app::transport {

struct TrapListenerOptions
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 162; ///< 0 = any free one
    TrapAccess access;
    std::shared_ptr<twin::ingest::MappingStore> mapping;
    std::shared_ptr<const twin::Clock> clock; ///< null = SystemClock
    std::size_t windowBytes = 8U << 20U;      ///< of one sender, uncommitted
    std::size_t maxSenders = 512;
    std::size_t maxInforms = 10'000;                 ///< that wait for their commit
    twin::TimeNs commitTimeout = 10 * twin::kSecond; ///< then an inform stays unanswered
    twin::TimeNs forgetSenderAfter = 10 * twin::kMinute;
};

/// What the command line gives: address, and a file of who may send (docs/alarms.md). Without a file SNMPv2c
/// with the community `public`. Errors: those of parseListenAddress and readTrapAccess.
[[nodiscard]] twin::Result<TrapListenerOptions> trapListenerOptions(const std::string& address,
                                                                    const std::string& accessFile);

/// SNMPv2c and SNMPv3 traps and informs (docs/alarms.md), mapped to alarms. Each agent is a source of its
/// own, `snmp/ADDRESS`; what is refused before anybody is known to have sent it is in the books of the source
/// `snmp`. An inform is answered when what it says is committed. Reads on a thread of its own.
class TrapListener final : public twin::ingest::FrameSource
{
  public:
    explicit TrapListener(TrapListenerOptions options);
    ~TrapListener() override;

    /// Errors: BadInput (beyond loopback without an SNMPv3 user with privacy), those of TrapSession::open.
    [[nodiscard]] twin::Result<> start(twin::ingest::FrameSink& sink) override;
    void stop() override;

    /// The bound port; 0 before start.
    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
