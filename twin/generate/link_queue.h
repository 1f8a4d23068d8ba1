#pragma once

namespace twin::generate {

/// The output queue of one direction of a link, as the synthetic feed assumes it: a buffer of 5 ms at the
/// link's rate, filled by bursts as an M/M/1 queue is (use / (1 - use), 0.4 % of the buffer at half use),
/// full when more is asked than fits. Marking begins at a tenth of the buffer, pauses at six tenths.
class LinkQueue
{
  public:
    /// @param asked_bps     what the direction is asked to carry, even over its capacity
    /// @param capacity_bps  0 = dark: nothing queues
    LinkQueue(double asked_bps, double capacity_bps);

    /// Longest in a few seconds.
    [[nodiscard]] double longest_bytes() const { return m_fill * m_buffer_bytes; }

    /// Share of packets with the "congestion experienced" mark, 0 to 1.
    [[nodiscard]] double markedRatio() const;

    /// Share of the time PFC holds the senders back, 0 to 0.3.
    [[nodiscard]] double pausedRatio() const;

  private:
    double m_buffer_bytes = 0;
    double m_fill = 0; ///< of the buffer, 0 to 1
};

/// Packets in so much traffic: 1,000 bytes each on average, headers included.
[[nodiscard]] double packetsPerSecond(double rate_bps);

} // namespace twin::generate
