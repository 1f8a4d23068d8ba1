#pragma once

#include "twin/ingest/sequence_tracker.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace twin::ingest {

struct Tally;
class KeptTimes;

/// Why frames are refused; numbers are those of the wire (telemetry.proto RefuseReason).
enum class RefuseReason : std::uint8_t {
    Unspecified,
    BadFrame,
    TooLarge,
    NoHello,
    UnsupportedProtocol,
    JournalFull,
    TooManyEntities,
    SourceInUse,
    Internal,
};

/// A short stable name of `reason`, for logs and JSON.
[[nodiscard]] std::string_view refuseReasonName(RefuseReason reason);

struct Refusal
{
    std::uint64_t sequence = 0; ///< 0 = not about one frame
    RefuseReason reason = RefuseReason::Unspecified;
    std::string detail;
    bool closing = false; ///< the session takes nothing more
};

/// Who speaks, as its Hello says it, and where it was heard.
struct SourceHello
{
    std::string source; ///< 1..128 bytes
    std::uint64_t epoch = 0;
    TimeNs heartbeat = 0;  ///< 0 = none promised
    TimeNs sourceTime = 0; ///< the source's clock at Hello; 0 = not given
    std::string transport; ///< "tcp", "tls", "demo", …
    std::string peer;      ///< address, or empty
};

/// What a session tells its transport. Called on the service's threads: hand over to your own thread and
/// return. Nothing is called after `SourceSession::close` returned.
struct SessionEvents
{
    std::function<void(const Progress&)>
        acknowledged; ///< after the journal's commit (or acceptance without a journal)
    std::function<void(const Refusal&)> refused;
    std::function<void()> ready; ///< there is room again after `submit` gave Full
};

/// One open (source, epoch): frames go in here, acknowledgements come out of SessionEvents. One thread at a
/// time.
class SourceSession
{
  public:
    enum class Submit : std::uint8_t {
        Taken,
        Full,   ///< bytes untouched: offer them again after `ready`, and read nothing more meanwhile
        Closed, ///< the session or the service is closed
    };

    SourceSession() = default;
    SourceSession(const SourceSession&) = delete;
    SourceSession& operator=(const SourceSession&) = delete;
    virtual ~SourceSession() = default;

    /// Hands over the bytes of one Frame (without its length prefix). Bad bytes are Taken too: they come back
    /// as a refusal and are counted. Never blocks.
    [[nodiscard]] virtual Submit submit(std::string& frameBytes) = 0;

    /// Enters in the source's books what was decided about samples before they became frames: duplicates and
    /// refusals by series, parts of a combined value. Any thread.
    virtual void enter(const Tally& tally) = 0;

    /// What is already kept of this (source, epoch): the Welcome.
    [[nodiscard]] virtual Progress progress() const = 0;

    /// What was kept of this source before it was heard this time, for protocols without sequence numbers.
    /// Null: nothing that is known.
    [[nodiscard]] virtual std::shared_ptr<const KeptTimes> keptTimes() const { return nullptr; }

    /// No event is delivered after this. Frames already taken are still journalled and applied.
    virtual void close() = 0;
};

/// Where sources deliver. TwinService is the one implementation; tests have others. Thread safe.
class FrameSink
{
  public:
    FrameSink() = default;
    FrameSink(const FrameSink&) = delete;
    FrameSink& operator=(const FrameSink&) = delete;
    virtual ~FrameSink() = default;

    /// Opens (source, epoch). An older session of the same source is refused with SourceInUse and closed: the
    /// newest connection speaks, so a source whose line broke silently can come back at once.
    /// Errors: BadInput (name empty, too long or not UTF-8; an epoch too old to be remembered), TooLarge
    /// (over 4,096 sources).
    [[nodiscard]] virtual Result<std::unique_ptr<SourceSession>> openSource(const SourceHello& hello,
                                                                            SessionEvents events) = 0;

    /// Counts something a transport met before there was a session: "bad_hello", "hello_timeout",
    /// "idle_dropped"…
    virtual void countTransport(const std::string& what) = 0;
};

/// Anything that brings frames: TCP server, in-process demo, recorded file, and later OTLP, NATS and Kafka.
/// It runs on its own thread between start and stop.
class FrameSource
{
  public:
    FrameSource() = default;
    FrameSource(const FrameSource&) = delete;
    FrameSource& operator=(const FrameSource&) = delete;
    virtual ~FrameSource() = default;

    /// Begins to deliver into `sink`, which outlives `stop`. Errors: Io (address in use…), BadInput
    /// (unsafe settings).
    [[nodiscard]] virtual Result<> start(FrameSink& sink) = 0;
    /// Ends delivery and waits for its thread. May be called twice.
    virtual void stop() = 0;
};

} // namespace twin::ingest
