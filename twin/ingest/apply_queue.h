#pragma once

#include "twin/ingest/decoded_frame.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace twin::ingest {

/// An accepted frame on its way to the twin thread.
struct ApplyItem
{
    std::uint32_t source = 0;
    std::uint64_t epoch = 0;
    std::uint64_t contiguous = 0; ///< all sequences up to it were handed over before
    DecodedFrame frame;
};

/// Samples merged away, by source number.
using MergeCount = std::map<std::uint32_t, std::uint64_t>;

/// Keeps of each series only the sample that would win in the end (greatest source time, then sequence).
/// Frames stay, so do events; nothing merges across a change of the source's dictionary. Cost: linear.
[[nodiscard]] MergeCount mergeSeries(std::vector<ApplyItem>& items);

/// The queue before the twin thread. When it is over its bound it does not lose or block at once: values of
/// the same series merge. If that does not help (events), the producer waits. One producer, one consumer.
class ApplyQueue
{
  public:
    using OnMerged = std::function<void(const MergeCount&)>;

    ApplyQueue(std::size_t maxSamples, OnMerged onMerged)
        : m_maxWeight(maxSamples)
        , m_onMerged(std::move(onMerged))
    {}

    /// Producer. False when closed.
    bool push(ApplyItem&& item);
    /// Consumer: everything, waiting up to `timeout` for something or a wake.
    [[nodiscard]] std::vector<ApplyItem> takeAll(std::chrono::nanoseconds timeout);
    /// Ends the consumer's wait.
    void wake();
    void close();
    [[nodiscard]] bool isDrained() const; ///< closed and empty
    [[nodiscard]] std::size_t frames() const;

  private:
    void mergeQueued();

    const std::size_t m_maxWeight;
    const OnMerged m_onMerged;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_drained;
    std::vector<ApplyItem> m_items;
    std::size_t m_weight = 0;
    bool m_closed = false;
    bool m_woken = false;
};

} // namespace twin::ingest
