#pragma once

#include "twin/ingest/accounting.h"
#include "twin/ingest/decoded_frame.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/session_core.h"
#include "twin/support/bounded_queue.h"
#include "twin/support/clock.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace twin::ingest {

/// Bytes as a transport handed them over.
struct RawFrame
{
    std::shared_ptr<SessionCore> session;
    std::string bytes;
    TimeNs receiveTime = 0;
};

/// A decoded frame with its bytes, on the way to the store.
struct StoreItem
{
    std::shared_ptr<SessionCore> session;
    std::string bytes;
    DecodedFrame frame;
};

/// The decode thread: bytes to memory, off the transport's and the twin's threads. Its input is bounded and
/// never blocks the transport (which stops reading instead); its output blocks this thread when the store is
/// behind.
class DecodeStage
{
  public:
    /// Gives a decoded frame on; false when closed.
    using Output = std::function<bool(StoreItem&, std::size_t weight)>;

    DecodeStage(std::size_t maxBytes, Accounting& accounting, const Clock& clock, Output output);
    ~DecodeStage();

    void start();
    /// Refuses new frames, decodes what is there, joins.
    void finish();

    [[nodiscard]] SourceSession::Submit submit(const std::shared_ptr<SessionCore>& session,
                                               std::string& bytes);

    [[nodiscard]] std::uint64_t queuedFrames() const
    {
        return m_queuedFrames.load(std::memory_order_acquire);
    }

  private:
    void run();
    void handle(RawFrame& raw);
    void refuse(const RawFrame& raw, const Error& error);
    void tellWaiting();

    Accounting& m_accounting;
    const Clock& m_clock;
    Output m_output;
    BoundedQueue<RawFrame> m_queue;
    std::atomic<std::uint64_t> m_queuedFrames = 0;
    std::mutex m_waitingMutex;
    std::vector<std::shared_ptr<SessionCore>> m_waiting; ///< told Full since the last take
    FrameDecoder m_decoder;
    std::thread m_thread;
};

} // namespace twin::ingest
