#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace twin {

/// A queue between threads bounded by weight (bytes, samples…). The consumer takes everything at once: nobody
/// holds the lock while working. An item heavier than the bound still enters an empty queue. Thread safe.
template <typename T> class BoundedQueue
{
  public:
    explicit BoundedQueue(std::size_t maxWeight)
        : m_maxWeight(maxWeight)
    {}

    /// False, and `item` untouched, when it would exceed the bound or the queue is closed.
    [[nodiscard]] bool tryPush(T& item, std::size_t weight)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_closed || (!m_items.empty() && m_weight + weight > m_maxWeight)) {
                return false;
            }
            m_items.push_back(std::move(item));
            m_weight += weight;
        }
        m_filled.notify_one();
        return true;
    }

    /// Waits for room. False when the queue was closed; `item` is untouched then.
    [[nodiscard]] bool push(T& item, std::size_t weight)
    {
        {
            std::unique_lock lock(m_mutex);
            m_drained.wait(lock,
                           [&] { return m_closed || m_items.empty() || m_weight + weight <= m_maxWeight; });
            if (m_closed) {
                return false;
            }
            m_items.push_back(std::move(item));
            m_weight += weight;
        }
        m_filled.notify_one();
        return true;
    }

    /// Everything queued, waiting up to `timeout` for the first item. Empty on time-out or when closed and
    /// drained.
    [[nodiscard]] std::vector<T> takeAll(std::chrono::nanoseconds timeout)
    {
        std::vector<T> out;
        {
            std::unique_lock lock(m_mutex);
            m_filled.wait_for(lock, timeout, [&] { return m_closed || !m_items.empty(); });
            out.swap(m_items);
            m_weight = 0;
        }
        m_drained.notify_all();
        return out;
    }

    /// Refuses everything from now on; what is queued can still be taken.
    void close()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_closed = true;
        }
        m_filled.notify_all();
        m_drained.notify_all();
    }

    [[nodiscard]] bool isClosed() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_closed;
    }

    [[nodiscard]] std::size_t weight() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_weight;
    }

  private:
    const std::size_t m_maxWeight;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_drained;
    std::vector<T> m_items;
    std::size_t m_weight = 0;
    bool m_closed = false;
};

} // namespace twin
