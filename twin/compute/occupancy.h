#pragma once

#include <cstdint>
#include <vector>

namespace twin::compute {

/// A stretch of the time axis in slots, [first, last).
struct SlotRange
{
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

/// Time cut at every instant at which something begins or ends. Between two cuts nothing changes.
class TimeSlots
{
  public:
    /// Cost: O(n log n). Times are seconds, any order.
    explicit TimeSlots(std::vector<double> times);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_times.size()); }

    /// Slots that [from, to) touches. Precondition: both are among the times given.
    [[nodiscard]] SlotRange range(double from_s, double to_s) const;

    [[nodiscard]] double begin(std::uint32_t slot) const { return m_times[slot]; }

  private:
    std::vector<double> m_times; ///< ascending, no two equal; a slot begins at each
};

/// What is taken of things with a limit, as stretches of time with an amount: things are taken by few at
/// once, and the axis has many slots.
class Occupancy
{
  public:
    explicit Occupancy(std::vector<double> limits);

    [[nodiscard]] double limit(std::uint32_t thing) const { return m_limits[thing]; }

    /// What is left throughout a range; the limit where the range is empty. Cost: O(n log n) of what is taken
    /// of the thing in that range.
    [[nodiscard]] double left(std::uint32_t thing, SlotRange when) const;
    /// Takes an amount, or gives one back that was taken (negative, same range).
    void take(std::uint32_t thing, SlotRange when, double amount);

    /// Whether `amount` more fits; a part of 1e-9 of the limit is rounding.
    [[nodiscard]] bool fits(std::uint32_t thing, SlotRange when, double amount) const
    {
        return amount <= left(thing, when) + 1e-9 * m_limits[thing];
    }

    [[nodiscard]] std::size_t size() const { return m_limits.size(); }

  private:
    struct Stretch
    {
        SlotRange when;
        double amount = 0;
    };

    std::vector<double> m_limits;
    std::vector<std::vector<Stretch>> m_taken;
};

} // namespace twin::compute
