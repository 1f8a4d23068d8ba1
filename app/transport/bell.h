#pragma once

#include "twin/support/units.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace app::transport {

/// Wakes one waiting thread; a ring before the wait is not lost. Thread safe.
class Bell
{
  public:
    void ring()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_rung = true;
        }
        m_changed.notify_one();
    }

    /// True if it rang.
    bool wait(twin::TimeNs timeout)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::nanoseconds(timeout), [this] { return m_rung; });
        return std::exchange(m_rung, false);
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_rung = false;
};

} // namespace app::transport
