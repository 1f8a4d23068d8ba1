#pragma once

#include "app/transport/bad_line.h"
#include "app/transport/tls_settings.h"
#include "twin/ingest/frame_source.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace suanwang::telemetry::v1 {
class Frame;
}

namespace app::transport {

struct FeedClientOptions
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::string source;
    std::uint64_t epoch = 0;
    twin::TimeNs heartbeat = twin::kSecond;
    TlsSettings tls;                      ///< empty = plain TCP
    std::size_t windowBytes = 32U << 20U; ///< unacknowledged frames kept for resending
    std::size_t windowFrames = 4'096;
    twin::TimeNs resendAfter = 500 * twin::kMillisecond; ///< without progress, unacknowledged frames go again
    BadLineOptions badLine;                              ///< loss, duplication, reordering at the sender
    std::string acksPath; ///< `--acks FILE`: one line `source,epoch,sequence,samples` per acknowledged frame
};

/// Counters of a client since it was made. `samples*` count samples of Batch frames.
struct FeedStatistics
{
    std::uint64_t offeredFrames = 0;
    std::uint64_t offeredSamples = 0;
    std::uint64_t sentFrames = 0; ///< with resends and duplicates
    std::uint64_t sentBytes = 0;
    std::uint64_t resentFrames = 0;
    std::uint64_t lostFrames = 0; ///< withheld by the bad line
    std::uint64_t acknowledgedFrames = 0;
    std::uint64_t acknowledgedSamples = 0;
    std::uint64_t refusals = 0;
    std::uint64_t connects = 0;
    std::size_t unacknowledgedFrames = 0;
    std::uint64_t epoch = 0; ///< grows when the twin lost its memory and everything is told again
    std::string lastError;   ///< since the line is up; empty = none
};

/// The sending end of the native protocol: connects, says Hello, sends frames, keeps what is not acknowledged
/// and sends it again after a reconnect (with back-off). Works without an event loop; one thread; that thread
/// needs a QCoreApplication somewhere in the program.
class FeedClient
{
  public:
    /// Errors: Io (the acks file, TLS files), BadInput (TLS files).
    [[nodiscard]] static twin::Result<std::unique_ptr<FeedClient>> create(FeedClientOptions options);
    ~FeedClient();
    FeedClient(const FeedClient&) = delete;
    FeedClient& operator=(const FeedClient&) = delete;

    /// Takes a Define, Retire, Batch or Event: gives it the next sequence, keeps it and sends it when it can.
    /// False, and `frame` untouched, while the window is full: `pump` and offer again.
    [[nodiscard]] bool offer(suanwang::telemetry::v1::Frame&& frame);

    /// Connects if need be, writes, reads acknowledgements, resends; waits up to `timeout` when there is
    /// nothing to do. Errors: Io only when the peer refuses for good (protocol, bad frame); a lost line is
    /// retried.
    [[nodiscard]] twin::Result<> pump(twin::TimeNs timeout);

    /// Pumps until everything offered is acknowledged. Errors: as pump, and Io when `timeout` passes first.
    [[nodiscard]] twin::Result<> drain(twin::TimeNs timeout);

    /// Cuts the line without warning (tests); the next pump reconnects.
    void breakLine();

    [[nodiscard]] FeedStatistics statistics() const;

  private:
    struct Impl;
    explicit FeedClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
