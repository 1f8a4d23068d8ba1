#pragma once

#include "app/transport/bad_line.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace suanwang::telemetry::v1 {
class Frame;
}

namespace app::transport {

/// What every sender of native frames is told, whatever it sends through.
struct FeedSenderOptions
{
    std::string source;
    std::uint64_t epoch = 0;
    twin::TimeNs heartbeat = twin::kSecond;
    std::size_t windowBytes = 32U << 20U; ///< unacknowledged frames kept for resending
    std::size_t windowFrames = 4'096;
    twin::TimeNs resendAfter = 500 * twin::kMillisecond; ///< without progress, unacknowledged frames go again
    BadLineOptions badLine;                              ///< loss, duplication, reordering at the sender
    std::string acksPath; ///< `--acks FILE`: one line `source,epoch,sequence,samples` per acknowledged frame
};

/// Counters of a sender since it was made. `samples*` count samples of Batch frames.
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

/// The sending end of the native protocol: numbers frames, sends them, keeps what is not acknowledged and
/// sends it again. One thread.
class FeedSender
{
  public:
    FeedSender() = default;
    FeedSender(const FeedSender&) = delete;
    FeedSender& operator=(const FeedSender&) = delete;
    virtual ~FeedSender() = default;

    /// Takes a Define, Retire, Batch or Event: gives it the next sequence, keeps it and sends it when it can.
    /// False, and `frame` untouched, while the window is full: `pump` and offer again.
    [[nodiscard]] virtual bool offer(suanwang::telemetry::v1::Frame&& frame) = 0;

    /// Connects if need be, writes, reads acknowledgements, resends; waits up to `timeout` when there is
    /// nothing to do. Errors: Io only when the peer refuses for good (protocol, bad frame); a lost line is
    /// retried.
    [[nodiscard]] virtual twin::Result<> pump(twin::TimeNs timeout) = 0;

    [[nodiscard]] virtual FeedStatistics statistics() const = 0;

    /// Pumps until everything offered is acknowledged. Errors: as pump, and Io when `timeout` passes first.
    [[nodiscard]] twin::Result<> drain(twin::TimeNs timeout);
};

} // namespace app::transport
