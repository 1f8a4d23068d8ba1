#pragma once

#include "app/transport/bell.h"
#include "app/transport/bus_message.h"
#include "twin/ingest/frame_bundle.h"
#include "twin/ingest/frame_source.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace app::transport {

/// The messages of one (source, epoch) on their way into the journal. One thread; the session's events come
/// from the engine's threads through an outbox.
class NativeLane
{
  public:
    using Clock = std::chrono::steady_clock;

    NativeLane(twin::ingest::FrameSink& sink, twin::ingest::SourceHello hello, std::shared_ptr<Bell> bell);
    ~NativeLane();
    NativeLane(const NativeLane&) = delete;
    NativeLane& operator=(const NativeLane&) = delete;

    /// Opens the session unless it is. Errors: those of FrameSink::openSource.
    [[nodiscard]] twin::Result<> speak();

    /// Keeps the message until it is settled and offers its frames. Precondition: speaking.
    void take(std::uint64_t id, const twin::ingest::FrameBundle& bundle);

    /// Frames wait for room in the engine, or for a session.
    [[nodiscard]] bool isWaiting() const { return m_waiting; }

    /// Appends what is settled now.
    void settle(std::vector<SettledMessage>& out);

    /// Nothing is kept and nothing came for three heartbeats.
    [[nodiscard]] bool isSilent() const;

  private:
    struct Frame
    {
        std::uint64_t sequence = 0; ///< 0: nothing to wait for
        std::string_view bytes;
        bool isOffered = false;
        bool isDone = false;
    };

    struct Kept
    {
        std::uint64_t id = 0;
        std::vector<Frame> frames;
        std::size_t open = 0; ///< frames that are not done
        std::string problem;
        bool isAnyGood = false;
    };

    /// What the engine's threads leave here.
    struct Outbox
    {
        std::mutex mutex;
        std::optional<twin::ingest::Progress> progress;
        bool isLater = false;       ///< the engine refused for now: offer again
        bool isOver = false;        ///< the session takes nothing more
        std::string refusedForEver; ///< why this epoch is not taken at all
    };

    [[nodiscard]] twin::ingest::SessionEvents events() const;
    void offerAll();
    [[nodiscard]] bool offer(Frame& frame);
    void takeOutbox();
    void apply(const twin::ingest::Progress& progress);
    void offerAgainWhenDue();

    twin::ingest::FrameSink& m_sink;
    twin::ingest::SourceHello m_hello;
    std::shared_ptr<Bell> m_bell;
    std::shared_ptr<Outbox> m_outbox;
    std::unique_ptr<twin::ingest::SourceSession> m_session;
    std::deque<Kept> m_kept;
    bool m_waiting = false;
    bool m_isOver = false;
    std::string m_refusedForEver;
    std::optional<Clock::time_point> m_againAt; ///< when frames are offered again
    Clock::time_point m_lastHeard;
    Clock::time_point m_lastProgress; ///< or offer
};

} // namespace app::transport
