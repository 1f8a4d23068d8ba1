#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>

namespace twin {

/// Dense number of an entity of one kind; no arithmetic, no mixing of kinds. Default constructed = none.
template <typename Tag> class StrongIndex
{
  public:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    constexpr StrongIndex() = default;

    constexpr explicit StrongIndex(std::uint32_t value)
        : m_value(value)
    {}

    constexpr explicit StrongIndex(std::size_t value)
        : m_value(static_cast<std::uint32_t>(value))
    {}

    [[nodiscard]] constexpr std::uint32_t value() const { return m_value; }

    [[nodiscard]] constexpr bool isValid() const { return m_value != kNone; }

    constexpr explicit operator bool() const { return isValid(); }

    friend constexpr auto operator<=>(StrongIndex, StrongIndex) = default;

  private:
    std::uint32_t m_value = kNone;
};

} // namespace twin

template <typename Tag> struct std::hash<twin::StrongIndex<Tag>>
{
    std::size_t operator()(twin::StrongIndex<Tag> index) const noexcept
    {
        return std::hash<std::uint32_t>{}(index.value());
    }
};
