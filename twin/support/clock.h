#pragma once

#include "twin/support/units.h"

#include <atomic>

namespace twin {

/// Where time comes from, passed in so that replay, tests and what-if runs control it. Thread safe.
class Clock
{
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual TimeNs now() const = 0;
};

/// The machine's real-time clock.
class SystemClock final : public Clock
{
  public:
    [[nodiscard]] TimeNs now() const override;
};

/// A clock that stands still until it is set.
class ManualClock final : public Clock
{
  public:
    explicit ManualClock(TimeNs start = 0)
        : m_now(start)
    {}

    [[nodiscard]] TimeNs now() const override { return m_now.load(std::memory_order_relaxed); }

    void set(TimeNs now) { m_now.store(now, std::memory_order_relaxed); }

    void advance(TimeNs by) { m_now.fetch_add(by, std::memory_order_relaxed); }

  private:
    std::atomic<TimeNs> m_now;
};

} // namespace twin
