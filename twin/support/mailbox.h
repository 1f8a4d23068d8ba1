#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace twin {

/// One slot for the newest immutable value: the writer replaces it, readers take a share of it. A mutex held
/// for a pointer copy; `std::atomic<shared_ptr>` of g++ 12 trips ThreadSanitizer. Thread safe.
template <typename T> class Mailbox
{
  public:
    void put(std::shared_ptr<const T> value)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_value.swap(value);
        }
        // The replaced value may be the last share of a large snapshot: it is freed here, outside the lock.
    }

    [[nodiscard]] std::shared_ptr<const T> latest() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_value;
    }

  private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace twin
