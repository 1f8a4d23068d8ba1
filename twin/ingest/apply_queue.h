#pragma once

#include "twin/ingest/apply_item.h"
#include "twin/ingest/merge_scopes.h"
#include "twin/ingest/merge_series.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace twin::ingest {

/// The queue before the twin thread. When it is over its bound it does not lose or block at once: values of
/// the same series merge. If that does not help (events, batches whose meaning is not certain yet), the
/// producer waits. One producer, one consumer.
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
    /// In the queue, or taken and worked on: until the consumer comes again.
    [[nodiscard]] std::size_t frames() const;

  private:
    void mergeQueued();

    const std::size_t m_maxWeight;
    const OnMerged m_onMerged;
    MergeScopes m_scopes; ///< the producer's
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_drained;
    std::vector<ApplyItem> m_items;
    std::size_t m_weight = 0;
    std::size_t m_taken = 0; ///< by the last takeAll
    bool m_closed = false;
    bool m_woken = false;
};

} // namespace twin::ingest
