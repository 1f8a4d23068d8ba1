#pragma once

#include "twin/ingest/batch_writer.h"
#include "twin/ingest/frame_source.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>

namespace twin::ingest {

/// Frames that are not committed yet, kept so that they can be offered again. One thread.
class SendWindow
{
  public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    explicit SendWindow(std::chrono::nanoseconds resendAfter)
        : m_resendAfter(resendAfter)
    {}

    void push(BatchWriter::Frame frame);
    void forgetUpTo(std::uint64_t committed);
    /// Offers what was not offered, and everything once more when the oldest waits for too long. False when
    /// the session is closed.
    [[nodiscard]] bool offer(SourceSession& session, SteadyTime now);

    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

    [[nodiscard]] bool isEmpty() const { return m_frames.empty(); }

  private:
    std::chrono::nanoseconds m_resendAfter;
    std::deque<BatchWriter::Frame> m_frames;
    std::size_t m_offered = 0; ///< of the oldest frames
    std::size_t m_bytes = 0;
    SteadyTime m_oldestOffered;
};

} // namespace twin::ingest
