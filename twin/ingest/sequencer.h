#pragma once

#include "twin/ingest/decoded_frame.h"
#include "twin/support/units.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace twin::ingest {

/// Brings the frames of one (source, epoch) back into sequence before they are applied: a batch means what
/// the dictionary said at its place. Frames after a gap wait, bounded in time and number; then the gap is
/// skipped, and what fills it later is applied when it comes. Time is the receive time of frames, so a replay
/// releases them as live did. A plain value of the twin thread.
class Sequencer
{
  public:
    struct Limits
    {
        TimeNs patience = 2 * kSecond;
        std::size_t frames = 4'096;
        std::size_t samples = 4'000'000;
    };

    explicit Sequencer(const Limits& limits)
        : m_limits(limits)
    {}

    /// Takes a frame; appends what may be applied now, in order. `contiguous`: everything up to it was given
    /// before, or needs no waiting for.
    void push(DecodedFrame&& frame, std::uint64_t contiguous, std::vector<DecodedFrame>& out);
    /// Skips gaps older than the patience at `now`.
    void expire(TimeNs now, std::vector<DecodedFrame>& out);
    /// Gives up all waiting.
    void flush(std::vector<DecodedFrame>& out);

    /// The sequence that need not wait; before the first push also to be set.
    [[nodiscard]] std::uint64_t next() const { return m_next; }

    void startAt(std::uint64_t next) { m_next = next; }

    [[nodiscard]] std::size_t waiting() const { return m_parked.size(); }

    [[nodiscard]] std::uint64_t gapsSkipped() const { return m_gapsSkipped; }

  private:
    void release(std::vector<DecodedFrame>& out);
    void skipGap(std::vector<DecodedFrame>& out);

    Limits m_limits;
    std::uint64_t m_next = 1;
    std::map<std::uint64_t, DecodedFrame> m_parked; ///< all beyond m_next
    std::size_t m_parkedSamples = 0;
    TimeNs m_waitingSince = 0; ///< receive time of the frame that found the present gap
    std::uint64_t m_gapsSkipped = 0;
};

} // namespace twin::ingest
